/**
 * Is an itinerary an answer to the search, and can it be flown? One set of rules for the gateway,
 * which checks what bidders send, for the kit, which checks what a strategy yields, and for
 * `partners`, which checks what outside sellers offer. Pure: the clocks are handed in.
 *
 * OFFER-1 It has as many slices as the search, each of 1 to `LIMITS.segmentsASliceMax` segments,
 *         and every field of a segment is well formed (offer-fields.ts).
 * OFFER-2 Each slice goes from an origin to a destination that was asked for, on a day that was
 *         asked for, with no more stops than were asked for.
 * OFFER-3 Each segment leaves from the airport where the one before it lands, and later; each slice
 *         leaves no earlier than the one before it lands.
 * OFFER-4 The duration of each flight and slice agrees with the clocks of its airports, but for
 *         `MINUTES_APART_MAX`. Where an hour occurs twice, either of both is right.
 */

import { flightTimes } from "../../proto/flight-times.ts";
import { wallClockMinutes } from "../../proto/itinerary.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { FlightSearch, OfferSlice, SearchSlice, Segment } from "../../proto/messages.ts";
import { isCabin } from "./cabins.ts";
import type { ItineraryFault, SegmentFault } from "./itinerary-fault.ts";
import {
  beginsWith,
  isAircraft,
  isAirportCode,
  isDuration,
  isFlightNumber,
  isOperatingCarrier,
  isTerminal,
} from "./offer-fields.ts";

/** Sellers round, and some have other tables of time zones or of runways. */
export const MINUTES_APART_MAX = 5;
/** Clocks of two places differ by at most this: from UTC-12 to UTC+14. */
export const CLOCKS_APART_MINUTES_MAX = 26 * 60;

/** See `elapsed` in common/places/airport-clocks.ts. Local times are in minutes since 1970. */
export type Elapsed = (
  origin: string,
  departure: number,
  destination: string,
  arrival: number,
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

/** Each local time is read once. None of the checks calls another. */
const { departures, arrivals } = flightTimes;

/**
 * The first fault, or undefined. Never throws on plain data, for any `slices`. Those without a
 * fault have their times in `flightTimes` then.
 *
 * @param areKeyed they were just read from an itinerary key: their flight numbers, airports and
 *   times are well formed (KEY-1), and the times are in `flightTimes` (TIMES-1)
 */
export function itineraryFault(
  slices: unknown,
  rules: ItineraryRules,
  areKeyed = false,
): ItineraryFault | undefined {
  const { search, elapsed } = rules;
  if (!Array.isArray(slices) || slices.length !== search.slices.length)
    return { code: "slice-count", found: Array.isArray(slices) ? slices.length : undefined };
  if (!areKeyed) flightTimes.of = null;
  let landed: Segment | undefined;
  let landedAt = 0;
  /** The place of the first time of the slice. */
  let from = 0;
  for (let i = 0; i < slices.length; i++) {
    const fault = sliceFault(slices[i], i, from, search.slices[i] as SearchSlice, rules, areKeyed);
    if (fault !== undefined) return fault;
    const { segments } = slices[i] as OfferSlice;
    if (landed !== undefined) {
      const first = segments[0] as Segment;
      const leavesAt = departures[from] as number;
      if (!leavesAfter(landed, landedAt, first, leavesAt, 0, elapsed))
        return { code: "slice-order", slice: i };
    }
    landed = segments[segments.length - 1] as Segment;
    landedAt = arrivals[from + segments.length - 1] as number;
    from += segments.length;
  }
  flightTimes.of = slices;
  return undefined;
}

function sliceFault(
  value: Unsure<OfferSlice>,
  i: number,
  from: number,
  asked: SearchSlice,
  rules: ItineraryRules,
  areKeyed: boolean,
): ItineraryFault | undefined {
  if (typeof value !== "object" || value === null) return { code: "no-slice", slice: i };
  const { segments: listed, durationMinutes } = value;
  const count = Array.isArray(listed) ? listed.length : undefined;
  if (count === undefined || count === 0 || count > LIMITS.segmentsASliceMax)
    return { code: "segment-count", slice: i, found: count };
  const values = listed as readonly Unsure<Segment>[];
  for (let j = 0; j < count; j++) {
    const code = areKeyed
      ? keyedSegmentFault(values[j] as Segment)
      : segmentFault(values[j], from + j);
    if (code !== undefined) return { code, slice: i, segment: j };
  }
  const segments = values as readonly Segment[];
  return (
    answerFault(segments, i, asked, rules) ??
    flightsFault(segments, i, from, rules) ??
    (isDuration(durationMinutes)
      ? sliceDurationFault(segments, durationMinutes, i, from, rules)
      : { code: "slice-minutes", slice: i, found: durationMinutes })
  );
}

/** OFFER-1. Sets the times of the segment, at their place. */
function segmentFault(segment: Unsure<Segment>, at: number): SegmentFault | undefined {
  if (segment == null) return "carrier";
  const { carrier, departure, arrival } = segment;
  if (typeof carrier !== "string" || carrier === "") return "carrier";
  if (!isFlightNumber(segment.flightNumber, carrier)) return "flight-number";
  if (!isAirportCode(segment.origin) || !isAirportCode(segment.destination)) return "airport";
  if (typeof departure !== "string" || typeof arrival !== "string") return "time";
  const departs = wallClockMinutes(departure);
  const arrives = wallClockMinutes(arrival);
  if (Number.isNaN(departs) || Number.isNaN(arrives)) return "time";
  departures[at] = departs;
  arrivals[at] = arrives;
  if (!isDuration(segment.durationMinutes)) return "segment-minutes";
  if (!isAircraft(segment.aircraft)) return "aircraft";
  return optionalFault(segment);
}

/** The same for a segment that was just read from a key: the rest of OFFER-1 is KEY-1. */
function keyedSegmentFault(segment: Segment): SegmentFault | undefined {
  const { carrier, flightNumber, durationMinutes, aircraft } = segment;
  if (carrier === "") return "carrier";
  if (!beginsWith(flightNumber, carrier)) return "flight-number";
  if (!isDuration(durationMinutes)) return "segment-minutes";
  if (!isAircraft(aircraft)) return "aircraft";
  return optionalFault(segment);
}

/** The fault of the fields that may be left out. */
function optionalFault({
  originTerminal,
  destinationTerminal,
  cabin,
  operatingCarrier,
}: {
  readonly originTerminal?: unknown;
  readonly destinationTerminal?: unknown;
  readonly cabin?: unknown;
  readonly operatingCarrier?: unknown;
}): SegmentFault | undefined {
  if (!isTerminal(originTerminal) || !isTerminal(destinationTerminal)) return "terminal";
  if (!isOperatingCarrier(operatingCarrier)) return "operating-carrier";
  return isCabin(cabin) ? undefined : "cabin";
}

/** OFFER-2 */
function answerFault(
  segments: readonly Segment[],
  slice: number,
  asked: SearchSlice,
  { search }: ItineraryRules,
): ItineraryFault | undefined {
  const stops = segments.length - 1;
  const first = segments[0] as Segment;
  const last = segments[stops] as Segment;
  if (stops > search.maxStops) return { code: "stops", slice, found: stops };
  const isBetween =
    isEnd(first.origin, asked.origin, asked.origins) &&
    isEnd(last.destination, asked.destination, asked.destinations);
  if (!isBetween) return { code: "ends", slice };
  return isOnDay(first.departure, asked) ? undefined : { code: "date", slice };
}

/** @param all the airports that the end stands for; undefined: it is one alone */
function isEnd(code: string, one: string, all: readonly string[] | undefined): boolean {
  return code === one || all?.includes(code) === true;
}

function isOnDay(departure: string, { departureDate, departureDates }: SearchSlice): boolean {
  if (departure.startsWith(departureDate)) return true;
  if (departureDates === undefined) return false;
  const day = departure.slice(0, departureDate.length);
  return day >= departureDates.from && day <= departureDates.to;
}

/** OFFER-3 within a slice, OFFER-4 for each flight. */
function flightsFault(
  segments: readonly Segment[],
  slice: number,
  from: number,
  { elapsed, checksDurations }: ItineraryRules,
): ItineraryFault | undefined {
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i] as Segment;
    if (i > 0) {
      const before = segments[i - 1] as Segment;
      const landedAt = arrivals[from + i - 1] as number;
      if (before.destination !== segment.origin)
        return { code: "connection-airport", slice, segment: i };
      if (!leavesAfter(before, landedAt, segment, departures[from + i] as number, 1, elapsed))
        return { code: "connection-time", slice, segment: i };
    }
    if (!checksDurations) continue;
    const { origin, destination, durationMinutes } = segment;
    const byClocks = elapsed(
      origin,
      departures[from + i] as number,
      destination,
      arrivals[from + i] as number,
    );
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
  from: number,
  { elapsed, checksDurations }: ItineraryRules,
): ItineraryFault | undefined {
  if (!checksDurations) return undefined;
  const end = segments.length - 1;
  const first = segments[0] as Segment;
  // The duration of its only flight has been checked.
  if (end === 0 && first.durationMinutes === durationMinutes) return undefined;
  const byClocks = elapsed(
    first.origin,
    departures[from] as number,
    (segments[end] as Segment).destination,
    arrivals[from + end] as number,
  );
  return agrees(durationMinutes, byClocks)
    ? undefined
    : { code: "slice-duration", slice, byClocks: distinct(byClocks) };
}

/**
 * Whether a landing and the next departure can be at least this number of minutes apart. At one
 * airport a later time on its clock is later; in the hour that occurs twice an earlier one can be
 * later, too.
 */
function leavesAfter(
  landed: Segment,
  landedAt: number,
  next: Segment,
  leavesAt: number,
  minutesMin: number,
  elapsed: Elapsed,
): boolean {
  const byClock = leavesAt - landedAt;
  if (byClock > 0 && next.origin === landed.destination) return true;
  if (byClock > CLOCKS_APART_MINUTES_MAX) return true;
  const gaps = elapsed(landed.destination, landedAt, next.origin, leavesAt);
  for (let i = 0; i < gaps.length; i++) if ((gaps[i] as number) >= minutesMin) return true;
  return false;
}

function agrees(minutes: number, byClocks: readonly number[]): boolean {
  for (let i = 0; i < byClocks.length; i++) {
    const real = byClocks[i] as number;
    if (real > 0 && Math.abs(minutes - real) <= MINUTES_APART_MAX) return true;
  }
  return false;
}

function distinct(minutes: readonly number[]): readonly number[] {
  return [...new Set(minutes)];
}
