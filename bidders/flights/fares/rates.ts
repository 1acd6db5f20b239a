/**
 * The exchange rates of the project (`common/money/rates.ts`), as the fare model needs them: from
 * its dollars to the money that a carrier sells in.
 */

import { RATES_PATH, readRatesFile } from "../../../common/money/rates.ts";
import type { Fault } from "../../../proto/errors.ts";
import type { Rates } from "../../../proto/messages.ts";

const faults: Fault[] = [];
const table = readRatesFile(RATES_PATH, faults);
if (faults.length > 0) throw new Error(faults.map(({ message }) => message).join("; "));

/**
 * Minor units of a currency for one US dollar: 79.8 for GBP, 157 for JPY. @throws RangeError for a
 * currency without a rate
 */
export function minorUnitsPerDollar(currency: string): number {
  return table.minorUnitsPer("USD", currency);
}

/**
 * The table as a search in that currency would carry it. @throws RangeError for a currency without
 * a rate
 */
export function modelRates(currency: string): Rates {
  return table.into(currency);
}
