/**
 * Computes what a party pays from one adult's fare.
 *
 * Network and premium carriers: children from 2 to 11 pay 75 % of the adult's fare and infants on a
 * lap 10 %, the usual discounts of IATA's passenger tariffs (ATPCO's category 19); taxes aside,
 * which the model does not know apart. Low-cost carriers sell seats: a child pays what an adult
 * does, and an infant on a lap a flat fee each way (Ryanair, easyJet and Wizz Air ask 25 to 30
 * euros). Ages, where they are known, change nothing: a child is whom the search counts as one.
 *
 * A traveller's fare is rounded to a minor unit, halves up, for each slice; then all are added up
 * (A9). So a ticket costs what its slices come to, and a party what its travellers do.
 */
import type { Money, Passengers } from "../../../proto/messages.ts";

import { carrierFacts, TIERS } from "./carriers.ts";
import { minorUnitsPerDollar } from "./rates.ts";

const CHILD_SHARE = 0.75;
const INFANT_SHARE = 0.1;
const LOW_COST_INFANT_DOLLARS = 28;

/** How a seller turns dollars of the model into money of its own. */
export interface SellerTerms {
  readonly currency: string;
  /** Minor units of its currency for one US dollar. */
  readonly perDollar: number;
  readonly childShare: number;
  readonly infantShare: number;
  /** Minor units, a slice. */
  readonly infantFee: number;
  /** The index of its tier in TIERS. */
  readonly tier: number;
  /** The same for all who price every party alike. */
  readonly group: string;
  /** The same for all of these that are of one tier too, and so have the same fare families. */
  readonly groupOfTier: string;
}

const terms = new Map<string, SellerTerms>();

/**
 * Worked out once a seller. @throws RangeError for a seller whose currency has no rate:
 * `SOLD_CURRENCIES` all have one
 */
export function termsOf(seller: string): SellerTerms {
  const known = terms.get(seller);
  if (known !== undefined) return known;
  const { tier, currency } = carrierFacts(seller);
  const perDollar = minorUnitsPerDollar(currency);
  const lowCost = tier === "low-cost";
  const prices = {
    currency,
    perDollar,
    childShare: lowCost ? 1 : CHILD_SHARE,
    infantShare: lowCost ? 0 : INFANT_SHARE,
    infantFee: lowCost ? roundFee(LOW_COST_INFANT_DOLLARS * perDollar) : 0,
  };
  const group = Object.values(prices).join();
  const made = { ...prices, tier: TIERS.indexOf(tier), group, groupOfTier: `${group},${tier}` };
  terms.set(seller, made);
  return made;
}

/** By the list of carriers of a timetable. */
const termsByIndex = new WeakMap<readonly string[], (SellerTerms | undefined)[]>();

/** The same by the carrier's index, without a look-up of its code. @throws as `termsOf` does */
export function indexedTerms(carriers: readonly string[]): (carrier: number) => SellerTerms {
  const its: (SellerTerms | undefined)[] =
    termsByIndex.get(carriers) ?? new Array(carriers.length).fill(undefined);
  termsByIndex.set(carriers, its);
  return (carrier) => (its[carrier] ??= termsOf(carriers[carrier] as string));
}

/** A fee as sellers write them: whole minor units, of which the first two digits count. */
export function roundFee(minorUnits: number): number {
  let step = 1;
  while (minorUnits >= 100 * step) step *= 10;
  return Math.round(minorUnits / step) * step;
}

/**
 * What a party pays for a slice, in minor units (A9). Rises with the dollars: by a multiple of
 * them, except for the rounding.
 */
export function partyAmount(dollars: number, terms: SellerTerms, passengers: Passengers): number {
  const adult = dollars * terms.perDollar;
  return (
    passengers.adults * Math.round(adult) +
    passengers.children * Math.round(adult * terms.childShare) +
    passengers.infants * (Math.round(adult * terms.infantShare) + terms.infantFee)
  );
}

/**
 * One adult's fare on one slice as money for the whole party, in the currency that the seller sells
 * in.
 */
export function partyPrice(dollars: number, seller: string, passengers: Passengers): Money {
  const its = termsOf(seller);
  return { amount: partyAmount(dollars, its, passengers), currency: its.currency };
}

/** The same for a ticket of several slices. */
export function ticketPrice(
  dollars: readonly number[],
  seller: string,
  passengers: Passengers,
): Money {
  const its = termsOf(seller);
  let amount = 0;
  for (const one of dollars) amount += partyAmount(one, its, passengers);
  return { amount, currency: its.currency };
}
