/**
 * The ranking of one auction while its bids come in: it gives what `rank` gives for the same bids,
 * without ranking any bid twice. Itineraries stay sorted by their best offer. A new sheet costs
 * about its own rows. An offer is opened and checked once, and the shown itinerary is made once,
 * until another offer for it comes; one that has another rank by its whole cost (RANK-4) is made
 * for each ranking.
 *
 * Of many rows the first check for `settled` ranks all at once and keeps nothing sorted. Mostly the
 * auction is settled by it, and its ranking is the result: to keep 3,000 rows sorted for a check
 * that does not come would take a third of the auction's time. If another check comes, an offer is
 * opened a second time.
 *
 * As in rank.ts, what is kept depends on the rows alone, never on the order in which they came
 * (A2). Each ranking finds the faults again: after many mismatches of one bidder its other offers
 * are left out, and which come first depends on all bids.
 */
import type { Itinerary, SheetColumns } from "../../proto/messages.ts";
import {
  type Candidate,
  compareCandidates,
  insertionIndex,
  type PricingRules,
  sortCandidates,
} from "./candidates.ts";
import { moved, movedMax } from "./inconvenience-cost.ts";
import { OfferFaults } from "./offer-faults.ts";
import { PricedRows } from "./priced-rows.ts";
import { type BidderSheets, type Ranking, rank } from "./rank.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { WholeRanking } from "./whole-ranking.ts";
import { mergeWinners, type Opened, type OpenedCandidates, openAll } from "./winners.ts";

/** The candidates of one itinerary, best first. */
interface CandidateGroup {
  readonly candidates: Candidate[];
  /** The last result of opening them; null when another opening may give another result. */
  cached: CachedOpening | null;
}

interface CachedOpening {
  readonly valid: readonly Opened[];
  readonly bidders: readonly string[];
  /**
   * Epoch milliseconds. It holds from `openedAtMs` on, since a clock that is corrected may go back,
   * until the first offer expires.
   */
  readonly openedAtMs: number;
  readonly expiresAtMs: number;
  itinerary: Itinerary | null;
}

/** A group whose candidates are opened. */
interface OpenedGroup {
  readonly valid: readonly Opened[];
  readonly cached: CachedOpening | null;
}

/**
 * The share of new rows among the sorted itineraries above which sorting all is cheaper than
 * inserting each row.
 */
const SORT_ALL_SHARE = 0.25;

/** Fewer rows are ranked as fast as they are kept sorted. */
const MANY_ROWS = 200;

/**
 * The rows of one sheet: shared by all auctions, and empty except for the moment of its use. With
 * one for each auction, twelve bids of 60 offers take some 5 % longer, and each auction that runs
 * keeps the memory.
 */
const priced = new PricedRows();

/** The rows that are ranked already, kept for the next ranking. */
class RankedRows {
  /** The sheets that are ranked, with the faults of their columns. */
  readonly sheets = new Map<SheetColumns, OfferFaults | null>();
  readonly groups = new Map<string, CandidateGroup>();
  /** All groups, sorted by their best. */
  order: CandidateGroup[] = [];
}

export class RunningRank {
  readonly #terms: Omit<RankingRules, "wallMs">;
  /** Null until a ranking is made that others follow: most auctions make none. */
  #ranked: RankedRows | null = null;
  #firstCheck: WholeRanking | null = null;

  constructor(terms: Omit<RankingRules, "wallMs">) {
    this.#terms = terms;
  }

  /** The same as `rank` of these entries at this time. Never throws on what a sheet holds. */
  ranking(entries: readonly BidderSheets[], wallMs: number): Ranking {
    const faults = new OfferFaults();
    const { order } = this.#sync(entries, faults);
    const shown = openBest(order, this.#rules(wallMs), faults);
    return {
      itineraries: shown.map((group) => this.#itinerary(group)),
      opened: shown.map(({ valid }) => valid),
      faults: faults.byBidder,
    };
  }

  /** The same as `ranking`, after which no other follows: nothing is kept. */
  lastRanking(entries: readonly BidderSheets[], wallMs: number): Ranking {
    if (this.#ranked !== null) return this.ranking(entries, wallMs);
    return this.#firstCheck?.again(entries, wallMs) ?? rank(entries, this.#rules(wallMs));
  }

  /**
   * Whether the K-th best itinerary costs less than `cost`, K being `search.maxResults`; false
   * while there are fewer.
   */
  kthCostsLessThan(cost: number, entries: readonly BidderSheets[], wallMs: number): boolean {
    const last = this.#terms.search.maxResults - 1;
    if (this.#ranked === null && this.#firstCheck === null && haveManyRows(entries)) {
      const whole = WholeRanking.of(entries, this.#rules(wallMs));
      this.#firstCheck = whole;
      const kth = whole.ranking.itineraries[last]?.cost;
      return kth !== undefined && kth < cost;
    }
    const faults = new OfferFaults();
    const { order } = this.#sync(entries, faults);
    // First by the columns alone, before anything is opened: dropping mismatches can only raise the
    // cost of the K-th best.
    const listed = order[last]?.candidates[0]?.cost;
    if (listed === undefined || listed >= cost) return false;
    const kth = openBest(order, this.#rules(wallMs), faults)[last]?.valid[0]?.cost;
    return kth !== undefined && kth < cost;
  }

  /** The cost of the itinerary that would be shown first; undefined while there is none. */
  bestCost(entries: readonly BidderSheets[], wallMs: number): number | undefined {
    const faults = new OfferFaults();
    const { order } = this.#sync(entries, faults);
    const rules = this.#rules(wallMs);
    const first = { ...rules, search: { ...rules.search, maxResults: 1 } };
    return openBest(order, first, faults)[0]?.valid[0]?.candidate.cost;
  }

  #rules(wallMs: number): RankingRules {
    const { search, objective, rates, elapsed, kilometres, plausibility, offerIds, markUp } =
      this.#terms;
    const { disabledSellers } = this.#terms;
    return {
      search,
      objective,
      rates,
      elapsed,
      kilometres,
      plausibility,
      offerIds,
      markUp,
      disabledSellers,
      wallMs,
    };
  }

  /** Adds the sheets that are new, and the faults of the columns of all sheets to `faults`. */
  #sync(entries: readonly BidderSheets[], faults: OfferFaults): RankedRows {
    this.#ranked ??= new RankedRows();
    let count = 0;
    let known = 0;
    for (const { sheets } of entries) {
      count += sheets.length;
      for (const sheet of sheets) if (this.#ranked.sheets.has(sheet)) known++;
    }
    // Sheets were removed: those of the slower of two instances, or of one that sent too much. This
    // happens once an instance at most.
    if (known < this.#ranked.sheets.size) this.#ranked = new RankedRows();
    const ranked = this.#ranked;
    if (ranked.sheets.size < count) addNew(ranked, entries, this.#terms);
    for (const { sheets } of entries) {
      for (const sheet of sheets) {
        const ofSheet = ranked.sheets.get(sheet);
        if (ofSheet != null) faults.add(ofSheet);
      }
    }
    return ranked;
  }

  #itinerary({ valid, cached }: OpenedGroup): Itinerary {
    const itinerary =
      cached?.itinerary ?? mergeWinners(valid, this.#terms, valid[0]?.candidate.itinerary);
    if (cached !== null) cached.itinerary = itinerary;
    return itinerary;
  }
}

function haveManyRows(entries: readonly BidderSheets[]): boolean {
  let rows = 0;
  for (const { sheets } of entries) for (const sheet of sheets) rows += sheet.rows;
  return rows >= MANY_ROWS;
}

function addNew(ranked: RankedRows, entries: readonly BidderSheets[], rules: PricingRules): void {
  const rows: Candidate[] = [];
  for (const { bidder, sheets, staleAgeMs } of entries) {
    for (const sheet of sheets) {
      if (ranked.sheets.has(sheet)) continue;
      const faults = new OfferFaults();
      priced.add({ bidder, staleAgeMs, sheet }, rules, faults);
      for (let row = 0; row < priced.count; row++) rows.push(priced.candidate(row));
      priced.clear();
      ranked.sheets.set(sheet, faults.byBidder.size === 0 ? null : faults);
    }
  }
  if (rows.length > ranked.order.length * SORT_ALL_SHARE) addAll(ranked, rows);
  else for (const row of rows) addOne(ranked, row);
}

function addAll(ranked: RankedRows, rows: readonly Candidate[]): void {
  const touched = new Set<CandidateGroup>();
  for (const row of rows) {
    let group = ranked.groups.get(row.itinerary);
    if (group === undefined) {
      group = { candidates: [], cached: null };
      ranked.groups.set(row.itinerary, group);
      ranked.order.push(group);
    }
    group.candidates.push(row);
    touched.add(group);
  }
  for (const group of touched) {
    sortCandidates(group.candidates);
    group.cached = null;
  }
  ranked.order.sort(compareBest);
}

function addOne({ groups, order }: RankedRows, row: Candidate): void {
  let group = groups.get(row.itinerary);
  if (group === undefined) {
    group = { candidates: [row], cached: null };
    groups.set(row.itinerary, group);
  } else {
    const index = insertionIndex(group.candidates, row, compareCandidates);
    // While its best offer stays the best, the group keeps its rank.
    if (index > 0) {
      group.candidates.splice(index, 0, row);
      group.cached = null;
      return;
    }
    order.splice(insertionIndex(order, group, compareBest), 1);
    group.candidates.unshift(row);
    group.cached = null;
  }
  order.splice(insertionIndex(order, group, compareBest), 0, group);
}

/** The groups that are shown, in order. What is opened and has another rank: as in rank.ts. */
function openBest(
  order: readonly CandidateGroup[],
  rules: RankingRules,
  faults: OfferFaults,
): OpenedGroup[] {
  const shown: OpenedGroup[] = [];
  const waiting: CandidateGroup[] = [];
  let moves = movedMax(rules);
  let next = 0;
  while (shown.length < rules.search.maxResults) {
    const [first, second] = [order[next], waiting[0]];
    const isSecond =
      second !== undefined && (moves <= 0 || first === undefined || compareBest(second, first) < 0);
    const group = isSecond ? waiting.shift() : first;
    if (group === undefined) break;
    if (!isSecond) next++;
    const opened = open(group, rules, faults);
    if (opened.valid.length === 0) continue;
    const other = moved(group.candidates, opened.valid, rules, faults);
    if (other === null) shown.push(opened);
    else {
      if (other.isByCost) moves--;
      const later: CandidateGroup = { candidates: other.candidates, cached: null };
      if (later.candidates.length > 0)
        waiting.splice(insertionIndex(waiting, later, compareBest), 0, later);
    }
  }
  return shown;
}

function open(group: CandidateGroup, rules: RankingRules, faults: OfferFaults): OpenedGroup {
  const { cached } = group;
  const holds =
    cached !== null && cached.openedAtMs <= rules.wallMs && rules.wallMs < cached.expiresAtMs;
  if (holds && !cached.bidders.some((bidder) => faults.areTooMany(bidder))) {
    return { valid: cached.valid, cached };
  }
  const opened = openAll(group.candidates, rules, faults);
  group.cached = opened.repeatable ? cachedOpening(opened, rules.wallMs) : null;
  return { valid: opened.valid, cached: group.cached };
}

function cachedOpening({ valid }: OpenedCandidates, openedAtMs: number): CachedOpening {
  const bidders = [...new Set(valid.map(({ candidate }) => candidate.bidder))];
  const expiresAtMs = valid.reduce(
    (first, { offer }) => Math.min(first, offer.expiresAtMs),
    Number.POSITIVE_INFINITY,
  );
  return { valid, bidders, openedAtMs, expiresAtMs, itinerary: null };
}

function compareBest(a: CandidateGroup, b: CandidateGroup): number {
  return compareCandidates(a.candidates[0] as Candidate, b.candidates[0] as Candidate);
}
