/**
 * Minimum connecting times, in the shape of IATA's tables but our own figures: by how large the airport is, and by whether one arrives
 * and leaves on domestic or international flights. A flight is international when its ends lie in different countries; that
 * Schengen's are not is not known here.
 */
import type { Timetable } from "../timetable/timetable.ts";

/** 0 small, 1 medium, 2 large. */
export type AirportSize = 0 | 1 | 2;

/** By departures a week in the timetable: from 40 and 200 a day on. */
export function sizeOf(departuresAWeek: number): AirportSize {
  return departuresAWeek >= 200 * 7 ? 2 : departuresAWeek >= 40 * 7 ? 1 : 0;
}

/** Minutes, by size. International arrivals that go on at home pass immigration and customs first. */
const MINIMUM: readonly (readonly [small: number, medium: number, large: number])[] = [
  [30, 40, 50], // domestic to domestic
  [45, 60, 75], // domestic to international
  [60, 75, 90], // international to domestic
  [45, 60, 70], // international to international
];

export function minimumConnectionMinutes(size: AirportSize, arrivesInternational: boolean, leavesInternational: boolean): number {
  return MINIMUM[(arrivesInternational ? 2 : 0) + (leavesInternational ? 1 : 0)]?.[size] as number;
}

const sizesByTimetable = new WeakMap<Timetable, readonly AirportSize[]>();

/** The size of each airport, by airport index. Made once a timetable. */
export function airportSizesOf(timetable: Timetable): readonly AirportSize[] {
  let sizes = sizesByTimetable.get(timetable);
  if (sizes === undefined) {
    const departures = timetable.airports.map(() => 0);
    for (let row = 0; row < timetable.rows; row++) {
      const origin = timetable.origin[row] as number;
      departures[origin] = (departures[origin] as number) + daysAWeek(timetable.days[row] as number);
    }
    sizes = departures.map(sizeOf);
    sizesByTimetable.set(timetable, sizes);
  }
  return sizes;
}

/** How many weekdays a row's bits say. */
export function daysAWeek(days: number): number {
  let count = 0;
  for (let bits = days; bits !== 0; bits &= bits - 1) count++;
  return count;
}
