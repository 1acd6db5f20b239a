/** One target, very many inputs: mutants of its seeds and of its corpus. */
import type { BlockCoverage } from "./coverage.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateProtobuf } from "./mutate-protobuf.ts";
import { mutateLines, mutateText } from "./mutate-text.ts";
import { BATCH, newInputs, nextBatchSize } from "./new-inputs.ts";
import { SeededRandom } from "./random.ts";
import type { FuzzTarget } from "./target.ts";
import type { InputWatch } from "./watchdog.ts";

/** A rule that is broken, and the input that breaks it. */
export class FuzzFinding extends Error {
  override readonly name = "FuzzFinding";
  readonly input: Uint8Array;

  constructor(target: string, input: Uint8Array, cause: unknown) {
    const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    super(`${target}: ${why}\ninput (base64): ${Buffer.from(input).toString("base64")}`, { cause });
    this.input = input;
  }
}

interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
  readonly corpus: readonly Uint8Array[];
  /** With it inputs that reach new code are mutated further; without it the seed decides all. */
  readonly coverage?: BlockCoverage;
  readonly watch?: InputWatch;
}

interface FuzzReport {
  readonly runs: number;
  /** The inputs that reached new code, the corpus not among them. */
  readonly found: readonly Uint8Array[];
}

const MUTATIONS_MAX = 5;
/** An input grows no further: large ones cost time and reach nothing more. */
const INPUT_BYTES_MAX = 16_384;

/** @throws FuzzFinding */
export async function fuzz(target: FuzzTarget, options: FuzzOptions): Promise<FuzzReport> {
  const framesMax = Error.stackTraceLimit;
  // Most inputs are refused, and the stack of an error costs more than to read them.
  Error.stackTraceLimit = 0;
  try {
    return await fuzzWithoutStacks(target, options);
  } finally {
    Error.stackTraceLimit = framesMax;
  }
}

async function fuzzWithoutStacks(target: FuzzTarget, options: FuzzOptions): Promise<FuzzReport> {
  const { runs, seed, corpus, coverage, watch } = options;
  const random = new SeededRandom(seed);
  const pool = [...target.seeds(), ...corpus];
  const found: Uint8Array[] = [];
  const wordBytes = target.words.map((word) => Buffer.from(word, "latin1"));
  const run = (input: Uint8Array) => runOne(target, input, watch);
  for (const input of pool) await run(input);
  coverage?.record(coverage.take());
  let batch: Uint8Array[] = [];
  let batchSize: number = BATCH.min;
  for (let done = pool.length; done < runs; done++) {
    const input = mutant(target, random, pool, wordBytes);
    await run(input);
    if (coverage === undefined) continue;
    batch.push(input);
    if (batch.length < batchSize && done + 1 < runs) continue;
    const taken = coverage.take();
    const reached = await newInputs(batch, taken, coverage, run);
    // What runs the first time only, such as the filling of a cache.
    coverage.record(taken);
    pool.push(...reached);
    found.push(...reached);
    batchSize = nextBatchSize(batchSize, reached.length > 0);
    batch = [];
  }
  return { runs: Math.max(runs, pool.length), found };
}

/** The target gets a copy for each time: it may keep it, or write into it. */
export async function runOne(
  target: FuzzTarget,
  input: Uint8Array,
  watch?: InputWatch,
): Promise<void> {
  watch?.began(target.name, input);
  try {
    const wallBefore = performance.now();
    await target.run(new Uint8Array(input));
    if (performance.now() - wallBefore < target.msMax) return;
    const cpuMs = await leastCpuMs(target, input);
    if (cpuMs >= target.msMax)
      throw new Error(`took ${cpuMs.toFixed(0)} ms of processor time; ${target.msMax} at most`);
  } catch (thrown) {
    throw new FuzzFinding(target.name, input, await withStack(target, input, thrown));
  } finally {
    watch?.ended();
  }
}

const FRAMES = 20;

/** The same error with its stack; the one that is there where it has one, or comes only once. */
async function withStack(target: FuzzTarget, input: Uint8Array, thrown: unknown): Promise<unknown> {
  if (Error.stackTraceLimit > 0) return thrown;
  Error.stackTraceLimit = FRAMES;
  try {
    await target.run(new Uint8Array(input));
    return thrown;
  } catch (again) {
    return again;
  } finally {
    Error.stackTraceLimit = 0;
  }
}

const TRIES = 3;

/** Of this thread, the least of three: compilers and collections are in some of them. */
async function leastCpuMs(target: FuzzTarget, input: Uint8Array): Promise<number> {
  const tries: number[] = [];
  for (let i = 0; i < TRIES; i++) {
    const copy = new Uint8Array(input);
    const before = process.threadCpuUsage();
    await target.run(copy);
    const { user, system } = process.threadCpuUsage(before);
    tries.push((user + system) / 1_000);
  }
  return Math.min(...tries);
}

function mutant(
  target: FuzzTarget,
  random: SeededRandom,
  pool: readonly Uint8Array[],
  wordBytes: readonly Uint8Array[],
): Uint8Array {
  const { words } = target;
  let input = random.of(pool);
  for (let i = 1 + random.below(MUTATIONS_MAX); i > 0; i--) {
    const other = random.of(pool);
    // One in eight knows nothing of the form.
    if (target.form === "bytes" || random.below(8) === 0)
      input = mutateBytes(input, random, other, wordBytes);
    else if (target.form === "protobuf") input = mutateProtobuf(input, random, other, wordBytes);
    else if (target.form === "text") input = mutateText(input, random, other, words);
    else input = mutateLines(input, random, words);
  }
  return input.subarray(0, INPUT_BYTES_MAX);
}
