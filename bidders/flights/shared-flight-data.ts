/**
 * The flight data as one value that a thread can be sent: its columns are in shared memory, and
 * only names and places are copied to each thread.
 */

import { DAY_MS } from "../../proto/local-time.ts";
import { shippedRates } from "./fares/rates.ts";
import type { FlightData } from "./flight-data.ts";
import { type Columns, columnsOf, timetableOf } from "./timetable/columns.ts";
import type { Timetable } from "./timetable/timetable.ts";
import { type ZoneTables, zonesFrom, zoneTablesOf } from "./timetable/zone-tables.ts";
import { zoneOf } from "./timetable/zones.ts";

export interface SharedFlightData extends Omit<FlightData, "timetable"> {
  readonly columns: Columns;
  readonly zones: ZoneTables;
}

/**
 * Searches reach a year ahead, and their flights some days more; the zones of other years are read
 * when they are asked for.
 */
const DAYS_AHEAD = 370;

export function sharedFlightDataOf(
  { timetable, availability, fareTables, cabotageTags, minimumConnections, terminals }: FlightData,
  nowMs: number,
): SharedFlightData {
  return {
    columns: columnsOf(timetable),
    zones: zonesAhead(timetable, nowMs),
    availability,
    fareTables,
    cabotageTags,
    minimumConnections,
    terminals,
  };
}

/** The airports' time zones in the coming year: about 0.1 s for the first time. */
export function zonesAhead(timetable: Timetable, nowMs: number): ZoneTables {
  const year = (days: number) => new Date(nowMs + days * DAY_MS).getUTCFullYear();
  return zoneTablesOf(timetable, year(-2), year(DAYS_AHEAD));
}

/**
 * Makes the flight data of a thread: all that it was sent is kept, not copied.
 * @throws Error when the table of rates that ships cannot be read
 */
export function flightDataFrom({ columns, zones, ...tables }: SharedFlightData): FlightData {
  // Read here, not in the thread's first search, and so that a thread without it does not start.
  shippedRates();
  const known = zonesFrom(zones);
  return { ...tables, timetable: timetableOf(columns, (name) => known.get(name) ?? zoneOf(name)) };
}
