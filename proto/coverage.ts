/**
 * What a bidder states of the flights that it searches: the field `coverage` of its answer to INFO
 * (docs/wire-protocol.md). Regions are codes of the United Nations' standard M49, such as `021`;
 * common/places/regions.ts has their names.
 */

/** A carrier of which there are flights. */
export interface CarrierCoverage {
  /** IATA designator. */
  readonly carrier: string;
  readonly departuresPerWeek: number;
  /** The years that its flights are from; null where that is not known. */
  readonly firstYear: number | null;
  readonly lastYear: number | null;
  /** Departures a week by the region of their origin. */
  readonly regions: Readonly<Record<string, number>>;
}

/** The flights that leave one region. */
export interface RegionCoverage {
  readonly departuresPerWeek: number;
  readonly carriers: number;
  readonly airports: number;
}

/** A large carrier of the world of which there are no flights, or few. */
export interface CarrierGap {
  readonly carrier: string;
  readonly name: string;
  /** The departures a week in the timetable. */
  readonly departuresPerWeek: number;
  /** The departures a week in the world, about. */
  readonly worldPerWeek: number;
}

/** All flights of one timetable, and the large carriers that it lacks. */
export interface Coverage {
  /** The Monday of the week that was counted, ISO 8601; null where every week is the same. */
  readonly week: string | null;
  readonly departuresPerWeek: number;
  readonly airports: number;
  /** Most departures first. */
  readonly carriers: readonly CarrierCoverage[];
  /** Smaller carriers that `carriers` leaves out, so that the answer stays within its limit. */
  readonly carriersLeftOut: number;
  readonly regions: Readonly<Record<string, RegionCoverage>>;
  /** Large carriers without any flight, the largest first. */
  readonly missing: readonly CarrierGap[];
  /** Large carriers with few flights, the largest first. */
  readonly thin: readonly CarrierGap[];
}

/** A6: bytes of the coverage as JSON. It is part of an answer of `serviceAnswerBytesMax`. */
export const COVERAGE_BYTES_MAX = 40 * 1024;
