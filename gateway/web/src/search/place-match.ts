/**
 * The text of a box for a place, and the place that it stands for. A city with several airports is
 * told apart from an airport of the same code (`HOU`, `BKK`). Pure: no DOM.
 */
import { codeOfValue } from "../../shared/meant-place.js";

/** `London (LHR)` and `London (LON, all)`: the text of the box for a chosen place. */
const CHOSEN = /\(([A-Z]{3})(, all)?\)$/;
/** True when the text has the form of a chosen place. It needs no lookup. */
export function isChosen(text: string): boolean {
  return CHOSEN.test(text.trim());
}

/** The place of a box's text: `LHR`, `LON.all`, or the text itself where it stands for none. */
export function placeValue(text: string): string {
  const trimmed = text.trim();
  const [, code, all] = CHOSEN.exec(trimmed) ?? /^([A-Za-z]{3})$/.exec(trimmed) ?? [];
  if (code === undefined) return trimmed;
  return all === undefined ? code.toUpperCase() : `${code}.all`;
}

/** The text of a box for a value, until the name of its place is known. */
export function textOfValue(value: string): string {
  const place = codeOfValue(value);
  return place === null ? value : `${place.code} (${place.code}${place.isCity ? ", all" : ""})`;
}
