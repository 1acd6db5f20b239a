/**
 * Minimum connecting times, in the shape of IATA's tables: by airport, and by whether one arrives
 * and leaves on domestic or international flights. A flight is international when its ends lie in
 * different countries. Flights within the Schengen area count as international, too: this module
 * does not know the area. Airports that are known for being quicker or slower than others of their
 * size have their own times, about as they and their carriers publish them; all others have ours,
 * by size. Between two terminals: `terminals.ts`.
 */
import { daysAWeek } from "../timetable/departures.ts";
import { sharedFrom } from "../timetable/shared-columns.ts";
import type { Timetable } from "../timetable/timetable.ts";

/** 0 small, 1 medium, 2 large. */
type AirportSize = 0 | 1 | 2;

/**
 * The size of an airport by its departures a week in the timetable; the limits are 40 and 200 a
 * day.
 */
export function sizeOf(departuresAWeek: number): AirportSize {
  return departuresAWeek >= 200 * 7 ? 2 : departuresAWeek >= 40 * 7 ? 1 : 0;
}

/**
 * Domestic to domestic, domestic to international, international to domestic, international to
 * international.
 */
export const CONNECTION_KINDS = 4;

/** Which of CONNECTION_KINDS, from 0. Each flight is 0 where it is domestic, 1 where not. */
export function connectionKind(arriving: number, leaving: number): number {
  return 2 * arriving + leaving;
}

type Minimums = readonly [dd: number, di: number, id: number, ii: number];

/**
 * Minutes, by size. International arrivals that go on at home pass immigration and customs first.
 */
const BY_SIZE: Readonly<Record<AirportSize, Minimums>> = {
  0: [30, 45, 60, 45],
  1: [40, 60, 75, 60],
  2: [50, 75, 90, 70],
};

const BY_AIRPORT: Readonly<Record<string, Minimums>> = {
  // One roof, made for connections.
  VIE: [25, 30, 30, 30],
  MUC: [30, 40, 40, 40],
  ZRH: [40, 40, 40, 40],
  HEL: [35, 40, 40, 40],
  FRA: [45, 45, 45, 45],
  SIN: [60, 60, 60, 60],
  // Terminals apart, or immigration for all.
  CDG: [60, 75, 90, 75],
  LAX: [60, 90, 120, 120],
  JFK: [60, 90, 120, 120],
  MIA: [55, 75, 110, 110],
};

/** Minutes of one connection: `kind` of `connectionKind`. */
export function minimumConnectionMinutes(code: string, size: AirportSize, kind: number): number {
  return (BY_AIRPORT[code] ?? BY_SIZE[size])[kind] as number;
}

/**
 * The minutes of every airport: those of airport a at `4 * a` and the three after it. In shared
 * memory.
 */
export function minimumConnectionsOf(timetable: Timetable): Uint8Array {
  const sizes = airportSizesOf(timetable);
  const minutesOf = (code: string, size: AirportSize) =>
    Array.from({ length: CONNECTION_KINDS }, (_, kind) =>
      minimumConnectionMinutes(code, size, kind),
    );
  return sharedFrom(
    Uint8Array,
    timetable.airports.flatMap(({ code }, airport) =>
      minutesOf(code, sizes[airport] as AirportSize),
    ),
  );
}

/** The size of each airport, by airport index. */
export function airportSizesOf(timetable: Timetable): readonly AirportSize[] {
  const departures = new Float64Array(timetable.airports.length);
  for (let row = 0; row < timetable.rows; row++) {
    const origin = timetable.origin[row] as number;
    departures[origin] = (departures[origin] as number) + daysAWeek(timetable.days[row] as number);
  }
  return Array.from(departures, sizeOf);
}
