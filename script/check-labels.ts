/** `npm run labels`: checks the invariant labels of all files that git knows (labels/labels.ts). */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { labelFaults } from "./labels/labels.ts";

const SOURCES = ["*.ts", "*.js", "*.md", ":!proto/generated", ":!CHANGELOG.md"];
const paths = execFileSync("git", ["ls-files", "--", ...SOURCES], { encoding: "utf8" })
  .split("\n")
  .filter((path) => path !== "");

const faults = labelFaults(paths.map((path) => ({ path, text: readFileSync(path, "utf8") })));
for (const { path, line, message } of faults) console.error(`${path}:${line} ${message}`);
if (faults.length === 0) console.log(`labels: right in ${paths.length} files`);
process.exitCode = faults.length === 0 ? 0 : 1;
