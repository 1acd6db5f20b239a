/**
 * The searches of the endurance run: one for each of so many departure days, so that gateways keep
 * last good bids of many searches. All processes make the same offers for a day.
 */
import { makeWork } from "../auction/make-work.ts";
import { WORK, type Work } from "../auction/work.ts";

export const KINDS = ["nonstop", "stops", "partners"] as const;
export type Kind = (typeof KINDS)[number];

/** As many keys as a bucket then has; each key is written again every few seconds. */
const DAYS = 40;
const FIRST_DAY = 30;
/** Longer than a bidder on a busy machine takes, shorter than any fault. */
const DEADLINE_MS = 1_000;

/** The bidder whose last good bids are kept for when it is missing. */
const REQUIRED: readonly Kind[] = ["nonstop"];

export function worksOfDays(): Work[] {
  return Array.from({ length: DAYS }, (_, i) => {
    const work = makeWork({ ...WORK, deadlineMs: DEADLINE_MS }, FIRST_DAY + i);
    const policy = { deadlineMs: DEADLINE_MS, required: REQUIRED };
    return { ...work, search: { ...work.search, policy } };
  });
}
