/** What is accounted for of the shadow bidders of an auction that has ended (SHADOW-4). */
import type { Collected } from "./collect.ts";
import type { Concluded } from "./conclude.ts";
import type { AuctionContext } from "./context.ts";
import { placesOf } from "./feedback/places.ts";
import { reports } from "./outcome.ts";
import { entriesOf, type Participant } from "./participant.ts";
import { type BidderSheets, type Ranking, rank } from "./rank.ts";
import type { ShadowReport } from "./shadow-bids.ts";

/** The ranking with the offers of all shadow bidders among those of the others. */
export interface ShadowRanking extends Ranking {
  readonly entries: readonly BidderSheets[];
  readonly participants: readonly Participant[];
  readonly reports: readonly ShadowReport[];
}

/** Null where the auction has no shadow bidder. It costs the auction a ranking after its result. */
export function shadowRanking(
  { request, rules, shadows }: AuctionContext,
  { endedBy, endedAtMs }: Collected,
  { entries: ranked, rankedWallMs }: Concluded,
): ShadowRanking | null {
  if (shadows === null) return null;
  const { participants } = shadows;
  const entries = [...ranked, ...entriesOf(participants)];
  const ranking = rank(entries, { ...rules, offerIds: undefined, wallMs: rankedWallMs });
  const ending = { by: endedBy, endedAtMs, startedAtMs: request.arrivedAtMs };
  const its = reports(participants, ranking.faults, ending).map((report) => {
    const { shown, won } = placesOf(report.bidder, ranking.itineraries);
    return { report, shown, won };
  });
  return { ...ranking, entries, participants, reports: its };
}
