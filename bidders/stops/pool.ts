/**
 * The searching threads, as the thread that bids sees them: piscina keeps them, and replaces one that dies.
 *
 * L1 A thread has one search at a time. What waits, waits here, first come first served, and leaves at once when it is cancelled;
 *    how many wait is bounded by the kit, which runs twice as many searches as there are threads (A6): so each thread finds its next search here
 *    when it ends one.
 * L2 A search that is cancelled, or whose reader has gone, stops at its next breath (run.ts). piscina's own way, ending the thread, costs
 *    0.1 s of a new one: it is left for a search that takes no breath for `stopMsMax`.
 * L3 Parts come in order, and all of them before the end. They come by another way than the end, which may be faster: it says their number.
 * L4 A thread that dies fails its own search, with a code, and no other. It is replaced, told to `trouble`, and counted. Where the new one
 *    cannot even start, the next search that finds no thread free tries it again.
 * L5 Closing ends the threads and every search, running or waiting; nothing is left that keeps the process.
 */
import { join } from "node:path";
import { Piscina } from "piscina";
import { AuctionError, messageOf } from "../../proto/errors.ts";
import type { Trouble } from "../kit/bidder.ts";
import { Job, type Limits, type Told } from "./job.ts";
import type { Ending, Question, Task, ThreadData, ToldPart } from "./task.ts";

export interface PoolOptions {
  readonly threads: number;
  /** What each thread is started with. */
  readonly shared: unknown;
  readonly threadPath: string;
  /** A thread's own heap: what lies in shared memory is none of it. */
  readonly heapMbMax: number;
  /**
   * Of it, for what is new. The more, the less is collected, and the larger is the process: with two threads on two busy cores a search took
   * 2.9 ms of processor time with 6 MB, 2.8 with 12 and 2.3 with 24; the process held 226, 244 and 266 MB after some searches. A
   * `--max-semi-space-size` of the process goes before it.
   */
  readonly newMbMax: number;
  /** A search that still runs so long after its cancel costs its thread its life. */
  readonly stopMsMax: number;
}

export const POOL: Omit<PoolOptions, "threads" | "shared"> = {
  threadPath: join(import.meta.dirname, "worker.ts"),
  heapMbMax: 128,
  newMbMax: 12,
  stopMsMax: 500,
};

/**
 * Where threads find our code with its types already stripped, once one of them has written it there: a thread then starts in half the
 * time and takes 15 MB less. Under node_modules, where nobody else can write; where we cannot either, nothing is kept.
 */
export const THREAD_ENVIRONMENT = { NODE_COMPILE_CACHE: join(import.meta.dirname, "../../node_modules/.cache/scatter-by-auction") };

export interface SearchPool {
  /** @throws the signal's reason, or AuctionError: `shutting-down`, or the code that the search failed with */
  ask(question: Question, limits: Limits): AsyncGenerator<Told>;
  /** Searches that wait, run, or are still read. */
  readonly size: number;
  close(): Promise<void>;
}

/** @throws Error when the threads do not start */
export async function openPool(options: PoolOptions, trouble: Trouble): Promise<SearchPool> {
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
  readonly #trouble: Trouble;
  readonly #piscina: Piscina;
  readonly #cancels: Int32Array;
  readonly #freeSlots: number[];
  readonly #waiting = new Set<Job>();
  /** By the id of their task, until their reader leaves. */
  readonly #started = new Map<number, Job>();
  #tasks = 0;
  #isClosed = false;

  constructor(options: PoolOptions, trouble: Trouble) {
    const { threads, shared, threadPath, heapMbMax, newMbMax } = options;
    this.#options = options;
    this.#trouble = trouble;
    this.#cancels = new Int32Array(new SharedArrayBuffer(threads * Int32Array.BYTES_PER_ELEMENT));
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
    });
    this.#piscina.on("message", (part: ToldPart) => this.#started.get(part.id)?.takePart(part));
    this.#piscina.on("error", (error) => trouble("a searching thread has died while it was idle, or did not start", error));
  }

  /** Resolves when every thread has answered once. */
  async ready(): Promise<void> {
    await Promise.all(Array.from({ length: this.#options.threads }, () => this.#piscina.run(null)));
  }

  async *ask(question: Question, limits: Limits): AsyncGenerator<Told> {
    const { signal } = limits;
    signal.throwIfAborted();
    if (this.#isClosed) throw closed();
    const job = new Job(question, limits);
    const cancelled = () => this.#cutShort(job, signal.reason);
    signal.addEventListener("abort", cancelled, { once: true });
    this.#waiting.add(job);
    this.#fill();
    try {
      yield* job.told();
    } finally {
      signal.removeEventListener("abort", cancelled);
      this.#stop(job);
      this.#started.delete(job.id);
    }
  }

  get size(): number {
    return this.#waiting.size + this.#started.size;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const job of [...this.#waiting, ...this.#started.values()]) this.#cutShort(job, closed());
    await this.#piscina.destroy();
  }

  /** As many run as there are threads (L1). */
  #fill(): void {
    for (const job of this.#waiting) {
      const slot = this.#freeSlots.pop();
      if (slot === undefined) return;
      this.#waiting.delete(job);
      this.#start(job, slot);
    }
  }

  #start(job: Job, slot: number): void {
    this.#tasks = (this.#tasks % 0x7fff_ffff) + 1;
    job.id = this.#tasks;
    this.#started.set(job.id, job);
    const killer = new AbortController();
    let killTimer: NodeJS.Timeout | undefined;
    job.stop = () => {
      Atomics.store(this.#cancels, slot, job.id);
      killTimer ??= setTimeout(() => killer.abort(), this.#options.stopMsMax).unref();
    };
    // Before anything is made of its end: the thread is free, and others wait for it.
    const free = () => {
      clearTimeout(killTimer);
      job.stop = undefined;
      this.#freeSlots.push(slot);
      if (!this.#isClosed) this.#fill();
    };
    const task: Task = { id: job.id, slot, leftMs: job.limits.remainingMs(), ...job.question };
    this.#piscina.run(task, { signal: killer.signal }).then(
      (ending: Ending) => {
        free();
        job.takeEnding(ending);
      },
      (error: unknown) => {
        free();
        if (this.#isClosed) return;
        const what = killer.signal.aborted
          ? `a search did not stop within ${this.#options.stopMsMax} ms, so its thread was ended`
          : "the thread of a search has died";
        this.#trouble(what, error);
        job.fail(new AuctionError("internal", what, { cause: error }));
      },
    );
  }

  #cutShort(job: Job, fault: unknown): void {
    job.fail(fault);
    this.#stop(job);
  }

  /** Nobody waits for what it finds: it leaves the queue, or its thread at the next breath (L2). */
  #stop(job: Job): void {
    this.#waiting.delete(job);
    job.stop?.();
  }
}
