/** Faults of itineraries in words, for the author of a strategy: indices begin at 0, as in code. */
import { askedEnds, type FaultWords, inWords } from "../../common/offers/fault-facts.ts";
import type { ItineraryFault } from "../../common/offers/itinerary-fault.ts";
import {
  AIRCRAFT_CHARS_MAX,
  MINUTES_MAX,
  TERMINAL_CHARS_MAX,
} from "../../common/offers/offer-fields.ts";
import { askedDays } from "../../common/offers/slice-days.ts";
import { LIMITS } from "../../proto/limits.ts";
import { CABINS, type FlightSearch, type OfferSlice } from "../../proto/messages.ts";

/**
 * `slice 0: segment 1: it leaves AMS, and the one before it lands at RTM`. Never throws for a fault
 * that was found in these slices.
 */
export function describeItineraryFault(
  fault: ItineraryFault,
  slices: readonly OfferSlice[],
  search: FlightSearch,
): string {
  if (fault.code === "slice-count")
    return `its slices are not the search's ${search.slices.length}`;
  const segment = "segment" in fault ? `segment ${fault.segment}: ` : "";
  return `slice ${fault.slice}: ${segment}${inWords(fault, slices, search, WORDS)}`;
}

const clockWords: FaultWords["slice-duration"] = ({ byClocks }) =>
  `duration must be ${byClocks.join(" or ")} minutes`;

const WORDS: FaultWords = {
  "no-slice": () => "duration and segments are missing",
  "segment-count": () => `it must have 1-${LIMITS.segmentsASliceMax} segments`,
  "slice-minutes": ({ found }) => `duration ${String(found)} must be 1-${MINUTES_MAX} minutes`,
  stops: ({ found, maxStops }) => `${found} stops, at most ${maxStops} were asked for`,
  ends: ({ first, last, asked }) =>
    `${first.origin}-${last.destination} is not ${askedEnds(asked)}`,
  date: ({ first, asked }) => `it leaves ${first.departure}, not on ${askedDays(asked)}`,
  "slice-order": ({ first, before }) =>
    `it leaves ${first.origin} at ${first.departure}, and the one before it lands at ${before?.arrival}`,
  "slice-duration": clockWords,
  carrier: () => "no carrier",
  "flight-number": ({ at }) => `no flight number of ${String(at.carrier)}`,
  airport: () => "an end is not an IATA airport code",
  time: () => "times must look like 2026-12-01T08:30",
  "segment-minutes": ({ at }) =>
    `duration ${String(at.durationMinutes)} must be 1-${MINUTES_MAX} minutes`,
  aircraft: () => `aircraft must be text of at most ${AIRCRAFT_CHARS_MAX} characters`,
  terminal: () =>
    `a terminal must be text of at most ${TERMINAL_CHARS_MAX} characters, or left out`,
  "operating-carrier": () => "an operating carrier must be an airline's code, or left out",
  cabin: () => `a cabin must be one of ${CABINS.join(", ")}, or left out`,
  "connection-airport": ({ at, before }) =>
    `it leaves ${at.origin}, and the one before it lands at ${before?.destination}`,
  "connection-time": ({ at, before }) =>
    `it leaves at ${at.departure}, and the one before it lands at ${before?.arrival}`,
  "unknown-airport": ({ at }) => `${at.origin} or ${at.destination} is unknown`,
  "flight-duration": clockWords,
};
