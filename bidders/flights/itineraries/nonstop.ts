/**
 * Non-stop flights of a market and date. Those that several carriers sell are one itinerary with
 * several sellers.
 *
 * NONSTOP-1 The timetable may list one aircraft's flight once for each carrier that puts its number
 *   on it. Rows of one market that leave within 2 minutes of each other, with a block time within 2
 *   minutes, under the same number or on the same type, by carriers that sell connections together,
 *   are one flight. It goes under the lowest number: code-share numbers are the long ones. So are
 *   those of one carrier under one number: periods that overlap, with another type of aircraft.
 * NONSTOP-2 A flight is sold by the carrier that operates it, by those of NONSTOP-1, by those that
 *   the timetable names as its code-shares, and by its joint-venture partners between the two
 *   countries, each at its own price and in its own currency, under the operating carrier's number.
 * NONSTOP-3 A flight that its carrier may not sell alone is left out (`rights.ts`, and FLAGS of
 *   `timetable/timetable.ts`), and so is one without the cabin.
 * NONSTOP-4 A flight on which the party does not find its seats in one booking class is not sold
 *   (`fares/availability.ts`).
 * NONSTOP-5 A flight that breaks a limit of the search is left out before it is priced (KEEPS-1).
 */
import {
  CLASSES,
  fareClass,
  flightSeed,
  onSale,
  sellerFactor,
  throughDollars,
} from "../fares/fare.ts";
import type { FlightData } from "../flight-data.ts";
import { dayOf, marketOn } from "../timetable/departures.ts";
import { type Departure, FLAGS, type Index, type Timetable } from "../timetable/timetable.ts";
import { connectsWith, jointSellers } from "./interline.ts";
import type { LeftOutCounts, LeftOutReason } from "./left-out-counts.ts";
import {
  carrierOf,
  flightNumberOf,
  hasCabin,
  type SellerFare,
  type SliceOption,
} from "./option.ts";
import { countriesOf } from "./rights.ts";
import type { Route } from "./route.ts";
import { keepsLimits } from "./slice-limits.ts";

const SAME_WITHIN_MINUTES = 2;

interface SharedFlight {
  readonly departure: Departure;
  /** The operating carrier first. */
  readonly sellers: readonly string[];
}

/** Departures of one market and date, each flight once, with all who sell it. */
function sharedFlights(timetable: Timetable, departures: readonly Departure[]): SharedFlight[] {
  const byNumber = [...departures].sort(
    (a, b) => numberOf(timetable, a) - numberOf(timetable, b) || a.row - b.row,
  );
  const flights: { departure: Departure; listed: Departure[] }[] = [];
  for (const departure of byNumber) {
    const same = flights.find((flight) => isSameFlight(timetable, flight.departure, departure));
    if (same === undefined) flights.push({ departure, listed: [departure] });
    else same.listed.push(departure);
  }
  return flights.map(({ departure, listed }) => {
    const operating = carrierOf(timetable, departure.row);
    const sellers = [
      ...listed.map(({ row }) => carrierOf(timetable, row)),
      ...listed.flatMap((one) => codeshareSellers(timetable, one)),
      ...jointSellers(operating, ...countriesOf(timetable, departure.row)),
    ];
    return { departure, sellers: [...new Set(sellers)] };
  });
}

/** A schedule that says who sells a flight is believed. */
function codeshareSellers(
  { codeshareStart, codeshareCarrier, carriers }: Timetable,
  { row }: Departure,
): string[] {
  return Array.from(
    codeshareCarrier.subarray(codeshareStart[row], codeshareStart[row + 1]),
    (carrier) => carriers[carrier] as string,
  );
}

function numberOf(timetable: Timetable, departure: Departure): number {
  return timetable.number[departure.row] as number;
}

function isSameFlight(timetable: Timetable, a: Departure, b: Departure): boolean {
  const block = (one: Departure) => one.arrivalUtc - one.departureUtc;
  const [carrier, other] = [carrierOf(timetable, a.row), carrierOf(timetable, b.row)];
  const sameNumber = timetable.number[a.row] === timetable.number[b.row];
  return (
    Math.abs(a.departureUtc - b.departureUtc) <= SAME_WITHIN_MINUTES &&
    Math.abs(block(a) - block(b)) <= SAME_WITHIN_MINUTES &&
    (carrier === other
      ? sameNumber
      : connectsWith(carrier, other) &&
        (sameNumber || timetable.aircraft[a.row] === timetable.aircraft[b.row]))
  );
}

/**
 * Every non-stop flight of a route that is on sale in its cabin, each with the fares of all who
 * sell it.
 *
 * @param counts what is left out is counted there; undefined: it is not
 */
export function nonstopOptions(
  data: FlightData,
  route: Route,
  nowMs: number,
  counts?: LeftOutCounts,
): SliceOption[] {
  const { timetable } = data;
  const { origin, destination, day } = route;
  const options: SliceOption[] = [];
  for (const flight of sharedFlights(timetable, marketOn(timetable, origin, destination, day))) {
    const { departure } = flight;
    const reason = whyLeftOut(data, route, nowMs, departure);
    const fares = reason === undefined ? faresOf(timetable, route, flight) : [];
    if (fares.length > 0) options.push({ departures: [departure], fares });
    else counts?.flight(reason ?? "sold-out", departure.row, day);
  }
  return options;
}

/** Undefined where it is sold, as far as there are seats. */
function whyLeftOut(
  { timetable, cabotageTags }: FlightData,
  { fares, limits }: Route,
  nowMs: number,
  departure: Departure,
): LeftOutReason | undefined {
  const { row, departureUtc } = departure;
  if (!onSale(nowMs, departureUtc)) return "no-longer-on-sale";
  if (limits !== undefined && !keepsLimits(timetable, limits, departure)) return "over-limit";
  if (cabotageTags[row] !== 0) return "traffic-rights";
  if (((timetable.flags[row] as number) & FLAGS.connectionsOnly) !== 0) return "connections-only";
  return hasCabin(timetable, row, fares.cabin) ? undefined : "no-cabin";
}

/** None where no booking class has room for the party (NONSTOP-4). */
function faresOf(
  timetable: Timetable,
  route: Route,
  { departure, sellers }: SharedFlight,
): SellerFare[] {
  const operating = sellers[0] as string;
  const date = dayOf(departure.departureLocal);
  const seed = flightSeed(flightNumberOf(timetable, departure.row));
  const open = fareClass(route.fares, seed, date);
  if (open === CLASSES) return [];
  const { fares, origin, destination, miles } = route;
  const carrier = timetable.carrier[departure.row] as Index;
  const dollars = throughDollars(fares, carrier, open, origin, destination, miles);
  return sellers.map((seller) => ({
    seller,
    dollars: dollars * sellerFactor(seller, operating, seed, date),
  }));
}
