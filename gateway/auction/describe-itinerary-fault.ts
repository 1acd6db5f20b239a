/** Faults of itineraries in words, for the operator of the bidder that offered one. */
import {
  askedEnds,
  type FaultWords,
  fieldWords,
  inWords,
} from "../../common/offers/fault-facts.ts";
import type { ItineraryFault } from "../../common/offers/itinerary-fault.ts";
import { MINUTES_MAX } from "../../common/offers/offer-fields.ts";
import { askedDays } from "../../common/offers/slice-days.ts";
import { shortValue } from "../../common/text/shortened.ts";
import type { FlightSearch, OfferSlice } from "../../proto/messages.ts";

/** What a bidder wrote, short enough to repeat (A6). */
export function quoted(value: string | number | undefined): string {
  return shortValue(value, 80);
}

/**
 * `slice 1 of an offer of BA has 2 stops; at most 1 were asked for`. `subject`: `an offer of BA`.
 */
export function describeItineraryFault(
  fault: ItineraryFault,
  slices: readonly OfferSlice[],
  subject: string,
  search: FlightSearch,
): string {
  if (fault.code === "slice-count")
    return `${subject} of ${fault.found} slices for a search of ${search.slices.length}`;
  return `slice ${fault.slice + 1} of ${subject} ${inWords(fault, slices, search, WORDS)}`;
}

const numberWords: FaultWords["carrier"] = ({ at }) =>
  `has a flight '${quoted(at.flightNumber)}' of the carrier '${quoted(at.carrier)}'`;

/** The rest of a sentence whose subject is the slice. */
const WORDS: FaultWords = {
  ...fieldWords(quoted),
  "no-slice": () => "has no segments",
  "segment-count": ({ found }) => `has ${found} segments`,
  carrier: numberWords,
  "flight-number": numberWords,
  time: ({ at }) => `has no readable times: ${quoted(at.departure)} - ${quoted(at.arrival)}`,
  "segment-minutes": ({ at }) =>
    `has ${at.flightNumber} for ${at.durationMinutes} minutes; 1-${MINUTES_MAX} are possible`,
  ends: ({ first, last, asked }) =>
    `goes ${first.origin}-${last.destination}, not ${askedEnds(asked)}`,
  date: ({ first, asked }) => `leaves on ${first.departure.slice(0, 10)}, not ${askedDays(asked)}`,
  stops: ({ found, maxStops }) => `has ${found} stops; at most ${maxStops} were asked for`,
  "connection-airport": ({ at, before }) =>
    `changes from ${before?.destination} to ${at.origin} on the ground`,
  "connection-time": ({ at, before }) =>
    `leaves ${at.origin} at ${at.departure}, before it has arrived at ${before?.arrival}`,
  "unknown-airport": ({ at }) => `has ${at.flightNumber} between airports of which one is unknown`,
  "flight-duration": ({ at, byClocks }) =>
    `has ${at.flightNumber} ${forMinutes(at.durationMinutes, byClocks)}`,
  "slice-minutes": ({ slice }) =>
    `lasts for ${slice.durationMinutes} minutes; 1-${MINUTES_MAX} are possible`,
  "slice-duration": ({ slice, byClocks }) => `lasts ${forMinutes(slice.durationMinutes, byClocks)}`,
  "slice-order": ({ first }) =>
    `leaves ${first.origin} at ${first.departure}, before the slice before it has landed`,
};

function forMinutes(stated: number, byClocks: readonly number[]): string {
  return `for ${stated} minutes; by the clocks of its airports it is ${byClocks.join(" or ")}`;
}
