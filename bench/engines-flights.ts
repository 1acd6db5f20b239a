/**
 * The question that a time-only planner can answer, and its flights. Given are an origin, a
 * destination and the origin's local date; wanted is the Pareto set of (departure, arrival,
 * flights) of all journeys with at most FLIGHTS_MAX flights that leave on that date, each airport
 * with one minimum connecting time. No price, no detour, no limit of waiting, and every carrier
 * connects with every other.
 */
import { CONNECTION_KINDS, type FlightData, operatesOn, type Timetable } from "./engines-access.ts";

export const PEER_FLIGHTS_MAX = 3;

const HOUR = 60;
const DAY = 24 * HOUR;
/** The first of a date anywhere on earth ... */
const FIRST_MINUTES = 14 * HOUR;
/**
 * ... and how long flights may leave from then on. Less than 100 hours to the last arrival: minotor
 * compares hours as text of two digits.
 */
const SPAN_MINUTES = 80 * HOUR;

/** Flights of a few days, by departure. Instants in minutes since 1970-01-01T00:00Z. */
export interface Flights {
  readonly data: FlightData;
  readonly timetable: Timetable;
  /** No flight leaves before. */
  readonly startsAt: number;
  /** Indexes into the timetable's rows and airports. */
  readonly row: Uint32Array;
  readonly from: Uint16Array;
  readonly to: Uint16Array;
  readonly departure: Int32Array;
  readonly arrival: Int32Array;
  /**
   * Indexed by airport: minutes between an arrival and the next departure. The least that the
   * engine asks for there, for any flights.
   */
  readonly changeMinutes: Uint8Array;
}

export interface DayTrip {
  readonly origin: number;
  readonly destination: number;
  /** The origin's local date: the first departure is at or after `from` and before `to`. */
  readonly from: number;
  readonly to: number;
}

/** A journey: indexes into Flights, in the order in which they are flown. */
export interface Journey {
  readonly departure: number;
  readonly arrival: number;
  readonly flights: readonly number[];
}

/** Who answers the question. */
export interface Planner {
  readonly name: string;
  /**
   * In any order, and maybe more than the Pareto set: `paretoOf` is for the comparison, not for the
   * measured time.
   */
  plan(trip: DayTrip): readonly Journey[];
}

/**
 * What leaves around a local date, and on the two days after. A flight that another one of its
 * market leaves after and arrives before is left out: it is on no Pareto set, and planners that
 * take the next departure of a line need not ask whether it is overtaken.
 */
export function flightsAround(data: FlightData, day: number): Flights {
  const { timetable, minimumConnections } = data;
  const startsAt = day * DAY - FIRST_MINUTES;
  const { zones } = timetable;
  const { origin, destination, departure, blockMinutes } = timetable;
  type FlightOfDay = { row: number; departure: number; arrival: number };
  const all: FlightOfDay[] = [];
  let market: FlightOfDay[] = [];
  const endMarket = () => {
    let earliest = Number.POSITIVE_INFINITY;
    for (const flight of market.sort(
      (a, b) => b.departure - a.departure || a.arrival - b.arrival,
    )) {
      if (flight.arrival < earliest) all.push(flight);
      earliest = Math.min(earliest, flight.arrival);
    }
    market = [];
  };
  for (let row = 0; row < timetable.rows; row++) {
    if (row > 0 && (origin[row] !== origin[row - 1] || destination[row] !== destination[row - 1]))
      endMarket();
    for (let date = day - 2; date <= day + 4; date++) {
      if (!operatesOn(timetable, row, date)) continue;
      const departs = zones[origin[row] as number]?.toUtc(
        date * DAY + (departure[row] as number),
      ) as number;
      if (departs < startsAt || departs >= startsAt + SPAN_MINUTES) continue;
      market.push({ row, departure: departs, arrival: departs + (blockMinutes[row] as number) });
    }
  }
  endMarket();
  all.sort((a, b) => a.departure - b.departure || a.row - b.row);
  return {
    data,
    timetable,
    startsAt,
    row: Uint32Array.from(all, (flight) => flight.row),
    from: Uint16Array.from(all, (flight) => origin[flight.row] as number),
    to: Uint16Array.from(all, (flight) => destination[flight.row] as number),
    departure: Int32Array.from(all, (flight) => flight.departure),
    arrival: Int32Array.from(all, (flight) => flight.arrival),
    changeMinutes: Uint8Array.from(timetable.airports, (_, airport) =>
      Math.min(
        ...minimumConnections.subarray(
          CONNECTION_KINDS * airport,
          CONNECTION_KINDS * (airport + 1),
        ),
      ),
    ),
  };
}

export function dayTrip(
  { timetable }: Flights,
  origin: number,
  destination: number,
  day: number,
): DayTrip {
  const zone = timetable.zones[origin];
  const at = (localDay: number) => zone?.toUtc(localDay * DAY) as number;
  return { origin, destination, from: at(day), to: at(day + 1) };
}

/**
 * What nothing else beats in departure, arrival or flights without losing in another; of equals the
 * first. By departure.
 */
export function paretoOf(journeys: readonly Journey[], { from, to }: DayTrip): Journey[] {
  const asked = journeys.filter(
    ({ departure, flights }) =>
      departure >= from && departure < to && flights.length <= PEER_FLIGHTS_MAX,
  );
  const beats = (a: Journey, b: Journey) =>
    a.departure >= b.departure && a.arrival <= b.arrival && a.flights.length <= b.flights.length;
  return asked
    .filter(
      (one, i) =>
        !asked.some((other, j) => i !== j && beats(other, one) && (!beats(one, other) || j < i)),
    )
    .sort((a, b) => a.departure - b.departure || a.flights.length - b.flights.length);
}

/** What two planners must agree on: the values, whichever of equal journeys each has found. */
export function valuesOf(journeys: readonly Journey[]): string {
  return journeys
    .map(({ departure, arrival, flights }) => `${departure}-${arrival}/${flights.length}`)
    .join(" ");
}
