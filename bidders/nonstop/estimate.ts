/**
 * What a search for non-stop flights will cost: mostly the tickets that are joined of several
 * slices (itineraries/ticket-join.ts).
 */
import type { FlightSearch } from "../../proto/messages.ts";
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
  { slices }: Pick<FlightSearch, "slices">,
  timetable: Timetable,
): Estimate {
  const serves = ({ origin, destination }: FlightSearch["slices"][number]) => {
    const [first, end] = timetable.market(
      timetable.airport(origin),
      timetable.airport(destination),
    );
    return end > first;
  };
  // Where one slice has no flight, there is no trip.
  if (!slices.every(serves)) return { costMs: 0, leastMs: 0 };
  const trip = slices.length > 1 ? TRIP_MS + JOIN_MS * slices.length : 0;
  return { costMs: SLICE_MS * slices.length + trip, leastMs: 0 };
}
