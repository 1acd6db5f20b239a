/**
 * Is an itinerary an answer to the search, and can it be flown? One set of rules for the gateway,
 * which checks what bidders send, for the kit, which checks what a strategy yields, and for
 * `partners`, which checks what outside sellers offer. Pure: the clocks are handed in.
 *
 * OFFER-1 It has as many slices as the search, each of 1 to `LIMITS.segmentsASliceMax` segments,
 *         and every field of a segment is well formed (offer-fields.ts).
 * OFFER-2 Each slice goes from the origin to the destination that was asked for, on the day that
 *         was asked for, with no more stops than were asked for.
 * OFFER-3 Each segment leaves from the airport where the one before it lands, and later; each slice
 *         leaves no earlier than the one before it lands.
 * OFFER-4 The duration of each flight and slice agrees with the clocks of its airports, but for
 *         `MINUTES_APART_MAX`. Where an hour occurs twice, either of both is right.
 */

import { wallClockMinutes } from "../../proto/itinerary.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { FlightSearch, OfferSlice, SearchSlice, Segment } from "../../proto/messages.ts";
import type { ItineraryFault, SegmentFault } from "./itinerary-fault.ts";
import {
  isAircraft,
  isAirportCode,
  isDuration,
  isFlightNumber,
  isLocalTime,
} from "./offer-fields.ts";

/** Sellers round, and some have other tables of time zones or of runways. */
export const MINUTES_APART_MAX = 5;
/** Clocks of two places differ by at most this: from UTC-12 to UTC+14. */
export const CLOCKS_APART_MINUTES_MAX = 26 * 60;

/** See `elapsed` in common/places/airport-clocks.ts. */
export type Elapsed = (
  origin: string,
  departure: string,
  destination: string,
  arrival: string,
) => readonly number[];

export interface ItineraryRules {
  readonly search: Pick<FlightSearch, "slices" | "maxStops">;
  readonly elapsed: Elapsed;
  /**
   * Whether OFFER-4 is checked. A strategy of the kit computes durations from the time zones
   * itself, and checking them costs a look-up of four local times for each flight.
   */
  readonly checksDurations: boolean;
}

type Unsure<T> = { readonly [K in keyof T]?: unknown } | null | undefined;

/** The first fault, or undefined. Never throws on plain data, for any `slices`. */
export function itineraryFault(slices: unknown, rules: ItineraryRules): ItineraryFault | undefined {
  const { search, elapsed } = rules;
  if (!Array.isArray(slices) || slices.length !== search.slices.length)
    return { code: "slice-count", found: Array.isArray(slices) ? slices.length : undefined };
  for (const [i, asked] of search.slices.entries()) {
    const fault = sliceFault(slices[i], i, asked, rules);
    if (fault !== undefined) return fault;
    const before = (slices[i - 1] as OfferSlice | undefined)?.segments.at(-1);
    const after = (slices[i] as OfferSlice).segments[0] as Segment;
    if (before !== undefined && !leavesAfter(before, after, 0, elapsed))
      return { code: "slice-order", slice: i };
  }
  return undefined;
}

function sliceFault(
  value: Unsure<OfferSlice>,
  i: number,
  asked: SearchSlice,
  rules: ItineraryRules,
): ItineraryFault | undefined {
  if (typeof value !== "object" || value === null) return { code: "no-slice", slice: i };
  const { segments: listed, durationMinutes } = value;
  const count = Array.isArray(listed) ? listed.length : undefined;
  if (count === undefined || count === 0 || count > LIMITS.segmentsASliceMax)
    return { code: "segment-count", slice: i, found: count };
  const values = listed as readonly Unsure<Segment>[];
  for (const [j, segment] of values.entries()) {
    const code = segmentFault(segment);
    if (code !== undefined) return { code, slice: i, segment: j };
  }
  const segments = values as readonly Segment[];
  return (
    answerFault(segments, i, asked, rules) ??
    flightsFault(segments, i, rules) ??
    (isDuration(durationMinutes)
      ? sliceDurationFault(segments, durationMinutes, i, rules)
      : { code: "slice-minutes", slice: i, found: durationMinutes })
  );
}

/** OFFER-1 */
function segmentFault(segment: Unsure<Segment>): SegmentFault | undefined {
  const carrier = segment?.carrier;
  if (typeof carrier !== "string" || carrier === "") return "carrier";
  if (!isFlightNumber(segment?.flightNumber, carrier)) return "flight-number";
  if (!isAirportCode(segment?.origin) || !isAirportCode(segment?.destination)) return "airport";
  if (!isLocalTime(segment?.departure) || !isLocalTime(segment?.arrival)) return "time";
  if (!isDuration(segment?.durationMinutes)) return "segment-minutes";
  return isAircraft(segment?.aircraft) ? undefined : "aircraft";
}

/** OFFER-2 */
function answerFault(
  segments: readonly Segment[],
  slice: number,
  asked: SearchSlice,
  { search }: ItineraryRules,
): ItineraryFault | undefined {
  const [first, last] = [segments[0] as Segment, segments.at(-1) as Segment];
  const stops = segments.length - 1;
  if (stops > search.maxStops) return { code: "stops", slice, found: stops };
  if (first.origin !== asked.origin || last.destination !== asked.destination)
    return { code: "ends", slice };
  return first.departure.startsWith(asked.departureDate) ? undefined : { code: "date", slice };
}

/** OFFER-3 within a slice, OFFER-4 for each flight. */
function flightsFault(
  segments: readonly Segment[],
  slice: number,
  { elapsed, checksDurations }: ItineraryRules,
): ItineraryFault | undefined {
  for (const [i, segment] of segments.entries()) {
    const before = segments[i - 1];
    if (before !== undefined && before.destination !== segment.origin)
      return { code: "connection-airport", slice, segment: i };
    if (before !== undefined && !leavesAfter(before, segment, 1, elapsed))
      return { code: "connection-time", slice, segment: i };
    if (!checksDurations) continue;
    const { origin, departure, destination, arrival, durationMinutes } = segment;
    const byClocks = elapsed(origin, departure, destination, arrival);
    if (byClocks.length === 0) return { code: "unknown-airport", slice, segment: i };
    if (!agrees(durationMinutes, byClocks))
      return { code: "flight-duration", slice, segment: i, byClocks: distinct(byClocks) };
  }
  return undefined;
}

/** OFFER-4 for a slice, all of whose airports are known. */
function sliceDurationFault(
  segments: readonly Segment[],
  durationMinutes: number,
  slice: number,
  { elapsed, checksDurations }: ItineraryRules,
): ItineraryFault | undefined {
  if (!checksDurations) return undefined;
  const [first, last] = [segments[0] as Segment, segments.at(-1) as Segment];
  const byClocks = elapsed(first.origin, first.departure, last.destination, last.arrival);
  return agrees(durationMinutes, byClocks)
    ? undefined
    : { code: "slice-duration", slice, byClocks: distinct(byClocks) };
}

/**
 * Whether a landing and the next departure can be at least so many minutes apart. At one airport a
 * later time on its clock is later; in the hour that occurs twice an earlier one can be later, too.
 */
function leavesAfter(
  landed: Segment,
  next: Segment,
  minutesMin: number,
  elapsed: Elapsed,
): boolean {
  // Well-formed local times sort as texts.
  if (next.origin === landed.destination && next.departure > landed.arrival) return true;
  const byClock = wallClockMinutes(next.departure) - wallClockMinutes(landed.arrival);
  return (
    byClock > CLOCKS_APART_MINUTES_MAX ||
    elapsed(landed.destination, landed.arrival, next.origin, next.departure).some(
      (minutes) => minutes >= minutesMin,
    )
  );
}

function agrees(minutes: number, byClocks: readonly number[]): boolean {
  return byClocks.some((real) => real > 0 && Math.abs(minutes - real) <= MINUTES_APART_MAX);
}

function distinct(minutes: readonly number[]): readonly number[] {
  return [...new Set(minutes)];
}
