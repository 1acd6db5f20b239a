import { describe, expect, jest, test } from "@jest/globals";
import { ZoneOffsets } from "./zone-offsets.ts";

const NOW = Date.parse("2026-11-28T12:00:00Z");
const minutes = (instant: string) => Date.parse(instant) / 60_000;

/** How often Intl is asked while `run` runs. */
function asked(run: () => void): number {
  const format = jest.spyOn(
    Intl.DateTimeFormat.prototype as { readonly format: unknown },
    "format",
    "get",
  );
  try {
    run();
    return format.mock.calls.length;
  } finally {
    format.mockRestore();
  }
}

describe("ZONE-2, A6 what one look-up costs", () => {
  test.each([
    "2000",
    "2020",
    "2026",
    "2029",
    "2045",
    "2068",
    "2080",
  ])("the first in a zone asks Intl once, in %s", (year) => {
    const zone = new ZoneOffsets("Europe/London", () => NOW);
    expect(asked(() => zone.at(minutes(`${year}-07-01T00:00:00Z`)))).toBe(1);
  });

  test.each([
    ["2026-07-01T00:00:00Z", 60, true],
    ["2027-12-01T00:00:00Z", 0, true],
    ["2045-07-01T00:00:00Z", 60, false],
    ["2000-07-01T00:00:00Z", 60, false],
  ])("of many at %s each gives %i, and a table is made about now only: %s", (at, offset, isTable) => {
    const zone = new ZoneOffsets("Europe/London", () => NOW);
    const askOften = () => {
      for (let i = 0; i < 400; i++) expect(zone.at(minutes(at))).toBe(offset);
    };
    expect(asked(askOften)).toBeLessThanOrEqual(isTable ? 2.2 * 182 : 400);
    expect(asked(askOften)).toBe(isTable ? 0 : 400);
    expect(Number.isNaN(zone.steadyAt(minutes(at)))).toBe(!isTable);
  });
});
