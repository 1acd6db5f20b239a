/**
 * For which days a seller is asked, where a search has several: sellers' protocols know one day a
 * slice, so each choice of one day for each slice is a request.
 *
 * ASKEDDAY-1 A seller is asked at most REQUESTS_MAX times for one search, and for a calendar at
 *    most as often as its entry allows: for the choices nearest
 *    to the slices' own dates, with no slice before the one before it, and only for those that a
 *    stay of so many nights may join.
 */
import { sliceDays } from "../../common/offers/slice-days.ts";
import { dateText, dayNumber } from "../../proto/local-time.ts";
import type { FlightSearch, SearchSlice } from "../../proto/messages.ts";

/** A6: a week of one slice. Sellers count and limit requests. */
export const REQUESTS_MAX = 7;
/** A6: choices of the slices so far that are looked at; six slices of a week have 117,649. */
const CHOICES_MAX = 500;
/** A slice lands at most a day before the day on which it leaves, and at most two days after it. */
const LANDS = { earlier: 1, later: 2 };

/** One day for each slice, and how far they are from the slices' own dates together. */
interface Choice {
  readonly days: readonly number[];
  readonly far: number;
}

export interface AskedDays {
  /** Searches of one day for each slice: one or more. */
  readonly searches: readonly FlightSearch[];
  /** Whether there are more choices than a seller is asked for. */
  readonly isCut: boolean;
}

/** `calendarDaysMax`: how often the seller is asked for a calendar. */
export function askedDays(search: FlightSearch, calendarDaysMax = REQUESTS_MAX): AskedDays {
  if (search.slices.every(({ departureDates }) => departureDates === undefined))
    return { searches: [search], isCut: false };
  const choices = choicesOf(search);
  const most = search.calendar === true ? calendarDaysMax : REQUESTS_MAX;
  return {
    searches: choices.slice(0, most).map(({ days }) => onDays(search, days)),
    isCut: choices.length > most,
  };
}

/** The nearest first. */
function choicesOf({ slices, limits }: FlightSearch): readonly Choice[] {
  const stay = slices.length === 2 ? limits?.stayNights : undefined;
  let choices: Choice[] = [{ days: [], far: 0 }];
  for (const slice of slices) {
    const own = dayNumber(slice.departureDate);
    const days = sliceDays(slice);
    choices = choices
      .flatMap((before) =>
        days.map((day) => ({
          days: [...before.days, day],
          far: before.far + Math.abs(day - own),
        })),
      )
      .filter(({ days: its }) => (its.at(-2) ?? 0) <= (its.at(-1) as number))
      .sort((a, b) => a.far - b.far)
      .slice(0, CHOICES_MAX);
  }
  if (stay === undefined) return choices;
  return choices.filter(({ days: [out, back] }) => {
    const nights = (back as number) - (out as number);
    return nights >= stay.min - LANDS.earlier && nights <= stay.max + LANDS.later;
  });
}

function onDays(search: FlightSearch, days: readonly number[]): FlightSearch {
  const slices = search.slices.map(({ departureDates: _, ...slice }, i): SearchSlice => {
    return { ...slice, departureDate: dateText(days[i] as number) };
  });
  return { ...search, slices };
}
