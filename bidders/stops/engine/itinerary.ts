/** An itinerary of the search, and what distinguishes two of them. */
import { flightNumberOf } from "../../flights/itineraries/option.ts";
import { localTime } from "../../flights/timetable/departures.ts";
import type { Index, Timetable } from "../../flights/timetable/timetable.ts";
import type { Zone } from "../../flights/timetable/zones.ts";
import type { Ranked } from "./best-list.ts";
import type { Leg } from "./legs.ts";

/**
 * One ticket of an itinerary: its flights from `from` to before `to`, who sells it (ENGINE-10), and
 * what one adult pays.
 */
export interface Ticket {
  readonly from: number;
  readonly to: number;
  readonly seller: Index;
  readonly dollars: number;
}

export interface Itinerary extends Ranked {
  readonly legs: readonly Leg[];
  /** One; two where the traveller changes from one to the other by himself. */
  readonly tickets: readonly Ticket[];
}

/**
 * Sorts as the itinerary key does (`proto/itinerary.ts`): of two itineraries between the same ends
 * it has the same parts in the same order.
 */
export function keyOf(timetable: Timetable, { legs }: Itinerary): string {
  const code = (airport: Index | undefined) => timetable.airports[airport as Index]?.code;
  return legs
    .map(({ row, departureUtc }) => {
      const zone = timetable.zones[timetable.origin[row] as Index] as Zone;
      const departure = localTime(zone.toLocal(departureUtc)).replaceAll(/[-:]/g, "");
      return `${flightNumberOf(timetable, row)}-${code(timetable.origin[row])}${code(timetable.destination[row])}-${departure}`;
    })
    .join("+");
}

/** Whether two itineraries see the same airports on the same carriers (LIST-3). */
export function isSameRoute(
  timetable: Timetable,
  { legs: one }: Itinerary,
  { legs: other }: Itinerary,
): boolean {
  return (
    one.length === other.length &&
    one.every((leg, i) => {
      const row = other[i]?.row as Index;
      return (
        leg.carrier === other[i]?.carrier &&
        timetable.destination[leg.row] === timetable.destination[row]
      );
    })
  );
}
