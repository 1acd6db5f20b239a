/**
 * What the search for connections must find, by the most obvious way there is: every chain of flights, every rule checked on the whole
 * chain, every pair compared. For tests. It shares nothing with the search but the fare functions, the tables of partners and
 * the arithmetic of time zones; the rules' numbers are written out once more.
 */
import { sellsCabin } from "../fares/cabins.ts";
import { milesOf } from "../fares/curves.ts";
import { demandOf, fareLeg, flightSeed, kindOf, onSale, sliceDollars } from "../fares/fare.ts";
import { connectsWith } from "../itineraries/partners.ts";
import type { Route } from "../itineraries/route.ts";
import { departureOn } from "../timetable/departures.ts";
import type { Departure, Timetable } from "../timetable/timetable.ts";

export interface Found {
  readonly flights: readonly Departure[];
  readonly seller: string;
  readonly dollars: number;
  readonly price: number;
  readonly minutes: number;
  readonly stops: number;
}

type Price = (seller: string, dollars: number) => number;

/** The Pareto set over price, minutes and stops. */
export function obviousConnections(timetable: Timetable, route: Route, stopsMax: number, nowMs: number, price: Price): Found[] {
  const carrier = (row: number) => timetable.carriers[timetable.carrier[row] as number] as string;
  const from = (row: number) => timetable.origin[row] as number;
  const to = (row: number) => timetable.destination[row] as number;
  const km = (a: number, b: number) => timetable.distanceKm(a, b);
  const country = (airport: number) => timetable.airports[airport]?.country as string;
  const international = (row: number) => country(from(row)) !== country(to(row));

  const weekly = timetable.airports.map(() => 0);
  for (let row = 0; row < timetable.rows; row++) {
    for (let day = 0; day < 7; day++) if ((timetable.days[row] as number) & (1 << day)) weekly[from(row)] = (weekly[from(row)] ?? 0) + 1;
  }
  const minimum = (airport: number, a: number, b: number): number => {
    const aDay = (weekly[airport] as number) / 7;
    const pick = (small: number, medium: number, large: number) => (aDay >= 200 ? large : aDay >= 40 ? medium : small);
    if (international(a)) return international(b) ? pick(45, 60, 70) : pick(60, 75, 90);
    return international(b) ? pick(45, 60, 75) : pick(30, 40, 50);
  };

  const isEurope = (code: string) =>
    "AT BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MT NL NO PL PT RO SE SI SK".includes(code);
  const together = (a: string, b: string) => a === b || (isEurope(a) && isEurope(b));
  /** Departures a week of a carrier by country, of those that `counts`: the most first, then by the alphabet. */
  const countries = (code: number, counts: (row: number) => boolean): [string, number][] => {
    const found = new Map<string, number>();
    for (let row = 0; row < timetable.rows; row++) {
      if (timetable.carrier[row] !== code || !counts(row)) continue;
      const weekdays = [0, 1, 2, 3, 4, 5, 6].filter((day) => (timetable.days[row] as number) & (1 << day)).length;
      found.set(country(from(row)), (found.get(country(from(row))) ?? 0) + weekdays);
    }
    return [...found].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  };
  const rights = timetable.carriers.map((_, code) => ({
    home: countries(code, () => true)[0]?.[0] ?? "",
    houses: countries(code, (row) => !international(row)).filter(([, weekly]) => weekly >= 50),
  }));
  const soldAlone = (row: number): boolean => {
    const { home, houses } = rights[timetable.carrier[row] as number] as (typeof rights)[number];
    return international(row) || together(home, country(from(row))) || houses.some(([code]) => code === country(from(row)));
  };

  /** All departures of some rows within a few days, of carriers that sell the cabin. */
  const departures = ([first, last]: readonly [number, number]): Departure[] => {
    const found: Departure[] = [];
    for (let row = first; row < last; row++) {
      const aircraft = timetable.aircraftTypes[timetable.aircraft[row] as number] as string;
      const withinUs = country(from(row)) === "US" && country(to(row)) === "US";
      if (!sellsCabin(route.fares.cabin, { carrier: carrier(row), aircraft, withinUs })) continue;
      for (let day = route.day - 2; day <= route.day + 5; day++) {
        const departure = departureOn(timetable, row, day);
        if (departure !== undefined) found.push(departure);
      }
    }
    return found;
  };
  /** Of an airport: all of them, or only those that end the trip. */
  const known = new Map<string, Departure[]>();
  const departuresFrom = (airport: number, ending: boolean): Departure[] => {
    const list =
      known.get(`${airport} ${ending}`) ??
      departures(ending ? timetable.market(airport, route.destination) : timetable.departures(airport));
    known.set(`${airport} ${ending}`, list);
    return list;
  };

  const isDetour = (part: readonly Departure[]): boolean => {
    const [start, stop] = [from(part[0]?.row as number), to(part.at(-1)?.row as number)];
    const [some, none] = timetable.market(start, stop);
    const free = some < none ? 300 : Math.min(300 + 2 * km(start, stop), 1000);
    return part.reduce((sum, { row }) => sum + km(from(row), to(row)), 0) > 1.35 * km(start, stop) + free;
  };

  const chains: Departure[][] = [];
  const walk = (chain: Departure[]): void => {
    const last = chain.at(-1) as Departure;
    if (to(last.row) === route.destination) {
      if (chain.length > 1) chains.push(chain);
      return;
    }
    if (chain.length > stopsMax) return;
    for (const next of departuresFrom(to(last.row), chain.length === stopsMax)) {
      const wait = next.departureUtc - last.arrivalUtc;
      if (wait < minimum(to(last.row), last.row, next.row) || wait > 720) continue;
      if (chain.every((one) => from(one.row) !== to(next.row))) walk([...chain, next]);
    }
  };
  for (const first of departuresFrom(route.origin, false)) {
    if (Math.floor(first.departureLocal / 1440) === route.day && onSale(nowMs, first.departureUtc)) walk([first]);
  }

  const found: Found[] = [];
  const apart = km(route.origin, route.destination);
  const [first, end] = timetable.market(route.origin, route.destination);
  const nonstops = Array.from({ length: end - first }, (_, i) => departureOn(timetable, first + i, route.day)).filter(
    (one) => one !== undefined,
  );
  const home = country(route.origin) === country(route.destination) ? country(route.origin) : undefined;
  for (const flights of chains) {
    const detours = flights.flatMap((_, i) => flights.slice(i + 1).map((_, j) => isDetour(flights.slice(i, i + j + 2))));
    if (detours.includes(true)) continue;
    if (flights.some((a) => flights.some((b) => a !== b && !connectsWith(carrier(a.row), carrier(b.row))))) continue;
    const minutes = (flights.at(-1)?.arrivalUtc as number) - (flights[0]?.departureUtc as number);
    const shortest = Math.min(...nonstops.map((one) => one.arrivalUtc - one.departureUtc));
    if (minutes > 3 * shortest + 120) continue;
    const day = (localMinute: number) => Math.floor(localMinute / 1440);
    const nights = flights.slice(1).filter((b, i) => day(b.departureLocal) !== day(flights[i]?.arrivalLocal as number));
    if (apart < 1200 && nights.length > 0) continue;
    const inside = (other: string) => other === home || (first === end && together(other, home as string));
    if (home !== undefined && !flights.every(({ row }) => inside(country(to(row))))) continue;
    const alone = flights.filter(({ row }, i) => {
      const beside = [flights[i - 1], flights[i + 1]].filter((one) => one !== undefined);
      const goesOn = beside.some((one) => carrier(one.row) === carrier(row) && international(one.row));
      return !soldAlone(row) && !goesOn;
    });
    if (alone.length > 0) continue;
    const legs = flights.map(({ row, departureLocal }) => {
      const demand = demandOf(flightSeed(`${carrier(row)}${timetable.number[row]}`), Math.floor(departureLocal / 1440));
      return fareLeg(route.fares, carrier(row), kindOf(carrier(row)), demand, milesOf(km(from(row), to(row))));
    });
    const row = (i: number) => flights[i]?.row as number;
    const dollars = sliceDollars(route.fares, legs, (i, j) => milesOf(km(from(row(i)), to(row(j)))));
    const longest = flights.reduce((a, b) => (km(from(b.row), to(b.row)) > km(from(a.row), to(a.row)) ? b : a));
    const seller = carrier(longest.row);
    found.push({ flights, seller, dollars, price: price(seller, dollars), minutes, stops: flights.length - 1 });
  }
  const beats = (a: Found, b: Found) =>
    a.price <= b.price && a.minutes <= b.minutes && a.stops <= b.stops && (a.price < b.price || a.minutes < b.minutes || a.stops < b.stops);
  return found.filter((one) => Number.isFinite(one.price) && !found.some((other) => beats(other, one)));
}
