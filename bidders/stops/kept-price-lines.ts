/**
 * The lines of a party's prices (`engine/price-lines.ts`), kept from one search to the next: some
 * sixty sellers are asked for them, and they depend on nothing but the rates, the party and the
 * fare that is wanted. Without them that is a fiftieth of a short search.
 *
 * KEPTLINES-1 What is kept is what `priceLines` says, and what has no rate is noted each time.
 */
import { LRUCache } from "lru-cache";
import type { Passengers, Rates } from "../../proto/messages.ts";
import type { Network } from "./engine/network.ts";
import { type PriceLines, type Pricing, priceLines } from "./engine/price-lines.ts";

interface KeptLines {
  readonly lines: PriceLines;
  /** Currencies without a rate. */
  readonly unpriced: ReadonlySet<string>;
}

/** Of one table of rates; most searches are for one traveller or two (A6). */
const KEPT_MAX = 256;

type Kept = LRUCache<string, KeptLines>;

const keptOf = new WeakMap<Network, WeakMap<Rates, Kept>>();

/** How one search prices, and what it notes of what it cannot price. */
interface NotedPricing extends Pricing {
  readonly rates: Rates;
  readonly passengers: Passengers;
  /** The currencies without a rate that were asked for. `price` adds to them. */
  readonly unpriced: Set<string>;
}

/** In the place of a number of wanted fares, where any fare will do. */
export const ANY_FARE = -1;

/** `wanted`: the same number where the same fares are wanted (`wantedNumber`), or ANY_FARE. */
export function keptPriceLines(
  network: Network,
  { rates, passengers, unpriced, price }: NotedPricing,
  wanted: number,
): PriceLines {
  const kept = linesBy(network, rates);
  const { adults, children, infants } = passengers;
  const key = `${adults} ${children} ${infants} ${wanted}`;
  let known = kept.get(key);
  if (known === undefined) {
    const before = new Set(unpriced);
    unpriced.clear();
    const lines = priceLines(network, { price });
    known = { lines, unpriced: new Set(unpriced) };
    kept.set(key, known);
    for (const currency of before) unpriced.add(currency);
  }
  for (const currency of known.unpriced) unpriced.add(currency);
  return known.lines;
}

function linesBy(network: Network, rates: Rates): Kept {
  let byRates = keptOf.get(network);
  if (byRates === undefined) {
    byRates = new WeakMap();
    keptOf.set(network, byRates);
  }
  let kept = byRates.get(rates);
  if (kept === undefined) {
    kept = new LRUCache({ max: KEPT_MAX });
    byRates.set(rates, kept);
  }
  return kept;
}
