/** A search for connections within the limits of its request (ENGINE-15, ENGINE-16). */
import type { FlightSearch } from "../../proto/messages.ts";
import { wantedFares } from "../flights/fares/wanted-fares.ts";
import { sliceFacts } from "../flights/itineraries/families.ts";
import type { Timetable } from "../flights/timetable/timetable.ts";
import type { ConnectionQuery } from "./engine/connection-search.ts";

/**
 * @param query its route has the limits of the slice
 * @param price what the party pays when this seller asks so many dollars of an adult, in minor
 * units of the search's currency
 */
export function limitedQuery(
  query: ConnectionQuery,
  request: Pick<FlightSearch, "cabin" | "limits">,
  timetable: Timetable,
  price: (seller: string, dollars: number) => number,
): ConnectionQuery {
  const { limits: _, ...route } = query.route;
  const priceMax = request.limits?.maxPrice;
  const limited = {
    ...query,
    unlimited: { ...query, route, eachSeller: false },
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
    price: (seller, dollars) => {
      const code = timetable.carriers[seller] as string;
      const its = wanted.dollars(code, dollars, 0);
      return its === undefined ? Number.POSITIVE_INFINITY : price(code, its);
    },
  };
}
