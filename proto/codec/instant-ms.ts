/**
 * Instants read from their texts. `Date.parse` takes 0.4 µs for one, and a result has one a seller,
 * of which many are within the same days.
 */

/** `2026-11-30T07:52:00.123Z`, as `toISOString` writes the years 0 to 9999. */
const LENGTH = 24;
const DAY_LENGTH = 10;
const ZERO = 48;

let day = "1970-01-01";
let dayMs = 0;

/** What `Date.parse` gives for this text: Unix milliseconds, or NaN. */
export function instantMs(text: string): number {
  if (text.length !== LENGTH || !hasMarks(text)) return Date.parse(text);
  if (!text.startsWith(day)) {
    if (!isDay(text)) return Date.parse(text);
    day = text.slice(0, DAY_LENGTH);
    dayMs = Date.parse(`${day}T00:00:00.000Z`);
  }
  const hour = digits(text, 11);
  const minute = digits(text, 14);
  const second = digits(text, 17);
  const ms = 10 * digits(text, 20) + digits(text, 22, 1);
  // Of another text, NaN among them, the platform says what it is.
  if (!(hour < 24 && minute < 60 && second < 60 && ms >= 0)) return Date.parse(text);
  return dayMs + 3_600_000 * hour + 60_000 * minute + 1_000 * second + ms;
}

/** Whether it begins with a date, which may be none of the calendar. */
function isDay(text: string): boolean {
  const number = digits(text, 0, 4) + digits(text, 5) + digits(text, 8);
  return text[4] === "-" && text[7] === "-" && !Number.isNaN(number);
}

/** Whether all is there but the digits and the date. */
function hasMarks(text: string): boolean {
  return (
    text[10] === "T" && text[13] === ":" && text[16] === ":" && text[19] === "." && text[23] === "Z"
  );
}

/** The number that these characters are; NaN where one of them is no digit. */
function digits(text: string, from: number, count = 2): number {
  let number = 0;
  for (let i = from; i < from + count; i++) {
    const digit = text.charCodeAt(i) - ZERO;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = 10 * number + digit;
  }
  return number;
}
