/** The rules of places: ENGINE-2 to ENGINE-4, and what ENGINE-9 says of countries. */
import { describe, expect, test } from "@jest/globals";
import {
  type BoardCase,
  boardQuestion,
  flightRow,
  found,
  foundIn,
  TUESDAY,
} from "../../../test/fixtures/stops/boards.ts";
import { sidesOf } from "../../../test/fixtures/stops/questions.ts";
import { kmBetween } from "../../../test/fixtures/stops/worlds.ts";
import { buildTimetable } from "../../flights/timetable/build.ts";
import type { TimetableAirport } from "../../flights/timetable/timetable.ts";
import { flownKmMax } from "./rules.ts";

const TAG = [
  "QF11 SYD-LAX 2000 820",
  "QF12 LAX-SYD 2230 900",
  "QF11 LAX-JFK 1930 320",
  "QF1 SYD-SIN 1600 480",
  "QF9 SYD-SIN 1700 480",
];
/**
 * So that Australia stays its home; and in America, with the tag, 49 flights a week, of which one
 * fits.
 */
const AT_HOME = [1, 2, 3, 4, 5, 6].map((i) => `QF3${i} SYD-SIN 120${i} 480`);
const SIX_A_DAY = [
  "QF500 JFK-BOS 0600 80",
  ...[1, 2, 3, 4, 5].map((i) => `QF50${i} JFK-BOS 180${i} 80`),
];
const BACK_AND_FORTH = ["LH1 LHR-FRA 0900 95", "LH2 FRA-CDG 1300 75", "UA3 CDG-JFK 1700 500"];
const FORTH_AND_BACK = ["UA3 JFK-CDG 1700 430", "LH2 CDG-FRA 0900 75", "LH1 FRA-LHR 1300 95"];
const AND_SO_IN_BETWEEN = [
  "UA1 JFK-LHR 1800 420",
  "LH2 LHR-FRA 0900 95",
  "LH3 FRA-CDG 1300 75",
  "AC4 CDG-DXB 1700 400",
];

test.each<BoardCase>([
  [
    "ENGINE-2: not from another airport",
    "LHR-JFK",
    ["BA1 LHR-EDI 0700 80", "BA2 CDG-JFK 1100 500"],
    [],
  ],
  [
    "ENGINE-3: not the origin again",
    "LHR-JFK",
    ["BA1 LHR-EDI 0900 80", "BA2 EDI-LHR 1100 85", "BA117 LHR-JFK 1500 455"],
    [],
  ],
  [
    "ENGINE-3: not the destination on the way",
    "EDI-LHR",
    ["BA1 EDI-LHR 0700 80", "BA2 LHR-DUB 1000 80", "BA3 DUB-LHR 1300 80"],
    [],
  ],
  [
    "ENGINE-3: not an airport twice",
    "EDI-JFK",
    ["BA1 EDI-LHR 0700 80", "BA2 LHR-DUB 1000 80", "BA3 DUB-LHR 1300 80", "BA4 LHR-JFK 1600 480"],
    ["BA1+BA4"],
    { stopsMax: 3 },
  ],
  // London's airports are so near each other that going back and forth is not a detour.
  [
    "ENGINE-3: nor where one would else wait for long",
    "EDI-JFK",
    ["BA1 EDI-LHR 0600 80", "BA2 LHR-LGW 0900 40", "BA3 LGW-LHR 1100 40", "BA4 LHR-JFK 1945 480"],
    ["BA1+BA4"],
    { stopsMax: 3 },
  ],
  [
    "ENGINE-3: nor the origin on the way",
    "LHR-JFK",
    ["BA1 LHR-LGW 2100 40", "BA2 LGW-LHR 2300 40", "BA3 LHR-DUB 0700 80 4", "EI4 DUB-JFK 1000 420"],
    [],
    { stopsMax: 3 },
  ],
  ["not what is non-stop", "LHR-JFK", ["BA117 LHR-JFK 0830 455"], []],
  [
    "ENGINE-4: over a hub off the way",
    "BOS-JFK",
    ["AA1 BOS-LAX 0700 380", "AA2 LAX-JFK 1200 320"],
    [],
  ],
  // 1,526 km for 875
  [
    "ENGINE-4: an hour in the wrong direction",
    "EDI-CDG",
    ["LH1 EDI-FRA 0700 115", "LH2 FRA-CDG 1100 75"],
    ["LH1+LH2"],
  ],
  [
    "ENGINE-4: not where it is flown non-stop",
    "EDI-CDG",
    ["LH1 EDI-FRA 0700 115", "LH2 FRA-CDG 1100 75", "AF1 EDI-CDG 0600 110 64"],
    [],
  ],
  [
    "ENGINE-4: of three flights two that go back and forth",
    "LHR-JFK",
    BACK_AND_FORTH,
    ["LH1+LH2+UA3"],
  ],
  [
    "ENGINE-4: not where there is a non-stop flight, on whatever day",
    "LHR-JFK",
    [...BACK_AND_FORTH, "BA9 LHR-CDG 0600 75 64"],
    [],
  ],
  ["ENGINE-4: at the end of the way", "JFK-LHR", FORTH_AND_BACK, ["UA3+LH2+LH1"]],
  ["ENGINE-4: so too there", "JFK-LHR", [...FORTH_AND_BACK, "BA9 CDG-LHR 0600 75 64"], []],
  ["ENGINE-4: in the middle", "JFK-DXB", AND_SO_IN_BETWEEN, ["UA1+LH2+LH3+AC4"], { stopsMax: 3 }],
  [
    "ENGINE-4: so too there",
    "JFK-DXB",
    [...AND_SO_IN_BETWEEN, "BA9 LHR-CDG 0600 75 64"],
    [],
    { stopsMax: 3 },
  ],
  [
    "ENGINE-9: within the country",
    "BOS-LAX",
    ["UA1 BOS-JFK 0700 80", "UA2 JFK-LAX 0930 380"],
    ["UA1+UA2"],
  ],
  [
    "ENGINE-9: by way of another",
    "EDI-LHR",
    ["EI1 EDI-DUB 0700 70", "EI2 DUB-LHR 1000 80", "BA1 EDI-LHR 0700 80 64"],
    [],
  ],
  [
    "ENGINE-9: so too without a non-stop flight",
    "BOS-LAX",
    ["AA1 BOS-YYZ 0700 100", "AA2 YYZ-LAX 1100 320"],
    [],
  ],
  [
    "ENGINE-9, CABOTAGE-4: but within Europe's market",
    "EDI-LHR",
    ["EI1 EDI-DUB 0700 70", "EI2 DUB-LHR 1000 80"],
    ["EI1+EI2"],
  ],
  [
    "ENGINE-9: of two stops the second within the country",
    "HNL-BOS",
    ["AA1 HNL-LAX 0700 320", "AA2 LAX-JFK 1800 320", "AA3 JFK-BOS 0700 90"],
    ["AA1+AA2+AA3"],
  ],
  [
    "ENGINE-9: and abroad",
    "HNL-BOS",
    ["AA1 HNL-LAX 0700 320", "AA2 LAX-YYZ 1800 320", "AA3 YYZ-BOS 0700 90"],
    [],
  ],
  [
    "ENGINE-9: a tag goes on from its own long flight, not from a partner's",
    "SYD-JFK",
    [...TAG, "AA1 SYD-LAX 2030 820"],
    ["QF11+QF11"],
  ],
  ["ENGINE-9: and leads to it", "JFK-SYD", [...TAG, "QF11 JFK-LAX 1700 380"], ["QF11+QF12"]],
  ["ENGINE-9: not within the country", "LAX-BOS", [...TAG, "AA4 JFK-BOS 0700 80"], []],
  [
    "ENGINE-9: nor with a flight of its own in between that is at home",
    "SYD-BOS",
    [...TAG, "QF5 JFK-BOS 0900 80"],
    [],
  ],
  [
    "ENGINE-9: forty-nine domestic departures a week do not count as at home",
    "LAX-BOS",
    [...TAG, ...AT_HOME, ...SIX_A_DAY],
    [],
  ],
  [
    "ENGINE-9: fifty are one",
    "LAX-BOS",
    [...TAG, ...AT_HOME, ...SIX_A_DAY, "QF9 BOS-JFK 0100 80 1"],
    ["QF11+QF500"],
  ],
])("%s, %s", (...one) => {
  expect(foundIn(one).sort()).toEqual([...one[3]].sort());
});

/**
 * On the equator, eight degrees from each other, and between them as far off the way as makes the
 * way so long.
 */
describe("ENGINE-4: to the metre, between ends 890 km apart", () => {
  const place = (
    code: string,
    country: string,
    latitude: number,
    longitude: number,
  ): TimetableAirport => ({
    code,
    country,
    city: code,
    zone: "UTC",
    latitude,
    longitude,
  });
  const [start, end] = [place("AAA", "AA", 0, 0), place("ZZZ", "ZZ", 0, 8)];
  const km = kmBetween(start, end);

  /** The hub by which it is so many kilometres. */
  function hub(flown: number): TimetableAirport {
    let [low, high] = [0, 60];
    for (let i = 0; i < 60; i++) {
      const middle = place("HUB", "HH", (low + high) / 2, 4);
      if (kmBetween(start, middle) + kmBetween(middle, end) < flown) low = middle.latitude;
      else high = middle.latitude;
    }
    return place("HUB", "HH", low, 4);
  }

  test.each<[string, number, boolean, string[]]>([
    ["there is a non-stop flight", 1.35 * km + 300 - 0.001, true, ["LH1+LH2"]],
    ["two metres more", 1.35 * km + 300 + 0.001, true, []],
    ["there is none", 1.35 * km + 1000 - 0.001, false, ["LH1+LH2"]],
    ["two metres more", 1.35 * km + 1000 + 0.001, false, []],
  ])("%s: by %d km", (_, flown, nonstop, expected) => {
    const flights = [
      "LH1 AAA-HUB 0700 90",
      "LH2 HUB-ZZZ 1100 90",
      ...(nonstop ? ["FR1 AAA-ZZZ 0700 300 64"] : []),
    ];
    const sides = sidesOf(buildTimetable([start, hub(flown), end], flights.map(flightRow)));
    expect(found(sides, boardQuestion(sides, `AAA-ZZZ ${TUESDAY}`))).toEqual(expected);
  });

  test.each([
    [100, true, 435],
    [5554, true, 7797.9],
    [66, false, 521.1],
    [350, false, 1472.5],
    [1000, false, 2350],
  ])("between ends %d km apart, flown non-stop: %s, one flies %d km at most", (apart, nonstop, max) => {
    expect(flownKmMax(apart, nonstop)).toBeCloseTo(max, 6);
  });
});
