/**
 * What every thread searches in, made once: its columns lie in shared memory, and only names and
 * places are copied to each thread.
 */
import { adoptAvailability, availability } from "../flights/fares/availability.ts";
import { adoptMinimums } from "../flights/itineraries/minimum-connection.ts";
import { adoptTags } from "../flights/itineraries/rights.ts";
import { type Columns, columnsOf, timetableOf } from "../flights/timetable/columns.ts";
import { zoneTablesOf } from "../flights/timetable/departures.ts";
import type { Timetable } from "../flights/timetable/timetable.ts";
import { adoptZoneTables, type ZoneTables } from "../flights/timetable/zones.ts";
import type { Network } from "./engine/network.ts";
import type { StopsResources } from "./slice-options.ts";

export interface Shared {
  readonly columns: Columns;
  readonly network: Omit<Network, "timetable">;
  readonly zones: ZoneTables;
  readonly availability: Uint8Array;
}

const DAY_MS = 86_400_000;
/**
 * Searches reach a year ahead, and their flights some days more; the zones of other years are read
 * when they are asked for.
 */
const DAYS_AHEAD = 370;

export function shareable(
  { timetable, network: { timetable: _, ...network } }: StopsResources,
  nowMs: number,
): Shared {
  return {
    columns: columnsOf(timetable),
    network,
    zones: zonesAhead(timetable, nowMs),
    availability: availability(),
  };
}

/** The time zones of the coming year: about 0.1 s for the first time. */
export function zonesAhead(timetable: Timetable, nowMs: number): ZoneTables {
  const year = (days: number) => new Date(nowMs + days * DAY_MS).getUTCFullYear();
  return zoneTablesOf(timetable, year(-2), year(DAYS_AHEAD));
}

/** In the thread. */
export function revived({ columns, network, zones, availability: open }: Shared): StopsResources {
  adoptAvailability(open);
  adoptZoneTables(zones);
  const timetable = timetableOf(columns);
  adoptMinimums(timetable, network.minimums);
  adoptTags(timetable, network.rowTag);
  return { timetable, network: { ...network, timetable } };
}
