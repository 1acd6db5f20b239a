/**
 * Which cells of a calendar are done once all sellers have answered.
 *
 * PARTNERCELL-1 Nothing follows in a cell where every seller was asked for its day; of a return,
 *    where every seller was asked for all days. Of any other cell nothing is promised.
 */
import { cellsOf } from "../../common/offers/calendar-cells.ts";
import { dateText } from "../../proto/local-time.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import type { AskedDays } from "./asked-days.ts";

const NOTHING_FOLLOWS = -1;
const NOTHING_PROMISED = 0;

/** The cell floors of a calendar; `asked`: of each seller. */
export function answeredCells(calendar: FlightSearch, asked: readonly AskedDays[]): number[] {
  const { days, nights, count } = cellsOf(calendar);
  if (asked.every(({ isCut }) => !isCut)) return new Array<number>(count).fill(NOTHING_FOLLOWS);
  if (nights !== null) return new Array<number>(count).fill(NOTHING_PROMISED);
  const askedFor = asked.map(
    ({ searches }) => new Set(searches.map(({ slices }) => slices[0]?.departureDate)),
  );
  return days.map((day) =>
    askedFor.every((its) => its.has(dateText(day))) ? NOTHING_FOLLOWS : NOTHING_PROMISED,
  );
}
