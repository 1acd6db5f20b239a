/**
 * Is an offer from outside an answer to the search, and can it be flown? The same for every
 * adapter: what an outside seller states is checked before it is sold in this bidder's name. An
 * offer that the gateway finds wrong makes the whole bid `invalid`, with the offers of all other
 * sellers in it, and counts in the gateway's breaker of the bidder.
 *
 * REFUSAL-1 Every rule of common/offers that the gateway checks is checked here, by the same code.
 * REFUSAL-2 An offer holds to the end of its auction.
 * REFUSAL-3 A flight takes `SEGMENT_MINUTES_MAX` at most, a change `CONNECTION_MINUTES_MIN` at
 *           least, and no journey uses an airport twice.
 * REFUSAL-4 Where an hour comes twice, all flights of the offer can be flown in one combination of
 *           their possible times.
 */
import { mixedFault } from "../../../common/offers/cabins.ts";
import { flightTimeFault, isCarrierCode } from "../../../common/offers/flight-plausibility.ts";
import { itineraryFault } from "../../../common/offers/itinerary-rules.ts";
import { MINUTES_MAX } from "../../../common/offers/offer-fields.ts";
import { elapsed } from "../../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../../common/places/distance.ts";
import { wallClockMinutes } from "../../../proto/itinerary.ts";
import {
  CABINS,
  type Cabin,
  type FlightOffer,
  type FlightSearch,
  type OfferSlice,
  type Segment,
} from "../../../proto/messages.ts";
import type { PageContext } from "../adapter.ts";
import { describeItineraryFault } from "./describe-itinerary-fault.ts";
import { agreedSpans, allowsChange, CONNECTION_MINUTES_MIN, flownSpans } from "./flown-spans.ts";

/**
 * The longest flights take about 19 hours; with slack for multi-stop "direct" flights under one
 * number.
 */
const SEGMENT_MINUTES_MAX = 36 * 60;

/**
 * Less than the gateway's default, a week, because its clock may differ. An offer that holds longer
 * is sold as one that holds this long.
 */
const HELD_MS_MAX = 6 * 24 * 3_600_000;

/** The instant until which an offer is sold, by what its seller states. NaN stays NaN. */
export function expiryOf(statedMs: number, nowMs: number): number {
  return Math.min(statedMs, nowMs + HELD_MS_MAX);
}

/** Why this offer cannot be sold in this auction; undefined when it can. */
export function offerRefusal(
  offer: Pick<FlightOffer, "slices" | "expiresAtMs">,
  { search, endsAtMs }: Pick<PageContext, "search" | "endsAtMs">,
): string | undefined {
  const { slices, expiresAtMs } = offer;
  if (expiresAtMs <= endsAtMs)
    return `holds until ${new Date(expiresAtMs).toISOString()}, not to the end of the auction at ${new Date(endsAtMs).toISOString()}`;
  const fault = itineraryFault(slices, { search, elapsed, checksDurations: true });
  // The duration of a slice is computed by this bidder, from its flights: they are what is wrong.
  const isOfSlice = fault?.code === "slice-minutes" || fault?.code === "slice-duration";
  if (fault !== undefined && !isOfSlice) return describeItineraryFault(fault, slices, search);
  // The shared rules have not seen the slices after one with a fault.
  const seen = fault === undefined ? slices : slices.slice(0, fault.slice + 1);
  for (const [i, { segments }] of seen.entries()) {
    const reason = sliceRefusal(segments);
    if (reason !== undefined) return slices.length === 1 ? reason : `slice ${i + 1} ${reason}`;
  }
  if (fault !== undefined) return describeItineraryFault(fault, slices, search);
  return orderRefusal(slices, search) ?? mixedFault(slices, search.cabin, kilometresBetween);
}

/**
 * REFUSAL-3, REFUSAL-4 and what cannot be real, for a slice to which the shared rules do not
 * object.
 */
function sliceRefusal(segments: readonly Segment[]): string | undefined {
  const [first, last] = [segments[0] as Segment, segments.at(-1) as Segment];
  const minutes = wallClockMinutes(last.arrival) - wallClockMinutes(first.departure);
  if (minutes > MINUTES_MAX) return `takes ${minutes} minutes, at most ${MINUTES_MAX} are sold`;
  for (const [i, segment] of segments.entries()) {
    const reason =
      segmentRefusal(segment) ??
      (i === 0 ? undefined : connectionRefusal(segments[i - 1] as Segment, segment));
    if (reason !== undefined) return reason;
  }
  // Each flight and each connection is possible by itself, but not all of them together.
  if (flownSpans(segments).length === 0)
    return "cannot be flown: no reading of the clocks of its airports allows all of its flights";
  const airports = [first.origin, ...segments.map((s) => s.destination)];
  const again = airports.find((airport, i) => airports.indexOf(airport) < i);
  return again === undefined ? undefined : `comes through ${again} twice`;
}

function segmentRefusal(segment: Segment): string | undefined {
  const { carrier, flightNumber, durationMinutes } = segment;
  if (durationMinutes > SEGMENT_MINUTES_MAX)
    return `has ${flightNumber} take ${durationMinutes} minutes`;
  if (!isCarrierCode(carrier)) return `has ${flightNumber} of '${carrier}', no carrier's code`;
  const fault = flightTimeFault(segment, kilometresBetween);
  if (fault === undefined) return undefined;
  const flown = `has ${flightNumber} fly ${Math.round(fault.km)} km in ${durationMinutes} minutes`;
  return fault.code === "too-fast"
    ? `${flown}; no airliner takes less than ${fault.limitMinutes}`
    : `${flown}; more than ${fault.limitMinutes} is not a flight`;
}

/** Each of both flights is possible by itself. */
function connectionRefusal(landed: Segment, next: Segment): string | undefined {
  const gaps = agreedSpans(landed).flatMap(({ to }) =>
    agreedSpans(next).map(({ from }) => from - to),
  );
  if (gaps.some((minutes) => allowsChange(minutes, landed, next))) return undefined;
  const minutes = Math.max(...gaps);
  return minutes <= 0
    ? `goes on at ${next.departure}, before it has landed at ${landed.arrival}`
    : `leaves ${minutes} minutes to change at ${next.origin}, ${CONNECTION_MINUTES_MIN} are the least`;
}

/** REFUSAL-4: why the slices, each of which can be flown, cannot be flown one after another. */
function orderRefusal(slices: readonly OfferSlice[], search: FlightSearch): string | undefined {
  for (const [i, { segments }] of slices.entries()) {
    const before = slices[i - 1];
    if (before === undefined) continue;
    const landings = flownSpans(before.segments);
    if (flownSpans(segments).some(({ from }) => landings.some(({ to }) => from >= to))) continue;
    return describeItineraryFault({ code: "slice-order", slice: i }, slices, search);
  }
  return undefined;
}

/**
 * Why an offer of flights in these cabins does not fit this search, whatever its flights: it has
 * none in the cabin. Mixed cabins are usual, as of a business fare with a short feeder in economy:
 * `offerRefusal` says which are sold (MIXED-2). A cabin that is not stated is not a reason to
 * refuse.
 */
export function cabinRefusal(
  cabins: readonly (Cabin | null | undefined)[],
  asked: Cabin,
): string | undefined {
  const known = cabins.filter((cabin) => cabin != null);
  const isBelow =
    known.length > 0 && known.every((cabin) => CABINS.indexOf(cabin) < CABINS.indexOf(asked));
  return isBelow ? `has no flight in ${asked}, which was asked for` : undefined;
}
