/** A search's slices in the terms of the timetable. */
import type { FlightSearch } from "../../../proto/messages.ts";
import { milesOf } from "../fares/curves.ts";
import { fareDay, type SliceFares, seatsOf, sliceFares } from "../fares/fare.ts";
import type { FlightData } from "../flight-data.ts";
import { dayNumberOf } from "../timetable/departures.ts";
import type { Index } from "../timetable/timetable.ts";

export interface Route {
  readonly origin: Index;
  readonly destination: Index;
  /** The origin's local date, in days since 1970-01-01. */
  readonly day: number;
  readonly fares: SliceFares;
  /** Great circle. */
  readonly miles: number;
}

/**
 * One route a slice; undefined when the timetable does not know an airport: then nothing can be
 * sold.
 */
export function routesOf(
  { timetable, availability, fareTables }: FlightData,
  request: FlightSearch,
  nowMs: number,
): Route[] | undefined {
  const routes: Route[] = [];
  for (const slice of request.slices) {
    const [origin, destination] = [
      timetable.airport(slice.origin),
      timetable.airport(slice.destination),
    ];
    if (origin < 0 || destination < 0 || origin === destination) return undefined;
    const day = dayNumberOf(slice.departureDate);
    const miles = milesOf(timetable.distanceKm(origin, destination));
    routes.push({
      origin,
      destination,
      day,
      fares: sliceFares(
        fareDay(request.cabin, day, nowMs, seatsOf(request.passengers), availability),
        fareTables,
      ),
      miles,
    });
  }
  return routes;
}
