/**
 * The bidder `stops`: itineraries with one or two connections out of the whole timetable. Of each slice the Pareto front over price,
 * travel time and stops, then the best by the search's cost. In a return or multi-city trip a slice may be non-stop, as long as
 * another has a connection: trips without any are those of `nonstop`.
 */
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import { partyPrice } from "../fares/fare.ts";
import { nonstopOptions } from "../itineraries/nonstop.ts";
import { optionStops, type SliceOption } from "../itineraries/option.ts";
import { paced } from "../itineraries/pace.ts";
import { type Route, routesOf } from "../itineraries/route.ts";
import { sell } from "../itineraries/sell.ts";
import type { BidderSettings, SearchContext } from "../kit/bidder.ts";
import { departureOn, zonesOf } from "../timetable/departures.ts";
import { loadTimetable } from "../timetable/load.ts";
import type { Departure, Timetable } from "../timetable/timetable.ts";
import { type Connection, connections } from "./connections.ts";
import { type Network, networkOf } from "./network.ts";
import { CONNECTIONS_MAX } from "./rules.ts";

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

export async function* search(request: FlightSearch, context: SearchContext<StopsResources>): AsyncGenerator<FlightOffer> {
  const { timetable, network } = context.resources;
  if (request.maxStops === 0) return;
  if (request.maxStops > CONNECTIONS_MAX)
    context.note(`searched with at most ${CONNECTIONS_MAX} connections a slice, not ${request.maxStops}`);
  const routes = routesOf(timetable, request, context.now());
  if (routes === undefined) return;
  const slices: SliceOption[][] = [];
  const unpriced = new Set<string>();
  for (const route of routes) {
    const options = await connectingOptions(network, route, request, context, unpriced);
    if (routes.length > 1) options.push(...nonstopOptions(timetable, route, context.now()));
    if (options.length === 0) return;
    slices.push(options);
  }
  yield* sell(timetable, slices, request, context, { wanted: (option) => optionStops(option) > 0, unpriced });
}

async function connectingOptions(
  network: Network,
  route: Route,
  request: FlightSearch,
  context: SearchContext<StopsResources>,
  unpriced: Set<string>,
): Promise<SliceOption[]> {
  const { carriers } = network.timetable;
  const search = connections(network, {
    route,
    stopsMax: Math.min(request.maxStops, CONNECTIONS_MAX),
    nowMs: context.now(),
    price: (seller, dollars) => {
      const price = partyPrice(dollars, carriers[seller] as string, request.passengers);
      const converted = context.convert(price);
      if (converted === undefined) unpriced.add(price.currency);
      return converted ?? Number.POSITIVE_INFINITY;
    },
  });
  const found = await paced(search, context.signal);
  return found.map((connection) => optionOf(network.timetable, connection));
}

function optionOf(timetable: Timetable, { legs, seller, dollars }: Connection): SliceOption {
  return {
    departures: legs.map(({ row, day }) => departureOn(timetable, row, day) as Departure),
    fares: [{ seller: timetable.carriers[seller] as string, dollars }],
  };
}
