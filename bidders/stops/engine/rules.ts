/**
 * What makes flights a connection, which connections are worth showing, and in what order. The
 * search (`connection-search.ts`) and its oracle (`test/fixtures/stops/oracle.ts`) are both written
 * from this page. Paths that begin with `itineraries/` or `timetable/` are in `bidders/flights/`.
 *
 * An itinerary is a chain of two flights or more from the slice's origin to its destination, with
 * at most `stopsMax` connections.
 *
 * ENGINE-1 A connection keeps the minimum connecting time (`itineraries/minimum-connection.ts`, and
 *   between two terminals TERMINAL-2 of `itineraries/terminals.ts`), and waits 12 hours at most;
 *   leaving on the next day is fine within them. Where no itinerary that can be priced keeps to 12
 *   hours, every connection may wait up to 24.
 * ENGINE-2 One leaves from the airport that one arrived at: a change of airport is refused.
 * ENGINE-3 No airport is seen twice.
 * ENGINE-4 What is flown is at most 1.35 times the great circle and 300 km. Where there is no
 *   non-stop flight, a short itinerary may go by a hub that lies off the direct route: twice the
 *   great circle more, but not more than 700 km. The same holds for every part of the itinerary.
 * ENGINE-5 A ticket's carriers sell its flights together, as one fare or as two (INTERLINE-3 of
 *   `itineraries/interline.ts`), and have as many seats as the party needs. It is
 *   sold by the carrier of its longest flight, the first where two are as long.
 * ENGINE-6 The first flight leaves on the slice's date, on the origin's calendar, and is still on
 *   sale.
 * ENGINE-7 Where there are non-stop flights of the market on that date, by any seller, an itinerary
 *   takes at most three times as long as the fastest of them, and 2 hours.
 * ENGINE-8 Between ends less than 1,200 km apart (about 2 hours, gate to gate) no night is spent
 *   between flights: one never leaves an airport on a later date, by its own calendar, than one
 *   arrived.
 * ENGINE-9 An itinerary within one country does not leave it, and no carrier sells a flight by
 *   itself for which it has no rights (CABOTAGE-3 to CABOTAGE-5 of `itineraries/rights.ts`); on a
 *   ticket, it is next to an international flight of its own carrier that may be sold by itself.
 * ENGINE-10 An itinerary is one ticket. Only where self-transfers are asked for it may be two, one
 *   after the other, where the carriers of the flights before and after the change are not
 *   interline partners and do not interline: there one collects one's bags and checks in again, for
 *   which `SELF_TRANSFER_MINUTES` are the least, and the second flight does not wait. Each ticket
 *   is priced by itself, and ENGINE-5 and ENGINE-9 hold for each.
 * ENGINE-11 A flight that its airline sells locally only (FLAGS of `timetable/timetable.ts`) is
 *   part of no itinerary. It counts as a non-stop flight in ENGINE-7.
 * ENGINE-12 A flight that is sold in some connections only (FLAGS too) has on its ticket, before
 *   and after it: flights of its own carrier alone, where it is `onlineOnly`; domestic flights
 *   alone, where it is `domesticOnly`; an international one on one side at least, where it is
 *   `internationalOnly`. One that is `connectionsOnly` is not a ticket by itself.
 * ENGINE-13 A ticket of two fares has three flights at most. Where no itinerary that can be priced
 *   keeps to that and to ENGINE-1's 12 hours, it may have four, and where there is still none, wait
 *   up to 24 hours too.
 * ENGINE-14 Flights may be in a lower cabin than the asked one (CABIN-5 of `fares/cabins.ts`); then
 *   the itinerary is mixed. Its longest flight, the first where two are as long, is in the asked
 *   cabin, and so is more than half of the distance flown, also where it is two tickets.
 * ENGINE-15 What breaks a limit of the search (WITHIN-1 to WITHIN-6 of
 *   `common/offers/search-limits.ts`) is left out before the list is made: it beats, collapses and
 *   leaves out nothing. ENGINE-1, ENGINE-7, ENGINE-13 and the fares (FARE-7, FARE-9, FARE-11) go by
 *   all flights and itineraries, also by those that limits leave out. So a search with limits shows
 *   the best of what the search without them chooses from.
 * ENGINE-16 Where bags, changes or refunds are asked for, the price of an itinerary is that of the
 *   cheapest family of its seller's fares that has them (WANTED-1). What has none is left out, and
 *   so are self-transfers, of which no fare states it.
 *
 * Which of them are shown:
 *
 * LIST-1 An itinerary is left out when another one leaves no earlier, arrives no later, has no
 *   higher price and no higher cost, stops no more often and is not mixed where it is whole, and is
 *   better in one of these: the Pareto set of a range query over the day's departures (Delling,
 *   Pajor, Werneck: Round-Based Public Transit Routing, 2012, there rRAPTOR, with the price as one
 *   more criterion as in McRAPTOR). Cost is the auction's own (RANK-4): where a search counts
 *   inconvenience, a lower price and a shorter way may come at a higher cost.
 * LIST-2 The order is the auction's own: cost, whole before mixed, price, minutes, departure,
 *   itinerary key.
 * LIST-3 Near-identical itineraries are one: in that order, an itinerary is collapsed into the
 *   first before it that was not collapsed itself, has the same airports on the same carriers in
 *   the same cabins, and leaves and arrives within an hour of it. All are shown when the search has
 *   `similar`.
 * LIST-4 The first `wanted` of them are found.
 * LIST-5 An itinerary is not shown, nor collapsed into another, when one before it in that order,
 *   which is shown or collapsed itself, takes less than half as long, or is more than 12 hours
 *   shorter, and stops no more often, is not mixed where the longer one is whole, and the longer
 *   one is not at least 30 % cheaper: no traveller takes it. Also where the search has `similar`.
 */
import { LIMITS } from "../../../proto/limits.ts";

const LAYOVER_MINUTES_MAX = 12 * 60;
/** The longest layover when no itinerary keeps to LAYOVER_MINUTES_MAX. */
export const LONG_LAYOVER_MINUTES_MAX = 24 * 60;
/** The most connections that a search may allow. */
export const CONNECTIONS_MAX = LIMITS.stopsMax;
export const FLIGHTS_MAX = CONNECTIONS_MAX + 1;

/** The most flights of a ticket of two fares; FLIGHTS_MAX where nothing keeps to it (ENGINE-13). */
const TWO_FARES_FLIGHTS_MAX = 3;

/** How far a search goes: one after the other, until something is found (ENGINE-1, ENGINE-13). */
export interface Reach {
  readonly layoverMinutesMax: number;
  readonly dividedMax: number;
}

export function reaches(stopsMax: number): readonly Reach[] {
  const near = { layoverMinutesMax: LAYOVER_MINUTES_MAX, dividedMax: TWO_FARES_FLIGHTS_MAX };
  const all = { layoverMinutesMax: LAYOVER_MINUTES_MAX, dividedMax: FLIGHTS_MAX };
  const far = { layoverMinutesMax: LONG_LAYOVER_MINUTES_MAX, dividedMax: FLIGHTS_MAX };
  return stopsMax < TWO_FARES_FLIGHTS_MAX ? [near, far] : [near, all, far];
}

export const DETOUR_FACTOR = 1.35;
const DETOUR_KM = 300;

/** The shortest stay between two tickets: both flights domestic, or not (ENGINE-10). */
export const SELF_TRANSFER_MINUTES = { domestic: 120, international: 180 };

/** Both departures and both arrivals lie no further apart (LIST-3). */
export const SIMILAR_MINUTES = 60;

/**
 * The limits of travel time beyond which an itinerary must be cheaper by a share to be shown
 * (LIST-5).
 */
const LONGER = { factor: 2, minutes: 12 * 60 };
const LONG_PRICE_TENTHS = 7;

/**
 * The most minutes of an itinerary that is not too long beside one of `minutes` minutes (LIST-5).
 */
export function notTooLong(minutes: number): number {
  return Math.min(LONGER.factor * minutes, minutes + LONGER.minutes);
}

/** The highest whole price of one that is cheap enough to take longer (LIST-5). */
export function cheapEnough(price: number): number {
  return Math.floor((LONG_PRICE_TENTHS * price) / 10);
}

/**
 * How many kilometres may be flown between ends `km` apart, by whether there is a non-stop flight
 * (ENGINE-4).
 */
export function flownKmMax(km: number, nonstop: boolean): number {
  return DETOUR_FACTOR * km + DETOUR_KM + (nonstop ? 0 : Math.min(2 * km, 700));
}

/**
 * The most minutes that a connection may take when the fastest non-stop flight takes
 * `nonstopMinutes`; undefined: there is no such flight (ENGINE-7).
 */
export function travelMinutesMax(nonstopMinutes: number | undefined): number {
  return nonstopMinutes === undefined ? Number.POSITIVE_INFINITY : 3 * nonstopMinutes + 120;
}

/** Whether ends so far apart are too near to each other for a night between flights (ENGINE-8). */
export function isWithoutNight(km: number): boolean {
  return km < 1200;
}
