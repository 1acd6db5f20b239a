/**
 * The page as the gateway serves it: `gateway/web/dist`, which Vite builds of its sources. It is
 * built beside the folder and then takes its place, so a gateway that runs has a whole page.
 */
import { spawn } from "node:child_process";
import { globSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const ROOT = join(import.meta.dirname, "..", "..");
const WEB = join(ROOT, "gateway", "web");
const BUILT = join(WEB, "dist");
/** What a built page depends on. */
const SOURCES = ["*.{html,ts,json}", "src/**", "shared/*.js", "../../package-lock.json"];

/** When a page was built that has all its sources; false: it is missing or older than one. */
export function isFresh(builtMs: number | undefined, sourcesMs: readonly number[]): boolean {
  return builtMs !== undefined && sourcesMs.every((ms) => ms <= builtMs);
}

/** Builds the page when it is missing or older than its sources. */
export async function freshPage(): Promise<void> {
  const document = statSync(join(BUILT, "index.html"), { throwIfNoEntry: false });
  const sources = globSync(SOURCES, { cwd: WEB }).map((path) => statSync(join(WEB, path)).mtimeMs);
  if (!isFresh(document?.mtimeMs, sources)) await buildPage();
}

/**
 * Builds the page.
 * @throws Error with what Vite says when it cannot
 */
export async function buildPage(): Promise<void> {
  const [next, last] = [`${BUILT}-next-${process.pid}`, `${BUILT}-last-${process.pid}`];
  try {
    await vite(["build", WEB, "--outDir", next, "--emptyOutDir", "--logLevel", "warn"]);
    rmSync(last, { recursive: true, force: true });
    try {
      renameSync(BUILT, last);
    } catch {} // there was none
    renameSync(next, BUILT);
  } finally {
    for (const folder of [next, last]) rmSync(folder, { recursive: true, force: true });
  }
}

async function vite(args: readonly string[]): Promise<void> {
  const command = join(
    dirname(createRequire(import.meta.url).resolve("vite/package.json")),
    "bin/vite.js",
  );
  const child = spawn(process.execPath, [command, ...args], {
    cwd: ROOT,
    // With another value Vite builds for development: larger, and with paths of this machine.
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  if (code !== 0) throw new Error(`the page cannot be built:\n${said.trim()}`);
}
