/** A search for connections within the limits of its request (ENGINE-15, ENGINE-16). */
import { asksForFare } from "../../common/offers/search-limits.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { familyDollars } from "../flights/fares/brands.ts";
import { isLongHaul } from "../flights/fares/curves.ts";
import { wantedFamilies } from "../flights/fares/wanted-fares.ts";
import { sliceFacts } from "../flights/itineraries/families.ts";
import type { Timetable } from "../flights/timetable/timetable.ts";
import type { ConnectionQuery } from "./engine/connection-search.ts";

/** `query`: its route has the limits of the slice. */
export function limitedQuery(
  query: ConnectionQuery,
  request: Pick<FlightSearch, "cabin" | "limits">,
  timetable: Timetable,
): ConnectionQuery {
  const { limits: _, ...route } = query.route;
  const priceMax = request.limits?.maxPrice;
  const limited = {
    ...query,
    // What breaks a limit is counted by the query that has them.
    unlimited: { ...query, route, eachSeller: false, counts: undefined },
    ...(priceMax === undefined ? {} : { priceMax }),
  };
  if (request.limits === undefined || !asksForFare(request.limits)) return limited;
  const { miles, withinUs } = sliceFacts(timetable, route.origin, route.destination);
  const long = isLongHaul(miles);
  return {
    ...limited,
    // No fare of two tickets says what they include.
    selfTransfer: false,
    isWanted: true,
    price: wantedPrice(
      wantedFamilies(request.limits, request.cabin, { long, withinUs }),
      long,
      query,
    ),
  };
}

/** The price of the wanted family, which is the same for all carriers of a tier. */
function wantedPrice(
  families: ReturnType<typeof wantedFamilies>,
  long: boolean,
  { route, price }: ConnectionQuery,
): ConnectionQuery["price"] {
  const { carrierTier } = route.fares.tables;
  return (seller, dollars) => {
    const family = families[carrierTier[seller] as number];
    return family === undefined
      ? Number.POSITIVE_INFINITY
      : price(seller, familyDollars(family, dollars, long));
  };
}
