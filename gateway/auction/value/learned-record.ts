/**
 * What was learned of one bidder in one class of markets, as it is handed to another process: that
 * of the next start, or of another gateway.
 *
 * LEARNEDRECORD-1 Whatever is read as a record, what is taken from it can be computed with: names,
 *    classes and numbers outside of what learning can bring are a fault, and are not taken (A5).
 * LEARNEDRECORD-2 Of two records of one bidder in one class the one that was learned of last is
 *    kept: who learns nothing replaces nothing.
 */
import { type BidderRecord, newRecord } from "./bidder-record.ts";
import { MARKET_CLASSES } from "./market-class.ts";

export interface LearnedRecord {
  readonly bidder: string;
  readonly marketClass: number;
  /** The wall clock when it was last learned of: epoch milliseconds, to the length of a save. */
  readonly learnedWallMs: number;
  readonly record: BidderRecord;
}

/** A6: records of 7 kB with what follows from them. 40 bidders have one in each of 12 classes. */
export const RECORDS_MAX = 512;
/** HISTORY-4: longer than a market is without searches, and shorter than a season. */
export const LEARNED_AGE_MS_MAX = 7 * 86_400_000;

/** The lists of a record, in the order in which they are written. */
export const RECORD_LISTS = [
  "out",
  "ends",
  "outAfterOffer",
  "endsAfterOffer",
  "wins",
  "gains",
  "squares",
] as const satisfies readonly Exclude<keyof BidderRecord, "seen">[];

/**
 * No bin counts more: the last 200 observations count, and a bidder sends a limited number of
 * messages in each.
 */
const COUNT_MAX = 1_000_000;

/** HISTORY-4 */
export function isTooOld(learnedWallMs: number, wallMs: number): boolean {
  return wallMs - learnedWallMs > LEARNED_AGE_MS_MAX;
}

/** One text for each bidder in each class. */
export function recordKey(bidder: string, marketClass: number): string {
  return `${marketClass} ${bidder}`;
}

/** A copy that later observations do not change. */
export function copyOf({ seen, ...lists }: BidderRecord): BidderRecord {
  const copy = newRecord();
  copy.seen = seen;
  for (const name of RECORD_LISTS) copy[name].set(lists[name]);
  return copy;
}

/**
 * LEARNEDRECORD-1: what is wrong with it, and what would be right; undefined: nothing. `isName`:
 * whether a bidder may have this name.
 */
export function faultOfLearned(
  learned: LearnedRecord,
  isName: (bidder: string) => boolean,
): string | undefined {
  const { bidder, marketClass, learnedWallMs, record } = learned;
  if (!isName(bidder)) return "a bidder without a name: it must be one token of a subject";
  if (!Number.isInteger(marketClass) || marketClass < 0 || marketClass >= MARKET_CLASSES)
    return `the class ${marketClass} of ${bidder}: it must be 0 to ${MARKET_CLASSES - 1}`;
  if (!Number.isSafeInteger(learnedWallMs) || learnedWallMs < 0)
    return `the time ${learnedWallMs} of ${bidder}: it must be milliseconds of the epoch`;
  if (!Number.isSafeInteger(record.seen) || record.seen < 0)
    return `${record.seen} auctions of ${bidder}: it must be a whole number`;
  for (const name of RECORD_LISTS) {
    const wrong = record[name].findIndex((count) => !(count >= 0 && count <= COUNT_MAX));
    if (wrong >= 0)
      return `'${name}' of ${bidder} has ${record[name][wrong]} in bin ${wrong}: it must be 0 to ${COUNT_MAX}`;
  }
  return undefined;
}

/**
 * LEARNEDRECORD-2: both together, at most `RECORDS_MAX`, the one that was learned of last at the
 * end. Null: nothing of the first is newer than the second. What was kept by a clock that is ahead
 * of this one is older than all that this one has.
 */
export function newestOf(
  own: readonly LearnedRecord[],
  kept: readonly LearnedRecord[],
  wallMs: number,
): LearnedRecord[] | null {
  const all = new Map<string, LearnedRecord>();
  for (const one of kept) if (!isTooOld(one.learnedWallMs, wallMs)) all.set(keyOf(one), one);
  for (const one of own) {
    const other = all.get(keyOf(one))?.learnedWallMs ?? Number.NEGATIVE_INFINITY;
    if (other < one.learnedWallMs || other > wallMs) all.set(keyOf(one), one);
  }
  const inOrder = [...all.values()].sort((a, b) => a.learnedWallMs - b.learnedWallMs);
  const newest = inOrder.slice(-RECORDS_MAX);
  const ours = new Set(own);
  return newest.some((one) => ours.has(one)) ? newest : null;
}

function keyOf({ bidder, marketClass }: LearnedRecord): string {
  return recordKey(bidder, marketClass);
}
