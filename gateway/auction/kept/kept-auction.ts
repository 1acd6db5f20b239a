/**
 * An auction that the ledger keeps, to be read again: its whole list of itineraries, sorted and
 * filtered anew without a new call for bids.
 *
 * PAGE-1 The list is what ranking the auction's bids gives, filtered, for as many results as there
 *    are: each offer is checked as in the auction, and at the time of its ranking. Pages, one after
 *    the other, are the whole list. A bid that came late is in none (A3).
 */
import type { Itinerary, SearchResult } from "../../../proto/messages.ts";
import type { BidderNotes } from "../account.ts";
import type { KeptBids } from "../account-bids.ts";
import { OfferFaults } from "../offer-faults.ts";
import { type RankedInto, type Ranking, rankInto } from "../rank.ts";
import type { RankingRules } from "../ranking-rules.ts";
import type { ShadowReport } from "../shadow-bids.ts";
import { mergeWinners, type Opened } from "../winners.ts";
import type { KeptRows } from "./kept-rows.ts";
import { filtered, type OfferFilter } from "./offer-filter.ts";
import type { PageIds } from "./page-ids.ts";
import { wholeOf } from "./right-offer.ts";
import type { RowOrigins } from "./row-origins.ts";

/**
 * Its bids are views of what the ledger keeps, and its result is read there when it is asked for:
 * both are valid in this turn of the event loop.
 */
export interface KeptAuction {
  readonly bids: KeptBids;
  /** At the time of the auction's ranking. */
  readonly rules: RankingRules;
  readonly result: SearchResult;
  /** Of the offers on its pages; undefined where its offers have none. */
  readonly ids: PageIds | undefined;
  /** What bidders left out by rule (EXPLAIN-2); absent where the search has not asked for it. */
  readonly notes?: readonly BidderNotes[];
  /** How shadow bidders ended (SHADOW-4); absent where it had none. */
  readonly shadows?: readonly ShadowReport[] | undefined;
}

/** Itineraries in rank order, each with the offers of its sellers, the best first. */
export type RankedList = Ranking["opened"];

/** What a list is made of, beside its auction. */
export interface ListTerms {
  readonly filter?: OfferFilter;
  /** Of another order than the search asked for. */
  readonly objective?: RankingRules["objective"];
  /** What is remembered of the rows of the list. */
  readonly kept?: KeptRows;
}

/** The whole list (PAGE-1). */
export function rankedList(
  auction: Pick<KeptAuction, "bids" | "rules">,
  filter: OfferFilter = {},
  objective = auction.rules.objective,
): RankedList {
  const make = (): (readonly Opened[])[] => [];
  return listInto(make, auction, { filter, objective });
}

/**
 * The same, into what is made for it.
 *
 * @param make for at most so many offers
 */
export function listInto<T extends RankedInto>(
  make: (offersMax: number) => T,
  { bids, rules }: Pick<KeptAuction, "bids" | "rules">,
  { filter = {}, objective = rules.objective, kept = {} }: ListTerms,
): T {
  const entries = filtered(bids.entries, filter, rules, kept);
  let rows = 0;
  for (const { sheets } of entries) for (const sheet of sheets) rows += sheet.rows;
  const search = { ...rules.search, maxResults: rows };
  const into = make(rows);
  rankInto(into, entries, { ...rules, objective, search }, new OfferFaults());
  return into;
}

/** The key of an itinerary in the list. */
export function keyOf(sellers: readonly Opened[]): string {
  return (sellers[0] as Opened).candidate.itinerary;
}

/**
 * The itineraries of a part of the list, as results show them; with the ids of their offers, where
 * they have some.
 */
export function shownOf(
  list: RankedList,
  { search, rates, markUp }: Pick<RankingRules, "search" | "rates" | "markUp">,
  ids?: PageIds,
  origins?: RowOrigins,
): Itinerary[] {
  const terms = { search, rates, offerIds: ids, markUp };
  return list.map((sellers) => {
    const named = sellers.map((one) => {
      const place = origins?.of(one.candidate.sheet, one.candidate.row);
      const shown = { ...one, offer: wholeOf(one.offer) };
      return place === undefined || ids === undefined ? shown : { ...shown, ownId: ids.of(place) };
    });
    return mergeWinners(named, terms, keyOf(sellers));
  });
}
