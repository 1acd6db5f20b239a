/**
 * The segments of itinerary keys that are written: `BA117-LHRJFK-20261215T0830`. A bidder offers
 * the same flights in answer to many searches, so the texts are kept and found again: 30 ns in the
 * place of 125, and nothing is put together from parts, which the writer of the bid has to join.
 * One that is not found takes 10 ns more than without.
 */
import { keyTimeText } from "../local-time.ts";

/** A6. A power of two; two segments with one place replace each other. */
const KEPT_SEGMENTS = 4_096;
const flightNumbers: string[] = Array(KEPT_SEGMENTS).fill("");
const origins: string[] = Array(KEPT_SEGMENTS).fill("");
const destinations: string[] = Array(KEPT_SEGMENTS).fill("");
const departures = new Float64Array(KEPT_SEGMENTS).fill(Number.NaN);
const texts: string[] = Array(KEPT_SEGMENTS).fill("");

/**
 * All parts are well formed, so that they are short: a text that is kept is not part of a long one.
 *
 * @param departure minutes for which `isWallClock` is true
 */
export function keySegment(
  flightNumber: string,
  origin: string,
  destination: string,
  departure: number,
): string {
  const { length } = flightNumber;
  const number = 100 * flightNumber.charCodeAt(length - 2) + flightNumber.charCodeAt(length - 1);
  const place = (departure + Math.imul(number, 61)) & (KEPT_SEGMENTS - 1);
  if (
    departures[place] !== departure ||
    flightNumbers[place] !== flightNumber ||
    origins[place] !== origin ||
    destinations[place] !== destination
  ) {
    departures[place] = departure;
    flightNumbers[place] = flightNumber;
    origins[place] = origin;
    destinations[place] = destination;
    texts[place] = `${flightNumber}-${origin}${destination}-${keyTimeText(departure)}`;
  }
  return texts[place] as string;
}
