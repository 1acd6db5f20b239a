/**
 * The floor of what a search still has to tell when its itineraries with one connection are out: no itinerary with two costs less.
 *
 * An itinerary has three flights over d1, d2 and d3 miles. The great circle between the ends, d, is no longer than their sum, and
 * no longer than the sum of great circles that follow each other from end to end (the triangle inequality holds on a sphere).
 *
 * Its fare (fares/fare.ts) is one carrier's through fare, or a sum of two or more fares, each over a part of the way.
 *
 * B1 The through fare of one carrier, over d with two connections: it rises with demand, which is `DEMAND_MIN` at least. That carrier
 *    flies out of the origin and into the destination.
 * B2 A sum of p >= 2 fares over x1 ... xp, with x1 + ... + xp >= d. Each is, before its cabin, a share of average(x) within the
 *    model's bounds, and no smaller than the share s that the cheapest kind of carrier, `DEMAND_MIN` and the largest discount for one
 *    connection (the longest way's) come to within the same bounds: the lower one is a share of the average, and the upper one is at
 *    least the share that it is at no miles. More than one connection none of them has, for another of them has a flight of its own.
 *    The average is a line that starts above zero: average(x1) + ... + average(xp) >= average(0) + average(d). A cabin's factor
 *    never falls with the miles. So the sum is at least s × cabin(0) × (average(0) + average(d)), and as several carriers' 4 % less (F2).
 *
 * A price in money rises with the dollars, whatever the rounding, so the least dollars give the least price: of B1 in the currency
 * of its carrier, of B2 in whichever currency is the cheapest. The travel time is what `ConnectionSearch.throughs` says. The cost rises with
 * price and time as long as its weights are not negative.
 */
import type { Objective } from "../../proto/messages.ts";
import { cost } from "../../proto/money.ts";
import {
  averageDollars,
  cabinFactor,
  ceilingDollars,
  clamp,
  DEMAND_MIN,
  FLOOR_SHARE,
  INTERLINE_FACTOR,
  stopsFactor,
} from "../fares/curves.ts";
import { throughDollars } from "../fares/fare.ts";
import type { Route } from "../itineraries/route.ts";
import type { Index } from "../timetable/timetable.ts";
import type { Network } from "./network.ts";

const CONNECTIONS = 2;

/** For what the sums of distances and dollars lose in floating point, some 1e-13 of them. */
const ROUNDING = 1 - 1e-9;

export interface FloorQuery {
  readonly route: Route;
  readonly objective: Objective;
  /** The carriers that B1 is about. */
  readonly throughout: Iterable<Index>;
  /** Lower bound of the travel time. */
  readonly minutesMin: number;
  /** As in ConnectionQuery, but undefined where there is no price. */
  price(seller: Index, dollars: number): number | undefined;
}

/** Minor units of the search's currency; null where nothing can be promised. */
export function twoStopFloor(network: Network, { route, objective, throughout, minutesMin, price }: FloorQuery): number | null {
  if (objective.valuePerHour < 0 || objective.penaltyPerStop < 0) return null;
  const { carrierKind, currencySellers } = network;
  const { fares, miles } = route;
  let least = Number.POSITIVE_INFINITY;
  const take = (seller: Index, dollars: number) => {
    least = Math.min(least, price(seller, dollars * ROUNDING) ?? Number.POSITIVE_INFINITY);
  };
  for (const carrier of throughout) take(carrier, throughDollars(fares, carrierKind[carrier] as number, DEMAND_MIN, miles, CONNECTIONS));

  const kindMin = carrierKind.reduce((min, kind) => Math.min(min, kind), Number.POSITIVE_INFINITY);
  const share = clamp(
    kindMin * fares.factor * DEMAND_MIN * stopsFactor(CONNECTIONS - 1, Number.POSITIVE_INFINITY),
    FLOOR_SHARE,
    ceilingDollars(0) / averageDollars(0),
  );
  const sum = INTERLINE_FACTOR * share * cabinFactor(fares.cabin, 0) * (averageDollars(0) + averageDollars(miles));
  for (const seller of currencySellers) take(seller, sum);
  return cost(least, minutesMin, CONNECTIONS, objective);
}
