/** A search for connections within the limits of its request (ENGINE-15, ENGINE-16). */
import { asksForFare } from "../../common/offers/search-limits.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { type FamilyPrice, familyDollars } from "../flights/fares/brands.ts";
import { isLongHaul } from "../flights/fares/curves.ts";
import { wantedFamilies } from "../flights/fares/wanted-fares.ts";
import { sliceFacts } from "../flights/itineraries/families.ts";
import type { Route } from "../flights/itineraries/route.ts";
import type { Timetable } from "../flights/timetable/timetable.ts";
import type { ConnectionQuery } from "./engine/connection-search.ts";

/** `query`: its route has the limits of the slice. */
export function limitedQuery(
  query: ConnectionQuery,
  request: Pick<FlightSearch, "cabin" | "limits">,
  timetable: Timetable,
): ConnectionQuery {
  const { limits } = request;
  const wants = limits !== undefined && asksForFare(limits);
  return {
    ...query,
    // No fare of two tickets says what they include.
    selfTransfer: query.selfTransfer && !wants,
    // What breaks a limit is counted by the query that has them.
    unlimited: {
      ...query,
      route: withoutLimits(query.route),
      eachSeller: false,
      counts: undefined,
    },
    priceMax: limits?.maxPrice,
    isWanted: wants,
    price: wants ? wantedPrice(request, timetable, query) : query.price,
  };
}

/** Without `limits` taken out of a copy: that takes ten times as long. */
function withoutLimits({ origin, destination, day, fares, miles }: Route): Route {
  return { origin, destination, day, fares, miles, limits: undefined };
}

/**
 * The price of the wanted family, which is the same for all carriers of a tier. The families are
 * looked up with the first price: many searches have none.
 */
function wantedPrice(
  { cabin, limits = {} }: Pick<FlightSearch, "cabin" | "limits">,
  timetable: Timetable,
  { route, price }: ConnectionQuery,
): ConnectionQuery["price"] {
  const { carrierTier } = route.fares.tables;
  let families: readonly (FamilyPrice | undefined)[] | undefined;
  let long = false;
  return (seller, dollars) => {
    if (families === undefined) {
      const { miles, withinUs } = sliceFacts(timetable, route.origin, route.destination);
      long = isLongHaul(miles);
      families = wantedFamilies(limits, cabin, { long, withinUs });
    }
    const family = families[carrierTier[seller] as number];
    return family === undefined
      ? Number.POSITIVE_INFINITY
      : price(seller, familyDollars(family, dollars, long));
  };
}
