/**
 * How the fare model turns its dollars into the money that a carrier sells in: the European Central Bank's reference rates of the date
 * below, crossed over the euro and rounded to three or four digits (AED, QAR and SAR at their pegs). The model's own table: as a
 * carrier files its fares at a rate of its own choosing, the gateway converts what it is offered with rates of its own, and
 * nothing relies on the two being equal. Tables of very different dates would favour some carriers, though.
 */
import { minorDigits } from "../../proto/money.ts";

export const RATES_DATE = "2024-12-31";

/** Major units of each currency for one US dollar. */
const PER_DOLLAR: Readonly<Record<string, number>> = {
  USD: 1,
  AED: 3.6725,
  AUD: 1.614,
  BRL: 6.185,
  CAD: 1.439,
  CHF: 0.906,
  CNY: 7.3,
  CZK: 24.24,
  DKK: 7.18,
  EUR: 0.963,
  GBP: 0.798,
  HKD: 7.766,
  HUF: 396,
  INR: 85.6,
  JPY: 157,
  KRW: 1475,
  MXN: 20.74,
  MYR: 4.47,
  NOK: 11.35,
  NZD: 1.784,
  PHP: 58,
  PLN: 4.115,
  QAR: 3.64,
  SAR: 3.75,
  SEK: 11.03,
  SGD: 1.363,
  THB: 34.34,
  TRY: 35.36,
  ZAR: 18.88,
};

/** Worked out once: looking a currency up in ISO 4217 takes longer than a fare. */
const MINOR_UNITS: ReadonlyMap<string, number> = new Map(
  Object.entries(PER_DOLLAR).map(([currency, rate]) => [currency, rate * 10 ** (minorDigits(currency) as number)]),
);

/** Minor units of a currency for one US dollar: 79.8 for GBP, 157 for JPY. @throws RangeError for a currency without a rate. */
export function minorUnitsPerDollar(currency: string): number {
  const rate = MINOR_UNITS.get(currency);
  if (rate === undefined) {
    throw new RangeError(`no rate for '${currency}' in the fare model; it has ${Object.keys(PER_DOLLAR).join(", ")}`);
  }
  return rate;
}
