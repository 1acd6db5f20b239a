/**
 * Which search goes next, which waits and which is declined. Pure: the time is handed in.
 *
 * Searches are put into lanes by what they are expected to cost, each lane for eight times the work
 * of the one before it: a multilevel queue (Corbató, Merwin-Daggett and Daley 1962), which comes
 * close to shortest-remaining-time-first (Schrage 1968) and needs only rough estimates. Within a
 * lane the earliest deadline is first (Liu and Layland 1973). Earliest deadline first alone fails
 * under overload, where it spends all its time on searches that are about to be late; so a search
 * that cannot be done in time is declined.
 *
 * SCHEDULE-1 At most `concurrencyMax` searches run and at most `queueMax` wait (A6).
 * SCHEDULE-2 Of the `concurrencyMax` slots, searches of lane k and above hold at most
 *    (LANES - k) / LANES: a cheap search always finds a slot, whatever the others do.
 * SCHEDULE-3 Of the searches that may start, the cheapest lane goes first, and in it the earliest
 *    deadline. Equal ones go in the order of arrival.
 * SCHEDULE-4 A search that cannot be done in its time is declined: when it arrives, counting the
 *    work before it other than that which gives way, and again when its turn comes (A8).
 * SCHEDULE-5 Where the queue is full, the last search in this order is declined. It need not be the
 *    one that arrived last.
 */
import { OUT_OF_TIME } from "./bid-content.ts";

/** How many lanes there are: 0 is the cheapest. */
export const LANES = 4;
/**
 * Half of all searches for connections cost less than 1 ms, 99 of 100 less than 16 ms; with three
 * connections some cost 100 ms a slice.
 */
const LANE_MS_MAX = [4, 32, 256];

/** The lane of a search that costs `costMs` milliseconds of work: 0 to LANES - 1. */
export function laneOf(costMs: number): number {
  const lane = LANE_MS_MAX.findIndex((max) => costMs <= max);
  return lane < 0 ? LANES - 1 : lane;
}

/** What the scheduler needs to know of a search. */
export interface ScheduledSearch {
  /** A number from 0 to LANES - 1. */
  readonly lane: number;
  /** Milliseconds of work that it is expected to take; 0 where nothing is known. */
  readonly costMs: number;
  /** The part of them before it has its first result. */
  readonly leastMs: number;
  /** The instant by the same clock as `nowMs`. */
  readonly deadlineAtMs: number;
  /** It leaves as soon as another search wants its slot: no other is declined because of it. */
  readonly givesWay?: boolean;
}

/** The bounds, the clock, and what starts and declines searches. */
interface SchedulerOptions<T> {
  readonly concurrencyMax: number;
  readonly queueMax: number;
  /** How many searches compute at the same time. */
  readonly parallel: number;
  /** A steady clock. */
  nowMs(): number;
  /**
   * Starts a search whose turn has come; it holds a slot from now on until `leave`. `isNew`: it has
   * not waited.
   */
  start(search: T, isNew: boolean): void;
  /** Declines a search that waited. It is no longer in the queue. */
  decline(search: T, reason: string): void;
}

/** The searches that run and wait. It calls `start` and `decline` of its options, and no more. */
export class SearchScheduler<T extends ScheduledSearch> {
  readonly #options: SchedulerOptions<T>;
  /** Indexed by lane, in their order. */
  readonly #waiting: readonly T[][] = Array.from({ length: LANES }, () => []);
  /** How many there are in all lanes. */
  #waits = 0;
  // Lists, because a Map that deletes keeps in memory what was in it (OPEN-1), and they are short.
  readonly #running: T[] = [];
  /** The instants, by the clock of `nowMs`, at the same index as `#running`. */
  readonly #startedAtMs: number[] = [];
  /**
   * Indexed by lane: how many run of this lane and of those above it, and how many may
   * (SCHEDULE-2).
   */
  readonly #held: number[] = Array.from({ length: LANES }, () => 0);
  readonly #heldMax: readonly number[];

  constructor(options: SchedulerOptions<T>) {
    this.#options = options;
    this.#heldMax = this.#held.map((_, lane) =>
      Math.max(1, Math.floor((options.concurrencyMax * (LANES - lane)) / LANES)),
    );
  }

  /** How many searches run. */
  get running(): number {
    return this.#running.length;
  }

  /** How many searches wait, in all lanes. */
  get waiting(): number {
    return this.#waits;
  }

  /** All searches that wait or run. */
  *searches(): Generator<T> {
    for (const lane of this.#waiting) yield* lane;
    yield* this.#running;
  }

  /**
   * Starts the search, or lets it wait. Returns the reason when it is declined at once (SCHEDULE-4,
   * SCHEDULE-5). `nowMs`: the time, where it was just read.
   */
  enter(search: T, nowMs: number = this.#options.nowMs()): string | undefined {
    const tooLate =
      search.leastMs > 0 ? whyTooLate(search, this.#waitMs(search, nowMs), nowMs) : undefined;
    if (tooLate !== undefined) return tooLate;
    // No search waits that might have this slot: it would have started when the slot became free.
    if (this.hasSlot(search.lane)) {
      this.#start(search, nowMs, true);
      return undefined;
    }
    this.#insert(search);
    if (this.#waits <= this.#options.queueMax) return undefined;
    const last = this.#waiting.findLast(({ length }) => length > 0)?.pop() as T;
    this.#waits--;
    const reason = `overloaded: ${this.running} running, ${this.waiting} waiting`;
    if (last === search) return reason;
    this.#options.decline(last, reason);
    return undefined;
  }

  /** A search that was started has ended: its slot goes to the next. */
  leave(search: T): void {
    if (this.#remove(search)) this.#hold(search.lane, -1);
    if (this.#waits > 0) this.#fill();
  }

  /** Removes a search that waits from the queue. False when it does not wait. */
  withdraw(search: T): boolean {
    const lane = this.#waiting[search.lane] as T[];
    const index = lane.indexOf(search);
    if (index < 0) return false;
    lane.splice(index, 1);
    this.#waits--;
    return true;
  }

  #insert(search: T): void {
    const lane = this.#waiting[search.lane] as T[];
    let place = lane.length;
    while (place > 0 && (lane[place - 1] as T).deadlineAtMs > search.deadlineAtMs) place--;
    // Most searches that arrive have the latest deadline.
    if (place === lane.length) lane.push(search);
    else lane.splice(place, 0, search);
    this.#waits++;
  }

  #fill(): void {
    for (let search = this.#takeNext(); search !== undefined; search = this.#takeNext()) {
      const nowMs = this.#options.nowMs();
      const tooLate = whyTooLate(search, 0, nowMs);
      if (tooLate === undefined) this.#start(search, nowMs, false);
      else this.#options.decline(search, tooLate);
    }
  }

  #start(search: T, nowMs: number, isNew: boolean): void {
    this.#running.push(search);
    this.#startedAtMs.push(nowMs);
    this.#hold(search.lane, 1);
    this.#options.start(search, isNew);
  }

  /** Removes a search from those that run. False when it does not run. */
  #remove(search: T): boolean {
    const index = this.#running.indexOf(search);
    if (index < 0) return false;
    const last = this.#running.pop() as T;
    const lastStartedAtMs = this.#startedAtMs.pop() as number;
    if (index === this.#running.length) return true;
    this.#running[index] = last;
    this.#startedAtMs[index] = lastStartedAtMs;
    return true;
  }

  /** Counts a search of this lane that starts or ends. */
  #hold(lane: number, by: number): void {
    for (let below = 0; below <= lane; below++)
      this.#held[below] = (this.#held[below] as number) + by;
  }

  /**
   * Whether a search of this lane may start. Where a lane may hold no more, those above it may not.
   */
  hasSlot(lane: number): boolean {
    for (let below = 0; below <= lane; below++)
      if ((this.#held[below] as number) >= (this.#heldMax[below] as number)) return false;
    return true;
  }

  /** Removes the first that may have a slot from the queue (SCHEDULE-2, SCHEDULE-3). */
  #takeNext(): T | undefined {
    const lane = this.#waiting.findIndex(({ length }) => length > 0);
    if (lane < 0 || !this.hasSlot(lane)) return undefined;
    this.#waits--;
    return this.#waiting[lane]?.shift();
  }

  /**
   * The least time that it waits: until then all `parallel` are busy with the work of its own lane
   * and of cheaper lanes, even if the longest search before it is the last to end.
   */
  #waitMs(search: T, nowMs: number): number {
    const { parallel } = this.#options;
    let [sumMs, longestMs] = [0, 0];
    for (const workMs of this.#workBefore(search, nowMs)) {
      sumMs += workMs;
      longestMs = Math.max(longestMs, workMs);
    }
    return Math.max(0, (sumMs - (parallel - 1) * longestMs) / parallel);
  }

  /** Milliseconds of the work before it, as far as they are known. */
  *#workBefore(search: T, nowMs: number): Generator<number> {
    for (const [index, other] of this.#running.entries()) {
      if (other.lane > search.lane || other.givesWay === true) continue;
      yield Math.max(0, other.costMs - (nowMs - (this.#startedAtMs[index] as number)));
    }
    for (let lane = 0; lane <= search.lane; lane++) {
      for (const other of this.#waiting[lane] as T[]) {
        if (lane < search.lane || other.deadlineAtMs <= search.deadlineAtMs) yield other.costMs;
      }
    }
  }
}

function whyTooLate(
  { leastMs, deadlineAtMs }: ScheduledSearch,
  waitMs: number,
  nowMs: number,
): string | undefined {
  const leftMs = deadlineAtMs - nowMs;
  // A search of which nothing is known is tried.
  if (leastMs <= 0 || waitMs + leastMs <= leftMs) return undefined;
  const [work, wait, left] = [leastMs, waitMs, Math.max(0, leftMs)].map(Math.ceil);
  return `${OUT_OF_TIME}: the search needs about ${work} ms${wait === 0 ? "" : ` after a wait of ${wait} ms`}, and ${left} ms are left`;
}
