import { describe, expect, test } from "@jest/globals";
import { presentCarrier, presentCarriers } from "./former-carriers.ts";
import type { TimetableRow } from "./merge.ts";

const row = (carrier: string, number: number, destination = "BBB"): TimetableRow => ({
  ...{ carrier, number, destination },
  ...{ origin: "AAA", departure: 600, blockMinutes: 60, days: 3, aircraft: "320" },
});
const names = (rows: readonly TimetableRow[]) =>
  rows.map(({ carrier, number }) => `${carrier}${number}`);

test.each([
  // Merged (FORMER-1).
  ["I5", "IX"],
  ["MI", "SQ"],
  ["A5", "AF"],
  ["HA", "AS"],
  // Closed, or without flights of their own (FORMER-2).
  ["YM", "closed"],
  ["3K", "closed"],
  ["OK", "closed"],
  ["DC", "closed"],
  // They still sell, also where a name or an owner has changed.
  ["AZ", "AZ"],
  ["KM", "KM"],
  ["QS", "QS"],
  ["JQ", "JQ"],
  ["OZ", "OZ"],
])("what %s sold is today sold by %s (FORMER-1, FORMER-2)", (then, now) => {
  expect(presentCarrier(then)).toBe(now);
});

describe("rows of carriers that are no more", () => {
  test("keep their number where it is free, and take the next by thousands where not (FORMER-1)", () => {
    const { rows, merged } = presentCarriers([
      row("SQ", 391),
      row("SQ", 1391),
      row("MI", 391),
      row("MI", 391, "CCC"),
      row("MI", 392),
      row("BA", 1),
    ]);
    expect(names(rows)).toEqual(["SQ391", "SQ1391", "SQ2391", "SQ2391", "SQ392", "BA1"]);
    expect([...merged].map(([key, list]) => [key, names(list)])).toEqual([
      ["MI -> SQ", ["MI391", "MI391", "MI392"]],
    ]);
  });

  test("are the same whatever the order of the successor's rows (FORMER-1)", () => {
    const numbers = [row("MI", 7), row("SQ", 7)];
    expect(names(presentCarriers(numbers).rows)).toEqual(["SQ1007", "SQ7"]);
    expect(names(presentCarriers([...numbers].reverse()).rows)).toEqual(["SQ7", "SQ1007"]);
  });

  test("are left out, and counted, where their carrier has closed (FORMER-2)", () => {
    const { rows, closed } = presentCarriers([row("YM", 1), row("BA", 1), row("YM", 2)]);
    expect(names(rows)).toEqual(["BA1"]);
    expect([...closed].map(([key, list]) => [key, list.length])).toEqual([["YM", 2]]);
  });

  test("fail with the flight's name when a successor has no number left", () => {
    const taken = Array.from({ length: 10 }, (_, i) => row("SQ", 1000 * i + 5));
    expect(() => presentCarriers([...taken, row("MI", 5)])).toThrow("SQ has no number for MI5");
  });
});
