/**
 * The facts of a fault of an itinerary, and what the texts of all boundaries have in common. Each
 * boundary has a table of its own words (`FaultWords`), because its readers differ: the author of a
 * strategy (the kit) needs the rule and counts from 0, the operator of a bidder (the gateway) and
 * of a seller (`partners`) needs what was sent. A code without words is an error of types.
 */
import type { FlightSearch, OfferSlice, SearchSlice, Segment } from "../../proto/messages.ts";
import type { ItineraryFault } from "./itinerary-fault.ts";

/** A fault of one slice, or of a segment in it. */
export type FaultInSlice = Exclude<ItineraryFault, { readonly code: "slice-count" }>;

export interface FaultFacts {
  /** The number of the slice, from 1. */
  readonly sliceNumber: number;
  /** The slice that the search asks for. */
  readonly asked: SearchSlice;
  readonly maxStops: number;
  readonly slice: OfferSlice;
  readonly first: Segment;
  readonly last: Segment;
  /** The segment with the fault; the first one where the fault is the whole slice's. */
  readonly at: Segment;
  /**
   * What lands before: of a fault of a segment the segment before it, of one of the whole slice the
   * last segment of the slice before.
   */
  readonly before: Segment | undefined;
  /** The count or the duration that is wrong. */
  readonly found: unknown;
  /** All durations that the clocks of its airports give, in minutes. */
  readonly byClocks: readonly number[];
}

/** The words for what is wrong, by code: the rest of a sentence, or a sentence by itself. */
export type FaultWords = Readonly<Record<FaultInSlice["code"], (facts: FaultFacts) => string>>;

type Search = Pick<FlightSearch, "slices" | "maxStops">;

/** What is wrong, in these words. Never throws for a fault that was found in these slices. */
export function inWords(
  fault: FaultInSlice,
  slices: readonly OfferSlice[],
  search: Search,
  words: FaultWords,
): string {
  return words[fault.code](factsOf(fault, slices, search));
}

/** The ends that a slice was asked for, by what was named: `LHR-JFK`, `LON-JFK`. */
export function askedEnds({
  origin,
  destination,
  originPlace,
  destinationPlace,
}: SearchSlice): string {
  return `${originPlace?.city ?? origin}-${destinationPlace?.city ?? destination}`;
}

/** Stands for a segment or a slice that is not there: none of its fields is known. */
const UNKNOWN = {} as Segment & OfferSlice;

function factsOf(fault: FaultInSlice, slices: readonly OfferSlice[], search: Search): FaultFacts {
  const slice = slices[fault.slice] ?? UNKNOWN;
  const segments = Array.isArray(slice.segments) ? (slice.segments as readonly Segment[]) : [];
  const first = segments[0] ?? UNKNOWN;
  const isOfSegment = "segment" in fault;
  return {
    sliceNumber: fault.slice + 1,
    asked: search.slices[fault.slice] as SearchSlice,
    maxStops: search.maxStops,
    slice,
    first,
    last: segments.at(-1) ?? UNKNOWN,
    at: isOfSegment ? (segments[fault.segment] ?? UNKNOWN) : first,
    before: isOfSegment ? segments[fault.segment - 1] : slices[fault.slice - 1]?.segments.at(-1),
    found: "found" in fault ? fault.found : undefined,
    byClocks: "byClocks" in fault ? fault.byClocks : [],
  };
}

/**
 * What a segment has in a field that is not well formed, for those who sent it.
 *
 * @param quoted a value as it may be repeated: shortened (A6)
 */
export function fieldWords(
  quoted: (value: string | undefined) => string,
): Pick<FaultWords, "airport" | "aircraft" | "terminal" | "operating-carrier" | "cabin"> {
  return {
    airport: ({ at }) => `goes from '${quoted(at.origin)}' to '${quoted(at.destination)}'`,
    aircraft: ({ at }) => `has the aircraft '${quoted(at.aircraft)}'`,
    terminal: ({ at }) =>
      `has the terminals '${quoted(at.originTerminal)}' and '${quoted(at.destinationTerminal)}'`,
    "operating-carrier": ({ at }) =>
      `has ${at.flightNumber} operated by '${quoted(at.operatingCarrier)}'`,
    cabin: ({ at }) => `has ${at.flightNumber} in the cabin '${quoted(at.cabin)}'`,
  };
}
