/**
 * The exchange rates of the project (`common/money/rates.ts`), as the fare model needs them: from
 * its dollars to the money that a carrier sells in. The model's prices are those of the table that
 * ships, whatever table a gateway has.
 */

import { RATES_PATH, type RateTable, readRatesFile } from "../../../common/money/rates.ts";
import type { Fault } from "../../../proto/errors.ts";
import type { Rates } from "../../../proto/messages.ts";

let shipped: RateTable | undefined;

/**
 * The table that ships, read when it is first asked for: when a bidder opens (`flight-data.ts`).
 * @throws Error when its file cannot be read
 */
export function shippedRates(): RateTable {
  shipped ??= openRates(RATES_PATH);
  return shipped;
}

/** The table of a file. @throws Error when it cannot be read, or is not a table of rates */
export function openRates(path: string): RateTable {
  const faults: Fault[] = [];
  const table = readRatesFile(path, faults);
  if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join("; "));
  return table;
}

/**
 * Minor units of a currency for one US dollar: 79.8 for GBP, 157 for JPY. @throws RangeError for a
 * currency without a rate
 */
export function minorUnitsPerDollar(currency: string, table = shippedRates()): number {
  return table.minorUnitsPer("USD", currency);
}

/**
 * The table as a search in that currency would carry it. @throws RangeError for a currency without
 * a rate
 */
export function modelRates(currency: string, table = shippedRates()): Rates {
  return table.into(currency);
}
