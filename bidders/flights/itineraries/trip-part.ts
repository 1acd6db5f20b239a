/** One itinerary of one slice, as what trips are put together of (TRIP-1). */
import { MINUTES_PER_DAY } from "../../../proto/local-time.ts";
import type { Departure, Index } from "../timetable/timetable.ts";
import { arrivalUtc, departureUtc, type SellerFare, type SliceOption } from "./option.ts";

export interface TripPart {
  /** The same as in SliceOption. */
  readonly fares: readonly SellerFare[];
  /** Instants in minutes since 1970-01-01T00:00Z. */
  readonly departureUtc: number;
  readonly arrivalUtc: number;
  /** Waits included. */
  readonly minutes: number;
  readonly stops: number;
  /** Minutes that count as travel time in its cost; 0 where the search does not count them. */
  readonly inconvenience: number;
  /** Whether a flight is in a lower cabin than the search's. */
  readonly mixed: boolean;
  /** Rows of its first flight and of its last. */
  readonly firstRow: Index;
  readonly lastRow: Index;
  /** Wall-clock minute of its departure, and the date of its arrival, in days since 1970-01-01. */
  readonly departureLocal: number;
  readonly arrivalDay: number;
  /** Made when it is first asked for: few parts are part of an offer. */
  readonly option: SliceOption;
}

/** The day on which a part leaves, since 1970-01-01, by the clock there. */
export function departureDay({ departureLocal }: Pick<TripPart, "departureLocal">): number {
  return Math.floor(departureLocal / MINUTES_PER_DAY);
}

/** An option as a part of trips. */
export function partOf(option: SliceOption, inconvenience = 0): TripPart {
  const { departures, fares } = option;
  const [first, last] = [departures[0], departures.at(-1)] as [Departure, Departure];
  return {
    fares,
    departureUtc: departureUtc(option),
    arrivalUtc: arrivalUtc(option),
    minutes: arrivalUtc(option) - departureUtc(option),
    stops: departures.length - 1,
    inconvenience,
    mixed: option.cabins !== undefined,
    firstRow: first.row,
    lastRow: last.row,
    departureLocal: first.departureLocal,
    arrivalDay: Math.floor(last.arrivalLocal / MINUTES_PER_DAY),
    option,
  };
}
