/**
 * What a party pays a seller, in the family that the search wants. One function for all searches:
 * with one for those that want a fare and another for the rest, each caller of both is slower.
 */
import { type FamilyPrice, familyDollars } from "../flights/fares/brands.ts";
import type { Index } from "../flights/timetable/timetable.ts";

/** The party's price where one adult's cheapest fare is `dollars`; infinite where there is none. */
export type PartyPrice = (seller: Index, dollars: number) => number;

/** The wanted family, by the seller's tier. */
interface WantedFamily {
  /** Indexed by tier; undefined where its sellers have none. Asked for with the first price. */
  families(): readonly (FamilyPrice | undefined)[];
  readonly carrierTier: ArrayLike<number>;
  /** Whether the slice is long. */
  readonly long: boolean;
}

/** `pay`: the price of the cheapest family. `wanted`: undefined: any family will do. */
export function pricing(pay: PartyPrice, wanted: WantedFamily | undefined): PartyPrice {
  let families: readonly (FamilyPrice | undefined)[] | undefined;
  return (seller, dollars) => {
    if (wanted === undefined) return pay(seller, dollars);
    families ??= wanted.families();
    const family = families[wanted.carrierTier[seller] as number];
    return family === undefined
      ? Number.POSITIVE_INFINITY
      : pay(seller, familyDollars(family, dollars, wanted.long));
  };
}
