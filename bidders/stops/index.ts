/**
 * The bidder `stops`: itineraries with one or more connections out of the whole timetable. It
 * searches in threads (search-pool.ts), over one timetable in shared memory; this thread only takes
 * calls and sends bids, so that its event loop is free for both.
 */
import type { Coverage } from "../../proto/coverage.ts";
import { itineraryKey } from "../../proto/itinerary.ts";
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import { emptyNote } from "../flights/carrier-coverage/empty-note.ts";
import { sameOffer, searchOfOffer } from "../flights/itineraries/same-offer.ts";
import type {
  Estimate,
  OpenContext,
  PriceContext,
  PricedOffer,
  SearchContext,
} from "../kit/bidder.ts";
import type { OfferBatch } from "../kit/offer-batch.ts";
import { type OfferColumns, offersOf } from "../kit/offer-columns.ts";
import { askedTooMuch } from "./asked-routes.ts";
import { Estimator, marketCounts } from "./estimator.ts";
import { loadSharedData } from "./load-shared-data.ts";
import { openPool, POOL, type SearchPool, TASKS_A_THREAD } from "./search-pool.ts";
import type { StopsSettings } from "./settings.ts";

export { warmUp } from "../flights/warm-up-searches.ts";
export { settings } from "./settings.ts";

export interface Stops {
  readonly pool: SearchPool;
  readonly estimator: Estimator;
  readonly coverage: Coverage;
  close(): Promise<void>;
}

/** The number of searches that have a place on a thread, where they take turns. */
export function concurrency({ threads }: Pick<StopsSettings, "threads">): number {
  return TASKS_A_THREAD * threads;
}

export function parallel({ threads }: Pick<StopsSettings, "threads">): number {
  return threads;
}

/** @throws Error when the timetable is of no use, or the threads do not start */
export async function open(
  { timetablePath, closures, threads }: StopsSettings,
  { note, reportFailure, metrics }: OpenContext,
): Promise<Stops> {
  const { shared, coverage } = await loadSharedData({ timetablePath, closures, note });
  const estimator = new Estimator(
    marketCounts(shared.flights.columns.airports, shared.network),
    () => performance.now(),
  );
  const worked = metrics?.counter("bidder_thread_work_seconds_total", WORK_HELP, []);
  const pool = await openPool(
    {
      ...POOL,
      threads,
      shared,
      onMeasured({ request }, workMs, isWhole) {
        estimator.learn(request, workMs, isWhole);
        worked?.inc({}, workMs / 1_000);
      },
    },
    reportFailure,
  );
  if (metrics !== undefined) addThreadMetrics(metrics, pool);
  return { pool, estimator, coverage, close: () => pool.close() };
}

const WORK_HELP = "Time that searches have taken of their threads";

function addThreadMetrics(metrics: NonNullable<OpenContext["metrics"]>, pool: SearchPool): void {
  metrics.measuredGauge("bidder_threads", "Searching threads that live", () => pool.threads);
  metrics.measuredGauge(
    "bidder_thread_searches",
    "Searches that wait for a thread, run on one, or are still read",
    () => pool.size,
  );
}

export function coverage(resources: Pick<Stops, "coverage">): Coverage {
  return resources.coverage;
}

export function whyEmpty(
  request: FlightSearch,
  resources: Pick<Stops, "coverage">,
): string | undefined {
  return emptyNote(request, resources.coverage);
}

/** STOPSROUTE-1 */
export function whyDeclined(request: FlightSearch): string | undefined {
  return askedTooMuch(request);
}

export function estimate(request: FlightSearch, { estimator }: Stops): Estimate {
  return estimator.estimate(request);
}

export function search(
  request: FlightSearch,
  context: SearchContext<Stops>,
): AsyncGenerator<OfferBatch<OfferColumns>> {
  const { resources, objective, rates, offersMax } = context;
  const { costMs } = resources.estimator.estimate(request);
  const terms = { nowMs: context.now(), objective, rates, offersMax };
  return resources.pool.search({ request, costMs, terms }, context);
}

/** What it takes at most: one itinerary is looked for, and the rest of a search is its set-up. */
const PRICE_COST_MS = 2;

/** SAMEOFFER-1 */
export async function price(
  offer: FlightOffer,
  request: FlightSearch,
  context: PriceContext<Stops>,
): Promise<PricedOffer> {
  const { resources, objective, rates, offersMax } = context;
  const itinerary = itineraryKey(offer.slices);
  const terms = { nowMs: context.now(), objective, rates, offersMax, itinerary };
  const found: FlightOffer[] = [];
  const query = { request: searchOfOffer(request, offer), costMs: PRICE_COST_MS, terms };
  for await (const batch of resources.pool.search(query, context)) found.push(...offersOf(batch));
  return { offer: sameOffer(found, offer, request.cabin) };
}
