/**
 * Itinerary keys: offers with the same key are offers of the same itinerary, whoever sells it.
 * Bidders and gateway make keys with this function.
 */
import type { OfferSlice } from "./messages.ts";

/**
 * The key, such as `BA117-LHRJFK-20261215T0830`: segments are joined by `+`, slices by `_`. The
 * departure time is part of it: a flight that is retimed is another itinerary.
 */
export function itineraryKey(slices: readonly OfferSlice[]): string {
  return slices
    .map((slice) =>
      slice.segments
        .map(
          (s) =>
            `${s.flightNumber}-${s.origin}${s.destination}-${s.departure.replaceAll("-", "").replace(":", "")}`,
        )
        .join("+"),
    )
    .join("_");
}

/** How many connections there are over all slices: changes between two segments of one slice. */
export function connections(slices: readonly OfferSlice[]): number {
  return slices.reduce((sum, slice) => sum + slice.segments.length - 1, 0);
}

/** Travel time over all slices, in minutes; the stay between slices does not count. */
export function travelMinutes(slices: readonly OfferSlice[]): number {
  return slices.reduce((sum, slice) => sum + slice.durationMinutes, 0);
}

/**
 * A wall-clock time `YYYY-MM-DDTHH:mm` as minutes since 1970-01-01T00:00 on the same clock. NaN
 * when it is not one.
 */
export function wallClockMinutes(local: string): number {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d)$/.exec(local);
  if (parts === null) return Number.NaN;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const ms = Date.UTC(year, month - 1, day, Number(parts[4]), Number(parts[5]));
  // Date.UTC accepts 30 February as 2 March, and the year 50 as 1950.
  const date = new Date(ms);
  return date.getUTCDate() === day &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCFullYear() === year
    ? ms / 60_000
    : Number.NaN;
}
