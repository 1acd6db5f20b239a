// @ts-check
/**
 * Values in the form in which the page shows them. Pure: no DOM.
 *
 * @typedef {import("../../proto/messages.ts").Money} Money
 * @typedef {import("../../proto/messages.ts").OfferSlice} OfferSlice
 * @typedef {import("../../proto/messages.ts").Fare} Fare
 */
import { count, stopAirports } from "./shared/format.js";

/**
 * Decimals of the currencies that do not have two (ISO 4217). The decimals of Intl are those of
 * everyday use, not of the standard: 0 for HUF and IDR. With them an amount in minor units would be
 * shown a hundred times too large (A9).
 * @type {ReadonlyMap<string, number>}
 */
const ISO_DIGITS = new Map(
  /** @type {[string, number][]} */ ([
    ...words("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF").map((code) => [
      code,
      0,
    ]),
    ...words("BHD IQD JOD KWD LYD OMR TND").map((code) => [code, 3]),
    ...words("CLF UYW").map((code) => [code, 4]),
  ]),
);

/** @param {string} text */
function words(text) {
  return text.split(" ");
}

/**
 * Decimals between a currency's minor and major unit.
 * @param {string} currency ISO 4217
 */
export function minorDigits(currency) {
  return ISO_DIGITS.get(currency) ?? 2;
}

/**
 * Integer minor units as an amount of money: 51234 USD is `$512.34`.
 * @param {Money} money
 * @param {string} [locale] the reader's own by default
 */
export function money({ amount, currency }, locale) {
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

/**
 * @param {number} minutes
 * @returns `7 h 35 min`
 */
export function duration(minutes) {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** @param {number | null} ms */
export function milliseconds(ms) {
  if (ms === null) return "–";
  return ms >= 1000 ? `${(ms / 1000).toFixed(2)} s` : `${ms.toFixed(1)} ms`;
}

/** @param {string} local `YYYY-MM-DDTHH:mm`, at the airport */
export function clock(local) {
  return local.slice(11, 16);
}

/**
 * @param {string} local a date, or a wall-clock time that begins with one
 * @param {string} [locale]
 */
export function day(local, locale) {
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
 * @param {number} days
 */
export function dayMark(days) {
  if (days === 0) return "";
  return `${days > 0 ? "+" : "−"}${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"}`;
}

/**
 * @param {OfferSlice} slice
 * @returns `non-stop`, `1 stop via FRA`, `2 stops via FRA, DXB`
 */
export function stops(slice) {
  const via = stopAirports(slice);
  if (via.length === 0) return "non-stop";
  return `${count(via.length, "stop")} via ${via.join(", ")}`;
}

/**
 * The changes from one terminal to another: both must be known.
 * @param {OfferSlice} slice
 * @returns `Change of terminal at LHR: 3 to 5`, one for each
 */
export function terminalChanges({ segments }) {
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
 * @param {number} days
 * @param {Date} [now]
 */
export function localDate(days, now = new Date()) {
  const at = new Date(now.getFullYear(), now.getMonth(), now.getDate() + days);
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/**
 * What a fare is called: the seller's own name for it, else its brand.
 * @param {Fare} fare
 */
export function fareName({ name, brand }) {
  if (name !== "") return name;
  return brand === null ? "Fare" : brand.charAt(0).toUpperCase() + brand.slice(1);
}

/**
 * What is included in a fare, and the terms of a change and a refund. Terms that the seller does
 * not state are shown as not stated.
 * @param {Fare} fare
 * @param {string} [locale]
 * @returns `["class O, V", "1 cabin bag", "no checked bag", "changes for $70.00", "no refund"]`
 */
export function fareTerms(
  { bookingClass, cabinBags, checkedBags, change, refund, base, taxes },
  locale,
) {
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

/**
 * @param {number | null} n
 * @param {string} what
 */
function bags(n, what) {
  if (n === null) return `${what}s not stated`;
  return n === 0 ? `no ${what}` : count(n, what);
}

/**
 * @param {Fare["change"]} change
 * @param {string} [locale]
 */
function changeTerms(change, locale) {
  if (change === null) return "changes not stated";
  if (!change.allowed) return "no changes";
  if (change.fee === null) return "changes for a fee that is not stated";
  return change.fee.amount === 0 ? "free changes" : `changes for ${money(change.fee, locale)}`;
}

/**
 * @param {Fare["refund"]} refund
 * @param {string} [locale]
 */
function refundTerms(refund, locale) {
  if (refund === null) return "refund not stated";
  if (!refund.allowed) return "no refund";
  if (refund.fee === null) return "refund less a fee that is not stated";
  return refund.fee.amount === 0 ? "full refund" : `refund less ${money(refund.fee, locale)}`;
}
