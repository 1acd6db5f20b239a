/**
 * Is an offer from outside an answer to the search, and can it be flown at all? The same rules for every adapter: what an outside
 * seller says is checked before it is sold in this bidder's name.
 */
import { wallClockMinutes } from "../../proto/itinerary.ts";
import type { FlightOffer, FlightSearch, OfferSlice, SearchSlice, Segment } from "../../proto/messages.ts";
import { outOfOrder, ZONES_APART_MINUTES_MAX } from "./order.ts";

/** The longest flights take about 19 hours; with slack for multi-stop "direct" flights under one number. */
const SEGMENT_MINUTES_MAX = 36 * 60;
/** The shortest minimum connecting times that airlines file, at small airports. A stop of one flight number is no connection. */
const CONNECTION_MINUTES_MIN = 20;

/** Why this offer cannot be sold for this search; undefined when it can. */
export function misfit(offer: Pick<FlightOffer, "slices">, search: FlightSearch): string | undefined {
  if (offer.slices.length !== search.slices.length) {
    return `has ${offer.slices.length} slices, the search has ${search.slices.length}`;
  }
  for (const [i, asked] of search.slices.entries()) {
    const why = sliceMisfit(offer.slices[i] as OfferSlice, asked, search.maxStops);
    if (why !== undefined) return search.slices.length === 1 ? why : `slice ${i + 1} ${why}`;
  }
  return outOfOrder(offer.slices);
}

function sliceMisfit(slice: OfferSlice, asked: SearchSlice, stopsMax: number): string | undefined {
  const { segments } = slice;
  const first = segments[0];
  const last = segments.at(-1);
  if (first === undefined || last === undefined) return "has no flights";
  if (segments.length - 1 > stopsMax) return `has ${segments.length - 1} stops, at most ${stopsMax} were asked for`;
  if (first.origin !== asked.origin || last.destination !== asked.destination) {
    return `goes ${first.origin}-${last.destination}, ${asked.origin}-${asked.destination} was asked for`;
  }
  if (first.departure.slice(0, 10) !== asked.departureDate) {
    return `leaves on ${first.departure.slice(0, 10)}, ${asked.departureDate} was asked for`;
  }
  for (const [i, segment] of segments.entries()) {
    const why = segmentMisfit(segment) ?? (i === 0 ? undefined : connectionMisfit(segments[i - 1] as Segment, segment));
    if (why !== undefined) return why;
  }
  const airports = [first.origin, ...segments.map((s) => s.destination)];
  const again = airports.find((airport, i) => airports.indexOf(airport) < i);
  return again === undefined ? undefined : `comes through ${again} twice`;
}

function segmentMisfit(s: Segment): string | undefined {
  if (s.durationMinutes < 1 || s.durationMinutes > SEGMENT_MINUTES_MAX) return `has ${s.flightNumber} take ${s.durationMinutes} minutes`;
  const clocksApart = wallClockMinutes(s.arrival) - wallClockMinutes(s.departure) - s.durationMinutes;
  // Written so that NaN fails too.
  if (!(Math.abs(clocksApart) <= ZONES_APART_MINUTES_MAX)) {
    return `has ${s.flightNumber} leave ${s.departure} and land ${s.arrival} after ${s.durationMinutes} minutes, which no two clocks allow`;
  }
  return undefined;
}

/** Both times are on the clock of the airport between, so they compare as they are. */
function connectionMisfit(landed: Segment, next: Segment): string | undefined {
  if (landed.destination !== next.origin) return `lands at ${landed.destination} and goes on from ${next.origin}`;
  if (wallClockMinutes(next.departure) < wallClockMinutes(landed.arrival)) {
    return `goes on at ${next.departure}, before it has landed at ${landed.arrival}`;
  }
  const minutes = wallClockMinutes(next.departure) - wallClockMinutes(landed.arrival);
  if (minutes < CONNECTION_MINUTES_MIN && next.flightNumber !== landed.flightNumber) {
    return `leaves ${minutes} minutes to change at ${next.origin}, ${CONNECTION_MINUTES_MIN} are the least`;
  }
  return undefined;
}

/** First departure to last arrival: flights and the waits between, which are on one clock each. */
export function sliceMinutes(segments: readonly Segment[]): number {
  return segments.reduce((sum, s, i) => {
    const landed = segments[i - 1];
    const wait = landed === undefined ? 0 : wallClockMinutes(s.departure) - wallClockMinutes(landed.arrival);
    return sum + wait + s.durationMinutes;
  }, 0);
}
