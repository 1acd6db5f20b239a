/** A search for connections within the limits of its request (ENGINE-15, ENGINE-16). */
import { asksForFare } from "../../common/offers/search-limits.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { type FamilyPrice, familyDollars } from "../flights/fares/brands.ts";
import { isLongHaul } from "../flights/fares/curves.ts";
import { wantedFamilies, wantedNumber } from "../flights/fares/wanted-fares.ts";
import { isWithinUs } from "../flights/itineraries/families.ts";
import type { Route } from "../flights/itineraries/route.ts";
import type { Index, Timetable } from "../flights/timetable/timetable.ts";
import type { ConnectionQuery } from "./engine/connection-search.ts";
import type { PriceLines, Pricing } from "./engine/price-lines.ts";

/** The lines of a price; `wanted`: the `wantedNumber` of its fares. */
type LinesOf = (pricing: Pricing, wanted: number) => PriceLines;

/** `query`: its route has the limits of the slice. `linesOf`: absent: nothing is known of them. */
export function limitedQuery(
  query: ConnectionQuery,
  request: Pick<FlightSearch, "cabin" | "limits">,
  timetable: Timetable,
  linesOf?: LinesOf,
): ConnectionQuery {
  const { limits } = request;
  const wants = limits !== undefined && asksForFare(limits);
  const sold = wants ? wantedSale(request, timetable, query, linesOf) : query;
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
    price: sold.price,
    lines: sold.lines,
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
function wantedSale(
  { cabin, limits = {} }: Pick<FlightSearch, "cabin" | "limits">,
  timetable: Timetable,
  { route, price }: ConnectionQuery,
  linesOf: LinesOf | undefined,
): Pick<ConnectionQuery, "price" | "lines"> {
  const { carrierTier } = route.fares.tables;
  let families: readonly (FamilyPrice | undefined)[] | undefined;
  const long = isLongHaul(route.miles);
  const haul = () => ({
    long,
    withinUs: isWithinUs(timetable, route.origin, route.destination),
  });
  const wantedPrice = (seller: Index, dollars: number) => {
    families ??= wantedFamilies(limits, cabin, haul());
    const family = families[carrierTier[seller] as number];
    return family === undefined
      ? Number.POSITIVE_INFINITY
      : price(seller, familyDollars(family, dollars, long));
  };
  return {
    price: wantedPrice,
    lines:
      linesOf &&
      (() => linesOf({ price: wantedPrice, isWanted: true }, wantedNumber(limits, cabin, haul()))),
  };
}
