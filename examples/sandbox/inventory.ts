/**
 * What the agencies can sell: the itineraries that the bidders `nonstop` and `stops` find, so that
 * agencies and carriers compete for the same ones. Agencies that receive the same request at the
 * same time share one search.
 */

import { modelRates } from "../../bidders/flights/fares/rates.ts";
import type { Search, SearchContext } from "../../bidders/kit/bidder.ts";
import { convert, cost } from "../../common/money/money.ts";
import { airportByCode } from "../../common/places/airports.ts";
import { cityByCode } from "../../common/places/cities.ts";
import type { FlightOffer, FlightSearch, SearchSlice } from "../../proto/messages.ts";
import { cheapestPerItinerary } from "./pricing.ts";

export interface Inventory {
  /** Cheapest first. Rejects with the signal's reason when it fires. */
  find(search: FlightSearch, signal: AbortSignal): Promise<readonly FlightOffer[]>;
  close(): Promise<void>;
}

/**
 * A search for one adult in economy, the default of both protocols. An agency has no policy and no
 * ranking.
 */
export function anySearch(
  slices: FlightSearch["slices"],
  over: Partial<FlightSearch> = {},
): FlightSearch {
  return {
    slices: slices.map(withCities),
    passengers: { adults: 1, children: 0, infants: 0 },
    cabin: "economy",
    currency: "USD",
    sort: "price",
    maxStops: 1,
    maxResults: 100,
    selfTransfer: false,
    similar: false,
    policy: { deadlineMs: SEARCH_MS_MAX, quorum: null, required: [] },
    ...over,
  };
}

/** A code that is no airport's is a city's: all of its airports. */
function withCities(slice: SearchSlice): SearchSlice {
  const [origins, destinations] = [airportsOfCity(slice.origin), airportsOfCity(slice.destination)];
  return {
    ...slice,
    ...(origins === undefined ? {} : { origin: origins[0] as string, origins }),
    ...(destinations === undefined ? {} : { destination: destinations[0] as string, destinations }),
  };
}

function airportsOfCity(code: string): readonly string[] | undefined {
  return airportByCode(code) === undefined ? cityByCode(code)?.airports : undefined;
}

/** How long one search of the inventory may take by default. */
const SEARCH_MS_MAX = 2_000;

/**
 * A search of the inventory that reached its time limit before it had any offer. This is not the
 * same as a market without offers.
 */
export class SearchTimeoutError extends Error {
  constructor(limitMs: number) {
    super(`the search of the inventory had no offer within ${limitMs} ms`);
  }
}

/** Offers read of each finder, and itineraries of each in one answer (A6). */
const OFFERS_READ_MAX = 150;
const ITINERARIES_MAX = 50;

/** One bidder's search, with what it needs. */
interface OfferFinder {
  find(search: FlightSearch, signal: AbortSignal): Promise<FlightOffer[]>;
  close(): Promise<void>;
}

export function finderOf<R>(
  finder: Search<R>,
  resources: R,
  now: () => number,
  searchMsMax = SEARCH_MS_MAX,
): OfferFinder {
  return {
    find: (search, signal) => collect(finder, resources, search, signal, now, searchMsMax),
    close: async () => {
      await (resources as { close?(): unknown } | undefined)?.close?.();
    },
  };
}

/** What several finders find, as one inventory. */
export function createInventory(finders: readonly OfferFinder[]): Inventory {
  return {
    find: share(async (search, signal) => {
      const found = await Promise.all(finders.map((finder) => finder.find(search, signal)));
      // The same number of each, or cheap connections would leave no room for non-stop flights.
      const all = found.flatMap((offers) => cheapestPerItinerary(offers, ITINERARIES_MAX));
      return cheapestPerItinerary(all, ITINERARIES_MAX * finders.length);
    }),
    close: async () => {
      for (const finder of finders) await finder.close();
    },
  };
}

/** @throws SearchTimeoutError at the time limit, when there is no offer yet */
async function collect<R>(
  finder: Search<R>,
  resources: R,
  search: FlightSearch,
  signal: AbortSignal,
  now: () => number,
  searchMsMax: number,
): Promise<FlightOffer[]> {
  const limit = AbortSignal.timeout(searchMsMax);
  const offers: FlightOffer[] = [];
  try {
    for await (const offer of await finder(
      search,
      context(resources, search, AbortSignal.any([signal, limit]), now, searchMsMax),
    )) {
      signal.throwIfAborted();
      offers.push(offer);
      if (offers.length >= OFFERS_READ_MAX || limit.aborted) break;
    }
  } catch (thrown) {
    if (signal.aborted || !limit.aborted) throw thrown;
    if (offers.length === 0) throw new SearchTimeoutError(searchMsMax);
  }
  return offers;
}

/**
 * The kit's context as the sandbox fills it: no auction, only a time limit, and the fare model's
 * own rates.
 */
function context<R>(
  resources: R,
  search: FlightSearch,
  signal: AbortSignal,
  now: () => number,
  searchMsMax: number,
): SearchContext<R> {
  const untilMs = performance.now() + searchMsMax;
  const objective = { valuePerHour: 0, penaltyPerStop: 0 };
  const rates = modelRates(search.currency);
  return {
    resources,
    auctionId: "sandbox",
    signal,
    remainingMs: () => Math.max(0, untilMs - performance.now()),
    now,
    objective,
    rates,
    convert: (money) => convert(money.amount, money.currency, rates),
    cost(price, durationMinutes, stops) {
      const amount = convert(price.amount, price.currency, rates);
      return amount === undefined ? undefined : cost(amount, durationMinutes, stops, objective);
    },
    offersMax: OFFERS_READ_MAX,
    note: () => {},
    markStopped: () => {},
    sendBatch: async () => {},
  };
}

/**
 * Equal searches that run at the same time become one. It stops when the last caller that waits for
 * it has disconnected.
 */
export function share(find: Inventory["find"]): Inventory["find"] {
  const running = new Map<
    string,
    {
      readonly offers: Promise<readonly FlightOffer[]>;
      readonly stop: AbortController;
      waiting: number;
    }
  >();
  return async (search, signal) => {
    signal.throwIfAborted();
    const key = JSON.stringify(search);
    const stop = running.get(key)?.stop ?? new AbortController();
    const entry = running.get(key) ?? { offers: find(search, stop.signal), stop, waiting: 0 };
    running.set(key, entry);
    entry.waiting++;
    const disconnected = Promise.withResolvers<never>();
    const leave = () => disconnected.reject(signal.reason);
    signal.addEventListener("abort", leave, { once: true });
    try {
      return await Promise.race([entry.offers, disconnected.promise]);
    } finally {
      signal.removeEventListener("abort", leave);
      if (--entry.waiting === 0) {
        if (running.get(key) === entry) running.delete(key);
        stop.abort();
      }
    }
  };
}
