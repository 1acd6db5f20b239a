/**
 * The next table of rates (`common/money/rates.json`), from one day of the European Central Bank's
 * and the table that is there.
 *
 * Currencies that the ECB does not quote and that are held fixed to the US dollar follow the new
 * dollar; the Kuwaiti dinar, which is held to a basket near it, keeps its last rate to the dollar.
 */

import { minorDigits } from "../../common/money/money.ts";
import { isDate, noCurrency, type RatesFile } from "../../common/money/rates.ts";
import type { Fault } from "../../proto/errors.ts";
import { fittedTable, type TableStyle } from "../cli/columns.ts";
import { wrapped } from "../cli/layout.ts";
import type { DatedRates } from "./ecb.ts";

/**
 * Units for one US dollar: the official parities, as their central banks publish them; the
 * Jordanian dinar's is the middle of its band.
 */
const DOLLAR_PEGS: Readonly<Record<string, number>> = {
  AED: 3.6725,
  BHD: 0.376,
  JOD: 0.709,
  OMR: 0.3845,
  QAR: 3.64,
  SAR: 3.75,
};
const NEAR_DOLLAR = ["KWD"];

const SOURCE =
  "The European Central Bank's euro reference rates of the date below; AED, BHD, JOD, OMR, QAR and SAR at their pegs to the US dollar; " +
  "KWD, held to a basket, at its last known rate to the dollar. Written by script/update-rates";

export interface TableTerms {
  /** Today, `YYYY-MM-DD`: no rates are of tomorrow. */
  readonly today: string;
  /** Currencies that carriers sell in, and the page offers: each must have a rate. */
  readonly needed: readonly string[];
  /** Accepts a table that is older than the present one. */
  readonly force: boolean;
}

/** Adds every fault to `faults`; what is returned is good when there is none. */
export function nextTable(
  day: DatedRates,
  old: RatesFile,
  { today, needed, force }: TableTerms,
  faults: Fault[],
): RatesFile {
  const fault = (path: string, message: string) => faults.push({ path, message });
  const { date } = day;
  if (!isDate(date)) fault("date", `'${date}' is not a date`);
  else if (date > today) fault("date", `${date} is after today, ${today}`);
  else if (date < old.date && !force)
    fault(
      "date",
      `${date} is older than the table that is there, of ${old.date}; --force takes it all the same`,
    );
  const rates: Record<string, number> = { EUR: 1 };
  for (const { currency, rate } of day.rates) {
    if (minorDigits(currency) === undefined)
      fault(currency || "currency", noCurrency(`'${currency}'`, currency));
    else if (rates[currency] !== undefined) fault(currency, "is there twice");
    else if (!/^\d{1,9}(\.\d{1,9})?$/.test(rate) || Number(rate) <= 0)
      fault(currency, `'${rate}' is not a rate: a positive decimal number is right`);
    else rates[currency] = Number(rate);
    // What is wrong is named once, not as missing too.
    rates[currency] ??= Number.NaN;
  }
  const dollar = rates["USD"];
  if (dollar === undefined)
    fault("USD", "has no rate, and the currencies that are fixed to it need one");
  else Object.assign(rates, pegged(dollar, old));
  for (const currency of needed) {
    if (rates[currency] === undefined && currency !== "USD")
      fault(currency, "has no rate, and carriers sell in it");
  }
  const sorted = Object.entries(rates).sort(([a], [b]) => (a < b ? -1 : 1));
  return { source: SOURCE, date, base: "EUR", rates: Object.fromEntries(sorted) };
}

function pegged(dollar: number, old: RatesFile): Record<string, number> {
  const found: Record<string, number> = {};
  for (const [currency, parity] of Object.entries(DOLLAR_PEGS))
    found[currency] = sixDigits(dollar * parity);
  for (const currency of NEAR_DOLLAR) {
    const [its, then] = [old.rates[currency], old.rates["USD"]];
    if (its !== undefined && then !== undefined) found[currency] = sixDigits((dollar * its) / then);
  }
  return found;
}

function sixDigits(rate: number): number {
  return Number(rate.toPrecision(6));
}

interface RateChange {
  readonly currency: string;
  /** Undefined where it was not there, or is not any more. */
  readonly old: number | undefined;
  readonly next: number | undefined;
}

/** What differs, by currency. */
function rateChanges(old: RatesFile, next: RatesFile): RateChange[] {
  return [...new Set([...Object.keys(old.rates), ...Object.keys(next.rates)])]
    .sort()
    .map((currency) => ({ currency, old: old.rates[currency], next: next.rates[currency] }))
    .filter((change) => change.old !== change.next);
}

/** The changes as lines of text: currency, old, new, %. */
export function changesText(old: RatesFile, next: RatesFile, style: TableStyle): string {
  const rows = rateChanges(old, next).map(({ currency, old: was, next: is }) => {
    const percent =
      was === undefined
        ? "new"
        : is === undefined
          ? "gone"
          : `${is >= was ? "+" : ""}${((100 * (is - was)) / was).toFixed(2)} %`;
    return [currency, was?.toString() ?? "", is?.toString() ?? "", percent];
  });
  const head = `${old.date} -> ${next.date}, for one ${next.base}: ${rows.length === 0 ? "nothing" : rows.length} of ${Object.keys(next.rates).length} changed`;
  const heading = wrapped(head, style.width);
  if (rows.length === 0) return heading.join("\n");
  const columns = ["", "old", "new", "%"].map((name, i) => ({
    head: name,
    ...(i === 0 ? {} : { align: "right" as const }),
    cells: rows.map((row) => [row[i] ?? ""]),
  }));
  const texts = rows.map(([currency = "", was, is, percent]) => [
    currency,
    `${was || "none"} -> ${is || "none"}, ${percent}`,
  ]);
  return [...heading, ...fittedTable([{ columns }], texts, style)].join("\n");
}
