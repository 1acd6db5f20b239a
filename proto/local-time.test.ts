import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../test/harness/property-runs.ts";
import {
  isWallClock,
  keyTimeMinutes,
  keyTimeText,
  wallClockMinutes,
  wallClockText,
} from "./local-time.ts";

const numRuns = propertyRuns(2_000);

/** The oracle: a regular expression and Date. */
function minutesByDate(local: string): number {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):([0-5]\d)$/.exec(local);
  if (parts === null) return Number.NaN;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const date = new Date(Date.UTC(year, month - 1, day, Number(parts[4]), Number(parts[5])));
  // Date.UTC accepts 30 February as 2 March, and the year 50 as 1950.
  return date.getUTCDate() === day && date.getUTCFullYear() === year
    ? date.getTime() / 60_000
    : Number.NaN;
}

const pair = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, "0"));
/** Times, and texts that are nearly times. */
const texts = fc.oneof(
  fc
    .tuple(fc.nat(9_999), pair(13), pair(32), pair(24), pair(60))
    .map(([y, m, d, h, min]) => `${String(y).padStart(4, "0")}-${m}-${d}T${h}:${min}`),
  fc
    .tuple(fc.nat(15), fc.string({ minLength: 1, maxLength: 1, unit: "grapheme" }))
    .map(
      ([at, other]) => `2026-12-15T08:30`.slice(0, at) + other + `2026-12-15T08:30`.slice(at + 1),
    ),
  // A time that was read before, with a character of the same low byte in it.
  fc
    .tuple(fc.nat(15), fc.integer({ min: 1, max: 255 }))
    .map(
      ([at, high]) =>
        `2026-12-15T08:30`.slice(0, at) +
        String.fromCharCode(256 * high + `2026-12-15T08:30`.charCodeAt(at)) +
        `2026-12-15T08:30`.slice(at + 1),
    ),
  fc.string({ maxLength: 20 }),
);

test("TIME-1 a text is read as by a regular expression and Date", () =>
  fc.assert(
    fc.property(texts, (text) => {
      expect(wallClockMinutes("2026-12-15T08:30")).toBe(minutesByDate("2026-12-15T08:30"));
      const minutes = minutesByDate(text);
      expect(wallClockMinutes(text)).toBe(minutes);
      // A key has the same characters without the signs between them, where these are in place.
      const isPlain = /^[^-:]{4}-[^-:]{2}-[^-:]{2}T[^-:]{2}:[^-:]{2}$/.test(text);
      const packed = text.replaceAll("-", "").replace(":", "");
      if (isPlain) expect(keyTimeMinutes(`x${packed}`, 1)).toBe(minutes);
    }),
    { numRuns },
  ));

test("TIME-1 minutes are written as they are read, in every order, and other numbers are none", () =>
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(
          fc.integer({ min: 29_000_000, max: 29_020_000 }),
          fc.integer({ min: -983_000_000, max: 4_223_000_000 }),
        ),
        { maxLength: 30 },
      ),
      (list) => {
        for (const minutes of list) {
          const date = new Date(60_000 * minutes).toISOString();
          const isText = /^\d{4}-/.test(date) && date >= "0100";
          expect(isWallClock(minutes)).toBe(isText);
          if (!isText) continue;
          expect(wallClockText(minutes)).toBe(date.slice(0, 16));
          expect(keyTimeText(minutes)).toBe(date.slice(0, 16).replace(/[-:]/g, ""));
        }
      },
    ),
    { numRuns },
  ));

test.each([
  Number.NaN,
  0.5,
  Number.POSITIVE_INFINITY,
  2 ** 52,
])("%p is not a wall clock", (minutes) => expect(isWallClock(minutes)).toBe(false));
