/**
 * The gain of a second thread in `stops`: two instances of it, as they ship, one with a single
 * searching thread and one with two, behind a real broker. They take turns block by block with the
 * same searches, so that other work of the machine affects both alike. Then, one search at a
 * time, how soon after a cancel the thread has the next one.
 */
import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { promisify } from "node:util";
import type { Histogram } from "hdr-histogram-js";
import { RATES_PATH, readRatesFile } from "../common/money/rates.ts";
import { connect } from "../common/runtime/connect.ts";
import type { FlightSearch } from "../proto/messages.ts";
import { startBinary } from "../script/broker/binary.ts";
import { freePort } from "../script/broker/port.ts";
import { freshSecrets } from "../script/broker/users.ts";
import { BIDDER_FLAGS } from "../script/start/node-flags.ts";
import { flightSearch, inDays } from "../test/harness/offers.ts";
import { environmentOf } from "../test/harness/process.ts";
import { type BenchQuestion, NOW_MS, openEngine } from "./engines-access.ts";
import { hardQuestions, sample } from "./engines-questions.ts";
import { newHistogram } from "./load.ts";
import type { LoopMeasured } from "./threads-bidder.ts";
import { BidderCaller } from "./threads-caller.ts";

export interface ThreadsOptions {
  /** The number of searches of each of the two, in all blocks. */
  readonly searches: number;
  readonly blocks: number;
  /** Searches that wait for an answer at any time: enough that no thread ever waits for one. */
  readonly callers: number;
  readonly maxStops: number;
  readonly cancels: number;
}

export const THREADS_DEFAULTS: ThreadsOptions = {
  searches: 4_000,
  blocks: 10,
  callers: 12,
  maxStops: 2,
  cancels: 300,
};

const THREADS = [1, 2] as const;
const BUDGET_MS = 60_000;
const SEED = 20_261_123;

export interface MeasuredBlock extends LoopMeasured {
  readonly perSecond: number;
  readonly elapsedMs: number;
}

export interface ThreadsSide {
  readonly threads: number;
  readonly blocks: readonly MeasuredBlock[];
  /** Microseconds from call to final bid. */
  readonly waited: Histogram;
  readonly offers: number;
  /** The figures of an event loop with nothing to do: what the measuring itself adds. */
  readonly idle: LoopMeasured;
}

export interface ThreadsMeasured {
  readonly sides: readonly ThreadsSide[];
  /**
   * Microseconds from call to final bid of a search that finds nothing at once: alone, and behind a
   * cancelled one.
   */
  readonly alone: Histogram;
  readonly afterCancel: Histogram;
  /** Searches that had ended before they could be cancelled. */
  readonly tooLate: number;
  /**
   * Searches a second of the threads alone (`threads-pool.ts`): with one, and right after it with
   * two.
   */
  readonly alonePairs: readonly (readonly [one: number, two: number])[];
}

/** @throws Error when something does not start or answer, or the signal fires */
export async function measureThreads(
  options: ThreadsOptions,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<ThreadsMeasured> {
  const measured = await measureBidders(options, signal, report);
  report("the threads alone");
  return { ...measured, alonePairs: await measureAlone(options, signal) };
}

/** Measures after everything else has ended, because it takes both cores. */
async function measureAlone(
  { searches, blocks }: ThreadsOptions,
  signal: AbortSignal,
): Promise<ThreadsMeasured["alonePairs"]> {
  const program = join(import.meta.dirname, "threads-pool.ts");
  // A turn ends with a thread that has nothing left to do: the longer it is, the less that counts.
  const turn = Math.ceil((3 * searches) / blocks);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...BIDDER_FLAGS, program, String(blocks), String(turn)],
    { signal },
  );
  return JSON.parse(stdout) as [number, number][];
}

async function measureBidders(
  options: ThreadsOptions,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<Omit<ThreadsMeasured, "alonePairs">> {
  const { timetable } = await openEngine();
  const questions = sample(timetable, options.searches, options.maxStops, SEED).map(searchOf);
  const hard = hardQuestions(timetable).map(searchOf);
  const storeFolder = await mkdtemp(join(tmpdir(), "scatter-bench-"));
  const secrets = freshSecrets();
  const broker = await startBinary({
    port: await freePort(),
    storeFolder,
    environment: secrets.environment,
  });
  const bidders: Bidder[] = [];
  const kill = () => {
    for (const { child } of bidders) child.kill("SIGKILL");
  };
  process.once("exit", kill);
  const access = { url: broker.url, passwords: secrets.passwords };
  const fault = Promise.withResolvers<never>();
  const connection = await connect(
    {
      url: broker.url,
      credentials: {
        kind: "password",
        user: "gateway",
        password: secrets.passwords["gateway"] ?? "",
      },
    },
    {
      name: "bench",
      onStatus: ({ type, detail }) => type === "error" && fault.reject(new Error(detail)),
    },
  );
  try {
    const caller = new BidderCaller(
      connection,
      readRatesFile(RATES_PATH, []).into("USD"),
      BUDGET_MS,
      fault.reject,
    );
    for (const threads of THREADS)
      bidders.push(new Bidder(threads, environmentOf(access, "stops"), caller));
    const work = async (): Promise<Omit<ThreadsMeasured, "alonePairs">> => {
      await measureBlocks(bidders, questions, options, signal, report);
      const cancels = await measureCancels(caller, hard, options.cancels, signal);
      return { sides: bidders.map((bidder) => bidder.measured()), ...cancels };
    };
    return await Promise.race([work(), fault.promise]);
  } finally {
    kill();
    await Promise.all(bidders.map((bidder) => bidder.ended));
    process.removeListener("exit", kill);
    await connection.close();
    await broker.stop();
    await rm(storeFolder, { recursive: true, force: true });
  }
}

/** Warm bidders, then in blocks, so that what else the machine does affects both. */
async function measureBlocks(
  bidders: readonly Bidder[],
  questions: readonly FlightSearch[],
  { callers, blocks }: ThreadsOptions,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<void> {
  for (const bidder of bidders) await bidder.ready(signal);
  for (const bidder of bidders) await bidder.warmUp(questions, callers, signal);
  const size = Math.ceil(questions.length / blocks);
  for (let block = 0; block < blocks; block++) {
    const some = questions.slice(block * size, (block + 1) * size);
    // Each goes first as often as the other.
    for (const bidder of block % 2 === 0 ? bidders : bidders.toReversed())
      await bidder.block(some, callers, signal);
    const done = Math.min((block + 1) * size, questions.length);
    report(`${done} of ${questions.length} searches each`);
  }
}

/** Days are counted from today, because a bidder uses today's date. */
function searchOf({ origin, destination, date, sort, maxStops }: BenchQuestion): FlightSearch {
  const departureDate = inDays(Math.round((Date.parse(date) - NOW_MS) / 86_400_000));
  const policy = { deadlineMs: BUDGET_MS, quorum: null, required: [] };
  return flightSearch({ slices: [{ origin, destination, departureDate }], sort, maxStops, policy });
}

const IDLE_MS = 1_000;
const WARM_UP = 1_000;

class Bidder {
  readonly #threads: number;
  readonly #caller: BidderCaller;
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  readonly #blocks: MeasuredBlock[] = [];
  readonly #waited = newHistogram();
  #offers = 0;
  #idle: LoopMeasured | undefined;

  constructor(
    threads: number,
    environment: Readonly<Record<string, string>>,
    caller: BidderCaller,
  ) {
    this.#threads = threads;
    this.#caller = caller;
    this.child = fork(join(import.meta.dirname, "threads-bidder.ts"), {
      execArgv: [...BIDDER_FLAGS],
      env: {
        PATH: process.env["PATH"] ?? "",
        ...environment,
        INSTANCE: this.#instance,
        THREADS: String(threads),
        LOG_LEVEL: "warn",
        QUEUE_MAX: "1000",
      },
    });
    this.ended = once(this.child, "exit");
  }

  get #instance(): string {
    return `threads-${this.#threads}`;
  }

  async ready(signal: AbortSignal): Promise<void> {
    await this.#nextMessage(signal);
    this.child.send("begin");
    await delay(IDLE_MS, undefined, { signal });
    this.#idle = await this.#end(signal);
  }

  async warmUp(
    searches: readonly FlightSearch[],
    callers: number,
    signal: AbortSignal,
  ): Promise<void> {
    await this.#answerAll(searches.slice(0, WARM_UP), callers, signal);
    this.#waited.reset();
    this.#offers = 0;
  }

  async block(
    searches: readonly FlightSearch[],
    callers: number,
    signal: AbortSignal,
  ): Promise<void> {
    this.child.send("begin");
    const startedAt = performance.now();
    await this.#answerAll(searches, callers, signal);
    const elapsedMs = performance.now() - startedAt;
    this.#blocks.push({
      perSecond: (1_000 * searches.length) / elapsedMs,
      elapsedMs,
      ...(await this.#end(signal)),
    });
  }

  measured(): ThreadsSide {
    return {
      threads: this.#threads,
      blocks: this.#blocks,
      waited: this.#waited,
      offers: this.#offers,
      idle: this.#idle as LoopMeasured,
    };
  }

  async #answerAll(
    searches: readonly FlightSearch[],
    callers: number,
    signal: AbortSignal,
  ): Promise<void> {
    const left = searches.values();
    const one = async () => {
      for (const search of left) {
        signal.throwIfAborted();
        const startedAt = performance.now();
        const bid = await this.#caller.ask(this.#instance, search).final;
        this.#waited.recordValue(Math.round(1_000 * (performance.now() - startedAt)));
        if (bid.status !== "offers" && bid.status !== "empty")
          throw new Error(`${this.#instance} has ${bid.status}: ${bid.reason}`);
        this.#offers += bid.sheet.rows;
      }
    };
    await Promise.all(Array.from({ length: callers }, one));
  }

  async #end(signal: AbortSignal): Promise<LoopMeasured> {
    this.child.send("end");
    return (await this.#nextMessage(signal)) as LoopMeasured;
  }

  async #nextMessage(signal: AbortSignal): Promise<unknown> {
    const ended = this.ended.then(() => {
      throw new Error(`${this.#instance} has ended`);
    });
    const [message] = await Promise.race([once(this.child, "message", { signal }), ended]);
    return message;
  }
}

/** An airport that no timetable has: its search is over as soon as a thread takes it. */
const NOWHERE = "QQQ";

/**
 * A hard search is cancelled at some moment of its first milliseconds, and the next one follows at
 * once: how much longer it waits than alone is what the cancelled one took to stop. All on the
 * instance with one thread.
 */
async function measureCancels(
  caller: BidderCaller,
  hard: readonly FlightSearch[],
  cancels: number,
  signal: AbortSignal,
): Promise<Pick<ThreadsMeasured, "alone" | "afterCancel" | "tooLate">> {
  const [alone, afterCancel] = [newHistogram(), newHistogram()];
  const next = flightSearch({
    slices: [{ origin: "LHR", destination: NOWHERE, departureDate: inDays(30) }],
  });
  const probe = async (histogram: Histogram) => {
    const startedAt = performance.now();
    await caller.ask("threads-1", next).final;
    histogram.recordValue(Math.round(1_000 * (performance.now() - startedAt)));
  };
  let tooLate = 0;
  for (let i = 0; i < cancels; i++) {
    signal.throwIfAborted();
    await probe(alone);
    const { searchId, final } = caller.ask("threads-1", hard[i % hard.length] as FlightSearch);
    let hasEnded = false;
    void final.then(() => {
      hasEnded = true;
    });
    await delay(1 + (i % 10));
    if (hasEnded) {
      tooLate++;
      continue;
    }
    caller.cancel(searchId);
    await probe(afterCancel);
    await final;
  }
  return { alone, afterCancel, tooLate };
}
