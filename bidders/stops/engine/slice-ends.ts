/**
 * The ends of a slice: the first flights out of its origin, and the last ones into its destination,
 * with what bounds need to know of them.
 */
import { CABINS } from "../../../proto/messages.ts";
import { onSale } from "../../flights/fares/fare.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import { mayArrive, mayLeave, type SliceLimits } from "../../flights/itineraries/slice-limits.ts";
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
  readonly layoverMinutesMax: number;
  /** The same without the limits of the search. */
  readonly unlimitedLayoverMinutesMax: number;
  /** No itinerary takes longer. */
  readonly minutesMax: number;
}

interface LastFlightWindow {
  readonly from: number;
  readonly to: number;
  /** The same without the limits of the search. */
  readonly toUnlimited: number;
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
  /** The limits of when last flights may arrive; undefined where there are none. */
  readonly #arrival: SliceLimits | undefined;
  /** Indexed by stops, as far as they were asked for. */
  readonly #rounds: EndsOfRound[] = [];
  #round: EndsOfRound = { stops: 1, lasts: new Map(), window: undefined };

  /** `firsts` and `legs`: the slice's, as `SliceParts` has them. */
  constructor(
    network: Network,
    area: SliceArea,
    { firsts, legs }: { readonly firsts: SliceEnds["firsts"]; readonly legs: Legs },
    query: SliceEndsQuery,
  ) {
    this.#network = network;
    this.#area = area;
    this.#legs = legs;
    this.#query = query;
    this.#asked = CABINS.indexOf(query.route.fares.cabin);
    this.firsts = firsts;
    const { limits } = query.route;
    this.#arrival = (limits?.arrival ?? limits?.arrivalDays) === undefined ? undefined : limits;
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
    const end = this.#leavingWithin(market, from, to, (leg) => this.#mayArrive(leg));
    lasts.set(via, end);
    return end;
  }

  /** The same without the limits of the search, where these are about the last flights. */
  unlimitedLast(via: Index): EndFlights | undefined {
    const { from, toUnlimited } = this.#window(via);
    const market = this.#area.lastMarket[via] as Index;
    return this.#leavingWithin(market, from, toUnlimited, () => true);
  }

  #leavingWithin(
    market: Index,
    from: number,
    to: number,
    isWanted: (leg: Leg) => boolean,
  ): EndFlights | undefined {
    if (from > to) return undefined;
    const legs = this.#legs
      .between(market, from, to)
      .filter((leg) => leg.departureUtc >= from && leg.departureUtc <= to && isWanted(leg));
    return legs.length > 0 ? endFlights(this.#network, market, legs, this.#asked) : undefined;
  }

  /** WITHIN-1 */
  #mayArrive(leg: Leg): boolean {
    if (this.#arrival === undefined) return true;
    const clock = this.#network.timetable.zones[this.#query.route.destination] as Zone;
    return mayArrive(this.#arrival, clock.toLocal(leg.arrivalUtc));
  }

  #window(via: Index): LastFlightWindow {
    if (this.#round.stops === 1) return this.#windowAfter([this.firsts.get(via) as EndFlights]);
    this.#round.window ??= this.#windowAfter(this.firsts.values());
    return this.#round.window;
  }

  #windowAfter(firsts: Iterable<EndFlights>): LastFlightWindow {
    const { layoverMinutesMax, unlimitedLayoverMinutesMax, minutesMax } = this.#query;
    const onwardMax = this.#onwardMinutesMax(layoverMinutesMax);
    const more = this.#onwardMinutesMax(unlimitedLayoverMinutesMax) - onwardMax;
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { legs } of firsts) {
      for (let i = 0; i < legs.length; i++) {
        const leg = legs[i] as Leg;
        from = Math.min(from, leg.arrivalUtc);
        to = Math.max(to, Math.min(leg.arrivalUtc + onwardMax, leg.departureUtc + minutesMax));
      }
    }
    return { from, to, toUnlimited: to + more };
  }

  /** The most minutes from the first arrival to the last departure. */
  #onwardMinutesMax(layoverMinutesMax: number): number {
    return this.#round.stops * layoverMinutesMax + (this.#round.stops - 1) * this.#network.blockMax;
  }
}

/**
 * The first flights of a slice, keyed by the airport that they lead to, and whether limits have
 * left out one of them. `asked`: the cabin's index in CABINS.
 */
export function firstFlights(
  network: Network,
  area: SliceArea,
  flights: Legs,
  { route, nowMs }: { readonly route: Route; readonly nowMs: number },
  asked: number,
): { readonly firsts: ReadonlyMap<Index, EndFlights>; readonly isCut: boolean } {
  const { marketsFrom, marketDestination, marketKm, timetable } = network;
  const { origin, destination, day, limits } = route;
  const clock = timetable.zones[origin] as Zone;
  const firsts = new Map<Index, EndFlights>();
  let isCut = false;
  for (
    let market = marketsFrom[origin] as Index;
    market < (marketsFrom[origin + 1] as Index);
    market++
  ) {
    const via = marketDestination[market] as Index;
    if (via === destination || !area.mayTouch(via)) continue;
    // Nothing is shorter than there and on to the destination in a straight line.
    if (
      area.isDetourToDestination(origin, (marketKm[market] as number) + area.kmToDestination(via))
    )
      continue;
    const onTime = flights
      .leavingOn(market, day)
      .filter(({ departureUtc }) => onSale(nowMs, departureUtc));
    // WITHIN-1
    const legs =
      limits?.departure === undefined
        ? onTime
        : onTime.filter(({ departureUtc }) => mayLeave(limits, clock.toLocal(departureUtc)));
    if (legs.length < onTime.length) isCut = true;
    if (legs.length > 0) firsts.set(via, endFlights(network, market, legs, asked));
  }
  return { firsts, isCut };
}
