/**
 * What itineraries cost the party, exactly, and what they cost at least. Fares are the model's
 * (`fares/fare.ts`), in dollars; the search's own money comes from its `price`, which knows of
 * currencies, children and rounding.
 *
 * BOUND-1 One carrier's through fare is known to the cent once its highest class and its way are,
 *   so its bound is exact for the lowest class there is, and for the whole way; before, for no
 *   detour.
 * BOUND-2 Any other fare is a sum of two or more, each of which is no less than the cheapest
 *   carrier's in the cheapest class over its part of the itinerary (`least-sums.ts`); and where it
 *   is several carriers', 4 % less (FARE-2). From end to end on one ticket it is no less than its
 *   seller's floor either, nor, where the seller is not known, than the least of all (FARE-10).
 * BOUND-3 A party's price is a constant and a multiple of the dollars, except for rounding: each
 *   traveller's to a minor unit of the seller's currency, of which the largest is worth under two
 *   cents, and once more to the search's. Ten cents cover nine travellers.
 *   These two differ by the seller's tier, and much where bags, changes or refunds are wanted
 *   (ENGINE-16): of a single ticket the least is that of the tiers that may sell it, each by itself
 *   and, in economy, by its own floor.
 * BOUND-4 On one ticket every two carriers sell connections together (ENGINE-5), so only such
 *   combinations of carriers are bounded, and a chain without any has no itineraries.
 */
import { TIERS } from "../../flights/fares/carriers.ts";
import {
  connectionFactor,
  DETOUR_STEPS_MAX,
  detourSteps,
  milesOf,
  rivalsDiscount,
} from "../../flights/fares/curves.ts";
import {
  CLASSES,
  leastBesideNonstop,
  mixedDollars,
  type SliceFares,
  sliceDollars,
  throughDollars,
} from "../../flights/fares/fare.ts";
import { faresByCabin, seatFactor } from "../../flights/fares/mixed-cabins.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { Leg } from "./legs.ts";
import { isRival, type Network } from "./network.ts";
import { NonstopFares, type NonstopLeg } from "./nonstop-fares.ts";
import { type PriceLines, type Pricing, priceLines, ROUNDING_DOLLARS } from "./price-lines.ts";

/**
 * The share that sums of distances and dollars lose in floating point at most; it is some 1e-13.
 */
export const SUM_ROUNDING = 1 - 1e-9;

/** The ends of the slice, the great circle between them, and the fares of its date. */
export interface PriceQuery
  extends Pricing,
    Pick<Route, "origin" | "destination" | "miles" | "fares" | "limits"> {
  /**
   * The party's price in minor units of the search's currency when this carrier sells at `dollars`
   * dollars an adult. Infinity when there is no rate: the itinerary is left out.
   */
  price(seller: Index, dollars: number): number;
  /**
   * Whether that is the price of a fare with bags, changes or refunds: what it is more than the
   * cheapest one is differs by the seller's tier. Absent: no.
   */
  readonly isWanted?: boolean | undefined;
  /** What `priceLines` says of `price`, where it is known already; absent: it is not. */
  readonly lines?: (() => PriceLines) | undefined;
}

/** What prices need to know of a search, which each asks for in the same form. */
export function priceQuery({
  route: { origin, destination, miles, fares, limits },
  price,
  isWanted,
  lines,
}: Pick<PriceQuery, "price" | "isWanted" | "lines"> & { readonly route: Route }): PriceQuery {
  return { origin, destination, miles, fares, limits, price, isWanted, lines };
}

/** A ticket's price, for the party and as one adult's fare. */
export interface Quote {
  readonly dollars: number;
  readonly price: number;
}

/** A set of tiers as bits: all of them. */
export const ALL_TIERS = (1 << TIERS.length) - 1;
/** The tiers of each set of them, which are bits. */
const TIERS_OF_SET = Array.from({ length: 1 << TIERS.length }, (_, set) =>
  Uint8Array.from(TIERS.keys().filter((tier) => ((set >> tier) & 1) === 1)),
);

export class Prices {
  readonly #query: PriceQuery;
  readonly #network: Network;
  /** One carrier's through fares from end to end, by stops, detour, carrier and class. */
  readonly #through = new Map<number, Quote>();
  readonly #nonstops: NonstopFares;
  /** Dollars, indexed by stops and tier. */
  readonly #floorsOfTiers: (readonly number[])[] = [];
  /** By stops and set of tiers, as far as asked for: their least floor, and the price of floors. */
  readonly #leastFloors: number[] = [];
  readonly #floorPrices: number[] = [];
  /** Indexed by cabin, up to the one that is asked for. */
  readonly #byCabin: readonly SliceFares[];
  /** The figures of BOUND-3. */
  readonly #lines: PriceLines;
  /** Whether prices are those of wanted fares (ENGINE-16). */
  readonly isWanted: boolean;
  #isCut = false;

  /** `nonstops`: the slice's, by `nonstopLegs`. */
  constructor(network: Network, query: PriceQuery, nonstops: readonly NonstopLeg[] = []) {
    this.#network = network;
    this.#query = query;
    this.isWanted = query.isWanted === true;
    this.#byCabin = faresByCabin(query.fares);
    this.#nonstops = new NonstopFares(nonstops, {
      cabins: this.#byCabin.length,
      miles: query.miles,
      carriers: network.carrierTier.length,
    });
    this.#lines = query.lines?.() ?? priceLines(network, query);
  }

  /** Whether a ticket may have been left out because no fare of it is wanted (CUT-1). */
  get isCut(): boolean {
    return this.#isCut;
  }

  /**
   * A lower bound of what the party pays for one ticket at `dollars` dollars an adult or more, or
   * for two tickets of that sum, whoever sells them (BOUND-3).
   */
  least(dollars: number): number {
    const { constant, perDollar } = this.#lines;
    if (perDollar === Number.POSITIVE_INFINITY) return this.#none();
    return Math.max(0, Math.floor(perDollar * dollars + 2 * Math.min(0, constant)));
  }

  /** The same for one ticket that a carrier of this tier sells. */
  leastOfTier(dollars: number, tier: number): number {
    if (dollars === Number.POSITIVE_INFINITY) return dollars;
    const lines = this.#lines.byTier;
    const constant = lines[2 * tier] as number;
    if (constant === Number.POSITIVE_INFINITY) return this.#none();
    return Math.max(0, Math.floor((lines[2 * tier + 1] as number) * dollars + constant));
  }

  /** The same where one of these tiers sells it, which are bits. */
  leastOfTiers(dollars: number, tiers: number): number {
    if (dollars === Number.POSITIVE_INFINITY) return dollars;
    let least = Number.POSITIVE_INFINITY;
    const its = TIERS_OF_SET[tiers] as Uint8Array;
    for (let i = 0; i < its.length; i++)
      least = Math.min(least, this.leastOfTier(dollars, its[i] as number));
    return least;
  }

  /** The price where no one sells: where a fare is wanted, that may be why (CUT-1). */
  #none(): number {
    if (this.isWanted) this.#isCut = true;
    return Number.POSITIVE_INFINITY;
  }

  /**
   * A lower bound of what a party pays that pays `price` or more, where all fares are `factor`
   * times as high or more, which is 1 or more; of one ticket or two. By BOUND-3 a price is a
   * constant, which stays, and a multiple, and each of the two prices is rounded. Where a fare with
   * bags, changes or refunds is wanted, it is the least of several such lines, and stays as it is.
   */
  leastScaled(price: number, factor: number): number {
    if (this.isWanted) return price;
    const rounding = 2 * (ROUNDING_DOLLARS * this.#lines.perDollarMax + 1);
    const constant = 2 * this.#lines.constantMax;
    return factor * (price - rounding - constant) + constant - rounding;
  }

  /** Whether the search allows this carrier (WITHIN-2). */
  mayFly(carrier: Index): boolean {
    return this.#query.limits?.carriers?.[carrier] !== 0;
  }

  get fares(): SliceFares {
    return this.#query.fares;
  }

  get ends(): Pick<PriceQuery, "origin" | "destination" | "miles"> {
    return this.#query;
  }

  milesBetween(from: Index, to: Index): number {
    return milesOf(this.#network.timetable.distanceKm(from, to));
  }

  /** A carrier's flights of a market, one of them alone, in a cabin up to the one asked for. */
  alone(
    carrier: Index,
    fareClass: number,
    market: Index,
    cabin = this.#byCabin.length - 1,
  ): number {
    const { marketOrigin, marketDestination, marketKm } = this.#network;
    return throughDollars(
      this.#byCabin[cabin] as SliceFares,
      carrier,
      fareClass,
      marketOrigin[market] as Index,
      marketDestination[market] as Index,
      milesOf(marketKm[market] as number),
    );
  }

  /** A carrier's through fare between two airports with these stops and miles (FARE-7, FARE-8). */
  run(
    carrier: Index,
    fareClass: number,
    from: Index,
    to: Index,
    stops: number,
    flownMiles: number,
  ): number {
    const miles = this.milesBetween(from, to);
    const factor = this.#connection(carrier, from, to, miles, stops, flownMiles);
    return throughDollars(this.#query.fares, carrier, fareClass, from, to, miles, factor);
  }

  /**
   * The same with flights in several cabins; `seats` by FARE-12. Apart from `run`, since the
   * product of the same factors in another order is another number: it differs in its last bits.
   */
  mixedRun(
    carrier: Index,
    seats: number,
    from: Index,
    to: Index,
    stops: number,
    flownMiles: number,
  ): number {
    const miles = this.milesBetween(from, to);
    const factor = this.#connection(carrier, from, to, miles, stops, flownMiles);
    return mixedDollars(this.#query.fares, carrier, seats, from, to, miles, factor);
  }

  /** The factor of these stops and miles in a fare between two airports (FARE-7, FARE-8). */
  #connection(
    carrier: Index,
    from: Index,
    to: Index,
    miles: number,
    stops: number,
    flownMiles: number,
  ): number {
    return this.#connectionBy(carrier, from, to, miles, stops, detourSteps(miles, flownMiles));
  }

  #connectionBy(
    carrier: Index,
    from: Index,
    to: Index,
    miles: number,
    stops: number,
    detour: number,
  ): number {
    const rival = rivalsDiscount(miles) && isRival(this.#network, carrier, from, to);
    return connectionFactor(stops, miles, detour, rival);
  }

  /** The same from end to end, with this number of stops (FARE-11). */
  mixedThrough(stops: number, carrier: Index, seats: number, flownMiles = 0): number {
    const { origin, destination } = this.#query;
    return Math.max(
      this.mixedRun(carrier, seats, origin, destination, stops, flownMiles),
      this.#besideNonstop(carrier, stops),
    );
  }

  /**
   * No seat in the asked cabin counts as less in a carrier's fare from end to end (FARE-9,
   * FARE-12).
   */
  leastSeat(carrier: Index): number {
    const fareClass = this.#nonstops.lowestClass(carrier);
    return seatFactor(this.#byCabin.length - 1, fareClass, this.#query.miles);
  }

  /**
   * A carrier's through fare from end to end (BOUND-1, FARE-9, FARE-11), when this is the highest
   * class of its flights. Without `flownMiles`, for no more miles than are permitted.
   */
  through(stops: number, carrier: Index, highestOfAll: number, flownMiles = 0): Quote {
    const fareClass = Math.max(highestOfAll, this.#nonstops.lowestClass(carrier));
    const detour = detourSteps(this.#query.miles, flownMiles);
    const carriers = this.#network.carrierTier.length;
    const way = stops * (DETOUR_STEPS_MAX + 1) + detour;
    const key = (way * carriers + carrier) * CLASSES + fareClass;
    let quote = this.#through.get(key);
    if (quote === undefined) {
      const dollars = this.#wholeDollars(carrier, fareClass, stops, detour);
      quote = { dollars, price: this.price(carrier, dollars) };
      this.#through.set(key, quote);
    }
    return quote;
  }

  /**
   * The quote of a whole itinerary on one ticket of one carrier alone: what most itineraries are,
   * and looked up where its through fare is the cheaper (FARE-1). Undefined where the flights one
   * by one are.
   */
  throughQuote(legs: readonly Leg[], flownMiles: number): Quote | undefined {
    let apart = 0;
    let fareClass = 0;
    for (let i = 0; i < legs.length; i++) {
      const leg = legs[i] as Leg;
      apart += leg.dollars;
      fareClass = Math.max(fareClass, leg.fareClass);
    }
    const quote = this.through(legs.length - 1, (legs[0] as Leg).carrier, fareClass, flownMiles);
    return quote.dollars <= apart ? quote : undefined;
  }

  /**
   * A lower bound of the price of this seller's tickets from end to end with these stops and miles
   * (FARE-10). Without `flownMiles`, for no more miles than are permitted.
   */
  floor(stops: number, seller: Index, flownMiles = 0): Quote {
    return this.through(stops, seller, 0, flownMiles);
  }

  /**
   * A lower bound of the price of tickets of `dollars` dollars or more from end to end that one of
   * these tiers sells, each no cheaper than its own least floor.
   */
  leastFrom(dollars: number, stops: number, tiers: number): number {
    const at = stops * TIERS_OF_SET.length + tiers;
    this.#leastFloors[at] ??= this.#leastFloor(stops, tiers);
    // Most are below all floors.
    if (dollars > (this.#leastFloors[at] as number)) return this.#leastAbove(dollars, stops, tiers);
    this.#floorPrices[at] ??= this.#leastAbove(0, stops, tiers);
    return this.#floorPrices[at] as number;
  }

  /** Dollars; infinite where none of these tiers sells. */
  #leastFloor(stops: number, tiers: number): number {
    const floors = this.#floorsOf(stops);
    return (TIERS_OF_SET[tiers] as Uint8Array).reduce(
      (least, tier) => Math.min(least, floors[tier] as number),
      Number.POSITIVE_INFINITY,
    );
  }

  #leastAbove(dollars: number, stops: number, tiers: number): number {
    if (dollars === Number.POSITIVE_INFINITY) return dollars;
    const floors = this.#floorsOf(stops);
    const lines = this.#lines.byTier;
    const its = TIERS_OF_SET[tiers] as Uint8Array;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < its.length; i++) {
      const tier = its[i] as number;
      const from = Math.max(dollars, floors[tier] as number);
      least = Math.min(least, (lines[2 * tier + 1] as number) * from + (lines[2 * tier] as number));
    }
    return least === Number.POSITIVE_INFINITY ? this.#none() : Math.max(0, Math.floor(least));
  }

  /** The least floors of each tier's sellers, in dollars. */
  #floorsOf(stops: number): readonly number[] {
    let floors = this.#floorsOfTiers[stops];
    if (floors === undefined) {
      floors = this.#leastDollars((seller) =>
        this.#wholeDollars(seller, this.#nonstops.lowestClass(seller), stops, 0),
      );
      this.#floorsOfTiers[stops] = floors;
    }
    return floors;
  }

  /** The least price of all who may fly, where each sells at these dollars or more. */
  leastOfSellers(dollarsOf: (seller: Index) => number): number {
    // A tier that has no wanted fare is no ticket that is left out: its dollars are infinite.
    return Math.min(
      ...this.#leastDollars(dollarsOf).map((its, tier) => this.leastOfTier(its, tier)),
    );
  }

  /** The least dollars of the sellers of each tier; infinite where none may fly or is wanted. */
  #leastDollars(dollarsOf: (seller: Index) => number): number[] {
    const { carrierTier } = this.#network;
    const dollars = TIERS.map(() => Number.POSITIVE_INFINITY);
    for (let seller = 0; seller < carrierTier.length; seller++) {
      const tier = carrierTier[seller] as number;
      const isSold = this.#lines.byTier[2 * tier] !== Number.POSITIVE_INFINITY;
      if (isSold && this.mayFly(seller))
        dollars[tier] = Math.min(dollars[tier] as number, dollarsOf(seller));
    }
    return dollars;
  }

  /** FARE-7, FARE-8 and FARE-11, from end to end. */
  #wholeDollars(carrier: Index, fareClass: number, stops: number, detour: number): number {
    const { fares, origin, destination, miles } = this.#query;
    const factor = this.#connectionBy(carrier, origin, destination, miles, stops, detour);
    return Math.max(
      throughDollars(fares, carrier, fareClass, origin, destination, miles, factor),
      this.#besideNonstop(carrier, stops),
    );
  }

  /** FARE-11 */
  #besideNonstop(carrier: Index, stops: number): number {
    const { fares, origin, destination } = this.#query;
    const { cheapest } = this.#nonstops;
    return leastBesideNonstop(fares, carrier, origin, destination, stops, cheapest);
  }

  /** What one adult pays for flights on one ticket. `through` as `sliceDollars` takes it. */
  dollars(
    legs: readonly Leg[],
    through: (from: number, to: number, fareClass: number) => number,
  ): number {
    return sliceDollars(legs, through);
  }

  /**
   * A lower bound of the price of this seller's tickets at `dollars` dollars or more, when these
   * are a sum.
   */
  leastPrice(seller: Index, dollars: number): number {
    return dollars === Number.POSITIVE_INFINITY
      ? dollars
      : this.price(seller, SUM_ROUNDING * dollars);
  }

  price(seller: Index, dollars: number): number {
    const price = this.#query.price(seller, dollars);
    if (price === Number.POSITIVE_INFINITY && this.isWanted) this.#isCut = true;
    return price;
  }
}
