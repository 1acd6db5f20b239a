/**
 * How long one may wait for the next flight, where limits of a search are about that (WITHIN-4).
 *
 * WAITS-1 A flight that leaves after `latest` breaks a limit, or the wait is longer than any may be
 *   (ENGINE-1). What leaves by then keeps the limits, unless clocks change meanwhile: limits go by
 *   the airport's clock. Then `latest` is the end of the longest wait, and `isWithin` is asked too.
 */
import { MINUTES_PER_DAY } from "../../../proto/local-time.ts";
import { mayWait, type SliceLimits } from "../../flights/itineraries/slice-limits.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { Zone } from "../../flights/timetable/zones.ts";

/** Clocks are turned back by no more, except for those that cross the date line. */
const CLOCK_CHANGE_MINUTES_MAX = 120;

export class Waits {
  /** No wait is longer, whatever the airport. */
  readonly minutesMax: number;
  readonly #limits: SliceLimits;
  readonly #zones: readonly Zone[];
  readonly #layoverMinutesMax: number;

  /** `layoverMinutesMax`: without limits. */
  constructor(zones: readonly Zone[], limits: SliceLimits, layoverMinutesMax: number) {
    this.#zones = zones;
    this.#limits = limits;
    this.#layoverMinutesMax = layoverMinutesMax;
    this.minutesMax = Math.min(
      layoverMinutesMax,
      limits.layoverMinutesMax + CLOCK_CHANGE_MINUTES_MAX,
    );
  }

  /**
   * The airport's offset from UTC between two instants and as long after the second as one may
   * wait; undefined where clocks change meanwhile.
   */
  offsetWithin(airport: Index, fromUtc: number, toUtc: number): number | undefined {
    const zone = this.#zones[airport] as Zone;
    const offset = zone.offsetAt(fromUtc);
    return zone.offsetAt(toUtc + this.minutesMax) === offset ? offset : undefined;
  }

  /** The last instant at which one may leave an airport where one arrives then. */
  latest(airport: Index, arrivalUtc: number): number {
    return this.latestBy(arrivalUtc, this.offsetWithin(airport, arrivalUtc, arrivalUtc));
  }

  /** The same by what `offsetWithin` says of the time from then on. */
  latestBy(arrivalUtc: number, offset: number | undefined): number {
    if (offset === undefined) return arrivalUtc + this.minutesMax;
    const latest = arrivalUtc + Math.min(this.#layoverMinutesMax, this.#limits.layoverMinutesMax);
    if (!this.#limits.withoutNight) return latest;
    const day = Math.floor((arrivalUtc + offset) / MINUTES_PER_DAY);
    return Math.min(latest, (day + 1) * MINUTES_PER_DAY - 1 - offset);
  }

  /** Whether one who arrives then may leave so late, by the airport's clock. */
  isWithin(airport: Index, arrivalUtc: number, departureUtc: number): boolean {
    const zone = this.#zones[airport] as Zone;
    return mayWait(this.#limits, zone.toLocal(arrivalUtc), zone.toLocal(departureUtc));
  }
}

/** Undefined where no limit is about waits. */
export function waitsOf(
  zones: readonly Zone[],
  limits: SliceLimits | undefined,
  layoverMinutesMax: number,
): Waits | undefined {
  return limits === undefined || (limits.layoverMinutesMax === Infinity && !limits.withoutNight)
    ? undefined
    : new Waits(zones, limits, layoverMinutesMax);
}
