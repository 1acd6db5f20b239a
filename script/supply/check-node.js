/**
 * Compares the archive that Node was taken from with the checksums in node-binaries.json (LOCK-4).
 * Its package fetches it by an install script, so that no lock file names it; npm keeps what it
 * found in a list beside it. script/bootstrap runs this with the machine's own Node, which may know
 * no TypeScript.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "..", "..");
const PINS = join(ROOT, "script/supply/node-binaries.json");
const INSTALLED = join(ROOT, "node_modules/node/node_modules/.package-lock.json");

/**
 * What is wrong, or undefined.
 * @param {{ version: string, packages: Record<string, string> }} pins
 * @param {{ packages: Record<string, { version?: string, integrity?: string }> } | undefined} list
 * @param {string} platform as in the name of the package: `linux-x64`
 */
export function nodeFault(pins, list, platform) {
  const name = `node-${platform}`;
  const pinned = pins.packages[name];
  // Another platform: its archive is as trusted as the registry's answer is.
  if (pinned === undefined) return undefined;
  const installed = list?.packages[`node_modules/${name}`];
  if (installed === undefined) return `${name} is not installed; run npm rebuild node`;
  if (installed.version !== pins.version)
    return `${name} is ${installed.version}, and ${pins.version} is pinned`;
  if (installed.integrity !== pinned)
    return `${name} has the checksum ${installed.integrity}, and ${pinned} is pinned`;
  return undefined;
}

const read = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined);

/** Of this machine. */
export function installedNodeFault() {
  const system = process.platform === "win32" ? "win" : process.platform;
  return nodeFault(read(PINS), read(INSTALLED), `${system}-${process.arch}`);
}

if (process.argv[1]?.endsWith("check-node.js")) {
  const fault = installedNodeFault();
  if (fault !== undefined) console.error(`check-node: ${fault}`);
  process.exitCode = fault === undefined ? 0 : 1;
}
