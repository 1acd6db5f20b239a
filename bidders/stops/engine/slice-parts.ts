/**
 * What the searches of one slice on one date have in common, one within each reach, and one more
 * without the limits: each part is made once, unless limits or prices make it another one.
 */
import { CABINS } from "../../../proto/messages.ts";
import type { LeftOutCounts } from "../../flights/itineraries/left-out-counts.ts";
import type { Route } from "../../flights/itineraries/route.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { ChainPlaces } from "./chain-places.ts";
import { LeastSums } from "./least-sums.ts";
import { Legs, type OnlyFlights } from "./legs.ts";
import type { Network } from "./network.ts";
import type { NonstopLeg } from "./nonstop-fares.ts";
import { type PriceQuery, Prices, priceQuery } from "./prices.ts";
import { type EndFlights, firstFlights } from "./slice-ends.ts";

/** As in `ChainQuery`. */
interface PartsQuery extends Pick<PriceQuery, "price" | "isWanted"> {
  readonly route: Route;
  readonly nowMs: number;
  readonly only?: OnlyFlights | undefined;
  readonly counts?: LeftOutCounts | undefined;
  /**
   * The flights that other pairs of airports have asked for, on the same day by the same fares, of
   * the same choice. Absent: there are none.
   */
  readonly legs?: Legs | undefined;
}

export class SliceParts {
  readonly legs: Legs;
  readonly prices: Prices;
  readonly sums: LeastSums;
  /** The first flights, keyed by the airport that they lead to. */
  readonly firsts: ReadonlyMap<Index, EndFlights>;
  /** Whether limits have left out one of them (CUT-1). */
  readonly isCut: boolean;
  readonly query: PartsQuery;
  readonly places: ChainPlaces;

  /** `nonstops` and `places` as in `ChainSearch`; `like`: those of a search of the same slice. */
  constructor(
    network: Network,
    query: PartsQuery,
    nonstops: readonly NonstopLeg[],
    places: ChainPlaces,
    like: SliceParts | undefined,
  ) {
    const { route, only, counts } = query;
    const { limits } = route;
    this.query = query;
    this.places = places;
    this.sums = like?.sums ?? new LeastSums(network, route);
    const others = like?.query;
    const flying = others?.route.limits?.carriers === limits?.carriers ? like : undefined;
    this.legs =
      flying?.legs ??
      (query.legs?.carriers === limits?.carriers ? query.legs : undefined) ??
      new Legs(network, route.fares, route.day, { only, counts, carriers: limits?.carriers });
    const selling = others?.price === query.price ? flying : undefined;
    this.prices = selling?.prices ?? new Prices(network, priceQuery(query), nonstops);
    const isSame =
      places === flying?.places && others?.route.limits?.departure === limits?.departure;
    const { firsts, isCut } =
      isSame && flying !== undefined
        ? flying
        : firstFlights(network, places.area, this.legs, query, CABINS.indexOf(route.fares.cabin));
    this.firsts = firsts;
    this.isCut = isCut;
  }
}
