/** What the clocks of two airports say of the time between. The gateway reckons by the same table, and calls a bid that differs a lie. */
import { airportByCode } from "../../proto/airports.ts";
import { wallClockMinutes } from "../../proto/itinerary.ts";
import { FIRST_YEAR, LAST_YEAR, toUtc } from "../timetable/zones.ts";

/** Minutes between two moments, each told on the clock of its airport. Undefined when an airport is not known, or a time cannot be read. */
export function minutesBetween(origin: string, departure: string, destination: string, arrival: string): number | undefined {
  const [from, to] = [instantMinutes(origin, departure), instantMinutes(destination, arrival)];
  return from === undefined || to === undefined ? undefined : to - from;
}

function instantMinutes(airport: string, local: string): number | undefined {
  const zone = airportByCode(airport)?.zone;
  const minutes = wallClockMinutes(local);
  const year = Number(local.slice(0, 4));
  return zone === undefined || Number.isNaN(minutes) || year < FIRST_YEAR || year > LAST_YEAR ? undefined : toUtc(zone, minutes);
}

/** Reads the airports, and wakes the runtime's time zones, before a search has to wait for them: some 40 ms. */
export function readClocks(nowMs: number): void {
  const now = new Date(nowMs).toISOString().slice(0, 16);
  minutesBetween("LHR", now, "JFK", now);
}
