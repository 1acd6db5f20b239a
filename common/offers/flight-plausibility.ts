/**
 * Whether a flight can be real. The gateway drops an offer whose flight cannot be, and marks the
 * whole bid `invalid`; so a bidder that sells the offers of others drops it before.
 *
 * PLAUSIBLE-1 A carrier has a code of IATA or ICAO.
 * PLAUSIBLE-2 A flight takes no less than an airliner needs for the distance, and no more than one
 *             that lands on its way.
 */
import type { Segment } from "../../proto/messages.ts";
import { blockMinutesMax, blockMinutesMin } from "../places/flight-time.ts";
import { MINUTES_APART_MAX } from "./itinerary-rules.ts";
import type { Kilometres } from "./lowest-fare.ts";
import { isCapital, isCapitalOrDigit } from "./offer-fields.ts";

/**
 * The factor by which a flight may take longer than a non-stop one. It may land on its way under
 * one number, and its seller need not state that.
 */
const STOPOVER_FACTOR = 2;
const STOPOVER_MINUTES = 240;

/**
 * PLAUSIBLE-1: IATA's two characters, or ICAO's three letters where a seller has no other; not
 * digits alone.
 */
export function isCarrierCode(carrier: string): boolean {
  const first = carrier.charCodeAt(0);
  const second = carrier.charCodeAt(1);
  if (carrier.length === 3)
    return isCapital(first) && isCapital(second) && isCapital(carrier.charCodeAt(2));
  return (
    carrier.length === 2 &&
    isCapitalOrDigit(first) &&
    isCapitalOrDigit(second) &&
    (isCapital(first) || isCapital(second))
  );
}

interface FlightTimeFault {
  readonly code: "too-fast" | "too-slow";
  readonly km: number;
  /** The minutes that the flight may take at least, or at most. */
  readonly limitMinutes: number;
}

/** PLAUSIBLE-2. Undefined too where an airport is not known: the rules of itineraries name it. */
export function flightTimeFault(
  { origin, destination, durationMinutes }: Segment,
  kilometres: Kilometres,
): FlightTimeFault | undefined {
  const km = kilometres(origin, destination);
  if (km === undefined) return undefined;
  const least = Math.floor(blockMinutesMin(km)) - MINUTES_APART_MAX;
  if (durationMinutes < least) return { code: "too-fast", km, limitMinutes: least };
  const most = Math.ceil(STOPOVER_FACTOR * blockMinutesMax(km) + STOPOVER_MINUTES);
  return durationMinutes > most ? { code: "too-slow", km, limitMinutes: most } : undefined;
}
