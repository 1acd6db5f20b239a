/**
 * Ranking and merging. All bids' columns become one list of candidates under one total order; sellers of one itinerary meet
 * under its key; only what would be shown is opened and checked.
 *
 * A2 holds because nothing here looks at arrival order: candidates are compared by cost, price, duration, departure, itinerary
 * key and seller, and where all six are equal by bidder and by the bytes of their bodies.
 */
import type { FlightOffer, Itinerary, Rates, SellerOffer, Sheet } from "../../proto/messages.ts";
import { convert, cost } from "../../proto/money.ts";
import { faresIn } from "./fares.ts";
import type { Exposed } from "./outcome.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { openOffer } from "./verify.ts";

/** The sheets of one bidder. */
export interface Entry {
  readonly bidder: string;
  readonly sheets: readonly Sheet[];
  /** Not of this auction: a bid of so many milliseconds ago stands in. What has expired of it meanwhile is no lie. */
  readonly staleAgeMs?: number;
}

export interface Ranking {
  readonly itineraries: readonly Itinerary[];
  /** Bidders with offers that lied or that could not be priced. */
  readonly exposed: ReadonlyMap<string, Exposed>;
}

interface Candidate {
  readonly bidder: string;
  readonly sheet: Sheet;
  readonly row: number;
  readonly cost: number;
  /** Minor units of the search's currency. */
  readonly price: number;
  readonly durationMinutes: number;
  readonly departure: number;
  readonly key: string;
  readonly seller: string;
  readonly staleAgeMs: number | undefined;
}

/** The best `search.maxResults` itineraries, each with all its sellers. Never throws on what a sheet holds. */
export function rank(entries: readonly Entry[], rules: RankingRules): Ranking {
  const faults = new Faults();
  const queue = [...byItinerary(candidates(entries, rules, faults)).values()];
  for (const rivals of queue) rivals.sort(compare);
  queue.sort(compareBest);

  const itineraries: Itinerary[] = [];
  for (let next = 0; next < queue.length && itineraries.length < rules.search.maxResults; next++) {
    const rivals = queue[next] as Candidate[];
    const best = rivals[0] as Candidate;
    const honest = openAll(rivals, rules, faults);
    if (honest.length === 0) continue;
    if (honest[0]?.candidate === best) {
      itineraries.push(merge(honest, rules));
    } else {
      // The best of them lied: the next best steps in, at the place that its own cost gives it.
      insert(
        queue,
        next + 1,
        honest.map(({ candidate }) => candidate),
      );
    }
  }
  return { itineraries, exposed: faults.found };
}

/** A6: sellers that are listed under one itinerary, the cheapest. */
const SELLERS_MAX = 30;
/** A6: who has lied so often in one auction is not opened again: each lie costs us a decode, and the liar nothing. */
const LIES_MAX = 8;

interface Opened {
  readonly candidate: Candidate;
  readonly offer: FlightOffer;
}

function candidates(entries: readonly Entry[], { objective, rates }: RankingRules, faults: Faults): Candidate[] {
  const all: Candidate[] = [];
  for (const { bidder, sheets, staleAgeMs } of entries) {
    for (const sheet of sheets) {
      for (let row = 0; row < sheet.rows; row++) {
        const price = priceOf(sheet, row, rates);
        if (price === undefined) {
          const currency = sheet.currencies[sheet.currency[row] as number] as string;
          faults.unpriced(bidder, `an offer in '${currency.slice(0, 8)}', for which there is no rate`);
          continue;
        }
        const durationMinutes = sheet.durationMinutes[row] as number;
        const total = cost(price, durationMinutes, sheet.stops[row] as number, objective);
        if (!Number.isSafeInteger(total)) {
          faults.lie(bidder, `an offer of ${durationMinutes} minutes and ${sheet.stops[row]} stops`);
          continue;
        }
        all.push({
          bidder,
          sheet,
          row,
          cost: total,
          price,
          durationMinutes,
          departure: sheet.departure[row] as number,
          key: sheet.itinerary[row] as string,
          seller: sheet.sellers[sheet.seller[row] as number] as string,
          staleAgeMs,
        });
      }
    }
  }
  return all;
}

function priceOf(sheet: Sheet, row: number, rates: Rates): number | undefined {
  return convert(sheet.price[row] as number, sheet.currencies[sheet.currency[row] as number] as string, rates);
}

/** What the offer in a row costs under the search's objective, by its columns; undefined when it cannot be priced. */
export function costOf(sheet: Sheet, row: number, { objective, rates }: Pick<RankingRules, "objective" | "rates">): number | undefined {
  const price = priceOf(sheet, row, rates);
  return price === undefined ? undefined : cost(price, sheet.durationMinutes[row] as number, sheet.stops[row] as number, objective);
}

function byItinerary(all: readonly Candidate[]): Map<string, Candidate[]> {
  const groups = new Map<string, Candidate[]>();
  for (const candidate of all) {
    const group = groups.get(candidate.key);
    if (group === undefined) groups.set(candidate.key, [candidate]);
    else group.push(candidate);
  }
  return groups;
}

function text(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The total order. Its last word are the bodies: two offers that it calls equal are the same offer sent twice. */
function compare(a: Candidate, b: Candidate): number {
  return (
    a.cost - b.cost ||
    a.price - b.price ||
    a.durationMinutes - b.durationMinutes ||
    a.departure - b.departure ||
    text(a.key, b.key) ||
    text(a.seller, b.seller) ||
    text(a.bidder, b.bidder) ||
    Buffer.compare(a.sheet.body[a.row] as Uint8Array, b.sheet.body[b.row] as Uint8Array)
  );
}

function compareBest(a: readonly Candidate[], b: readonly Candidate[]): number {
  return compare(a[0] as Candidate, b[0] as Candidate);
}

/** Opens every rival of one itinerary, since every one would be shown. One bidder's second price from the same seller is not. */
function openAll(rivals: readonly Candidate[], rules: RankingRules, faults: Faults): Opened[] {
  const honest: Opened[] = [];
  const seen = new Set<string>();
  for (const candidate of rivals) {
    const name = `${candidate.bidder} ${candidate.seller}`;
    if (honest.length >= SELLERS_MAX) break;
    if (seen.has(name) || faults.isLiar(candidate.bidder)) continue;
    const offer = openOffer(candidate.sheet, candidate.row, rules, candidate.bidder);
    if (typeof offer === "string") {
      if (candidate.staleAgeMs === undefined) faults.lie(candidate.bidder, offer);
      continue;
    }
    seen.add(name);
    honest.push({ candidate, offer });
  }
  return honest;
}

/** Puts a group back into the sorted rest of the queue. */
function insert(queue: Candidate[][], from: number, group: Candidate[]): void {
  let [low, high] = [from, queue.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareBest(queue[middle] as Candidate[], group) < 0) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, group);
}

function merge(honest: readonly Opened[], { search: { currency }, rates }: RankingRules): Itinerary {
  const { candidate, offer } = honest[0] as Opened;
  return {
    key: candidate.key,
    cost: candidate.cost,
    price: { amount: candidate.price, currency },
    durationMinutes: candidate.durationMinutes,
    stops: candidate.sheet.stops[candidate.row] as number,
    slices: offer.slices,
    similar: Math.max(...honest.map(({ offer: its }) => its.similar)),
    sellers: honest
      .map(
        ({ candidate: { bidder, price, staleAgeMs }, offer: its }): SellerOffer => ({
          bidder,
          seller: its.seller,
          price: { amount: price, currency },
          originalPrice: its.price,
          expiresAt: new Date(its.expiresAtMs).toISOString(),
          modelled: its.modelled,
          ...(staleAgeMs === undefined ? { stale: false } : { stale: true, staleAgeMs }),
          // An offer with fares that cannot be converted was not opened (verify.ts).
          fares: faresIn(currency, its.fares, rates) ?? [],
          ...(its.selfTransfers.length === 0 ? {} : { selfTransfers: [...new Set(its.selfTransfers)] }),
        }),
      )
      .sort((a, b) => a.price.amount - b.price.amount),
  };
}

/** What was wrong with whose offers; order of discovery is the total order, so reasons are as stable as the result. */
class Faults {
  readonly found = new Map<string, { lies: number; reason: string; unpriced: string[] }>();

  #of(bidder: string) {
    const one = this.found.get(bidder) ?? { lies: 0, reason: "", unpriced: [] };
    this.found.set(bidder, one);
    return one;
  }

  isLiar(bidder: string): boolean {
    return (this.found.get(bidder)?.lies ?? 0) >= LIES_MAX;
  }

  lie(bidder: string, reason: string): void {
    const one = this.#of(bidder);
    if (one.lies++ === 0) one.reason = reason;
  }

  unpriced(bidder: string, reason: string): void {
    const { unpriced } = this.#of(bidder);
    if (!unpriced.includes(reason) && unpriced.length < 8) unpriced.push(reason);
  }
}
