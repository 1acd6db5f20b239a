/**
 * What the fare model asks of a trip before it names round trips and fare families: countries,
 * distances, dates, classes.
 */
import { asksForFare, isWantedFare } from "../../../common/offers/search-limits.ts";
import { sliceDays } from "../../../common/offers/slice-days.ts";
import type { Fare, FlightSearch } from "../../../proto/messages.ts";
import { faresOf } from "../fares/brands.ts";
import { carrierFacts } from "../fares/carriers.ts";
import { milesOf } from "../fares/curves.ts";
import { fareClass, fareDay, flightSeed, seatsOf } from "../fares/fare.ts";
import { roundTripFactor } from "../fares/round-trip.ts";
import { type SliceFacts, type WantedFares, wantedFares } from "../fares/wanted-fares.ts";
import type { FlightData } from "../flight-data.ts";
import { dayOf } from "../timetable/departures.ts";
import type { Departure, Index, Timetable } from "../timetable/timetable.ts";
import { flightNumberOf, type SliceOption } from "./option.ts";
import { countriesOf } from "./rights.ts";
import { pairsOf } from "./route.ts";
import {
  NO_PAIR,
  ONE_PAIR,
  type RoundTripFactor,
  type RoundTripRule,
  type TripPairs,
} from "./ticket-prices.ts";
import type { Ticket } from "./tickets.ts";

/**
 * The rule for round trips, for a search that may be one: out and back between the same two
 * airports. Where an end of the search stands for several airports, each pair of them out is a
 * round trip with the same pair back alone (ROUNDTRIP-4). The first flight back leaves on a day of
 * its slice.
 */
export function roundTripOf(
  timetable: Timetable,
  { slices }: Pick<FlightSearch, "slices">,
): RoundTripRule | undefined {
  const [going, coming, ...others] = slices;
  if (going === undefined || coming === undefined || others.length > 0) return undefined;
  const [goes, comes] = [new AirportPairs(timetable, going), new AirportPairs(timetable, coming)];
  const pairs = goes.pairs.filter(([home, away]) => comes.has(away, home));
  if (pairs.length === 0) return undefined;
  const country = (airport: Index) => timetable.airports[airport]?.country as string;
  const ends = pairs.map(([home, away]) => ({
    countries: [country(home), country(away)] as const,
    miles: milesOf(timetable.distanceKm(home, away)),
  }));
  const factor: RoundTripFactor = (arrivalDay, seller, pair, returnDay) => {
    const { countries, miles } = ends[pair] as (typeof ends)[number];
    return roundTripFactor({
      tier: carrierFacts(seller).tier,
      countries,
      miles,
      arrivalDay,
      returnDay,
    });
  };
  const isOnly = goes.pairs.length === 1 && comes.pairs.length === 1;
  return {
    factor,
    returnDays: sliceDays(coming),
    pairs: isOnly ? ONE_PAIR : tripPairs(timetable, pairs),
  };
}

/** The pairs of airports of a slice, by their indexes. */
class AirportPairs {
  readonly pairs: readonly (readonly [origin: Index, destination: Index])[];

  constructor(timetable: Timetable, slice: FlightSearch["slices"][number]) {
    this.pairs = pairsOf(timetable, slice);
  }

  has(origin: Index, destination: Index): boolean {
    return this.pairs.some(([from, to]) => from === origin && to === destination);
  }
}

/** The parts that lead out between one of these pairs, and those that lead back between it. */
function tripPairs(
  { origin, destination }: Timetable,
  pairs: readonly (readonly [home: Index, away: Index])[],
): TripPairs {
  const numbers = new Map(pairs.map(([home, away], pair) => [home * AIRPORTS_MAX + away, pair]));
  const number = (from: Index, to: Index) => numbers.get(from * AIRPORTS_MAX + to) ?? NO_PAIR;
  return {
    count: pairs.length,
    out: ({ firstRow, lastRow }) =>
      number(origin[firstRow] as Index, destination[lastRow] as Index),
    back: ({ firstRow, lastRow }) =>
      number(destination[lastRow] as Index, origin[firstRow] as Index),
  };
}

/** Airports have 16 bits in a timetable. */
const AIRPORTS_MAX = 65_536;

/** What of fares a search wants; undefined where it wants nothing. */
export function wantedFaresOf(
  timetable: Timetable,
  { slices, cabin, limits }: Pick<FlightSearch, "slices" | "cabin" | "limits">,
): WantedFares | undefined {
  if (limits === undefined || !asksForFare(limits)) return undefined;
  return wantedFares(
    limits,
    cabin,
    slices.map((slice) => pairsOf(timetable, slice).map((ends) => sliceFacts(timetable, ...ends))),
  );
}

/** What fare families depend on of a slice between two airports. */
export function sliceFacts(timetable: Timetable, from: Index, to: Index): SliceFacts {
  return {
    miles: milesOf(timetable.distanceKm(from, to)),
    withinUs: isWithinUs(timetable, from, to),
  };
}

export function isWithinUs({ airports }: Timetable, from: Index, to: Index): boolean {
  return airports[from]?.country === "US" && airports[to]?.country === "US";
}

/**
 * A ticket's fare families, cheapest first, the first at the ticket's price: of those that the
 * search wants (WITHIN-6).
 */
export function familiesOf(
  { timetable, availability }: FlightData,
  { passengers, cabin, limits }: FlightSearch,
  ticket: Ticket,
  nowMs: number,
): Fare[] {
  const departures = ticket.options.flatMap((option) => option.departures);
  const sale = {
    seller: ticket.seller,
    cabin,
    passengers,
    slices: ticket.options.map(({ departures: flights }, i) => ({
      dollars: ticket.dollars[i] as number,
      miles: milesOf(flownFromTo(timetable, flights)),
    })),
    withinUs: departures.every(({ row }) =>
      countriesOf(timetable, row).every((country) => country === "US"),
    ),
    seats: ticket.options.flatMap((option) => {
      const date = dayOf((option.departures[0] as Departure).departureLocal);
      return option.departures.map(({ row, departureLocal }, at) => {
        const its = option.cabins?.[at] ?? cabin;
        const day = fareDay(its, date, nowMs, seatsOf(passengers), availability);
        const seed = flightSeed(flightNumberOf(timetable, row));
        return { cabin: its, fareClass: fareClass(day, seed, dayOf(departureLocal)) };
      });
    }),
  };
  return limits === undefined || !asksForFare(limits)
    ? faresOf(sale)
    : faresOf(sale, (terms) => isWantedFare(terms, limits));
}

/** Kilometres from where the first flight leaves to where the last one lands, by great circle. */
function flownFromTo(
  { origin, destination, distanceKm }: Timetable,
  flights: SliceOption["departures"],
): number {
  const [first, last] = [flights[0], flights[flights.length - 1]];
  return distanceKm(
    origin[first?.row as number] as Index,
    destination[last?.row as number] as Index,
  );
}
