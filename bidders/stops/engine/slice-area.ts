/**
 * Where a slice may go: ENGINE-2 to ENGINE-4, and ENGINE-9 and ENGINE-15 of `rules.ts` as far as
 * they are about places.
 */
import { oneMarket } from "../../flights/itineraries/rights.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import { fliesAny, type Network } from "./network.ts";
import { flownKmMax } from "./rules.ts";
import { TicketPartners } from "./ticket-partners.ts";

export class SliceArea {
  readonly origin: Index;
  readonly destination: Index;
  readonly km: number;
  /**
   * Indexed by airport: its market to the destination, or -1. The origin's own is -1 too: that is
   * no connection. So is one that the limits of the search do not allow.
   */
  readonly lastMarket: Int32Array;
  /** Whether there is a non-stop flight, on whatever day. */
  readonly #nonstop: boolean;
  readonly #network: Network;
  /**
   * Indexed by airport, as far as asked for: the most kilometres from the origin to there, and from
   * there to the destination.
   */
  readonly #fromOriginMax: Float64Array;
  readonly #toDestinationMax: Float64Array;
  /** The country of the whole slice, where it is within one. */
  readonly #country: string | undefined;
  /** See SliceLimits. */
  readonly vias: Uint8Array | undefined;
  readonly #carriers: Uint8Array | undefined;
  /** Whether the search limits carriers, or airports of connections. */
  readonly isLimited: boolean;
  #partners: TicketPartners | undefined;

  /** `like`: that of the same ends with other limits. */
  constructor(
    network: Network,
    { origin, destination, limits }: Pick<Route, "origin" | "destination" | "limits">,
    like?: SliceArea,
  ) {
    const { timetable } = network;
    this.#network = network;
    this.isLimited = limits?.carriers !== undefined || limits?.vias !== undefined;
    this.vias = limits?.vias;
    this.#carriers = limits?.carriers;
    this.origin = origin;
    this.destination = destination;
    this.km = timetable.distanceKm(origin, destination);
    const { length } = timetable.airports;
    const unknown = () => new Float64Array(length).fill(Number.NaN);
    this.#fromOriginMax = like === undefined ? unknown() : like.#fromOriginMax;
    this.#toDestinationMax = like === undefined ? unknown() : like.#toDestinationMax;
    this.lastMarket = new Int32Array(length).fill(-1);
    let nonstop = false;
    for (
      let i = network.firstInto[destination] as number;
      i < (network.firstInto[destination + 1] as number);
      i++
    ) {
      const market = network.marketsInto[i] as Index;
      const from = network.marketOrigin[market] as Index;
      if (from === origin) nonstop = true;
      else if (!this.isLimited || (this.mayChange(from) && this.mayFly(market)))
        this.lastMarket[from] = market;
    }
    this.#nonstop = nonstop;
    const [home, abroad] = [origin, destination].map(
      (airport) => timetable.airports[airport]?.country,
    );
    this.#country = home === abroad ? home : undefined;
  }

  /** Made when it is first asked for: where tickets may be changed it is not. */
  get partners(): TicketPartners {
    this.#partners ??= new TicketPartners(this.#network, this.destination, this.#carriers);
    return this.#partners;
  }

  /** Whether the search allows a change of flights here (WITHIN-3). */
  mayChange(airport: Index): boolean {
    return this.vias === undefined || this.vias[airport] === 1;
  }

  /** Whether a carrier that the search allows flies the market (WITHIN-2). */
  mayFly(market: Index): boolean {
    return this.#carriers === undefined || fliesAny(this.#network, this.#carriers, market);
  }

  /** Whether an itinerary may change planes here (ENGINE-9, WITHIN-3). */
  mayTouch(airport: Index): boolean {
    if (!this.mayChange(airport)) return false;
    if (this.#country === undefined) return true;
    const country = this.#network.timetable.airports[airport]?.country as string;
    return country === this.#country || (!this.#nonstop && oneMarket(country, this.#country));
  }

  /**
   * Whether flying so far from the origin to an airport, or from one to the destination, is too far
   * (ENGINE-4).
   */
  isDetourFromOrigin(to: Index, km: number): boolean {
    let max = this.#fromOriginMax[to] as number;
    if (Number.isNaN(max)) {
      max = this.#kmMax(this.origin, to);
      this.#fromOriginMax[to] = max;
    }
    return km > max;
  }

  isDetourToDestination(from: Index, km: number): boolean {
    let max = this.#toDestinationMax[from] as number;
    if (Number.isNaN(max)) {
      max = this.#kmMax(from, this.destination);
      this.#toDestinationMax[from] = max;
    }
    return km > max;
  }

  /** Great circle. */
  kmToDestination(from: Index): number {
    return this.#network.timetable.distanceKm(from, this.destination);
  }

  /** Whether there is a non-stop flight is looked up last: mostly it makes no difference. */
  isDetour(from: Index, to: Index, km: number): boolean {
    const { timetable } = this.#network;
    const apart = timetable.distanceKm(from, to);
    if (km <= flownKmMax(apart, true)) return false;
    if (km > flownKmMax(apart, false)) return true;
    const [first, last] = timetable.market(from, to);
    return last > first;
  }

  #kmMax(from: Index, to: Index): number {
    const { timetable } = this.#network;
    const [first, last] = timetable.market(from, to);
    return flownKmMax(timetable.distanceKm(from, to), last > first);
  }
}
