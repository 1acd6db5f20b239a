/**
 * Non-stop flights of a market and date. Those that several carriers sell are one itinerary with several sellers.
 *
 * S1 The timetable may list one aircraft's flight once for each carrier that puts its number on it. Rows of one market that leave
 *    within 2 minutes of each other, with a block time within 2 minutes, under the same number or on the same type, by carriers that
 *    sell connections together, are one flight. It goes under the lowest number: code-share numbers are the long ones.
 * S2 A flight is sold by the carrier that operates it, by those of S1, and by its joint-venture partners between the two countries,
 *    each at its own price and in its own currency, under the operating carrier's number.
 * S3 A flight within one country that its carrier may not sell alone is left out (`rights.ts`), and so is one without the cabin.
 */
import { demandOf, fareLeg, flightSeed, kindOf, onSale, sellerFactor } from "../fares/fare.ts";
import { dayOf, marketOn } from "../timetable/departures.ts";
import type { Departure, Timetable } from "../timetable/timetable.ts";
import { carrierOf, flightNumberOf, hasCabin, type SellerFare, type SliceOption } from "./option.ts";
import { connectsWith, jointSellers } from "./partners.ts";
import { countriesOf, tagsOf } from "./rights.ts";
import type { Route } from "./route.ts";

const SAME_WITHIN_MINUTES = 2;

export interface SharedFlight {
  readonly departure: Departure;
  /** The operating carrier first. */
  readonly sellers: readonly string[];
}

/** Departures of one market and date, each flight once, with all who sell it. */
export function sharedFlights(timetable: Timetable, departures: readonly Departure[]): SharedFlight[] {
  const byNumber = [...departures].sort((a, b) => numberOf(timetable, a) - numberOf(timetable, b) || a.row - b.row);
  const flights: { departure: Departure; sellers: string[] }[] = [];
  for (const departure of byNumber) {
    const carrier = carrierOf(timetable, departure.row);
    const same = flights.find((flight) => isSameFlight(timetable, flight.departure, departure));
    if (same === undefined) flights.push({ departure, sellers: [carrier] });
    else if (!same.sellers.includes(carrier)) same.sellers.push(carrier);
  }
  return flights.map(({ departure, sellers }) => ({
    departure,
    sellers: [...new Set([...sellers, ...jointSellers(sellers[0] as string, ...countriesOf(timetable, departure.row))])],
  }));
}

function numberOf(timetable: Timetable, departure: Departure): number {
  return timetable.number[departure.row] as number;
}

function isSameFlight(timetable: Timetable, a: Departure, b: Departure): boolean {
  const block = (one: Departure) => one.arrivalUtc - one.departureUtc;
  const [carrier, other] = [carrierOf(timetable, a.row), carrierOf(timetable, b.row)];
  return (
    Math.abs(a.departureUtc - b.departureUtc) <= SAME_WITHIN_MINUTES &&
    Math.abs(block(a) - block(b)) <= SAME_WITHIN_MINUTES &&
    (timetable.aircraft[a.row] === timetable.aircraft[b.row] || timetable.number[a.row] === timetable.number[b.row]) &&
    carrier !== other &&
    connectsWith(carrier, other)
  );
}

/** Every non-stop flight of a route that is on sale in its cabin, each with the fares of all who sell it. */
export function nonstopOptions(timetable: Timetable, route: Route, nowMs: number): SliceOption[] {
  const { origin, destination, day, fares } = route;
  const tags = tagsOf(timetable);
  return sharedFlights(timetable, marketOn(timetable, origin, destination, day))
    .filter(
      ({ departure: { row, departureUtc } }) => onSale(nowMs, departureUtc) && tags[row] === 0 && hasCabin(timetable, row, fares.cabin),
    )
    .map((flight) => ({ departures: [flight.departure], fares: faresOf(timetable, route, flight) }));
}

function faresOf(timetable: Timetable, route: Route, { departure, sellers }: SharedFlight): SellerFare[] {
  const operating = sellers[0] as string;
  const date = dayOf(departure.departureLocal);
  const seed = flightSeed(flightNumberOf(timetable, departure.row));
  const { dollars } = fareLeg(route.fares, operating, kindOf(operating), demandOf(seed, date), route.miles);
  return sellers.map((seller) => ({ seller, dollars: dollars * sellerFactor(seller, operating, seed, date) }));
}
