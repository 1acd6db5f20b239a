/**
 * Texts that others wrote (bidders, sellers, gateways, brokers, schedules), as a terminal may get
 * them.
 *
 * TERM-1 No text from outside carries a character that controls a terminal (C0, DEL, C1) or that
 *        changes the order or the lines of a text (Cf, Zl, Zp). Each is shown as an escape, `\x1b`
 *        or `\u202e`, so that a reader sees that it was there.
 */
import { shortenedToColumn } from "../../common/text/shortened.ts";

const NAMED: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** One line, of at most so many code points (TERM-1). */
export function plain(text: string, max = 40): string {
  return shortenedToColumn(visible(text).trim(), max);
}

/** Every line of a text of several lines, whole (TERM-1). */
export function plainLines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

/**
 * What another process sent, with every text in it as it may be shown (TERM-1): also those that
 * should be codes or numbers. Whoever writes a message as text begins with this.
 */
export function readable<T>(value: T): T {
  if (typeof value === "string") return visible(value) as T;
  if (Array.isArray(value)) return value.map((one) => readable(one)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [visible(key), readable(one)]),
  ) as T;
}

function visible(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (one) => NAMED[one] ?? escaped(one, true));
}

/**
 * JSON of the same value in which no such character stands as it is (TERM-1): `JSON.stringify`
 * leaves DEL, C1 and Cf alone, and a terminal obeys some of them.
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, (one) =>
    escaped(one, false),
  );
}

/** Of a character beyond U+FFFF, JSON has two escapes, and a reader one. */
function escaped(character: string, isForReader: boolean): string {
  const point = character.codePointAt(0) ?? 0;
  if (isForReader && point <= 0xff) return `\\x${hex(point, 2)}`;
  if (isForReader && point > 0xffff) return `\\u{${hex(point, 5)}}`;
  return character
    .split("")
    .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
    .join("");
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, "0");
}
