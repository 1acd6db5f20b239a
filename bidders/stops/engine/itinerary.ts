/** An itinerary of the search, and what distinguishes two of them. */
import { MINUTES_PER_DAY } from "../../../proto/local-time.ts";
import { flightNumberOf } from "../../flights/itineraries/option.ts";
import { dayOf, isoDate } from "../../flights/timetable/departures.ts";
import type { Index, Timetable } from "../../flights/timetable/timetable.ts";
import type { Zone } from "../../flights/timetable/zones.ts";
import type { Ranked } from "./best-list.ts";
import type { Leg } from "./legs.ts";

/**
 * One ticket of an itinerary: its flights from `from` to before `to`, who sells it (ENGINE-10), and
 * what one adult pays.
 */
export interface ItineraryTicket {
  readonly from: number;
  readonly to: number;
  readonly seller: Index;
  readonly dollars: number;
}

export interface EngineItinerary extends Ranked {
  readonly legs: readonly Leg[];
  /** One; two where the traveller changes from one to the other by himself. */
  readonly tickets: readonly ItineraryTicket[];
  /** Minutes that count as travel time in its cost; 0 where the search does not count them. */
  readonly inconvenience: number;
}

/**
 * Sorts as the itinerary key does (`proto/itinerary.ts`): of two itineraries between the same ends
 * it has the same parts in the same order.
 */
export function keyOf(timetable: Timetable, { legs }: EngineItinerary): string {
  let key = "";
  for (let i = 0; i < legs.length; i++) {
    const { row, departureUtc } = legs[i] as Leg;
    const [origin, destination] = [
      timetable.origin[row] as Index,
      timetable.destination[row] as Index,
    ];
    const local = (timetable.zones[origin] as Zone).toLocal(departureUtc);
    const ends = `${timetable.airports[origin]?.code}${timetable.airports[destination]?.code}`;
    key += `${i > 0 ? "+" : ""}${flightNumberOf(timetable, row)}-${ends}-${compactTime(local)}`;
  }
  return key;
}

/** The date that was asked for last: most are of one day, and to write one takes a microsecond. */
let written = { day: Number.NaN, text: "" };

/** `20261215T0830` */
function compactTime(localMinute: number): string {
  const day = dayOf(localMinute);
  if (written.day !== day) written = { day, text: isoDate(day).replaceAll("-", "") };
  const minute = localMinute - day * MINUTES_PER_DAY;
  return `${written.text}T${twoDigits(Math.floor(minute / 60))}${twoDigits(minute % 60)}`;
}

function twoDigits(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}

/**
 * Whether two itineraries see the same airports on the same carriers in the same cabins (LIST-3).
 */
export function isSameRoute(
  timetable: Timetable,
  { legs: one }: EngineItinerary,
  { legs: other }: EngineItinerary,
): boolean {
  return (
    one.length === other.length &&
    one.every((leg, i) => {
      const row = other[i]?.row as Index;
      return (
        leg.carrier === other[i]?.carrier &&
        leg.cabin === other[i]?.cabin &&
        timetable.destination[leg.row] === timetable.destination[row]
      );
    })
  );
}
