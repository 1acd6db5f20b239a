/**
 * The test of a cluster, for as long as you like: prints what was counted, and fails where a search
 * was lost or the books are wrong.
 *
 *     npx node test/cluster/main.ts --hold 20 --rounds 3 --every 150
 */
import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { pageOf } from "./page.ts";
import { runCluster } from "./run.ts";

const { values } = parseArgs({
  options: {
    /** Seconds that each fault lasts. */
    hold: { type: "string", default: "10" },
    rounds: { type: "string", default: "1" },
    /** Milliseconds between two searches. */
    every: { type: "string", default: "250" },
    /** A file for the counts as a page: `bench/results/cluster.md`. */
    page: { type: "string" },
    /** The commit, for the page. */
    commit: { type: "string", default: "unknown" },
  },
});
const startedMs = performance.now();
const { hold, rounds, every, page, commit } = values;
const measured = await runCluster({
  holdMs: Number(hold) * 1_000,
  rounds: Number(rounds),
  everyMs: Number(every),
  onStep: (step) =>
    console.error(`${((performance.now() - startedMs) / 1_000).toFixed(0)} s: ${step}`),
});
console.log(JSON.stringify(measured, null, 2));
const terms =
  `Commit ${commit}; each fault for ${hold} s, rounds: ${rounds}, ` +
  `a search every ${every} ms by turns over HTTP and NATS.`;
if (page !== undefined) await writeFile(page, pageOf(measured, terms));
if (Object.values(measured.faults).some(({ length }) => length > 0)) process.exitCode = 1;
