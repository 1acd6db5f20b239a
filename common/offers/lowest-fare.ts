/**
 * The lowest price that an offer can have without a mistake. Gateways drop an offer that costs
 * less, and mark its bid `invalid`. A bidder that sells the offers of others drops it before, so
 * that it does not lose the offers of its other sellers.
 */
import type { Cabin, FlightOffer, FlightSearch, OfferSlice } from "../../proto/messages.ts";

export interface LowestFare {
  /**
   * The least fare of a slice for each traveller with a seat, in US dollars: a fixed amount, and an
   * amount for each 1,000 km between its ends.
   */
  readonly dollarsMin: number;
  readonly dollarsPer1000KmMin: number;
  /** What that is multiplied by in each cabin. */
  readonly cabinFactor: Readonly<Record<Cabin, number>>;
}

/** The gateways' defaults. */
export const LOWEST_FARE: LowestFare = {
  dollarsMin: 3,
  dollarsPer1000KmMin: 5,
  cabinFactor: { economy: 1, premium_economy: 1.25, business: 2, first: 3 },
};

/** Great-circle distance between two airports; undefined when one of them is not known. */
export type Kilometres = (origin: string, destination: string) => number | undefined;

/**
 * US cents, down to a whole one: what is exactly at the limit is within it. Infants on a lap fly
 * for nothing with some carriers.
 */
export function lowestFareCents(
  { slices }: Pick<FlightOffer, "slices">,
  { passengers, cabin }: Pick<FlightSearch, "passengers" | "cabin">,
  { dollarsMin, dollarsPer1000KmMin, cabinFactor }: LowestFare,
  kilometres: Kilometres,
): number {
  let dollars = 0;
  for (let i = 0; i < slices.length; i++) {
    const { segments } = slices[i] as OfferSlice;
    const km =
      kilometres(segments[0]?.origin ?? "", segments[segments.length - 1]?.destination ?? "") ?? 0;
    dollars += dollarsMin + (dollarsPer1000KmMin * km) / 1_000;
  }
  return Math.floor(100 * dollars * (passengers.adults + passengers.children) * cabinFactor[cabin]);
}
