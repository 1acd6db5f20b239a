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
  FLIGHTS_MAX,
  type Flights,
  type Journey,
  type Planner,
} from "./engines-flights.ts";

const NEVER = 0x7fffffff;

export function connectionScan(flights: Flights): Planner {
  const { from, to, departure, arrival, changeMinutes } = flights;
  const airports = changeMinutes.length;
  const count = from.length;
  // An airport's profiles have room for as many entries as it has departures.
  const first = new Int32Array(airports + 1);
  for (const airport of from) first[airport + 1] = (first[airport + 1] as number) + 1;
  for (let airport = 0; airport < airports; airport++)
    first[airport + 1] = (first[airport + 1] as number) + (first[airport] as number);
  const profiles = Array.from({ length: FLIGHTS_MAX }, () => ({
    end: new Int32Array(airports),
    departs: new Int32Array(count),
    arrives: new Int32Array(count),
    flight: new Int32Array(count),
    /** The entry of the profile below with which this one continues. */
    next: new Int32Array(count),
  }));

  const plan = (trip: DayTrip): Journey[] => {
    const { origin, destination } = trip;
    for (const { end } of profiles) end.set(first.subarray(0, airports));
    for (let i = count - 1; i >= 0 && (departure[i] as number) >= trip.from; i--) {
      const a = from[i] as number;
      const b = to[i] as number;
      const departs = departure[i] as number;
      if (a === destination || b === origin || (a === origin && departs >= trip.to)) continue;
      const arrives = arrival[i] as number;
      const ready = arrives + (changeMinutes[b] as number);
      let earliest = NEVER; // with fewer flights: k more must arrive before that
      for (let k = 0; k < FLIGHTS_MAX; k++) {
        let at = NEVER;
        let next = -1;
        if (k === 0) {
          if (b === destination) at = arrives;
        } else if (b !== destination) {
          const below = profiles[k - 1] as (typeof profiles)[number];
          next = (below.end[b] as number) - 1;
          while (next >= (first[b] as number) && (below.departs[next] as number) < ready) next--;
          if (next >= (first[b] as number)) at = below.arrives[next] as number;
        }
        const profile = profiles[k] as (typeof profiles)[number];
        const end = profile.end[a] as number;
        const last = end > (first[a] as number) ? (profile.arrives[end - 1] as number) : NEVER;
        earliest = Math.min(earliest, last);
        if (at >= earliest) continue;
        // Of flights that leave at the same time the one that arrives first takes the entry.
        const place = last !== NEVER && profile.departs[end - 1] === departs ? end - 1 : end;
        profile.departs[place] = departs;
        profile.arrives[place] = at;
        profile.flight[place] = i;
        profile.next[place] = next;
        profile.end[a] = place + 1;
        earliest = at;
      }
    }
    return profiles.flatMap(({ end, departs, arrives }, k) => {
      const journeys: Journey[] = [];
      for (let entry = first[origin] as number; entry < (end[origin] as number); entry++) {
        journeys.push({
          departure: departs[entry] as number,
          arrival: arrives[entry] as number,
          flights: chain(k, entry),
        });
      }
      return journeys;
    });
  };

  const chain = (k: number, entry: number): number[] => {
    const { flight, next } = profiles[k] as (typeof profiles)[number];
    return [flight[entry] as number, ...(k === 0 ? [] : chain(k - 1, next[entry] as number))];
  };

  return { name: "connection scan (ours)", plan };
}
