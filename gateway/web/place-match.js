// @ts-check
/**
 * Which place a typed text means. Pure: no DOM.
 *
 * @typedef {import("./api.js").Place} Place
 */

/** `London (LHR)`: what the box itself writes for a place that was chosen. It needs no lookup. */
const CHOSEN = /\([A-Z]{3}\)$/;

/**
 * True when the text names its airport by code already, as the box writes it.
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
 * The index of the place that the text means best: the one with this code, else of this city, else
 * of this name, else the first. The gateway lists the busiest first, so `Porto` is OPO and not
 * Porto Alegre, whichever of them is busier.
 * @param {readonly Place[]} places as the gateway answered the text
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
