/** Makes the result of an auction of what has been collected. */
import type { SearchResult } from "../../proto/messages.ts";
import type { Collected } from "./collect.ts";
import type { AuctionContext } from "./context.ts";
import type { FallbackEntry } from "./fallback.ts";
import { withLeftOut } from "./left-out-reports.ts";
import { isPartial, reports, round } from "./outcome.ts";
import { entriesOf } from "./participant.ts";
import type { BidderSheets, Ranking } from "./rank.ts";
import { waitingValue } from "./value/waiting-value.ts";

export interface Concluded extends Pick<Ranking, "opened"> {
  readonly result: SearchResult;
  /** Of earlier searches; they are among `entries` too. */
  readonly fallbacks: readonly FallbackEntry[];
  /** All that was ranked. */
  readonly entries: readonly BidderSheets[];
  /** Epoch milliseconds: the time of the ranking. */
  readonly rankedWallMs: number;
}

/** Ranks all offers, with those of the fallback, and reports one outcome for every bidder. */
export function conclude(
  { request, ports: { clock }, handler, ranking, waiting }: AuctionContext,
  { endedBy, endedAtMs }: Collected,
  fallbackEntries: readonly FallbackEntry[],
): Concluded {
  const { searchId, search, arrivedAtMs: startedAtMs, arm } = request;
  const { participants } = handler;
  const entries: BidderSheets[] = entriesOf(participants);
  entries.push(...fallbackEntries);
  const rankedWallMs = clock.wall();
  const { itineraries, opened, faults } = ranking.lastRanking(entries, rankedWallMs);
  const fallbackAges =
    fallbackEntries.length === 0
      ? undefined
      : new Map(fallbackEntries.map((one) => [one.bidder, one.staleAgeMs]));
  const ending = { by: endedBy, endedAtMs, startedAtMs, fallbackAges };
  const bidders = reports(participants, faults, ending);
  const result: SearchResult = {
    searchId,
    endedBy,
    partial: isPartial(bidders, participants),
    elapsedMs: round(clock.now() - startedAtMs),
    deadlineMs: search.policy.deadlineMs,
    itineraries,
    bidders: withLeftOut(bidders, request),
    ...(arm === undefined ? {} : { arm }),
    ...(endedBy === "not-worth-waiting" && waiting !== null && handler.judgement !== null
      ? { waiting: waitingValue(handler.judgement.step, waiting, search.currency) }
      : {}),
  };
  return { result, opened, entries, rankedWallMs, fallbacks: fallbackEntries };
}
