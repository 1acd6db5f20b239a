/**
 * When the bids of an attempt came, and what each brought: some numbers for each bid, in one list,
 * because every bid of every auction is noted.
 */
import type { Attempt } from "../participant.ts";

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
