/**
 * The Connection Scan Algorithm in its profile form, with the number of flights as a third
 * criterion (Dibbelt, Pajor, Strasser and Wagner: "Intriguingly Simple and Fast Transit Routing",
 * 2013): a reference, to know what a scan of all flights costs where only time counts.
 *
 * Every flight is read once, the last departure first. Each airport keeps, for every number of
 * flights k, the profile of (departure, arrival) with which k flights lead to the destination. A
 * flight leads there with k when it ends where a profile of k - 1 can still be caught. Departures
 * come in falling order, so a new entry is worth keeping only if it arrives earlier than the last
 * one.
 */
import {
  type DayTrip,
  type Flights,
  type Journey,
  PEER_FLIGHTS_MAX,
  type Planner,
} from "./engines-flights.ts";

const NEVER = 0x7fffffff;

/**
 * What k flights lead to the destination: per airport the entries `first[a]` to before `end[a]`.
 */
interface Profile {
  readonly end: Int32Array;
  readonly departs: Int32Array;
  readonly arrives: Int32Array;
  readonly flight: Int32Array;
  /** The entry of the profile below with which this one continues. */
  readonly next: Int32Array;
}

/** An airport's profiles have room for as many entries as it has departures. */
function firstEntries({ from, changeMinutes }: Flights): Int32Array {
  const airports = changeMinutes.length;
  const first = new Int32Array(airports + 1);
  for (const airport of from) first[airport + 1] = (first[airport + 1] as number) + 1;
  for (let airport = 0; airport < airports; airport++)
    first[airport + 1] = (first[airport + 1] as number) + (first[airport] as number);
  return first;
}

export function connectionScan(flights: Flights): Planner {
  const { from, to, departure, arrival, changeMinutes } = flights;
  const airports = changeMinutes.length;
  const count = from.length;
  const first = firstEntries(flights);
  const profiles = Array.from(
    { length: PEER_FLIGHTS_MAX },
    (): Profile => ({
      end: new Int32Array(airports),
      departs: new Int32Array(count),
      arrives: new Int32Array(count),
      flight: new Int32Array(count),
      next: new Int32Array(count),
    }),
  );

  /** Adds flight `i` to the profiles of its origin, for each number of flights that it improves. */
  const add = (i: number, destination: number): void => {
    const [a, b] = [from[i] as number, to[i] as number];
    const departs = departure[i] as number;
    const arrives = arrival[i] as number;
    const ready = arrives + (changeMinutes[b] as number);
    let earliest = NEVER; // with fewer flights: k more must arrive before that
    for (let k = 0; k < PEER_FLIGHTS_MAX; k++) {
      let at = NEVER;
      let next = -1;
      if (k === 0) {
        if (b === destination) at = arrives;
      } else if (b !== destination) {
        const below = profiles[k - 1] as Profile;
        next = (below.end[b] as number) - 1;
        while (next >= (first[b] as number) && (below.departs[next] as number) < ready) next--;
        if (next >= (first[b] as number)) at = below.arrives[next] as number;
      }
      const profile = profiles[k] as Profile;
      const end = profile.end[a] as number;
      const last = end > (first[a] as number) ? (profile.arrives[end - 1] as number) : NEVER;
      earliest = Math.min(earliest, last);
      if (at >= earliest) continue;
      // Of flights that leave at the same time the one that arrives first takes the entry.
      const entry = last !== NEVER && profile.departs[end - 1] === departs ? end - 1 : end;
      profile.departs[entry] = departs;
      profile.arrives[entry] = at;
      profile.flight[entry] = i;
      profile.next[entry] = next;
      profile.end[a] = entry + 1;
      earliest = at;
    }
  };

  const plan = ({ origin, destination, from: earliest, to: latest }: DayTrip): Journey[] => {
    for (const { end } of profiles) end.set(first.subarray(0, airports));
    for (let i = count - 1; i >= 0 && (departure[i] as number) >= earliest; i--) {
      const isTooLate = from[i] === origin && (departure[i] as number) >= latest;
      if (from[i] !== destination && to[i] !== origin && !isTooLate) add(i, destination);
    }
    return journeysFrom(profiles, origin, first[origin] as number);
  };

  return { name: "connection scan (ours)", plan };
}

function journeysFrom(profiles: readonly Profile[], origin: number, first: number): Journey[] {
  return profiles.flatMap(({ end, departs, arrives }, k) => {
    const journeys: Journey[] = [];
    for (let entry = first; entry < (end[origin] as number); entry++) {
      journeys.push({
        departure: departs[entry] as number,
        arrival: arrives[entry] as number,
        flights: flightsFrom(profiles, k, entry),
      });
    }
    return journeys;
  });
}

/** The flights of an entry in the profile of k more flights, the first one first. */
function flightsFrom(profiles: readonly Profile[], k: number, entry: number): number[] {
  const { flight, next } = profiles[k] as Profile;
  const onward = k === 0 ? [] : flightsFrom(profiles, k - 1, next[entry] as number);
  return [flight[entry] as number, ...onward];
}
