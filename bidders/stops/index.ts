/**
 * The bidder `stops`: itineraries with one or two connections out of the whole timetable. Of each slice the Pareto front over price,
 * travel time and stops, then the best by the search's cost. In a return or multi-city trip a slice may be non-stop, as long as
 * another has a connection: trips without any are those of `nonstop`.
 */
import type { FlightOffer, FlightSearch, Money } from "../../proto/messages.ts";
import { partyPrice } from "../fares/fare.ts";
import { nonstopOptions } from "../itineraries/nonstop.ts";
import { optionStops, type SliceOption } from "../itineraries/option.ts";
import { paced } from "../itineraries/pace.ts";
import { type Route, routesOf } from "../itineraries/route.ts";
import { noteUnpriced, sell } from "../itineraries/sell.ts";
import type { BidderSettings, SearchContext } from "../kit/bidder.ts";
import { departureOn, zonesOf } from "../timetable/departures.ts";
import { loadTimetable } from "../timetable/load.ts";
import type { Departure, Index, Timetable } from "../timetable/timetable.ts";
import { type Connection, type ConnectionQuery, ConnectionSearch, connections } from "./connections.ts";
import { twoStopFloor } from "./floor.ts";
import { type Network, networkOf } from "./network.ts";
import { CONNECTIONS_MAX } from "./rules.ts";

/** It computes: of sixteen searches at once the first would answer later than the last of two at a time. */
export const concurrency = 2;

export interface StopsResources {
  readonly timetable: Timetable;
  readonly network: Network;
}

export async function open(settings: BidderSettings): Promise<StopsResources> {
  const timetable = await loadTimetable(settings.timetablePath);
  // Time zones are read year by year when they are first asked for: now, rather than in the first search.
  const thisYear = new Date().getUTCFullYear();
  for (const zone of zonesOf(timetable)) for (const year of [thisYear, thisYear + 1]) zone.offsetAt(Date.UTC(year, 6) / 60_000);
  return { timetable, network: networkOf(timetable) };
}

type Context = SearchContext<StopsResources>;

export async function* search(request: FlightSearch, context: Context): AsyncGenerator<FlightOffer> {
  if (request.maxStops === 0) return;
  if (request.maxStops > CONNECTIONS_MAX)
    context.note(`searched with at most ${CONNECTIONS_MAX} connections a slice, not ${request.maxStops}`);
  const routes = routesOf(context.resources.timetable, request, context.now());
  if (routes === undefined) return;
  const unpriced = new Set<string>();
  const [route, ...others] = routes;
  if (route !== undefined && others.length === 0) yield* oneWay(route, request, context, unpriced);
  else yield* severalSlices(routes, request, context, unpriced);
  noteUnpriced(context, unpriced);
}

/** What has one connection is told before the search for two, with a floor for what that may find. */
async function* oneWay(route: Route, request: FlightSearch, context: Context, unpriced: Set<string>): AsyncGenerator<FlightOffer> {
  const { timetable, network } = context.resources;
  const { signal, objective } = context;
  const search = new ConnectionSearch(network, queryOf(route, request, context, unpriced));
  const sold = (stops: number) => {
    const options = search.front.points.filter((point) => point.stops === stops).map((point) => optionOf(timetable, point));
    return sell(timetable, [options], request, context, { unpriced });
  };
  await paced(search.oneStop(), signal);
  yield* sold(1);
  if (request.maxStops < 2) return;
  const minutesMin = await paced(search.throughs(), signal);
  if (minutesMin === Number.POSITIVE_INFINITY) return;
  const price = (seller: Index, dollars: number) => context.convert(quote(timetable, request, seller, dollars));
  await context.part(twoStopFloor(network, { route, objective, throughout: search.carriersThroughout(), minutesMin, price }));
  await paced(search.twoStops(), signal);
  yield* sold(2);
}

/** In a return or multi-city trip every slice is searched before the first ticket can be put together. */
async function* severalSlices(
  routes: readonly Route[],
  request: FlightSearch,
  context: Context,
  unpriced: Set<string>,
): AsyncGenerator<FlightOffer> {
  const { timetable, network } = context.resources;
  const slices: SliceOption[][] = [];
  for (const route of routes) {
    const found = await paced(connections(network, queryOf(route, request, context, unpriced)), context.signal);
    const options = [...found.map((point) => optionOf(timetable, point)), ...nonstopOptions(timetable, route, context.now())];
    if (options.length === 0) return;
    slices.push(options);
  }
  yield* sell(timetable, slices, request, context, { wanted: (option) => optionStops(option) > 0, unpriced });
}

function queryOf(route: Route, request: FlightSearch, context: Context, unpriced: Set<string>): ConnectionQuery {
  return {
    route,
    stopsMax: Math.min(request.maxStops, CONNECTIONS_MAX),
    nowMs: context.now(),
    price: (seller, dollars) => {
      const price = quote(context.resources.timetable, request, seller, dollars);
      const converted = context.convert(price);
      if (converted === undefined) unpriced.add(price.currency);
      return converted ?? Number.POSITIVE_INFINITY;
    },
  };
}

function quote({ carriers }: Timetable, request: FlightSearch, seller: Index, dollars: number): Money {
  return partyPrice(dollars, carriers[seller] as string, request.passengers);
}

function optionOf(timetable: Timetable, { legs, seller, dollars }: Connection): SliceOption {
  return {
    departures: legs.map(({ row, day }) => departureOn(timetable, row, day) as Departure),
    fares: [{ seller: timetable.carriers[seller] as string, dollars }],
  };
}
