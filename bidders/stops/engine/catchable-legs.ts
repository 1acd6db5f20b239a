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
import { firstLeaving, type Leg, type Legs } from "./legs.ts";
import { ALL_HOURS, type Network } from "./network.ts";
import type { Waits } from "./waits.ts";

/** Clocks skip no more, and a flight that is listed for what they skip leaves so much later. */
const SKIPPED_MINUTES_MAX = 120;

export class CatchableLegs {
  readonly #network: Network;
  readonly #legs: Legs;
  readonly #bounds: Pick<Bounds, "minimumBetween">;
  readonly #waits: Waits;

  constructor(network: Network, legs: Legs, bounds: Pick<Bounds, "minimumBetween">, waits: Waits) {
    this.#network = network;
    this.#legs = legs;
    this.#bounds = bounds;
    this.#waits = waits;
  }

  /**
   * The flights of market `to - 1` of a chain that may be caught, from those of market `from - 1`.
   */
  along(legs: readonly Leg[], markets: readonly Index[], from: number, to: number): readonly Leg[] {
    let before = legs;
    for (let i = from; i < to && before.length > 0; i++)
      before = this.after(before, markets[i - 1] as Index, markets[i] as Index);
    return before;
  }

  /** The flights of a market that may be caught from one of those of the market before it. */
  after(before: readonly Leg[], arriving: Index, market: Index): readonly Leg[] {
    const minimum = this.#bounds.minimumBetween(arriving, market);
    const airport = this.#network.marketOrigin[market] as Index;
    const latest = new Float64Array(before.length);
    let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < before.length; i++) {
      const { arrivalUtc } = before[i] as Leg;
      latest[i] = this.#waits.latest(airport, arrivalUtc);
      if (arrivalUtc + minimum > (latest[i] as number)) continue;
      from = Math.min(from, arrivalUtc + minimum);
      to = Math.max(to, latest[i] as number);
    }
    const caught: Leg[] = [];
    if (from > to) return caught;
    const choices = this.#legs.between(market, from, to);
    for (let at = firstLeaving(choices, from); at < choices.length; at++) {
      const leg = choices[at] as Leg;
      if (leg.departureUtc > to) break;
      for (let i = 0; i < before.length; i++) {
        if ((before[i] as Leg).arrivalUtc + minimum > leg.departureUtc) continue;
        if (leg.departureUtc > (latest[i] as number)) continue;
        caught.push(leg);
        break;
      }
    }
    return caught;
  }

  /** Whether one of these last flights of a chain, sorted by departure, may be caught. */
  mayCatch(before: readonly Leg[], markets: readonly Index[], choices: readonly Leg[]): boolean {
    const [arriving, market] = markets.slice(-2) as [Index, Index];
    const minimum = this.#bounds.minimumBetween(arriving, market);
    const airport = this.#network.marketOrigin[market] as Index;
    for (let i = 0; i < before.length; i++) {
      const { arrivalUtc } = before[i] as Leg;
      const next = choices[firstLeaving(choices, arrivalUtc + minimum)];
      if (next !== undefined && next.departureUtc <= this.#waits.latest(airport, arrivalUtc))
        return true;
    }
    return false;
  }

  /**
   * The hours of the clock in which one may leave where these flights arrive, as in
   * `Network.marketHours`.
   */
  hoursAfter(before: readonly Leg[], arriving: Index): number {
    const { minimumConnections, marketDestination, marketInternational, timetable } = this.#network;
    const airport = marketDestination[arriving] as Index;
    const kind = CONNECTION_KINDS * airport;
    const abroad = marketInternational[arriving] as number;
    const minimum = Math.min(
      minimumConnections[kind + connectionKind(abroad, 0)] as number,
      minimumConnections[kind + connectionKind(abroad, 1)] as number,
    );
    const zone = timetable.zones[airport] as Zone;
    let hours = 0;
    for (let i = 0; i < before.length && hours !== ALL_HOURS; i++) {
      const { arrivalUtc } = before[i] as Leg;
      const to = this.#waits.latest(airport, arrivalUtc);
      const from = arrivalUtc + minimum;
      const offset = zone.offsetAt(to);
      if (zone.offsetAt(from - SKIPPED_MINUTES_MAX) !== offset) return ALL_HOURS;
      const last = Math.floor((to + offset) / 60);
      for (let hour = Math.floor((from + offset) / 60); hour <= last; hour++)
        hours |= 1 << (hour % 24);
    }
    return hours;
  }
}
