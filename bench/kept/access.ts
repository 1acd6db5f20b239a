/**
 * What is kept of a search, as the benchmark asks it, and the only file of this folder that imports
 * the inside of a gateway: it is about the answers alone, without a transport around them.
 */
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { type Clock, systemClock } from "../../common/runtime/clock.ts";
import { Ledger } from "../../gateway/auction/ledger.ts";
import { rank } from "../../gateway/auction/rank.ts";
import type { RankingRules } from "../../gateway/auction/ranking-rules.ts";
import { KeptSearches } from "../../gateway/search/kept-searches.ts";
import { objectiveOf } from "../../gateway/search/objective.ts";
import type { FlightSearch, SheetColumns } from "../../proto/messages.ts";

export interface KeptSheets {
  readonly search: FlightSearch;
  /** By their bidders, as they came from the wire. */
  readonly sheets: ReadonlyMap<string, readonly SheetColumns[]>;
}

const PREFERENCES = { dollarsPerHour: 30, dollarsPerStop: 40, countsInconvenience: true };
const SEARCH_ID = "search";

/** The same questions as over HTTP, of one search that a ledger keeps. */
export interface KeptQuestions {
  itineraries(query: Readonly<Record<string, string>>): { readonly total: number };
  facets(query: Readonly<Record<string, string>>): { readonly total: number };
  explain(): { readonly notShown: number };
}

/** @returns a maker of readers that remember nothing yet */
export function keepSearch({ search, sheets }: KeptSheets): () => KeptQuestions {
  const clock: Clock = systemClock;
  const ledger = new Ledger(clock);
  const rates = { date: "2026-01-01", perUnit: new Map([["USD", 1]]) };
  const rules: RankingRules = {
    search,
    objective: objectiveOf(search, PREFERENCES, rates),
    rates,
    wallMs: clock.wall(),
    elapsed,
    kilometres: kilometresBetween,
    plausibility: null,
  };
  const entries = [...sheets].map(([bidder, its]) => ({ bidder, sheets: its }));
  const { itineraries, opened } = rank(entries, rules);
  const times = { startedAtMs: clock.now(), endedAtMs: clock.now(), rankedWallMs: rules.wallMs };
  const result = {
    searchId: SEARCH_ID,
    endedBy: "complete",
    partial: false,
    elapsedMs: 1,
    deadlineMs: 800,
    itineraries,
    bidders: [],
  } as const;
  const bids = { entries, belowFloor: [] };
  ledger.open({ auctionId: "auction", result, opened, bids, rules, ...times }, [], null);
  return () => {
    const kept = new KeptSearches(ledger, PREFERENCES);
    return {
      itineraries: (query) => kept.itineraries(SEARCH_ID, query),
      facets: (query) => kept.facets(SEARCH_ID, query),
      explain: () => kept.explain(SEARCH_ID, {}) as { notShown: number },
    };
  };
}
