/** Faults of itineraries in words, for the operator of the bidder that offered one. */
import type { ItineraryFault } from "../../common/offers/itinerary-fault.ts";
import { MINUTES_MAX } from "../../common/offers/offer-fields.ts";
import { shortValue } from "../../common/text/shortened.ts";
import type { FlightSearch, OfferSlice, SearchSlice, Segment } from "../../proto/messages.ts";

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
  const { segments } = slices[fault.slice] as OfferSlice;
  const asked = search.slices[fault.slice] as SearchSlice;
  const words = describeInSlice(fault, segments, slices[fault.slice] as OfferSlice, asked, search);
  return `slice ${fault.slice + 1} of ${subject} ${words}`;
}

type InSlice = Exclude<ItineraryFault, { code: "slice-count" }>;

function describeInSlice(
  fault: InSlice,
  segments: readonly Segment[],
  slice: OfferSlice,
  asked: SearchSlice,
  search: FlightSearch,
): string {
  const [first, last] = [segments[0] as Segment, segments.at(-1) as Segment];
  const at = "segment" in fault ? (segments[fault.segment] as Segment) : first;
  const before = "segment" in fault ? segments[fault.segment - 1] : undefined;
  switch (fault.code) {
    case "no-slice":
    case "segment-count":
      return `has ${fault.code === "no-slice" ? "no" : fault.found} segments`;
    case "carrier":
    case "flight-number":
      return `has a flight '${quoted(at.flightNumber)}' of the carrier '${quoted(at.carrier)}'`;
    case "airport":
      return `goes from '${quoted(at.origin)}' to '${quoted(at.destination)}'`;
    case "time":
      return `has no readable times: ${quoted(at.departure)} - ${quoted(at.arrival)}`;
    case "segment-minutes":
      return `has ${at.flightNumber} for ${at.durationMinutes} minutes; 1-${MINUTES_MAX} are possible`;
    case "aircraft":
      return `has the aircraft '${quoted(at.aircraft)}'`;
    case "terminal":
      return `has the terminals '${quoted(at.originTerminal)}' and '${quoted(at.destinationTerminal)}'`;
    case "cabin":
      return `has ${at.flightNumber} in the cabin '${quoted(at.cabin)}'`;
    case "ends":
      return `goes ${first.origin}-${last.destination}, not ${asked.origin}-${asked.destination}`;
    case "date":
      return `leaves on ${first.departure.slice(0, 10)}, not ${asked.departureDate}`;
    case "stops":
      return `has ${fault.found} stops; at most ${search.maxStops} were asked for`;
    case "connection-airport":
      return `changes from ${before?.destination} to ${at.origin} on the ground`;
    case "connection-time":
      return `leaves ${at.origin} at ${at.departure}, before it has arrived at ${before?.arrival}`;
    case "unknown-airport":
      return `has ${at.flightNumber} between airports of which one is unknown`;
    case "flight-duration":
      return `has ${at.flightNumber} ${forMinutes(at.durationMinutes, fault.byClocks)}`;
    case "slice-minutes":
      return `lasts for ${slice.durationMinutes} minutes; 1-${MINUTES_MAX} are possible`;
    case "slice-duration":
      return `lasts ${forMinutes(slice.durationMinutes, fault.byClocks)}`;
    case "slice-order":
      return `leaves ${first.origin} at ${first.departure}, before the slice before it has landed`;
  }
}

function forMinutes(stated: number, byClocks: readonly number[]): string {
  return `for ${stated} minutes; by the clocks of its airports it is ${byClocks.join(" or ")}`;
}
