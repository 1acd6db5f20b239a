/**
 * The test of a cluster, for as long as you like: prints what was counted, and fails where a search
 * was lost or the books are wrong.
 *
 *     npx node test/cluster/main.ts --hold 20 --rounds 3 --every 150
 */
import { parseArgs } from "node:util";
import { runCluster } from "./run.ts";

const { values } = parseArgs({
  options: {
    /** Seconds that each fault lasts. */
    hold: { type: "string", default: "10" },
    rounds: { type: "string", default: "1" },
    /** Milliseconds between two searches. */
    every: { type: "string", default: "250" },
  },
});
const startedMs = performance.now();
const { faults, ...report } = await runCluster({
  holdMs: Number(values.hold) * 1_000,
  rounds: Number(values.rounds),
  everyMs: Number(values.every),
  onStep: (step) =>
    console.error(`${((performance.now() - startedMs) / 1_000).toFixed(0)} s: ${step}`),
});
console.log(JSON.stringify({ ...report, faults }, null, 2));
if (Object.values(faults).some(({ length }) => length > 0)) process.exitCode = 1;
