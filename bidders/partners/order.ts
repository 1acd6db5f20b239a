/**
 * Do the slices of an offer follow one another in time? Their times are local, and time zones are not known here. What an offer says
 * tells much of them: a flight's two local times and its duration give how far the clocks of its ends are apart.
 *
 * O1 Where a slice leaves from where the one before has landed, both times are on one clock and compare as they are.
 * O2 Where both are tied together by the offer's own flights (New York and Newark, by the flights between each and London), they are
 *    compared on one clock, less the hour that each clock may have been changed by between the flights.
 * O3 Where nothing ties them, they are out of order when no two clocks on Earth would put them right.
 */
import { wallClockMinutes } from "../../proto/itinerary.ts";
import type { OfferSlice, Segment } from "../../proto/messages.ts";

/** Local clocks at two places differ by at most this: from UTC-12 to UTC+14. */
export const ZONES_APART_MINUTES_MAX = 26 * 60;
/** Summer time begins or ends at either end. */
const CLOCK_CHANGES_MINUTES = 2 * 60;

/** Why the slices cannot be flown one after another; undefined when they can. */
export function outOfOrder(slices: readonly OfferSlice[]): string | undefined {
  for (const [i, { segments }] of slices.entries()) {
    const landed = slices[i - 1]?.segments.at(-1);
    const next = segments[0];
    if (landed === undefined || next === undefined || isInOrder(landed, next, slices)) continue;
    return `slice ${i + 1} leaves ${next.origin} at ${next.departure}, before slice ${i} has landed in ${landed.destination} at ${landed.arrival}`;
  }
  return undefined;
}

function isInOrder(landed: Segment, next: Segment, slices: readonly OfferSlice[]): boolean {
  const minutes = wallClockMinutes(next.departure) - wallClockMinutes(landed.arrival);
  if (next.origin === landed.destination) return minutes >= 0;
  const ahead = clocksFrom(landed.destination, slices).get(next.origin);
  return ahead === undefined ? minutes >= -ZONES_APART_MINUTES_MAX : minutes - ahead >= -CLOCK_CHANGES_MINUTES;
}

/** How far the clocks of airports are ahead of this one's, in minutes: of those that the flights tie to it. */
function clocksFrom(airport: string, slices: readonly OfferSlice[]): ReadonlyMap<string, number> {
  const clocks = new Map([[airport, 0]]);
  const flights = slices.flatMap((slice) => slice.segments);
  for (let known = 0; known < clocks.size; ) {
    known = clocks.size;
    for (const { origin, destination, departure, arrival, durationMinutes } of flights) {
      const apart = wallClockMinutes(arrival) - wallClockMinutes(departure) - durationMinutes;
      const [from, to] = [clocks.get(origin), clocks.get(destination)];
      if (from !== undefined && to === undefined) clocks.set(destination, from + apart);
      if (to !== undefined && from === undefined) clocks.set(origin, to - apart);
    }
  }
  return clocks;
}
