/**
 * What a search for non-stop flights will cost: mostly the tickets that are put together of several
 * slices (itineraries/tickets.ts).
 */
import type { FlightSearch } from "../../proto/messages.ts";
import { OPTIONS_A_SLICE, PARTIALS_MAX } from "../flights/itineraries/tickets.ts";
import type { Timetable } from "../flights/timetable/timetable.ts";
import type { Estimate } from "../kit/bidder.ts";

/** Measured on London to New York and back, two slices and six. */
const SLICE_MS = 0.5;
const TICKET_MS = 0.0012;
/** For a trip of several slices: to price and pack its tickets. */
const TRIP_MS = 8;

/** The cost is not known well enough to decline a search because of it: `leastMs` is 0. */
export function estimateNonstop(
  { slices }: Pick<FlightSearch, "slices">,
  timetable: Timetable,
): Estimate {
  let [partials, tickets] = [1, 0];
  for (const { origin, destination } of slices) {
    const [first, last] = timetable.market(
      timetable.airport(origin),
      timetable.airport(destination),
    );
    const options = Math.min(OPTIONS_A_SLICE, last - first);
    tickets += partials * options;
    partials = Math.min(PARTIALS_MAX, partials * options);
  }
  // Where one slice has no flight, there is no trip.
  if (partials === 0) return { costMs: 0, leastMs: 0 };
  return {
    costMs: SLICE_MS * slices.length + TICKET_MS * tickets + (slices.length > 1 ? TRIP_MS : 0),
    leastMs: 0,
  };
}
