import { describe, expect, test } from "@jest/globals";
import { AIRPORTS, flight } from "../../../test/fixtures/flights/context.ts";
import { buildTimetable } from "../timetable/build.ts";
import { loadTimetable } from "../timetable/load.ts";
import type { Timetable } from "../timetable/timetable.ts";
import { flightNumberOf } from "./option.ts";
import { cabotageTagsOf, oneMarket } from "./rights.ts";

function tagged(timetable: Timetable): string[] {
  const tags = cabotageTagsOf(timetable);
  const code = (airport: number | undefined) => timetable.airports[airport as number]?.code;
  const name = (row: number) =>
    `${flightNumberOf(timetable, row)} ${code(timetable.origin[row])}-${code(timetable.destination[row])}`;
  return [...tags.keys()].filter((row) => tags[row] === 1).map(name);
}

const QF = [
  "QF11 SYD-LAX 2000 820",
  "QF12 LAX-SYD 2230 900",
  "QF11 LAX-JFK 1830 320 3",
  "QF12 JFK-LAX 1800 380 3",
];

describe("flights that are not sold alone (CABOTAGE-1, CABOTAGE-2, CABOTAGE-3)", () => {
  test.each<[string, string[], string[]]>([
    ["at home", ["BA1 LHR-EDI 0900 80", "BA117 LHR-JFK 0830 455", "BA178 JFK-LHR 0800 420 63"], []],
    ["abroad", ["QF7 SYD-SIN 0900 480", ...QF], ["QF12 JFK-LAX", "QF11 LAX-JFK"]],
    ["abroad, on no day more than at home", QF.slice(2), []],
    [
      "between countries",
      ["EK1 DXB-LHR 0745 475", "EK2 LHR-JFK 1400 480", "EK3 JFK-LHR 1400 420 63"],
      [],
    ],
    [
      "Europe's carriers in Europe",
      [
        "FR1 EDI-CDG 0700 110",
        "FR2 CDG-EDI 0700 110 63",
        "EI1 EDI-LHR 0700 80",
        "EI2 CDG-FRA 0700 80",
      ],
      [],
    ],
    ["others in Europe", ["EK1 DXB-LHR 0745 475", "EK2 LHR-EDI 1400 80 3"], ["EK2 LHR-EDI"]],
    [
      "at home abroad: fifty a week",
      [
        ...[1, 2, 3, 4, 5, 6, 7].map((i) => `JQ${i} JFK-LAX 0${i}00 380`),
        "JQ8 LAX-JFK 0700 320 1",
        ...eight("JQ", "SYD-AKL"),
      ],
      [],
    ],
    [
      "one less",
      [
        ...[1, 2, 3, 4, 5, 6, 7].map((i) => `JQ${i} JFK-LAX 0${i}00 380`),
        ...eight("JQ", "SYD-AKL"),
      ],
      [1, 2, 3, 4, 5, 6, 7].map((i) => `JQ${i} JFK-LAX`),
    ],
  ])("%s", (_, flights, expected) => {
    expect(tagged(buildTimetable(AIRPORTS, flights.map(flight)))).toEqual(expected);
  });

  function eight(carrier: string, market: string): string[] {
    return [1, 2, 3, 4, 5, 6, 7, 8].map((i) => `${carrier}10${i} ${market} 0${i}00 185`);
  }

  test("of the timetable that ships: few, and those that are known for it", async () => {
    const found = tagged(await loadTimetable(null));
    // Of some 81,000 rows; 0.5 % of them.
    expect(found.length).toBeLessThan(450);
    // AA9700 and AA9734 from Seoul are extra flights, which the import leaves out (EXTRA-1).
    for (const tag of ["QF11 LAX-JFK", "TP9402 MIA-BOG"]) expect(found).toContain(tag);
    for (const sold of ["SQ26 FRA-JFK", "EK205 MXP-JFK", "QF1 SIN-LHR", "CX450 TPE-NRT"])
      expect(found).not.toContain(sold);
    // Avianca's houses abroad, easyJet's and Ryanair's bases.
    for (const house of ["AV", "U2", "FR"])
      expect(found.filter((tag) => tag.startsWith(house))).toEqual([]);
  });
});

test.each([
  ["DE", "DE", true],
  ["US", "US", true],
  ["DE", "FR", true],
  ["GB", "NL", true],
  ["NO", "CH", true],
  ["DE", "TR", false],
  ["US", "CA", false],
])("%s and %s are one market: %s", (a, b, one) => {
  expect(oneMarket(a, b)).toBe(one);
  expect(oneMarket(b, a)).toBe(one);
});
