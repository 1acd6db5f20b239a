/**
 * What a party pays a seller, in the family that the search wants. One function for all searches,
 * which does the same for all of them: with one for those that want a fare and another for the
 * rest, each caller of both is slower.
 */
import type { TierFares } from "../flights/fares/wanted-fares.ts";
import type { Index } from "../flights/timetable/timetable.ts";

/** The party's price where one adult's cheapest fare is `dollars`; infinite where there is none. */
export type PartyPrice = (seller: Index, dollars: number) => number;

/**
 * `pay`: the price of the cheapest family. `faresOf`: the fares of a ticket of this slice; asked
 * for with the first price, since many searches have none.
 */
export function pricing(
  pay: PartyPrice,
  carrierTier: ArrayLike<number>,
  faresOf: () => TierFares,
): PartyPrice {
  let fares: TierFares | undefined;
  return (seller, dollars) => {
    fares ??= faresOf();
    const tier = carrierTier[seller] as number;
    const its = (fares.factor[tier] as number) * dollars + (fares.more[tier] as number);
    return its === Number.POSITIVE_INFINITY ? its : pay(seller, its);
  };
}
