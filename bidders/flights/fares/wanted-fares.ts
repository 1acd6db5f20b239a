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
import { CABINS, type Cabin, type SearchLimits } from "../../../proto/messages.ts";
import { cheapestWanted, type FamilyPrice, familyDollars } from "./brands.ts";
import { TIERS } from "./carriers.ts";
import { isLongHaul } from "./curves.ts";

/** One slice of a ticket, between two airports. */
export interface SliceFacts {
  /** Great circle. */
  readonly miles: number;
  /** Both ends are within the United States. */
  readonly withinUs: boolean;
}

/** What families of tickets depend on beside the seller's tier and the search's cabin. */
interface Haul {
  /** Whether one of its slices is long. */
  readonly long: boolean;
  readonly withinUs: boolean;
}

/** Indexed as TIERS; undefined where its sellers have no such family. */
type TierFamilies = readonly (FamilyPrice | undefined)[];

/** Of one kind; no family has as many (`brands.ts`), so that more of them are the same. */
const BAGS_MAX = 4;

/** The same number for all limits, cabins and hauls for which families are the same. */
export function wantedNumber(limits: SearchLimits, cabin: Cabin, { long, withinUs }: Haul): number {
  // A number: the text of the same takes longer than the work that it saves.
  const checked = Math.min(limits.bags?.checked ?? 0, BAGS_MAX);
  const bags = checked * (BAGS_MAX + 1) + Math.min(limits.bags?.cabin ?? 0, BAGS_MAX);
  const terms = (limits.changeable === true ? 1 : 0) + (limits.refundable === true ? 2 : 0);
  const haul = (long ? 1 : 0) + (withinUs ? 2 : 0);
  return ((bags * 4 + terms) * 4 + haul) * CABINS.length + CABINS.indexOf(cabin);
}

/**
 * What tickets of one slice cost by the seller's tier, indexed as TIERS: a multiple of the dollars
 * of the cheapest family, and so many more; infinite where its sellers have no such family.
 */
export interface TierFares {
  readonly factor: Float64Array;
  readonly more: Float64Array;
}

/** Where any family will do. */
export const CHEAPEST_FARES: TierFares = {
  factor: new Float64Array(TIERS.length).fill(1),
  more: new Float64Array(TIERS.length),
};

interface Wanted {
  readonly families: TierFamilies;
  /** The same as columns, since each fare of a search is priced by them. */
  readonly fares: TierFares;
}

/** All that searches can want are 1,600 numbers (A6): `wantedNumber`. */
const wantedByNumber = new Map<number, Wanted>();

/** What is wanted, by the seller's tier. It is worked out once: searches are short. */
function wantedOf(limits: SearchLimits, cabin: Cabin, haul: Haul): Wanted {
  const key = wantedNumber(limits, cabin, haul);
  let wanted = wantedByNumber.get(key);
  if (wanted === undefined) {
    const families = TIERS.map((tier) =>
      cheapestWanted({ tier, cabin, ...haul }, (its) => isWantedFare(its, limits)),
    );
    wanted = { families, fares: faresOf(families, haul) };
    wantedByNumber.set(key, wanted);
  }
  return wanted;
}

function faresOf(families: TierFamilies, { long }: Haul): TierFares {
  return {
    factor: Float64Array.from(families, (its) => its?.factor ?? 1),
    more: Float64Array.from(families, (its) =>
      its === undefined ? Number.POSITIVE_INFINITY : familyDollars(its, 0, long),
    ),
  };
}

export function wantedTierFares(limits: SearchLimits, cabin: Cabin, haul: Haul): TierFares {
  return wantedOf(limits, cabin, haul).fares;
}

export class WantedFares {
  readonly #limits: SearchLimits;
  readonly #cabin: Cabin;
  /** Whether `dollars` is the same for all pairs of airports; else it is the least. */
  readonly isExact: boolean;
  /** Of each slice, whether it is long: of several pairs of airports there may be both. */
  readonly #longs: readonly (readonly boolean[])[];
  /** Of the slice for which a fare is least. */
  readonly #leastLongs: readonly boolean[];
  /** The same of whole tickets: whether one of their slices is, and whether all are in the US. */
  readonly #anyLong: readonly boolean[];
  readonly #withinUs: readonly boolean[];
  /** Indexed as TIERS, as far as asked for: all that tickets of the tier may be of. */
  readonly #families: (readonly FamilyPrice[] | undefined)[] = [];

  /** `slices`: the pairs of airports of each. */
  constructor(limits: SearchLimits, cabin: Cabin, slices: readonly (readonly SliceFacts[])[]) {
    this.#limits = limits;
    this.#cabin = cabin;
    const longs: (readonly boolean[])[] = [];
    let isExact = true;
    // Whether each slice is long, whichever its pair of airports.
    let allLong = true;
    // Whether one of the slices may be long, and is; whether all may be within the US, and are.
    let [mayBeLong, isLong, mayBeUs, isUs] = [false, false, true, true];
    // Loops: this is done for each search that wants a fare, and most are short.
    for (const pairs of slices) {
      let [longPairs, usPairs] = [0, 0];
      for (const { miles, withinUs } of pairs) {
        if (isLongHaul(miles)) longPairs++;
        if (withinUs) usPairs++;
      }
      const its = eitherOf(longPairs > 0, longPairs === pairs.length);
      longs.push(its);
      if (its.length > 1) isExact = false;
      if (its !== TRUE) allLong = false;
      if (longPairs > 0) mayBeLong = true;
      if (longPairs === pairs.length) isLong = true;
      if (usPairs === 0) mayBeUs = false;
      if (usPairs < pairs.length) isUs = false;
    }
    this.#longs = longs;
    this.#leastLongs = allLong ? TRUE : FALSE;
    this.#anyLong = eitherOf(mayBeLong, isLong);
    this.#withinUs = eitherOf(mayBeUs, isUs);
    this.isExact = isExact && mayBeLong === isLong && mayBeUs === isUs;
  }

  /**
   * One adult's dollars for slice `at` in the wanted family, where the cheapest of all costs
   * `dollars`; undefined where the seller has no such family. `tier`: the seller's, as its index in
   * TIERS.
   */
  dollars(tier: number, dollars: number, at: number): number | undefined {
    return least(this.#familiesOf(tier), this.#longs[at] as readonly boolean[], dollars);
  }

  /** The same for whichever slice it is least. */
  leastDollars(tier: number, dollars: number): number | undefined {
    return least(this.#familiesOf(tier), this.#leastLongs, dollars);
  }

  /** The same of each slice of a ticket between these airports. */
  ofTicket(
    tier: number,
    dollars: readonly number[],
    slices: readonly SliceFacts[],
  ): readonly number[] | undefined {
    const haul = {
      long: slices.some(({ miles }) => isLongHaul(miles)),
      withinUs: slices.every(({ withinUs }) => withinUs),
    };
    const family = wantedOf(this.#limits, this.#cabin, haul).families[tier];
    return (
      family &&
      slices.map(({ miles }, at) => familyDollars(family, dollars[at] as number, isLongHaul(miles)))
    );
  }

  #familiesOf(tier: number): readonly FamilyPrice[] {
    const known = this.#families[tier];
    if (known !== undefined) return known;
    const families: FamilyPrice[] = [];
    for (const long of this.#anyLong)
      for (const withinUs of this.#withinUs) {
        const family = wantedOf(this.#limits, this.#cabin, { long, withinUs }).families[tier];
        if (family !== undefined) families.push(family);
      }
    this.#families[tier] = families;
    return families;
  }
}

function least(
  families: readonly FamilyPrice[],
  longs: readonly boolean[],
  dollars: number,
): number | undefined {
  let found = Number.POSITIVE_INFINITY;
  for (let i = 0; i < families.length; i++)
    for (let at = 0; at < longs.length; at++) {
      const one = familyDollars(families[i] as FamilyPrice, dollars, longs[at] as boolean);
      found = Math.min(found, one);
    }
  return found === Number.POSITIVE_INFINITY ? undefined : found;
}

const BOTH = [true, false] as const;
const TRUE = [true] as const;
const FALSE = [false] as const;

/** Both, or the one where they are equal. */
function eitherOf(one: boolean, other: boolean): readonly boolean[] {
  return one !== other ? BOTH : one ? TRUE : FALSE;
}

/**
 * Those of one slice between two airports, which most searches have, by their number: these too are
 * 1,600 (A6).
 */
const ofOnePair = new Map<number, WantedFares>();

/** Undefined where nothing is asked of fares. */
export function wantedFares(
  limits: SearchLimits | undefined,
  cabin: Cabin,
  slices: readonly (readonly SliceFacts[])[],
): WantedFares | undefined {
  if (limits === undefined || !asksForFare(limits)) return undefined;
  const [pairs = []] = slices;
  const [pair] = pairs;
  if (pair === undefined || pairs.length > 1 || slices.length > 1)
    return new WantedFares(limits, cabin, slices);
  const haul = { long: isLongHaul(pair.miles), withinUs: pair.withinUs };
  const key = wantedNumber(limits, cabin, haul);
  let known = ofOnePair.get(key);
  if (known === undefined) {
    // No more of the limits is kept than counts.
    const { bags, changeable = false, refundable = false } = limits;
    const asked = { changeable, refundable, ...(bags === undefined ? {} : { bags }) };
    known = new WantedFares(asked, cabin, slices);
    ofOnePair.set(key, known);
  }
  return known;
}
