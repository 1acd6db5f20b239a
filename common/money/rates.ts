/**
 * Exchange rates: one dated table for the whole system, `rates.json`, which `script/update-rates`
 * refreshes. The gateway makes the rates of each call from it, with which both sides rank; the fare
 * model converts its dollars to the currencies of carriers with it. With two tables, one refreshed
 * and one not, the carriers of some currencies would be cheaper than others for no reason. A
 * gateway may have a table of its own all the same (`RATES`): it then sends its rates with each
 * call, unless the bidders have been given the same table.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Fault, messageOf } from "../../proto/errors.ts";
import type { Rates } from "../../proto/messages.ts";
import { withoutBom } from "../text/bom.ts";
import { withdrawnCurrency } from "./currencies.ts";
import { minorDigits } from "./money.ts";

export const RATES_PATH = join(import.meta.dirname, "rates.json");

/** Units of each currency for one unit of `base`, as of `date`. */
export interface RatesFile {
  readonly source?: string;
  /** `2024-12-31` */
  readonly date: string;
  readonly base: string;
  readonly rates: Readonly<Record<string, number>>;
}

/**
 * The value as a table of rates. It is checked by hand: every searching thread reads the table, and
 * a schema library would take 18 MB in each of them.
 *
 * @throws Error that names the fault
 */
export function ratesFileOf(value: unknown): RatesFile {
  const { date, base, rates } = (value ?? {}) as { readonly [K in keyof RatesFile]?: unknown };
  if (!isDate(date)) throw new Error("date must be a date, YYYY-MM-DD");
  if (typeof rates !== "object" || rates === null || Array.isArray(rates))
    throw new Error("rates must say units of each currency for one of base");
  for (const code of [base, ...Object.keys(rates)]) {
    if (typeof code !== "string" || minorDigits(code) === undefined)
      throw new Error(noCurrency(String(code)));
  }
  for (const [code, rate] of Object.entries(rates)) {
    if (!(typeof rate === "number" && rate > 0 && rate < Number.POSITIVE_INFINITY))
      throw new Error(`the rate of ${code} must be more than 0, not ${String(rate)}`);
  }
  return value as RatesFile;
}

/**
 * The error text for a code that is not a currency.
 *
 * @param shown the code as the text shows it
 */
export function noCurrency(shown: string, code = shown): string {
  const became = withdrawnCurrency(code);
  return became === undefined
    ? `${shown} is not an ISO 4217 currency`
    : `${shown} is not an ISO 4217 currency any more: ${became}`;
}

/**
 * True for a date of the calendar, `2024-12-31`; Date.parse alone accepts 31 February as 3 March.
 */
export function isDate(text: unknown): text is string {
  if (typeof text !== "string" || !/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const at = Date.parse(text);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** A table of rates, and the rates into one currency that follow from it. */
export class RateTable {
  readonly date: string;
  readonly #perBase: ReadonlyMap<string, number>;
  readonly #cache = new Map<string, Rates>();

  /** @param perBase units of each currency for one unit of the base, with the base itself */
  constructor(date: string, perBase: Readonly<Record<string, number>>) {
    this.date = date;
    this.#perBase = new Map(Object.entries(perBase));
  }

  /** Codes of all currencies that have a rate, in alphabetical order. */
  get currencies(): string[] {
    return [...this.#perBase.keys()].sort();
  }

  has(currency: string): boolean {
    return this.#perBase.has(currency);
  }

  /**
   * What one minor unit of every known currency is worth in minor units of `currency`.
   *
   * @throws RangeError when it has no rate
   */
  into(currency: string): Rates {
    const cached = this.#cache.get(currency);
    if (cached !== undefined) return cached;
    const perUnit = new Map<string, number>();
    for (const code of this.#perBase.keys()) perUnit.set(code, this.perUnit(code, currency));
    const rates = { date: this.date, perUnit };
    this.#cache.set(currency, rates);
    return rates;
  }

  /**
   * What one minor unit of `code` is worth in minor units of `currency`.
   *
   * @throws RangeError without a rate
   */
  perUnit(code: string, currency: string): number {
    const target = this.#rate(currency);
    return code === currency
      ? 1
      : (target / this.#rate(code)) * 10 ** (digits(currency) - digits(code));
  }

  /**
   * Minor units of a currency for one whole unit of another: 79.8 for pence a dollar, 157 for yen.
   * @throws RangeError without a rate
   */
  minorUnitsPer(unit: string, currency: string): number {
    return (this.#rate(currency) / this.#rate(unit)) * 10 ** digits(currency);
  }

  #rate(currency: string): number {
    const rate = this.#perBase.get(currency);
    if (rate === undefined)
      throw new RangeError(
        `no rate for '${currency}' on ${this.date}; there are ${this.currencies.join(", ")}`,
      );
    return rate;
  }
}

function digits(currency: string): number {
  return minorDigits(currency) ?? 2;
}

/** The table in a JSON file. What is wrong with it is added to `faults`. */
export function readRatesFile(path: string, faults: Fault[]): RateTable {
  try {
    const { date, base, rates } = ratesFileOf(JSON.parse(withoutBom(readFileSync(path, "utf8"))));
    return new RateTable(date, { ...rates, [base]: 1 });
  } catch (thrown) {
    faults.push({ path: "RATES", message: `${path}: ${messageOf(thrown)}` });
    return new RateTable("1970-01-01", { EUR: 1 });
  }
}
