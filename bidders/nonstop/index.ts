/**
 * The bidder `nonstop`: every non-stop flight of a market and date, with all of its sellers; of
 * several slices the cheapest tickets of all (TRIP-6 of `itineraries/trip-rules.ts`). For a market
 * or a cabin without flights it answers at once, without offers.
 */
import type { Coverage } from "../../proto/coverage.ts";
import { itineraryKey } from "../../proto/itinerary.ts";
import type { FlightOffer, FlightSearch, OfferSlice } from "../../proto/messages.ts";
import { coverageOf } from "../flights/carrier-coverage/coverage.ts";
import { airportsNote, emptyNote } from "../flights/carrier-coverage/empty-note.ts";
import { sourceYearsOf } from "../flights/carrier-coverage/source-years.ts";
import { type FlightData, loadFlightData } from "../flights/flight-data.ts";
import { LeftOutCounts } from "../flights/itineraries/left-out-counts.ts";
import { nonstopOptions } from "../flights/itineraries/nonstop.ts";
import { routesOf } from "../flights/itineraries/route.ts";
import { optionsOfKey, sameOffer, searchOfOffer } from "../flights/itineraries/same-offer.ts";
import { sell } from "../flights/itineraries/sell.ts";
import type {
  Estimate,
  FoundOffers,
  OpenContext,
  PriceContext,
  PricedOffer,
  SearchContext,
} from "../kit/bidder.ts";
import { calendarOffers } from "./calendar.ts";
import { estimateNonstop } from "./estimate.ts";
import type { NonstopSettings } from "./settings.ts";

export { warmUp } from "../flights/warm-up-searches.ts";
export { settings } from "./settings.ts";

/**
 * Most searches compute for a millisecond. A few run at once, so that a trip of many slices does
 * not delay the others.
 */
export const concurrency = 4;

export interface Nonstop extends FlightData {
  readonly coverage: Coverage;
}

/** @throws Error when the timetable cannot be read or used */
export async function open(
  { timetablePath, closures }: NonstopSettings,
  { note }: Partial<Pick<OpenContext, "note">> = {},
): Promise<Nonstop> {
  const flights = await loadFlightData(timetablePath, note, closures);
  const coverage = coverageOf(flights.timetable, await sourceYearsOf(timetablePath));
  return { ...flights, coverage };
}

export function coverage(resources: Pick<Nonstop, "coverage">): Coverage {
  return resources.coverage;
}

export function whyEmpty(
  request: FlightSearch,
  { coverage, timetable }: Pick<Nonstop, "coverage" | "timetable">,
): string | undefined {
  const notes = [
    airportsNote(request, (code) => timetable.airport(code) !== -1),
    emptyNote(request, coverage),
  ].filter((note) => note !== undefined);
  return notes.length === 0 ? undefined : notes.join("; ");
}

export function estimate(request: FlightSearch, { timetable }: FlightData): Estimate {
  return estimateNonstop(request, timetable);
}

export function search(
  request: FlightSearch,
  context: SearchContext<FlightData>,
): FoundOffers<FlightOffer> {
  return request.calendar === true
    ? calendarOffers(request, context)
    : nonstopOffers(request, context);
}

/** Those of any search but a calendar. */
export function nonstopOffers(
  request: FlightSearch,
  context: SearchContext<FlightData>,
): FlightOffer[] | Promise<FlightOffer[]> {
  const data = context.resources;
  const now = context.now();
  const { leftOut } = context;
  const counts = leftOut === undefined ? undefined : new LeftOutCounts(data.timetable.rows);
  const slices = routesOf(data, request, now)?.map((routes) =>
    routes.flatMap((route) => nonstopOptions(data, route, now, counts)),
  );
  if (leftOut !== undefined) counts?.notes().forEach(leftOut);
  if (slices === undefined || slices.some((options) => options.length === 0)) return [];
  return sell(data, slices, request, context);
}

/** SAMEOFFER-1 */
export async function price(
  offer: FlightOffer,
  request: FlightSearch,
  context: PriceContext<FlightData>,
): Promise<PricedOffer> {
  const data = context.resources;
  const now = context.now();
  const search = searchOfOffer(request, offer);
  const slices = routesOf(data, search, now)?.map((routes, i) =>
    optionsOfKey(
      data.timetable,
      routes.flatMap((route) => nonstopOptions(data, route, now)),
      itineraryKey([offer.slices[i] as OfferSlice]),
    ),
  );
  if (slices === undefined || slices.some((options) => options.length === 0))
    return { offer: null };
  return { offer: sameOffer(await sell(data, slices, search, context), offer, request.cabin) };
}
