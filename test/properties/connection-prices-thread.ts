/**
 * The cheapest connections of markets beside their cheapest non-stop flight of the day, in the
 * timetable that ships; in a thread of its own, for without jest around it, it takes a fraction of
 * the time.
 */

import { isMainThread, parentPort, Worker, workerData } from "node:worker_threads";
import { milesOf } from "../../bidders/flights/fares/curves.ts";
import { minorUnitsPerDollar, modelRates } from "../../bidders/flights/fares/rates.ts";
import { nonstopOptions } from "../../bidders/flights/itineraries/nonstop.ts";
import { type Route, routesOf } from "../../bidders/flights/itineraries/route.ts";
import { isoDate } from "../../bidders/flights/timetable/departures.ts";
import type { Network } from "../../bidders/stops/engine/network.ts";
import { searchOffers } from "../../bidders/stops/offer-search.ts";
import { open } from "../../bidders/stops/same-thread-search.ts";
import { randomFrom } from "../../common/runtime/seeded-random.ts";
import type { FlightOffer } from "../../proto/messages.ts";
import { searchOf } from "../fixtures/flights/context.ts";
import { NOW_MS, TODAY } from "./connections-questions.ts";

/**
 * Markets drawn by their flights, so many miles apart; or given ones, such as `SFO-NRT 2027-03-18`.
 */
export type Markets =
  | { readonly count: number; readonly milesMin: number; readonly milesMax: number }
  | readonly string[];

/**
 * The cheapest itineraries of one market and day with one, two and three connections, each against
 * the cheapest non-stop flight; infinite where none is among the first hundred.
 */
export type Ratios = readonly [one: number, two: number, three: number];

const OFFERS_MAX = 100;
const SEED = 11;

/** The ratios of the markets that have a non-stop flight on their day. */
export function cheapestBesideNonstop(markets: Markets): Promise<Ratios[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL(import.meta.url), { workerData: { markets } });
    thread.once("message", resolve);
    thread.once("error", reject);
  });
}

/** Each once, on days from ten to two hundred after today. */
function drawn(
  { timetable }: Network,
  { count, milesMin, milesMax }: Exclude<Markets, readonly string[]>,
): string[] {
  const random = randomFrom(SEED);
  const markets = new Set<string>();
  while (markets.size < count) {
    const row = Math.floor(random() * timetable.rows);
    const [from, to] = [timetable.origin[row], timetable.destination[row]] as [number, number];
    const miles = milesOf(timetable.distanceKm(from, to));
    if (miles >= milesMin && miles < milesMax)
      markets.add(`${timetable.airports[from]?.code}-${timetable.airports[to]?.code}`);
  }
  return [...markets].map((one) => `${one} ${isoDate(TODAY + 10 + Math.floor(random() * 190))}`);
}

function ratiosOf(network: Network, market: string): Ratios | undefined {
  const request = searchOf(market, {
    maxStops: 3,
    maxResults: OFFERS_MAX,
    sort: "price",
    currency: "USD",
  });
  const [[route]] = routesOf(network, request, NOW_MS) as [[Route]];
  const nonstops = nonstopOptions(network, route, NOW_MS).flatMap(({ fares }) => fares);
  if (nonstops.length === 0) return undefined;
  const nonstop = Math.min(...nonstops.map(({ dollars }) => dollars));
  const offers: FlightOffer[] = [];
  const terms = {
    nowMs: NOW_MS,
    objective: { valuePerHour: 0, penaltyPerStop: 0 },
    rates: modelRates("USD"),
    offersMax: OFFERS_MAX,
  };
  for (const batch of searchOffers(request, network, terms)) offers.push(...(batch?.offers ?? []));
  const cheapest = (stops: number) =>
    Math.min(
      ...offers
        .filter(({ slices }) => slices[0]?.segments.length === stops + 1)
        .map(({ price }) => price.amount / minorUnitsPerDollar(price.currency)),
    );
  return [cheapest(1) / nonstop, cheapest(2) / nonstop, cheapest(3) / nonstop];
}

const task = workerData as { readonly markets?: Markets } | undefined;
if (!isMainThread && parentPort !== null && task?.markets !== undefined) {
  const network = await open({ timetablePath: null });
  const { markets } = task;
  const all = "count" in markets ? drawn(network, markets) : markets;
  const found = all.map((market) => ratiosOf(network, market));
  parentPort.postMessage(found.filter((one) => one !== undefined));
}
