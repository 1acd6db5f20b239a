// @ts-check
/**
 * Turns what a user wrote into the fields of a search. The gateway validates: a wrong value goes to
 * it unchanged, and an empty one is left out, so that the gateway's own default is used. Pure: no
 * DOM.
 */

/**
 * A number where the text is one, else the text.
 * @param {string | undefined} text
 * @returns {number | string | undefined}
 */
export function numberOrText(text) {
  return text !== undefined && /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/**
 * @param {Record<string, unknown>} fields
 * @returns {Record<string, unknown> | undefined} the fields that have a value; undefined when none
 *   has
 */
export function stated(fields) {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
