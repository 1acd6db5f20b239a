/**
 * How long a trip stays between two slices at least: one arrives, and must be able to leave again.
 *
 * At the same airport: its minimum connecting time, taken as if both flights were international,
 * and 60 minutes at least: one leaves the secure area and checks in anew. From another airport: 120
 * minutes and the way there, at 700 km/h by great circle.
 */
import type { FlightData } from "../flight-data.ts";
import type { Index } from "../timetable/timetable.ts";
import { CONNECTION_KINDS, connectionKind } from "./minimum-connection.ts";
import type { SliceOption } from "./option.ts";
import { countriesOf } from "./rights.ts";

export const STAY_MINUTES_MIN = 60;
export const TRANSFER_MINUTES = 120;
export const TRANSFER_KM_PER_HOUR = 700;

/** Minutes from the arrival of one slice to the departure of the next, at least. */
export function stayMinutesMin(
  { timetable, minimumConnections }: Pick<FlightData, "timetable" | "minimumConnections">,
  arriving: SliceOption,
  leaving: SliceOption,
): number {
  const [last, next] = [
    arriving.departures.at(-1)?.row as Index,
    leaving.departures[0]?.row as Index,
  ];
  const [from, to] = [timetable.destination[last] as Index, timetable.origin[next] as Index];
  if (from !== to)
    return TRANSFER_MINUTES + (60 * timetable.distanceKm(from, to)) / TRANSFER_KM_PER_HOUR;
  const international = (row: Index) => new Set(countriesOf(timetable, row)).size - 1;
  const minimum = (kind: number) => minimumConnections[CONNECTION_KINDS * from + kind] as number;
  return Math.max(
    STAY_MINUTES_MIN,
    minimum(connectionKind(international(last), international(next))),
    minimum(connectionKind(1, 1)),
  );
}
