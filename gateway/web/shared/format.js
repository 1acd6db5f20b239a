// @ts-check
/**
 * Values that the page and the terminal show by the same rule. Pure: no DOM.
 *
 * @typedef {import("../../../proto/messages.ts").OfferSlice} OfferSlice
 */

/**
 * @param {number} n
 * @param {string} one the noun for one
 * @param {string} [many] the noun for any other number
 */
export function count(n, one, many = `${one}s`) {
  return `${n} ${n === 1 ? one : many}`;
}

/**
 * Calendar days between two wall-clock times: 1 when the second is on the next day, -1 across the
 * date line eastwards. 0 when a time cannot be read.
 * @param {string} departure
 * @param {string} arrival
 */
export function daysLater(departure, arrival) {
  const midnight = (/** @type {string} */ local) => Date.parse(`${local.slice(0, 10)}T00:00Z`);
  const days = Math.round((midnight(arrival) - midnight(departure)) / 86_400_000);
  return Number.isNaN(days) ? 0 : days;
}

/**
 * The flights of a slice that another carrier flies than the one of their number.
 * @param {Pick<OfferSlice, "segments">} slice
 * @returns {string[]} `BA1511 is operated by AA`, one for each
 */
export function operatedBy({ segments }) {
  return segments.flatMap(({ flightNumber, operatingCarrier }) =>
    operatingCarrier === undefined ? [] : [`${flightNumber} is operated by ${operatingCarrier}`],
  );
}

/**
 * The airports where a slice stops, in order.
 * @param {OfferSlice} slice
 */
export function stopAirports({ segments }) {
  return segments.slice(1).map(({ origin }) => origin);
}

/**
 * @param {readonly string[]} names
 * @returns {string} `a, b and c`
 */
export function listed(names) {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} and ${last}`;
}

/**
 * A time that somebody has set, without the decimals of one that was measured.
 * @param {number} ms
 * @returns {string} `800 ms`, and `1.2 s` from one second on, as measured times are shown
 */
export function timeLimit(ms) {
  return ms < 1_000 ? `${ms} ms` : `${ms / 1_000} s`;
}

/** @param {string} text */
export function capitalized(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
