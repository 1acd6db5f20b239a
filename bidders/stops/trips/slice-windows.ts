/**
 * When each slice of a trip may leave and arrive at all: slices follow each other (TRIP-2), so one
 * leaves no earlier than the slices before it can have arrived, and arrives before the slices after
 * it must have left.
 *
 * WINDOW-1 In every trip each slice leaves and arrives within its window; where a slice has none,
 *   there is no trip.
 */

import type { TimeWindow } from "../engine/arrival-limits.ts";

/** An itinerary, or several that begin with one flight: none of them arrives earlier. */
export interface SliceTimes {
  readonly departureUtc: number;
  readonly arrivalUtc: number;
}

/**
 * `slices`: the ways of each, every itinerary among them. `stays`: minutes between a slice and the
 * next at least. Undefined where no trip is possible.
 */
export function sliceWindows(
  slices: readonly (readonly SliceTimes[])[],
  stays: readonly number[],
): TimeWindow[] | undefined {
  const from: number[] = [];
  let fromUtc = Number.NEGATIVE_INFINITY;
  for (const [i, ways] of slices.entries()) {
    from.push(fromUtc);
    let earliest = Number.POSITIVE_INFINITY;
    for (const { departureUtc, arrivalUtc } of ways)
      if (departureUtc >= fromUtc) earliest = Math.min(earliest, arrivalUtc);
    if (earliest === Number.POSITIVE_INFINITY) return undefined;
    fromUtc = earliest + (stays[i] ?? 0);
  }
  const windows: TimeWindow[] = [];
  let toUtc = Number.POSITIVE_INFINITY;
  for (let i = slices.length - 1; i >= 0; i--) {
    const window = { fromUtc: from[i] as number, toUtc };
    windows.unshift(window);
    let latest = Number.NEGATIVE_INFINITY;
    for (const { departureUtc, arrivalUtc } of slices[i] as readonly SliceTimes[])
      if (departureUtc >= window.fromUtc && arrivalUtc <= toUtc)
        latest = Math.max(latest, departureUtc);
    if (latest === Number.NEGATIVE_INFINITY) return undefined;
    toUtc = latest - (stays[i - 1] ?? 0);
  }
  return windows;
}
