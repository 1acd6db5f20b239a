/**
 * What the itineraries of a chain cost at least: the fares of BOUND-1 and BOUND-2 (`prices.ts`) in
 * the lowest classes that there are, the shortest flights, and the minimum connecting times. Only
 * the first flights and the last ones are read; of those in the middle, what the network knows of
 * their markets.
 */

import { cost } from "../../../common/money/money.ts";
import type { Objective } from "../../../proto/messages.ts";
import {
  averageDollars,
  cabinFactor,
  ceilingDollars,
  clamp,
  FLOOR_SHARE,
  INTERLINE_FACTOR,
  milesOf,
  stopsFactor,
} from "../../flights/fares/curves.ts";
import { classFactor, type FareDay, throughDollars } from "../../flights/fares/fare.ts";
import { CONNECTION_KINDS, connectionKind } from "../../flights/itineraries/minimum-connection.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import { fliesAll, type Network } from "./network.ts";
import type { Prices } from "./prices.ts";
import type { TripArea } from "./trip-area.ts";
import { type EndFlights, NOT_FLOWN } from "./trip-ends.ts";

/** For what sums of distances and dollars lose in floating point, some 1e-13 of them. */
const ROUNDING = 1 - 1e-9;
export interface Bound {
  readonly cost: number;
  readonly minutes: number;
  readonly price: number;
}

export class Bounds {
  readonly #network: Network;
  readonly #area: TripArea;
  readonly #prices: Prices;
  readonly #fares: FareDay;
  readonly #objective: Objective;
  /**
   * [k][airport]: minutes from an arrival there to one at the destination with k flights; infinite
   * where there are none.
   */
  readonly #toGo: Float64Array[] = [];
  /** By stops: of fares that are sums (BOUND-2), for every itinerary. */
  readonly #sums: number[] = [];

  constructor(
    network: Network,
    area: TripArea,
    prices: Prices,
    fares: FareDay,
    objective: Objective,
  ) {
    this.#network = network;
    this.#area = area;
    this.#prices = prices;
    this.#fares = fares;
    this.#objective = objective;
  }

  /**
   * Of all itineraries of so many flights that begin with these markets, with these first flights.
   */
  ofBeginning(first: EndFlights, markets: readonly Index[], flights: number): Bound {
    const { marketDestination, marketBlockMin } = this.#network;
    let minutes = first.minutes;
    for (let i = 1; i < markets.length; i++) {
      minutes +=
        this.minimumBetween(markets[i - 1] as Index, markets[i] as Index) +
        (marketBlockMin[markets[i] as Index] as number);
    }
    minutes += this.toGo(flights - markets.length)[
      marketDestination[markets.at(-1) as Index] as Index
    ] as number;
    let price = this.#leastSum(flights - 1);
    for (const carrier of first.carriers) {
      if (!fliesAll(this.#network, carrier, markets, 1, markets.length)) continue;
      price = Math.min(
        price,
        this.#prices.through(flights - 1, carrier, first.classes[carrier] as number).price,
      );
    }
    return { cost: this.#cost(price, minutes, flights - 1), minutes, price };
  }

  ofWhole(first: EndFlights, markets: readonly Index[], last: EndFlights): Bound {
    const { marketBlockMin } = this.#network;
    const stops = markets.length - 1;
    let minutes =
      first.minutes +
      last.minutes +
      this.minimumBetween(markets[stops - 1] as Index, markets[stops] as Index);
    for (let i = 1; i < stops; i++) {
      minutes +=
        this.minimumBetween(markets[i - 1] as Index, markets[i] as Index) +
        (marketBlockMin[markets[i] as Index] as number);
    }
    const price = Math.min(
      this.#leastThrough(first, markets, last),
      this.#leastApart(first, markets, last),
    );
    return { cost: this.#cost(price, minutes, stops), minutes, price };
  }

  /** BOUND-1: of one carrier that flies it all. */
  #leastThrough(first: EndFlights, markets: readonly Index[], last: EndFlights): number {
    const stops = markets.length - 1;
    let least = Number.POSITIVE_INFINITY;
    for (const carrier of first.carriers) {
      const fareClass = Math.max(first.classes[carrier] as number, last.classes[carrier] as number);
      if (fareClass !== NOT_FLOWN && fliesAll(this.#network, carrier, markets, 1, stops)) {
        least = Math.min(least, this.#prices.through(stops, carrier, fareClass).price);
      }
    }
    return least;
  }

  /**
   * BOUND-2: of all others, the cheapest sum of fares over parts of the itinerary, each of one
   * carrier.
   */
  #leastApart(first: EndFlights, markets: readonly Index[], last: EndFlights): number {
    const flights = markets.length;
    // least[k]: dollars for all before market k.
    const least = [0];
    for (let to = 1; to <= flights; to++) {
      let min = Number.POSITIVE_INFINITY;
      for (let from = to - 1; from >= 0; from--) {
        if (to - from < flights)
          min = Math.min(
            min,
            (least[from] as number) + this.#partDollars(first, markets, last, from, to),
          );
      }
      least.push(min);
    }
    return this.#prices.least(INTERLINE_FACTOR * ROUNDING * (least[flights] as number));
  }

  /**
   * Of one carrier that flies the markets `from` to before `to`, in its lowest class; infinite
   * where there is none.
   */
  #partDollars(
    first: EndFlights,
    markets: readonly Index[],
    last: EndFlights,
    from: number,
    to: number,
  ): number {
    const end = markets.length;
    if (to - from === 1)
      return from === 0
        ? first.dollars
        : to === end
          ? last.dollars
          : this.#aloneDollars(markets[from] as Index);
    const {
      marketCarrierFrom,
      marketCarriers,
      marketOrigin,
      marketDestination,
      carrierKind,
      timetable,
    } = this.#network;
    const [start, stop] = [
      marketOrigin[markets[from] as Index] as Index,
      marketDestination[markets[to - 1] as Index] as Index,
    ];
    let miles = Number.NaN;
    let least = Number.POSITIVE_INFINITY;
    const within = markets[from + 1] as Index;
    for (
      let i = marketCarrierFrom[within] as number;
      i < (marketCarrierFrom[within + 1] as number);
      i++
    ) {
      const carrier = marketCarriers[i] as Index;
      const lowest = from === 0 ? (first.classes[carrier] as number) : 0;
      const fareClass = to === end ? Math.max(lowest, last.classes[carrier] as number) : lowest;
      if (
        fareClass === NOT_FLOWN ||
        !fliesAll(this.#network, carrier, markets, Math.max(from, 1), Math.min(to, end - 1))
      )
        continue;
      if (Number.isNaN(miles)) miles = milesOf(timetable.distanceKm(start, stop));
      least = Math.min(
        least,
        throughDollars(
          this.#fares,
          carrierKind[carrier] as number,
          fareClass,
          miles,
          to - from - 1,
        ),
      );
    }
    return least;
  }

  /** The cheapest fare of a flight alone, whatever the day. */
  #aloneDollars(market: Index): number {
    const { marketCarrierFrom, marketCarriers, marketKm, carrierKind } = this.#network;
    let kind = Number.POSITIVE_INFINITY;
    for (
      let i = marketCarrierFrom[market] as number;
      i < (marketCarrierFrom[market + 1] as number);
      i++
    ) {
      kind = Math.min(kind, carrierKind[marketCarriers[i] as Index] as number);
    }
    return throughDollars(this.#fares, kind, 0, milesOf(marketKm[market] as number), 0);
  }

  /**
   * BOUND-2, for every itinerary: p >= 2 fares over x1 + ... + xp >= d miles. Each is, before its
   * cabin, a share of average(x) within the model's bounds, and no smaller than the share that the
   * cheapest kind of carrier, the cheapest class and the largest discount for all connections but
   * one come to within the same bounds. The average is a line that starts above zero, so
   * average(x1) + ... + average(xp) >= average(0) + average(d), and a cabin's factor never falls
   * with the miles.
   */
  #leastSum(stops: number): number {
    const known = this.#sums[stops];
    if (known !== undefined) return known;
    const { carrierKind } = this.#network;
    const kind = carrierKind.reduce((min, one) => Math.min(min, one), Number.POSITIVE_INFINITY);
    let discount = 1;
    for (let i = 0; i < stops; i++)
      discount = Math.min(discount, stopsFactor(i, Number.POSITIVE_INFINITY));
    const share = clamp(
      kind * this.#fares.factor * classFactor(0) * discount,
      FLOOR_SHARE,
      ceilingDollars(0) / averageDollars(0),
    );
    const miles = milesOf(this.#area.km);
    const dollars =
      share * cabinFactor(this.#fares.cabin, 0) * (averageDollars(0) + averageDollars(miles));
    const least = this.#prices.least(INTERLINE_FACTOR * ROUNDING * dollars);
    this.#sums[stops] = least;
    return least;
  }

  #cost(price: number, minutes: number, stops: number): number {
    return price === Number.POSITIVE_INFINITY || minutes === Number.POSITIVE_INFINITY
      ? Number.POSITIVE_INFINITY
      : cost(price, minutes, stops, this.#objective);
  }

  minimumBetween(arriving: Index, leaving: Index): number {
    const { marketInternational, marketOrigin, minimumConnections } = this.#network;
    const kind = connectionKind(
      marketInternational[arriving] as number,
      marketInternational[leaving] as number,
    );
    return minimumConnections[CONNECTION_KINDS * (marketOrigin[leaving] as Index) + kind] as number;
  }

  /**
   * By airport: minutes from an arrival there to one at the destination with so many flights,
   * minimum connecting times included.
   */
  toGo(flights: number): Float64Array {
    const known = this.#toGo[flights];
    if (known !== undefined) return known;
    const { marketOrigin, marketBlockMin, firstInto, marketsInto } = this.#network;
    const minutes = new Float64Array(firstInto.length - 1).fill(Number.POSITIVE_INFINITY);
    const { destination, lastMarket } = this.#area;
    const onward = flights === 1 ? undefined : this.toGo(flights - 1);
    for (let airport = 0; airport < minutes.length; airport++) {
      const rest =
        onward === undefined
          ? airport === destination
            ? 0
            : Number.POSITIVE_INFINITY
          : (onward[airport] as number);
      if (rest === Number.POSITIVE_INFINITY) continue;
      for (let i = firstInto[airport] as number; i < (firstInto[airport + 1] as number); i++) {
        const market = marketsInto[i] as Index;
        const from = marketOrigin[market] as Index;
        if (onward === undefined && lastMarket[from] !== market) continue;
        const all = this.#minimumBefore(from, market) + (marketBlockMin[market] as number) + rest;
        if (all < (minutes[from] as number)) minutes[from] = all;
      }
    }
    this.#toGo[flights] = minutes;
    return minutes;
  }

  /** The least connecting time before a flight, from wherever one arrives. */
  #minimumBefore(airport: Index, leaving: Index): number {
    const { marketInternational, minimumConnections } = this.#network;
    const abroad = marketInternational[leaving] as number;
    return Math.min(
      minimumConnections[CONNECTION_KINDS * airport + connectionKind(0, abroad)] as number,
      minimumConnections[CONNECTION_KINDS * airport + connectionKind(1, abroad)] as number,
    );
  }
}
