/**
 * What `npm pack` packs: `dist`, where everything that the package runs is compiled and lies as in
 * the repository. Node does not remove types within node_modules, so a package of sources would not
 * run. Nothing in the repository itself reads `dist`.
 *
 * PACKAGE-1 The gateway, the kit, the bidders that ship, with their threads, and the command
 *    `scatter` run from the package as they do from the repository, and have their types.
 * PACKAGE-2 The package has what it runs and what that reads, and nothing else: no tests, no
 *    benchmarks, no sources, no path of the machine that packed it; and what it imports is in its
 *    `dependencies`.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { freshPage } from "../page/built-page.ts";
import { neededDeclarations } from "./declarations.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const BUILT = join(ROOT, "dist");

/** What compiled modules read beside themselves, with its notices. */
const DATA = [
  "{bidders,common,gateway}/**/*.{br,csv,json}",
  "{bidders,common,gateway}/**/*NOTICE.md",
  "bidders/flights/timetable/data/{LICENSE.GPL-2,README.md}",
];
/** Generated: JavaScript, with its declarations beside it, which the compiler leaves as it is. */
const GENERATED = "proto/generated/*.{js,ts}";
/** The sources of the page, and what their tools read: the page itself is built. */
const NOT_DATA = ["gateway/web/**"];
const PAGE = "gateway/web/dist";
/** Of the entry points of package.json. */
const TYPES = ["gateway/index.d.ts", "bidders/index.d.ts"];

/**
 * Builds the package, and the page where that is not fresh.
 * @throws Error with what the compiler or Vite says when they cannot
 */
export async function buildPackage(): Promise<void> {
  await freshPage();
  rmSync(BUILT, { recursive: true, force: true });
  await compile();
  for (const path of globSync(DATA, { cwd: ROOT, exclude: NOT_DATA })) copy(path);
  copy(PAGE);
  for (const path of globSync(GENERATED, { cwd: ROOT })) {
    const text = readFileSync(join(ROOT, path), "utf8");
    mkdirSync(join(BUILT, dirname(path)), { recursive: true });
    writeFileSync(join(BUILT, path), text.replace(/^(import .* from "\..*)\.ts";$/gm, '$1.js";'));
  }
  removeDeclarations();
  // The compiler takes the whole package.json along: modules read the version alone.
  const { name, version, type } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const manifest = { name, version, private: true, type };
  writeFileSync(join(BUILT, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

function copy(path: string): void {
  cpSync(join(ROOT, path), join(BUILT, path), { recursive: true });
}

function removeDeclarations(): void {
  const needed = neededDeclarations(TYPES, (path) => {
    const file = join(BUILT, path);
    return existsSync(file) ? readFileSync(file, "utf8") : undefined;
  });
  for (const path of globSync("**/*.d.ts", { cwd: BUILT }))
    if (!needed.has(path)) rmSync(join(BUILT, path));
}

/** Without checking types, which `npm run types` does: half of the time. */
async function compile(): Promise<void> {
  const compiler = join(
    dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
    "bin/tsc",
  );
  const child = spawn(process.execPath, [compiler, "-p", "tsconfig.package.json", "--noCheck"], {
    cwd: ROOT,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) throw new Error(`the package cannot be compiled:\n${said.trim()}`);
}
