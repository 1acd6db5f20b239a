/** Faults of itineraries in words, for the operator of an outside seller. */
import type { ItineraryFault } from "../../../common/offers/itinerary-fault.ts";
import { CLOCKS_APART_MINUTES_MAX } from "../../../common/offers/itinerary-rules.ts";
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
  if (fault.code === "slice-order") return describeSliceOrder(fault.slice, slices);
  const segments = slices[fault.slice]?.segments ?? [];
  const words =
    "segment" in fault ? describeSegment(fault, segments) : describeSlice(fault, segments, search);
  return search.slices.length === 1 ? words : `slice ${fault.slice + 1} ${words}`;
}

/** Describes the slice of this index, which leaves before the one before it has landed. */
export function describeSliceOrder(index: number, slices: readonly OfferSlice[]): string {
  const [landed, next] = [slices[index - 1]?.segments.at(-1), slices[index]?.segments[0]];
  return `slice ${index + 1} leaves ${next?.origin} at ${next?.departure}, before slice ${index} has landed in ${landed?.destination} at ${landed?.arrival}`;
}

type AtSegment = Extract<ItineraryFault, { readonly segment: number }>;
type OfSlice = Exclude<ItineraryFault, AtSegment | { code: "slice-count" | "slice-order" }>;

function describeSlice(
  fault: OfSlice,
  segments: readonly Segment[],
  { slices, maxStops }: Asked,
): string {
  const asked = slices[fault.slice];
  const [first, last] = [segments[0], segments.at(-1)];
  switch (fault.code) {
    case "no-slice":
      return "has no flights";
    case "segment-count":
      return segments.length === 0
        ? "has no flights"
        : `has ${segments.length} flights, at most ${LIMITS.segmentsASliceMax} are sold`;
    case "stops":
      return `has ${fault.found} stops, at most ${maxStops} were asked for`;
    case "ends":
      return `goes ${first?.origin}-${last?.destination}, ${asked?.origin}-${asked?.destination} was asked for`;
    case "date":
      return `leaves on ${first?.departure.slice(0, 10)}, ${asked?.departureDate} was asked for`;
    case "slice-minutes":
      return "cannot be flown: no reading of the clocks of its airports allows all of its flights";
    case "slice-duration":
      return `takes ${fault.byClocks.join(" or ")} minutes by the clocks of its airports, which its flights do not`;
  }
}

function describeSegment(fault: AtSegment, segments: readonly Segment[]): string {
  const at = segments[fault.segment] as Segment;
  const landed = segments[fault.segment - 1];
  switch (fault.code) {
    case "carrier":
    case "flight-number":
      return `has '${short(at.flightNumber)}', no flight number of '${short(at.carrier)}'`;
    case "airport":
      return `goes from '${short(at.origin)}' to '${short(at.destination)}'`;
    case "time":
      return impossibleTimes(at);
    case "segment-minutes":
      return `has ${at.flightNumber} take ${at.durationMinutes} minutes`;
    case "aircraft":
      return `has the aircraft '${short(at.aircraft)}'`;
    case "terminal":
      return `has the terminals '${short(at.originTerminal ?? "")}' and '${short(at.destinationTerminal ?? "")}'`;
    case "cabin":
      return `has ${at.flightNumber} in the cabin '${short(String(at.cabin))}'`;
    case "connection-airport":
      return `lands at ${landed?.destination} and goes on from ${at.origin}`;
    case "connection-time":
      return `goes on at ${at.departure}, before it has landed at ${landed?.arrival}`;
    case "unknown-airport":
      return `has ${at.flightNumber} fly ${at.origin}-${at.destination}, one of which is not an airport that we know`;
    case "flight-duration":
      return clocksApartMinutes(at) > CLOCKS_APART_MINUTES_MAX
        ? impossibleTimes(at)
        : `has ${at.flightNumber} take ${at.durationMinutes} minutes, ${fault.byClocks.join(" or ")} by the clocks of ${at.origin} and ${at.destination}`;
  }
}

/** So far apart the clocks of its two airports would have to be. */
function clocksApartMinutes({ departure, arrival, durationMinutes }: Segment): number {
  return Math.abs(wallClockMinutes(arrival) - wallClockMinutes(departure) - durationMinutes);
}

function impossibleTimes({ flightNumber, departure, arrival, durationMinutes }: Segment): string {
  return `has ${flightNumber} leave ${short(departure)} and land ${short(arrival)} after ${durationMinutes} minutes, which no two clocks allow`;
}
