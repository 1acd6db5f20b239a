/**
 * Which flights of a chain of markets one may catch, where the limits of a search are about waits:
 * few, and of most chains none, which is found out before they are priced or searched.
 *
 * CATCH-1 What is left out cannot be caught from any of the flights before it, within the minimum
 *   connecting time and the longest wait (WAITS-1).
 */
import { CONNECTION_KINDS, connectionKind } from "../../flights/itineraries/minimum-connection.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { Zone } from "../../flights/timetable/zones.ts";
import type { Bounds } from "./bounds.ts";
import { arrivalsOf, firstLeaving, type Leg, type Legs } from "./legs.ts";
import { ALL_HOURS, type Network } from "./network.ts";
import type { EndFlights } from "./slice-ends.ts";
import type { Waits } from "./waits.ts";

/** Clocks skip no more, and a flight that is listed for what they skip leaves so much later. */
const SKIPPED_MINUTES_MAX = 120;

type FirstLegs = Pick<EndFlights, "legs" | "market">;

/** Flights of one market that one may have taken. */
export class TakenLegs {
  readonly legs: readonly Leg[];
  readonly market: Index;
  /** By when one must leave after each of them (`Waits.latest`): asked for again and again. */
  latest: Float64Array | undefined;
  /**
   * The offset of the airport's clock as long as one may wait there; undefined where it changes.
   * Made with `latest`.
   */
  offset: number | undefined;

  constructor(legs: readonly Leg[], market: Index) {
    this.legs = legs;
    this.market = market;
  }
}

export class CatchableLegs {
  readonly #network: Network;
  readonly #legs: Legs;
  readonly #bounds: Pick<Bounds, "minimumBetween">;
  readonly #waits: Waits;
  /** First flights, keyed by market. */
  readonly #firsts = new Map<Index, TakenLegs>();
  /** Second flights after all first ones of a market: many chains begin with the same two. */
  readonly #seconds = new Map<number, TakenLegs>();

  constructor(network: Network, legs: Legs, bounds: Pick<Bounds, "minimumBetween">, waits: Waits) {
    this.#network = network;
    this.#legs = legs;
    this.#bounds = bounds;
    this.#waits = waits;
  }

  /** The first flights of a slice on a market, the same ones each time. */
  first({ market, legs }: FirstLegs): TakenLegs {
    let first = this.#firsts.get(market);
    if (first === undefined) {
      first = new TakenLegs(legs, market);
      this.#firsts.set(market, first);
    }
    return first;
  }

  /** The flights of the last of these markets that may be caught, from the first ones on. */
  along(first: FirstLegs, markets: readonly Index[]): TakenLegs {
    let before = this.first(first);
    for (let at = 1; at < markets.length && before.legs.length > 0; at++)
      before = this.next(before, markets[at] as Index, at);
    return before;
  }

  /** The flights of market `at` of a chain that may be caught from those of the one before it. */
  next(before: TakenLegs, market: Index, at: number): TakenLegs {
    return at === 1 ? this.#second(before, market) : this.after(before, market);
  }

  /** The flights of a market that may be caught from one of those of the market before it. */
  after(before: TakenLegs, market: Index): TakenLegs {
    const minimum = this.#bounds.minimumBetween(before.market, market);
    const latest = this.#latest(before);
    const { legs } = before;
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < legs.length; i++) {
      const earliest = (legs[i] as Leg).arrivalUtc + minimum;
      if (earliest > (latest[i] as number)) continue;
      from = Math.min(from, earliest);
      to = Math.max(to, latest[i] as number);
    }
    const caught: Leg[] = [];
    if (from > to) return new TakenLegs(caught, market);
    const choices = this.#legs.between(market, from, to);
    // Two that leave one after the other are mostly caught from the same one.
    let first = 0;
    for (let at = firstLeaving(choices, from); at < choices.length; at++) {
      const leg = choices[at] as Leg;
      if (leg.departureUtc > to) break;
      const caughtFrom = caughtAfter(legs, latest, first, leg.departureUtc, minimum);
      if (caughtFrom === -1) continue;
      first = caughtFrom;
      caught.push(leg);
    }
    return new TakenLegs(caught, market);
  }

  /** Whether one of these last flights of a chain, sorted by departure, may be caught. */
  mayCatch(before: TakenLegs, market: Index, choices: readonly Leg[]): boolean {
    const minimum = this.#bounds.minimumBetween(before.market, market);
    const latest = this.#latest(before);
    for (let i = 0; i < before.legs.length; i++) {
      const { arrivalUtc } = before.legs[i] as Leg;
      const next = choices[firstLeaving(choices, arrivalUtc + minimum)];
      if (next !== undefined && next.departureUtc <= (latest[i] as number)) return true;
    }
    return false;
  }

  /**
   * The hours of the clock in which one may leave where these flights arrive, as in
   * `Network.marketHours`.
   */
  hoursAfter(before: TakenLegs): number {
    const { minimumConnections, marketDestination, marketInternational, timetable } = this.#network;
    const airport = marketDestination[before.market] as Index;
    const kind = CONNECTION_KINDS * airport;
    const abroad = marketInternational[before.market] as number;
    const minimum = Math.min(
      minimumConnections[kind + connectionKind(abroad, 0)] as number,
      minimumConnections[kind + connectionKind(abroad, 1)] as number,
    );
    const zone = timetable.zones[airport] as Zone;
    const latest = this.#latest(before);
    const known = before.offset;
    let hours = 0;
    for (let i = 0; i < before.legs.length && hours !== ALL_HOURS; i++) {
      const to = latest[i] as number;
      const from = (before.legs[i] as Leg).arrivalUtc + minimum;
      const offset = known ?? zone.offsetAt(to);
      if (known === undefined && zone.offsetAt(from - SKIPPED_MINUTES_MAX) !== offset)
        return ALL_HOURS;
      const last = Math.floor((to + offset) / 60);
      for (let hour = Math.floor((from + offset) / 60); hour <= last; hour++)
        hours |= 1 << (hour % 24);
    }
    return hours;
  }

  #second(first: TakenLegs, market: Index): TakenLegs {
    const key = first.market * this.#network.marketOrigin.length + market;
    let second = this.#seconds.get(key);
    if (second === undefined) {
      second = this.after(first, market);
      this.#seconds.set(key, second);
    }
    return second;
  }

  #latest(taken: TakenLegs): Float64Array {
    if (taken.latest !== undefined) return taken.latest;
    const { legs, market } = taken;
    const airport = this.#network.marketDestination[market] as Index;
    const latest = new Float64Array(legs.length);
    const { from, to } = arrivalsOf(legs);
    const waits = this.#waits;
    // Nearly always one offset holds for all of them: to ask each was most of the work.
    const offset =
      from <= to ? waits.offsetWithin(airport, from - SKIPPED_MINUTES_MAX, to) : undefined;
    for (let i = 0; i < legs.length; i++) {
      const { arrivalUtc } = legs[i] as Leg;
      latest[i] =
        offset === undefined
          ? waits.latest(airport, arrivalUtc)
          : waits.latestBy(arrivalUtc, offset);
    }
    taken.latest = latest;
    taken.offset = offset;
    return latest;
  }
}

/**
 * The index of one of the flights after which one may leave then, looked for from `first` on; -1
 * where there is none. `latest`: of each by when one must leave.
 */
function caughtAfter(
  legs: readonly Leg[],
  latest: Float64Array,
  first: number,
  departureUtc: number,
  minimum: number,
): number {
  for (let tried = 0, i = first; tried < legs.length; tried++) {
    if ((latest[i] as number) >= departureUtc)
      if ((legs[i] as Leg).arrivalUtc + minimum <= departureUtc) return i;
    i = i + 1 === legs.length ? 0 : i + 1;
  }
  return -1;
}
