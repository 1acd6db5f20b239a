/**
 * The whole chains of one pair of airports, whatever the day: found once for all days of a
 * calendar, the cheapest first by a bound that holds on each of its days, and no further than a day
 * has asked for.
 *
 * SHARED-1 Each chain that has an itinerary on one of the days is in the list. What one chain and
 *   all that follow it cost, on any of the days, is no less than `least` of the chain. The bound is
 *   that of BOUND-1 to BOUND-4 with the lowest of the days' fares, the lowest classes, and no
 *   non-stop flights: each of them lowers it (`throughDollars` of `fares/fare.ts`).
 * SHARED-2 Every fare is in proportion to what the date does to it (`dateFactor`). So a chain costs
 *   more on a day by as much as that is above the lowest of all days, by the region where this is
 *   least.
 *
 * Tests: `cheapest-search.property.test.ts`.
 */
import { CABINS } from "../../../proto/messages.ts";
import type { SliceFares } from "../../flights/fares/fare.ts";
import { lowestClass } from "../../flights/fares/mixed-cabins.ts";
import { Heap } from "../../flights/itineraries/heap.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import { AnyTicketsPrices } from "./any-tickets-prices.ts";
import { Bounds } from "./bounds.ts";
import type { ChainPlaces } from "./chain-places.ts";
import type { ChainQuery } from "./chain-search.ts";
import { LeastSums, regionsBetween } from "./least-sums.ts";
import { flownMiles, type Network } from "./network.ts";
import { OneTicketPrices } from "./one-ticket-prices.ts";
import { Prices, priceQuery, SUM_ROUNDING } from "./prices.ts";
import type { Reach } from "./rules.ts";
import { type EndFlights, NOT_FLOWN } from "./slice-ends.ts";
import { WholeCost } from "./whole-cost.ts";

/** One whole chain. */
export interface SharedChain {
  readonly markets: readonly Index[];
  /** In minor units of the search's currency: see SHARED-1. */
  readonly least: number;
  /**
   * Who may sell it, where no ticket of it costs less than its seller's floor of the day (FARE-10),
   * and what is flown; empty where that is not so.
   */
  readonly sellers: Uint16Array;
  readonly flownMiles: number;
}

/** Markets out of the origin, whole or not, for chains of so many flights. */
interface OpenChain {
  readonly markets: readonly Index[];
  readonly flights: number;
  readonly price: number;
}

const STEPS_A_CHECKPOINT = 32;

const NO_SELLERS = new Uint16Array(0);

/** Only the price counts. */
export const BY_PRICE = { valuePerHour: 0, penaltyPerStop: 0 };

export class SharedChains {
  readonly #network: Network;
  readonly #places: ChainPlaces;
  readonly #bounds: Bounds;
  readonly #prices: Prices;
  readonly #least: OneTicketPrices | AnyTicketsPrices;
  readonly #fares: SliceFares;
  readonly #regions: readonly number[];
  readonly #asked: number;
  readonly #priceMax: number;
  readonly #ends = new Map<Index, EndFlights>();
  readonly #queue = new Heap<OpenChain>((one, other) => one.price < other.price);
  readonly #found: SharedChain[] = [];

  /** Of `query.route` the day does not count; its fares are `leastFares` of all days. */
  constructor(
    network: Network,
    places: ChainPlaces,
    query: ChainQuery,
    { stopsMax, dividedMax }: { readonly stopsMax: number } & Pick<Reach, "dividedMax">,
  ) {
    const { route, selfTransfer, priceMax } = query;
    this.#network = network;
    this.#places = places;
    this.#fares = route.fares;
    this.#regions = regionsBetween(network, route);
    this.#asked = CABINS.indexOf(route.fares.cabin);
    this.#priceMax = priceMax ?? Number.POSITIVE_INFINITY;
    this.#prices = new Prices(network, priceQuery(query));
    const sums = new LeastSums(network, route);
    this.#least = selfTransfer
      ? new AnyTicketsPrices(network, this.#prices, sums)
      : new OneTicketPrices(network, places.area, this.#prices, { sums, dividedMax });
    const costs = new WholeCost(network.timetable, route.origin, route.destination, BY_PRICE);
    this.#bounds = new Bounds(network, places, this.#least, costs);
    this.#begin(route.origin, stopsMax);
  }

  /** How many chains are held: found, and not yet. */
  get size(): number {
    return this.#found.length + this.#queue.size;
  }

  /**
   * The chain at this place of the list; undefined where there are no more. Yields between steps.
   */
  *at(index: number): Generator<undefined, SharedChain | undefined> {
    for (let step = 1; this.#found.length <= index; step++) {
      const open = this.#queue.pop();
      if (open === undefined) return undefined;
      if (open.markets.length === open.flights)
        // What is left costs no less than what was taken before.
        this.#found.push({
          markets: open.markets,
          least: Math.max(open.price, this.#found.at(-1)?.least ?? open.price),
          sellers: this.#sellersOf(open.markets),
          flownMiles: flownMiles(this.#network, open.markets, 0, open.flights - 1),
        });
      else this.#extend(open);
      if (step % STEPS_A_CHECKPOINT === 0) yield;
    }
    return this.#found[index];
  }

  /**
   * What chains cost at least on one day, where they cost `least` or more on all (SHARED-2).
   */
  leastOn(day: SliceFares): (least: number) => number {
    const factor = dayFactor(this.#regions, this.#fares, day) * SUM_ROUNDING;
    return (least) => (factor <= 1 ? least : this.#prices.leastScaled(least, factor));
  }

  /** The same chains as those that `SliceEnds` begins with on each of the days, and `begin`. */
  #begin(origin: Index, stopsMax: number): void {
    const { marketsFrom, marketDestination, marketKm } = this.#network;
    const { area } = this.#places;
    const end = marketsFrom[origin + 1] as Index;
    for (let market = marketsFrom[origin] as Index; market < end; market++) {
      const via = marketDestination[market] as Index;
      if (via === area.destination || !area.mayTouch(via)) continue;
      const km = (marketKm[market] as number) + area.kmToDestination(via);
      if (area.isDetourToDestination(origin, km)) continue;
      if (this.#endOf(market).carriers.length === 0) continue;
      for (let stops = 1; stops <= stopsMax; stops++) this.#pushPrefix([market], stops + 1);
    }
  }

  #extend({ markets: known, flights }: OpenChain): void {
    const { marketDestination } = this.#network;
    const { lastMarket } = this.#places.area;
    const at = marketDestination[known.at(-1) as Index] as Index;
    const markets = [...known];
    const stops = flights - 1;
    if (known.length === stops) {
      markets.push(lastMarket[at] as Index);
      if (markets[stops] !== -1) this.#pushWhole(markets);
      return;
    }
    const onward = this.#places.onward(at, stops - known.length);
    for (let i = 0; i < onward.length; i++) {
      const market = onward[i] as Index;
      const via = marketDestination[market] as Index;
      if (this.#places.isSeen(known, via)) continue;
      markets[known.length] = market;
      if (known.length + 1 < stops) this.#pushPrefix(markets, flights);
      else {
        markets[known.length + 1] = lastMarket[via] as Index;
        this.#pushWhole(markets);
      }
    }
  }

  #pushPrefix(markets: readonly Index[], flights: number): void {
    if (this.#places.isDetour(markets, markets.length)) return;
    if (this.#places.cabins?.isTooLow(markets) === true) return;
    const { price } = this.#bounds.ofPrefix(this.#endOf(markets[0] as Index), markets, flights);
    this.#push(markets, flights, price);
  }

  #pushWhole(markets: readonly Index[]): void {
    const flights = markets.length;
    if (this.#places.cabins?.mayCarry(markets) === false) return;
    if (this.#places.isDetour(markets, flights) || this.#places.isDetour(markets, flights - 1))
      return;
    const [first, last] = [markets[0] as Index, markets[flights - 1] as Index];
    const { price } = this.#bounds.ofWhole(this.#endOf(first), markets, this.#endOf(last));
    this.#push(markets, flights, price);
  }

  #push(markets: readonly Index[], flights: number, price: number): void {
    if (price === Number.POSITIVE_INFINITY || price > this.#priceMax) return;
    this.#queue.push({ markets: [...markets], flights, price });
  }

  /** In economy: elsewhere flights in lower cabins lower the floor (FARE-12). */
  #sellersOf(markets: readonly Index[]): Uint16Array {
    if (this.#asked > 0 || !(this.#least instanceof OneTicketPrices)) return NO_SELLERS;
    const [first, last] = [markets[0] as Index, markets.at(-1) as Index];
    return this.#least.sellersOf(this.#endOf(first), markets, this.#endOf(last));
  }

  #endOf(market: Index): EndFlights {
    let end = this.#ends.get(market);
    if (end === undefined) {
      end = this.#anyDay(market);
      this.#ends.set(market, end);
    }
    return end;
  }

  /** The flights of a market at an end of the chain as they are at best, whatever the day. */
  #anyDay(market: Index): EndFlights {
    const { carrierTier, marketBlockMin, marketCarrierFrom, marketCarriers, marketCarrierCabins } =
      this.#network;
    const count = carrierTier.length;
    const classesIn = new Uint8Array((this.#asked + 1) * count).fill(NOT_FLOWN);
    const carriers: Index[] = [];
    let dollars = Number.POSITIVE_INFINITY;
    const end = marketCarrierFrom[market + 1] as number;
    for (let i = marketCarrierFrom[market] as number; i < end; i++) {
      const carrier = marketCarriers[i] as Index;
      if (!this.#prices.mayFly(carrier)) continue;
      let isFlown = false;
      for (let cabin = 0; cabin <= this.#asked; cabin++) {
        if (((marketCarrierCabins[i] as number) & (1 << cabin)) === 0) continue;
        const fareClass = lowestClass(cabin);
        classesIn[cabin * count + carrier] = fareClass;
        dollars = Math.min(dollars, this.#prices.alone(carrier, fareClass, market, cabin));
        isFlown = true;
      }
      if (isFlown) carriers.push(carrier);
    }
    return {
      market,
      legs: [],
      carriers: Uint16Array.from(carriers),
      classes: classesIn.subarray(this.#asked * count),
      classesIn,
      minutes: marketBlockMin[market] as number,
      dollars,
      arrivals: new Float64Array(0),
    };
  }
}

/**
 * How many times as high as `least` the fares of a day are at least, between any two airports that
 * the slice may touch: a fare is in proportion to the weekday's factor and the mean of both ends'
 * seasons.
 */
function dayFactor(regions: readonly number[], least: SliceFares, day: SliceFares): number {
  let season = Number.POSITIVE_INFINITY;
  for (const region of regions)
    season = Math.min(season, (day.seasons[region] as number) / (least.seasons[region] as number));
  return season === Number.POSITIVE_INFINITY ? 1 : (season * day.weekday) / least.weekday;
}

/** Fares no higher than those of any of these days, one or more, of one cabin and party. */
export function leastFares(days: readonly SliceFares[]): SliceFares {
  const first = days[0] as SliceFares;
  const seasons = first.seasons.slice();
  for (const day of days)
    for (let i = 0; i < seasons.length; i++)
      seasons[i] = Math.min(seasons[i] as number, day.seasons[i] as number);
  return { ...first, seasons, weekday: Math.min(...days.map(({ weekday }) => weekday)) };
}
