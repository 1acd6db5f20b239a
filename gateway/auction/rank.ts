/**
 * Ranking and merging: the columns of all bids become one list of candidates, sorted and grouped by
 * itinerary. It ranks all bids at once. `RunningRank` must give the same at every moment.
 *
 * RANK-1 Candidates have a total order: cost, price, duration, departure, itinerary key, seller,
 *    then bidder and the bytes of the body. The order of arrival is not part of it (A2).
 * RANK-2 Sellers of one itinerary have its key in common: the best of them gives the itinerary its
 *    place, and all of them are listed.
 * RANK-3 Only what would be shown is opened and checked. An offer that fails the check is dropped,
 *    and the next best takes the place that its own cost gives it.
 */
import type { Itinerary, Sheet } from "../../proto/messages.ts";
import { addCandidates, type Candidate, compare, placeOf } from "./candidates.ts";
import { type BidderFaults, OfferFaults } from "./offer-faults.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { merge, type Opened, openAll, winnersOf } from "./winners.ts";

/** The sheets of one bidder. */
export interface Entry {
  readonly bidder: string;
  readonly sheets: readonly Sheet[];
  /**
   * Set for a fallback: the age of the bid. An offer of it that has expired is not a mismatch.
   */
  readonly staleAgeMs?: number;
}

export interface Ranking {
  readonly itineraries: readonly Itinerary[];
  /** For each itinerary the offers of its sellers, the best first. */
  readonly opened: readonly (readonly Opened[])[];
  /** Bidders with offers that are mismatches or have no price. */
  readonly faults: ReadonlyMap<string, BidderFaults>;
}

/**
 * The best `search.maxResults` itineraries, each with all its sellers. Never throws on what a sheet
 * holds.
 */
export function rank(entries: readonly Entry[], rules: RankingRules): Ranking {
  const faults = new OfferFaults();
  const all: Candidate[] = [];
  for (const { bidder, sheets, staleAgeMs } of entries)
    for (const sheet of sheets) addCandidates(all, { bidder, staleAgeMs, sheet }, rules, faults);
  const queue = [...byItinerary(all).values()];
  for (const candidates of queue) candidates.sort(compare);
  queue.sort(compareBest);

  const opened: (readonly Opened[])[] = [];
  for (let next = 0; next < queue.length && opened.length < rules.search.maxResults; next++) {
    const candidates = queue[next] as Candidate[];
    const { valid } = openAll(candidates, rules, faults);
    if (valid.length === 0) continue;
    if (valid[0]?.candidate === candidates[0]) {
      opened.push(valid);
    } else {
      // RANK-3: the best of them is a mismatch.
      const group = valid.map(({ candidate }) => candidate);
      queue.splice(placeOf(queue, group, compareBest, next + 1), 0, group);
    }
  }
  const itineraries = opened.map((valid) =>
    merge(winnersOf(valid), rules.search.currency, rules.rates),
  );
  return { itineraries, opened, faults: faults.byBidder };
}

function byItinerary(all: readonly Candidate[]): Map<string, Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of all) {
    const group = groups.get(candidate.key);
    if (group === undefined) groups.set(candidate.key, [candidate]);
    else group.push(candidate);
  }
  return groups;
}

function compareBest(a: readonly Candidate[], b: readonly Candidate[]): number {
  return compare(a[0] as Candidate, b[0] as Candidate);
}
