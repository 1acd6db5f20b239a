/**
 * RANK-4: the cost of what is inconvenient about an itinerary. It is in no column: it is known
 * when an offer is opened. Until then the offer competes with the cost of its columns, which is
 * never more than its whole cost; then it takes the rank of its whole cost. So what is shown is
 * what a ranking of all valid offers by their whole costs shows, up to the bound below.
 */
import {
  inconvenienceCost as costOf,
  inconvenienceMinutes,
} from "../../common/offers/inconvenience.ts";
import type { FlightOffer } from "../../proto/messages.ts";
import { type Candidate, sortCandidates } from "./candidates.ts";
import type { OfferFaults } from "./offer-faults.ts";
import type { RankingRules } from "./ranking-rules.ts";
import type { Opened } from "./winners.ts";

/**
 * A6: when this number of itineraries have got another rank, those of them that are left are shown
 * before any other is opened.
 */
const MOVED_MIN = 200;
const MOVED_A_PLACE = 10;

/** How many itineraries get another rank before that bound holds. */
export function movedMax({ search }: Pick<RankingRules, "search">): number {
  return Math.max(MOVED_MIN, MOVED_A_PLACE * search.maxResults);
}

/** Minor units of the search's currency. 0 where the search does not count it. */
export function inconvenienceCostOf(offer: FlightOffer, rules: RankingRules): number {
  const { objective, kilometres, opening } = rules;
  if (objective.countsInconvenience !== true || objective.valuePerHour === 0) return 0;
  const minutes =
    opening === undefined
      ? inconvenienceMinutes(offer.slices, kilometres)
      : opening.inconvenienceMinutes(offer, rules);
  return costOf(minutes, objective);
}

/** What of an itinerary has another rank than its candidates had before they were opened. */
interface Moved {
  /** Best first; empty where nothing of it can be shown. */
  readonly candidates: Candidate[];
  /** It is compared by its whole cost, and not only because its best was a mismatch (RANK-3). */
  readonly isByCost: boolean;
}

/**
 * Null where the itinerary keeps its rank, as most do.
 *
 * @param valid of `candidates`, at least one
 */
export function moved(
  candidates: readonly Candidate[],
  valid: readonly Opened[],
  rules: RankingRules,
  faults: Pick<OfferFaults, "mismatch">,
): Moved | null {
  if (valid.some((one) => costNotCounted(one, rules) > 0))
    return { candidates: withWholeCosts(valid, rules, faults), isByCost: true };
  return valid[0]?.candidate === candidates[0]
    ? null
    : { candidates: valid.map(({ candidate }) => candidate), isByCost: false };
}

/** The cost by the offer's own times: the key of an itinerary has no landings. */
function costNotCounted({ candidate, offer }: Opened, rules: RankingRules): number {
  return candidate.isWhole ? 0 : inconvenienceCostOf(offer, rules);
}

/** An offer whose whole cost is not a safe integer is a mismatch, as it is by its columns. */
function withWholeCosts(
  valid: readonly Opened[],
  rules: RankingRules,
  faults: Pick<OfferFaults, "mismatch">,
): Candidate[] {
  const whole: Candidate[] = [];
  for (const opened of valid) {
    const { candidate, staleAgeMs } = opened;
    const more = costNotCounted(opened, rules);
    const cost = candidate.cost + more;
    if (Number.isSafeInteger(cost)) {
      const inconvenienceCost = candidate.inconvenienceCost + more;
      whole.push({ ...candidate, cost, inconvenienceCost, isWhole: true });
    } else if (staleAgeMs === undefined)
      faults.mismatch(candidate.bidder, `an offer whose cost is not a safe integer: ${cost}`);
  }
  sortCandidates(whole);
  return whole;
}
