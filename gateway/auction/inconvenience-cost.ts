/**
 * RANK-4: the cost of what is inconvenient about an itinerary. It stands in no column: it is known
 * when an offer is opened. Until then the offer competes with the cost of its columns, which is
 * never more than its whole cost; then it takes the place of its whole cost, and what is shown is
 * what a ranking of all by their whole costs would show.
 */
import { inconvenienceMinutes } from "../../common/offers/inconvenience.ts";
import type { OfferSlice } from "../../proto/messages.ts";
import type { Candidate } from "./candidates.ts";
import type { RankingRules } from "./ranking-rules.ts";
import type { Opened } from "./winners.ts";

/**
 * A6: so many itineraries are opened for each that is shown. Beyond them those that are opened fill
 * the result, in their order.
 */
const OPENINGS_A_PLACE_MAX = 10;

/** How many itineraries one ranking opens at most. */
export function openingsMax({ search }: Pick<RankingRules, "search">): number {
  return OPENINGS_A_PLACE_MAX * search.maxResults;
}

/** In minor units of the search's currency. 0 where the search does not count it. */
export function inconvenienceCost(
  slices: readonly OfferSlice[],
  { objective, inconvenience }: Pick<RankingRules, "objective" | "inconvenience">,
): number {
  if (inconvenience == null || objective.valuePerHour === 0) return 0;
  const minutes = inconvenienceMinutes(slices, inconvenience.kilometres);
  return minutes === 0 ? 0 : Math.round((objective.valuePerHour * minutes) / 60);
}

/**
 * What of an itinerary has to wait, now that it is opened: its valid candidates where the best was a
 * mismatch (RANK-3), and with their whole cost where it is another than that of the columns. Null
 * where it keeps its place.
 *
 * @param valid at least one
 */
export function postponed(
  candidates: readonly Candidate[],
  valid: readonly Opened[],
  rules: RankingRules,
): Candidate[] | null {
  const { candidate: best, offer } = valid[0] as Opened;
  const more = best.isWhole ? 0 : inconvenienceCost(offer.slices, rules);
  if (more === 0) return best === candidates[0] ? null : valid.map(({ candidate }) => candidate);
  return valid.map(({ candidate }) => ({
    ...candidate,
    cost: candidate.cost + more,
    inconvenienceCost: more,
    isWhole: true,
  }));
}
