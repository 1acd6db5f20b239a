/**
 * For which places a seller is asked, where an end of a slice stands for several airports.
 *
 * ASKED-1 A seller that knows city codes is asked for a city by its code, unless an airport has the
 *    same one. Any other is asked for each of its airports by itself, and every seller for each
 *    that is near: no protocol here can say that.
 * ASKED-2 A seller is asked where any of its markets is one of the search's pairs of airports, and
 *    for the places of such pairs alone.
 * ASKED-3 Choices of one place for each end are in the order of how far down their lists the places
 *    are, the first airport that is named before all others. A slice that goes on from where the
 *    one before it has arrived, or comes back to where the first began, is as near as can be.
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

/** One place of an end, as a seller is asked for it. */
interface AskedPlace {
  readonly code: string;
  /** The airports that it stands for, the first one first. */
  readonly airports: readonly string[];
  readonly isCity: boolean;
}

/** A place for each end of each slice, the two ends of a slice next to each other. */
interface PlaceChoice {
  readonly places: readonly AskedPlace[];
  readonly far: number;
}

/** A6: choices of the ends so far that are looked at: six slices of twelve airports have 10^12. */
const CHOICES_MAX = 64;
/** How far another airport than the one before is, beside its place in the list. */
const ELSEWHERE = 2;

/** ASKED-3, the nearest first. */
export function placeChoices(
  { slices }: Pick<FlightSearch, "slices">,
  { knowsCities, markets }: { readonly knowsCities: boolean; readonly markets: readonly string[] },
): readonly PlaceChoice[] {
  let choices: PlaceChoice[] = [{ places: [], far: 0 }];
  for (const [i, slice] of slices.entries()) {
    const { origin, destination, origins, destinations } = slice;
    const from = placesOf(origins ?? [origin], slice.originPlace, knowsCities);
    const to = placesOf(destinations ?? [destination], slice.destinationPlace, knowsCities);
    const before = choices;
    const elsewhere = i === 0 ? 0 : ELSEWHERE;
    choices = [];
    for (const { places, far } of before)
      for (const [a, one] of from.entries())
        for (const [b, other] of to.entries()) {
          if (i === 0 && !areInMarkets(one, other, markets)) continue;
          const goesOn = places.at(-1)?.code === one.code;
          const comesBack = places[0]?.code === other.code;
          const more = (goesOn ? 0 : a + elsewhere) + (comesBack ? 0 : b + elsewhere);
          choices.push({ places: [...places, one, other], far: far + more });
        }
    choices.sort((one, other) => one.far - other.far);
    choices.length = Math.min(choices.length, CHOICES_MAX);
  }
  return choices;
}

/** The search between these places. */
export function atPlaces(search: FlightSearch, places: readonly AskedPlace[]): FlightSearch {
  const slices = search.slices.map((slice, i): SearchSlice => {
    const {
      origins: _,
      destinations: __,
      originPlace: ___,
      destinationPlace: ____,
      ...rest
    } = slice;
    const [from, to] = [places[2 * i] as AskedPlace, places[2 * i + 1] as AskedPlace];
    return {
      ...rest,
      origin: from.airports[0] as string,
      destination: to.airports[0] as string,
      ...(from.isCity ? { originPlace: { city: from.code } } : {}),
      ...(to.isCity ? { destinationPlace: { city: to.code } } : {}),
      ...(from.airports.length > 1 ? { origins: from.airports } : {}),
      ...(to.airports.length > 1 ? { destinations: to.airports } : {}),
    };
  });
  return { ...search, slices };
}

/** ASKED-1: the city, or what was named, and then what is near it. */
function placesOf(
  airports: readonly string[],
  place: SearchPlace | undefined,
  knowsCities: boolean,
): readonly AskedPlace[] {
  const city = knowsCities ? cityCodeOf(place) : undefined;
  const isNear = (i: number) => (place?.km?.[i] ?? 0) > 0;
  const ownOf = city === undefined ? [] : airports.filter((_, i) => !isNear(i));
  const single = airports.filter((_, i) => city === undefined || isNear(i));
  return [
    ...(city === undefined || ownOf.length === 0
      ? []
      : [{ code: city, airports: ownOf, isCity: true }]),
    ...single.map((code) => ({ code, airports: [code], isCity: false })),
  ];
}

/** ASKED-2 */
function areInMarkets(from: AskedPlace, to: AskedPlace, markets: readonly string[]): boolean {
  const [origin, destination] = [from.airports[0] as string, to.airports[0] as string];
  const slice = { origin, destination, origins: from.airports, destinations: to.airports };
  return isInMarkets({ slices: [{ ...slice, departureDate: "" }] }, markets);
}
