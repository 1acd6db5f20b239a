/**
 * What was learned of all bidders, by class of market: the memory of searches whose policy is
 * `value`. It is a fold over auctions that have ended, in their order, and knows no clock: the same
 * auctions give the same history, whether they happen now or are read from a record.
 *
 * HISTORY-1 It is bounded (A6): of more pairs of bidder and class than it may hold, those of
 *    which nothing was learned for longest are forgotten.
 * HISTORY-2 A bidder that was seen fewer than `SEEN_MIN` times in the class stops no auction: while
 *    one of them is out, the auction ends as without this policy.
 * HISTORY-3 What another history has learned is taken where this one has seen the bidder less often
 *    in the class, and not as often as its memory reaches. Its own observations are kept otherwise:
 *    both are of the same bidders, and no observation is counted twice. Nothing of its own is
 *    forgotten for what it did not know.
 * HISTORY-4 Of what was not learned of for `LEARNED_AGE_MS_MAX` nothing is handed on, and nothing
 *    is taken: a bidder that is gone is forgotten by all.
 * HISTORY-5 Whatever it learns of its own or of late bids changes the count of `changes`: while
 *    that is the same, there is nothing new to hand on. What it takes of others is nothing new.
 */
import { LRUCache } from "lru-cache";
import {
  amend,
  type BidderObservation,
  type BidderRecord,
  newRecord,
  OBSERVATIONS_KEPT,
  type ObservedGain,
  observe,
  type Prospects,
  prospectsOf,
} from "./bidder-record.ts";
import { copyOf, isTooOld, type LearnedRecord, RECORDS_MAX, recordKey } from "./learned-record.ts";

/** HISTORY-2 */
export const SEEN_MIN = 30;

/** One message with its cheapest offer. Times are milliseconds since the acceptance. */
export interface ObservedMessage {
  readonly bidder: string;
  readonly atMs: number;
  /** Of its cheapest offer under the search's objective; null where it has none. */
  readonly cost: number | null;
}

/** One auction that has ended, as far as it can be learned from. */
export interface ObservedAuction {
  readonly marketClass: number;
  /** In the order in which they came. */
  readonly messages: readonly ObservedMessage[];
  /** The bidders that were waited for: when each finished; null: it had not. */
  readonly bidders: ReadonlyMap<string, number | null>;
  /** When the auction ended. */
  readonly endedAtMs: number;
}

interface Entry {
  readonly bidder: string;
  readonly marketClass: number;
  readonly record: BidderRecord;
  /** What follows from the record; null before it was asked for. */
  prospects: Prospects | null;
  /** Observations since then. */
  news: number;
  /** When it was handed on after it was last learned of; null: not since then. */
  learnedWallMs: number | null;
}

/**
 * So many observations may pass before what follows from a record is computed again: they change
 * it by a few percent.
 */
const NEWS_MAX = 8;

export class ValueHistory {
  /** In the order in which they were last learned of or taken: to ask does not change it. */
  readonly #entries: LRUCache<string, Entry>;
  readonly #recordsMax: number;
  #changes = 0;

  constructor(recordsMax = RECORDS_MAX) {
    this.#recordsMax = recordsMax;
    this.#entries = new LRUCache({ max: recordsMax });
  }

  get size(): number {
    return this.#entries.size;
  }

  /** HISTORY-5: how often it has learned of a bidder. */
  get changes(): number {
    return this.#changes;
  }

  /** What is expected of a bidder; undefined where too little is known (HISTORY-2). */
  prospectsOf(bidder: string, marketClass: number): Prospects | undefined {
    const entry = this.#entries.peek(recordKey(bidder, marketClass));
    if (entry === undefined || entry.record.seen < SEEN_MIN) return undefined;
    if (entry.prospects === null || entry.news >= NEWS_MAX) {
      entry.prospects = prospectsOf(entry.record);
      entry.news = 0;
    }
    return entry.prospects;
  }

  learn({ marketClass, messages, bidders, endedAtMs }: ObservedAuction): void {
    const gains = gainsOf(messages);
    const offeredMs =
      messages.find(({ cost }) => cost !== null && cost > 0)?.atMs ?? Number.POSITIVE_INFINITY;
    for (const [bidder, finishedMs] of bidders) {
      const entry = this.#entry(bidder, marketClass);
      entry.news++;
      this.#changes++;
      entry.learnedWallMs = null;
      observe(entry.record, {
        untilMs: finishedMs ?? endedAtMs,
        ...{ finished: finishedMs !== null, offeredMs },
        gains: gains.get(bidder) ?? NO_GAINS,
      });
    }
  }

  /** What came late of a bidder that had not finished when the auction ended, at `fromMs`. */
  amend(bidder: string, marketClass: number, fromMs: number, late: BidderObservation): void {
    const entry = this.#entries.peek(recordKey(bidder, marketClass));
    if (entry === undefined) return;
    this.#changes++;
    entry.learnedWallMs = null;
    amend(entry.record, fromMs, late);
  }

  /** Copies of all, the one that was learned of or taken last at the end (HISTORY-4). */
  records(wallMs: number): LearnedRecord[] {
    const records: LearnedRecord[] = [];
    for (const key of this.#entries.rkeys()) {
      const entry = this.#entries.peek(key) as Entry;
      entry.learnedWallMs ??= wallMs;
      const { bidder, marketClass, learnedWallMs, record } = entry;
      if (!isTooOld(learnedWallMs, wallMs))
        records.push({ bidder, marketClass, learnedWallMs, record: copyOf(record) });
    }
    return records;
  }

  /** Takes of these what it lacks (HISTORY-3), and returns how many that are. */
  adopt(records: readonly LearnedRecord[], wallMs: number): number {
    let taken = 0;
    for (const { bidder, marketClass, learnedWallMs, record } of records) {
      const key = recordKey(bidder, marketClass);
      const own = this.#entries.peek(key);
      const isNeeded =
        own === undefined
          ? this.#entries.size < this.#recordsMax
          : own.record.seen < Math.min(OBSERVATIONS_KEPT, record.seen);
      if (!isNeeded || isTooOld(learnedWallMs, wallMs)) continue;
      const entry = newEntry(bidder, marketClass, copyOf(record));
      // The clock of who wrote it may be ahead of this one.
      entry.learnedWallMs = Math.min(learnedWallMs, wallMs);
      this.#entries.set(key, entry);
      taken++;
    }
    return taken;
  }

  #entry(bidder: string, marketClass: number): Entry {
    const key = recordKey(bidder, marketClass);
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = newEntry(bidder, marketClass, newRecord());
      this.#entries.set(key, entry);
    }
    return entry;
  }
}

const NO_GAINS: readonly ObservedGain[] = [];

function newEntry(bidder: string, marketClass: number, record: BidderRecord): Entry {
  return { bidder, marketClass, record, prospects: null, news: 0, learnedWallMs: null };
}

/** What each bidder's messages saved of the best cost before them. The first saves nothing. */
function gainsOf(messages: readonly ObservedMessage[]): Map<string, ObservedGain[]> {
  const gains = new Map<string, ObservedGain[]>();
  let best = Number.POSITIVE_INFINITY;
  for (const { bidder, atMs, cost } of messages) {
    if (cost === null || cost >= best) continue;
    if (best !== Number.POSITIVE_INFINITY && best > 0) {
      const its = gains.get(bidder) ?? [];
      its.push({ atMs, share: Math.min(1, (best - cost) / best) });
      gains.set(bidder, its);
    }
    best = cost;
  }
  return gains;
}
