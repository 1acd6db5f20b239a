/** What a replayed auction is given: as in the record, and under another policy. */
import type { Elapsed } from "../../common/offers/itinerary-rules.ts";
import type { Kilometres } from "../../common/offers/lowest-fare.ts";
import { markUpBy } from "../auction/mark-up.ts";
import type { AuctionRequest } from "../auction/ports.ts";
import type { RankingRules } from "../auction/ranking-rules.ts";
import type { RecordedAuction, RecordedEvent } from "../recording/recorded-auction.ts";
import type { PolicyTerms } from "./replay-policy.ts";

/** What the rules know of places: it needs files, so it is handed in. */
export interface Places {
  readonly elapsed: Elapsed;
  readonly kilometres: Kilometres;
}

/** All times are milliseconds since the search arrived. */
export function requestOf(
  recorded: RecordedAuction,
  { deadlineMs, quorum, required, grace, settle }: PolicyTerms,
  { elapsed, kilometres }: Places,
  signal: AbortSignal | null,
): AuctionRequest {
  const { searchId, auctionId, search, objective, rates, plausibility } = recorded;
  const policy = { ...search.policy, deadlineMs, quorum, required: [...required] };
  return {
    ...{ searchId, auctionId, objective, rates, plausibility, elapsed, kilometres, grace, signal },
    search: { ...search, policy },
    params: null,
    arrivedAtMs: 0,
    disabled: recorded.disabled,
    tooFar: recorded.tooFar,
    disabledSellers:
      recorded.disabledSellers.length === 0 ? undefined : new Set(recorded.disabledSellers),
    markUp: markUpBy(recorded.markUp),
    ...(recorded.arm === null ? {} : { arm: recorded.arm }),
    ...(settle ? {} : { settles: false }),
    // CUTBID-2
    ...(deadlineMs > search.policy.deadlineMs ? { cutsEnd: false } : {}),
  };
}

/** The rules by which its offers are ranked. */
export function rankingRulesOf(
  request: AuctionRequest,
  maxResults: number,
): Omit<RankingRules, "wallMs"> {
  const { search, objective, rates, elapsed, kilometres, plausibility } = request;
  const { markUp, disabledSellers } = request;
  return {
    ...{ objective, rates, elapsed, kilometres, plausibility, markUp, disabledSellers },
    search: { ...search, maxResults },
  };
}

/**
 * The events of a record under these terms. Without hedges, nothing is there of the instances to
 * which calls were hedged.
 */
export function eventsOf(
  { events }: RecordedAuction,
  { hedge }: Pick<PolicyTerms, "hedge">,
): readonly RecordedEvent[] {
  if (hedge === "recorded" || !events.some(({ kind }) => kind === "hedged")) return events;
  const second = new Set<string>();
  for (const event of events)
    if (event.kind === "hedged") second.add(`${event.bidder} ${event.instance}`);
  return events.filter(
    (event) =>
      event.kind !== "hedged" &&
      event.kind !== "hedge-lost" &&
      (event.kind !== "bid" || !second.has(`${event.bidder} ${event.instance}`)),
  );
}

export const inMs = (us: number): number => us / 1_000;
