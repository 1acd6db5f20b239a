/**
 * The ranking of one auction while its bids come in: what `rank` gives for the same bids, without
 * ranking those again that are ranked already. Itineraries stay sorted by their best offer; a new
 * sheet costs about its own rows; an offer is opened and checked once, and what is shown of an
 * itinerary is made once, until a rival of it comes.
 *
 * A2 holds as in rank.ts: what is kept depends on the rows alone, never on the order in which they
 *    came. Faults are found anew by each
 * ranking, since after many lies of one bidder its other offers are passed over, and which come
 * first depends on all bids.
 */
import type { Itinerary, Sheet } from "../../proto/messages.ts";
import { addCandidates, type Candidate, compare, placeOf } from "./candidates.ts";
import { Faults } from "./offer-faults.ts";
import type { Entry, Ranking } from "./rank.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { merge, type Opened, type OpenedRivals, openAll, winnersOf } from "./winners.ts";

/** The rivals for one itinerary, best first. */
interface Group {
  readonly rivals: Candidate[];
  /**
   * What opening them gave last; null when that may change by itself, or a rival has come since.
   */
  kept: Kept | null;
}

interface Kept {
  readonly honest: readonly Opened[];
  readonly bidders: readonly string[];
  /**
   * Epoch milliseconds: from when it holds, since a clock that is corrected may go back, and when
   * the first of them expires.
   */
  readonly openedAtMs: number;
  readonly expiresAtMs: number;
  itinerary: Itinerary | null;
}

interface Place {
  readonly honest: readonly Opened[];
  readonly kept: Kept | null;
}

/**
 * With more new rows than this share of what is sorted already, sorting all is cheaper than putting
 * each in its place.
 */
const SORT_ALL_SHARE = 0.25;

export class RunningRank {
  readonly #terms: Omit<RankingRules, "wallMs">;
  /** The sheets that are ranked, with what is wrong with their columns. */
  readonly #sheets = new Map<Sheet, Faults | null>();
  readonly #groups = new Map<string, Group>();
  /** All groups, sorted by their best. */
  #order: Group[] = [];

  constructor(terms: Omit<RankingRules, "wallMs">) {
    this.#terms = terms;
  }

  /** As `rank` of the same entries at this time. Never throws on what a sheet holds. */
  ranking(entries: readonly Entry[], wallMs: number): Ranking {
    const faults = this.#sync(entries);
    const places = this.#top({ ...this.#terms, wallMs }, faults);
    return {
      itineraries: places.map((place) => this.#shown(place)),
      opened: places.map(({ honest }) => honest),
      exposed: faults.found,
    };
  }

  /**
   * Whether the K-th best itinerary costs less than `cost`, K being `search.maxResults`; false
   * while there are fewer.
   */
  kthCostsLessThan(cost: number, entries: readonly Entry[], wallMs: number): boolean {
    const faults = this.#sync(entries);
    const last = this.#terms.search.maxResults - 1;
    // By the columns alone, before anything is opened: offers that lie are dropped, and that can
    // only raise the cost of the K-th best.
    const listed = this.#order[last]?.rivals[0]?.cost;
    if (listed === undefined || listed >= cost) return false;
    const kth = this.#top({ ...this.#terms, wallMs }, faults)[last]?.honest[0]?.candidate.cost;
    return kth !== undefined && kth < cost;
  }

  /** Takes in the sheets that are new. Gives what is wrong with the columns of all. */
  #sync(entries: readonly Entry[]): Faults {
    const count = entries.reduce((sum, { sheets }) => sum + sheets.length, 0);
    const known = entries.reduce(
      (sum, { sheets }) => sum + sheets.filter((sheet) => this.#sheets.has(sheet)).length,
      0,
    );
    if (known < this.#sheets.size) {
      // Sheets were taken back: of the slower of two instances, or of one that sent too much. Once
      // an instance at most.
      this.#sheets.clear();
      this.#groups.clear();
      this.#order = [];
    }
    if (this.#sheets.size < count) this.#take(entries);
    const faults = new Faults();
    for (const { sheets } of entries) {
      for (const sheet of sheets) {
        const its = this.#sheets.get(sheet);
        if (its != null) faults.add(its);
      }
    }
    return faults;
  }

  #take(entries: readonly Entry[]): void {
    const rows: Candidate[] = [];
    for (const { bidder, sheets, staleAgeMs } of entries) {
      for (const sheet of sheets) {
        if (this.#sheets.has(sheet)) continue;
        const faults = new Faults();
        addCandidates(rows, { bidder, staleAgeMs, sheet }, this.#terms, faults);
        this.#sheets.set(sheet, faults.found.size === 0 ? null : faults);
      }
    }
    if (rows.length > this.#order.length * SORT_ALL_SHARE) this.#addAll(rows);
    else for (const row of rows) this.#addOne(row);
  }

  #addAll(rows: readonly Candidate[]): void {
    const touched = new Set<Group>();
    for (const row of rows) {
      let group = this.#groups.get(row.key);
      if (group === undefined) {
        group = { rivals: [], kept: null };
        this.#groups.set(row.key, group);
        this.#order.push(group);
      }
      group.rivals.push(row);
      touched.add(group);
    }
    for (const group of touched) {
      group.rivals.sort(compare);
      group.kept = null;
    }
    this.#order.sort(compareBest);
  }

  #addOne(row: Candidate): void {
    let group = this.#groups.get(row.key);
    if (group === undefined) {
      group = { rivals: [row], kept: null };
      this.#groups.set(row.key, group);
    } else {
      const place = placeOf(group.rivals, row, compare);
      // Where its best stays the best, the group stays where it is.
      if (place > 0) {
        group.rivals.splice(place, 0, row);
        group.kept = null;
        return;
      }
      this.#order.splice(placeOf(this.#order, group, compareBest), 1);
      group.rivals.unshift(row);
      group.kept = null;
    }
    this.#order.splice(placeOf(this.#order, group, compareBest), 0, group);
  }

  /**
   * The groups that are shown, in order. As in `rank`, one whose best lied comes again at the place
   * that its own cost gives it.
   */
  #top(rules: RankingRules, faults: Faults): Place[] {
    const top: Place[] = [];
    const again: Group[] = [];
    let next = 0;
    while (top.length < rules.search.maxResults) {
      const [first, second] = [this.#order[next], again[0]];
      const group =
        second !== undefined && (first === undefined || compareBest(second, first) < 0)
          ? again.shift()
          : first;
      if (group === undefined) break;
      if (group === first) next++;
      const place = open(group, rules, faults);
      const { honest } = place;
      if (honest.length === 0) continue;
      if (honest[0]?.candidate === group.rivals[0]) {
        top.push(place);
      } else {
        const rest: Group = { rivals: honest.map(({ candidate }) => candidate), kept: null };
        again.splice(placeOf(again, rest, compareBest), 0, rest);
      }
    }
    return top;
  }

  #shown({ honest, kept }: Place): Itinerary {
    const { search, rates } = this.#terms;
    const itinerary = kept?.itinerary ?? merge(winnersOf(honest), search.currency, rates);
    if (kept !== null) kept.itinerary = itinerary;
    return itinerary;
  }
}

function open(group: Group, rules: RankingRules, faults: Faults): Place {
  const { kept } = group;
  const holds = kept !== null && kept.openedAtMs <= rules.wallMs && rules.wallMs < kept.expiresAtMs;
  if (holds && !kept.bidders.some((bidder) => faults.isLiar(bidder))) {
    return { honest: kept.honest, kept };
  }
  const opened = openAll(group.rivals, rules, faults);
  group.kept = opened.clean ? keptOf(opened, rules.wallMs) : null;
  return { honest: opened.honest, kept: group.kept };
}

function keptOf({ honest }: OpenedRivals, openedAtMs: number): Kept {
  const bidders = [...new Set(honest.map(({ candidate }) => candidate.bidder))];
  const expiresAtMs = honest.reduce(
    (first, { offer }) => Math.min(first, offer.expiresAtMs),
    Number.POSITIVE_INFINITY,
  );
  return { honest, bidders, openedAtMs, expiresAtMs, itinerary: null };
}

function compareBest(a: Group, b: Group): number {
  return compare(a.rivals[0] as Candidate, b.rivals[0] as Candidate);
}
