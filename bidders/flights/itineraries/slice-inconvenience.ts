/**
 * The inconvenience of itineraries by instants and time zones, as bidders have them before they are
 * offers. The rules, and the form for offers, are in `common/offers/inconvenience.ts`; a property
 * test holds the two forms together.
 */
import { areAllied } from "../../../common/offers/alliances.ts";
import {
  connectionMinutes,
  departureMinutes,
  longWayFrom,
  longWayMinutes,
} from "../../../common/offers/inconvenience.ts";
import { kilometresBetween } from "../../../common/places/distance.ts";
import type { Index, Timetable } from "../timetable/timetable.ts";
import type { Zone } from "../timetable/zones.ts";

/** One flight on one day: instants in minutes since 1970-01-01T00:00Z. */
export interface TimedFlight {
  readonly row: Index;
  readonly departureUtc: number;
  readonly arrivalUtc: number;
}

/** Minutes after which a slice between two airports is a long way (CONVENIENCE-4). */
export function longWayBetween({ airports }: Timetable, origin: Index, destination: Index): number {
  const [from, to] = [airports[origin]?.code ?? "", airports[destination]?.code ?? ""];
  return longWayFrom(kilometresBetween(from, to));
}

/** Minutes of one slice; what `inconvenienceMinutes` gives for an offer of these flights. */
export function sliceInconvenience(
  timetable: Timetable,
  flights: readonly TimedFlight[],
  longWay = longWayOf(timetable, flights),
): number {
  const { origin, carrier, carriers, zones } = timetable;
  const first = flights[0] as TimedFlight;
  const clockOf = (flight: TimedFlight) => zones[origin[flight.row] as Index] as Zone;
  let minutes = departureMinutes(clockOf(first).toLocal(first.departureUtc));
  let before = first;
  for (let i = 1; i < flights.length; i++) {
    const flight = flights[i] as TimedFlight;
    const clock = clockOf(flight);
    const [its, next] = [carrier[before.row] as Index, carrier[flight.row] as Index];
    minutes += connectionMinutes(
      clock.toLocal(before.arrivalUtc),
      clock.toLocal(flight.departureUtc),
      its === next || areAllied(carriers[its] as string, carriers[next] as string),
    );
    before = flight;
  }
  return minutes + longWayMinutes(before.arrivalUtc - first.departureUtc, longWay);
}

function longWayOf(timetable: Timetable, flights: readonly TimedFlight[]): number {
  const [first, last] = [flights[0], flights.at(-1)] as [TimedFlight, TimedFlight];
  return longWayBetween(
    timetable,
    timetable.origin[first.row] as Index,
    timetable.destination[last.row] as Index,
  );
}
