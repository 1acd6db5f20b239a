/**
 * The identity of a table of rates. Gateways and bidders that have the same table need not send it
 * with each call: the call names it, and each side makes the rates from its own.
 *
 * RATESID-1 Tables of one identity give the same rates, into every currency, to the bit.
 */
import { createHash } from "node:crypto";
import type { RateTable } from "./rates.ts";

/** The characters of an id of 96 bits. */
const ID_CHARACTERS = 16;

/**
 * The digest is of the rates that follow from the table, not of the table: so it differs also where
 * two versions of this project know other decimals of a currency, or calculate in another way. That
 * are some 1,400 numbers, and takes about ten milliseconds at the start of a process.
 *
 * @returns letters, digits, - and _
 */
export function ratesIdOf(table: RateTable): string {
  const { date, currencies } = table;
  const numbers = new Float64Array(currencies.length ** 2);
  let count = 0;
  for (const target of currencies)
    for (const code of currencies) numbers[count++] = table.perUnit(code, target);
  return createHash("sha256")
    .update(`${date} ${currencies.join(" ")}\n`)
    .update(numbers)
    .digest("base64url")
    .slice(0, ID_CHARACTERS);
}
