/**
 * The searching threads, as the thread that bids sees them: piscina keeps them, and replaces one
 * that dies.
 *
 * L1 A thread has at most `TASKS_A_THREAD` searches, which take turns there (turns.ts): a short one
 *    does not wait for the end of a long one. Long ones are spread over the threads, and leave
 *    places to shorter ones (kit/search-scheduler.ts). What waits, waits here, in the same order, and
 *    leaves at once when it is cancelled; how many wait is bounded by the kit, which runs as many
 *    searches as there are places (A6).
 * L2 A search that is cancelled, or whose reader has gone, stops at its next breath (run.ts).
 *    piscina's own way, ending the thread, costs 0.1 s of a new one: it is left for a search that
 *    takes no breath for `stopMsMax`. Others on that thread begin again on another, unless they
 *    have already told a part.
 * L3 Parts come in order, and all of them before the end. They come by another way than the end,
 *    which may be faster: it says their number.
 * L4 A thread that dies fails its own searches, with a code, and no others. It is replaced, told to
 *    `trouble`, and counted. Where the new one cannot even start, the next search that finds no
 *    thread free tries it again.
 * L5 Closing ends the threads and every search, running or waiting; nothing is left that keeps the
 *    process.
 */
import { join } from "node:path";
import { Piscina } from "piscina";
import { AuctionError, messageOf } from "../../proto/errors.ts";
import type { FailureReporter } from "../kit/bidder.ts";
import { LANES, SearchScheduler } from "../kit/search-scheduler.ts";
import { Job, type Limits, type Told } from "./job.ts";
import type { Ending, Question, Task, ThreadData, ToldPart } from "./task.ts";
import { Threads } from "./threads.ts";

export interface PoolOptions {
  readonly threads: number;
  /** What each thread is started with. */
  readonly shared: unknown;
  readonly threadPath: string;
  /** A thread's own heap: what lies in shared memory is none of it. */
  readonly heapMbMax: number;
  /**
   * Of it, for what is new. The more, the less is collected, and the larger is the process: with
   * two threads on two busy cores a search took 2.9 ms of processor time with 6 MB, 2.8 with 12 and
   * 2.3 with 24; the process held 226, 244 and 266 MB after some searches. A
   * `--max-semi-space-size` of the process goes before it.
   */
  readonly newMbMax: number;
  /** A search that still runs so long after its cancel costs its thread its life. */
  readonly stopMsMax: number;
  /** Takes what a search took of its thread; `isWhole` is false where it was cut short. */
  readonly measured?: (question: Question, workMs: number, isWhole: boolean) => void;
}

/**
 * One for each lane of the schedule. A search that takes its turns later keeps what it has found so
 * far, 10 MB in the largest of 40 random trips of six slices and three connections.
 */
export const TASKS_A_THREAD = LANES;

export const POOL: Omit<PoolOptions, "threads" | "shared"> = {
  threadPath: join(import.meta.dirname, "worker.ts"),
  heapMbMax: 128,
  newMbMax: 12,
  stopMsMax: 500,
};

/**
 * Where threads find our code with its types already stripped, once one of them has written it
 * there: a thread then starts in half the time and takes 15 MB less. Under node_modules, where
 * nobody else can write; where we cannot either, nothing is kept.
 */
export const THREAD_ENVIRONMENT = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, "../../node_modules/.cache/scatter-by-auction"),
};

export interface SearchPool {
  /**
   * @throws the signal's reason, or AuctionError: `shutting-down`, or the code that the search
   * failed with
   */
  ask(question: Question, limits: Limits): AsyncGenerator<Told>;
  /** Searches that wait, run, or are still read. */
  readonly size: number;
  close(): Promise<void>;
}

/** piscina does not export its type of a thread. */
type Balancer = NonNullable<NonNullable<ConstructorParameters<typeof Piscina>[0]>["loadBalancer"]>;
type PiscinaWorker = Parameters<Balancer>[1][number];

/** @throws Error when the threads do not start */
export async function openPool(
  options: PoolOptions,
  trouble: FailureReporter,
): Promise<SearchPool> {
  const pool = new Pool(options, trouble);
  try {
    await pool.ready();
    return pool;
  } catch (cause) {
    await pool.close();
    throw new Error(`the searching threads do not start: ${messageOf(cause)}`, { cause });
  }
}

function closed(): AuctionError {
  return new AuctionError("shutting-down", "the search was cut short");
}

class Pool implements SearchPool {
  readonly #options: PoolOptions;
  readonly #trouble: FailureReporter;
  readonly #piscina: Piscina;
  readonly #cancels: Int32Array;
  readonly #freeSlots: number[];
  readonly #schedule: SearchScheduler<Job>;
  readonly #threads = new Threads<Job>(TASKS_A_THREAD);
  /** While it is handed to piscina, which asks at once where it is to go. */
  #placing: Job | undefined;
  /** By the id of their task, until their reader leaves. */
  readonly #started = new Map<number, Job>();
  #tasks = 0;
  #isClosed = false;

  constructor(options: PoolOptions, trouble: FailureReporter) {
    const { threads, shared, threadPath, heapMbMax, newMbMax } = options;
    this.#options = options;
    this.#trouble = trouble;
    const places = threads * TASKS_A_THREAD;
    this.#schedule = new SearchScheduler<Job>({
      concurrencyMax: places,
      queueMax: Number.POSITIVE_INFINITY,
      parallel: threads,
      nowMs: () => performance.now(),
      start: (job) => this.#start(job),
      decline: (job, reason) => job.fail(new AuctionError("overloaded", reason)),
    });
    this.#cancels = new Int32Array(new SharedArrayBuffer(places * Int32Array.BYTES_PER_ELEMENT));
    this.#freeSlots = [...this.#cancels.keys()];
    this.#piscina = new Piscina({
      filename: threadPath,
      name: "answer",
      minThreads: threads,
      maxThreads: threads,
      workerData: { shared, cancels: this.#cancels } satisfies ThreadData,
      env: THREAD_ENVIRONMENT,
      resourceLimits: { maxOldGenerationSizeMb: heapMbMax, maxYoungGenerationSizeMb: newMbMax },
      recordTiming: false,
      concurrentTasksPerWorker: TASKS_A_THREAD,
      loadBalancer: (_task, workers) => this.#place(workers),
    });
    this.#piscina.on("message", (part: ToldPart) => this.#started.get(part.id)?.takePart(part));
    this.#piscina.on("error", (error) =>
      trouble("a searching thread has died while it was idle, or did not start", error),
    );
  }

  /** Resolves when every thread has answered once. */
  async ready(): Promise<void> {
    await Promise.all(Array.from({ length: this.#options.threads }, () => this.#piscina.run(null)));
  }

  async *ask(question: Question, limits: Limits): AsyncGenerator<Told> {
    const { signal } = limits;
    signal.throwIfAborted();
    if (this.#isClosed) throw closed();
    const job = new Job(question, limits, performance.now());
    const cancelled = () => this.#cutShort(job, signal.reason);
    signal.addEventListener("abort", cancelled, { once: true });
    const refusal = this.#schedule.enter(job);
    if (refusal !== undefined) job.fail(new AuctionError("overloaded", refusal));
    try {
      yield* job.told();
    } finally {
      signal.removeEventListener("abort", cancelled);
      this.#stop(job);
      this.#started.delete(job.id);
    }
  }

  get size(): number {
    return this.#schedule.waiting + this.#started.size;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of [...this.#schedule.searches()]) this.#cutShort(job, closed());
    await this.#piscina.destroy();
  }

  /** Of a thread's readiness `#placing` says nothing: any thread without work is right. */
  #place(workers: readonly PiscinaWorker[]): PiscinaWorker | null {
    const job = this.#placing;
    if (job === undefined) return workers.find(({ currentUsage }) => currentUsage === 0) ?? null;
    const thread = this.#threads.choose(
      job.lane,
      workers.map(({ id }) => id),
    );
    if (thread === undefined) return null;
    this.#threads.enter(job, thread);
    return workers.find(({ id }) => id === thread) ?? null;
  }

  #start(job: Job): void {
    const slot = this.#freeSlots.pop() as number;
    this.#tasks = (this.#tasks % 0x7fff_ffff) + 1;
    job.id = this.#tasks;
    this.#started.set(job.id, job);
    const killer = new AbortController();
    let killTimer: NodeJS.Timeout | undefined;
    job.stop = () => {
      Atomics.store(this.#cancels, slot, job.id);
      job.isStopping = true;
      killTimer ??= setTimeout(() => {
        for (const other of this.#threads.besides(job)) other.isDisplaced = true;
        killer.abort();
      }, this.#options.stopMsMax).unref();
    };
    // Before anything is made of its end: the thread is free, and others wait for it.
    const free = () => {
      clearTimeout(killTimer);
      job.stop = undefined;
      job.isStopping = false;
      this.#freeSlots.push(slot);
      this.#threads.leave(job);
      if (!this.#isClosed) this.#schedule.leave(job);
    };
    const task: Task = { id: job.id, slot, leftMs: job.limits.remainingMs(), ...job.question };
    this.#placing = job;
    const ran = this.#piscina.run(task, { signal: killer.signal });
    this.#placing = undefined;
    ran.then(
      (ending: Ending) => {
        free();
        this.#options.measured?.(job.question, ending.workMs, ending.how === "done");
        job.takeEnding(ending);
      },
      (error: unknown) => {
        free();
        if (this.#isClosed) return;
        if (job.isDisplaced && job.isFresh) return this.#again(job);
        const what = killer.signal.aborted
          ? `a search did not stop within ${this.#options.stopMsMax} ms, so its thread was ended`
          : "the thread of a search has died";
        // The search that it was ended for has been told already.
        if (!job.isDisplaced) this.#trouble(what, error);
        job.fail(new AuctionError("internal", what, { cause: error }));
      },
    );
  }

  /** Its thread was ended because of another search (L4). */
  #again(job: Job): void {
    this.#started.delete(job.id);
    job.isDisplaced = false;
    const refusal = this.#schedule.enter(job);
    if (refusal !== undefined) job.fail(new AuctionError("overloaded", refusal));
  }

  #cutShort(job: Job, fault: unknown): void {
    job.fail(fault);
    this.#stop(job);
  }

  /** Nobody waits for what it finds: it leaves the queue, or its thread at the next breath (L2). */
  #stop(job: Job): void {
    this.#schedule.withdraw(job);
    job.stop?.();
  }
}
