/**
 * The minutes from an arrival at each airport to one at the destination of a slice at least, by the
 * shortest flights of the markets and the minimum connecting times, whatever the day.
 *
 * Tests: `bounds.property.test.ts`.
 */
import { CONNECTION_KINDS, connectionKind } from "../../flights/itineraries/minimum-connection.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { CabinMarkets } from "./cabin-markets.ts";
import type { Network } from "./network.ts";
import type { SliceArea } from "./slice-area.ts";

export class MinutesToGo {
  readonly #network: Network;
  readonly #area: SliceArea;
  readonly #cabins: CabinMarkets | undefined;
  /**
   * [k][airport]: minutes from an arrival there to one at the destination with k flights; infinite
   * where there are none.
   */
  readonly #any: Float64Array[] = [];
  readonly #inCabin: Float64Array[] = [];

  /** `cabins`: in a search for another cabin than economy. */
  constructor(network: Network, area: SliceArea, cabins: CabinMarkets | undefined) {
    this.#network = network;
    this.#area = area;
    this.#cabins = cabins;
  }

  /** By this number of flights. Indexed by airport. */
  any(flights: number): Float64Array {
    let known = this.#any[flights];
    if (known === undefined) {
      known = this.#before(flights === 1 ? undefined : this.any(flights - 1), undefined);
      this.#any[flights] = known;
    }
    return known;
  }

  /** The same where one of the flights must be the longest one in the asked cabin (ENGINE-14). */
  inCabin(flights: number): Float64Array {
    let known = this.#inCabin[flights];
    if (known === undefined) {
      const [any, led] = flights === 1 ? [] : [this.any(flights - 1), this.inCabin(flights - 1)];
      known = this.#before(any, this.#cabins);
      if (led !== undefined) {
        const others = this.#before(led, undefined);
        for (let i = 0; i < known.length; i++)
          known[i] = Math.min(known[i] as number, others[i] as number);
      }
      this.#inCabin[flights] = known;
    }
    return known;
  }

  /**
   * The minutes from each airport with one flight more, followed by `onward`, or to the
   * destination; with a leading market among these, where they are given.
   */
  #before(onward: Float64Array | undefined, among: CabinMarkets | undefined): Float64Array {
    const { marketOrigin, marketBlockMin, firstInto, marketsInto } = this.#network;
    const minutes = new Float64Array(firstInto.length - 1).fill(Number.POSITIVE_INFINITY);
    const { destination, lastMarket, isLimited, vias } = this.#area;
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
        if (vias?.[from] === 0) continue;
        const all = this.#minimumBefore(from, market) + (marketBlockMin[market] as number) + rest;
        if (all >= (minutes[from] as number) || among?.isLeading(market) === false) continue;
        if (!isLimited || this.#area.mayFly(market)) minutes[from] = all;
      }
    }
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
