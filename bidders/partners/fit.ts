/**
 * Is an offer from outside an answer to the search, and can it be flown at all? The same rules for
 * every adapter: what an outside seller says is checked before it is sold in this bidder's name.
 * They are no laxer than the gateway's own: an offer that it finds wrong makes the whole bid
 * `invalid`, with the offers of all the other sellers in it, and counts in the bidder's breaker.
 */

import { type Span, spansOf } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { blockMinutesMin } from "../../common/places/flight-time.ts";
import { wallClockMinutes } from "../../proto/itinerary.ts";
import {
  CABINS,
  type Cabin,
  type FlightOffer,
  type OfferSlice,
  type SearchSlice,
  type Segment,
} from "../../proto/messages.ts";
import type { PageReading } from "./adapter.ts";

/**
 * The longest flights take about 19 hours; with slack for multi-stop "direct" flights under one
 * number.
 */
const SEGMENT_MINUTES_MAX = 36 * 60;
/**
 * The shortest minimum connecting times that airlines file, at small airports. A stop of one flight
 * number is no connection.
 */
const CONNECTION_MINUTES_MIN = 20;
/** As the kit has it. It bounds the years, too, for which time zones are looked up. */
const SLICE_MINUTES_MAX = 14 * 24 * 60;
/** Local clocks at two places differ by at most this: from UTC-12 to UTC+14. */
const ZONES_APART_MINUTES_MAX = 26 * 60;
/**
 * Sellers round, and take the odd time-zone table from elsewhere: so much is no lie, to the gateway
 * neither.
 */
const MINUTES_APART_MAX = 5;

/**
 * Less than the gateway's default, a week: its clock may be another. An offer that holds longer is
 * sold as one that holds so long.
 */
const HELD_MS_MAX = 6 * 24 * 3_600_000;

/** Until when an offer is sold, of what its seller says. NaN stays NaN. */
export function expiryOf(saidMs: number, nowMs: number): number {
  return Math.min(saidMs, nowMs + HELD_MS_MAX);
}

/** Why this offer cannot be sold in this auction; undefined when it can. */
export function misfit(
  offer: Pick<FlightOffer, "slices" | "expiresAtMs">,
  { search, endsAtMs }: Pick<PageReading, "search" | "endsAtMs">,
): string | undefined {
  if (offer.expiresAtMs <= endsAtMs) {
    return `holds until ${new Date(offer.expiresAtMs).toISOString()}, not to the end of the auction at ${new Date(endsAtMs).toISOString()}`;
  }
  if (offer.slices.length !== search.slices.length) {
    return `has ${offer.slices.length} slices, the search has ${search.slices.length}`;
  }
  for (const [i, asked] of search.slices.entries()) {
    const why = sliceMisfit(offer.slices[i] as OfferSlice, asked, search.maxStops);
    if (why !== undefined) return search.slices.length === 1 ? why : `slice ${i + 1} ${why}`;
  }
  return outOfOrder(offer.slices);
}

/** Why the slices, each of which can be flown, cannot be flown one after another. */
function outOfOrder(slices: readonly OfferSlice[]): string | undefined {
  for (const [i, { segments }] of slices.entries()) {
    const before = slices[i - 1]?.segments ?? [];
    const [landed, next] = [before.at(-1), segments[0]];
    if (landed === undefined || next === undefined) continue;
    const landings = flown(before);
    if (flown(segments).some(({ from }) => landings.some(({ to }) => from >= to))) continue;
    return `slice ${i + 1} leaves ${next.origin} at ${next.departure}, before slice ${i} has landed in ${landed.destination} at ${landed.arrival}`;
  }
  return undefined;
}

function sliceMisfit(slice: OfferSlice, asked: SearchSlice, stopsMax: number): string | undefined {
  const { segments } = slice;
  const first = segments[0];
  const last = segments.at(-1);
  if (first === undefined || last === undefined) return "has no flights";
  if (segments.length - 1 > stopsMax)
    return `has ${segments.length - 1} stops, at most ${stopsMax} were asked for`;
  if (first.origin !== asked.origin || last.destination !== asked.destination) {
    return `goes ${first.origin}-${last.destination}, ${asked.origin}-${asked.destination} was asked for`;
  }
  if (first.departure.slice(0, 10) !== asked.departureDate) {
    return `leaves on ${first.departure.slice(0, 10)}, ${asked.departureDate} was asked for`;
  }
  const minutes = wallClockMinutes(last.arrival) - wallClockMinutes(first.departure);
  if (minutes > SLICE_MINUTES_MAX)
    return `takes ${minutes} minutes, at most ${SLICE_MINUTES_MAX} are sold`;
  for (const [i, segment] of segments.entries()) {
    const why =
      segmentMisfit(segment) ??
      (i === 0 ? undefined : connectionMisfit(segments[i - 1] as Segment, segment));
    if (why !== undefined) return why;
  }
  // Each flight and each connection is possible by itself, but not under one reading of the clocks.
  if (flown(segments).length === 0)
    return "cannot be flown: no reading of the clocks of its airports allows all of its flights";
  const airports = [first.origin, ...segments.map((s) => s.destination)];
  const again = airports.find((airport, i) => airports.indexOf(airport) < i);
  return again === undefined ? undefined : `comes through ${again} twice`;
}

function segmentMisfit(s: Segment): string | undefined {
  if (s.durationMinutes < 1 || s.durationMinutes > SEGMENT_MINUTES_MAX)
    return `has ${s.flightNumber} take ${s.durationMinutes} minutes`;
  const clocksApart =
    wallClockMinutes(s.arrival) - wallClockMinutes(s.departure) - s.durationMinutes;
  // Written so that NaN fails too.
  if (!(Math.abs(clocksApart) <= ZONES_APART_MINUTES_MAX)) {
    return `has ${s.flightNumber} leave ${s.departure} and land ${s.arrival} after ${s.durationMinutes} minutes, which no two clocks allow`;
  }
  const spans = spansOf(s);
  if (spans.length === 0)
    return `has ${s.flightNumber} fly ${s.origin}-${s.destination}, one of which is no airport that we know`;
  if (trueSpans(s).length > 0) return tooFast(s);
  const minutes = [...new Set(spans.map(({ from, to }) => to - from))].join(" or ");
  return `has ${s.flightNumber} take ${s.durationMinutes} minutes, ${minutes} by the clocks of ${s.origin} and ${s.destination}`;
}

/**
 * The gateway's rule, from the same file. A journey that is too slow for it would take more than a
 * segment may.
 */
function tooFast({
  flightNumber,
  origin,
  destination,
  durationMinutes,
}: Segment): string | undefined {
  const km = kilometresBetween(origin, destination);
  if (km === undefined) return undefined; // named above: no clock is known there
  const least = Math.floor(blockMinutesMin(km)) - MINUTES_APART_MAX;
  return durationMinutes >= least
    ? undefined
    : `has ${flightNumber} fly ${Math.round(km)} km in ${durationMinutes} minutes; no airliner takes less than ${least}`;
}

/** The readings of a flight's times by which it takes as long as it says. */
function trueSpans(s: Segment): readonly Span[] {
  return spansOf(s).filter(
    ({ from, to }) => to > from && Math.abs(s.durationMinutes - (to - from)) <= MINUTES_APART_MAX,
  );
}

/**
 * The readings under which these flights can be flown one after another: two for each that is told
 * twice, at most.
 */
function flown(segments: readonly Segment[]): readonly Span[] {
  let ways: readonly Span[] = [];
  for (const [i, segment] of segments.entries()) {
    const before = segments[i - 1];
    const spans = trueSpans(segment);
    ways =
      before === undefined
        ? spans
        : distinct(
            ways.flatMap((way) =>
              spans
                .filter(({ from }) => follows(from - way.to, before, segment))
                .map(({ to }) => ({ ...way, to })),
            ),
          );
  }
  return ways;
}

function distinct(spans: readonly Span[]): readonly Span[] {
  return [...new Map(spans.map((span) => [`${span.from} ${span.to}`, span])).values()];
}

/** Whether one may change in so many minutes. A stop of one flight number is no connection. */
function follows(minutes: number, landed: Segment, next: Segment): boolean {
  return (
    minutes > 0 && (minutes >= CONNECTION_MINUTES_MIN || next.flightNumber === landed.flightNumber)
  );
}

/** Each of both flights fits by itself. */
function connectionMisfit(landed: Segment, next: Segment): string | undefined {
  if (landed.destination !== next.origin)
    return `lands at ${landed.destination} and goes on from ${next.origin}`;
  const gaps = trueSpans(landed).flatMap(({ to }) => trueSpans(next).map(({ from }) => from - to));
  if (gaps.some((minutes) => follows(minutes, landed, next))) return undefined;
  const minutes = Math.max(...gaps);
  return minutes <= 0
    ? `goes on at ${next.departure}, before it has landed at ${landed.arrival}`
    : `leaves ${minutes} minutes to change at ${next.origin}, ${CONNECTION_MINUTES_MIN} are the least`;
}

/**
 * First departure to last arrival, by the clocks of their airports, as the flights' own durations
 * tell which reading is meant. NaN where the flights cannot be flown: such an offer does not fit.
 */
export function sliceMinutes(segments: readonly Segment[]): number {
  const [way] = flown(segments);
  return way === undefined ? Number.NaN : way.to - way.from;
}

/**
 * Why an offer of flights in these cabins is none for this search. Mixed cabins are usual, a
 * business fare with a short feeder in economy; a fare with nothing of the cabin is another fare.
 * What is not said is not held against it.
 */
export function cabinMisfit(
  cabins: readonly (Cabin | null | undefined)[],
  asked: Cabin,
): string | undefined {
  const known = cabins.filter((cabin) => cabin != null);
  const isBelow =
    known.length > 0 && known.every((cabin) => CABINS.indexOf(cabin) < CABINS.indexOf(asked));
  return isBelow ? `has no flight in ${asked}, which was asked for` : undefined;
}
