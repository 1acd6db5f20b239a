/**
 * RAPTOR in its range form (Delling, Pajor and Werneck: "Round-Based Public Transit Routing",
 * 2012): a reference, beside `engines-csa.ts`. A line is a market: all its flights of those days,
 * none of which overtakes another.
 *
 * The departures of the day are taken one after the other, the last first, and labels are kept:
 * what a later departure reaches as early need not be reached again. Round k extends what k - 1
 * flights reached by one more, and nothing that comes no earlier than the destination is already
 * reached. In the last round only flights to the destination count.
 */
import {
  type DayTrip,
  type Flights,
  type Journey,
  PEER_FLIGHTS_MAX,
  type Planner,
} from "./engines-flights.ts";

const NEVER = 0x7fffffff;

/** The flights by market: a line has those of one origin and destination, by departure. */
interface MarketLines {
  /** All flights, line after line. */
  readonly order: Uint32Array;
  /** Where each line begins in `order`; one more for the end of the last. */
  readonly lineStart: Uint32Array;
  readonly lineTo: Uint16Array;
  /** `linesFrom[a]` to before `linesFrom[a + 1]` are the lines out of airport a. */
  readonly linesFrom: Uint32Array;
  /** Departures in the order of `order`. */
  readonly departures: Int32Array;
}

function linesOf({ from, to, departure, changeMinutes }: Flights): MarketLines {
  const airports = changeMinutes.length;
  const order = Uint32Array.from(from.keys()).sort(
    (x, y) =>
      (from[x] as number) - (from[y] as number) || (to[x] as number) - (to[y] as number) || x - y,
  );
  const starts = [...order.keys()].filter(
    (i) =>
      i === 0 ||
      from[order[i] as number] !== from[order[i - 1] as number] ||
      to[order[i] as number] !== to[order[i - 1] as number],
  );
  const lineStart = Uint32Array.from([...starts, order.length]);
  const lineTo = Uint16Array.from(starts, (i) => to[order[i] as number] as number);
  const linesFrom = new Uint32Array(airports + 1);
  for (const start of starts) {
    const next = (from[order[start] as number] as number) + 1;
    linesFrom[next] = (linesFrom[next] as number) + 1;
  }
  for (let airport = 0; airport < airports; airport++)
    linesFrom[airport + 1] = (linesFrom[airport + 1] as number) + (linesFrom[airport] as number);
  const departures = Int32Array.from(order, (flight) => departure[flight] as number);
  return { order, lineStart, lineTo, linesFrom, departures };
}

/** The flights out of the origin within the trip's time, the last departure first. */
function firstFlights(
  { order, lineStart, linesFrom, departures }: MarketLines,
  departure: Flights["departure"],
  trip: DayTrip,
): number[] {
  const firsts: number[] = [];
  const end = linesFrom[trip.origin + 1] as number;
  for (let line = linesFrom[trip.origin] as number; line < end; line++) {
    for (let i = lineStart[line] as number; i < (lineStart[line + 1] as number); i++) {
      const departs = departures[i] as number;
      if (departs >= trip.from && departs < trip.to) firsts.push(order[i] as number);
    }
  }
  return firsts.sort((x, y) => (departure[y] as number) - (departure[x] as number));
}

/** The first flight of a line at or after an instant; -1 when there is none. */
function board({ order, lineStart, departures }: MarketLines, line: number, ready: number): number {
  let low = lineStart[line] as number;
  const end = lineStart[line + 1] as number;
  let high = end;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((departures[middle] as number) < ready) low = middle + 1;
    else high = middle;
  }
  return low < end ? (order[low] as number) : -1;
}

/** The earliest arrivals of one trip. */
class Labels {
  readonly #flights: Flights;
  /** [k][airport]: the earliest arrival with k + 1 flights, and the last of them. */
  readonly #reached: readonly Int32Array[];
  readonly #by: readonly Int32Array[];
  #origin = -1;
  #destination = -1;

  constructor(flights: Flights) {
    const airports = flights.changeMinutes.length;
    this.#flights = flights;
    this.#reached = Array.from({ length: PEER_FLIGHTS_MAX }, () => new Int32Array(airports));
    this.#by = Array.from({ length: PEER_FLIGHTS_MAX }, () => new Int32Array(airports));
  }

  clear({ origin, destination }: DayTrip): void {
    for (const arrivals of this.#reached) arrivals.fill(NEVER);
    this.#origin = origin;
    this.#destination = destination;
  }

  arrival(k: number, airport: number): number {
    return this.#reached[k]?.[airport] as number;
  }

  /** Takes a flight as the one after k others where it arrives earlier; `marked` receives where. */
  take(k: number, flight: number, marked: Set<number>): void {
    const airport = this.#flights.to[flight] as number;
    const at = this.#flights.arrival[flight] as number;
    if (airport === this.#origin || !this.#improves(k, airport, at)) return;
    (this.#reached[k] as Int32Array)[airport] = at;
    (this.#by[k] as Int32Array)[airport] = flight;
    marked.add(airport);
  }

  /** Whether it is the earliest with as many flights or fewer, there and at the destination. */
  #improves(k: number, airport: number, at: number): boolean {
    for (let fewer = 0; fewer <= k; fewer++) {
      const arrivals = this.#reached[fewer] as Int32Array;
      if ((arrivals[airport] as number) <= at || (arrivals[this.#destination] as number) <= at)
        return false;
    }
    return true;
  }

  /** The k + 1 flights that lead to an airport. */
  flightsTo(k: number, airport: number): number[] {
    const flight = this.#by[k]?.[airport] as number;
    const before = this.#flights.from[flight] as number;
    return k === 0 ? [flight] : [...this.flightsTo(k - 1, before), flight];
  }
}

export function raptor(flights: Flights): Planner {
  const { departure, changeMinutes } = flights;
  const lines = linesOf(flights);
  const { lineTo, linesFrom } = lines;
  const labels = new Labels(flights);

  /** The airports that one more flight after k + 1 reaches earlier, from those that are marked. */
  const onwardFrom = (marked: Set<number>, k: number, destination: number): Set<number> => {
    const onward = new Set<number>();
    for (const airport of marked) {
      const ready = labels.arrival(k, airport) + (changeMinutes[airport] as number);
      const end = linesFrom[airport + 1] as number;
      for (let line = linesFrom[airport] as number; line < end; line++) {
        if (k + 2 === PEER_FLIGHTS_MAX && lineTo[line] !== destination) continue;
        const flight = board(lines, line, ready);
        if (flight >= 0) labels.take(k + 1, flight, onward);
      }
    }
    return onward;
  };

  const plan = (trip: DayTrip): Journey[] => {
    const { destination } = trip;
    labels.clear(trip);
    const journeys: Journey[] = [];
    const firsts = firstFlights(lines, departure, trip);
    for (let i = 0; i < firsts.length; ) {
      const departs = departure[firsts[i] as number] as number;
      let marked = new Set<number>();
      while (i < firsts.length && departure[firsts[i] as number] === departs)
        labels.take(0, firsts[i++] as number, marked);
      for (let k = 0; marked.size > 0; k++) {
        if (marked.delete(destination))
          journeys.push({
            departure: departs,
            arrival: labels.arrival(k, destination),
            flights: labels.flightsTo(k, destination),
          });
        if (k + 1 === PEER_FLIGHTS_MAX) break;
        marked = onwardFrom(marked, k, destination);
      }
    }
    return journeys;
  };

  return { name: "RAPTOR (ours)", plan };
}
