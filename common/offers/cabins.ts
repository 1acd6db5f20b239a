/**
 * Cabins of an offer: which offers are mixed, and which mixed ones answer a search. The bidder
 * checks the rules when it bids, the gateway when an offer wins.
 *
 * MIXED-1 An offer is mixed where a segment is in a lower cabin than the search asks for. A segment
 *         that names no cabin is in the one asked for. A segment in a higher one is named, and
 *         counts as the one asked for: no traveller is worse off in it.
 * MIXED-2 In each slice of a mixed offer the flight of the longest distance is in the cabin asked
 *         for, and so are flights of more than half of the distance flown. Distances are great
 *         circles. A slice with an airport whose place is not known is not judged.
 */
import { CABINS, type Cabin, type OfferSlice, type Segment } from "../../proto/messages.ts";
import type { Kilometres } from "./lowest-fare.ts";

/** Bidders round distances: of two flights that differ by no more, either is the longest. */
const KM_APART_MAX = 1;

/** Left out where it is the one that the search asks for. */
export function isCabin(value: unknown): value is Cabin | undefined {
  return value === undefined || (CABINS as readonly unknown[]).includes(value);
}

/** Whether a segment is in a lower cabin than the one asked for. */
function isLower({ cabin }: Pick<Segment, "cabin">, asked: Cabin): boolean {
  return cabin !== undefined && cabin !== asked && CABINS.indexOf(cabin) < CABINS.indexOf(asked);
}

/** MIXED-1. Every cabin that is named must be one. */
export function isMixed(slices: readonly OfferSlice[], asked: Cabin): boolean {
  for (let i = 0; i < slices.length; i++) {
    const { segments } = slices[i] as OfferSlice;
    for (let j = 0; j < segments.length; j++)
      if (isLower(segments[j] as Segment, asked)) return true;
  }
  return false;
}

/**
 * MIXED-2: `has BA117, the longest flight of slice 1, in economy; business was asked for`, or
 * undefined. No distance is looked up for an offer that is not mixed.
 *
 * @param slices without a fault of itineraries (itinerary-rules.ts)
 */
export function mixedFault(
  slices: readonly OfferSlice[],
  asked: Cabin,
  kilometres: Kilometres,
): string | undefined {
  if (!isMixed(slices, asked)) return undefined;
  for (const [i, { segments }] of slices.entries()) {
    const fault = sliceFault(segments, i + 1, asked, kilometres);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function sliceFault(
  segments: readonly Segment[],
  number: number,
  asked: Cabin,
  kilometres: Kilometres,
): string | undefined {
  let total = 0;
  let inAsked = 0;
  let longestInAsked = 0;
  let longestLower: { readonly segment: Segment; readonly km: number } | undefined;
  for (const segment of segments) {
    const km = kilometres(segment.origin, segment.destination);
    if (km === undefined) return undefined;
    total += km;
    if (!isLower(segment, asked)) {
      inAsked += km;
      longestInAsked = Math.max(longestInAsked, km);
    } else if (longestLower === undefined || km > longestLower.km) longestLower = { segment, km };
  }
  if (longestLower !== undefined && longestLower.km > longestInAsked + KM_APART_MAX) {
    const { flightNumber, cabin } = longestLower.segment;
    return `has ${flightNumber}, the longest flight of slice ${number}, in ${cabin}; ${asked} was asked for`;
  }
  if (2 * inAsked > total - KM_APART_MAX) return undefined;
  const [part, whole] = [Math.round(inAsked), Math.round(total)];
  return `has ${part} of the ${whole} km of slice ${number} in ${asked}; more than half is right`;
}
