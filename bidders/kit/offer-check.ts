/**
 * The check of what a strategy yields, before it is sent: an offer that the gateway finds wrong
 * costs the bidder its whole bid. The rules are those of common/offers, which the gateway checks
 * again. Only the durations (OFFER-4) are not checked here: a strategy computes them from the time
 * zones itself.
 */

import { mixedFault } from "../../common/offers/cabins.ts";
import type { ItineraryFault } from "../../common/offers/itinerary-fault.ts";
import { itineraryFault } from "../../common/offers/itinerary-rules.ts";
import {
  isAmount,
  isCurrencyCode,
  isSellerName,
  MINUTES_MAX,
  SELLER_CHARS_MAX,
} from "../../common/offers/offer-fields.ts";
import { hasUnwantedSelfTransfer, saleFault } from "../../common/offers/sale-rules.ts";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { LIMITS } from "../../proto/codec/index.ts";
import {
  CABINS,
  type FlightOffer,
  type FlightSearch,
  type OfferSlice,
  type SearchSlice,
  type Segment,
} from "../../proto/messages.ts";

type Unsure<T> = { readonly [K in keyof T]?: unknown } | null | undefined;

/**
 * The fault of something that should be an offer for this search, in a few words; undefined when it
 * is one. Never throws on plain data.
 */
export function offerFault(
  value: unknown,
  search: FlightSearch,
  nowMs: number,
): string | undefined {
  if (typeof value !== "object" || value === null)
    return `${value === null ? "null" : typeof value} is not an offer`;
  const offer = value as Unsure<FlightOffer> & object;
  const own = ownFieldsFault(offer, nowMs);
  if (own !== undefined) return own;
  const fault = itineraryFault(offer.slices, { search, elapsed, checksDurations: false });
  if (fault !== undefined) return describe(fault, (offer as FlightOffer).slices, search);
  return (
    saleFault(offer as FlightOffer) ??
    (hasUnwantedSelfTransfer(offer as FlightOffer, search)
      ? "it has a self-transfer, which was not asked for"
      : undefined) ??
    cabinFault(offer as FlightOffer, search)
  );
}

function cabinFault({ slices }: FlightOffer, { cabin }: FlightSearch): string | undefined {
  const fault = mixedFault(slices, cabin, kilometresBetween);
  return fault === undefined ? undefined : `it ${fault}`;
}

/** Everything but the slices and what is sold with them. */
function ownFieldsFault(offer: Unsure<FlightOffer> & object, nowMs: number): string | undefined {
  const price = offer.price as Unsure<FlightOffer["price"]>;
  if (!isSellerName(offer.seller, SELLER_CHARS_MAX.sent))
    return `seller must be 1-${SELLER_CHARS_MAX.sent} characters`;
  if (!isAmount(price?.amount)) return `price ${String(price?.amount)} is not an amount`;
  if (!isCurrencyCode(price?.currency))
    return `currency ${String(price?.currency)} is not an ISO 4217 code`;
  if (typeof offer.modelled !== "boolean") return "modelled must be true or false";
  if (!Number.isSafeInteger(offer.expiresAtMs))
    return `expiresAtMs ${String(offer.expiresAtMs)} is not an instant`;
  return (offer.expiresAtMs as number) <= nowMs ? "it has expired" : undefined;
}

/** Describes a fault for the author of the strategy: places are counted from 0, as in the code. */
function describe(
  fault: ItineraryFault,
  slices: readonly OfferSlice[],
  search: FlightSearch,
): string {
  if (fault.code === "slice-count")
    return `its slices are not the search's ${search.slices.length}`;
  const slice = slices[fault.slice];
  const asked = search.slices[fault.slice] as SearchSlice;
  const before = slices[fault.slice - 1]?.segments.at(-1);
  return `slice ${fault.slice}: ${describeInSlice(fault, slice?.segments ?? [], asked, before, search)}`;
}

function describeInSlice(
  fault: Exclude<ItineraryFault, { code: "slice-count" }>,
  segments: readonly Segment[],
  asked: SearchSlice,
  sliceBefore: Segment | undefined,
  { maxStops }: FlightSearch,
): string {
  const [first, last] = [segments[0], segments.at(-1)];
  switch (fault.code) {
    case "no-slice":
      return "duration and segments are missing";
    case "segment-count":
      return `it must have 1-${LIMITS.segmentsASliceMax} segments`;
    case "slice-minutes":
      return `duration ${String(fault.found)} must be 1-${MINUTES_MAX} minutes`;
    case "stops":
      return `${fault.found} stops, at most ${maxStops} were asked for`;
    case "ends":
      return `${first?.origin}-${last?.destination} is not ${asked.origin}-${asked.destination}`;
    case "date":
      return `it leaves ${first?.departure}, not on ${asked.departureDate}`;
    case "slice-order":
      return `it leaves ${first?.origin} at ${first?.departure}, and the one before it lands at ${sliceBefore?.arrival}`;
    case "slice-duration":
      return `duration must be ${fault.byClocks.join(" or ")} minutes`;
    default:
      return `segment ${fault.segment}: ${describeSegment(fault, segments)}`;
  }
}

type AtSegment = Extract<ItineraryFault, { readonly segment: number }>;

function describeSegment(fault: AtSegment, segments: readonly Segment[]): string {
  const at = segments[fault.segment] as Segment | null | undefined;
  const before = segments[fault.segment - 1];
  switch (fault.code) {
    case "carrier":
      return "no carrier";
    case "flight-number":
      return `no flight number of ${String(at?.carrier)}`;
    case "airport":
      return "an end is not an IATA airport code";
    case "time":
      return "times must look like 2026-12-01T08:30";
    case "segment-minutes":
      return `duration ${String(at?.durationMinutes)} must be 1-${MINUTES_MAX} minutes`;
    case "aircraft":
      return "aircraft must be text of at most 8 characters";
    case "terminal":
      return "a terminal must be text of at most 8 characters, or left out";
    case "cabin":
      return `a cabin must be one of ${CABINS.join(", ")}, or left out`;
    case "connection-airport":
      return `it leaves ${at?.origin}, and the one before it lands at ${before?.destination}`;
    case "connection-time":
      return `it leaves at ${at?.departure}, and the one before it lands at ${before?.arrival}`;
    case "unknown-airport":
      return `${at?.origin} or ${at?.destination} is unknown`;
    case "flight-duration":
      return `duration must be ${fault.byClocks.join(" or ")} minutes`;
  }
}
