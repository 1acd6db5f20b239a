/** The days on which a slice of a search may leave. */
import { LIMITS } from "../../proto/limits.ts";
import { dayNumber } from "../../proto/local-time.ts";
import type { SearchSlice } from "../../proto/messages.ts";

/** Days from the departure of a slice to its landing, by the clocks: -1 over the date line. */
export const LANDS = { earliest: -1, latest: 2 } as const;

type Dates = Pick<SearchSlice, "departureDate" | "departureDates">;

/** As days since 1970-01-01: that of `departureDate` first, and the others in order. */
export function sliceDays({ departureDate, departureDates }: Dates): number[] {
  const day = dayNumber(departureDate);
  if (departureDates === undefined) return [day];
  const days = [day];
  const last = dayNumber(departureDates.to);
  for (let other = dayNumber(departureDates.from); other <= last; other++)
    if (other !== day && days.length < DAYS_MAX) days.push(other);
  return days;
}

/**
 * A6: more than a gateway asks for. Of a calendar that is every day on which a stay may end that
 * began with one of its days: as many later as there are numbers of nights, and some days on the
 * way. A call with more days is of another system, and is answered for these.
 */
const DAYS_MAX = LIMITS.calendarDaysMax + LIMITS.calendarNightsMax + 16;

/** In words: `2026-12-15`, or `2026-12-15 to 2026-12-18`. */
export function askedDays({ departureDate, departureDates }: Dates): string {
  return departureDates === undefined
    ? departureDate
    : `${departureDates.from} to ${departureDates.to}`;
}
