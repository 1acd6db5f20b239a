/**
 * A timetable from columns that are already sorted by origin, destination and departure: adds the
 * indexes. All timetables are made here, for `build.ts` (rows by hand, SSIM), for `load.ts` (the
 * data file) and for a thread that received the columns of another one. So all behave the same.
 */
import { EARTH_KM } from "../../../common/places/flight-time.ts";
import { firstOf } from "./shared-columns.ts";
import type { Index, Timetable, TimetableAirport } from "./timetable.ts";
import { type Zone, zoneOf } from "./zones.ts";

/**
 * Strings, plain objects and typed arrays in shared memory: what a thread can be sent, and only the
 * strings and places are copied.
 */
export type Columns = Omit<
  Timetable,
  "zones" | "airport" | "departures" | "market" | "codeshares" | "distanceKm"
>;

/** What `timetableOf` was given. */
export function columnsOf(timetable: Timetable): Columns {
  const { zones, airport, departures, market, codeshares, distanceKm, ...columns } = timetable;
  return columns;
}

/**
 * Rows must be sorted by origin, destination, departure. The arrays are kept, not copied.
 * `zoneNamed` finds an airport's time zone: a thread has some that know their years already.
 */
export function timetableOf(
  columns: Columns,
  zoneNamed: (name: string) => Zone = zoneOf,
): Timetable {
  const { airports, origin, destination } = columns;
  const byCode = new Map(airports.map((airport, index) => [airport.code, index]));
  const firstRow = firstOf(origin, airports.length);
  const points = unitVectors(airports);

  /** The first row of `from..to` whose destination is not below `wanted`. */
  const lowerBound = (from: number, to: number, wanted: Index): number => {
    let low = from;
    let high = to;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((destination[middle] as number) < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    ...columns,
    zones: airports.map(({ zone }) => zoneNamed(zone)),
    airport: (code) => byCode.get(code) ?? -1,
    departures: (from) => {
      const last = firstRow[from + 1];
      return last === undefined ? [0, 0] : [firstRow[from] ?? 0, last];
    },
    market: (from, to) => {
      const first = firstRow[from];
      const last = firstRow[from + 1];
      if (first === undefined || last === undefined) return [0, 0];
      const start = lowerBound(first, last, to);
      return [start, lowerBound(start, last, to + 1)];
    },
    codeshares: (row) => {
      const found: string[] = [];
      const end = columns.codeshareStart[row + 1] ?? 0;
      for (let i = columns.codeshareStart[row] ?? end; i < end; i++) {
        found.push(
          `${columns.carriers[columns.codeshareCarrier[i] as number]}${columns.codeshareNumber[i]}`,
        );
      }
      return found;
    },
    distanceKm: (a, b) => {
      const x = (points[3 * a] as number) - (points[3 * b] as number);
      const y = (points[3 * a + 1] as number) - (points[3 * b + 1] as number);
      const z = (points[3 * a + 2] as number) - (points[3 * b + 2] as number);
      return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(x * x + y * y + z * z) / 2));
    },
  };
}

/** x, y, z a place: a distance is then a chord and one arcsine. */
function unitVectors(airports: readonly TimetableAirport[]): Float64Array {
  const points = new Float64Array(3 * airports.length);
  for (const [i, { latitude, longitude }] of airports.entries()) {
    const phi = (latitude * Math.PI) / 180;
    const lambda = (longitude * Math.PI) / 180;
    points.set(
      [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)],
      3 * i,
    );
  }
  return points;
}
