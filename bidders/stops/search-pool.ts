/**
 * The searching threads, as the thread that bids uses them: piscina keeps them, and replaces one
 * that ends.
 *
 * POOL-1 A thread has at most `TASKS_A_THREAD` searches, which take turns there
 *   (turn-scheduler.ts): a short one does not wait for the end of a long one. Long ones are spread
 *   over the threads, and leave places to shorter ones (kit/search-scheduler.ts). What waits, waits
 *   here, in the same order, and leaves at once when it is cancelled; how many wait is bounded by
 *   the kit, which runs as many searches as there are places (A6).
 * POOL-2 A search that is cancelled, or that is no longer read, stops at its next checkpoint
 *   (task-run.ts). piscina's own way, ending the thread, costs 0.1 s of a new one: it is left for a
 *   search that has no checkpoint for `stopMsMax`. Others on that thread begin again on another,
 *   unless a batch of them was received.
 * POOL-3 Batches come in order, and all of them before the end. They come by another way than the
 *   end, which may be faster: it has their number.
 * POOL-4 A thread that ends fails its own searches, with a code, and no others. It is replaced,
 *   reported, and counted. Where the new one cannot even start, the next search that finds no
 *   thread free tries it again.
 * POOL-5 Closing ends the threads and every search, running or waiting; nothing is left that keeps
 *   the process.
 * POOL-6 The kit is told whether a search waits here, so that none begins in the late allowance of
 *   its call (KIT-9).
 */
import { join } from "node:path";
import { Piscina } from "piscina";
import { siblingModule } from "../../common/runtime/sibling-module.ts";
import { AuctionError, messageOf } from "../../proto/errors.ts";
import type { FailureReporter } from "../kit/bidder.ts";
import type { OfferBatch } from "../kit/offer-batch.ts";
import type { OfferColumns } from "../kit/offer-columns.ts";
import { LANES, SearchScheduler } from "../kit/search-scheduler.ts";
import { PendingSearch, type SearchLimits } from "./pending-search.ts";
import { postedRates } from "./posted-rates.ts";
import { ThreadBalancer } from "./thread-balancer.ts";
import type {
  PostedTask,
  SearchQuery,
  TaskEnd,
  TaskMessage,
  ThreadData,
} from "./thread-messages.ts";

export interface PoolOptions {
  readonly threads: number;
  /** What each thread is started with. */
  readonly shared: unknown;
  readonly threadPath: string;
  /** A thread's own heap: what is in shared memory is none of it. */
  readonly heapMbMax: number;
  /**
   * The part of it for what is new. The more, the less is collected, and the larger is the process:
   * with two threads on two busy cores a search took 2.9 ms of processor time with 6 MB, 2.8 with
   * 12 and 2.3 with 24; the process held 226, 244 and 266 MB after some searches. A
   * `--max-semi-space-size` of the process goes before it.
   */
  readonly newMbMax: number;
  /** The time after its cancel at which a search still running has its thread ended. */
  readonly stopMsMax: number;
  /** Takes what a search took of its thread; `isWhole` is false where it was cut short. */
  readonly onMeasured?: (query: SearchQuery, workMs: number, isWhole: boolean) => void;
}

/**
 * One for each lane of the schedule. A search that takes its turns later keeps what it has found so
 * far, 10 MB in the largest of 40 random trips of six slices and three connections.
 */
export const TASKS_A_THREAD = LANES;

export const POOL: Omit<PoolOptions, "threads" | "shared"> = {
  threadPath: siblingModule(import.meta, "search-thread"),
  heapMbMax: 192,
  newMbMax: 12,
  // A thread of a machine that is very busy may have no processor for a second, and to end it makes
  // more work.
  stopMsMax: 2_000,
};

/**
 * The environment of threads: it names the folder with our code whose types are stripped already,
 * once one of them has written it there. A thread then starts in half the time and takes 15 MB
 * less. The folder is under node_modules, in the package under a folder of that name within its
 * own, where no other user can write. When this process cannot write there either, nothing is kept.
 */
export const THREAD_ENVIRONMENT = {
  NODE_COMPILE_CACHE: join(import.meta.dirname, "../../node_modules/.cache/scatter-by-auction"),
};

export interface SearchPool {
  /**
   * @throws the signal's reason, or AuctionError: `shutting-down`, or the code that the search
   * failed with
   */
  search(query: SearchQuery, limits: SearchLimits): AsyncGenerator<OfferBatch<OfferColumns>>;
  /** Searches that wait, run, or are still read. */
  readonly size: number;
  /** Threads that run. One that ends is replaced. */
  readonly threads: number;
  close(): Promise<void>;
}

/** @throws Error when the threads do not start */
export async function openPool(
  options: PoolOptions,
  reportFailure: FailureReporter,
): Promise<SearchPool> {
  const places = options.threads * TASKS_A_THREAD;
  const cancels = new Int32Array(new SharedArrayBuffer(places * Int32Array.BYTES_PER_ELEMENT));
  const balancer = new ThreadBalancer(TASKS_A_THREAD);
  const piscina = startThreads(options, cancels, balancer);
  const pool = new Pool({ piscina, cancels, balancer }, options, reportFailure);
  piscina.on("message", (message: TaskMessage) => pool.receive(message));
  piscina.on("error", (error) =>
    reportFailure("a searching thread has died while it was idle, or did not start", error),
  );
  try {
    // Every thread has answered once.
    await Promise.all(Array.from({ length: options.threads }, () => piscina.run(null)));
    return pool;
  } catch (cause) {
    await pool.close();
    throw new Error(`the searching threads do not start: ${messageOf(cause)}`, { cause });
  }
}

function startThreads(
  { threads, shared, threadPath, heapMbMax, newMbMax }: PoolOptions,
  cancels: Int32Array,
  balancer: ThreadBalancer,
): Piscina {
  return new Piscina({
    filename: threadPath,
    name: "runTask",
    minThreads: threads,
    maxThreads: threads,
    workerData: { shared, cancels } satisfies ThreadData,
    env: THREAD_ENVIRONMENT,
    resourceLimits: { maxOldGenerationSizeMb: heapMbMax, maxYoungGenerationSizeMb: newMbMax },
    recordTiming: false,
    concurrentTasksPerWorker: TASKS_A_THREAD,
    loadBalancer: (_task, workers) => balancer.choose(workers),
  });
}

interface PoolThreads {
  readonly piscina: Piscina;
  /** The id of the task that is to stop, by slot. Shared with the threads. */
  readonly cancels: Int32Array;
  readonly balancer: ThreadBalancer;
}

function closed(): AuctionError {
  return new AuctionError("shutting-down", "the search was cut short");
}

class Pool implements SearchPool {
  readonly #options: PoolOptions;
  readonly #reportFailure: FailureReporter;
  readonly #threads: PoolThreads;
  readonly #freeSlots: number[];
  readonly #schedule: SearchScheduler<PendingSearch>;
  /** Keyed by the id of their task, until they are no longer read. */
  readonly #started = new Map<number, PendingSearch>();
  #tasks = 0;
  #isClosed = false;

  constructor(threads: PoolThreads, options: PoolOptions, reportFailure: FailureReporter) {
    this.#threads = threads;
    this.#options = options;
    this.#reportFailure = reportFailure;
    this.#schedule = new SearchScheduler<PendingSearch>({
      concurrencyMax: threads.cancels.length,
      queueMax: Number.POSITIVE_INFINITY,
      parallel: options.threads,
      nowMs: () => performance.now(),
      start: (search) => this.#start(search),
      decline: (search, reason) => search.fail(new AuctionError("overloaded", reason)),
    });
    this.#freeSlots = [...threads.cancels.keys()];
  }

  receive({ taskId, batch }: TaskMessage): void {
    this.#started.get(taskId)?.receive(batch);
  }

  async *search(
    query: SearchQuery,
    limits: SearchLimits,
  ): AsyncGenerator<OfferBatch<OfferColumns>> {
    const { signal } = limits;
    signal.throwIfAborted();
    if (this.#isClosed) throw closed();
    const search = new PendingSearch(query, limits, performance.now());
    const cancelled = () => this.#stopSearch(search, signal.reason);
    signal.addEventListener("abort", cancelled, { once: true });
    this.#enter(search);
    try {
      for (;;) {
        const batch = await search.next();
        yield batch;
        if (batch.final) return;
      }
    } finally {
      signal.removeEventListener("abort", cancelled);
      this.#stop(search);
      this.#started.delete(search.taskId);
    }
  }

  get size(): number {
    return this.#schedule.waiting + this.#started.size;
  }

  get threads(): number {
    return this.#threads.piscina.threads.length;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const search of [...this.#schedule.searches()]) this.#stopSearch(search, closed());
    await this.#threads.piscina.destroy();
  }

  #start(search: PendingSearch): void {
    search.limits.waiting?.(false);
    const slot = this.#freeSlots.pop() as number;
    this.#tasks = (this.#tasks % 0x7fff_ffff) + 1;
    search.taskId = this.#tasks;
    this.#started.set(search.taskId, search);
    const kill = new AbortController();
    let killTimer: NodeJS.Timeout | undefined;
    search.stop = () => {
      Atomics.store(this.#threads.cancels, slot, search.taskId);
      search.isStopping = true;
      killTimer ??= setTimeout(() => {
        for (const other of this.#threads.balancer.placement.besides(search))
          other.isDisplaced = true;
        kill.abort();
      }, this.#options.stopMsMax).unref();
    };
    // Before its end is handled: the thread is free, and others wait for it.
    const free = () => {
      clearTimeout(killTimer);
      search.stop = undefined;
      search.isStopping = false;
      this.#freeSlots.push(slot);
      this.#threads.balancer.placement.leave(search);
      if (!this.#isClosed) this.#schedule.leave(search);
    };
    const leftMs = search.limits.workMs?.() ?? search.limits.remainingMs();
    const { terms } = search.query;
    const task: PostedTask = {
      ...search.query,
      id: search.taskId,
      slot,
      leftMs,
      terms: { ...terms, rates: postedRates(terms.rates) },
    };
    const { piscina, balancer } = this.#threads;
    const ran = balancer.place(search, () => piscina.run(task, { signal: kill.signal }));
    ran.then(
      (end: TaskEnd) => {
        free();
        this.#options.onMeasured?.(search.query, end.workMs, end.how === "done");
        search.end(end);
      },
      (error: unknown) => {
        free();
        if (this.#isClosed) return;
        if (search.isDisplaced && search.isFresh) return this.#again(search);
        const what = kill.signal.aborted
          ? `a search did not stop within ${this.#options.stopMsMax} ms, so its thread was ended`
          : "the thread of a search has died";
        // The search that it was ended for has been reported already.
        if (!search.isDisplaced) this.#reportFailure(what, error);
        search.fail(new AuctionError("internal", what, { cause: error }));
      },
    );
  }

  /** Its thread was ended because of another search (POOL-4). */
  #again(search: PendingSearch): void {
    this.#started.delete(search.taskId);
    search.isDisplaced = false;
    this.#enter(search);
  }

  /** It waits until `#start`, which may be in the same turn (POOL-6). */
  #enter(search: PendingSearch): void {
    search.limits.waiting?.(true);
    const refusal = this.#schedule.enter(search);
    if (refusal !== undefined) search.fail(new AuctionError("overloaded", refusal));
  }

  #stopSearch(search: PendingSearch, failure: unknown): void {
    search.fail(failure);
    this.#stop(search);
  }

  /** It is no longer read: it leaves the queue, or its thread at the next checkpoint (POOL-2). */
  #stop(search: PendingSearch): void {
    this.#schedule.withdraw(search);
    search.stop?.();
  }
}
