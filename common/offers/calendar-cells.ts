/**
 * The cells of a calendar: the departure days of its first slice, for a return each with every
 * number of nights. The gateway and the bidders count them in one order, so that a bid can promise
 * floors by position. Pure.
 *
 * CELL-1 Cells are in the order of their days, and within a day of their nights. Each has one
 *    index.
 * CELL-2 An itinerary is of the cell of the day on which its first flight departs and, in a return,
 *    of the nights between the day on which its first slice arrives and the day on which its second
 *    departs, each by the clock of its airport. It is of no cell where either is not asked for.
 */
import { LIMITS } from "../../proto/limits.ts";
import { dayNumber, wallClockDay, wallClockMinutes } from "../../proto/local-time.ts";
import type { FlightSearch, OfferSlice, Segment } from "../../proto/messages.ts";

/** In the cell floors of a bid: nothing is promised of the cell, and nothing follows in it. */
export const NOTHING_PROMISED = 0;
export const NOTHING_FOLLOWS = -1;

export interface CalendarCells {
  /** Since 1970-01-01, in order, without a gap. */
  readonly days: readonly number[];
  /** In order, without a gap; null for one way, where a day is a cell. */
  readonly nights: readonly number[] | null;
  readonly count: number;
}

/** The cells that a call asks for. A call of another system may say more: A6 is kept here too. */
export function cellsOf({
  slices,
  limits,
}: Pick<FlightSearch, "slices" | "limits">): CalendarCells {
  const first = slices[0];
  const { from, to } = first?.departureDates ?? {
    from: first?.departureDate ?? "",
    to: first?.departureDate ?? "",
  };
  const days = range(dayNumber(from), dayNumber(to), LIMITS.calendarDaysMax);
  const stay = slices.length < 2 ? undefined : limits?.stayNights;
  const nights = stay === undefined ? null : range(stay.min, stay.max, LIMITS.calendarNightsMax);
  return { days, nights, count: days.length * (nights?.length ?? 1) };
}

function range(from: number, to: number, most: number): number[] {
  const numbers: number[] = [];
  for (let n = from; n <= to && numbers.length < most; n++) numbers.push(n);
  return numbers;
}

/** The index of the cell of a day and a number of nights (0 for one way), or -1 (CELL-1). */
export function cellAt({ days, nights }: CalendarCells, day: number, stay: number): number {
  const ofDay = day - (days[0] ?? Number.NaN);
  if (!(ofDay >= 0 && ofDay < days.length)) return -1;
  if (nights === null) return ofDay;
  const ofStay = stay - (nights[0] ?? Number.NaN);
  return ofStay >= 0 && ofStay < nights.length ? ofDay * nights.length + ofStay : -1;
}

/**
 * The index of the cell of an itinerary, by days since 1970-01-01, or -1 (CELL-2). One way has no
 * return day; its arrival day does not count.
 */
export function cellOf(
  cells: CalendarCells,
  departureDay: number,
  arrivalDay: number,
  returnDay: number,
): number {
  return cellAt(cells, departureDay, returnDay - arrivalDay);
}

/** The same of an itinerary's slices. An itinerary key does not say when a slice arrives. */
export function cellOfSlices(cells: CalendarCells, slices: readonly OfferSlice[]): number {
  const out = slices[0]?.segments;
  if (out === undefined || out.length === 0) return -1;
  const departureDay = dayOf((out[0] as Segment).departure);
  if (cells.nights === null) return cellOf(cells, departureDay, 0, 0);
  const back = slices[1]?.segments[0];
  if (back === undefined) return -1;
  const arrivalDay = dayOf((out[out.length - 1] as Segment).arrival);
  return cellOf(cells, departureDay, arrivalDay, dayOf(back.departure));
}

function dayOf(local: string): number {
  return wallClockDay(wallClockMinutes(local));
}

/** The day and the nights of a cell; of one way, nights are null. */
export function cellTerms(
  { days, nights }: CalendarCells,
  index: number,
): { readonly day: number; readonly nights: number | null } {
  const width = nights?.length ?? 1;
  return {
    day: days[Math.floor(index / width)] as number,
    nights: nights === null ? null : (nights[index % width] as number),
  };
}
