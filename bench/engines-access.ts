/**
 * The connection engine as the benchmark uses it, and the only file of bench/ that imports the
 * inside of a bidder: this benchmark is about the search alone, without a broker, a kit or a
 * gateway around it. When the engine changes, only this file changes.
 */

import { availabilityTable } from "../bidders/flights/fares/availability.ts";
import { CLASSES, fareClass, fareDay, flightSeed } from "../bidders/flights/fares/fare.ts";
import { minorUnitsPerDollar } from "../bidders/flights/fares/rates.ts";
import { type FlightData, flightDataOf } from "../bidders/flights/flight-data.ts";
import { flightNumberOf } from "../bidders/flights/itineraries/option.ts";
import { dayNumberOf, isoDate } from "../bidders/flights/timetable/departures.ts";
import { loadTimetable } from "../bidders/flights/timetable/load.ts";
import type { Timetable } from "../bidders/flights/timetable/timetable.ts";
import type { SearchContext } from "../bidders/kit/bidder.ts";
import { search as searchNonstop } from "../bidders/nonstop/index.ts";
import { networkOf } from "../bidders/stops/engine/network.ts";
import { searchOffers } from "../bidders/stops/offer-search.ts";
import { open } from "../bidders/stops/same-thread-search.ts";
import { openPool, POOL } from "../bidders/stops/search-pool.ts";
import { sharedDataOf } from "../bidders/stops/shared-data.ts";
import { convert } from "../common/money/money.ts";
import type {
  FlightOffer,
  FlightSearch,
  Money,
  NightRange,
  Objective,
  Rates,
  SearchLimits,
  Sort,
  TimeWindow,
} from "../proto/messages.ts";

export type { FlightData } from "../bidders/flights/flight-data.ts";
export { INTERLINING, interliningOf } from "../bidders/flights/itineraries/interline.ts";
export {
  CONNECTION_KINDS,
  connectionKind,
} from "../bidders/flights/itineraries/minimum-connection.ts";
export { oneMarket } from "../bidders/flights/itineraries/rights.ts";
export { TERMINALS_A_ROW } from "../bidders/flights/itineraries/terminals.ts";
export {
  dayNumberOf,
  departureOn,
  isoDate,
  operatesOn,
} from "../bidders/flights/timetable/departures.ts";
export type { Timetable } from "../bidders/flights/timetable/timetable.ts";

/**
 * Days to departure and what is on sale count from here, so that every run asks the same:
 * 2026-11-23T12:00Z.
 */
export const NOW_MS = Date.UTC(2026, 10, 23, 12);

export interface BenchQuestion {
  readonly origin: string;
  readonly destination: string;
  /** `YYYY-MM-DD` */
  readonly date: string;
  readonly sort: Sort;
  readonly maxStops: number;
}

/** What offers must keep: the limits of a search and of its slice. */
export interface BenchLimits {
  readonly search?: SearchLimits;
  readonly departure?: TimeWindow;
  readonly arrival?: TimeWindow;
}

function withLimits(
  request: FlightSearch,
  { search, departure, arrival }: BenchLimits,
): FlightSearch {
  return {
    ...request,
    slices: request.slices.map((slice) => ({
      ...slice,
      ...(departure === undefined ? {} : { departure }),
      ...(arrival === undefined ? {} : { arrival }),
    })),
    ...(search === undefined ? {} : { limits: search }),
  };
}

/** How many offers an answer has at most: the top 20. */
const OFFERS_MAX = 20;

/** So many days after a date. */
export function addDays(date: string, days: number): string {
  return isoDate(dayNumberOf(date) + days);
}

export interface Engine {
  readonly flights: FlightData;
  readonly timetable: Timetable;
  /**
   * One search from its beginning to its end, on this thread. `offersMax`: how many offers it has
   * at most.
   */
  answer(
    question: BenchQuestion,
    options?: {
      readonly offersMax?: number;
      readonly similar?: boolean;
      readonly limits?: BenchLimits;
    },
  ): readonly FlightOffer[];
  /** The same of a trip of several slices, which have their sort and stops in common. */
  answerTrip(slices: readonly BenchQuestion[]): readonly FlightOffer[];
  /**
   * The same of both bidders, `stops` and `nonstop`: one search, or one calendar of the month that
   * begins on its date.
   */
  answerAll(question: BenchQuestion, options: CalendarOptions): Promise<readonly FlightOffer[]>;
}

export interface CalendarOptions {
  /** Days of the calendar; 1: it is a search. */
  readonly days: number;
  /** Of a return; null: one way. */
  readonly nights: NightRange | null;
}

export async function openEngine(): Promise<Engine> {
  const resources = await open({ timetablePath: null });
  const answerOf = (request: FlightSearch, sort: Sort, offersMax: number) => {
    const terms = { nowMs: NOW_MS, objective: OBJECTIVES[sort], rates: RATES, offersMax };
    const offers: FlightOffer[] = [];
    for (const batch of searchOffers(request, resources, terms))
      if (batch !== undefined) offers.push(...batch.offers);
    return offers;
  };
  return {
    flights: resources,
    timetable: resources.timetable,
    answer(question, { offersMax = OFFERS_MAX, similar = false, limits } = {}) {
      const plain = { ...requestOf(question), maxResults: offersMax, similar };
      const request = limits === undefined ? plain : withLimits(plain, limits);
      return answerOf(request, question.sort, offersMax);
    },
    answerTrip(slices) {
      const [first] = slices as readonly [BenchQuestion, ...BenchQuestion[]];
      const request = {
        ...requestOf(first),
        slices: slices.flatMap((slice) => requestOf(slice).slices),
      };
      return answerOf(request, first.sort, OFFERS_MAX);
    },
    async answerAll(question, options) {
      const request = calendarOf(question, options);
      const offersMax = options.days === 1 ? OFFERS_MAX : CELLS_MAX;
      const offers = [...answerOf(request, request.sort, offersMax)];
      const context = contextOf(resources, OBJECTIVES[request.sort], offersMax);
      for await (const offer of await searchNonstop(request, context)) offers.push(offer);
      return offers;
    },
  };
}

/** More than the cells of any calendar here. */
const CELLS_MAX = 500;

/** A search of one day, or a calendar; of a return with each number of nights. */
export function calendarOf(
  question: BenchQuestion,
  { days, nights }: CalendarOptions,
): FlightSearch {
  const { origin, destination, date } = question;
  const plain = requestOf(question);
  const back = (from: string) => ({
    origin: destination,
    destination: origin,
    departureDate: from,
  });
  if (days === 1)
    return nights === null
      ? plain
      : { ...plain, slices: [...plain.slices, back(addDays(date, nights.min))] };
  const to = addDays(date, days - 1);
  const out = { origin, destination, departureDate: date, departureDates: { from: date, to } };
  const month = { ...plain, calendar: true as const, sort: "price" as const };
  if (nights === null) return { ...month, slices: [out] };
  const from = addDays(date, nights.min);
  const departureDates = { from, to: addDays(to, nights.max + LANDS_AFTER) };
  return {
    ...month,
    slices: [out, { ...back(from), departureDates }],
    limits: { stayNights: nights },
  };
}

/** Days after its departure on which an itinerary of the benchmark may land. */
const LANDS_AFTER = 2;

function contextOf(
  resources: FlightData,
  objective: Objective,
  offersMax: number,
): SearchContext<FlightData> {
  return {
    resources,
    auctionId: "bench",
    signal: new AbortController().signal,
    remainingMs: () => 60_000,
    now: () => NOW_MS,
    objective,
    rates: RATES,
    offersMax,
    convert: (money) => centsOfPrice(money),
    cost: (price) => centsOfPrice(price),
    note: () => {},
    markStopped: () => {},
    sendBatch: async () => {},
  };
}

/** As `open` of `bidders/stops/index.ts`; reports the end of each phase. */
export async function openBidder(threads: number, ended: (phase: string) => void): Promise<void> {
  const timetable = await loadTimetable(null);
  ended("timetable");
  const network = networkOf(flightDataOf(timetable, availabilityTable()));
  ended("index");
  const shared = sharedDataOf(network, Date.now());
  ended("time zones");
  const pool = await openPool({ ...POOL, threads, shared }, () => {});
  ended("threads");
  await pool.close();
}

export interface Searching {
  /** Resolves when the search has ended. @throws what the pool does */
  ask(question: BenchQuestion): Promise<void>;
  close(): Promise<void>;
}

/** The pool of `stops` alone, without a broker or a kit around it, with so many threads. */
export async function openSearching(
  { flights }: Pick<Engine, "flights">,
  threads: number,
): Promise<Searching> {
  const shared = sharedDataOf(networkOf(flights), NOW_MS);
  const pool = await openPool({ ...POOL, threads, shared }, () => {});
  const signal = new AbortController().signal;
  return {
    async ask(question) {
      const terms = {
        nowMs: NOW_MS,
        objective: OBJECTIVES[question.sort],
        rates: RATES,
        offersMax: OFFERS_MAX,
      };
      const batches = pool.search(
        { request: requestOf(question), costMs: 0, terms },
        { signal, remainingMs: () => 60_000 },
      );
      while (!(await batches.next()).done);
    },
    close: () => pool.close(),
  };
}

/**
 * Whether the fare model has no class left on that flight for one traveller in economy. `departure`
 * in minutes UTC.
 */
export function isSoldOut(
  { timetable, availability }: FlightData,
  row: number,
  departure: number,
): boolean {
  const day = Math.floor(
    (timetable.zones[timetable.origin[row] as number]?.toLocal(departure) as number) / 1440,
  );
  return (
    fareClass(
      fareDay("economy", day, NOW_MS, 1, availability),
      flightSeed(flightNumberOf(timetable, row)),
      day,
    ) === CLASSES
  );
}

function requestOf({ origin, destination, date, sort, maxStops }: BenchQuestion): FlightSearch {
  return {
    slices: [{ origin, destination, departureDate: date }],
    passengers: { adults: 1, children: 0, infants: 0 },
    cabin: "economy",
    currency: "USD",
    sort,
    maxStops,
    maxResults: OFFERS_MAX,
    selfTransfer: false,
    similar: false,
    policy: { deadlineMs: 800, quorum: null, required: [] },
  };
}

/** What the gateway makes of `sort` for one traveller, in cents. */
const OBJECTIVES: Readonly<Record<Sort, Objective>> = {
  best: { valuePerHour: 2_000, penaltyPerStop: 3_000, countsInconvenience: true },
  price: { valuePerHour: 0, penaltyPerStop: 0 },
  duration: { valuePerHour: 600_000_000, penaltyPerStop: 0 },
};

/** Cents for a minor unit of every currency that carriers sell in. */
const RATES: Rates = {
  date: "2024-12-31",
  perUnit: new Map(Intl.supportedValuesOf("currency").flatMap(centsOf)),
};

/** A price in the currency of all searches here; undefined where that is not known. */
export function centsOfPrice({ amount, currency }: Money): number | undefined {
  return convert(amount, currency, RATES);
}

function centsOf(currency: string): [string, number][] {
  try {
    return [[currency, 100 / minorUnitsPerDollar(currency)]];
  } catch {
    return []; // no carrier sells in it
  }
}
