/**
 * What the clocks of airports say of the time between two moments. Where clocks are put back, an
 * hour comes twice, and only the time that a flight takes says which of the two is meant: so every
 * reading is looked at. The gateway reckons alike (`elapsed`), and calls an offer that no reading
 * allows wrong.
 */
import { airportByCode } from "../../common/places/airports.ts";
import { wallClockMinutes } from "../../proto/itinerary.ts";
import type { Segment } from "../../proto/messages.ts";
import { FIRST_YEAR, LAST_YEAR, zoneOf } from "../flights/timetable/zones.ts";

/**
 * The instants, in minutes since 1970, at which this airport's clock shows that time. None when it
 * is not known, or the time cannot be read.
 */
export function instantsOf(airport: string, local: string): readonly number[] {
  const zone = airportByCode(airport)?.zone;
  const minutes = wallClockMinutes(local);
  const year = Number(local.slice(0, 4));
  if (zone === undefined || Number.isNaN(minutes) || year < FIRST_YEAR || year > LAST_YEAR)
    return [];
  return zoneOf(zone).instantsAt(minutes);
}

/** When a flight, or a row of them, leaves and lands. Minutes since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Every reading of a flight's two times. None when an airport is not known. */
export function spansOf({ origin, departure, destination, arrival }: Segment): readonly Span[] {
  const ends = instantsOf(destination, arrival);
  return instantsOf(origin, departure).flatMap((from) => ends.map((to) => ({ from, to })));
}

/**
 * Reads the airports, and wakes the runtime's time zones, before a search has to wait for them:
 * some 40 ms.
 */
export function readClocks(nowMs: number): void {
  const now = new Date(nowMs).toISOString().slice(0, 16);
  instantsOf("LHR", now);
  instantsOf("JFK", now);
}
