/**
 * The ends of a slice: the first flights out of its origin, and the last ones into its destination,
 * with what bounds need to know of them.
 */
import { CABINS } from "../../../proto/messages.ts";
import { onSale } from "../../flights/fares/fare.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import { mayArrive, mayLeave } from "../../flights/itineraries/slice-limits.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { Zone } from "../../flights/timetable/zones.ts";
import type { Leg, Legs } from "./legs.ts";
import type { Network } from "./network.ts";
import type { SliceArea } from "./slice-area.ts";

/** The value in `EndFlights.classes` of a carrier that does not fly it. */
export const NOT_FLOWN = 255;

/** The first flights of a slice to one airport, or the last ones from it. */
export interface EndFlights {
  readonly market: Index;
  readonly legs: readonly Leg[];
  readonly carriers: Uint16Array;
  /** Indexed by carrier: the lowest class of its flights in the asked cabin, or NOT_FLOWN. */
  readonly classes: Uint8Array;
  /** The same in each cabin up to the asked one, at `cabin * carriers + carrier`. */
  readonly classesIn: Uint8Array;
  /** The shortest of them, and the cheapest fare of one alone. */
  readonly minutes: number;
  readonly dollars: number;
  /** The earliest arrival of a flight and all that leave after it. */
  readonly arrivals: Float64Array;
}

/** `asked`: the cabin's index in CABINS. */
export function endFlights(
  network: Network,
  market: Index,
  legs: readonly Leg[],
  asked: number,
): EndFlights {
  const count = network.carrierTier.length;
  const classesIn = new Uint8Array((asked + 1) * count).fill(NOT_FLOWN);
  const carriers: Index[] = [];
  let [minutes, dollars] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let i = 0; i < legs.length; i++) {
    const leg = legs[i] as Leg;
    let isNew = true;
    for (let one = leg.carrier; one < classesIn.length; one += count)
      if (classesIn[one] !== NOT_FLOWN) isNew = false;
    if (isNew) carriers.push(leg.carrier);
    const at = leg.cabin * count + leg.carrier;
    if (leg.fareClass < (classesIn[at] as number)) classesIn[at] = leg.fareClass;
    minutes = Math.min(minutes, leg.arrivalUtc - leg.departureUtc);
    dollars = Math.min(dollars, leg.dollars);
  }
  const arrivals = new Float64Array(legs.length);
  let earliest = Number.POSITIVE_INFINITY;
  for (let i = legs.length - 1; i >= 0; i--) {
    earliest = Math.min(earliest, (legs[i] as Leg).arrivalUtc);
    arrivals[i] = earliest;
  }
  return {
    market,
    legs,
    carriers: Uint16Array.from(carriers),
    classes: asked === 0 ? classesIn : classesIn.subarray(asked * count),
    classesIn,
    minutes,
    dollars,
    arrivals,
  };
}

interface SliceEndsQuery {
  readonly route: Route;
  readonly nowMs: number;
  readonly layoverMinutesMax: number;
  /** No itinerary takes longer. */
  readonly minutesMax: number;
}

interface LastFlightWindow {
  readonly from: number;
  readonly to: number;
}

interface EndsOfRound {
  readonly stops: number;
  /**
   * Keyed by the airport that they leave, as far as asked for: undefined where none of them can be
   * reached in time.
   */
  readonly lasts: Map<Index, EndFlights | undefined>;
  /** When last flights may leave, whatever the airport. */
  window: LastFlightWindow | undefined;
}

export class SliceEnds {
  /** Keyed by the airport that they lead to. */
  readonly firsts: ReadonlyMap<Index, EndFlights>;
  readonly #network: Network;
  readonly #area: SliceArea;
  readonly #legs: Legs;
  readonly #query: SliceEndsQuery;
  readonly #asked: number;
  /** Indexed by stops, as far as they were asked for. */
  readonly #rounds: EndsOfRound[] = [];
  #round: EndsOfRound = { stops: 1, lasts: new Map(), window: undefined };

  constructor(network: Network, area: SliceArea, legs: Legs, query: SliceEndsQuery) {
    this.#network = network;
    this.#area = area;
    this.#legs = legs;
    this.#query = query;
    this.#asked = CABINS.indexOf(query.route.fares.cabin);
    this.firsts = this.#findFirsts();
  }

  /** Begins the round in which `last` is for itineraries with `stops` stops. */
  beginRound(stops: number): void {
    this.#round = this.#rounds[stops] ??= { stops, lasts: new Map(), window: undefined };
  }

  /**
   * The last flights from an airport, from the earliest that one may reach it to the latest that
   * one may wait for.
   */
  last(via: Index): EndFlights | undefined {
    const { lasts } = this.#round;
    if (lasts.has(via)) return lasts.get(via);
    const market = this.#area.lastMarket[via] as Index;
    const { from, to } = this.#window(via);
    const legs =
      from <= to
        ? this.#legs
            .between(market, from, to)
            .filter(
              (leg) => leg.departureUtc >= from && leg.departureUtc <= to && this.#mayArrive(leg),
            )
        : [];
    const end = legs.length > 0 ? endFlights(this.#network, market, legs, this.#asked) : undefined;
    lasts.set(via, end);
    return end;
  }

  /** WITHIN-1 */
  #mayLeave(leg: Leg): boolean {
    const { limits, origin } = this.#query.route;
    return limits === undefined || mayLeave(limits, this.#clock(origin).toLocal(leg.departureUtc));
  }

  #mayArrive(leg: Leg): boolean {
    const { limits, destination } = this.#query.route;
    return (
      limits === undefined || mayArrive(limits, this.#clock(destination).toLocal(leg.arrivalUtc))
    );
  }

  #clock(airport: Index): Zone {
    return this.#network.timetable.zones[airport] as Zone;
  }

  #window(via: Index): LastFlightWindow {
    if (this.#round.stops === 1) return this.#windowAfter([this.firsts.get(via) as EndFlights]);
    this.#round.window ??= this.#windowAfter(this.firsts.values());
    return this.#round.window;
  }

  #windowAfter(firsts: Iterable<EndFlights>): LastFlightWindow {
    const { layoverMinutesMax, minutesMax } = this.#query;
    const onwardMax = this.#onwardMinutesMax(layoverMinutesMax);
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { legs } of firsts) {
      for (let i = 0; i < legs.length; i++) {
        const leg = legs[i] as Leg;
        from = Math.min(from, leg.arrivalUtc);
        to = Math.max(to, Math.min(leg.arrivalUtc + onwardMax, leg.departureUtc + minutesMax));
      }
    }
    return { from, to };
  }

  /** The most minutes from the first arrival to the last departure. */
  #onwardMinutesMax(layoverMinutesMax: number): number {
    return this.#round.stops * layoverMinutesMax + (this.#round.stops - 1) * this.#network.blockMax;
  }

  #findFirsts(): Map<Index, EndFlights> {
    const { marketsFrom, marketDestination, marketKm } = this.#network;
    const { route, nowMs } = this.#query;
    const firsts = new Map<Index, EndFlights>();
    for (
      let market = marketsFrom[route.origin] as Index;
      market < (marketsFrom[route.origin + 1] as Index);
      market++
    ) {
      const via = marketDestination[market] as Index;
      if (via === route.destination || !this.#area.mayTouch(via)) continue;
      // Nothing is shorter than there and on to the destination in a straight line.
      if (
        this.#area.isDetourToDestination(
          route.origin,
          (marketKm[market] as number) + this.#area.kmToDestination(via),
        )
      )
        continue;
      const legs = this.#legs
        .leavingOn(market, route.day)
        .filter((leg) => onSale(nowMs, leg.departureUtc) && this.#mayLeave(leg));
      if (legs.length > 0) firsts.set(via, endFlights(this.#network, market, legs, this.#asked));
    }
    return firsts;
  }
}
