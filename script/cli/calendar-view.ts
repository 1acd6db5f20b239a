/** What the terminal reads of a calendar, beside its cells as they are. Pure. */
import type { CalendarCell } from "../../proto/calendar.ts";

/** The lowest price of a calendar; undefined where no cell has one. Of equal ones the first day. */
export function cheapestOf(cells: Iterable<CalendarCell>): CalendarCell | undefined {
  let cheapest: CalendarCell | undefined;
  for (const cell of cells)
    if (cell.price !== null && cell.price.amount < (cheapest?.price?.amount ?? Infinity))
      cheapest = cell;
  return cheapest;
}

/** Whether what is not known of a cell may cost less than this. */
export function mayCostLess({ state, atLeast }: CalendarCell, amount: number): boolean {
  if (state === "exact") return false;
  return state !== "at-least" || atLeast === undefined || atLeast.amount < amount;
}

/**
 * The place of each price among all of them, from 0 for the cheapest part of them to `levels - 1`;
 * prices that are equal have one place.
 */
export function levelsOf(
  cells: readonly CalendarCell[],
  levels: number,
): ReadonlyMap<CalendarCell, number> {
  const amounts = cells.flatMap(({ price }) => (price === null ? [] : [price.amount]));
  amounts.sort((a, b) => a - b);
  const places = new Map<CalendarCell, number>();
  for (const cell of cells) {
    const { price } = cell;
    if (price === null) continue;
    const lower = amounts.indexOf(price.amount);
    places.set(cell, Math.floor((levels * lower) / amounts.length));
  }
  return places;
}
