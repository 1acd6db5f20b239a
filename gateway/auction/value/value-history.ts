/**
 * What was learned of all bidders, by class of market: the memory of searches whose policy is
 * `value`. It is a fold over auctions that have ended, in their order, and knows no clock: the same
 * auctions give the same history, whether they happen now or are read from a record.
 *
 * HISTORY-1 It is bounded (A6): of more pairs of bidder and class than it may hold, those of
 *    which nothing was learned for longest are forgotten.
 * HISTORY-2 A bidder that was seen fewer than `SEEN_MIN` times in the class stops no auction: while
 *    one of them is out, the auction ends as without this policy.
 */
import { LRUCache } from "lru-cache";
import {
  amend,
  type BidderObservation,
  type BidderRecord,
  newRecord,
  type ObservedGain,
  observe,
  type Prospects,
  prospectsOf,
} from "./bidder-record.ts";

/** A6: records of 7 kB with what follows from them. 40 bidders have one in each of 12 classes. */
const RECORDS_MAX = 512;
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
  readonly record: BidderRecord;
  /** What follows from the record; null before it was asked for. */
  prospects: Prospects | null;
  /** Observations since then. */
  news: number;
}

/**
 * So many observations may pass before what follows from a record is computed again: they change
 * it by a few percent.
 */
const NEWS_MAX = 8;

export class ValueHistory {
  /** In the order in which they were last learned of: what only asks does not change it. */
  readonly #entries: LRUCache<string, Entry>;

  constructor(recordsMax = RECORDS_MAX) {
    this.#entries = new LRUCache({ max: recordsMax });
  }

  get size(): number {
    return this.#entries.size;
  }

  /** What is expected of a bidder; undefined where too little is known (HISTORY-2). */
  prospectsOf(bidder: string, marketClass: number): Prospects | undefined {
    const entry = this.#entries.peek(keyOf(bidder, marketClass));
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
      const entry = this.#entry(keyOf(bidder, marketClass));
      entry.news++;
      observe(entry.record, {
        untilMs: finishedMs ?? endedAtMs,
        ...{ finished: finishedMs !== null, offeredMs },
        gains: gains.get(bidder) ?? NO_GAINS,
      });
    }
  }

  /** What came late of a bidder that had not finished when the auction ended, at `fromMs`. */
  amend(bidder: string, marketClass: number, fromMs: number, late: BidderObservation): void {
    const entry = this.#entries.peek(keyOf(bidder, marketClass));
    if (entry !== undefined) amend(entry.record, fromMs, late);
  }

  #entry(key: string): Entry {
    let entry = this.#entries.get(key);
    if (entry === undefined) {
      entry = { record: newRecord(), prospects: null, news: 0 };
      this.#entries.set(key, entry);
    }
    return entry;
  }
}

const NO_GAINS: readonly ObservedGain[] = [];

function keyOf(bidder: string, marketClass: number): string {
  return `${marketClass} ${bidder}`;
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
