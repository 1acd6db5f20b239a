// @ts-check
/**
 * The place that a written text stands for, and what is said of it. One rule for the page and for
 * the terminal. Pure: no DOM.
 *
 * MEANT-1 A text stands for the first place that is found for it. Where others may be meant as well
 *    (`alike`), they are named.
 * MEANT-2 A country without flights is never meant: it is said that it is known, and why it is no
 *    place to search.
 *
 * @typedef {object} Place
 * @property {"airport" | "city" | "country"} type
 * @property {string} code
 * @property {string} name
 * @property {string} city
 * @property {string} country
 * @property {readonly string[]} [airports]
 * @property {"country"} [foundBy]
 * @property {true} [alike]
 */

/** A place as the form, the address of the page and the terminal have it: `LHR`, `LON.all`. */
const VALUE = /^([A-Z]{3})(\.all)?$/;

/**
 * The code that a value names; null where it names none.
 * @param {string} value
 * @returns {{ readonly code: string, readonly isCity: boolean } | null}
 */
export function codeOfValue(value) {
  const [, code, all] = VALUE.exec(value) ?? [];
  return code === undefined ? null : { code, isCity: all !== undefined };
}

/**
 * A code alone means the airport, where an airport and a city have the same one.
 * @param {Pick<Place, "type" | "code">} place
 */
export function placeValueOf({ type, code }) {
  return type === "city" ? `${code}.all` : code;
}

/**
 * `London (LHR)` and `London (LON, all)`.
 * @param {Omit<Place, "country">} place
 */
export function placeText({ type, code, name, city }) {
  return `${city || name} (${code}${type === "city" ? ", all" : ""})`;
}

/**
 * MEANT-1, MEANT-2
 * @template {Place} P
 * @param {string} text
 * @param {readonly P[]} found the best first
 * @returns {{ readonly places: readonly P[], readonly alike: readonly P[], readonly none: string }}
 *   those that may be chosen, the meant one first; those that may be meant as well; and why there
 *   is none, empty where there is one
 */
export function meantPlaces(text, found) {
  const country = found.find(({ type }) => type === "country");
  const places = found.filter(({ type }) => type !== "country");
  return {
    places,
    alike: places.filter(({ alike }) => alike === true),
    none: places.length > 0 ? "" : country ? noFlights(country) : noMatch(text),
  };
}

/**
 * What is said of a country without flights.
 * @param {Place} country
 */
function noFlights({ name }) {
  return `No airport of ${name} has flights in the timetable.`;
}

/**
 * What is said of a text that no place has.
 * @param {string} text
 */
function noMatch(text) {
  return `No city or airport matches “${text}”.`;
}

/**
 * What is said of the place that was taken; empty where the text says it all.
 * @param {string} text
 * @param {Place} place
 * @param {readonly Place[]} alike
 */
export function takenNote(text, { foundBy, city, name, country }, alike) {
  if (foundBy === "country")
    return `In ${country}, ${city || name} has the most flights. Type a city for another one.`;
  if (alike.length === 0) return "";
  const others = alike.map((one) => `${placeText(one)} in ${one.country}`);
  return `“${text}” may also be ${others.join(", ")}.`;
}
