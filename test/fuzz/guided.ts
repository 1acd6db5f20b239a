/** A fuzzer that follows coverage, with seeds alone: for its test. */
import { join } from "node:path";
import { BlockCoverage } from "./coverage.ts";
import { fuzz } from "./fuzzer.ts";
import { TARGETS } from "./targets/index.ts";

const coverage = new BlockCoverage(join(import.meta.dirname, "..", ".."));
const target = await TARGETS["timetables"]?.();
if (target === undefined) throw new Error("no such target");
const { found } = await fuzz(target, { runs: 200, seed: 1, corpus: [], coverage });
// What was found is no longer new.
for (const input of found) await target.run(new Uint8Array(input));
console.log(JSON.stringify({ found: found.length, isNew: coverage.isNew(coverage.take()) }));
