/**
 * `npm run audit`: asks the registry for known weaknesses of what the lock files name
 * (supply/audit-report.ts). It ends with 0 where there is no fault, and with 1 where there is one.
 * Where the registry cannot say, it says so and ends with 0, or with 3 after `-- --strict`, as
 * before a release.
 */
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { ROOT } from "./documents/files.ts";
import { type Explanation, judge } from "./supply/audit-report.ts";
import { LOCK_FILES } from "./supply/lock-file.ts";

/** What was looked at and does no harm here (AUDIT-1). */
const EXPLANATIONS: Readonly<Partial<Record<(typeof LOCK_FILES)[number], Explanation[]>>> = {};

/** A registry that does not answer must not hold up a run. */
const ANSWER_MS_MAX = 120_000;
const OUTPUT_BYTES_MAX = 64 << 20;

const [argument, ...others] = process.argv.slice(2);
if ((argument !== undefined && argument !== "--strict") || others.length > 0) {
  console.error("npm run audit takes no arguments but --strict");
  process.exit(2);
}

const today = new Date().toISOString().slice(0, 10);
const codes = LOCK_FILES.map((file) => {
  const { stdout } = spawnSync("npm", ["audit", "--json", "--package-lock-only"], {
    cwd: join(ROOT, dirname(file)),
    encoding: "utf8",
    timeout: ANSWER_MS_MAX,
    maxBuffer: OUTPUT_BYTES_MAX,
  });
  const judgement = judge(stdout ?? "", EXPLANATIONS[file] ?? [], today);
  if (judgement.kind === "unchecked") {
    console.error(`${file}: NOT CHECKED: ${judgement.reason}`);
    return argument === "--strict" ? 3 : 0;
  }
  for (const fault of judgement.faults) console.error(`${file}: ${fault}`);
  if (judgement.faults.length === 0) console.log(`${file}: no high or critical weakness is known`);
  return judgement.faults.length === 0 ? 0 : 1;
});
process.exitCode = codes.find((code) => code === 1) ?? Math.max(...codes);
