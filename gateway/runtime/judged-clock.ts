/**
 * The gateway's clock, judged against its bidders'. Expiries are instants that bidders set by their
 * own clocks. A gateway whose wall clock is off by an hour would take every offer for expired, or
 * sell what has expired. So each bidder says what time it is, and when a majority of them agree
 * with each other and not with this gateway, their time is used here (RFC 5905 selects among
 * servers on the same ground).
 *
 * C1 One bidder moves nothing: a majority is more than half of the bidders (kinds), and two at
 *    least (A5).
 * C2 A step of this wall clock is seen at once, since bidders' clocks are kept against the steady
 *    clock. Until they have been read again it may be that the bidders' machines were set too: then
 *    the earlier of both times holds, by which less has expired.
 * C3 No majority: this gateway's own clock holds. When it agrees with none of its bidders, that is
 *    said.
 */
import type { Clock } from "../../common/runtime/clock.ts";

/**
 * Clocks that are apart by no more than this are right: messages take their time, and machines are
 * not set to the millisecond.
 */
export const APART_MS_MAX = 5_000;
/** A change of the wall clock against the steady one by more than this is a step. */
const STEP_MS_MIN = 1_000;
/**
 * Judgements in a row before it is said that the clock is wrong: an answer that lay in a frozen
 * broker looks like one.
 */
const SAID_AFTER = 2;

/** What one bidder's clock showed. */
export interface ClockReading {
  readonly bidder: string;
  /** Epoch milliseconds that its wall clock showed when this gateway's steady clock stood at 0. */
  readonly wallAtZeroMs: number;
  /** Monotonic: when it was read. */
  readonly readAt: number;
}

export interface ClockFault {
  /** By how much this gateway is ahead of its bidders; negative when it is behind. */
  readonly aheadMs: number;
  /** False when there is no majority to go by, so that its own time is used. */
  readonly corrected: boolean;
  readonly detail: string;
}

export class JudgedClock implements Clock {
  readonly #clock: Clock;
  readonly #said: (fault: ClockFault | null) => void;
  #majority: { readonly wallAtZeroMs: number; readonly readAt: number } | null = null;
  #ownWallAtZeroMs: number;
  #steppedAt = Number.NEGATIVE_INFINITY;
  #fault: ClockFault | null = null;
  #inARow = 0;

  /** `said` is told when the clock is found to be wrong, and when it is right again. */
  constructor(clock: Clock, said: (fault: ClockFault | null) => void = () => {}) {
    this.#clock = clock;
    this.#said = said;
    this.#ownWallAtZeroMs = clock.wall() - clock.now();
  }

  now(): number {
    return this.#clock.now();
  }

  at(instantMs: number, callback: () => void): () => void {
    return this.#clock.at(instantMs, callback);
  }

  wall(): number {
    const own = this.#read();
    if (this.#majority === null) return own;
    const theirs = this.#majority.wallAtZeroMs + this.#clock.now();
    if (Math.abs(own - theirs) <= APART_MS_MAX) return own;
    return this.#majority.readAt > this.#steppedAt ? theirs : Math.min(own, theirs);
  }

  /** What is wrong with this clock; null when nothing is known to be. */
  get fault(): ClockFault | null {
    return this.#fault;
  }

  /**
   * The clocks of all live bidders that say theirs, one reading each. Without any, the last
   * judgement holds.
   */
  judge(readings: readonly ClockReading[]): void {
    if (readings.length === 0) return;
    const own = this.#read() - this.#clock.now();
    const majority = majorityOf(readings);
    this.#majority = majority;
    const [theirs, agreed] = majority === null ? [readings, false] : [[majority], true];
    const isRight = theirs.some(({ wallAtZeroMs }) => Math.abs(wallAtZeroMs - own) <= APART_MS_MAX);
    const isStale = theirs.some(({ readAt }) => readAt <= this.#steppedAt);
    if (isStale) return; // C2
    this.#conclude(isRight ? null : faultOf(own, theirs, readings, agreed));
  }

  #read(): number {
    const wallMs = this.#clock.wall();
    const now = this.#clock.now();
    if (Math.abs(wallMs - now - this.#ownWallAtZeroMs) > STEP_MS_MIN) this.#steppedAt = now;
    this.#ownWallAtZeroMs = wallMs - now;
    return wallMs;
  }

  #conclude(fault: ClockFault | null): void {
    this.#inARow = fault === null ? 0 : this.#inARow + 1;
    const before = this.#fault;
    if (fault !== null && this.#inARow < SAID_AFTER) return;
    this.#fault = fault;
    if ((before === null) !== (fault === null)) this.#said(fault);
  }
}

/**
 * The middle of the largest group that agrees, when it is more than half of all and two at least
 * (C1). Pure.
 */
export function majorityOf(
  readings: readonly ClockReading[],
): { wallAtZeroMs: number; readAt: number } | null {
  const sorted = [...readings].sort((a, b) => a.wallAtZeroMs - b.wallAtZeroMs);
  let group: readonly ClockReading[] = [];
  for (let from = 0, to = 0; from < sorted.length; from++) {
    const first = (sorted[from] as ClockReading).wallAtZeroMs;
    while (to < sorted.length && (sorted[to] as ClockReading).wallAtZeroMs - first <= APART_MS_MAX)
      to++;
    if (to - from > group.length) group = sorted.slice(from, to);
  }
  if (group.length < 2 || group.length * 2 <= readings.length) return null;
  const { wallAtZeroMs } = group[group.length >> 1] as ClockReading;
  return { wallAtZeroMs, readAt: Math.min(...group.map(({ readAt }) => readAt)) };
}

function faultOf(
  own: number,
  theirs: readonly { wallAtZeroMs: number }[],
  readings: readonly ClockReading[],
  corrected: boolean,
): ClockFault {
  const aheadMs = Math.round(
    own - (theirs[theirs.length >> 1] as { wallAtZeroMs: number }).wallAtZeroMs,
  );
  const apart = `${Math.abs(Math.round(aheadMs / 1_000))} s ${aheadMs > 0 ? "ahead of" : "behind"}`;
  const bidders = readings.map(({ bidder }) => bidder).sort();
  const named = bidders.length <= 5 ? bidders.join(", ") : `${bidders.length} bidders`;
  const detail = corrected
    ? `this gateway's clock is ${apart} its bidders' (${named}): expiries are judged by theirs; set the clock`
    : `this gateway's clock is ${apart} that of ${named}, and there is no majority to go by: compare the clocks of these machines`;
  return { aheadMs, corrected, detail };
}
