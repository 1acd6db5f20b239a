/**
 * On which days a seller is asked, where a search has several: sellers' protocols know one day a
 * slice.
 *
 * ASKEDDAY-1 Choices of one day for each slice are in the order of their distance from the slices'
 *    own dates, with no slice before the one before it, and only those that a stay of so many
 *    nights may join.
 */
import { sliceDays } from "../../common/offers/slice-days.ts";
import { dateText, dayNumber } from "../../proto/local-time.ts";
import type { FlightSearch, SearchSlice } from "../../proto/messages.ts";

/** A6: choices of the slices so far that are looked at; six slices of a week have 117,649. */
const CHOICES_MAX = 500;
/** A slice lands at most a day before the day on which it leaves, and at most two days after it. */
const LANDS = { earlier: 1, later: 2 };

/** One day for each slice, and how far they are from the slices' own dates together. */
interface DayChoice {
  readonly days: readonly number[];
  readonly far: number;
}

/** ASKEDDAY-1, the nearest first; none where no stay is possible. */
export function dayChoices({
  slices,
  limits,
}: Pick<FlightSearch, "slices" | "limits">): readonly DayChoice[] {
  const stay = slices.length === 2 ? limits?.stayNights : undefined;
  let choices: DayChoice[] = [{ days: [], far: 0 }];
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

/** The search on these days, one for each slice. */
export function onDays(search: FlightSearch, days: readonly number[]): FlightSearch {
  const slices = search.slices.map(({ departureDates: _, ...slice }, i): SearchSlice => {
    return { ...slice, departureDate: dateText(days[i] as number) };
  });
  return { ...search, slices };
}
