/**
 * The values of SSIM's fields (chapter 2, section 2.6), read and written. A reader returns
 * undefined for a wrong value.
 */
import { DAY_MS, MINUTES_PER_DAY } from "../../../../proto/local-time.ts";
import { dayNumberOf, isoDate } from "../departures.ts";

const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** "Indefinite validity": no first, or no last day. */
export const OPEN_DATE = "00XXX00";

/** Years have two digits: they are those of the 2000s. */
export const FIRST_DAY = dayNumberOf("2000-01-01");
export const LAST_DAY = dayNumberOf("2099-12-31");

/** `15DEC26` -> days since 1970-01-01. */
export function readDate(text: string): number | undefined {
  const [, day, name, year] = /^(\d\d)([A-Z]{3})(\d\d)$/.exec(text) ?? [];
  const month = MONTHS.indexOf(name ?? "");
  if (month < 0) return undefined;
  const ms = Date.UTC(2000 + Number(year), month, Number(day));
  // 31 April would have become 1 May.
  return new Date(ms).getUTCDate() === Number(day) ? ms / DAY_MS : undefined;
}

/** Throws RangeError outside 2000 to 2099. */
export function dateText(day: number): string {
  if (!(day >= FIRST_DAY && day <= LAST_DAY))
    throw new RangeError(
      `SSIM writes years with two digits: ${isoDate(day)} is not within 2000 to 2099`,
    );
  const iso = isoDate(day);
  return `${iso.slice(8)}${MONTHS[Number(iso.slice(5, 7)) - 1]}${iso.slice(2, 4)}`;
}

/**
 * `0830` -> minutes. A departure is 0000 to 2359, an arrival 0001 to 2400; 0000 is read for an
 * arrival too.
 */
export function readTime(text: string, midnightEnds: boolean): number | undefined {
  if (midnightEnds && text === "2400") return MINUTES_PER_DAY;
  return /^([01]\d|2[0-3])[0-5]\d$/.test(text)
    ? Number(text.slice(0, 2)) * 60 + Number(text.slice(2))
    : undefined;
}

/** The end of a day is written 2400. */
export function timeText(minutes: number): string {
  return two(Math.floor(minutes / 60)) + two(minutes % 60);
}

/** `+0530` -> minutes east of UTC. */
export function readVariation(text: string): number | undefined {
  if (!/^[+-](0\d|1[0-5])[0-5]\d$/.test(text)) return undefined;
  const minutes = Number(text.slice(1, 3)) * 60 + Number(text.slice(3));
  return text[0] === "-" ? -minutes : minutes;
}

export function variationText(minutes: number): string {
  return (minutes < 0 ? "-" : "+") + timeText(Math.abs(minutes));
}

/**
 * `1 3 5 ` -> bits, Monday 1 ... Sunday 64. Blanks fill; 0 and . are read for them too. At least
 * one day.
 */
export function readWeekdays(text: string): number | undefined {
  let days = 0;
  for (let i = 0; i < 7; i++) {
    const char = text[i] as string;
    if (char === String(i + 1)) days |= 1 << i;
    else if (!" 0.".includes(char)) return undefined;
  }
  return days === 0 ? undefined : days;
}

export function daysText(days: number): string {
  return Array.from({ length: 7 }, (_, i) => (days & (1 << i) ? i + 1 : " ")).join("");
}

/**
 * The two bytes of the date variation -> days of departure and arrival against the flight's first
 * day; null when blank.
 */
export function readDateVariation(
  text: string,
): readonly [departure: number, arrival: number] | null | undefined {
  if (text === "  ") return null;
  const [departure, arrival] = [...text].map((char) =>
    char === " " ? 0 : char === "A" ? -1 : /[0-7]/.test(char) ? Number(char) : undefined,
  );
  return departure === undefined || arrival === undefined ? undefined : [departure, arrival];
}

/** Throws RangeError for days that have no code. */
export function dateVariationText(departure: number, arrival: number): string {
  return [departure, arrival]
    .map((days) => {
      if (!(days >= -1 && days <= 7))
        throw new RangeError(`SSIM has no date variation for ${days} days`);
      return days < 0 ? "A" : String(days);
    })
    .join("");
}

/** `BA ` or `BAW` -> the code. */
export function readAirline(text: string): string | undefined {
  return /^([A-Z0-9]{2} |[A-Z]{3})$/.test(text) && !/^\d\d /.test(text)
    ? text.trimEnd()
    : undefined;
}

/**
 * `KL 2562`, `KL2562`, `AF 123A` -> KL2562, AF123: the operational suffix is not part of what is
 * sold.
 */
export function readDesignator(text: string): string | undefined {
  const [, airline, number] =
    /^([A-Z][A-Z0-9]|[0-9][A-Z]|[A-Z]{3}) *(\d{1,4})[A-Z]?$/.exec(text.trim()) ?? [];
  return airline === undefined || Number(number) === 0 ? undefined : `${airline}${Number(number)}`;
}

/** `KL2562` -> `KL 2562`: three bytes and four. */
export function designatorText(airline: string, number: number): string {
  return airline.padEnd(3) + String(number).padStart(4);
}

function two(n: number): string {
  return String(n).padStart(2, "0");
}
