/**
 * A search's slices in the terms of the timetable. An end of a slice may stand for several
 * airports, and it may leave on several days: a slice has a route for each pair of airports and
 * each day.
 */
import { sliceDays } from "../../../common/offers/slice-days.ts";
import type { FlightSearch, SearchSlice } from "../../../proto/messages.ts";
import { milesOf } from "../fares/curves.ts";
import { fareDay, type SliceFares, seatsOf, sliceFares } from "../fares/fare.ts";
import type { FlightData } from "../flight-data.ts";
import type { Index, Timetable } from "../timetable/timetable.ts";
import { type SliceLimits, sliceLimitsOf } from "./slice-limits.ts";

export interface Route {
  readonly origin: Index;
  readonly destination: Index;
  /** The origin's local date, in days since 1970-01-01. */
  readonly day: number;
  readonly fares: SliceFares;
  /** Great circle. */
  readonly miles: number;
  /** Absent: none. */
  readonly limits?: SliceLimits | undefined;
}

/**
 * The routes of each slice, one for each of its days and each pair of its airports: the first of
 * them is that of its `departureDate`, `origin` and `destination`, where the timetable knows both.
 * Undefined when the timetable knows no pair of a slice: then nothing can be sold.
 */
export function routesOf(
  { timetable, availability, fareTables }: FlightData,
  request: FlightSearch,
  nowMs: number,
): Route[][] | undefined {
  const slices: Route[][] = [];
  for (const [at, slice] of request.slices.entries()) {
    const next = at === 0 ? request.slices[1] : undefined;
    const limits = sliceLimitsOf(timetable, slice, request.limits, next && sliceDays(next));
    const pairs = pairsOf(timetable, slice);
    const routes: Route[] = [];
    for (const day of sliceDays(slice)) {
      const fares = sliceFares(
        fareDay(request.cabin, day, nowMs, seatsOf(request.passengers), availability),
        fareTables,
      );
      for (const [origin, destination] of pairs)
        routes.push({
          origin,
          destination,
          day,
          fares,
          miles: milesOf(timetable.distanceKm(origin, destination)),
          limits,
        });
    }
    if (routes.length === 0) return undefined;
    slices.push(routes);
  }
  return slices;
}

/**
 * The pairs of a slice's airports that the timetable knows, in the order of its origins, and of
 * each in that of its destinations.
 */
export function pairsOf(
  timetable: Timetable,
  { origin, destination, origins, destinations }: SearchSlice,
): (readonly [origin: Index, destination: Index])[] {
  const pairs: (readonly [Index, Index])[] = [];
  for (const from of origins ?? [origin]) {
    const at = timetable.airport(from);
    if (at < 0) continue;
    for (const to of destinations ?? [destination]) {
      const other = timetable.airport(to);
      if (other >= 0 && other !== at) pairs.push([at, other]);
    }
  }
  return pairs;
}
