/**
 * What the search for connections must find, by the most obvious way there is: every chain of flights, every rule checked on the whole
 * chain, every pair compared. For tests. It shares nothing with the search but the fare functions, the tables of partners and
 * the arithmetic of time zones; the rules' numbers are written out once more.
 */
import { carrierFacts } from "../fares/carriers.ts";
import { milesOf, sellsCabin } from "../fares/curves.ts";
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
  const international = (row: number) => timetable.airports[from(row)]?.country !== timetable.airports[to(row)]?.country;

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

  /** All departures of some rows within a few days, of carriers that sell the cabin. */
  const departures = ([first, last]: readonly [number, number]): Departure[] => {
    const found: Departure[] = [];
    for (let row = first; row < last; row++) {
      if (!sellsCabin(carrierFacts(carrier(row)).kind, route.fares.cabin)) continue;
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
  for (const flights of chains) {
    const flown = flights.reduce((sum, { row }) => sum + km(from(row), to(row)), 0);
    if (flown > 1.35 * km(route.origin, route.destination) + 1000) continue;
    if (flights.some((a) => flights.some((b) => !connectsWith(carrier(a.row), carrier(b.row))))) continue;
    const legs = flights.map(({ row, departureLocal }) => {
      const demand = demandOf(flightSeed(`${carrier(row)}${timetable.number[row]}`), Math.floor(departureLocal / 1440));
      return fareLeg(route.fares, carrier(row), kindOf(carrier(row)), demand, milesOf(km(from(row), to(row))));
    });
    const end = (i: number) => flights[i]?.row as number;
    const dollars = sliceDollars(route.fares, legs, (i, j) => milesOf(km(from(end(i)), to(end(j)))));
    const longest = flights.reduce((a, b) => (km(from(b.row), to(b.row)) > km(from(a.row), to(a.row)) ? b : a));
    const seller = carrier(longest.row);
    const minutes = (flights.at(-1)?.arrivalUtc as number) - (flights[0]?.departureUtc as number);
    found.push({ flights, seller, dollars, price: price(seller, dollars), minutes, stops: flights.length - 1 });
  }
  const beats = (a: Found, b: Found) =>
    a.price <= b.price && a.minutes <= b.minutes && a.stops <= b.stops && (a.price < b.price || a.minutes < b.minutes || a.stops < b.stops);
  return found.filter((one) => Number.isFinite(one.price) && !found.some((other) => beats(other, one)));
}
