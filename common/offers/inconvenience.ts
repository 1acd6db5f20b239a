/**
 * What makes an itinerary inconvenient beside its time and its stops, in minutes that count as
 * travel time would. Under `sort=best` they are part of the cost. The weights are ours.
 *
 * CONVENIENCE-1 A minute between two flights counts once more where the local clock shows NIGHT:
 *    23:00 to 06:00. Travel time itself does not count so: a night in flight is not a wait.
 * CONVENIENCE-2 A slice that leaves before 05:00 counts EARLY_MINUTES more.
 * CONVENIENCE-3 A change to a carrier of another alliance counts OTHER_ALLIANCE_MINUTES more:
 *    another terminal, another lounge, another counter where a flight is missed (alliances.ts).
 * CONVENIENCE-4 Of a slice that takes more than twice as long as a direct flight and an hour, each
 *    minute beyond counts twice more: to be shown, such a trip must be much cheaper. A direct flight
 *    is half an hour and 840 km/h over the great circle, whether it is flown or not; so that what an
 *    offer costs does not depend on the other offers (A2).
 */
import { flightTimes } from "../../proto/flight-times.ts";
import { wallClockMinutes } from "../../proto/itinerary.ts";
import type { Objective, OfferSlice, Segment } from "../../proto/messages.ts";
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
const { departures, arrivals } = flightTimes;

/**
 * The minutes of all slices together; 0 for most itineraries. The slices were checked: each has a
 * segment, and every time is one.
 *
 * @param areTimed their times are in `flightTimes` (TIMES-1)
 */
export function inconvenienceMinutes(
  slices: readonly OfferSlice[],
  kilometres: Kilometres,
  areTimed = false,
): number {
  let minutes = 0;
  /** Of the segments of all slices. */
  let at = 0;
  for (let i = 0; i < slices.length; i++) {
    const { segments, durationMinutes } = slices[i] as OfferSlice;
    const first = segments[0] as Segment;
    const last = segments[segments.length - 1] as Segment;
    minutes += departureMinutes(
      areTimed ? (departures[at] as number) : wallClockMinutes(first.departure),
    );
    for (let j = 1; j < segments.length; j++) {
      const [arriving, leaving] = [segments[j - 1] as Segment, segments[j] as Segment];
      minutes += connectionMinutes(
        areTimed ? (arrivals[at + j - 1] as number) : wallClockMinutes(arriving.arrival),
        areTimed ? (departures[at + j] as number) : wallClockMinutes(leaving.departure),
        areAllied(arriving.carrier, leaving.carrier),
      );
    }
    at += segments.length;
    minutes += longWayMinutes(
      durationMinutes,
      longWayFrom(kilometres(first.origin, last.destination)),
    );
  }
  return minutes;
}

/** What such minutes cost, in minor units: as much as those of travel. */
export function inconvenienceCost(
  minutes: number,
  { valuePerHour }: Pick<Objective, "valuePerHour">,
): number {
  return minutes === 0 ? 0 : Math.round((valuePerHour * minutes) / 60);
}

/**
 * The inconvenience of a slice that leaves at this minute of its origin's clock, since the
 * beginning of 1970 (CONVENIENCE-2).
 */
export function departureMinutes(wallClock: number): number {
  return wallClock - Math.floor(wallClock / DAY) * DAY < EARLY_HOUR * HOUR ? EARLY_MINUTES : 0;
}

/**
 * The inconvenience of a connection between these minutes of its airport's clock, since the
 * beginning of 1970 (CONVENIENCE-1, CONVENIENCE-3).
 */
export function connectionMinutes(arrival: number, departure: number, allied: boolean): number {
  const night = nightsUntil(departure) - nightsUntil(arrival);
  return Math.max(0, night) + (allied ? 0 : OTHER_ALLIANCE_MINUTES);
}

/** Minutes of night from the beginning of 1970 to this time, all by one clock. */
function nightsUntil(wallClock: number): number {
  const days = Math.floor(wallClock / DAY);
  const minute = wallClock - days * DAY;
  return days * NIGHT_MINUTES + Math.min(minute, NIGHT.ends) + Math.max(0, minute - NIGHT.begins);
}

/** The minutes that a slice over `km` kilometres takes before CONVENIENCE-4 counts any. */
export function longWayFrom(km: number | undefined): number {
  return km === undefined
    ? Number.POSITIVE_INFINITY
    : LONG_WAY.factor * (DIRECT.minutes + km / DIRECT.kmAMinute) + LONG_WAY.minutes;
}

/**
 * The inconvenience of a slice that takes these minutes (CONVENIENCE-4); more for one that takes
 * more.
 */
export function longWayMinutes(durationMinutes: number, from: number): number {
  return durationMinutes > from ? Math.round(LONG_WAY.weight * (durationMinutes - from)) : 0;
}

/**
 * The most minutes of a slice whose travel time and long way come to `minutes` (the inverse of
 * `longWayMinutes`, except for its rounding).
 */
export function durationWithin(minutes: number, from: number): number {
  return minutes <= from ? minutes : (minutes + LONG_WAY.weight * from + 1) / (1 + LONG_WAY.weight);
}
