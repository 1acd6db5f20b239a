/** A search for connections within the limits of its request (ENGINE-15, ENGINE-16). */
import { asksForFare } from "../../common/offers/search-limits.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { isLongHaul } from "../flights/fares/curves.ts";
import { wantedNumber, wantedTierFares } from "../flights/fares/wanted-fares.ts";
import { isWithinUs } from "../flights/itineraries/families.ts";
import type { Route } from "../flights/itineraries/route.ts";
import type { Timetable } from "../flights/timetable/timetable.ts";
import type { ConnectionQuery } from "./engine/connection-search.ts";
import type { PriceLines, Pricing } from "./engine/price-lines.ts";
import { type PartyPrice, pricing } from "./party-pricing.ts";

/** The lines of a price; `wanted`: the `wantedNumber` of its fares. */
type LinesOf = (pricing: Pricing, wanted: number) => PriceLines;

/**
 * `query`: its route has the limits of the slice. `linesOf`: absent: nothing is known of them.
 * `pay`: what a party pays whatever the family.
 */
export function limitedQuery(
  query: ConnectionQuery,
  request: Pick<FlightSearch, "cabin" | "limits">,
  timetable: Timetable,
  linesOf?: LinesOf,
  pay: PartyPrice = query.price,
): ConnectionQuery {
  const { limits } = request;
  const wants = limits !== undefined && asksForFare(limits);
  const sold = wants ? wantedSale(request, timetable, query, pay, linesOf) : query;
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
  { route }: ConnectionQuery,
  pay: PartyPrice,
  linesOf: LinesOf | undefined,
): Pick<ConnectionQuery, "price" | "lines"> {
  const haul = () => ({
    long: isLongHaul(route.miles),
    withinUs: isWithinUs(timetable, route.origin, route.destination),
  });
  const price = pricing(pay, route.fares.tables.carrierTier, () =>
    wantedTierFares(limits, cabin, haul()),
  );
  return {
    price,
    lines: linesOf && (() => linesOf({ price }, wantedNumber(limits, cabin, haul()))),
  };
}
