/**
 * The least prices by BOUND-1 and BOUND-2 (`prices.ts`) where travellers may change tickets by
 * themselves: then any carriers may follow each other, and every part of an itinerary is bounded by
 * its cheapest one.
 */
import { INTERLINE_FACTOR } from "../../flights/fares/curves.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { ChainPrices } from "./bounds.ts";
import { LeastSeats } from "./least-seats.ts";
import type { LeastSums } from "./least-sums.ts";
import { fliesAll, flownMiles, type Network } from "./network.ts";
import { type Prices, SUM_ROUNDING } from "./prices.ts";
import { type EndFlights, NOT_FLOWN } from "./slice-ends.ts";

export class AnyTicketsPrices implements ChainPrices {
  readonly #network: Network;
  readonly #prices: Prices;
  readonly #sums: LeastSums;
  /** Undefined in economy: there all flights are in the asked cabin. */
  readonly #seats: LeastSeats | undefined;
  /** The least fares that are sums (BOUND-2) of every itinerary, indexed by stops. */
  readonly #leastSums: number[] = [];

  constructor(network: Network, prices: Prices, sums: LeastSums) {
    this.#network = network;
    this.#prices = prices;
    this.#sums = sums;
    this.#seats = prices.fares.cabin === "economy" ? undefined : new LeastSeats(network, prices);
  }

  ofPrefix(first: EndFlights, markets: readonly Index[], flights: number): number {
    let price = this.#leastSum(flights - 1);
    this.#seats?.begin(first, markets, undefined);
    for (const carrier of first.carriers) {
      if (!fliesAll(this.#network, carrier, markets, 1, markets.length)) continue;
      price = Math.min(
        price,
        this.#seats === undefined
          ? this.#prices.through(flights - 1, carrier, first.classes[carrier] as number).price
          : this.#prices.leastPrice(carrier, this.#seats.throughPrefix(carrier, flights)),
      );
    }
    return price;
  }

  ofWhole(first: EndFlights, markets: readonly Index[], last: EndFlights): number {
    this.#seats?.begin(first, markets, last);
    return Math.min(
      this.#leastThrough(first, markets, last),
      this.#leastApart(first, markets, last),
    );
  }

  /** BOUND-1: of one carrier that flies it all. */
  #leastThrough(first: EndFlights, markets: readonly Index[], last: EndFlights): number {
    const stops = markets.length - 1;
    const flown = flownMiles(this.#network, markets, 0, stops);
    let least = Number.POSITIVE_INFINITY;
    for (const carrier of first.carriers) {
      if (this.#seats?.isWholeOf(carrier) === false) {
        const dollars = this.#seats.through(0, markets.length, carrier);
        least = Math.min(least, this.#prices.leastPrice(carrier, dollars));
        continue;
      }
      const fareClass = Math.max(first.classes[carrier] as number, last.classes[carrier] as number);
      if (fareClass !== NOT_FLOWN && fliesAll(this.#network, carrier, markets, 1, stops)) {
        const quote = this.#prices.through(stops, carrier, fareClass, flown);
        least = Math.min(least, quote.price);
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
    return this.#prices.least(INTERLINE_FACTOR * SUM_ROUNDING * (least[flights] as number));
  }

  /**
   * The dollars of one carrier that flies the markets `from` to before `to`, in its lowest class;
   * infinite where there is none.
   */
  #partDollars(
    first: EndFlights,
    markets: readonly Index[],
    last: EndFlights,
    from: number,
    to: number,
  ): number {
    if (this.#seats !== undefined) return this.#leastSeats(this.#seats, markets, from, to);
    const end = markets.length;
    if (to - from === 1)
      return from === 0
        ? first.dollars
        : to === end
          ? last.dollars
          : this.#aloneDollars(markets[from] as Index);
    const { marketCarrierFrom, marketCarriers, marketOrigin, marketDestination } = this.#network;
    const [start, stop] = [
      marketOrigin[markets[from] as Index] as Index,
      marketDestination[markets[to - 1] as Index] as Index,
    ];
    const flown = flownMiles(this.#network, markets, from, to - 1);
    let least = Number.POSITIVE_INFINITY;
    const within = markets[from + 1] as Index;
    for (
      let i = marketCarrierFrom[within] as number;
      i < (marketCarrierFrom[within + 1] as number);
      i++
    ) {
      const carrier = marketCarriers[i] as Index;
      if (!this.#prices.mayFly(carrier)) continue;
      const lowest = from === 0 ? (first.classes[carrier] as number) : 0;
      const fareClass = to === end ? Math.max(lowest, last.classes[carrier] as number) : lowest;
      if (
        fareClass === NOT_FLOWN ||
        !fliesAll(this.#network, carrier, markets, Math.max(from, 1), Math.min(to, end - 1))
      )
        continue;
      const stops = to - from - 1;
      least = Math.min(least, this.#prices.run(carrier, fareClass, start, stop, stops, flown));
    }
    return least;
  }

  /** The same where flights may be in several cabins. */
  #leastSeats(seats: LeastSeats, markets: readonly Index[], from: number, to: number): number {
    const { marketCarrierFrom, marketCarriers } = this.#network;
    const market = markets[from] as Index;
    const end = marketCarrierFrom[market + 1] as number;
    let least = Number.POSITIVE_INFINITY;
    for (let i = marketCarrierFrom[market] as number; i < end; i++) {
      const carrier = marketCarriers[i] as Index;
      if (!this.#prices.mayFly(carrier)) continue;
      least = Math.min(
        least,
        to - from === 1 ? seats.alone(from, carrier) : seats.through(from, to, carrier),
      );
    }
    return least;
  }

  /** The cheapest fare of a flight alone, whatever the day. */
  #aloneDollars(market: Index): number {
    const { marketCarrierFrom, marketCarriers } = this.#network;
    let least = Number.POSITIVE_INFINITY;
    const end = marketCarrierFrom[market + 1] as number;
    for (let i = marketCarrierFrom[market] as number; i < end; i++)
      if (this.#prices.mayFly(marketCarriers[i] as Index))
        least = Math.min(least, this.#prices.alone(marketCarriers[i] as Index, 0, market));
    return least;
  }

  /** BOUND-2, for every itinerary: two fares or more, of any carriers. */
  #leastSum(stops: number): number {
    const known = this.#leastSums[stops];
    if (known !== undefined) return known;
    const dollars = this.#sums.ofAny(stops + 1);
    const least = this.#prices.least(INTERLINE_FACTOR * SUM_ROUNDING * dollars);
    this.#leastSums[stops] = least;
    return least;
  }
}
