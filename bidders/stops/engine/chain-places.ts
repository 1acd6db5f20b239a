/**
 * Where the chains of markets of a slice may lead, whatever the day: what several days of one pair
 * of airports share.
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

export class ChainPlaces {
  readonly area: SliceArea;
  /** Undefined in economy. */
  readonly cabins: CabinMarkets | undefined;
  readonly #network: Network;
  readonly #only: OnlyFlights | undefined;
  readonly #minutes: MinutesToGo;
  readonly #onward = new Map<number, Uint32Array>();

  /** Of the route its day does not count. */
  constructor(
    network: Network,
    { origin, destination, fares, limits }: Omit<Route, "day" | "miles">,
    only?: OnlyFlights,
  ) {
    this.#network = network;
    this.#only = only;
    this.area = new SliceArea(network, origin, destination, limits);
    const cabin = CABINS.indexOf(fares.cabin);
    this.cabins = cabin === 0 ? undefined : new CabinMarkets(network, this.area, cabin);
    this.#minutes = new MinutesToGo(network, this.area, this.cabins);
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
