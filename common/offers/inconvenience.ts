/**
 * What makes an itinerary inconvenient beside its time and its stops, in minutes that count as
 * travel time would. Under `sort=best` they are part of the cost. The weights are ours.
 *
 * CONVENIENCE-1 A minute between two flights counts once more where the local clock shows NIGHT:
 *    23:00 to 06:00. Travel time itself does not count so: a night in flight is not a wait.
 * CONVENIENCE-2 A slice that leaves before 05:00 counts EARLY_MINUTES more.
 * CONVENIENCE-3 A change to a carrier of another alliance counts OTHER_ALLIANCE_MINUTES more:
 *    another terminal, another lounge, another desk where a flight is missed (alliances.ts).
 * CONVENIENCE-4 Of a slice that takes more than twice as long as a direct flight and an hour, each
 *    minute beyond counts twice more: to be shown, such a trip must be much cheaper. A direct flight
 *    is half an hour and 840 km/h over the great circle, whether it is flown or not; so that what an
 *    offer costs does not depend on the other offers (A2).
 */
import { wallClockMinutes } from "../../proto/itinerary.ts";
import type { OfferSlice, Segment } from "../../proto/messages.ts";
import { areAllied } from "./alliances.ts";
import type { Kilometres } from "./lowest-fare.ts";

export const EARLY_MINUTES = 60;
export const OTHER_ALLIANCE_MINUTES = 60;
const EARLY_HOUR = 5;
const LONG_WAY = { factor: 2, minutes: 60, weight: 2 };
const DIRECT = { minutes: 30, kmAMinute: 14 };

const HOUR = 60;
const DAY = 24 * HOUR;
const NIGHT = { ends: 6 * HOUR, begins: 23 * HOUR };
const NIGHT_MINUTES = NIGHT.ends + DAY - NIGHT.begins;

/**
 * The minutes of all slices together; 0 for most itineraries. The slices were checked: each has a
 * segment, and every time is one.
 */
export function inconvenienceMinutes(
  slices: readonly OfferSlice[],
  kilometres: Kilometres,
): number {
  let minutes = 0;
  for (let i = 0; i < slices.length; i++) {
    const { segments, durationMinutes } = slices[i] as OfferSlice;
    const first = segments[0] as Segment;
    const last = segments[segments.length - 1] as Segment;
    if (hourOf(first.departure) < EARLY_HOUR) minutes += EARLY_MINUTES;
    for (let j = 1; j < segments.length; j++)
      minutes += connectionMinutes(segments[j - 1] as Segment, segments[j] as Segment);
    minutes += longWayMinutes(durationMinutes, kilometres(first.origin, last.destination));
  }
  return minutes;
}

function connectionMinutes(arriving: Segment, leaving: Segment): number {
  const night =
    nightsUntil(wallClockMinutes(leaving.departure)) -
    nightsUntil(wallClockMinutes(arriving.arrival));
  return (
    Math.max(0, night) + (areAllied(arriving.carrier, leaving.carrier) ? 0 : OTHER_ALLIANCE_MINUTES)
  );
}

/** Minutes of night from the beginning of 1970 to this time, all by one clock. */
function nightsUntil(wallClock: number): number {
  const days = Math.floor(wallClock / DAY);
  const minute = wallClock - days * DAY;
  return days * NIGHT_MINUTES + Math.min(minute, NIGHT.ends) + Math.max(0, minute - NIGHT.begins);
}

function longWayMinutes(durationMinutes: number, km: number | undefined): number {
  if (km === undefined) return 0;
  const direct = DIRECT.minutes + km / DIRECT.kmAMinute;
  const beyond = durationMinutes - (LONG_WAY.factor * direct + LONG_WAY.minutes);
  return beyond > 0 ? Math.round(LONG_WAY.weight * beyond) : 0;
}

/** Of `2026-12-15T08:30`. */
function hourOf(local: string): number {
  return 10 * (local.charCodeAt(11) - 48) + local.charCodeAt(12) - 48;
}
