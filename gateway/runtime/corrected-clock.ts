/**
 * The gateway's clock, corrected by its bidders' clocks. Bidders set expiries by their own clocks.
 * A gateway whose wall clock is wrong by an hour would treat every offer as expired, or sell
 * expired ones. So each bidder reports its time. When a majority of the bidders agree with each
 * other and not with this gateway, their time is used here (RFC 5905 selects among servers in the
 * same way).
 *
 * SKEW-1 One bidder changes nothing: a majority is more than half of the bidders (kinds), and at
 *     least two (A5).
 * SKEW-2 A step of this wall clock is detected at once, because bidders' clocks are kept relative
 *        to the monotonic clock. Until they are read again, the bidders' machines may have been set
 *        too: until then the earlier of both times counts, by which fewer offers have expired.
 * SKEW-3 Without a majority this gateway's own clock counts. When it agrees with none of its
 *     bidders, that is reported.
 */
import type { Clock } from "../../common/runtime/clock.ts";

/**
 * Clocks that differ by no more than this agree: messages take time, and machines are not set to
 * the millisecond.
 */
export const SKEW_MS_MAX = 5_000;
/** A change of the wall clock relative to the monotonic one by more than this is a step. */
const STEP_MS_MIN = 1_000;
/**
 * Comparisons in a row that find a skew before it is reported: an answer that was delayed in a
 * frozen broker is taken for a skew.
 */
const REPORTED_AFTER = 2;

/** What one bidder's clock showed at one moment. */
export interface BidderClockReading {
  readonly bidder: string;
  /** Epoch milliseconds of its wall clock at the zero of this gateway's monotonic clock. */
  readonly wallAtZeroMs: number;
  /** Monotonic: when it was read. */
  readonly readAtMs: number;
}

/** A difference between this gateway's clock and its bidders' that is large enough to matter. */
export interface ClockSkew {
  /** The milliseconds by which this gateway is ahead of its bidders; negative when it is behind. */
  readonly aheadMs: number;
  /** False without a majority: then this gateway's own time is used. */
  readonly corrected: boolean;
  readonly detail: string;
}

export class CorrectedClock implements Clock {
  readonly #clock: Clock;
  readonly #onSkew: (skew: ClockSkew | null) => void;
  #majority: { readonly wallAtZeroMs: number; readonly readAtMs: number } | null = null;
  #ownWallAtZeroMs: number;
  #steppedAtMs = Number.NEGATIVE_INFINITY;
  #skew: ClockSkew | null = null;
  #inARow = 0;

  /** `onSkew` is called when a skew is found, and with null when it is gone. */
  constructor(clock: Clock, onSkew: (skew: ClockSkew | null) => void = () => {}) {
    this.#clock = clock;
    this.#onSkew = onSkew;
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
    if (Math.abs(own - theirs) <= SKEW_MS_MAX) return own;
    return this.#majority.readAtMs > this.#steppedAtMs ? theirs : Math.min(own, theirs);
  }

  /** The skew of this clock; null when none is known. */
  get skew(): ClockSkew | null {
    return this.#skew;
  }

  /**
   * Compares this clock with the clocks of all live bidders that report theirs, one reading each.
   * Without readings the last comparison stays valid.
   */
  compare(readings: readonly BidderClockReading[]): void {
    if (readings.length === 0) return;
    const own = this.#read() - this.#clock.now();
    const majority = majorityOf(readings);
    this.#majority = majority;
    const [theirs, agreed] = majority === null ? [readings, false] : [[majority], true];
    const isRight = theirs.some(({ wallAtZeroMs }) => Math.abs(wallAtZeroMs - own) <= SKEW_MS_MAX);
    const isStale = theirs.some(({ readAtMs }) => readAtMs <= this.#steppedAtMs);
    if (isStale) return; // SKEW-2
    this.#conclude(isRight ? null : skewOf(own, theirs, readings, agreed));
  }

  #read(): number {
    const wallMs = this.#clock.wall();
    const now = this.#clock.now();
    if (Math.abs(wallMs - now - this.#ownWallAtZeroMs) > STEP_MS_MIN) this.#steppedAtMs = now;
    this.#ownWallAtZeroMs = wallMs - now;
    return wallMs;
  }

  #conclude(skew: ClockSkew | null): void {
    this.#inARow = skew === null ? 0 : this.#inARow + 1;
    const before = this.#skew;
    if (skew !== null && this.#inARow < REPORTED_AFTER) return;
    this.#skew = skew;
    if ((before === null) !== (skew === null)) this.#onSkew(skew);
  }
}

/**
 * The middle reading of the largest group that agrees, when that is more than half of all readings
 * and at least two (SKEW-1). Pure.
 */
export function majorityOf(
  readings: readonly BidderClockReading[],
): { wallAtZeroMs: number; readAtMs: number } | null {
  const sorted = [...readings].sort((a, b) => a.wallAtZeroMs - b.wallAtZeroMs);
  let group: readonly BidderClockReading[] = [];
  for (let from = 0, to = 0; from < sorted.length; from++) {
    const first = (sorted[from] as BidderClockReading).wallAtZeroMs;
    while (
      to < sorted.length &&
      (sorted[to] as BidderClockReading).wallAtZeroMs - first <= SKEW_MS_MAX
    )
      to++;
    if (to - from > group.length) group = sorted.slice(from, to);
  }
  if (group.length < 2 || group.length * 2 <= readings.length) return null;
  const { wallAtZeroMs } = group[group.length >> 1] as BidderClockReading;
  return { wallAtZeroMs, readAtMs: Math.min(...group.map(({ readAtMs }) => readAtMs)) };
}

function skewOf(
  own: number,
  theirs: readonly { wallAtZeroMs: number }[],
  readings: readonly BidderClockReading[],
  corrected: boolean,
): ClockSkew {
  const aheadMs = Math.round(
    own - (theirs[theirs.length >> 1] as { wallAtZeroMs: number }).wallAtZeroMs,
  );
  const apart = `${Math.abs(Math.round(aheadMs / 1_000))} s ${aheadMs > 0 ? "ahead of" : "behind"}`;
  const bidders = readings.map(({ bidder }) => bidder).sort();
  const named = bidders.length <= 5 ? bidders.join(", ") : `${bidders.length} bidders`;
  const detail = corrected
    ? `this gateway's clock is ${apart} its bidders' (${named}): expiries are judged by theirs; set the clock`
    : `this gateway's clock is ${apart} that of ${named}, and no majority of the bidders agrees: compare the clocks of these machines`;
  return { aheadMs, corrected, detail };
}
