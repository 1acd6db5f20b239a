#!/usr/bin/env node
/**
 * The command `scatter`: in the repository from its sources, in the package from what is compiled.
 * Both take Node 24: an older Node that a machine has starts the one of this project.
 */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const NODE_MAJOR_MIN = 24;
const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SOURCE = new URL("../script/scatter.ts", import.meta.url);
const COMPILED = new URL("../dist/script/scatter.js", import.meta.url);
const OWN_NODE = join(ROOT, "node_modules", "node", "bin", "node");

if (Number(process.versions.node.split(".")[0]) >= NODE_MAJOR_MIN)
  await import((existsSync(SOURCE) ? SOURCE : COMPILED).href);
else if (existsSync(OWN_NODE)) {
  const child = spawn(OWN_NODE, process.argv.slice(1), { stdio: "inherit" });
  // Ctrl-C goes to the whole group: the command ends, and then this does.
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))
    process.on(signal, () => child.kill(signal));
  child.once("error", (error) => {
    console.error(`${OWN_NODE} cannot be started: ${error.message}`);
    process.exitCode = 70;
  });
  child.once("close", (code, signal) => {
    process.exitCode = code ?? 128 + (signal === "SIGINT" ? 2 : 15);
  });
} else {
  console.error(
    `scatter needs Node ${NODE_MAJOR_MIN} or newer, and this is ${process.version}; in its repository, npm ci installs one`,
  );
  process.exitCode = 70;
}
