/**
 * What a calendar says of each cell: its lowest price, and how sure that is.
 *
 * CELLSTATE-1 A cell is `exact` only where every expected bidder has answered for it, or has
 *    promised that it has nothing there that costs less than the price.
 * CELLSTATE-2 A cell is `at-least` where every expected bidder has answered or promised, and some
 *    may have something that costs less than the price: `atLeast` is the lowest that they promised.
 * CELLSTATE-3 A cell with an expected bidder that has neither answered nor promised says so, and
 *    names it; also where no bidder at all was expected.
 * CELLSTATE-4 A cell is `stale` where its price is that of a fallback. The bidder for which it
 *    stands in is not named again.
 */
import { type CalendarCells, cellTerms } from "../../../common/offers/calendar-cells.ts";
import type { CalendarCell, CellState } from "../../../proto/calendar.ts";
import { dateText } from "../../../proto/local-time.ts";
import type { Money, Segment } from "../../../proto/messages.ts";
import type { Opened } from "../winners.ts";

/** An expected bidder. */
export interface CellBidder {
  readonly bidder: string;
  /** What it has not sent for a cell costs no less: 0 is no promise, infinite an answer. */
  readonly promise: (cell: number) => number;
}

interface KnownCells {
  readonly cells: CalendarCells;
  /** ISO 4217 */
  readonly currency: string;
  /** By the index of the cell. */
  readonly winners: readonly (Opened | null)[];
  /** In the order in which they are named. */
  readonly expected: readonly CellBidder[];
}

/** All cells, in their order. */
export function cellStates(known: KnownCells): CalendarCell[] {
  return known.winners.map((winner, index) => cellState(known, index, winner));
}

function cellState(
  { cells, currency, expected }: KnownCells,
  index: number,
  winner: Opened | null,
): CalendarCell {
  const isStale = winner?.staleAgeMs !== undefined;
  const unanswered: string[] = [];
  let lowest = Number.POSITIVE_INFINITY;
  for (const { bidder, promise } of expected) {
    const floor = promise(index);
    if (floor > 0) lowest = Math.min(lowest, floor);
    else if (!(isStale && bidder === winner.bidder)) unanswered.push(bidder);
  }
  const price = winner?.price ?? Number.POSITIVE_INFINITY;
  const isKnown = unanswered.length === 0 && expected.length > 0;
  const state: CellState = isStale
    ? "stale"
    : !isKnown
      ? "unanswered"
      : lowest < price
        ? "at-least"
        : "exact";
  return {
    ...daysOf(cells, index, winner),
    state,
    price: winner === null ? null : money(winner.price, currency),
    itinerary: winner?.candidate.itinerary ?? null,
    seller: winner?.offer.seller ?? null,
    bidder: winner?.bidder ?? null,
    ...(state === "at-least" ? { atLeast: money(lowest, currency) } : {}),
    ...(isStale ? { ageMs: Math.round(winner.staleAgeMs as number) } : {}),
    ...(state === "unanswered" || unanswered.length > 0 ? { unanswered } : {}),
  };
}

function daysOf(
  cells: CalendarCells,
  index: number,
  winner: Opened | null,
): Pick<CalendarCell, "departureDate" | "returnDate" | "nights"> {
  const { day, nights } = cellTerms(cells, index);
  const departureDate = dateText(day);
  if (nights === null) return { departureDate };
  const back = winner?.offer.slices[1]?.segments[0] as Segment | undefined;
  return back === undefined
    ? { departureDate, nights }
    : { departureDate, returnDate: back.departure.slice(0, 10), nights };
}

function money(amount: number, currency: string): Money {
  return { amount, currency };
}
