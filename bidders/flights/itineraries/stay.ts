/**
 * How long a trip stays between two slices at least: one arrives, and must be able to leave again.
 *
 * At the same airport: its minimum connecting time, taken as if both flights were international,
 * that between their terminals (TERMINAL-2), and 60 minutes at least: one leaves the secure area
 * and checks in again. From another airport: 120 minutes and the way there, at 700 km/h by great
 * circle.
 */
import type { FlightData } from "../flight-data.ts";
import type { Index } from "../timetable/timetable.ts";
import { CONNECTION_KINDS, connectionKind } from "./minimum-connection.ts";
import { countriesOf } from "./rights.ts";
import { TERMINALS_A_ROW } from "./terminals.ts";
import type { TripPart } from "./trip-part.ts";

const STAY_MINUTES_MIN = 60;
const TRANSFER_MINUTES = 120;
const TRANSFER_KM_PER_HOUR = 700;

/** The ends of a slice that a stay depends on. */
export type StayEnds = Pick<TripPart, "firstRow" | "lastRow">;

export type StayData = Pick<FlightData, "timetable" | "minimumConnections" | "terminals">;

/** Minutes from the arrival of one slice to the departure of the next, at least. */
export function stayMinutesMin(
  { timetable, minimumConnections, terminals }: StayData,
  arriving: StayEnds,
  leaving: StayEnds,
): number {
  const [last, next] = [arriving.lastRow, leaving.firstRow];
  const [from, to] = [timetable.destination[last] as Index, timetable.origin[next] as Index];
  const least = leastStayMinutes({ timetable, minimumConnections }, from, to);
  if (from !== to) return least;
  const kind = connectionKind(abroadOf(timetable, last), abroadOf(timetable, next));
  return Math.max(
    least,
    minimumConnections[CONNECTION_KINDS * from + kind] as number,
    terminals.terminalMinutes[
      TERMINALS_A_ROW * (terminals.arrivalTerminal[last] as number) +
        (terminals.departureTerminal[next] as number)
    ] as number,
  );
}

/** The same of any two flights to one airport and from the other or the same: none needs less. */
export function leastStayMinutes(
  { timetable, minimumConnections }: Pick<StayData, "timetable" | "minimumConnections">,
  arrivesAt: Index,
  leavesFrom: Index,
): number {
  if (arrivesAt !== leavesFrom)
    return (
      TRANSFER_MINUTES + (60 * timetable.distanceKm(arrivesAt, leavesFrom)) / TRANSFER_KM_PER_HOUR
    );
  const international = CONNECTION_KINDS * arrivesAt + connectionKind(1, 1);
  return Math.max(STAY_MINUTES_MIN, minimumConnections[international] as number);
}

/** Whether two flights from one airport leave it after the same stay, whatever one arrives on. */
export function leaveAlike({ timetable, terminals }: StayData, one: Index, other: Index): boolean {
  return (
    abroadOf(timetable, one) === abroadOf(timetable, other) &&
    terminals.departureTerminal[one] === terminals.departureTerminal[other]
  );
}

/** Whether two flights to one airport need the same stay there, whatever one leaves on. */
export function arriveAlike({ timetable, terminals }: StayData, one: Index, other: Index): boolean {
  return (
    abroadOf(timetable, one) === abroadOf(timetable, other) &&
    terminals.arrivalTerminal[one] === terminals.arrivalTerminal[other]
  );
}

/** 1 for an international flight, 0 for a domestic one. */
function abroadOf(timetable: StayData["timetable"], row: Index): 0 | 1 {
  const [from, to] = countriesOf(timetable, row);
  return from === to ? 0 : 1;
}

/** Longer than any stay that is asked for: half the way round the earth takes 29 hours. */
export const STAY_MINUTES_MAX = 2 * 24 * 60;

/**
 * The same for a search that asks it of very many pairs: where the time between two slices is
 * longer than any stay, it is not worked out.
 */
export function staysOf(
  data: StayData,
): (
  arriving: StayEnds & Pick<TripPart, "arrivalUtc">,
  leaving: StayEnds & Pick<TripPart, "departureUtc">,
) => number {
  return (arriving, leaving) =>
    leaving.departureUtc - arriving.arrivalUtc >= STAY_MINUTES_MAX
      ? 0
      : stayMinutesMin(data, arriving, leaving);
}
