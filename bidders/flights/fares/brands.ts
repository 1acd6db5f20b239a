/**
 * Fare families: the same seats with more or fewer services. The cheapest one is the fare
 * that `fare.ts` makes; the more expensive ones cost a share and a fee more on each slice. What
 * they include is a model of published practice, about as of 2025, not any carrier's tariff.
 *
 * BRAND-1 The ticket's families are those of its seller, whichever carrier flies, and of the
 *   search's cabin; where a flight is in a lower one, its booking class is of that cabin (CABIN-5).
 * BRAND-2 Light: no checked bag, no change, no refund. Standard: a bag, changes for a fee.
 *   Flex: changes free; on low-cost carriers still no refund.
 * BRAND-3 Premium carriers have no light on long distances, nor has any cabin in front of economy
 *   anywhere.
 * BRAND-4 Within the United States carriers dropped change fees (2020), and sell bags apart
 *   in every family.
 * BRAND-5 Low-cost: light includes only a bag that fits under the seat; it is not counted as a
 *   cabin bag.
 * BRAND-6 Each family costs more than the one before: its factor is no smaller, and its fee is
 *   larger by more than any rounding (A9).
 */
import type { Brand, Cabin, Condition, Fare, Money, Passengers } from "../../../proto/messages.ts";
import { type CarrierTier, carrierFacts } from "./carriers.ts";
import { bookingClass } from "./classes.ts";
import { isLongHaul } from "./curves.ts";
import { partyAmount, roundFee, type SellerTerms, termsOf } from "./party.ts";

/** Dollars for each traveller with a seat; 0: free; null: not sold. */
type Fee = number | null;

interface Family {
  readonly brand: Brand;
  /**
   * The ratio to the price of the cheapest family; then the dollars more for a slice of short and
   * of long haul.
   */
  readonly factor: number;
  readonly more: readonly [short: number, long: number];
  readonly cabinBags: number;
  readonly checkedBags: number;
  readonly change: Fee;
  readonly refund: Fee;
  /** The same as a search asks for it: made once, since each ticket is asked. */
  readonly terms: FamilyTerms;
}

/** What of a family a search may ask for. */
type FamilyTerms = Pick<Fare, "cabinBags" | "checkedBags"> & {
  readonly change: Pick<Condition, "allowed">;
  readonly refund: Pick<Condition, "allowed">;
};

const family = (
  brand: Brand,
  [factor, ...more]: readonly [number, number, number],
  [cabinBags, checkedBags]: readonly [number, number],
  change: Fee,
  refund: Fee,
): Family => {
  const terms = { cabinBags, checkedBags, change: allowed(change), refund: allowed(refund) };
  return { brand, factor, more, cabinBags, checkedBags, change, refund, terms };
};

const allowed = (fee: Fee) => ({ allowed: fee !== null });

const CHEAPEST = [1, 0, 0] as const;

const LOW_COST = [
  family("light", CHEAPEST, [0, 0], null, null),
  family("standard", [1, 28, 55], [1, 1], 50, null),
  family("flex", [1.1, 60, 110], [1, 1], 0, null),
];
const SHORT = [
  family("light", CHEAPEST, [1, 0], null, null),
  family("standard", [1.05, 25, 60], [1, 1], 70, null),
  family("flex", [1.25, 50, 120], [1, 1], 0, 0),
];
const LONG = [
  family("light", CHEAPEST, [1, 0], null, null),
  family("standard", [1.04, 25, 60], [1, 1], 150, null),
  family("flex", [1.25, 50, 120], [1, 2], 0, 0),
];
const WITHIN_US = [
  family("light", CHEAPEST, [1, 0], null, null),
  family("standard", [1.05, 25, 25], [1, 0], 0, null),
  family("flex", [1.35, 50, 50], [1, 0], 0, 0),
];
const PREMIUM_LONG = [
  family("standard", CHEAPEST, [1, 1], 100, 200),
  family("flex", [1.22, 50, 110], [1, 2], 0, 0),
];
const IN_FRONT: Readonly<Record<Exclude<Cabin, "economy">, readonly Family[]>> = {
  premium_economy: [
    family("standard", CHEAPEST, [1, 2], 150, 250),
    family("flex", [1.2, 60, 120], [1, 2], 0, 0),
  ],
  business: [
    family("standard", CHEAPEST, [2, 2], 200, 300),
    family("flex", [1.25, 80, 200], [2, 2], 0, 0),
  ],
  first: [
    family("standard", CHEAPEST, [2, 2], 200, 300),
    family("flex", [1.2, 100, 300], [2, 3], 0, 0),
  ],
};

function familiesOf(
  tier: CarrierTier,
  cabin: Cabin,
  long: boolean,
  withinUs: boolean,
): readonly Family[] {
  if (cabin !== "economy") return IN_FRONT[cabin];
  if (tier === "low-cost") return LOW_COST;
  if (withinUs) return WITHIN_US;
  if (!long) return SHORT;
  return tier === "premium" ? PREMIUM_LONG : LONG;
}

const CABIN_NAMES: Readonly<Record<Cabin, string>> = {
  economy: "Economy",
  premium_economy: "Premium Economy",
  business: "Business",
  first: "First",
};
const BRAND_NAMES: Readonly<Record<Brand, string>> = {
  light: "Light",
  standard: "Standard",
  flex: "Flex",
};

/**
 * What carriers call light, standard and flex in economy, where it is not `Economy Light` and so
 * on.
 */
const OWN_NAMES: ReadonlyMap<string, readonly [light: string, standard: string, flex: string]> =
  new Map(
    (
      [
        ["AA", "Basic Economy", "Main Cabin", "Main Cabin Flexible"],
        ["AC", "Economy Basic", "Economy Standard", "Economy Flex"],
        ["AS", "Saver", "Main", "Main Refundable"],
        ["B6", "Blue Basic", "Blue", "Blue Flexible"],
        ["DL", "Delta Main Basic", "Delta Main Classic", "Delta Main Extra"],
        ["DY", "LowFare", "LowFare+", "Flex"],
        ["EK", "Economy Special", "Economy Saver", "Economy Flex Plus"],
        ["EW", "Basic", "Smart", "Flex"],
        ["EY", "Economy Value", "Economy Comfort", "Economy Deluxe"],
        ["FR", "Basic", "Regular", "Flexi"],
        ["LH LX OS SN EN CL", "Economy Light", "Economy Classic", "Economy Flex"],
        ["QR", "Economy Lite", "Economy Classic", "Economy Comfort"],
        ["SK", "SAS Go Light", "SAS Go Smart", "SAS Go Pro"],
        ["SQ", "Economy Lite", "Economy Standard", "Economy Flexi"],
        ["TK", "EcoFly", "ExtraFly", "PrimeFly"],
        ["UA", "Basic Economy", "Economy", "Economy Flexible"],
        ["VY", "Basic", "Optima", "TimeFlex"],
        ["W6", "Basic", "Smart", "Plus"],
      ] as const
    ).flatMap(([carriers, ...names]) => carriers.split(" ").map((code) => [code, names] as const)),
  );

function nameOf(seller: string, cabin: Cabin, brand: Brand): string {
  const own = cabin === "economy" ? OWN_NAMES.get(seller) : undefined;
  if (own !== undefined) return own[brand === "light" ? 0 : brand === "standard" ? 1 : 2];
  return `${CABIN_NAMES[cabin]} ${BRAND_NAMES[brand]}`;
}

/** The price of a family, by that of the cheapest one. */
export type FamilyPrice = Pick<Family, "factor" | "more">;

/** Of which families a ticket may be, see TicketSale. */
interface FamilyScope {
  readonly tier: CarrierTier;
  readonly cabin: Cabin;
  /** Whether one of its slices is long. */
  readonly long: boolean;
  readonly withinUs: boolean;
}

/**
 * What the cheapest family that is wanted costs more than the cheapest of all (BRAND-6); undefined
 * where none is wanted.
 */
export function cheapestWanted(
  { tier, cabin, long, withinUs }: FamilyScope,
  isWanted: (terms: FamilyTerms) => boolean,
): FamilyPrice | undefined {
  return familiesOf(tier, cabin, long, withinUs).find(({ terms }) => isWanted(terms));
}

/** One adult's dollars for a slice of a ticket in a family. */
export function familyDollars(
  { factor, more }: FamilyPrice,
  dollars: number,
  long: boolean,
): number {
  return dollars * factor + more[long ? 1 : 0];
}

/** A ticket as its families see it. */
export interface TicketSale {
  readonly seller: string;
  readonly cabin: Cabin;
  readonly passengers: Passengers;
  readonly slices: readonly {
    /** One adult in the cheapest family. */
    readonly dollars: number;
    /** Great circle. */
    readonly miles: number;
  }[];
  /** Whether all of it is within the United States. */
  readonly withinUs: boolean;
  /** The cabin and class of each flight, in the order of the ticket. */
  readonly seats: readonly { readonly cabin: Cabin; readonly fareClass: number }[];
}

/**
 * The families of a ticket, cheapest first; the first of all costs `ticketPrice`. `isWanted`: of
 * those that are made; absent: all.
 */
export function faresOf(
  { seller, cabin, passengers, slices, withinUs, seats }: TicketSale,
  isWanted?: (terms: FamilyTerms) => boolean,
): Fare[] {
  const terms = termsOf(seller);
  const long = slices.some(({ miles }) => isLongHaul(miles));
  const letters = seats.map((seat) => bookingClass(seat.cabin, seat.fareClass));
  const all = familiesOf(carrierFacts(seller).tier, cabin, long, withinUs);
  const wanted = isWanted === undefined ? all : all.filter((one) => isWanted(one.terms));
  return wanted.map((one): Fare => {
    let amount = 0;
    for (const { dollars, miles } of slices) {
      amount += partyAmount(familyDollars(one, dollars, isLongHaul(miles)), terms, passengers);
    }
    return {
      brand: one.brand,
      name: nameOf(seller, cabin, one.brand),
      price: { amount, currency: terms.currency },
      bookingClass: letters.includes("") ? "" : letters.join(","),
      cabinBags: one.cabinBags,
      checkedBags: one.checkedBags,
      change: conditionOf(one.change, terms, passengers),
      refund: conditionOf(one.refund, terms, passengers),
    };
  });
}

function conditionOf(fee: Fee, terms: SellerTerms, { adults, children }: Passengers): Condition {
  if (fee === null) return { allowed: false, fee: null };
  const money: Money = {
    amount: fee === 0 ? 0 : (adults + children) * roundFee(fee * terms.perDollar),
    currency: terms.currency,
  };
  return { allowed: true, fee: money };
}
