/**
 * RANK-4: the cost of what is inconvenient about an itinerary. It stands in no column: it is known
 * when an offer is opened. Until then the offer competes with the cost of its columns, which is
 * never more than its whole cost; then it takes the place of its whole cost. So what is shown is what
 * a ranking of all valid offers by their whole costs shows, up to the bound below.
 */
import { inconvenienceMinutes } from "../../common/offers/inconvenience.ts";
import type { OfferSlice } from "../../proto/messages.ts";
import { type Candidate, sortCandidates } from "./candidates.ts";
import type { OfferFaults } from "./offer-faults.ts";
import type { RankingRules } from "./ranking-rules.ts";
import type { Opened } from "./winners.ts";

/**
 * A6: when so many itineraries have got another place, those of them that are left are shown before
 * any other is opened.
 */
const MOVED_MIN = 200;
const MOVED_A_PLACE = 10;

/** How many itineraries get another place before that bound holds. */
export function movedMax({ search }: Pick<RankingRules, "search">): number {
  return Math.max(MOVED_MIN, MOVED_A_PLACE * search.maxResults);
}

/** In minor units of the search's currency. 0 where the search does not count it. */
function inconvenienceCost(
  slices: readonly OfferSlice[],
  { objective, inconvenience }: Pick<RankingRules, "objective" | "inconvenience">,
): number {
  if (inconvenience == null || objective.valuePerHour === 0) return 0;
  const minutes = inconvenienceMinutes(slices, inconvenience.kilometres);
  return minutes === 0 ? 0 : Math.round((objective.valuePerHour * minutes) / 60);
}

/** What of an itinerary has another place than its candidates had before they were opened. */
export interface Moved {
  /** Best first; empty where nothing of it can be shown. */
  readonly candidates: Candidate[];
  /** By its whole cost, and not only because its best was a mismatch (RANK-3). */
  readonly isByCost: boolean;
}

/**
 * Null where the itinerary keeps its place. An offer whose whole cost is no safe integer is a
 * mismatch, as it is by its columns.
 *
 * @param valid of `candidates`, at least one
 */
export function moved(
  candidates: readonly Candidate[],
  valid: readonly Opened[],
  rules: RankingRules,
  faults: Pick<OfferFaults, "mismatch">,
): Moved | null {
  const all: Candidate[] = [];
  let isByCost = false;
  for (let i = 0; i < valid.length; i++) {
    const { candidate, offer, staleAgeMs } = valid[i] as Opened;
    // By its own times: the key of an itinerary has no landings.
    const more = candidate.isWhole ? 0 : inconvenienceCost(offer.slices, rules);
    if (more === 0) all.push(candidate);
    else {
      isByCost = true;
      const cost = candidate.cost + more;
      if (Number.isSafeInteger(cost))
        all.push({ ...candidate, cost, inconvenienceCost: more, isWhole: true });
      else if (staleAgeMs === undefined)
        faults.mismatch(candidate.bidder, `an offer whose cost is no safe integer: ${cost}`);
    }
  }
  if (isByCost) {
    sortCandidates(all);
    return { candidates: all.map(asWhole), isByCost };
  }
  return all[0] === candidates[0] ? null : { candidates: all, isByCost };
}

/** So that its cost is not asked for again. */
function asWhole(candidate: Candidate): Candidate {
  return candidate.isWhole ? candidate : { ...candidate, isWhole: true };
}
