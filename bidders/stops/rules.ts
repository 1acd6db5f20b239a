/**
 * What makes two flights a connection, and a chain of flights an itinerary.
 *
 * R1 A connection keeps the minimum connecting time (`itineraries/minimum-connection.ts`), and waits 12 hours at most; leaving on the
 *    next day is fine within them.
 * R2 One leaves from the airport that one arrived at: a change of airport is refused.
 * R3 No airport is seen twice.
 * R4 What is flown is at most 1.35 times the great circle and 300 km. Where nobody flies non-stop a short trip may go by a hub that
 *    lies off its way: twice the great circle more, but not more than 700 km. The same holds for every two flights of three.
 * R5 Every two carriers of it sell connections together (`itineraries/partners.ts`), and the cabin.
 * R6 The first flight leaves on the slice's date, on the origin's calendar, and is still on sale.
 * R7 Where there are non-stop flights of the market on that date, whoever sells them, a connection takes at most three times as long as
 *    the fastest of them, and 2 hours.
 * R8 Between ends less than 1,200 km apart (about 2 hours, gate to gate) no night is spent on the way: one never leaves an airport on a
 *    later date, by its own calendar, than one arrived.
 * R9 A trip within one country does not leave it, and no carrier sells a foreign country's domestic flight by itself (C3 and C4 of
 *    `itineraries/rights.ts`).
 */
export const LAYOVER_MINUTES_MAX = 12 * 60;
export const CONNECTIONS_MAX = 2;

export const DETOUR_FACTOR = 1.35;
export const DETOUR_KM = 300;

/** The longest way that one may be flown between ends `km` apart, by whether somebody flies it non-stop (R4). */
export function flownKmMax(km: number, nonstop: boolean): number {
  return DETOUR_FACTOR * km + DETOUR_KM + (nonstop ? 0 : Math.min(2 * km, 700));
}

/** The longest that a connection may take when the fastest non-stop flight takes so many minutes; undefined: there is none (R7). */
export function travelMinutesMax(nonstopMinutes: number | undefined): number {
  return nonstopMinutes === undefined ? Number.POSITIVE_INFINITY : 3 * nonstopMinutes + 120;
}

/** Whether ends so far apart are too near to each other for a night on the way (R8). */
export function isDayTrip(km: number): boolean {
  return km < 1200;
}
