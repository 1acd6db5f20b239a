/**
 * The cheapest trip of each cell of a calendar: a departure day and a number of nights. What a
 * slice finds on one of its days is kept for all cells that this day is of: a pair of days needs no
 * search of its own, only a join.
 *
 * CELLTRIP-1 What is found of a cell is the cheapest ticket that a search by price finds of its day
 *   out, all days back, and its nights alone. So no window of one pair of days (WINDOW-1), and no
 *   least price of another slice (SLICE-4), limits what a slice looks for.
 *
 * Tests: `calendar-trips.test.ts`, `test/properties/calendar-cells.test.ts`.
 */
import { MINUTES_PER_DAY } from "../../../proto/local-time.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import { ticketRulesOf } from "../../flights/itineraries/sell.ts";
import { type Joined, orderOf } from "../../flights/itineraries/ticket-join.ts";
import { type Ticket, type TicketRules, ticketOf } from "../../flights/itineraries/tickets.ts";
import { KeptSlice } from "./kept-slice.ts";
import { ARRIVES } from "./least-prices.ts";
import { PairsSlice } from "./pairs-slice.ts";
import { SharedParts } from "./shared-parts.ts";
import { sliceSearch } from "./slice-of-trip.ts";
import type { SliceSearch } from "./slice-search.ts";
import { type TripSale, ticketsOf, tripQueryOf } from "./trip-rounds.ts";
import { type TripQuery, trips } from "./trip-search.ts";

export class CalendarTrips {
  readonly #rules: TicketRules;
  readonly #query: TripQuery;
  /** Of both slices: the searches of all pairs of airports, keyed by day. */
  readonly #slices: readonly KeptSlices[];
  readonly #parts: readonly SharedParts[];

  /** `routes`: of both slices, on all days that count. The sale's request is by price. */
  constructor(routes: readonly (readonly Route[])[], sale: TripSale) {
    const { request, network, terms, leftOut } = sale;
    this.#rules = ticketRulesOf(network, request, terms, leftOut);
    this.#query = { ...tripQueryOf(routes, sale, this.#rules), wanted: 1, severalRoutes: true };
    this.#parts = routes.map(() => new SharedParts(network));
    this.#slices = routes.map((its, at) => {
      const parts = this.#parts[at] as SharedParts;
      const slice = { routes, at, network, terms, rules: this.#rules, query: this.#query };
      return byDay(its, (route) => {
        const legs = parts.legsOf(route);
        return sliceSearch(route, { ...slice, legs, places: parts.placesOf(route) });
      });
    });
  }

  /** The cheapest ticket of the cell; undefined where there is none with a connection. */
  *cheapest(day: number, nights: number): Generator<undefined, Ticket | undefined> {
    const [outs, backs] = this.#slices as [KeptSlices, KeptSlices];
    const out = outs.get(day) ?? [];
    for (const slice of out) yield* slice.open();
    const back = this.#arrivalDays(day, out).flatMap((one) => backs.get(one + nights) ?? []);
    if (out.length === 0 || back.length === 0) return undefined;
    const join = { ...this.#query.join, nights: { min: nights, max: nights } };
    const query = { ...this.#query, join, noTrip: () => {} };
    const order = orderOf(query.join);
    let best: Joined | undefined;
    for (const round of trips([new PairsSlice(out), new PairsSlice(back)], query)) {
      if (round === undefined) yield;
      else
        for (const trip of round.found)
          for (const { joined } of ticketsOf(trip, query.prices))
            if (best === undefined || order(joined, best) < 0) best = joined;
    }
    return best && ticketOf(best, query.prices);
  }

  /**
   * Lets go of what only this day and those before it need (A6): a slice keeps some megabytes for
   * each pair of airports and day. `nightsMin`: the fewest nights of the cells.
   */
  endDay(day: number, nightsMin: number): void {
    const [outs, backs] = this.#slices as [KeptSlices, KeptSlices];
    const [ofOuts, ofBacks] = this.#parts as [SharedParts, SharedParts];
    outs.delete(day);
    ofOuts.endDay(day);
    const earliest = day + 1 + ARRIVES.first + nightsMin;
    for (const one of [...backs.keys()]) {
      if (one >= earliest) continue;
      backs.delete(one);
      ofBacks.endDay(one);
    }
  }

  /** The days on which what leaves on a day may arrive, by the clocks there. */
  #arrivalDays(day: number, slices: readonly KeptSlice[]): number[] {
    const longest = Math.max(...slices.map(({ minutesMax }) => minutesMax));
    // A clock is behind another by a day at most, and ahead by one.
    const days = Math.min(Math.ceil(longest / MINUTES_PER_DAY) + 2, ARRIVES.last);
    const arrivals: number[] = [];
    for (let one = ARRIVES.first; one <= days; one++) arrivals.push(day + one);
    return arrivals;
  }
}

type KeptSlices = Map<number, readonly KeptSlice[]>;

function byDay(routes: readonly Route[], searchOf: (route: Route) => SliceSearch): KeptSlices {
  const days = new Map<number, KeptSlice[]>();
  for (const route of routes) {
    const slice = new KeptSlice(searchOf(route));
    const its = days.get(route.day);
    if (its === undefined) days.set(route.day, [slice]);
    else its.push(slice);
  }
  return days;
}
