/** Values in the form in which the page shows them. Pure: no DOM. */
import type { Fare, Money, OfferSlice } from "../../../../proto/messages.ts";
import { capitalized, count, stopAirports } from "../../shared/format.js";

/**
 * Decimals of the currencies that do not have two (ISO 4217). The decimals of Intl are those of
 * everyday use, not of the standard: 0 for HUF and IDR. With them an amount in minor units would be
 * shown a hundred times too large (A9).
 */
const ISO_DIGITS: ReadonlyMap<string, number> = new Map([
  ...digits(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
  ...digits(3, "BHD IQD JOD KWD LYD OMR TND"),
  ...digits(4, "CLF UYW"),
]);

function digits(n: number, codes: string): [string, number][] {
  return codes.split(" ").map((code) => [code, n]);
}

/**
 * Decimals between a currency's minor and major unit.
 * @param currency ISO 4217
 */
export function minorDigits(currency: string): number {
  return ISO_DIGITS.get(currency) ?? 2;
}

/**
 * Integer minor units as an amount of money: 51234 USD is `$512.34`.
 * @param locale the reader's own by default
 */
export function money({ amount, currency }: Money, locale?: string): string {
  const digits = minorDigits(currency);
  const fractions = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  try {
    return new Intl.NumberFormat(locale, { style: "currency", currency, ...fractions }).format(
      amount / 10 ** digits,
    );
  } catch {
    return `${new Intl.NumberFormat(locale, fractions).format(amount / 10 ** digits)} ${currency}`;
  }
}

/** An amount without its minor unit, for where there is little room: `$512`. */
export function roundMoney({ amount, currency }: Money, locale?: string): string {
  const rounded = Math.round(amount / 10 ** minorDigits(currency));
  try {
    const none = { minimumFractionDigits: 0, maximumFractionDigits: 0 };
    return new Intl.NumberFormat(locale, { style: "currency", currency, ...none }).format(rounded);
  } catch {
    return `${rounded} ${currency}`;
  }
}

/**
 * @param month `YYYY-MM`
 * @returns `December 2026`
 */
export function monthName(month: string, locale?: string): string {
  const at = new Date(`${month}-01T00:00Z`);
  if (Number.isNaN(at.getTime())) return month;
  const parts = { month: "long", year: "numeric", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(locale, parts).format(at);
}

/** @returns `7 h 35 min` */
export function duration(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

export function milliseconds(ms: number | null): string {
  if (ms === null) return "–";
  return ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(1)} ms`;
}

/** @param local `YYYY-MM-DDTHH:mm`, at the airport */
export function clock(local: string): string {
  return local.slice(11, 16);
}

/**
 * @param local a date, or a wall-clock time that begins with one
 */
export function day(local: string, locale?: string): string {
  const at = new Date(`${local.slice(0, 10)}T00:00Z`);
  if (Number.isNaN(at.getTime())) return local.slice(0, 10);
  return new Intl.DateTimeFormat(locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  }).format(at);
}

/**
 * The mark beside an arrival: `+1 day`, or nothing on the day of departure.
 */
export function dayMark(days: number): string {
  if (days === 0) return "";
  return `${days > 0 ? "+" : "−"}${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"}`;
}

/**
 * @returns `non-stop`, `1 stop via FRA`, `2 stops via FRA, DXB`
 */
export function stops(slice: OfferSlice): string {
  const via = stopAirports(slice);
  if (via.length === 0) return "non-stop";
  return `${count(via.length, "stop")} via ${via.join(", ")}`;
}

/**
 * The changes from one terminal to another: both must be known.
 * @returns `Change of terminal at LHR: 3 to 5`, one for each
 */
export function terminalChanges({ segments }: OfferSlice): string[] {
  return segments.slice(1).flatMap((next, i) => {
    const from = segments[i]?.destinationTerminal;
    const to = next.originTerminal;
    return from === undefined || to === undefined || from === to
      ? []
      : [`Change of terminal at ${next.origin}: ${from} to ${to}`];
  });
}

/**
 * A day of the reader's own calendar, `days` days from now, as `YYYY-MM-DD`.
 */
export function localDate(days: number, now = new Date()): string {
  const at = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/**
 * What a fare is called: the seller's own name for it, else its brand.
 */
export function fareName({ name, brand }: Fare): string {
  if (name !== "") return name;
  return brand === null ? "Fare" : capitalized(brand);
}

/**
 * What is included in a fare, and the terms of a change and a refund. Terms that the seller does
 * not state are shown as not stated.
 * @returns `["class O, V", "1 cabin bag", "no checked bag", "changes for $70.00", "no refund"]`
 */
export function fareTerms(
  { bookingClass, cabinBags, checkedBags, change, refund, base, taxes }: Fare,
  locale?: string,
): string[] {
  const classes = bookingClass.split(",");
  return [
    ...(bookingClass === ""
      ? []
      : [`${classes.length > 1 ? "classes" : "class"} ${classes.join(", ")}`]),
    ...(cabinBags === null && checkedBags === null
      ? ["bags not stated"]
      : [bags(cabinBags, "cabin bag"), bags(checkedBags, "checked bag")]),
    changeTerms(change, locale),
    refundTerms(refund, locale),
    ...(base === undefined || taxes === undefined
      ? []
      : [`${money(base, locale)} and ${money(taxes, locale)} taxes`]),
  ];
}

function bags(n: number | null, what: string): string {
  if (n === null) return `${what}s not stated`;
  return n === 0 ? `no ${what}` : count(n, what);
}

function changeTerms(change: Fare["change"], locale?: string): string {
  if (change === null) return "changes not stated";
  if (!change.allowed) return "no changes";
  if (change.fee === null) return "changes for a fee that is not stated";
  return change.fee.amount === 0 ? "free changes" : `changes for ${money(change.fee, locale)}`;
}

function refundTerms(refund: Fare["refund"], locale?: string): string {
  if (refund === null) return "refund not stated";
  if (!refund.allowed) return "no refund";
  if (refund.fee === null) return "refund less a fee that is not stated";
  return refund.fee.amount === 0 ? "full refund" : `refund less ${money(refund.fee, locale)}`;
}
