/**
 * Which cells of a calendar are done once all sellers have answered.
 *
 * PARTNERCELL-1 Nothing follows in a cell where every seller was asked for its day; of a return, or
 *    of several airports at an end, where every seller was asked for all there is. Of any other cell
 *    nothing is promised.
 */
import { cellsOf, NOTHING_FOLLOWS, NOTHING_PROMISED } from "../../common/offers/calendar-cells.ts";
import { dateText } from "../../proto/local-time.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import type { AskedSearches } from "./asked-searches.ts";

/** The cell floors of a calendar; `asked`: of each seller. */
export function answeredCells(calendar: FlightSearch, asked: readonly AskedSearches[]): number[] {
  const { days, nights, count } = cellsOf(calendar);
  if (asked.every(({ isCut }) => !isCut)) return new Array<number>(count).fill(NOTHING_FOLLOWS);
  const hasPlaces = calendar.slices.some(
    ({ origins, destinations }) => origins !== undefined || destinations !== undefined,
  );
  if (nights !== null || hasPlaces) return new Array<number>(count).fill(NOTHING_PROMISED);
  const askedFor = asked.map(
    ({ searches }) => new Set(searches.map(({ slices }) => slices[0]?.departureDate)),
  );
  return days.map((day) =>
    askedFor.every((its) => its.has(dateText(day))) ? NOTHING_FOLLOWS : NOTHING_PROMISED,
  );
}
