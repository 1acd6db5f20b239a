/**
 * The text of a box for a place, and the place that it stands for. A city with several airports is
 * told apart from an airport of the same code (`HOU`, `BKK`). Pure: no DOM.
 */
import type { Place } from "../api/lookups.ts";

/** `London (LHR)` and `London (LON, all)`: the text of the box for a chosen place. */
const CHOSEN = /\(([A-Z]{3})(, all)?\)$/;
/** A place as the form and the address of the page have it. */
const VALUE = /^([A-Z]{3})(\.all)?$/;

interface PlaceCode {
  readonly code: string;
  readonly isCity: boolean;
}

/** True when the text has the form of a chosen place. It needs no lookup. */
export function isChosen(text: string): boolean {
  return CHOSEN.test(text.trim());
}

export function placeText({ type, code, name, city }: Omit<Place, "country">): string {
  return `${city || name} (${code}${type === "city" ? ", all" : ""})`;
}

/** The place of a box's text: `LHR`, `LON.all`, or the text itself where it stands for none. */
export function placeValue(text: string): string {
  const trimmed = text.trim();
  const [, code, all] = CHOSEN.exec(trimmed) ?? /^([A-Za-z]{3})$/.exec(trimmed) ?? [];
  if (code === undefined) return trimmed;
  return all === undefined ? code.toUpperCase() : `${code}.all`;
}

/** The code that a value names; null where it names none. */
export function codeOfValue(value: string): PlaceCode | null {
  const [, code, all] = VALUE.exec(value) ?? [];
  return code === undefined ? null : { code, isCity: all !== undefined };
}

/** The text of a box for a value, until the name of its place is known. */
export function textOfValue(value: string): string {
  const place = codeOfValue(value);
  return place === null ? value : `${place.code} (${place.code}${place.isCity ? ", all" : ""})`;
}
