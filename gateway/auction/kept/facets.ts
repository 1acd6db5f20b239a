/**
 * Facets: by what the itineraries of a list differ, and how many there are of each.
 *
 * FACET-1 Of each value: how many itineraries of the list the filter by this value leaves, and the
 *    lowest price among them. Baggage is that of the fares of the offers that are listed.
 */
import { convert } from "../../../common/money/money.ts";
import { type Alliance, allianceOf } from "../../../common/offers/alliances.ts";
import { LIMITS } from "../../../proto/limits.ts";
import type { Money } from "../../../proto/messages.ts";
import { withMarkUp } from "../mark-up.ts";
import type { RankingRules } from "../ranking-rules.ts";
import { pricesWithBags } from "./bag-fares.ts";
import { type KeyFacts, keyFacts } from "./key-facts.ts";
import type { PackedList } from "./packed-list.ts";
import { RightOffer } from "./right-offer.ts";
import { roundMinutes, roundPrice, stepFacet } from "./step-facets.ts";

/** A6: values of one facet that are shown, those with the most itineraries. */
export const FACET_VALUES_MAX = 100;

interface FacetValue<T> {
  readonly value: T;
  readonly itineraries: number;
  /** Of the cheapest offer, in the search's currency. */
  readonly lowestPrice: Money;
}

export interface Facets {
  /** By the most connections of a slice. */
  readonly stops: readonly FacetValue<number>[];
  readonly carriers: readonly FacetValue<string>[];
  readonly alliances: readonly FacetValue<Alliance>[];
  readonly airports: {
    readonly origin: readonly FacetValue<string>[];
    readonly destination: readonly FacetValue<string>[];
    readonly via: readonly FacetValue<string>[];
  };
  /** Of the first departure, 0 to 23. */
  readonly departureHours: readonly FacetValue<number>[];
  readonly sellers: readonly FacetValue<string>[];
  /** Checked baggage: at least this number of pieces a traveller, at the price of that fare. */
  readonly bags: readonly FacetValue<number>[];
  /** A few round limits, each with what it leaves; none where all are alike. */
  readonly maxPrice: readonly FacetValue<number>[];
  readonly maxDurationMinutes: readonly FacetValue<number>[];
}

/** What one value has so far. */
interface Tally {
  itineraries: number;
  lowest: number;
}

/** The values of one facet. */
class Counted<T extends string | number> {
  readonly #tallies = new Map<T, Tally>();

  /** One itinerary has this value, at this price. */
  add(value: T, price: number): void {
    const tally = this.#tallies.get(value);
    if (tally === undefined) this.#tallies.set(value, { itineraries: 1, lowest: price });
    else {
      tally.itineraries++;
      tally.lowest = Math.min(tally.lowest, price);
    }
  }

  /** By their value; at most `FACET_VALUES_MAX`. */
  byValue(currency: string): FacetValue<T>[] {
    return this.byCount(currency).sort((a, b) => (a.value < b.value ? -1 : 1));
  }

  /** Most itineraries first; at most `FACET_VALUES_MAX`. */
  byCount(currency: string): FacetValue<T>[] {
    return [...this.#tallies]
      .map(([value, { itineraries, lowest }]) => ({
        value,
        itineraries,
        lowestPrice: { amount: lowest, currency },
      }))
      .sort((a, b) => b.itineraries - a.itineraries || (a.value < b.value ? -1 : 1))
      .slice(0, FACET_VALUES_MAX);
  }
}

/** FACET-1 */
export function facetsOf(
  list: PackedList,
  { search, rates, markUp }: Pick<RankingRules, "search" | "rates" | "markUp">,
): Facets {
  const facets = {
    stops: new Counted<number>(),
    carriers: new Counted<string>(),
    alliances: new Counted<Alliance>(),
    origin: new Counted<string>(),
    destination: new Counted<string>(),
    via: new Counted<string>(),
    departureHours: new Counted<number>(),
    sellers: new Counted<string>(),
    bags: new Counted<number>(),
  };
  const prices = new Float64Array(list.length);
  const durations = new Float64Array(list.length);
  for (let i = 0; i < list.length; i++) {
    const price = lowestOf(list, i);
    prices[i] = price;
    durations[i] = minutesOf(list, i);
    const facts = keyFacts(list.key(i));
    if (facts !== undefined) addFacts(facets, facts, price);
    addSellers(facets.sellers, list, i);
    addBags(facets.bags, list, i, { search, rates, markUp });
  }
  const { currency } = search;
  return {
    stops: facets.stops.byValue(currency),
    carriers: facets.carriers.byCount(currency),
    alliances: facets.alliances.byCount(currency),
    airports: {
      origin: facets.origin.byCount(currency),
      destination: facets.destination.byCount(currency),
      via: facets.via.byCount(currency),
    },
    departureHours: facets.departureHours.byValue(currency),
    sellers: facets.sellers.byCount(currency),
    bags: facets.bags.byValue(currency),
    maxPrice: steps(prices, prices, roundPrice, currency),
    maxDurationMinutes: steps(durations, prices, roundMinutes, currency),
  };
}

function steps(
  amounts: Float64Array,
  prices: Float64Array,
  rounded: (amount: number) => number,
  currency: string,
): FacetValue<number>[] {
  return stepFacet(amounts, prices, rounded).map(({ value, itineraries, lowest }) => ({
    value,
    itineraries,
    lowestPrice: { amount: lowest, currency },
  }));
}

/** As the filter reads it: of an offer, so that the shortest counts where sellers differ. */
function minutesOf(list: PackedList, index: number): number {
  const end = list.firstSeller(index + 1);
  let shortest = Number.POSITIVE_INFINITY;
  for (let at = list.firstSeller(index); at < end; at++)
    shortest = Math.min(shortest, list.durationMinutes(at));
  return shortest;
}

/** The facets of flights alone. */
interface FlightFacets {
  readonly stops: Counted<number>;
  readonly carriers: Counted<string>;
  readonly alliances: Counted<Alliance>;
  readonly origin: Counted<string>;
  readonly destination: Counted<string>;
  readonly via: Counted<string>;
  readonly departureHours: Counted<number>;
}

function addFacts(facets: FlightFacets, facts: KeyFacts, price: number): void {
  facets.stops.add(facts.stops, price);
  for (const carrier of facts.carriers) facets.carriers.add(carrier, price);
  for (const [i, carrier] of facts.carriers.entries()) {
    const alliance = allianceOf(carrier);
    const isFirst = facts.carriers.findIndex((one) => allianceOf(one) === alliance) === i;
    if (alliance !== undefined && isFirst) facets.alliances.add(alliance, price);
  }
  facets.origin.add(facts.origin, price);
  facets.destination.add(facts.destination, price);
  for (const airport of facts.via) facets.via.add(airport, price);
  facets.departureHours.add(facts.departureHour, price);
}

function lowestOf(list: PackedList, index: number): number {
  const end = list.firstSeller(index + 1);
  let lowest = Number.POSITIVE_INFINITY;
  for (let at = list.firstSeller(index); at < end; at++) lowest = Math.min(lowest, list.price(at));
  return lowest;
}

/** Each seller once, at its lowest price. Most itineraries have one. */
function addSellers(facet: Counted<string>, list: PackedList, index: number): void {
  const from = list.firstSeller(index);
  const end = list.firstSeller(index + 1);
  if (end === from + 1) {
    facet.add(list.sellerName(from), list.price(from));
    return;
  }
  const lowest = new Map<string, number>();
  for (let at = from; at < end; at++) {
    const seller = list.sellerName(at);
    lowest.set(seller, Math.min(list.price(at), lowest.get(seller) ?? Number.POSITIVE_INFINITY));
  }
  for (const [seller, price] of lowest) facet.add(seller, price);
}

/** The lowest price of one itinerary with so many bags or more, while its sellers are read. */
const lowestWithBags = new Float64Array(LIMITS.bagsMax + 1);

function addBags(
  facet: Counted<number>,
  list: PackedList,
  index: number,
  { search, rates, markUp }: Pick<RankingRules, "search" | "rates" | "markUp">,
): void {
  lowestWithBags.fill(Number.POSITIVE_INFINITY);
  const end = list.firstSeller(index + 1);
  for (let at = list.firstSeller(index); at < end; at++) {
    const offer = list.offer(at);
    const prices = offer instanceof RightOffer ? undefined : pricesWithBags(offer, search);
    for (let bags = 1; bags <= LIMITS.bagsMax; bags++) {
      const sold = offer instanceof RightOffer ? offer.priceWithBags(bags) : prices?.[bags - 1];
      if (sold === undefined) break;
      const converted = convert(sold.amount, sold.currency, rates);
      if (converted === undefined) continue;
      const price = withMarkUp(converted, markUp, list.bidder(at), list.sellerName(at));
      if (price < (lowestWithBags[bags] as number)) lowestWithBags[bags] = price;
    }
  }
  for (let bags = 1; bags <= LIMITS.bagsMax; bags++) {
    const lowest = lowestWithBags[bags] as number;
    if (lowest === Number.POSITIVE_INFINITY) break;
    facet.add(bags, lowest);
  }
}
