import { describe, expect, test } from "@jest/globals";
import { askedPlace, type Remarks } from "./asked-places.ts";
import { faultLines } from "./failure.ts";

function asked(text: string) {
  const remarks: Remarks = { faults: [], notes: [] };
  return { place: askedPlace(text, "ORIGIN", remarks), ...remarks };
}

describe("a place is taken as the page takes it (MEANT-1, ASKPLACE-1)", () => {
  test.each<[string, string, boolean, string]>([
    ["London", "LON", true, "London (LON, all)"],
    ["New York", "NYC", true, "New York (NYC, all)"],
    ["münchen", "MUC", false, "Munich (MUC)"],
    ["Tokio", "TYO", true, "Tokyo (TYO, all)"],
    ["heathrow", "LHR", false, "London (LHR)"],
    ["Houston", "HOU", true, "Houston (HOU, all)"],
    [
      "Iceland",
      "KEF",
      false,
      "Reykjavík (KEF). In Iceland, Reykjavík has the most flights. Type a city for another one.",
    ],
  ])("'%s' is %s (a city: %s), and it is said", (text, code, isCity, note) =>
    expect(asked(text)).toEqual({
      place: { code, isCity },
      faults: [],
      notes: [`ORIGIN: ${note}`],
    }));

  test.each<[string, string, boolean]>([
    ["LHR", "LHR", false],
    ["lhr", "LHR", false],
    ["HOU", "HOU", false],
    ["HOU.all", "HOU", true],
    // The airport of that code, and not the country.
    ["USA", "USA", false],
    // The gateway says what is wrong with it.
    ["QQQ", "QQQ", false],
  ])("'%s' is a code, of which nothing is said", (text, code, isCity) =>
    expect(asked(text)).toEqual({ place: { code, isCity }, faults: [], notes: [] }));
});

test.each<[string, string]>([
  [
    "Birmingham",
    `wrong:
  ORIGIN  'Birmingham' may be one of several places; give its code:
          BHX  Birmingham, United Kingdom
          BHM  Birmingham, United States`,
  ],
  [
    "Yemen",
    `wrong:
  ORIGIN  No airport of Yemen has flights in the timetable. Name a city or an airport, or give a code such as LHR.`,
  ],
  [
    "Qwxz",
    `wrong:
  ORIGIN  No city or airport matches “Qwxz”. Name a city or an airport, or give a code such as LHR.`,
  ],
  ["x".repeat(65), "wrong:\n  ORIGIN  must have at most 64 characters"],
])("'%s' is no place: what would be right is listed (MEANT-1, MEANT-2)", (text, lines) => {
  const { place, faults } = asked(text);
  expect({ place, lines: faultLines("wrong:", faults) }).toEqual({ place: undefined, lines });
});
