/**
 * The rates of a call that carries them. They are most of its bytes, and the same for all searches
 * in one currency: a table is encoded once, and one that was read before is known again by its
 * bytes. So a call costs neither side a table of its own, and a bidder gets the same object for the
 * same rates.
 *
 * RATES-1 Bytes that were read before give the object that they gave then; any other bytes are
 *         decoded. They are compared whole.
 */
import { auction } from "../generated/messages.js";
import type { Rates } from "../messages.ts";
import { fail } from "./guard.ts";

/** A6: one a currency that callers ask for and gateway release; each has some 10 kB. */
const KNOWN_TABLES_MAX = 32;

const encoded = new WeakMap<Rates, Uint8Array>();

/** The message Rates, without its length. */
export function ratesBytes(rates: Rates): Uint8Array {
  const known = encoded.get(rates);
  if (known !== undefined) return known;
  const bytes = auction.Rates.encode({
    date: rates.date,
    currencies: [...rates.perUnit.keys()].join(""),
    perUnit: [...rates.perUnit.values()],
  }).finish();
  encoded.set(rates, bytes);
  return bytes;
}

interface KnownTable {
  readonly bytes: Buffer;
  readonly rates: Rates;
}

const known: KnownTable[] = [];
/** The place of the table that was asked for last, and of the one that is replaced next. */
let last = 0;
let oldest = 0;

/** The rates in a part of a message. @throws Error when they are none, or break a rule */
export function ratesOf(message: Buffer, from: number, end: number): Rates {
  const recent = known[last];
  if (recent !== undefined && isSame(recent.bytes, message, from, end)) return recent.rates;
  const place = known.findIndex(({ bytes }) => isSame(bytes, message, from, end));
  if (place >= 0) {
    last = place;
    return (known[place] as KnownTable).rates;
  }
  // A copy: a view would keep the whole message in memory.
  const bytes = Buffer.from(message.subarray(from, end));
  const rates = readRates(auction.Rates.decode(bytes));
  last = oldest;
  known[oldest] = { bytes, rates };
  oldest = (oldest + 1) % KNOWN_TABLES_MAX;
  return rates;
}

function isSame(bytes: Buffer, message: Buffer, from: number, end: number): boolean {
  return bytes.length === end - from && message.compare(bytes, 0, bytes.length, from, end) === 0;
}

/** @throws AuctionError `malformed` */
export function readRates(m: auction.Rates.$Properties | null | undefined): Rates {
  const codes = m?.currencies ?? "";
  const perUnit = m?.perUnit ?? [];
  if (codes.length !== perUnit.length * 3)
    fail("malformed", `rates for ${codes.length / 3} currencies, but ${perUnit.length} numbers`);
  const table = new Map<string, number>();
  for (const [i, rate] of perUnit.entries()) {
    if (!(rate > 0 && Number.isFinite(rate)))
      fail("malformed", `the rate of ${codes.slice(3 * i, 3 * i + 3)} is ${rate}`);
    table.set(codes.slice(3 * i, 3 * i + 3), rate);
  }
  return { date: m?.date ?? "", perUnit: table };
}
