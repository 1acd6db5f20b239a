/** Itinerary keys: the one name under which all sellers of an itinerary meet. Both sides must make it alike. */
import type { OfferSlice } from "./messages.ts";

/**
 * `BA117-LHRJFK-20261215T0830`, segments joined by `+`, slices by `_`. The departure time is part of it: a flight that is
 * retimed is another itinerary.
 */
export function itineraryKey(slices: readonly OfferSlice[]): string {
  return slices
    .map((slice) =>
      slice.segments
        .map((s) => `${s.flightNumber}-${s.origin}${s.destination}-${s.departure.replaceAll("-", "").replace(":", "")}`)
        .join("+"),
    )
    .join("_");
}

/** Connections over all slices: a landing between two segments of one slice. */
export function connections(slices: readonly OfferSlice[]): number {
  return slices.reduce((sum, slice) => sum + slice.segments.length - 1, 0);
}

/** Travel time over all slices, in minutes; the stay between slices does not count. */
export function travelMinutes(slices: readonly OfferSlice[]): number {
  return slices.reduce((sum, slice) => sum + slice.durationMinutes, 0);
}

/** A wall-clock time `YYYY-MM-DDTHH:mm` as minutes since 1970-01-01T00:00 on the same clock. NaN when it is not one. */
export function wallClockMinutes(local: string): number {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(local)) return Number.NaN;
  const ms = Date.parse(`${local}:00Z`);
  // Date.parse takes the 30th of February for the 2nd of March, and 24:00 for the next midnight.
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(local) ? ms / 60_000 : Number.NaN;
}
