/**
 * Ranking and merging. All bids' columns become one list of candidates under one total order;
 * sellers of one itinerary meet under its key; only what would be shown is opened and checked.
 *
 * A2 holds because nothing here looks at arrival order: candidates are compared by cost, price,
 *    duration, departure, itinerary
 * key and seller, and where all six are equal by bidder and by the bytes of their bodies.
 *
 * This ranks all bids at once: it is what `RunningRank` must equal at every moment, and serves
 * where there is nothing to keep.
 */
import type { Itinerary, Sheet } from "../../proto/messages.ts";
import { addCandidates, type Candidate, compare, placeOf } from "./candidates.ts";
import { Faults } from "./offer-faults.ts";
import type { Exposed } from "./outcome.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { merge, type Opened, openAll, winnersOf } from "./winners.ts";

/** The sheets of one bidder. */
export interface Entry {
  readonly bidder: string;
  readonly sheets: readonly Sheet[];
  /**
   * Not of this auction: a bid of so many milliseconds ago stands in. What has expired of it
   * meanwhile is no lie.
   */
  readonly staleAgeMs?: number;
}

export interface Ranking {
  readonly itineraries: readonly Itinerary[];
  /** Beside each itinerary the offers that it is made of, the best first. */
  readonly opened: readonly (readonly Opened[])[];
  /** Bidders with offers that lied or that could not be priced. */
  readonly exposed: ReadonlyMap<string, Exposed>;
}

/**
 * The best `search.maxResults` itineraries, each with all its sellers. Never throws on what a sheet
 * holds.
 */
export function rank(entries: readonly Entry[], rules: RankingRules): Ranking {
  const faults = new Faults();
  const all: Candidate[] = [];
  for (const { bidder, sheets, staleAgeMs } of entries)
    for (const sheet of sheets) addCandidates(all, { bidder, staleAgeMs, sheet }, rules, faults);
  const queue = [...byItinerary(all).values()];
  for (const rivals of queue) rivals.sort(compare);
  queue.sort(compareBest);

  const opened: (readonly Opened[])[] = [];
  for (let next = 0; next < queue.length && opened.length < rules.search.maxResults; next++) {
    const rivals = queue[next] as Candidate[];
    const { honest } = openAll(rivals, rules, faults);
    if (honest.length === 0) continue;
    if (honest[0]?.candidate === rivals[0]) {
      opened.push(honest);
    } else {
      // The best of them lied: the next best steps in, at the place that its own cost gives it.
      const group = honest.map(({ candidate }) => candidate);
      queue.splice(placeOf(queue, group, compareBest, next + 1), 0, group);
    }
  }
  const itineraries = opened.map((honest) =>
    merge(winnersOf(honest), rules.search.currency, rules.rates),
  );
  return { itineraries, opened, exposed: faults.found };
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
