/**
 * What a trip costs at least beside a part of one slice: the joint bounds of the search. Each slice
 * has its cheapest part so far, and a bound for all that it has not found (SLICE-1).
 *
 * JOINT-1 A part on a ticket of its own seller adds no less than LEAST-1 says, with its time and
 *   stops. In a round trip the other slice is then that seller's own, too.
 * JOINT-2 Any other part adds no less than LEAST-2 says; in a round trip so does the other slice.
 * JOINT-3 Of more slices, the seller of the ticket has a part of the first one, and sells with the
 *   seller of every other part (TRIP-3).
 * JOINT-4 A ticket costs no less than what its parts add, except for `jointRounding`: each part's
 *   price, time and inconvenience were rounded, and are again as a sum.
 */
import type { TicketPrices } from "../../flights/itineraries/ticket-prices.ts";
import type { Index } from "../../flights/timetable/timetable.ts";
import type { LeastPrices } from "./least-prices.ts";
import type { OtherSlices, TripSlice } from "./slice-search.ts";

/**
 * The most minor units that rounding changes in the price of a trip of `slices` slices (JOINT-4).
 */
export function jointRounding(slices: number): number {
  return 2 * slices + 2;
}

export interface JointQuery {
  readonly carriers: readonly string[];
  readonly prices: TicketPrices;
  readonly least: LeastPrices;
  /** The number of stops of the parts that are looked for in every slice. */
  readonly stops: number;
}

/** The other slices of parts of slice `at`, as they stand now. */
export function otherSlices(
  slices: readonly TripSlice[],
  at: number,
  query: JointQuery,
): OtherSlices {
  const { prices, carriers, stops } = query;
  const others = slices.filter((_, i) => i !== at);
  const left = new Map(others.map((slice) => [slice, slice.leastLeft(stops)]));
  let least = 0;
  for (const slice of others) least += Math.min(slice.pool.leastOfAll, left.get(slice) as number);
  const known = new Map<Index, number>();
  const besides = (carrier: Index) => {
    let cost = known.get(carrier);
    if (cost === undefined) {
      const seller = carriers[carrier] as string;
      cost = 0;
      for (const slice of others) {
        const its = prices.isRoundTrip
          ? (slice.pool.leastBySeller.get(seller) ?? Number.POSITIVE_INFINITY)
          : leastWith(slice, seller, { at, first: slices[0] as TripSlice, prices });
        cost += Math.min(its, left.get(slice) as number);
      }
      known.set(carrier, cost);
    }
    return cost;
  };
  return {
    least,
    ofSellers: (its, from, to) => {
      let cost = Number.POSITIVE_INFINITY;
      for (let i = from; i < to; i++) cost = Math.min(cost, besides(its[i] as Index));
      return cost;
    },
    leastPrice: prices.priceMax === undefined ? 0 : leastPriceOf(others),
    onOtherTicket: prices.isRoundTrip ? onOtherTicket(others, left, query) : undefined,
  };
}

function leastPriceOf(others: readonly TripSlice[]): number {
  return others.reduce((sum, slice) => sum + slice.leastPrice(), 0);
}

/** JOINT-3 */
function leastWith(
  slice: TripSlice,
  seller: string,
  { at, first, prices }: { at: number; first: TripSlice; prices: TicketPrices },
): number {
  const { pool } = slice;
  // The seller of a later part need not be that of the ticket.
  if (at !== 0 && slice !== first) return pool.leastOfAll;
  let least = Number.POSITIVE_INFINITY;
  for (const [other, cost] of pool.leastBySeller) {
    if (cost >= least) continue;
    if (at === 0 ? prices.ticketsWith(seller, other) : prices.ticketsWith(other, seller))
      least = cost;
  }
  return least;
}

/** JOINT-2 */
function onOtherTicket(
  others: readonly TripSlice[],
  left: ReadonlyMap<TripSlice, number>,
  { carriers, least }: JointQuery,
): NonNullable<OtherSlices["onOtherTicket"]> {
  let sum = 0;
  for (const slice of others)
    sum += Math.min(slice.pool.leastOnOtherTicket, left.get(slice) as number);
  return {
    least: sum,
    priceOf: (its, from, to, price) => {
      let most = Number.POSITIVE_INFINITY;
      for (let i = from; i < to; i++)
        most = Math.min(most, least.onOtherTicketOf(carriers[its[i] as Index] as string, price));
      return most;
    },
  };
}
