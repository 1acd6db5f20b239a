/**
 * What chains of markets cost at least where a search limits the hours of arrival (WITHIN-1): their
 * flights may arrive early, and the window opens late. So first flights are followed one by one,
 * by the hours in which the markets after them have flights, and wait for the window at the end.
 * Hours are compared because they are at hand: to read the flights themselves costs more than the
 * chains that it leaves out.
 *
 * HOURS-1 No itinerary that begins with a first flight and goes on by these markets leaves the
 *   last of them earlier, or is at its end earlier, than `#follow` says. Where clocks change
 *   meanwhile, it is not said to wait.
 *
 * Tests: `windowed-bounds.property.test.ts`, `test/properties/connections-limits.test.ts`.
 */
import type { Route } from "../../flights/itineraries/route.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { Zone } from "../../flights/timetable/zones.ts";
import { ArrivalClock } from "./arrival-clock.ts";
import type { Bound, Bounds } from "./bounds.ts";
import { firstLeaving, type Leg } from "./legs.ts";
import { ALL_HOURS, type Network } from "./network.ts";
import type { EndFlights } from "./slice-ends.ts";
import type { WholeCost } from "./whole-cost.ts";

/** Clocks skip no more, and a flight that is listed for what they skip leaves so much later. */
const SKIPPED_MINUTES_MAX = 120;
const HOURS_PER_DAY = 24;

type FirstFlights = Pick<EndFlights, "legs" | "minutes">;

export class WindowedBounds {
  readonly #network: Network;
  readonly #bounds: Pick<Bounds, "minimumBetween">;
  readonly #costs: Pick<WholeCost, "atLeast">;
  readonly #clock: ArrivalClock;
  readonly #layoverMinutesMax: number;
  /** Indexed by first flight, of the chain that is bounded: when one is where it has led so far. */
  #arrivals = new Float64Array(0);

  /** `layoverMinutesMax`: no wait is longer. */
  constructor(
    network: Network,
    bounds: Pick<Bounds, "minimumBetween">,
    costs: Pick<WholeCost, "atLeast">,
    clock: ArrivalClock,
    layoverMinutesMax: number,
  ) {
    this.#network = network;
    this.#bounds = bounds;
    this.#costs = costs;
    this.#clock = clock;
    this.#layoverMinutesMax = layoverMinutesMax;
  }

  /**
   * The bound of a prefix, of so many stops in the end. Undefined where nothing of it arrives
   * within the window and by `limits`, indexed by first flight; these absent: by the window alone.
   */
  ofPrefix(
    first: FirstFlights,
    markets: readonly Index[],
    bound: Bound,
    stops: number,
    limits?: Float64Array,
  ): Bound | undefined {
    const onward = bound.minutes - first.minutes - this.#follow(first, markets, markets.length);
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < first.legs.length; i++) {
      const arrivalUtc = this.#clock.earliest((this.#arrivals[i] as number) + onward);
      if (limits !== undefined && arrivalUtc > (limits[i] as number)) continue;
      least = Math.min(least, arrivalUtc - (first.legs[i] as Leg).departureUtc);
    }
    return this.#longer(bound, least, stops);
  }

  /** The same of a whole chain, by the flights that the limits of the search leave at its end. */
  ofWhole(
    first: FirstFlights,
    markets: readonly Index[],
    last: EndFlights,
    bound: Bound,
    limits: Float64Array,
  ): Bound | undefined {
    const stops = markets.length - 1;
    const followed = this.#follow(first, markets, stops);
    const onward = bound.minutes - first.minutes - last.minutes - followed;
    let least = Number.POSITIVE_INFINITY;
    for (let i = 0; i < first.legs.length; i++) {
      const next = firstLeaving(last.legs, (this.#arrivals[i] as number) + onward);
      const arrivalUtc = last.arrivals[next] as number;
      if (next === last.legs.length || arrivalUtc > (limits[i] as number)) continue;
      least = Math.min(least, arrivalUtc - (first.legs[i] as Leg).departureUtc);
    }
    return this.#longer(bound, least, stops);
  }

  #longer(bound: Bound, minutes: number, stops: number): Bound | undefined {
    const { price } = bound;
    if (minutes === Number.POSITIVE_INFINITY) return undefined;
    return minutes <= bound.minutes
      ? bound
      : { price, minutes, cost: this.#costs.atLeast(price, minutes, stops) };
  }

  /**
   * Sets `#arrivals` to the earliest at the end of the first `count` markets (HOURS-1). Returns the
   * minutes that it takes from the first flight's arrival without any wait.
   */
  #follow({ legs }: FirstFlights, markets: readonly Index[], count: number): number {
    const { marketHours, marketBlockMin, marketOrigin, timetable } = this.#network;
    if (this.#arrivals.length < legs.length) this.#arrivals = new Float64Array(legs.length);
    const arrivals = this.#arrivals;
    for (let i = 0; i < legs.length; i++) arrivals[i] = (legs[i] as Leg).arrivalUtc;
    let followed = 0;
    for (let at = 1; at < count; at++) {
      const market = markets[at] as Index;
      const hours = marketHours[market] as number;
      const block = marketBlockMin[market] as number;
      const minimum = this.#bounds.minimumBetween(markets[at - 1] as Index, market);
      const zone = timetable.zones[marketOrigin[market] as Index] as Zone;
      for (let i = 0; i < legs.length; i++) {
        const arrivalUtc = arrivals[i] as number;
        if (arrivalUtc === Number.POSITIVE_INFINITY) continue;
        const leavesUtc = earliestWithin(zone, hours, arrivalUtc + minimum);
        // When the first flight arrives is known: it waits for no longer than one may.
        const isTooLong = at === 1 && leavesUtc - arrivalUtc > this.#layoverMinutesMax;
        arrivals[i] = isTooLong ? Number.POSITIVE_INFINITY : leavesUtc + block;
      }
      followed += minimum + block;
    }
    return followed;
  }
}

/** Undefined where no limit is about the hours of arrival. */
export function windowedOf(
  network: Network,
  { destination, limits }: Pick<Route, "destination" | "limits">,
  bounds: Pick<Bounds, "minimumBetween">,
  costs: Pick<WholeCost, "atLeast">,
  layoverMinutesMax: number,
): WindowedBounds | undefined {
  if (limits?.arrival === undefined) return undefined;
  const clock = new ArrivalClock(network.timetable.zones[destination] as Zone, limits.arrival);
  return new WindowedBounds(network, bounds, costs, clock, layoverMinutesMax);
}

/**
 * The first instant from this one on in one of these hours of the clock, as in
 * `Network.marketHours`.
 */
export function earliestWithin(zone: Zone, hours: number, utc: number): number {
  const offset = zone.offsetAt(utc);
  const sinceEpoch = Math.floor((utc + offset) / 60);
  const hour = ((sinceEpoch % HOURS_PER_DAY) + HOURS_PER_DAY) % HOURS_PER_DAY;
  if ((hours & (1 << hour)) !== 0) return utc;
  // The hours from this one on, as bits from 0.
  const onward = ((hours >>> hour) | (hours << (HOURS_PER_DAY - hour))) & ALL_HOURS;
  if (onward === 0) return utc;
  const wait = 31 - Math.clz32(onward & -onward);
  const earliest = 60 * (sinceEpoch + wait) - offset;
  return zone.offsetAt(earliest) === offset && zone.offsetAt(utc - SKIPPED_MINUTES_MAX) === offset
    ? earliest
    : utc;
}
