/** Faults of itineraries in words, for the operator of an outside seller. */
import {
  askedEnds,
  type FaultWords,
  fieldWords,
  inWords,
} from "../../../common/offers/fault-facts.ts";
import type { ItineraryFault } from "../../../common/offers/itinerary-fault.ts";
import { CLOCKS_APART_MINUTES_MAX } from "../../../common/offers/itinerary-rules.ts";
import { askedDays } from "../../../common/offers/slice-days.ts";
import { LIMITS } from "../../../proto/codec/index.ts";
import { wallClockMinutes } from "../../../proto/itinerary.ts";
import type { FlightSearch, OfferSlice, Segment } from "../../../proto/messages.ts";
import { short } from "./seller-values.ts";

type Asked = Pick<FlightSearch, "slices" | "maxStops">;

/** What is wrong, as the rest of a sentence whose subject is the offer. */
export function describeItineraryFault(
  fault: ItineraryFault,
  slices: readonly OfferSlice[],
  search: Asked,
): string {
  if (fault.code === "slice-count")
    return `has ${fault.found} slices, the search has ${search.slices.length}`;
  const words = inWords(fault, slices, search, WORDS);
  return search.slices.length === 1 ? words : `slice ${fault.slice + 1} ${words}`;
}

const numberWords: FaultWords["carrier"] = ({ at }) =>
  `has '${short(at.flightNumber)}', no flight number of '${short(at.carrier)}'`;

/** The rest of a sentence whose subject is the offer, or one slice of several. */
const WORDS: FaultWords = {
  ...fieldWords((value) => (value == null ? "" : short(value))),
  "no-slice": () => "has no flights",
  "segment-count": ({ found }) =>
    !found
      ? "has no flights"
      : `has ${found} flights, at most ${LIMITS.segmentsASliceMax} are sold`,
  carrier: numberWords,
  "flight-number": numberWords,
  time: ({ at }) => impossibleTimes(at),
  "segment-minutes": ({ at }) => `has ${at.flightNumber} take ${at.durationMinutes} minutes`,
  ends: ({ first, last, asked }) =>
    `goes ${first.origin}-${last.destination}, ${askedEnds(asked)} was asked for`,
  date: ({ first, asked }) =>
    `leaves on ${first.departure.slice(0, 10)}, ${askedDays(asked)} was asked for`,
  stops: ({ found, maxStops }) => `has ${found} stops, at most ${maxStops} were asked for`,
  "connection-airport": ({ at, before }) =>
    `lands at ${before?.destination} and goes on from ${at.origin}`,
  "connection-time": ({ at, before }) =>
    `goes on at ${at.departure}, before it has landed at ${before?.arrival}`,
  "unknown-airport": ({ at }) =>
    `has ${at.flightNumber} fly ${at.origin}-${at.destination}, one of which is not an airport that we know`,
  "flight-duration": ({ at, byClocks }) =>
    clocksApartMinutes(at) > CLOCKS_APART_MINUTES_MAX
      ? impossibleTimes(at)
      : `has ${at.flightNumber} take ${at.durationMinutes} minutes, ${byClocks.join(" or ")} by the clocks of ${at.origin} and ${at.destination}`,
  "slice-minutes": () =>
    "cannot be flown: no reading of the clocks of its airports allows all of its flights",
  "slice-duration": ({ byClocks }) =>
    `takes ${byClocks.join(" or ")} minutes by the clocks of its airports, which its flights do not`,
  "slice-order": ({ sliceNumber, first, before }) =>
    `leaves ${first.origin} at ${first.departure}, before slice ${sliceNumber - 1} has landed in ${before?.destination} at ${before?.arrival}`,
};

/** The minutes by which the clocks of its two airports would have to differ. */
function clocksApartMinutes({ departure, arrival, durationMinutes }: Segment): number {
  return Math.abs(wallClockMinutes(arrival) - wallClockMinutes(departure) - durationMinutes);
}

function impossibleTimes({ flightNumber, departure, arrival, durationMinutes }: Segment): string {
  return `has ${flightNumber} leave ${short(departure)} and land ${short(arrival)} after ${durationMinutes} minutes, which no two clocks allow`;
}
