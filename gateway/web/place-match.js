// @ts-check
/**
 * Which place a typed text stands for. Pure: no DOM.
 *
 * @typedef {import("./api.js").Place} Place
 */

/** `London (LHR)`: the text of the box for a chosen place. It needs no lookup. */
const CHOSEN = /\([A-Z]{3}\)$/;

/**
 * True when the text has the form of a chosen place.
 * @param {string} text
 */
export function isChosen(text) {
  return CHOSEN.test(text.trim());
}

/** @param {Place} place */
export function placeText({ code, name, city }) {
  return `${city || name} (${code})`;
}

/**
 * The index of the place that fits the text best: the one with this code, else with this city, else
 * with this name, else the first. So `Porto` is OPO and not Porto Alegre, although the gateway
 * lists the busiest first.
 * @param {readonly Place[]} places the gateway's answer to the text
 * @param {string} text
 * @returns -1 when there is none
 */
export function bestMatch(places, text) {
  const wanted = fold(text);
  for (const field of [/** @type {const} */ ("code"), "city", "name"]) {
    const index = places.findIndex(
      (place) => fold(place[/** @type {"code"} */ (field)]) === wanted,
    );
    if (index >= 0) return index;
  }
  return places.length === 0 ? -1 : 0;
}

/** @param {string} text */
function fold(text) {
  return text.trim().normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
