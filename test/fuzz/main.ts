/**
 * `npm run fuzz`: very many mutated inputs through everything that reads what others send. Each
 * target states what must hold of it. Exit code 1 where a rule is broken; the input is printed, and
 * `--input` runs it alone.
 *
 *     npm run fuzz -- --target ssim --runs 100000 --seed 7
 *     npm run fuzz -- --guided --keep          follows coverage, and keeps what reaches new code
 */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { minimised, readCorpus, writeCorpus } from "./corpus.ts";
import { BlockCoverage } from "./coverage.ts";
import { FuzzFinding, fuzz, runOne } from "./fuzzer.ts";
import { SHARES, TARGETS } from "./targets/index.ts";
import { Watchdog } from "./watchdog.ts";

const ROOT = join(import.meta.dirname, "..", "..");

const { values } = parseArgs({
  options: {
    /** Of targets/index.ts; all of them without it. */
    target: { type: "string" },
    /** Of all targets together, by their shares. */
    runs: { type: "string", default: "200000" },
    seed: { type: "string", default: "1" },
    /** An input, base64, instead of mutants. */
    input: { type: "string" },
    guided: { type: "boolean", default: false },
    /**
     * Adds what was found to the corpus; the shortest set of inputs is kept that reaches as much.
     */
    keep: { type: "boolean", default: false },
  },
});

const runsAll = wholeNumber("runs", values.runs, 1);
const seed = wholeNumber("seed", values.seed, 0);
/** A target's bound is some milliseconds; a busy machine has its time too. */
const watch = await Watchdog.start({ seconds: 60, seed });

const names = values.target === undefined ? Object.keys(TARGETS) : [values.target];
// Before any target is loaded.
const coverage = values.guided || values.keep ? new BlockCoverage(ROOT) : undefined;
try {
  for (const name of names) await fuzzTarget(name);
} catch (thrown) {
  if (!(thrown instanceof FuzzFinding)) throw thrown;
  console.error(thrown.message);
  process.exitCode = 1;
}

/** @throws Error where it is none: `10M` would be no inputs at all */
function wholeNumber(option: string, text: string, least: number): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least) return number;
  throw new Error(`--${option} '${text}': a whole number from ${least} on, in digits, is right`);
}

async function fuzzTarget(name: string): Promise<void> {
  const load = TARGETS[name];
  if (load === undefined)
    throw new Error(`--target ${name}: one of ${Object.keys(TARGETS).join(", ")} is right`);
  const target = await load();
  if (values.input !== undefined) {
    await runOne(target, Buffer.from(values.input, "base64"), watch);
    console.log(`${name}: the input breaks no rule`);
    return;
  }
  const share = names.length === 1 ? 1 : (SHARES[name] ?? 0) / 100;
  const corpus = readCorpus(name);
  const runs = Math.round(runsAll * share);
  const begun = performance.now();
  const report = await fuzz(target, {
    runs,
    seed,
    corpus,
    watch,
    ...(coverage === undefined ? {} : { coverage }),
  });
  const seconds = (performance.now() - begun) / 1_000;
  console.log(
    `${name}: ${report.runs} inputs in ${seconds.toFixed(1)} s` +
      (coverage === undefined ? "" : `, ${report.found.length} reached new code`),
  );
  if (values.keep && coverage !== undefined)
    writeCorpus(name, await minimised(target, [...corpus, ...report.found], { coverage, watch }));
}
