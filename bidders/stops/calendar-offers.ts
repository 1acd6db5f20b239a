/**
 * The cheapest offer of each cell of a calendar, day by day.
 *
 * CELLS-1 What is found of a cell costs what the cheapest offer of a search by price of its day
 *   costs; of a return, of its day and its nights. A cell without an offer is one where that search
 *   finds none.
 * CELLS-2 A batch promises that nothing follows in the cells of the days that it and those before
 *   it have searched, and nothing of any other cell.
 */
import {
  type CalendarCells,
  cellAt,
  cellsOf,
  NOTHING_FOLLOWS,
  NOTHING_PROMISED,
} from "../../common/offers/calendar-cells.ts";
import type { FlightOffer } from "../../proto/messages.ts";
import type { Route } from "../flights/itineraries/route.ts";
import { ticketOffers } from "../flights/itineraries/sell.ts";
import type { Ticket } from "../flights/itineraries/tickets.ts";
import type { OfferBatch } from "../kit/offer-batch.ts";
import type { Shown } from "./engine/best-list.ts";
import {
  CHAINS_MAX,
  type CheapestQuery,
  CheapestSearch,
  isBefore,
} from "./engine/cheapest-search.ts";
import type { EngineItinerary } from "./engine/itinerary.ts";
import { BY_PRICE } from "./engine/shared-chains.ts";
import { type SearchSale, sellRound } from "./search-sale.ts";
import { CalendarTrips } from "./trips/calendar-trips.ts";

type Offers = readonly FlightOffer[];
type CellBatches = Generator<OfferBatch<Offers> | undefined, Offers>;

/** A6: a gateway reads 64 bids of an answer. The days so far are sent so often at most. */
const BATCHES_MAX = 12;

/** Floors which say that nothing follows in any cell. */
export function closedCells(search: Parameters<typeof cellsOf>[0]): readonly number[] {
  return new Array<number>(cellsOf(search).count).fill(NOTHING_FOLLOWS);
}

/** Yields batches as days are searched, and returns the offers of the last. */
export function calendarOffers(
  routes: readonly (readonly Route[])[],
  sale: SearchSale,
): CellBatches {
  const cells = cellsOf(sale.request);
  return cells.nights === null
    ? oneWayCells(routes[0] as readonly Route[], cells, sale)
    : returnCells(routes, cells, cells.nights, sale);
}

function* oneWayCells(
  routes: readonly Route[],
  cells: CalendarCells,
  sale: SearchSale,
): CellBatches {
  const progress = new DaysProgress<Shown<EngineItinerary>>(cells);
  const pairs = pairSearches(routes, sale);
  for (const day of cells.days) {
    let best: EngineItinerary | undefined;
    for (const { search, days } of pairs) {
      const query = days.get(day);
      const found = query && (yield* search.on(query, best?.cost));
      if (found !== undefined && (best === undefined || isBefore(sale.network, found, best)))
        best = found;
    }
    if (best !== undefined) progress.unsold.push({ itinerary: best, similar: 0 });
    const cellFloors = progress.endOf(day);
    if (cellFloors === undefined) continue;
    yield openBatch(yield* sellRound(progress.take(), sale), cellFloors);
  }
  return yield* sellRound(progress.take(), sale);
}

interface PairSearch {
  readonly search: CheapestSearch;
  readonly days: ReadonlyMap<number, CheapestQuery>;
}

/** One search for each pair of airports, with its queries keyed by day. */
function pairSearches(routes: readonly Route[], sale: SearchSale): PairSearch[] {
  const pairs = new Map<string, Route[]>();
  for (const route of routes) {
    const pair = `${route.origin} ${route.destination}`;
    const its = pairs.get(pair);
    if (its === undefined) pairs.set(pair, [route]);
    else its.push(route);
  }
  const chainsMax = Math.ceil(CHAINS_MAX / pairs.size);
  return [...pairs.values()].map((its) => {
    const queries = its.map((route) => sale.query(route, 1, sale.request.selfTransfer));
    return {
      search: new CheapestSearch(sale.network, queries, chainsMax),
      days: new Map(queries.map((query) => [query.route.day, query])),
    };
  });
}

function* returnCells(
  routes: readonly (readonly Route[])[],
  cells: CalendarCells,
  nights: readonly number[],
  sale: SearchSale,
): CellBatches {
  const { network, request, leftOut } = sale;
  const terms = { ...sale.terms, objective: BY_PRICE };
  const trips = new CalendarTrips(routes, { request, network, terms, leftOut });
  const progress = new DaysProgress<Ticket>(cells);
  for (const day of cells.days) {
    for (const stay of nights) {
      const best = yield* trips.cheapest(day, stay);
      if (best !== undefined) progress.unsold.push(best);
    }
    trips.endDay(day, nights[0] as number);
    const cellFloors = progress.endOf(day);
    if (cellFloors === undefined) continue;
    yield openBatch(yield* ticketOffers(network, progress.take(), request, terms), cellFloors);
  }
  return yield* ticketOffers(network, progress.take(), request, terms);
}

function openBatch(offers: Offers, cellFloors: readonly number[]): OfferBatch<Offers> {
  return { offers, floor: null, cellFloors, final: false, notes: [] };
}

/** Which days are searched, and what of them was not sold yet. */
class DaysProgress<T> {
  readonly unsold: T[] = [];
  readonly #cells: CalendarCells;
  readonly #floors: number[];
  readonly #daysABatch: number;
  #days = 0;

  constructor(cells: CalendarCells) {
    this.#cells = cells;
    this.#floors = new Array<number>(cells.count).fill(NOTHING_PROMISED);
    this.#daysABatch = Math.ceil(cells.days.length / BATCHES_MAX);
  }

  /** The cell floors of the batch that is to be sent after this day; undefined where none is. */
  endOf(day: number): readonly number[] | undefined {
    for (const stay of this.#cells.nights ?? [0])
      this.#floors[cellAt(this.#cells, day, stay)] = NOTHING_FOLLOWS;
    this.#days++;
    const isLast = this.#days === this.#cells.days.length;
    return isLast || this.#days % this.#daysABatch > 0 ? undefined : [...this.#floors];
  }

  take(): T[] {
    return this.unsold.splice(0);
  }
}
