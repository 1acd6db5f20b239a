/**
 * The cost that itineraries of one slice are ranked by: that of an offer's columns, and that of its
 * inconvenience where the search counts it (RANK-4 of `gateway/auction/rank.ts`). All costs are in
 * minor units of the search's currency.
 */
import { cost } from "../../../common/money/money.ts";
import {
  durationWithin,
  inconvenienceCost,
  longWayMinutes,
} from "../../../common/offers/inconvenience.ts";
import type { Objective } from "../../../proto/messages.ts";
import {
  longWayBetween,
  sliceInconvenience,
  type TimedFlight,
} from "../../flights/itineraries/slice-inconvenience.ts";
import type { Index, Timetable } from "../../flights/timetable/timetable.ts";

export class WholeCost {
  readonly counts: boolean;
  /**
   * Minutes after which a way is a long one (CONVENIENCE-4); infinite where that does not count.
   */
  readonly longWayFrom: number;
  readonly #objective: Objective;
  readonly #timetable: Timetable;

  constructor(timetable: Timetable, origin: Index, destination: Index, objective: Objective) {
    this.#timetable = timetable;
    this.#objective = objective;
    this.counts = objective.countsInconvenience === true && objective.valuePerHour > 0;
    this.longWayFrom = this.counts
      ? longWayBetween(timetable, origin, destination)
      : Number.POSITIVE_INFINITY;
  }

  /** Minutes of inconvenience; 0 where they do not count. */
  inconvenience(flights: readonly TimedFlight[]): number {
    return this.counts ? sliceInconvenience(this.#timetable, flights, this.longWayFrom) : 0;
  }

  of(price: number, minutes: number, stops: number, inconvenience: number): number {
    return (
      this.byColumns(price, minutes, stops) + inconvenienceCost(inconvenience, this.#objective)
    );
  }

  /** What an offer's columns show of it. */
  byColumns(price: number, minutes: number, stops: number): number {
    return cost(price, minutes, stops, this.#objective);
  }

  /** The least cost of what takes `minutes` minutes or more. */
  atLeast(price: number, minutes: number, stops: number): number {
    return this.byColumns(price, minutes, stops) + this.longWay(minutes);
  }

  /** What CONVENIENCE-4 costs alone. */
  longWay(minutes: number): number {
    return minutes <= this.longWayFrom
      ? 0
      : inconvenienceCost(longWayMinutes(minutes, this.longWayFrom), this.#objective);
  }

  /** The most minutes that it takes when they and its stops may cost `left`. */
  minutesWithin(left: number, stops: number): number {
    const { valuePerHour, penaltyPerStop } = this.#objective;
    if (valuePerHour === 0) return Number.POSITIVE_INFINITY;
    const minutes = (60 * (left - penaltyPerStop * stops + 1)) / valuePerHour;
    // Another unit for the rounding of the second term.
    return durationWithin(minutes + (this.counts ? 60 / valuePerHour : 0), this.longWayFrom);
  }
}
