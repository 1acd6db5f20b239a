/**
 * Flights that are not sold by themselves: charters, extra sections, flights without passengers
 * between two bases. Files that were made from what was observed in the air have them among the
 * scheduled ones, under numbers that the airline keeps for them.
 *
 * EXTRA-1 Flights under such a number are left out.
 *
 * Sources: flyertalk.com/forum/27022851-post10.html (American's 9xxx are not for scheduled
 * flights); jetcareers.com/forums/threads/flight-numbers.156449 (8xxx and 9xxx are charters and
 * repositioning flights). In the source nearly all of them fly on one day: 239 departures a week
 * of 193 rows of AA, 179 of 179 of DL, such as Miami - Fort Lauderdale and La Guardia - Kennedy.
 */
const EXTRA_FROM: Readonly<Record<string, number>> = { AA: 9000, DL: 8700 };

export function isExtraFlight(carrier: string, number: number): boolean {
  return number >= (EXTRA_FROM[carrier] ?? Number.POSITIVE_INFINITY);
}
