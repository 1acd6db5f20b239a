/**
 * The fare model: what a carrier asks for seats on its flights. There is no open data on
 * international fares, so this is a model on published curves, every offer that it prices is marked
 * `modelled`, and it is deterministic: the same query has the same price in every process.
 *
 *   one carrier's fare = average(regions, tier, miles) × season × weekday
 *                        × the carrier's level × booking class × connections × cabin
 *
 * The average is a line by the regions of both ends and the carrier tier (`region-curves.ts`),
 * the season one of both regions (`seasons.ts`), the level the carrier's own in the market
 * (`fare-tables.ts`). The booking class is the cheapest that still has the party's seats
 * (`classes.ts`, `availability.ts`). The time of purchase affects the fare through the class alone:
 * there are no other factors for demand and for the days left. Round trips (`round-trip.ts`),
 * families of fares (`brands.ts`), and children and infants (`party.ts`) are based on it.
 *
 * FARE-1 A through fare runs from end to end: regions, level and great circle are those of its
 *   ends, its class the highest of its flights'. It is never more expensive than its flights one by
 *   one, unless these come to less than FARE-10 allows.
 * FARE-2 Flights of several carriers on one ticket: the sum of each carrier's run of flights, less
 *   4 %.
 * FARE-3 Several slices: the sum of them; less, where a seller has a round-trip fare.
 * FARE-4 A carrier that sells another's flight asks a price of its own, 3 % below the operating
 *   carrier's to 6 % above.
 * FARE-5 Children and infants by the seller's rule; each traveller's fare is rounded to a minor
 *   unit, halves up, before they are added up.
 * FARE-6 Never cheaper closer to departure, with more seats, in a higher class, nor in a better
 *   cabin, all else equal.
 * FARE-7 A connection costs more than a non-stop flight of the same market, class and carrier's
 *   level, and the more stops the more; but on long distances a rival, a carrier that does not fly
 *   the market non-stop while another does, sells a seat by its hub for less than a non-stop one,
 *   with one connection.
 * FARE-8 A through fare costs more where the way is longer than is permitted: 5 % for each 5 %
 *   beyond 1.2 times the great circle, 25 % at most.
 * FARE-9 Seats of a connection are sold by what the trip is worth, not by what is left on its
 *   parts. A carrier that flies the whole trip non-stop sells its connections from end to end in no
 *   lower class than the lowest of its non-stop flights that day; any other in no lower class than
 *   the lowest of all non-stop flights that day. A full one counts in the most expensive class; and
 *   no class is worth less than that of a lower cabin: with more seats, and in a better cabin,
 *   fares would fall otherwise (FARE-6).
 * FARE-10 A ticket from end to end, of whatever carriers' flights, costs no less than its seller's
 *   through fare in the lowest class that it sells: a published through fare applies also where a
 *   combination of fares over the same way is lower (Hawaiian Airlines, International Contract of
 *   Carriage, rule 130 B).
 * FARE-11 Where there is a non-stop flight that day, a network or premium carrier's through fare
 *   with one connection is no less than 0.8 of the cheapest one, with two no less than that, with
 *   three 1.05 of it. As in FARE-9 a full one counts in the most expensive class, and of several
 *   cabins up to the one asked for the most expensive one; and more by as much as the carrier's
 *   level in the market is above its least.
 * FARE-12 Where the flights of a through fare are in several cabins, class and cabin count as their
 *   mean over the kilometres flown: each flight at the highest product of class and cabin that one
 *   of the flights has, but at no more than the most expensive class of its own cabin
 *   (`seatsFactor` of `mixed-cabins.ts`). A plain mean of the cabins, with the highest class of
 *   all, would be cheaper for a better cabin wherever a full feeder is in the lower one (FARE-6).
 *
 * Spread, measured over all flights of network carriers in the timetable that ships, a week of
 * dates, one traveller: shares of the average fare times the cabin, before season and level.
 *
 *   economy     days ahead   180    90    45    21    14     7     3     1     0
 *               mean        0.96  0.96  0.98  0.99  1.01  1.03  1.10  1.22  1.42
 *               10th        0.73  0.73  0.73  0.73  0.79  0.84  0.94  1.05  1.05
 *               90th        1.13  1.13  1.19  1.21  1.21  1.21  1.28  1.39  1.67
 *   at 21 days  premium economy 0.99 (0.76 to 1.28), business 1.00 (0.78 to 1.21),
 *               first 0.96 (0.79 to 1.10)
 *
 * So three weeks ahead fares centre on the average, and four in five are within 30 % of it. A party
 * of four always finds seats in economy; nine find none on 55 % of flights on the day of departure,
 * and always before it. In the small cabins they often find none.
 */
import { DAY_MS } from "../../../proto/local-time.ts";
import type { Cabin, Passengers } from "../../../proto/messages.ts";
import type { Index } from "../timetable/timetable.ts";
import { cheapestOpen, LEVELS, openClassesStart } from "./availability.ts";
import { TIERS } from "./carriers.ts";
import { classFactor } from "./classes.ts";
import { cabinFactor, INTERLINE_FACTOR, nonstopShare, weekdayFactor } from "./curves.ts";
import { type FareTables, leastLevel, marketLevel } from "./fare-tables.ts";
import { fraction, hashText, mix } from "./hash.ts";
import { averageDollars } from "./region-curves.ts";
import { seasonFactor, seasonsOn } from "./seasons.ts";

export { CLASS_COUNT as CLASSES, classFactor } from "./classes.ts";
export { carrierTier as tierOf } from "./fare-tables.ts";
export { partyPrice } from "./party.ts";

const LOW_COST = TIERS.indexOf("low-cost");

/** How long a price holds, and how long before departure a carrier stops selling. */
const OFFER_HOLDS_MS = 30 * 60_000;
const SALES_CLOSE_MINUTES = 45;

/** What holds for all flights of one slice. */
export interface FareDay {
  readonly cabin: Cabin;
  /** The day of its first departure on the origin's calendar, in days since 1970-01-01. */
  readonly day: number;
  /** How many seats the party needs: infants sit on a lap. */
  readonly seats: number;
  /** The UTC date of the search, in days since 1970-01-01. */
  readonly today: number;
  /** Open classes (`availability.ts`), and where those of this cabin and party begin. */
  readonly availability: Uint8Array;
  readonly openClassesStart: number;
}

/** `departureDay` in days since 1970-01-01 on the origin's calendar. */
export function fareDay(
  cabin: Cabin,
  departureDay: number,
  nowMs: number,
  seats: number,
  availability: Uint8Array,
): FareDay {
  return {
    cabin,
    day: departureDay,
    seats,
    today: Math.floor(nowMs / DAY_MS),
    availability,
    openClassesStart: openClassesStart(cabin, seats),
  };
}

/** A slice's day with the seasons of that date, and what fares depend on besides. */
export interface SliceFares extends FareDay {
  readonly tables: FareTables;
  /** Indexed by region. */
  readonly seasons: Float64Array;
  readonly weekday: number;
}

export function sliceFares(day: FareDay, tables: FareTables): SliceFares {
  return { ...day, tables, seasons: seasonsOn(day.day), weekday: weekdayFactor(day.day) };
}

/** What the date does to fares between two regions, against the year's mean. */
export function dateFactor({ seasons, weekday }: SliceFares, a: number, b: number): number {
  return weekday * seasonFactor(seasons, a, b);
}

/** Seats that a party needs. */
export function seatsOf({ adults, children }: Passengers): number {
  return adults + children;
}

/** The seed of a flight's demand; `flightNumber` with the carrier: `BA117`. */
export function flightSeed(flightNumber: string): number {
  return hashText(flightNumber);
}

const LEVEL_SHIFT = 32 - Math.log2(LEVELS);

/**
 * The cheapest class of a flight that still has the party's seats: 0 is the cheapest, `CLASSES`
 * when there is none, and the flight is not sold. `departureDay` is its own, by its origin's
 * calendar. Never falls as departure comes nearer, nor with more seats. It is the same for every
 * caller, and whether the flight is sold alone or in a connection.
 */
export function fareClass(day: FareDay, seed: number, departureDay: number): number {
  return cheapestOpen(
    day.availability,
    day.openClassesStart,
    departureDay - day.today,
    mix(seed, departureDay) >>> LEVEL_SHIFT,
  );
}

/** One flight as the model uses it. */
export interface FareLeg {
  readonly carrier: Index;
  /** The index of a class, below CLASSES. */
  readonly fareClass: number;
  /** The fare of this flight alone: of one adult, in the cheapest brand. */
  readonly dollars: number;
}

/**
 * One carrier's fare between two airports so many miles apart, of one flight or of several:
 * `connection` is then the result of `connectionFactor` (`curves.ts`). It never falls when class,
 * connection or miles rise, and is in proportion to the first two. It is no less than the line of
 * its regions and tier times the carrier's least level, the class, the connection and the cabin's
 * factor at no distance: what `bidders/stops/engine/least-sums.ts` rests on.
 */
export function throughDollars(
  fares: SliceFares,
  carrier: Index,
  fareClass: number,
  from: Index,
  to: Index,
  miles: number,
  connection = 1,
): number {
  return (
    averageFor(fares, carrier, from, to, miles) *
    classFactor(fareClass) *
    connection *
    cabinFactor(fares.cabin, miles)
  );
}

/**
 * The same of flights in several cabins; `seats` is a result of `seatsFactor` (`mixed-cabins.ts`)
 * for these miles.
 */
export function mixedDollars(
  fares: SliceFares,
  carrier: Index,
  seats: number,
  from: Index,
  to: Index,
  miles: number,
  connection: number,
): number {
  return averageFor(fares, carrier, from, to, miles) * seats * connection;
}

/** What a carrier asks between two airports on the date, in economy, in the mean of its classes. */
function averageFor(
  fares: SliceFares,
  carrier: Index,
  from: Index,
  to: Index,
  miles: number,
): number {
  const { airportRegion, carrierTier } = fares.tables;
  const [a, b] = [airportRegion[from] as number, airportRegion[to] as number];
  return (
    averageDollars(a, b, carrierTier[carrier] as number, miles) *
    dateFactor(fares, a, b) *
    marketLevel(fares.tables, carrier, from, to)
  );
}

/**
 * The least that a carrier asks for a number of connections from end to end beside the price of the
 * cheapest non-stop flight of the day (FARE-11): in proportion to its level in the market, so that
 * not all ask the same. Nothing for a low-cost carrier.
 */
export function leastBesideNonstop(
  { tables }: SliceFares,
  carrier: Index,
  from: Index,
  to: Index,
  stops: number,
  nonstopDollars: number,
): number {
  if (tables.carrierTier[carrier] === LOW_COST) return 0;
  const level = marketLevel(tables, carrier, from, to) / leastLevel(tables, carrier);
  return nonstopDollars * nonstopShare(stops) * level;
}

/**
 * The fare of one adult on a slice of one or more flights (FARE-1, FARE-2). `through(i, j, c)`: the
 * through fare of the carrier of leg `i` from where that starts to where leg `j` ends, in class
 * `c`.
 */
export function sliceDollars(
  legs: readonly FareLeg[],
  through: (from: number, to: number, fareClass: number) => number,
): number {
  let sum = 0;
  let runs = 0;
  for (let from = 0; from < legs.length; runs++) {
    const first = legs[from] as FareLeg;
    let apart = first.dollars;
    let highestClass = first.fareClass;
    let to = from + 1;
    for (; legs[to]?.carrier === first.carrier; to++) {
      apart += (legs[to] as FareLeg).dollars;
      highestClass = Math.max(highestClass, (legs[to] as FareLeg).fareClass);
    }
    sum += to - from === 1 ? apart : Math.min(apart, through(from, to - 1, highestClass));
    from = to;
  }
  return runs > 1 ? sum * INTERLINE_FACTOR : sum;
}

/** A seller's price of a flight as a multiple of its operating carrier's (FARE-4). */
export function sellerFactor(
  seller: string,
  operating: string,
  seed: number,
  departureDay: number,
): number {
  return seller === operating
    ? 1
    : 0.97 + 0.09 * fraction(mix(seed ^ hashText(seller), departureDay));
}

/** The instant until which a price holds: half an hour, but not past the close of sales. */
export function expiryMs(nowMs: number, departureUtcMinutes: number): number {
  return Math.min(nowMs + OFFER_HOLDS_MS, (departureUtcMinutes - SALES_CLOSE_MINUTES) * 60_000);
}

/** Whether a flight can still be bought. */
export function onSale(nowMs: number, departureUtcMinutes: number): boolean {
  return (departureUtcMinutes - SALES_CLOSE_MINUTES) * 60_000 > nowMs;
}
