/**
 * Which search goes next, which waits and which is declined. Pure: the time is handed in.
 *
 * Searches fall into lanes by what they are expected to cost, each lane for eight times the work of
 * the one before it: a multilevel queue (Corbató, Merwin-Daggett and Daley 1962), which comes close
 * to shortest-remaining-time-first (Schrage 1968) and needs only rough estimates. Within a lane the
 * earliest deadline is first (Liu and Layland 1973). Earliest deadline first alone fails under
 * overload, where it spends all its time on searches that are about to be late; so what cannot be
 * done in time is declined.
 *
 * S1 At most `concurrencyMax` run and at most `queueMax` wait (A6).
 * S2 Of the places, searches of lane k and above hold at most (LANES - k) / LANES: a cheap search
 *    always finds one, whatever the others do.
 * S3 Of those that may start, the cheapest lane goes first, and in it the earliest deadline. Equal
 *    ones go in the order of arrival.
 * S4 What cannot be done in its time is declined: when it comes, counting the work before it, and
 *    again when its turn comes (A8).
 * S5 Where the queue is full, the last in this order is declined, which need not be the one that
 *    came last.
 */
import { OUT_OF_TIME } from "./bid-content.ts";

export const LANES = 4;
/**
 * Half of all searches for connections cost less than 1 ms, 99 of 100 less than 16 ms; with three
 * connections some cost 100 ms a slice.
 */
const LANE_MS_MAX = [4, 32, 256];

/** The lane of a search that costs so many milliseconds. */
export function laneOf(costMs: number): number {
  const lane = LANE_MS_MAX.findIndex((max) => costMs <= max);
  return lane < 0 ? LANES - 1 : lane;
}

export interface Job {
  /** From 0 to LANES - 1. */
  readonly lane: number;
  /** Milliseconds of work that it is expected to take; 0 where nothing is known. */
  readonly costMs: number;
  /** Of them, those before it has anything to tell. */
  readonly leastMs: number;
  /** By the same clock as `nowMs`. */
  readonly deadlineMs: number;
}

export interface ScheduleOptions<T> {
  readonly concurrencyMax: number;
  readonly queueMax: number;
  /** How many do their work at the same time. */
  readonly parallel: number;
  /** A steady clock. */
  nowMs(): number;
  /** The job's turn has come; it holds a place from now on until `leave`. */
  start(job: T): void;
  /** A job that waited is declined, and waits no longer. */
  decline(job: T, reason: string): void;
}

export class Schedule<T extends Job> {
  readonly #options: ScheduleOptions<T>;
  /** By lane, in their order. */
  readonly #waiting: readonly T[][] = Array.from({ length: LANES }, () => []);
  /** With the time of their start. */
  readonly #running = new Map<T, number>();

  constructor(options: ScheduleOptions<T>) {
    this.#options = options;
  }

  get running(): number {
    return this.#running.size;
  }

  get waiting(): number {
    return this.#waiting.reduce((sum, { length }) => sum + length, 0);
  }

  /** All that wait or run. */
  *jobs(): Generator<T> {
    for (const lane of this.#waiting) yield* lane;
    yield* this.#running.keys();
  }

  /** Starts the job, or lets it wait. Returns the reason when it is declined at once (S4, S5). */
  enter(job: T): string | undefined {
    const tooLate = this.#whyTooLate(job, this.#waitMs(job));
    if (tooLate !== undefined) return tooLate;
    this.#insert(job);
    this.#fill();
    if (this.waiting <= this.#options.queueMax) return undefined;
    const last = this.#waiting.findLast(({ length }) => length > 0)?.pop() as T;
    const reason = `overloaded: ${this.running} running, ${this.waiting} waiting`;
    if (last === job) return reason;
    this.#options.decline(last, reason);
    return undefined;
  }

  /** One that was started has ended: its place goes to the next. */
  leave(job: T): void {
    this.#running.delete(job);
    this.#fill();
  }

  /** Takes one that waits out of the queue. False when it does not wait. */
  withdraw(job: T): boolean {
    const lane = this.#waiting[job.lane] as T[];
    const place = lane.indexOf(job);
    if (place >= 0) lane.splice(place, 1);
    return place >= 0;
  }

  #insert(job: T): void {
    const lane = this.#waiting[job.lane] as T[];
    const place = lane.findLastIndex((other) => other.deadlineMs <= job.deadlineMs);
    lane.splice(place + 1, 0, job);
  }

  #fill(): void {
    for (let job = this.#next(); job !== undefined; job = this.#next()) {
      this.withdraw(job);
      const tooLate = this.#whyTooLate(job, 0);
      if (tooLate === undefined) {
        this.#running.set(job, this.#options.nowMs());
        this.#options.start(job);
      } else this.#options.decline(job, tooLate);
    }
  }

  /** The first that may have a place (S2, S3). */
  #next(): T | undefined {
    const { concurrencyMax } = this.#options;
    for (const [lane, waiting] of this.#waiting.entries()) {
      const held = [...this.#running.keys()].filter((job) => job.lane >= lane).length;
      // Where a lane may hold no more, those above it may not either.
      if (held >= Math.max(1, Math.floor((concurrencyMax * (LANES - lane)) / LANES)))
        return undefined;
      if (waiting[0] !== undefined) return waiting[0];
    }
    return undefined;
  }

  /**
   * It waits for at least so long: all `parallel` are busy with the work of its own lane and of
   * cheaper ones until then, even if the longest search before it is the last of them to end.
   */
  #waitMs(job: T): number {
    const { parallel } = this.#options;
    let [sumMs, longestMs] = [0, 0];
    for (const workMs of this.#workBefore(job)) {
      sumMs += workMs;
      longestMs = Math.max(longestMs, workMs);
    }
    return Math.max(0, (sumMs - (parallel - 1) * longestMs) / parallel);
  }

  /** Milliseconds, as far as they are known. */
  *#workBefore(job: T): Generator<number> {
    const nowMs = this.#options.nowMs();
    for (const [other, startedAtMs] of this.#running) {
      if (other.lane <= job.lane) yield Math.max(0, other.costMs - (nowMs - startedAtMs));
    }
    for (let lane = 0; lane <= job.lane; lane++) {
      for (const other of this.#waiting[lane] as T[]) {
        if (lane < job.lane || other.deadlineMs <= job.deadlineMs) yield other.costMs;
      }
    }
  }

  #whyTooLate({ leastMs, deadlineMs }: T, waitMs: number): string | undefined {
    const leftMs = deadlineMs - this.#options.nowMs();
    // A job of which nothing is known is tried.
    if (leastMs <= 0 || waitMs + leastMs <= leftMs) return undefined;
    const [work, wait, left] = [leastMs, waitMs, Math.max(0, leftMs)].map(Math.ceil);
    return `${OUT_OF_TIME}: the search needs about ${work} ms${wait === 0 ? "" : ` after a wait of ${wait} ms`}, and ${left} ms are left`;
  }
}
