/**
 * Which searches run now, which wait, and which are refused. It decides before anything of a search
 * is read, and knows nothing of its content.
 *
 * ADMISSION-1 At most `limit` auctions run and `waitingMax` searches wait, of all transports
 *    together (A6). The limit follows the delay of the event loop (concurrency-limit.ts).
 * ADMISSION-2 The transports share fairly: the next place goes to the transport with the fewest
 *    running searches. When no search more may wait, the transport with the longer queue loses its
 *    newest one (RFC 8290 does this for packets).
 * ADMISSION-3 In one turn of the event loop, searches are started for a slice of time and no
 *    longer: then sockets and timers are served.
 * ADMISSION-4 A new search is refused while the queue of its transport is a standing queue
 *    (standing-queue.ts): its result would be late.
 * ADMISSION-5 A search waits for a place no longer than its timeout, and leaves the queue when its
 *    caller disconnects. It does not run after that. A search that waits only for the next turn of
 *    the event loop has a place, and is not refused while there is one.
 * ADMISSION-6 A search that ends is answered before its place is given to the next one, whose start
 *    takes time (A1).
 */

import type { Clock } from "../../common/runtime/clock.ts";
import { AuctionError } from "../../proto/errors.ts";
import { ConcurrencyLimit } from "./concurrency-limit.ts";
import { StandingQueueDetector } from "./standing-queue.ts";
import { TurnSlice } from "./turn-slice.ts";

export interface AdmissionQueueLimits {
  readonly runningMax: number;
  readonly waitingMax: number;
}

/** A search that has arrived and is not read yet. */
interface NewSearch {
  /** `http` or `nats`. */
  readonly transport: string;
  /** Monotonic: when its bytes came. */
  readonly arrivedAtMs: number;
  /** How long it may wait for a place, from now on. */
  readonly placeTimeoutMs: number;
  /** Fires when its caller has disconnected. */
  readonly signal?: AbortSignal | undefined;
}

interface AdmissionQueuePorts {
  readonly clock: Clock;
  /** Calls back in the next turn of the event loop, after sockets have been read. */
  readonly nextTurn: (callback: () => void) => void;
  /** Calls back when what runs now is done with all promises that settle in it. */
  readonly afterMicrotasks: (callback: () => void) => void;
}

/**
 * The number of auctions that may run however late the event loop is: most of an auction is
 * waiting.
 */
export const RUNNING_MIN = 32;

/** ADMISSION-5: how often a search is checked after its timeout while there are free places. */
const RECHECK_MS = 25;

interface WaitingSearch {
  readonly search: NewSearch;
  readonly queuedAtMs: number;
  start: () => void;
  refuse: (error: AuctionError) => void;
}

/** A search that has left its queue refers to nothing: see OPEN-1. */
const left = () => {};

interface TransportQueue {
  readonly waiting: Set<WaitingSearch>;
  readonly standing: StandingQueueDetector;
  running: number;
}

export class AdmissionQueue {
  readonly #limit: ConcurrencyLimit;
  readonly #waitingMax: number;
  readonly #clock: Clock;
  readonly #slice: TurnSlice;
  readonly #queues = new Map<string, TransportQueue>();
  #running = 0;
  #waiting = 0;
  #whenIdle: PromiseWithResolvers<void> | undefined;
  readonly #afterMicrotasks: AdmissionQueuePorts["afterMicrotasks"];
  /** A place is free, and is given to the next search soon. */
  #isFree = false;

  constructor(
    { runningMax, waitingMax }: AdmissionQueueLimits,
    { clock, nextTurn, afterMicrotasks }: AdmissionQueuePorts,
  ) {
    this.#limit = new ConcurrencyLimit({ min: RUNNING_MIN, max: runningMax });
    this.#waitingMax = waitingMax;
    this.#clock = clock;
    this.#afterMicrotasks = afterMicrotasks;
    this.#slice = new TurnSlice(clock, nextTurn, () => this.#startWaiting());
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#waiting;
  }

  get limit(): number {
    return this.#limit.value;
  }

  /** Takes one measurement of the delay of the event loop. */
  observeDelay(delayMs: number): void {
    this.#limit.observe(delayMs, this.#running);
    this.#startWaiting();
  }

  /**
   * A search comes over this transport: takes one measurement of its queue (ADMISSION-4). It is
   * cheap to call.
   */
  observeQueue(transport: string): void {
    if (this.#hasRoom) return;
    const { standing, waiting } = this.#queueOf(transport);
    const now = this.#clock.now();
    standing.observe(now, oldestAgeMs(waiting, now));
  }

  /**
   * Why a search that comes over this transport now would be refused; undefined when it would be
   * accepted. It is cheap to call.
   */
  refusal(transport: string): AuctionError | undefined {
    if (this.#hasRoom) return undefined;
    const queue = this.#queues.get(transport);
    const now = this.#clock.now();
    const isStanding = queue?.standing.isStanding(now, oldestAgeMs(queue.waiting, now)) ?? false;
    const mayWait = this.#mayWait() || this.#longerQueue(queue?.waiting.size ?? 0) !== undefined;
    return mayWait && !isStanding ? undefined : this.#overloaded();
  }

  /**
   * Runs the auction when there is a place for it. @throws AuctionError `overloaded`, `cancelled`,
   * or what the auction throws
   */
  run<T>(search: NewSearch, auction: () => Promise<T>): Promise<T> {
    this.observeQueue(search.transport);
    const refusal = this.refusal(search.transport);
    if (refusal !== undefined) return Promise.reject(refusal);
    const queue = this.#queueOf(search.transport);
    if (this.#waiting === 0 && this.#mayStart()) return this.#start(queue, auction);
    if (!this.#mayWait()) this.#dropNewestBeside(queue.waiting.size);
    return new Promise<T>((resolve, refuse) => {
      const start = () => resolve(this.#start(queue, auction));
      this.#wait(queue, { search, queuedAtMs: this.#clock.now(), start, refuse });
    });
  }

  async #start<T>(queue: TransportQueue, auction: () => Promise<T>): Promise<T> {
    this.#slice.begin();
    queue.running++;
    this.#running++;
    try {
      return await auction();
    } finally {
      this.#leave(queue);
    }
  }

  /** Resolves when no search runs or waits. */
  async idle(): Promise<void> {
    if (this.#running + this.#waiting === 0) return;
    this.#whenIdle ??= Promise.withResolvers<void>();
    await this.#whenIdle.promise;
  }

  /** A search that comes now need not wait for a place. */
  get #hasRoom(): boolean {
    return this.#waiting === 0 && this.#running < this.#limit.value;
  }

  #queueOf(transport: string): TransportQueue {
    let queue = this.#queues.get(transport);
    if (queue === undefined) {
      queue = { waiting: new Set(), standing: new StandingQueueDetector(), running: 0 };
      this.#queues.set(transport, queue);
    }
    return queue;
  }

  /** A search that waits only for the next turn has a free place, which counts here. */
  #mayWait(): boolean {
    return this.#running + this.#waiting < this.#limit.value + this.#waitingMax;
  }

  #mayStart(): boolean {
    return this.#running < this.#limit.value && this.#slice.hasTime;
  }

  /**
   * ADMISSION-2: a queue that is still longer than one of this length, with one search less and the
   * other with one more.
   */
  #longerQueue(length: number): TransportQueue | undefined {
    return [...this.#queues.values()].find(({ waiting }) => waiting.size > length + 1);
  }

  /** The newest search of the longer queue is refused: it would wait longest. */
  #dropNewestBeside(length: number): void {
    const newest = [...(this.#longerQueue(length)?.waiting ?? [])].at(-1);
    newest?.refuse(this.#overloaded());
  }

  #wait(queue: TransportQueue, { search, queuedAtMs, start, refuse }: WaitingSearch): void {
    const { placeTimeoutMs, signal } = search;
    const leaveQueue = () => {
      queue.waiting.delete(waiting);
      waiting.start = left;
      waiting.refuse = left;
      this.#waiting--;
      stopTimer();
      signal?.removeEventListener("abort", onAbort);
    };
    const waiting: WaitingSearch = {
      search,
      queuedAtMs,
      start() {
        leaveQueue();
        start();
      },
      refuse: (error) => {
        leaveQueue();
        refuse(error);
        this.#resolveIdle();
      },
    };
    const onAbort = () => waiting.refuse(callerDisconnected());
    const onTimeout = () => {
      if (this.#running < this.#limit.value) {
        // Searches before it may take the free places: check again.
        stopTimer = this.#clock.at(this.#clock.now() + RECHECK_MS, onTimeout);
        return;
      }
      const waited = `no place became free within ${Math.round(placeTimeoutMs)} ms, a quarter of the search's deadline`;
      waiting.refuse(new AuctionError("overloaded", waited));
    };
    let stopTimer = this.#clock.at(queuedAtMs + placeTimeoutMs, onTimeout);
    signal?.addEventListener("abort", onAbort, { once: true });
    queue.waiting.add(waiting);
    this.#waiting++;
  }

  /** Starts what may start, from the transport with the fewest running searches first. */
  #startWaiting(): void {
    while (this.#waiting > 0 && this.#mayStart()) {
      const queues = [...this.#queues.values()]
        .filter(({ waiting }) => waiting.size > 0)
        .sort((a, b) => a.running - b.running);
      const [next] = queues[0]?.waiting ?? [];
      next?.start();
    }
  }

  #leave(queue: TransportQueue): void {
    queue.running--;
    this.#running--;
    if (this.#waiting > 0) this.#startSoon();
    this.#resolveIdle();
  }

  /** ADMISSION-6. */
  #startSoon(): void {
    if (this.#isFree) return;
    this.#isFree = true;
    this.#afterMicrotasks(() => {
      this.#isFree = false;
      this.#startWaiting();
    });
  }

  #resolveIdle(): void {
    if (this.#running + this.#waiting > 0) return;
    this.#whenIdle?.resolve();
    this.#whenIdle = undefined; // a later call of `idle` waits for the searches of that time
  }

  #overloaded(): AuctionError {
    return new AuctionError(
      "overloaded",
      `${this.#running} searches are running and ${this.#waiting} are waiting, which is the limit of this gateway now`,
    );
  }
}

/** 0 without one. */
function oldestAgeMs(waiting: ReadonlySet<WaitingSearch>, nowMs: number): number {
  const [oldest] = waiting;
  return oldest === undefined ? 0 : nowMs - oldest.queuedAtMs;
}

/** The error of a search whose caller does not wait for it any more. */
export function callerDisconnected(): AuctionError {
  return new AuctionError("cancelled", "the caller disconnected before its search began");
}
