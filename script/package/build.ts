/**
 * Builds what `npm pack` packs: JavaScript and types, and the files that are read at run time. Node
 * runs TypeScript as it is, but not in `node_modules`.
 *
 *   node script/package/build.ts client    clients/typescript/dist
 *   node script/package/build.ts system    dist: gateway, bidders, and the kit of bidders
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, rmSync } from "node:fs";
import { extname, join, relative, sep } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");

/** The folders of the system that are packed. */
const FOLDERS = ["proto", "common", "gateway", "bidders"];

/** What is read at run time, as it is. Notices go with the data that they are about. */
const READ: ReadonlySet<string> = new Set([".json", ".csv", ".br", ".txt"]);

const BUILDS: Readonly<Record<string, () => void>> = {
  client: () => compile("clients/typescript", "clients/typescript/dist"),
  system: () => {
    compile("tsconfig.build.json", "dist");
    for (const folder of FOLDERS) copyRead(folder);
  },
};

const build = BUILDS[process.argv[2] ?? ""];
if (build === undefined) throw new Error(`what is to be built? ${Object.keys(BUILDS).join(", ")}`);
build();

/** @throws Error when a file does not compile */
function compile(project: string, out: string): void {
  rmSync(join(ROOT, out), { recursive: true, force: true });
  const tsc = join(ROOT, "node_modules", ".bin", "tsc");
  const { status } = spawnSync(tsc, ["-p", project], { cwd: ROOT, stdio: "inherit" });
  if (status !== 0) throw new Error(`tsc has failed on ${project}`);
}

function copyRead(folder: string): void {
  const from = join(ROOT, folder);
  cpSync(from, join(ROOT, "dist", folder), {
    recursive: true,
    filter: (path) => isFolderOf(path) || isRead(relative(ROOT, path)),
  });
}

function isFolderOf(path: string): boolean {
  return extname(path) === "" && !/(^|[/\\])(node_modules|src|shared|testdata)$/.test(path);
}

function isRead(path: string): boolean {
  const name = path.split(sep).join("/");
  if (name.startsWith("gateway/web/")) return name.startsWith("gateway/web/dist/");
  if (name.startsWith("proto/generated/")) return true;
  return READ.has(extname(name)) || name.endsWith(".NOTICE.md");
}

if (process.argv[2] === "system" && !existsSync(join(ROOT, "dist", "gateway", "web", "dist")))
  console.warn("the page is not built, and not packed: npm run build:page");
