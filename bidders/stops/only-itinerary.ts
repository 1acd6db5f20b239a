/**
 * A search for one itinerary alone, whose price is asked again: in each slice the engine sees the
 * markets and the flights of the itinerary and no others, and prices them as in any search.
 */
import { KeyReader } from "../../proto/itinerary-key.ts";
import { flightNumberOf } from "../flights/itineraries/option.ts";
import type { Index } from "../flights/timetable/timetable.ts";
import type { OnlyFlights } from "./engine/legs.ts";
import { marketBetween, type Network } from "./engine/network.ts";

/** One slice of the itinerary. */
export interface OnlySlice {
  /** The key of the slice alone. */
  readonly key: string;
  readonly flights: OnlyFlights;
}

/** The slices of an itinerary key; empty for a text that is none. */
export function onlySlices(network: Network, itinerary: string): OnlySlice[] {
  const keys = itinerary.split("_");
  const found: OnlySlice[] = [];
  let markets = new Set<Index>();
  let rows = new Set<Index>();
  const reader = new KeyReader();
  reader.start(itinerary);
  do {
    if (!reader.next()) return [];
    const { origin, destination, flightNumber } = reader;
    addFlight(network, { origin, destination, flightNumber }, markets, rows);
    if (!reader.endsSlice) continue;
    found.push({ key: keys[found.length] as string, flights: { markets, rows } });
    markets = new Set();
    rows = new Set();
  } while (!reader.ended);
  return found;
}

interface Flight {
  readonly origin: string;
  readonly destination: string;
  readonly flightNumber: string;
}

/** Nothing where the timetable does not have it any more. */
function addFlight(
  network: Network,
  { origin, destination, flightNumber }: Flight,
  markets: Set<Index>,
  rows: Set<Index>,
): void {
  const { timetable, marketRow } = network;
  const [from, to] = [timetable.airport(origin), timetable.airport(destination)];
  const market = from < 0 || to < 0 ? -1 : marketBetween(network, from, to);
  if (market === -1) return;
  markets.add(market);
  const end = marketRow[market + 1] as Index;
  for (let row = marketRow[market] as Index; row < end; row++)
    if (flightNumberOf(timetable, row) === flightNumber) rows.add(row);
}
