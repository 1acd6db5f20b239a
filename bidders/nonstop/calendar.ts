/**
 * The cheapest non-stop offer of each cell of a calendar, day by day. The flights of a day are
 * found once, for all cells that it is of.
 *
 * NONSTOPCELL-1 What is found of a cell is the first offer of a search by price of its day; of a
 *    return, of its day and its nights.
 */
import {
  cellAt,
  cellsOf,
  NOTHING_FOLLOWS,
  NOTHING_PROMISED,
} from "../../common/offers/calendar-cells.ts";
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import type { FlightData } from "../flights/flight-data.ts";
import { runInTurns } from "../flights/itineraries/event-loop-turns.ts";
import { LeftOut } from "../flights/itineraries/left-out.ts";
import { nonstopOptions } from "../flights/itineraries/nonstop.ts";
import type { SliceOption } from "../flights/itineraries/option.ts";
import { type Route, routesOf } from "../flights/itineraries/route.ts";
import { type SaleTerms, sellInSteps } from "../flights/itineraries/sell.ts";
import { dayOf } from "../flights/timetable/departures.ts";
import type { SearchContext } from "../kit/bidder.ts";

/** A6: the days so far are sent so often at most. */
const BATCHES_MAX = 6;

export async function* calendarOffers(
  request: FlightSearch,
  context: SearchContext<FlightData>,
): AsyncGenerator<FlightOffer> {
  const { resources: data, objective, rates, signal } = context;
  const cells = cellsOf(request);
  const floors = new Array<number>(cells.count).fill(NOTHING_PROMISED);
  const leftOut = new LeftOut();
  const terms = { nowMs: context.now(), objective, rates, offersMax: 1 };
  const flights = new DayFlights(data, request, terms.nowMs);
  const daysABatch = Math.ceil(cells.days.length / BATCHES_MAX);
  for (const [at, day] of cells.days.entries()) {
    for (const nights of cells.nights ?? [0]) {
      const slices = cells.nights === null ? [flights.on(0, day)] : flights.stay(day, nights);
      const its = cells.nights === null ? request : withNights(request, nights);
      if (slices.every((options) => options.length > 0))
        yield* await runInTurns(sellInSteps(data, slices, its, terms, leftOut), signal);
      floors[cellAt(cells, day, nights)] = NOTHING_FOLLOWS;
    }
    if (at === cells.days.length - 1 || (at + 1) % daysABatch === 0)
      await context.sendBatch(null, [...floors]);
  }
  for (const note of leftOut.notes()) context.note(note);
}

function withNights(request: FlightSearch, nights: number): FlightSearch {
  return { ...request, limits: { ...request.limits, stayNights: { min: nights, max: nights } } };
}

/** The flights of each slice by day, as far as asked for. */
class DayFlights {
  readonly #data: FlightData;
  readonly #nowMs: number;
  readonly #routes: readonly (readonly Route[])[];
  readonly #known: Map<number, readonly SliceOption[]>[] = [new Map(), new Map()];

  constructor(data: FlightData, request: FlightSearch, nowMs: SaleTerms["nowMs"]) {
    this.#data = data;
    this.#nowMs = nowMs;
    this.#routes = routesOf(data, request, nowMs) ?? [];
  }

  on(slice: 0 | 1, day: number): readonly SliceOption[] {
    const known = this.#known[slice] as Map<number, readonly SliceOption[]>;
    let options = known.get(day);
    if (options === undefined) {
      options = (this.#routes[slice] ?? [])
        .filter((route) => route.day === day)
        .flatMap((route) => nonstopOptions(this.#data, route, this.#nowMs));
      known.set(day, options);
    }
    return options;
  }

  /** The flights of a day, and those back so many nights after one of them arrives. */
  stay(day: number, nights: number): readonly (readonly SliceOption[])[] {
    const out = this.on(0, day);
    const arrivals = new Set(
      out.map(({ departures }) => dayOf(departures.at(-1)?.arrivalLocal as number)),
    );
    return [out, [...arrivals].flatMap((arrival) => this.on(1, arrival + nights))];
  }
}
