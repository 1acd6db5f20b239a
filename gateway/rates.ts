/** Exchange rates: one dated table in the configuration, turned into what each search needs. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Fault, messageOf } from "../proto/errors.ts";
import type { Rates } from "../proto/messages.ts";
import { minorDigits } from "../proto/money.ts";

/** Units of each currency for one unit of `base`, as of `date`. */
const table = z.strictObject({
  source: z.string().optional(),
  date: z.iso.date(),
  base: z.string().length(3),
  rates: z.record(z.string().regex(/^[A-Z]{3}$/, "must be an ISO 4217 code"), z.number().positive()),
});

export class RateTable {
  readonly date: string;
  readonly #perBase: ReadonlyMap<string, number>;
  readonly #cache = new Map<string, Rates>();

  constructor(date: string, perBase: Readonly<Record<string, number>>) {
    this.date = date;
    this.#perBase = new Map(Object.entries(perBase));
  }

  get currencies(): string[] {
    return [...this.#perBase.keys()].sort();
  }

  has(currency: string): boolean {
    return this.#perBase.has(currency);
  }

  /** What one minor unit of every known currency is worth in minor units of `currency`. @throws RangeError when it has no rate */
  into(currency: string): Rates {
    const cached = this.#cache.get(currency);
    if (cached !== undefined) return cached;
    const target = this.#perBase.get(currency);
    if (target === undefined) throw new RangeError(`no rate for ${currency}`);
    const perUnit = new Map<string, number>();
    for (const [code, rate] of this.#perBase) {
      perUnit.set(code, code === currency ? 1 : (target / rate) * 10 ** (digits(currency) - digits(code)));
    }
    const rates = { date: this.date, perUnit };
    this.#cache.set(currency, rates);
    return rates;
  }
}

function digits(currency: string): number {
  return minorDigits(currency) ?? 2;
}

/** Reads a table from a JSON file; what is wrong with it is added to `faults`. */
export function readRates(path: string, faults: Fault[]): RateTable {
  try {
    const { date, base, rates } = table.parse(JSON.parse(readFileSync(path, "utf8")));
    const perBase = { ...rates, [base]: 1 };
    const unknown = Object.keys(perBase).filter((code) => minorDigits(code) === undefined);
    if (unknown.length > 0) faults.push({ path: "RATES", message: `${path}: ${unknown.join(", ")} is no ISO 4217 currency` });
    return new RateTable(date, perBase);
  } catch (thrown) {
    const detail = thrown instanceof z.ZodError ? z.prettifyError(thrown).replaceAll("\n", " ") : messageOf(thrown);
    faults.push({ path: "RATES", message: `${path}: ${detail}` });
    return new RateTable("1970-01-01", { EUR: 1 });
  }
}
