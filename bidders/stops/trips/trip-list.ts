/** Which trips are shown of the tickets that can be joined: TRIP-7 to TRIP-9 of `trip-rules.ts`. */
import type { Joined, TicketJoin } from "../../flights/itineraries/ticket-join.ts";
import { departureDay, type TripPart } from "../../flights/itineraries/trip-part.ts";
import type { Timetable } from "../../flights/timetable/timetable.ts";
import { SIMILAR_MINUTES } from "../engine/rules.ts";

export interface ShownTrip {
  /** Its cheapest ticket. */
  readonly ticket: Joined;
  /** How many trips were collapsed into it before the list's end. */
  readonly similar: number;
}

export interface TripList {
  readonly shown: readonly ShownTrip[];
  /** What ranks behind is not shown: the cost of the last of a full list, else infinite. */
  readonly costMax: number;
}

export interface ListRules {
  readonly timetable: Timetable;
  readonly wanted: number;
  /** Shows near-identical trips too. */
  readonly similar: boolean;
  /** Whether a slice has several routes: trips of others are not compared (TRIP-10). */
  readonly severalRoutes: boolean;
}

/** Reads the join as far as the list needs it. */
export function* listOfTrips(
  join: Pick<TicketJoin, "next">,
  { timetable, wanted, similar, severalRoutes }: ListRules,
): Generator<undefined, TripList> {
  /** What is not beaten: shown, or collapsed. */
  const kept: Joined[] = [];
  const shown: { ticket: Joined; similar: number }[] = [];
  const seen = new PartSets();
  const compared = (one: Joined, other: Joined) =>
    !severalRoutes || haveSameRoutes(timetable, one, other);
  const isBeaten = (ticket: Joined, others: readonly Joined[]) =>
    others.some((one) => beats(one, ticket) && compared(one, ticket));
  let next = yield* join.next();
  while (next !== undefined && shown.length < wanted) {
    // What is level may be beaten by what comes after it: then with fewer stops.
    const level = [next];
    next = yield* join.next();
    while (next !== undefined && isLevel(next, level[0] as Joined)) {
      level.push(next);
      next = yield* join.next();
    }
    for (const ticket of level) {
      if (shown.length === wanted) break;
      // Another seller's ticket for the same trip (TRIP-5).
      if (!seen.add(ticket.parts)) continue;
      if (isBeaten(ticket, kept) || isBeaten(ticket, level)) continue;
      kept.push(ticket);
      const first = similar
        ? undefined
        : shown.find(
            (one) => isSimilar(timetable, one.ticket, ticket) && compared(one.ticket, ticket),
          );
      if (first !== undefined) first.similar++;
      else shown.push({ ticket, similar: 0 });
    }
  }
  const last = shown.length === wanted ? shown.at(-1) : undefined;
  return { shown, costMax: last?.ticket.cost ?? Number.POSITIVE_INFINITY };
}

/** Lists of parts, each once. */
class PartSets {
  readonly #numbers = new Map<TripPart, number>();
  readonly #sets = new Set<string>();

  /** False where it was added before. */
  add(parts: readonly TripPart[]): boolean {
    let name = "";
    for (const part of parts) {
      let number = this.#numbers.get(part);
      if (number === undefined) {
        number = this.#numbers.size;
        this.#numbers.set(part, number);
      }
      name += `${number} `;
    }
    const before = this.#sets.size;
    this.#sets.add(name);
    return this.#sets.size > before;
  }
}

function isLevel(one: Joined, other: Joined): boolean {
  return (
    one.cost === other.cost &&
    one.convertedPrice === other.convertedPrice &&
    one.durationMinutes === other.durationMinutes &&
    one.departure === other.departure
  );
}

/** Whether two trips lead between the same airports on the same day in every slice (TRIP-10). */
function haveSameRoutes({ origin, destination }: Timetable, one: Joined, other: Joined): boolean {
  return one.parts.every((its, i) => {
    const { firstRow, lastRow } = its;
    const others = other.parts[i] as TripPart;
    return (
      departureDay(its) === departureDay(others) &&
      origin[firstRow] === origin[others.firstRow] &&
      destination[lastRow] === destination[others.lastRow]
    );
  });
}

/** TRIP-7 */
function beats(one: Joined, other: Joined): boolean {
  if (one.convertedPrice > other.convertedPrice || one.cost > other.cost) return false;
  if (one.isMixed && !other.isMixed) return false;
  let better =
    one.convertedPrice < other.convertedPrice ||
    one.cost < other.cost ||
    one.isMixed !== other.isMixed;
  for (let i = 0; i < one.parts.length; i++) {
    const [its, others] = [one.parts[i] as TripPart, other.parts[i] as TripPart];
    if (its === others) continue;
    if (
      its.departureUtc < others.departureUtc ||
      its.arrivalUtc > others.arrivalUtc ||
      its.stops > others.stops
    )
      return false;
    better ||=
      its.departureUtc > others.departureUtc ||
      its.arrivalUtc < others.arrivalUtc ||
      its.stops < others.stops;
  }
  return better;
}

/** TRIP-8 */
function isSimilar(timetable: Timetable, one: Joined, other: Joined): boolean {
  return one.parts.every((its, i) => {
    const others = other.parts[i] as TripPart;
    return (
      its === others ||
      (Math.abs(its.departureUtc - others.departureUtc) <= SIMILAR_MINUTES &&
        Math.abs(its.arrivalUtc - others.arrivalUtc) <= SIMILAR_MINUTES &&
        isSameRoute(timetable, its, others))
    );
  });
}

/** The same airports on the same carriers in the same cabins (LIST-3). */
function isSameRoute({ carrier, destination }: Timetable, one: TripPart, other: TripPart): boolean {
  const [its, others] = [one.option, other.option];
  return (
    its.departures.length === others.departures.length &&
    its.departures.every(({ row }, i) => {
      const with_ = others.departures[i]?.row as number;
      return (
        carrier[row] === carrier[with_] &&
        destination[row] === destination[with_] &&
        its.cabins?.[i] === others.cabins?.[i]
      );
    })
  );
}
