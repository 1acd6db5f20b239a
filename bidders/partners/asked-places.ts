/**
 * By which code a seller is asked for an end of a slice that stands for several airports.
 *
 * ASKED-1 A seller that knows city codes is asked for a city by its code, unless an airport has the
 *    same one. Any other is asked for the first airport of the end, and so is one that is asked for
 *    what is near an airport: no protocol here can say that.
 * ASKED-2 A seller is asked where any of its markets is one of the search's pairs of airports.
 */
import { airportByCode } from "../../common/places/airports.ts";
import type { FlightSearch, SearchPlace, SearchSlice } from "../../proto/messages.ts";
import { marketServes } from "../kit/markets.ts";

export type AskedSlice = Pick<SearchSlice, "origin" | "destination" | "departureDate">;

/** The slices with the codes that a seller is asked with (ASKED-1). */
export function askedSlices(
  { slices }: Pick<FlightSearch, "slices">,
  knowsCities: boolean,
): AskedSlice[] {
  return slices.map(({ origin, destination, originPlace, destinationPlace, departureDate }) => ({
    origin: (knowsCities ? cityCodeOf(originPlace) : undefined) ?? origin,
    destination: (knowsCities ? cityCodeOf(destinationPlace) : undefined) ?? destination,
    departureDate,
  }));
}

function cityCodeOf(place: SearchPlace | undefined): string | undefined {
  const city = place?.city;
  return city === undefined || airportByCode(city) !== undefined ? undefined : city;
}

/** ASKED-2, by the first slice, as calls go to markets. */
export function isInMarkets(
  { slices: [slice] }: Pick<FlightSearch, "slices">,
  markets: readonly string[],
): boolean {
  if (slice === undefined) return false;
  const { origins = [slice.origin], destinations = [slice.destination] } = slice;
  return markets.some((market) =>
    origins.some((origin) => destinations.some((other) => marketServes(market, origin, other))),
  );
}
