/**
 * What a search for non-stop flights will cost: mostly the tickets that are joined of several
 * slices (itineraries/ticket-join.ts).
 */
import { cellsOf } from "../../common/offers/calendar-cells.ts";
import { sliceDays } from "../../common/offers/slice-days.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { pairsOf } from "../flights/itineraries/route.ts";
import type { Timetable } from "../flights/timetable/timetable.ts";
import type { Estimate } from "../kit/bidder.ts";

/** Measured on London to New York and back, two slices and six. */
const SLICE_MS = 0.5;
/**
 * The cost of a trip of several slices: pricing and packing its tickets, and joining them for each
 * slice.
 */
const TRIP_MS = 8;
const JOIN_MS = 1;

/** The cost is not known well enough to decline a search because of it: `leastMs` is 0. */
export function estimateNonstop(
  request: Pick<FlightSearch, "slices" | "calendar" | "limits">,
  timetable: Timetable,
): Estimate {
  const { slices } = request;
  let markets = 0;
  for (const slice of slices) {
    let its = 0;
    for (const [origin, destination] of pairsOf(timetable, slice)) {
      const [first, end] = timetable.market(origin, destination);
      if (end > first) its++;
    }
    // Where one slice has no flight, there is no trip.
    if (its === 0) return { costMs: 0, leastMs: 0 };
    markets += its * sliceDays(slice).length;
  }
  // Of a calendar each cell has a join of its own, with a few days' flights.
  if (request.calendar === true && slices.length > 1)
    return { costMs: SLICE_MS * markets + JOIN_MS * cellsOf(request).count, leastMs: 0 };
  const trip = slices.length > 1 ? TRIP_MS + JOIN_MS * markets : 0;
  return { costMs: SLICE_MS * markets + trip, leastMs: 0 };
}
