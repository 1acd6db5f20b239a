/**
 * What sellers ask where a search wants bags, changes or refunds: the price of the cheapest of a
 * ticket's families that has them.
 *
 * WANTED-1 A seller's price in the wanted family is that of `faresOf` (`brands.ts`), to the minor
 *   unit: a multiple of the dollars and a sum for each slice, by the seller's tier alone. A slice
 *   within the United States never leaves them (CABOTAGE-4), so its ends say which families its
 *   tickets have. Where a slice has several pairs of airports, it is the least of them, and that of
 *   a whole ticket is exact.
 */
import { asksForFare, isWantedFare } from "../../../common/offers/search-limits.ts";
import type { Cabin, SearchLimits } from "../../../proto/messages.ts";
import { cheapestWanted, type FamilyPrice, familyDollars } from "./brands.ts";
import { type CarrierTier, carrierFacts } from "./carriers.ts";
import { isLongHaul } from "./curves.ts";

/** One slice of a ticket, between two airports. */
export interface SliceFacts {
  /** Great circle. */
  readonly miles: number;
  /** Both ends are within the United States. */
  readonly withinUs: boolean;
}

export class WantedFares {
  readonly #limits: SearchLimits;
  readonly #cabin: Cabin;
  /** Of each slice, whether it is long: of several pairs of airports there may be both. */
  readonly #longs: readonly (readonly boolean[])[];
  /** The same of whole tickets: whether one of their slices is, and whether all are in the US. */
  readonly #anyLong: readonly boolean[];
  readonly #withinUs: readonly boolean[];
  readonly #families = new Map<CarrierTier, readonly FamilyPrice[]>();

  /** `slices`: the pairs of airports of each. */
  constructor(limits: SearchLimits, cabin: Cabin, slices: readonly (readonly SliceFacts[])[]) {
    this.#limits = limits;
    this.#cabin = cabin;
    this.#longs = slices.map((pairs) => distinct(pairs.map(({ miles }) => isLongHaul(miles))));
    this.#anyLong = distinct([
      this.#longs.some((its) => its.includes(true)),
      this.#longs.some((its) => !its.includes(false)),
    ]);
    this.#withinUs = distinct([
      slices.every((pairs) => pairs.some(({ withinUs }) => withinUs)),
      slices.every((pairs) => pairs.every(({ withinUs }) => withinUs)),
    ]);
  }

  /** Whether `dollars` is the same for all pairs of airports; else it is the least. */
  get isExact(): boolean {
    return [...this.#longs, this.#anyLong, this.#withinUs].every(({ length }) => length === 1);
  }

  /**
   * One adult's dollars for slice `at` in the wanted family, where the cheapest of all costs
   * `dollars`; undefined where the seller has no such family.
   */
  dollars(seller: string, dollars: number, at: number): number | undefined {
    return least(this.#familiesOf(tierOf(seller)), this.#longs[at] as readonly boolean[], dollars);
  }

  /** The wanted family of a ticket of one slice between one pair of airports, and its haul. */
  familyOf(tier: CarrierTier): FamilyPrice | undefined {
    return this.#familiesOf(tier)[0];
  }

  get isLong(): boolean {
    return this.#anyLong[0] as boolean;
  }

  /** The same for whichever slice it is least. */
  leastDollars(seller: string, dollars: number): number | undefined {
    return least(
      this.#familiesOf(tierOf(seller)),
      [this.#longs.every((its) => !its.includes(false))],
      dollars,
    );
  }

  /** The same of each slice of a ticket between these airports. */
  ofTicket(
    seller: string,
    dollars: readonly number[],
    slices: readonly SliceFacts[],
  ): readonly number[] | undefined {
    const family = this.#familyOf(
      tierOf(seller),
      slices.some(({ miles }) => isLongHaul(miles)),
      slices.every(({ withinUs }) => withinUs),
    );
    return (
      family &&
      slices.map(({ miles }, at) => familyDollars(family, dollars[at] as number, isLongHaul(miles)))
    );
  }

  /** All that its tickets may be of. */
  #familiesOf(tier: CarrierTier): readonly FamilyPrice[] {
    let families = this.#families.get(tier);
    if (families === undefined) {
      families = this.#anyLong
        .flatMap((long) => this.#withinUs.map((us) => this.#familyOf(tier, long, us)))
        .filter((family) => family !== undefined);
      this.#families.set(tier, families);
    }
    return families;
  }

  #familyOf(tier: CarrierTier, long: boolean, withinUs: boolean): FamilyPrice | undefined {
    const scope = { tier, cabin: this.#cabin, long, withinUs };
    return cheapestWanted(scope, (terms) => isWantedFare(terms, this.#limits));
  }
}

function least(
  families: readonly FamilyPrice[],
  longs: readonly boolean[],
  dollars: number,
): number | undefined {
  let found = Number.POSITIVE_INFINITY;
  for (const family of families)
    for (const long of longs) found = Math.min(found, familyDollars(family, dollars, long));
  return found === Number.POSITIVE_INFINITY ? undefined : found;
}

function tierOf(seller: string): CarrierTier {
  return carrierFacts(seller).tier;
}

function distinct(values: readonly boolean[]): readonly boolean[] {
  return [...new Set(values)];
}

/** Undefined where nothing is asked of fares. */
export function wantedFares(
  limits: SearchLimits | undefined,
  cabin: Cabin,
  slices: readonly (readonly SliceFacts[])[],
): WantedFares | undefined {
  return limits !== undefined && asksForFare(limits)
    ? new WantedFares(limits, cabin, slices)
    : undefined;
}
