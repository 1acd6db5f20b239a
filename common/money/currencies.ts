/**
 * Currencies of ISO 4217 as of today: npm `currency-codes` (its list is of 25 June 2024), and what
 * the maintenance agency has changed since. One place to correct when it changes something again;
 * `currencies.test.ts` fails when the package has the changes too.
 *
 * Source: amendments to ISO 4217:2015, SIX Financial Information AG (the maintenance agency), by
 * their numbers.
 */
import currencyCodes from "currency-codes";

interface CurrencyChange {
  /**
   * Decimals of the currency; null where no payment is possible in it, now or at any time.
   */
  readonly digits: number | null;
  readonly source: string;
}

/**
 * No payment is possible in a withdrawn currency: an offer or a table of rates with one is refused
 * by name. BGN is the exception: the exchange rates that ship are of 2024 and have it, its rate to
 * the euro is fixed (1.95583), and old tables are still in use.
 */
const CHANGES: Readonly<Record<string, CurrencyChange>> = {
  XCG: { digits: 2, source: "amendment 176: Caribbean guilder, from 2025-03-31" },
  ANG: {
    digits: null,
    source:
      "amendment 176: Netherlands Antillean guilder, replaced by XCG on 2025-03-31, legal tender until 2025-06-30",
  },
  ZWG: { digits: 2, source: "amendment 177: Zimbabwe gold, from 2024-06-25" },
  ZWL: {
    digits: null,
    source: "amendment 177: Zimbabwe dollar, replaced by ZWG, withdrawn on 2024-08-31",
  },
  SLE: { digits: 2, source: "amendment 172: leone, from 2022-04-01" },
  SLL: {
    digits: null,
    source: "amendment 172: leone (old), replaced by SLE, withdrawn on 2024-03-31",
  },
  VED: { digits: 2, source: "amendment 170: bolívar soberano, from 2021-10-01, beside VES" },
  HRK: { digits: null, source: "amendment 174: kuna, replaced by EUR on 2023-01-01" },
  CUC: {
    digits: null,
    source:
      "peso convertible, out of circulation since 2021-07-01, on the list of historical currencies since 2025",
  },
  XAD: { digits: 2, source: "amendment 179: Arab accounting dinar, from 2025-05-12" },
  BGN: {
    digits: 2,
    source: "amendment 180: lev, replaced by EUR on 2026-01-01; still accepted, see above",
  },
};

/**
 * Codes that the standard lists with "N.A." for the minor unit: metals, units of account, tests,
 * and no currency. The package has 0, but an amount in minor units cannot be in what has none
 * (A9).
 */
const WITHOUT_MINOR_UNIT: ReadonlySet<string> = new Set(
  "XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX".split(" "),
);

/**
 * Decimals of a currency in ISO 4217 (USD 2, JPY 0, KWD 3), or undefined when it is not one that
 * amounts can be in.
 */
export function minorDigits(currency: string): number | undefined {
  const change = Object.hasOwn(CHANGES, currency) ? CHANGES[currency] : undefined;
  if (change !== undefined) return change.digits ?? undefined;
  if (WITHOUT_MINOR_UNIT.has(currency)) return undefined;
  const known = currencyCodes.code(currency);
  // The package finds `usd` too; here codes are in capitals.
  return known?.code === currency ? known.digits : undefined;
}

/** What replaced a withdrawn currency: `amendment 176: …`. Undefined for all other codes. */
export function withdrawnCurrency(currency: string): string | undefined {
  const change = Object.hasOwn(CHANGES, currency) ? CHANGES[currency] : undefined;
  return change?.digits === null ? change.source : undefined;
}
