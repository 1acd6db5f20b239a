/**
 * When the bids of an attempt came, and what each brought: some numbers for each bid, in one list,
 * because every bid of every auction is noted.
 */
import { type Attempt, NOT_SAID } from "../participant.ts";

/**
 * What is noted of one bid: its time, its offers, the floor, the flags, and what it says of its own
 * time (Attempt.queuedUs and workedUs), in this order.
 */
export const NUMBERS_A_BID = 6;

/** The bid was the last one of its attempt. */
export const FINAL = 1;
/** It brought a sheet that is ranked. */
export const SHEET = 2;

/**
 * Notes the bid that was just folded into this attempt. The times are monotonic; NaN stands for no
 * floor.
 */
export function noteBid(
  attempt: Attempt,
  offersBefore: number,
  sheetsBefore: number,
  isLast: boolean,
): void {
  const { lastAtMs, times, queuedUs, workedUs } = attempt;
  const floor = attempt.floor ?? Number.NaN;
  const offers = attempt.offers - offersBefore;
  const flags = (isLast ? FINAL : 0) | (attempt.sheets.length > sheetsBefore ? SHEET : 0);
  // Most attempts have one bid: a list of just its numbers takes a quarter of one that may grow.
  if (times === null) attempt.times = [lastAtMs, offers, floor, flags, queuedUs, workedUs];
  else times.push(lastAtMs, offers, floor, flags, queuedUs, workedUs);
}

/** The same of one bid, by name. */
export interface NotedBid {
  /** Monotonic. */
  readonly atMs: number;
  readonly offers: number;
  readonly floor: number | null;
  readonly final: boolean;
  readonly hasSheet: boolean;
  /** What it says of its own time, rounded to a tenth; null where it says nothing. */
  readonly queuedMs: number | null;
  readonly workedMs: number | null;
}

/** The bid that was noted last; undefined before the first. */
export function notedBid({ times }: Attempt): NotedBid | undefined {
  if (times === null) return undefined;
  const [atMs = 0, offers = 0, floor = 0, flags = 0, queuedUs = 0, workedUs = 0] = times.slice(
    -NUMBERS_A_BID,
  );
  return {
    atMs,
    offers,
    floor: Number.isNaN(floor) ? null : floor,
    final: (flags & FINAL) !== 0,
    hasSheet: (flags & SHEET) !== 0,
    queuedMs: queuedUs === NOT_SAID ? null : tenthsOf(queuedUs) / TENTHS_A_MS,
    workedMs: workedUs === NOT_SAID ? null : tenthsOf(workedUs) / TENTHS_A_MS,
  };
}

const TENTHS_A_MS = 10;
const US_A_TENTH = 100;

/** Of microseconds: tenths of a millisecond, as an account keeps them. */
export function tenthsOf(us: number): number {
  return Math.round(us / US_A_TENTH);
}
