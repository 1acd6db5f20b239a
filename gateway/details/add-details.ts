/**
 * What a result says beside the auction's own values, for a search with `details`: what its codes
 * stand for, and an estimate of emissions. It is made of the itineraries that are shown, when the
 * auction has ended, so it costs no auction any time.
 *
 * DETAILS-1 Only who asks for it gets it: a search with `details`, and a reader of a search, or
 *    of a page of its itineraries, with `details`.
 * DETAILS-2 Every carrier and airport of the itineraries, and of the facets beside them, has its
 *    name, once, in the order of the codes, also a carrier that sells and does not fly; one that is
 *    not known has none. Nothing else has.
 */
import { airportByCode } from "../../common/places/airports.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { carrierName } from "./carrier-names.ts";
import { estimateCo2, type Places } from "./co2-estimate.ts";

type Named = NonNullable<SearchResult["names"]>["carriers"][number];

const PLACES: Places = {
  kilometres: kilometresBetween,
  country: (airport) => airportByCode(airport)?.country,
};

/** Facets that have codes as their values. */
interface CodeFacets {
  readonly carriers: readonly { readonly value: string }[];
  readonly sellers: readonly { readonly value: string }[];
  readonly airports: Readonly<
    Record<"origin" | "destination" | "via", readonly { readonly value: string }[]>
  >;
}

type Detailed = Pick<SearchResult, "itineraries"> & { readonly facets?: CodeFacets };

/** The result, or a view of a search, with its details. */
export function withDetails<R extends Detailed>(result: R): R & Pick<SearchResult, "names"> {
  return {
    ...result,
    itineraries: result.itineraries.map((itinerary) => {
      const co2Estimate = estimateCo2(itinerary.slices, PLACES);
      return co2Estimate === undefined ? itinerary : { ...itinerary, co2Estimate };
    }),
    names: namesOf(result),
  };
}

function namesOf({ itineraries, facets }: Detailed): NonNullable<SearchResult["names"]> {
  const carriers = new Set(
    [...(facets?.carriers ?? []), ...(facets?.sellers ?? [])].map(({ value }) => value),
  );
  const airports = new Set(
    Object.values(facets?.airports ?? {}).flatMap((values) => values.map(({ value }) => value)),
  );
  for (const { slices, sellers } of itineraries) {
    for (const { seller } of sellers) carriers.add(seller);
    for (const { segments } of slices)
      for (const { carrier, operatingCarrier, origin, destination } of segments) {
        carriers.add(carrier);
        if (operatingCarrier !== undefined) carriers.add(operatingCarrier);
        airports.add(origin);
        airports.add(destination);
      }
  }
  return {
    carriers: named(carriers, carrierName),
    airports: named(airports, (code) => airportByCode(code)?.name),
  };
}

function named(codes: ReadonlySet<string>, nameOf: (code: string) => string | undefined): Named[] {
  return [...codes].sort().flatMap((code) => {
    const name = nameOf(code);
    return name === undefined ? [] : [{ code, name }];
  });
}
