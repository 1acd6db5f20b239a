/** A search for connections within the limits of its request (ENGINE-15, ENGINE-16). */
import type { FlightSearch } from "../../proto/messages.ts";
import { familyDollars } from "../flights/fares/brands.ts";
import { TIERS } from "../flights/fares/carriers.ts";
import { type WantedFares, wantedFares } from "../flights/fares/wanted-fares.ts";
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
  const { origin, destination } = route;
  const pair = [sliceFacts(timetable, origin, destination)];
  const wanted = wantedFares(request.limits, request.cabin, [pair]);
  if (wanted === undefined) return limited;
  return {
    ...limited,
    // No fare of two tickets says what they include.
    selfTransfer: false,
    isWanted: true,
    price: wantedPrice(wanted, query),
  };
}

/** The price of the wanted family, which is the same for all carriers of a tier. */
function wantedPrice(
  wanted: WantedFares,
  { route, price }: ConnectionQuery,
): ConnectionQuery["price"] {
  const { carrierTier } = route.fares.tables;
  const families = TIERS.map((tier) => wanted.familyOf(tier));
  return (seller, dollars) => {
    const family = families[carrierTier[seller] as number];
    return family === undefined
      ? Number.POSITIVE_INFINITY
      : price(seller, familyDollars(family, dollars, wanted.isLong));
  };
}
