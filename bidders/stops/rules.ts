/**
 * What makes two flights a connection, and a chain of flights an itinerary. The tables are the bidder's own, in the shape of IATA's
 * minimum connecting times: by how large the airport is, and by whether one arrives and leaves on domestic or international
 * flights. A flight is international when its ends lie in different countries; that Schengen's are not is not known here.
 *
 * R1 A connection keeps the minimum connecting time, and waits 12 hours at most; leaving on the next day is fine within them.
 * R2 One leaves from the airport that one arrived at: a change of airport is refused.
 * R3 No airport is seen twice.
 * R4 What is flown is at most 1.35 times the great circle and 1,000 km: short trips may go by a hub, long ones not around the world.
 * R5 Every two carriers of it sell connections together (`itineraries/partners.ts`), and the cabin.
 * R6 The first flight leaves on the slice's date, on the origin's calendar, and is still on sale.
 */
export const LAYOVER_MINUTES_MAX = 12 * 60;
export const CONNECTIONS_MAX = 2;

export const DETOUR_FACTOR = 1.35;
export const DETOUR_KM = 1000;

/** The longest way that one may be flown between ends `km` apart (R4). */
export function flownKmMax(km: number): number {
  return DETOUR_FACTOR * km + DETOUR_KM;
}

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
