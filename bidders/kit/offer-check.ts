/**
 * What a strategy yields, checked before it is believed: an offer that is wrong would cost the
 * whole bid at the gateway. Says what is wrong in a few words, or nothing.
 */

import { saleFault } from "../../common/offers/fares.ts";
import { airportByCode } from "../../common/places/airports.ts";
import { isReadable } from "../../common/text/readable.ts";
import { LIMITS } from "../../proto/codec/index.ts";
import { wallClockMinutes } from "../../proto/itinerary.ts";
import type {
  FlightOffer,
  FlightSearch,
  OfferSlice,
  SearchSlice,
  Segment,
} from "../../proto/messages.ts";
import { zoneOf } from "../flights/timetable/zones.ts";

const TEXT_MAX = 64;
const AIRPORT = /^[A-Z]{3}$/;
const MINUTES_MAX = 14 * 24 * 60;
/**
 * Clocks are put back by two hours at most (Antarctica/Troll): the years of greater changes are
 * past.
 */
const REPEATED_MINUTES_MAX = 2 * 60;

type Unsure<T> = { readonly [K in keyof T]?: unknown } | null | undefined;

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "" && value.length <= TEXT_MAX && isReadable(value);
}

function isMinutes(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) <= MINUTES_MAX;
}

/**
 * The fault of something that should be an offer for this search, or undefined when it is one.
 * Never throws on plain data.
 */
export function offerFault(
  value: unknown,
  search: FlightSearch,
  nowMs: number,
): string | undefined {
  if (typeof value !== "object" || value === null)
    return `${value === null ? "null" : typeof value} is no offer`;
  const offer = value as Unsure<FlightOffer> & object;
  const price = offer.price as Unsure<FlightOffer["price"]>;
  if (!isText(offer.seller)) return `seller must be 1-${TEXT_MAX} characters`;
  if (!Number.isSafeInteger(price?.amount) || (price?.amount as number) < 0)
    return `price ${String(price?.amount)} is no amount`;
  if (typeof price?.currency !== "string" || !AIRPORT.test(price.currency))
    return `currency ${String(price?.currency)} is no ISO 4217 code`;
  if (typeof offer.modelled !== "boolean") return "modelled must be true or false";
  if (!Number.isSafeInteger(offer.expiresAtMs))
    return `expiresAtMs ${String(offer.expiresAtMs)} is no instant`;
  if ((offer.expiresAtMs as number) <= nowMs) return "it has expired";
  if (!Array.isArray(offer.slices) || offer.slices.length !== search.slices.length)
    return `its slices are not the search's ${search.slices.length}`;
  for (const [i, asked] of search.slices.entries()) {
    const fault = sliceFault(offer.slices[i], asked, search.maxStops);
    if (fault !== undefined) return `slice ${i}: ${fault}`;
    const before = (offer.slices[i - 1] as OfferSlice | undefined)?.segments.at(-1);
    const after = (offer.slices[i] as OfferSlice).segments[0] as Segment;
    // One airport, one clock. Where the next slice starts elsewhere, the gateway compares by time
    // zone.
    if (
      before !== undefined &&
      before.destination === after.origin &&
      !isLater(after.origin, after.departure, before.arrival)
    )
      return `slice ${i}: it leaves ${after.origin} at ${after.departure}, and the one before it lands at ${before.arrival}`;
  }
  const fault = saleFault(offer as FlightOffer);
  if (fault !== undefined) return fault;
  return (offer as FlightOffer).selfTransfers.length > 0 && !search.selfTransfer
    ? "it has a self-transfer, which was not asked for"
    : undefined;
}

/**
 * By the airport's clock. Where clocks are put back a time comes twice, and the departure may be in
 * the second pass of an hour.
 */
function isLater(airport: string, departure: string, arrival: string): boolean {
  const [leaves, lands] = [wallClockMinutes(departure), wallClockMinutes(arrival)];
  if (leaves > lands) return true;
  const place = leaves + REPEATED_MINUTES_MAX > lands ? airportByCode(airport) : undefined;
  if (place === undefined) return false;
  const { zone } = place;
  return zoneOf(zone)
    .instantsAt(leaves)
    .some((from) =>
      zoneOf(zone)
        .instantsAt(lands)
        .some((to) => from > to),
    );
}

function sliceFault(
  slice: Unsure<OfferSlice>,
  asked: SearchSlice,
  stopsMax: number,
): string | undefined {
  const segments = slice?.segments;
  if (!isMinutes(slice?.durationMinutes))
    return `duration ${String(slice?.durationMinutes)} must be 1-${MINUTES_MAX} minutes`;
  if (
    !Array.isArray(segments) ||
    segments.length === 0 ||
    segments.length > LIMITS.segmentsASliceMax
  )
    return `it must have 1-${LIMITS.segmentsASliceMax} segments`;
  if (segments.length - 1 > stopsMax)
    return `${segments.length - 1} stops, at most ${stopsMax} were asked for`;
  for (const [i, segment] of segments.entries()) {
    const fault = segmentFault(segment);
    if (fault !== undefined) return `segment ${i}: ${fault}`;
    const before = segments[i - 1] as Segment | undefined;
    if (
      before !== undefined &&
      before.destination === segment.origin &&
      !isLater(segment.origin, segment.departure, before.arrival)
    )
      return `segment ${i}: it leaves at ${segment.departure}, and the one before it lands at ${before.arrival}`;
  }
  const first = segments[0] as Segment;
  const last = segments.at(-1) as Segment;
  if (first.origin !== asked.origin || last.destination !== asked.destination)
    return `${first.origin}-${last.destination} is not ${asked.origin}-${asked.destination}`;
  if (!first.departure.startsWith(asked.departureDate))
    return `it leaves ${first.departure}, not on ${asked.departureDate}`;
  return undefined;
}

function segmentFault(segment: Unsure<Segment>): string | undefined {
  if (!isText(segment?.carrier)) return "no carrier";
  if (!isText(segment.flightNumber)) return "no flight number";
  if (!isAirport(segment.origin) || !isAirport(segment.destination))
    return "an end is no IATA airport code";
  if (!isLocalTime(segment.departure) || !isLocalTime(segment.arrival))
    return "times must look like 2026-12-01T08:30";
  if (!isMinutes(segment.durationMinutes))
    return `duration ${String(segment.durationMinutes)} must be 1-${MINUTES_MAX} minutes`;
  if (segment.aircraft !== "" && !isText(segment.aircraft)) return "aircraft must be text";
  return undefined;
}

function isAirport(value: unknown): boolean {
  return typeof value === "string" && AIRPORT.test(value);
}

function isLocalTime(value: unknown): boolean {
  return typeof value === "string" && wallClockMinutes(value) >= 0;
}
