/** The days of a month and what is known of their prices. Pure: no DOM and no clock. */
import type { CalendarCell } from "../../../../proto/calendar.ts";

const DAY_MS = 86_400_000;

/**
 * The weeks of a month, from Monday to Sunday; null where a day is of another month.
 * @param month `YYYY-MM`
 */
export function weeksOf(month: string): (string | null)[][] {
  const first = Date.parse(`${month}-01T00:00Z`);
  if (Number.isNaN(first)) return [];
  const before = (new Date(first).getUTCDay() + 6) % 7;
  const weeks: (string | null)[][] = [];
  for (let at = first - before * DAY_MS; weeks.length === 0 || isIn(month, at); at += 7 * DAY_MS)
    weeks.push(
      Array.from({ length: 7 }, (_, i) => {
        const day = dateOf(at + i * DAY_MS);
        return day.startsWith(month) ? day : null;
      }),
    );
  return weeks;
}

const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const isIn = (month: string, ms: number) => dateOf(ms).startsWith(month);

/** @param month `YYYY-MM` */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** So many days after a date; empty for a text that is none. */
export function dayAfter(date: string, days: number): string {
  const at = Date.parse(`${date}T00:00Z`);
  return Number.isNaN(at) ? "" : dateOf(at + days * DAY_MS);
}

/** Days from one date to another; NaN where one is none. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY_MS);
}

/** Of each day the cell with the lowest price; one without a price where the day has none. */
export function lowestByDay(cells: Iterable<CalendarCell>): Map<string, CalendarCell> {
  const lowest = new Map<string, CalendarCell>();
  for (const cell of cells) {
    const known = lowest.get(cell.departureDate);
    if (known === undefined || amountOf(cell) < amountOf(known))
      lowest.set(cell.departureDate, cell);
  }
  return lowest;
}

function amountOf({ price }: CalendarCell): number {
  return price?.amount ?? Number.POSITIVE_INFINITY;
}

/** The lowest price of all days; infinite where none has one. */
export function lowestAmount(days: ReadonlyMap<string, CalendarCell>): number {
  return Math.min(...[...days.values()].map(amountOf));
}

/** The cells with those that have changed. Keyed by day and nights. */
export function withChanges(
  known: ReadonlyMap<string, CalendarCell>,
  changed: readonly CalendarCell[],
): ReadonlyMap<string, CalendarCell> {
  const next = new Map(known);
  for (const cell of changed) next.set(`${cell.departureDate} ${cell.nights ?? ""}`, cell);
  return next;
}
