/**
 * Where the chains of markets of a slice may lead, whatever the day: what several days of one pair
 * of airports share.
 *
 * WAY-1 Where there is an itinerary with one stop or more, and at most so many, `hasWay` says so.
 *   Where it says that there is none, nothing else of the search is made.
 *
 * Tests: `chain-places.test.ts`, `bounds.property.test.ts`.
 */
import { CABINS } from "../../../proto/messages.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import { CabinMarkets } from "./cabin-markets.ts";
import type { OnlyFlights } from "./legs.ts";
import { MinutesToGo } from "./minutes-to-go.ts";
import type { Network } from "./network.ts";
import { FLIGHTS_MAX } from "./rules.ts";
import { SliceArea } from "./slice-area.ts";

type PlacesRoute = Pick<Route, "origin" | "destination" | "fares" | "limits">;

export class ChainPlaces {
  readonly area: SliceArea;
  /** Undefined in economy. */
  readonly cabins: CabinMarkets | undefined;
  readonly #network: Network;
  readonly #only: OnlyFlights | undefined;
  readonly #route: PlacesRoute;
  #all: ChainPlaces | undefined;
  readonly #minutes: MinutesToGo;
  readonly #onward = new Map<number, Uint32Array>();

  /** Of the route its day does not count. `like`: those of the same ends with other limits. */
  constructor(network: Network, route: PlacesRoute, only?: OnlyFlights, like?: ChainPlaces) {
    this.#network = network;
    this.#only = only;
    this.#route = route;
    this.area = new SliceArea(network, route, like?.area);
    const cabin = CABINS.indexOf(route.fares.cabin);
    this.cabins = cabin === 0 ? undefined : new CabinMarkets(network, this.area, cabin);
    this.#minutes = new MinutesToGo(network, this.area, this.cabins);
  }

  /** The same without the limits of the search. */
  get all(): ChainPlaces {
    if (!this.area.isLimited) return this;
    const { origin, destination, fares } = this.#route;
    this.#all ??= new ChainPlaces(this.#network, { origin, destination, fares }, this.#only, this);
    return this.#all;
  }

  /**
   * Whether there is any way with one stop or more, and at most so many: on whatever day, by
   * whatever flights, and whoever sells them (WAY-1).
   */
  hasWay(stopsMax: number): boolean {
    const { marketsFrom, marketDestination } = this.#network;
    const { origin, destination } = this.area;
    const end = marketsFrom[origin + 1] as number;
    for (let flights = 1; flights <= stopsMax; flights++) {
      const toGo = this.toGo(flights);
      for (let market = marketsFrom[origin] as number; market < end; market++) {
        const via = marketDestination[market] as Index;
        if (toGo[via] !== Number.POSITIVE_INFINITY && via !== destination && this.#mayBegin(market))
          return true;
      }
    }
    return false;
  }

  /** Whether the first flight may be of this market, by the limits of the search and ENGINE-9. */
  #mayBegin(market: Index): boolean {
    const { area } = this;
    return (
      area.mayTouch(this.#network.marketDestination[market] as Index) &&
      (!area.isLimited || area.mayFly(market))
    );
  }

  /** See MinutesToGo. */
  toGo(flights: number): Float64Array {
    return this.#minutes.any(flights);
  }

  toGoInCabin(flights: number): Float64Array {
    return this.#minutes.inCabin(flights);
  }

  /**
   * The markets from an airport to airports that are this number of flights from the destination.
   * The result is kept, because many chains lead to one airport.
   */
  onward(at: Index, flights: number): Uint32Array {
    const key = at * FLIGHTS_MAX + flights;
    const known = this.#onward.get(key);
    if (known !== undefined) return known;
    const { marketsFrom, marketDestination } = this.#network;
    const { origin, destination, lastMarket } = this.area;
    const toGo = this.toGo(flights);
    const found: Index[] = [];
    for (let market = marketsFrom[at] as Index; market < (marketsFrom[at + 1] as Index); market++) {
      const via = marketDestination[market] as Index;
      if (
        via !== origin &&
        via !== destination &&
        (flights === 1 ? lastMarket[via] !== -1 : toGo[via] !== Number.POSITIVE_INFINITY) &&
        this.area.mayTouch(via) &&
        this.#only?.markets.has(market) !== false &&
        (!this.area.isLimited || this.area.mayFly(market))
      )
        found.push(market);
    }
    const markets = Uint32Array.from(found);
    this.#onward.set(key, markets);
    return markets;
  }

  /** Whether markets out of the origin touch an airport on their way. */
  isSeen(markets: readonly Index[], airport: Index): boolean {
    const { marketDestination } = this.#network;
    for (let i = 0; i < markets.length; i++)
      if (marketDestination[markets[i] as Index] === airport) return true;
    return false;
  }

  /**
   * Whether the first `count` markets, or a part of them that ends with the last of these, are too
   * long (ENGINE-4).
   */
  isDetour(markets: readonly Index[], count: number): boolean {
    const { marketOrigin, marketDestination, marketKm } = this.#network;
    const to = marketDestination[markets[count - 1] as Index] as Index;
    let km = marketKm[markets[count - 1] as Index] as number;
    for (let i = count - 2; i >= 0; i--) {
      km += marketKm[markets[i] as Index] as number;
      const from = marketOrigin[markets[i] as Index] as Index;
      const tooLong =
        to === this.area.destination
          ? this.area.isDetourToDestination(from, km)
          : i === 0
            ? this.area.isDetourFromOrigin(to, km)
            : this.area.isDetour(from, to, km);
      if (tooLong) return true;
    }
    return false;
  }
}
