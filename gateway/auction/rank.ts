/**
 * Ranking and merging: the columns of all bids become rows with a cost, of which the best
 * itineraries are opened and shown. It ranks all bids at once. `RunningRank` must give the same at
 * every moment, and so must the plain algorithm that the tests have as their oracle.
 *
 * RANK-1 Candidates have a total order: ORDER-1 (common/offers/ranking-order.ts), then bidder, the
 *    bytes of the body, and the columns that a body need not repeat: price, currency, stops. Two
 *    that are equal are the same offer, sent twice. The order of arrival is not part of it (A2).
 * RANK-2 Sellers of one itinerary have its key in common: the best of them gives the itinerary its
 *    rank, and all of them are listed.
 * RANK-3 Only what would be shown by the cost of its columns is opened and checked. An offer that
 *    fails the check is dropped, and the next best takes the rank that its own cost gives it.
 * RANK-4 What is inconvenient about an itinerary is part of its cost: inconvenience-cost.ts.
 * RANK-5 An offer that breaks a limit of the search is left out, whatever its bidder knows of
 *    limits: the ranking is that of the other offers. That is no fault of its bidder.
 */
import type { Itinerary, SheetColumns } from "../../proto/messages.ts";
import { BestFirst } from "./best-first.ts";
import { type Candidate, compareCandidates, insertionIndex, sortCandidates } from "./candidates.ts";
import { moved, movedMax } from "./inconvenience-cost.ts";
import { ItineraryRows } from "./itinerary-rows.ts";
import { type BidderFaults, OfferFaults } from "./offer-faults.ts";
import { PricedRows } from "./priced-rows.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { mergeWinners, type Opened, openAll } from "./winners.ts";

/** The sheets of one bidder. */
export interface BidderSheets {
  readonly bidder: string;
  readonly sheets: readonly SheetColumns[];
  /**
   * Set for a fallback: the age of the bid. An offer of it that has expired is not a mismatch.
   */
  readonly staleAgeMs?: number;
}

export interface Ranking {
  readonly itineraries: readonly Itinerary[];
  /** The offers of each itinerary's sellers, the best first. */
  readonly opened: readonly (readonly Opened[])[];
  /** Bidders with offers that are mismatches or have no price. */
  readonly faults: ReadonlyMap<string, BidderFaults>;
}

/**
 * Shared by all rankings: one is made at a time, from begin to end, and leaves nothing but the
 * memory for the next. With new ones for each, a ranking of 30 rows takes 22 µs instead of 17,
 * and one of 600 rows 70 instead of 47. They are not a parameter: no caller could hand in
 * another one.
 */
const rows = new PricedRows();
const order = new BestFirst(rows);
const itineraryRows = new ItineraryRows(rows);

/**
 * Receives what is opened: the valid offers of an itinerary, best first by their columns, and the
 * itineraries in that order. Not all of them are shown.
 */
export type OpenedListener = (valid: readonly Opened[]) => void;

/**
 * The best `search.maxResults` itineraries, each with all its sellers. Never throws on what a sheet
 * holds.
 */
export function rank(
  entries: readonly BidderSheets[],
  rules: RankingRules,
  onOpened?: OpenedListener,
): Ranking {
  const faults = new OfferFaults();
  const opened = rankOpened(entries, rules, faults, onOpened);
  const itineraries: Itinerary[] = [];
  for (const valid of opened)
    itineraries.push(mergeWinners(valid, rules, valid[0]?.candidate.itinerary));
  return { itineraries, opened, faults: faults.byBidder };
}

/**
 * The offers of the sellers of each of those itineraries, the best first, for those who show only
 * some of them. What is wrong with other offers is added to `faults`.
 */
export function rankOpened(
  entries: readonly BidderSheets[],
  rules: RankingRules,
  faults: OfferFaults,
  onOpened?: OpenedListener,
): Ranking["opened"] {
  const opened: (readonly Opened[])[] = [];
  rankInto(opened, entries, rules, faults, onOpened);
  return opened;
}

/** Receives the offers of each itinerary, in rank order. A list does. */
export interface RankedInto {
  /** Itineraries that it has. */
  readonly length: number;
  push(valid: readonly Opened[]): unknown;
}

/** The same, for who reads long lists and does not keep all that was opened for them. */
export function rankInto(
  into: RankedInto,
  entries: readonly BidderSheets[],
  rules: RankingRules,
  faults: OfferFaults,
  onOpened?: OpenedListener,
): void {
  try {
    for (const { bidder, sheets, staleAgeMs } of entries)
      for (const sheet of sheets) rows.add({ bidder, sheet, staleAgeMs }, rules, faults);
    order.begin();
    itineraryRows.begin();
    openBest(into, rules, faults, onOpened);
  } finally {
    itineraryRows.end();
    rows.clear();
  }
}

/** The offers of each itinerary that is shown, in order. */
function openBest(
  into: RankedInto,
  rules: RankingRules,
  faults: OfferFaults,
  onOpened: OpenedListener | undefined,
): void {
  /** RANK-3, RANK-4: what has been opened and has another rank, best first. */
  const waiting: Candidate[][] = [];
  let moves = movedMax(rules);
  while (into.length < rules.search.maxResults) {
    const candidates = nextOf(waiting, moves > 0) ?? nextItinerary();
    if (candidates === undefined) break;
    const { valid } = openAll(candidates, rules, faults);
    if (valid.length === 0) continue;
    if (onOpened !== undefined) onOpened(valid);
    const other = moved(candidates, valid, rules, faults);
    if (other === null) into.push(valid);
    else {
      if (other.isByCost) moves--;
      const rest = other.candidates;
      if (rest.length > 0) waiting.splice(insertionIndex(waiting, rest, compareBest), 0, rest);
    }
  }
}

/** The first of those that wait; where rows may be opened, only if none of them is better. */
function nextOf(waiting: Candidate[][], mayOpen: boolean): Candidate[] | undefined {
  const first = waiting[0]?.[0];
  if (first === undefined) return undefined;
  const row = mayOpen ? bestRow() : -1;
  return row < 0 || isBetter(first, row) ? waiting.shift() : undefined;
}

/** Most differ in cost: then no candidate is made for it. */
function isBetter(candidate: Candidate, row: number): boolean {
  const byCost = candidate.cost - (rows.cost[row] as number);
  return (byCost || compareCandidates(candidate, rows.candidate(row))) < 0;
}

/** The candidates of the itinerary that has the best row that is left, best first. */
function nextItinerary(): Candidate[] | undefined {
  const row = bestRow();
  if (row < 0) return undefined;
  const key = rows.itinerary(row);
  const taken = itineraryRows.take(row, key);
  // A list that is made with its first entry has room for one, not for seventeen.
  const candidates = [rows.candidate(taken[0] as number, key)];
  for (let i = 1; i < taken.length; i++) candidates.push(rows.candidate(taken[i] as number, key));
  sortCandidates(candidates);
  return candidates;
}

function bestRow(): number {
  let row = order.best;
  while (row >= 0 && itineraryRows.isTaken(row)) {
    order.skip();
    row = order.best;
  }
  return row;
}

function compareBest(a: readonly Candidate[], b: readonly Candidate[]): number {
  return compareCandidates(a[0] as Candidate, b[0] as Candidate);
}
