/**
 * The rules of trips (`bidders/flights/itineraries/trip-rules.ts`), case by case. `tripsIn` asks
 * the search and the oracle, and throws where they differ: so each case also pins the oracle, which
 * the random comparisons of `test/properties` rest on. No case depends on a price: what is compared
 * is of one carrier, or the cases name what is found and not its order.
 */
import { describe, expect, test } from "@jest/globals";
import type { Objective } from "../../../proto/messages.ts";
import { AVAILABILITY } from "../../../test/fixtures/flights/flight-data.ts";
import { board, EARLY_MS, numbersInClass } from "../../../test/fixtures/stops/boards.ts";
import type { Sides } from "../../../test/fixtures/stops/questions.ts";
import {
  foundTrips,
  type TripQuestion,
  tripDifferences,
} from "../../../test/fixtures/stops/trip-questions.ts";
import { fareDay } from "../../flights/fares/fare.ts";
import { dayNumberOf } from "../../flights/timetable/departures.ts";

type More = Partial<Omit<TripQuestion, "slices">>;

function ask({ facts }: Sides, trip: string, more: More): TripQuestion {
  return {
    slices: trip.split(", ").map((text) => {
      const [, origin = "", destination = "", date = ""] =
        /^(\w{3})-(\w{3}) (\d\d)$/.exec(text) ?? [];
      const airport = (code: string) => facts.timetable.airport(code);
      return {
        origin: airport(origin),
        destination: airport(destination),
        day: dayNumberOf(`2026-12-${date}`),
      };
    }),
    cabin: "economy",
    passengers: { adults: 1, children: 0, infants: 0 },
    currency: "USD",
    objective: { valuePerHour: 2_000, penaltyPerStop: 3_000 },
    stopsMax: 2,
    wanted: 20,
    similar: true,
    nowMs: EARLY_MS,
    ...more,
  };
}

/** `LH901+LH400_LH401+LH902 LH`, in the order of the offers' names. */
function tripsIn(flights: readonly string[], trip: string, more: More = {}): string[] {
  const sides = board(flights);
  const question = ask(sides, trip, more);
  const compared = tripDifferences(sides, question);
  if (compared === undefined || compared.differences.length > 0)
    throw new Error(compared?.differences.join("\n") ?? "too many tickets");
  return foundTrips(sides, question)
    .lines.map((line) => {
      const [key = "", seller] = line.trim().split(/ +/).slice(5);
      return `${key.replaceAll(/-\w{6}-\w{13}/g, "")} ${seller}`;
    })
    .sort();
}

const LONDON = ["LH901 LHR-FRA 0900 95", "LH902 FRA-LHR 1900 100"] as const;
const YORK = ["LH400 FRA-JFK 1300 525", "LH401 JFK-FRA 2000 440"] as const;
const OUT = "LHR-JFK 15";
const BACK = "JFK-LHR 22";
/** Flights of one class: whatever trips they make up cost the same. */
const DAY = dayNumberOf("2026-12-15");
const [A, B, C, D] = numbersInClass("LH", 4, {
  fares: fareDay("economy", DAY, EARLY_MS, 1, AVAILABILITY),
  day: DAY,
}) as [string, string, string, string];
const HOME = [YORK[1], "LH902 FRA-LHR 1900 100"];
/** A and D are slower than A and C, and leave earlier than B and D. */
const WAVES = [
  `${A} LHR-FRA 0940 95`,
  `${C} FRA-JFK 1300 525`,
  `${B} LHR-FRA 1030 95`,
  `${D} FRA-JFK 1355 525`,
  ...HOME,
];
const tripBy = (...out: string[]) => `${out.join("+")}_LH401+LH902 LH`;
const FASTEST: Objective = { valuePerHour: 600_000_000, penaltyPerStop: 0 };

type TripCase = readonly [
  rule: string,
  trip: string,
  flights: readonly string[],
  expected: readonly string[],
  more?: More,
];

test.each<TripCase>([
  [
    "TRIP-1: one connection each way",
    `${OUT}, ${BACK}`,
    [...LONDON, ...YORK],
    ["LH901+LH400_LH401+LH902 LH"],
  ],
  ["TRIP-1: nothing where a slice has nothing", `${OUT}, ${BACK}`, [...LONDON, YORK[0]], []],
  [
    "TRIP-1, SLICE-2: a slice has its own long waits, and only where it has no short one",
    `${OUT}, ${BACK}`,
    [
      "LH901 LHR-FRA 0900 95",
      "LH402 FRA-JFK 0900 525",
      "LH401 JFK-FRA 2000 440",
      "LH903 FRA-LHR 1100 100",
      // For a wait of more than twelve hours.
      "LH904 FRA-LHR 0530 100",
    ],
    ["LH901+LH402_LH401+LH903 LH"],
  ],
  [
    "TRIP-2: on one day, after the stay, to the minute",
    "EDI-FRA 15, FRA-EDI 15",
    [
      "LH1 EDI-LHR 0600 80",
      "LH2 LHR-FRA 0830 95",
      "LH3 FRA-LHR 1204 95",
      "LH4 FRA-LHR 1205 95",
      "LH5 LHR-EDI 1500 80",
    ],
    ["LH1+LH2_LH4+LH5 LH"],
  ],
  [
    "TRIP-3, TRIP-9: all who sell the first slice, where they and the others ticket each other",
    `${OUT}, ${BACK}`,
    ["TK1 LHR-JFK 0830 455 127 77W as TG9001", ...LONDON, ...YORK],
    ["LH901+LH400_LH401+LH902 LH", "TK1_LH401+LH902 TG", "TK1_LH401+LH902 TK"],
  ],
  [
    "TRIP-3, TRIP-9: and not one who does not",
    `${OUT}, ${BACK}`,
    ["TK1 LHR-JFK 0830 455 127 77W as FR9001", ...LONDON.slice(1), YORK[1]],
    ["TK1_LH401+LH902 TK"],
  ],
  [
    "TRIP-3: a low-cost carrier sells with its own group alone",
    "DUB-EDI 15, EDI-FRA 22",
    ["FR1 DUB-EDI 0600 60", "BA1 EDI-LHR 0600 80", "BA2 LHR-FRA 1000 95"],
    [],
  ],
  ["TRIP-6: without a connection it is a trip of `nonstop`", "LHR-FRA 15, FRA-LHR 22", LONDON, []],
  [
    "TRIP-7: what is no better in any slice, and worse in one, is left out",
    `${OUT}, ${BACK}`,
    WAVES,
    [tripBy(A, C), tripBy(B, D)].sort(),
  ],
  [
    "TRIP-8: near-identical in every slice: collapsed into the first",
    `${OUT}, ${BACK}`,
    WAVES,
    [tripBy(A, C)],
    { similar: false, objective: FASTEST },
  ],
  [
    "TRIP-8: more than an hour apart in one slice",
    `${OUT}, ${BACK}`,
    [...WAVES.slice(0, 2), `${B} LHR-FRA 1041 95`, `${D} FRA-JFK 1406 525`, ...HOME],
    [tripBy(A, C), tripBy(B, D)].sort(),
    { similar: false, objective: FASTEST },
  ],
  [
    "TRIP-1, ENGINE-14: with a first flight in economy",
    `${OUT}, ${BACK}`,
    [`${LONDON[0]} 127 DH4`, LONDON[1], ...YORK],
    ["LH901+LH400_LH401+LH902 LH"],
    { cabin: "business" },
  ],
  [
    "TRIP-1, ENGINE-14: not with a longest flight in economy",
    `${OUT}, ${BACK}`,
    [...LONDON, YORK[0], `${YORK[1]} 127 DH4`],
    [],
    { cabin: "business" },
  ],
  [
    "TRIP-7, PART-1: a mixed one beats no whole one, though it leaves later",
    `${OUT}, ${BACK}`,
    [...LONDON, "LH903 LHR-FRA 0930 95 127 DH4", ...YORK],
    ["LH901+LH400_LH401+LH902 LH", "LH903+LH400_LH401+LH902 LH"],
    { cabin: "business" },
  ],
  [
    "TRIP-8: flights in other cabins are not near-identical",
    `${OUT}, ${BACK}`,
    [...LONDON, "LH903 LHR-FRA 0930 95 127 DH4", ...YORK],
    ["LH901+LH400_LH401+LH902 LH", "LH903+LH400_LH401+LH902 LH"],
    { cabin: "business", similar: false },
  ],
  [
    "TRIP-9: the first of them",
    `${OUT}, ${BACK}`,
    WAVES,
    [tripBy(A, C)],
    { wanted: 1, objective: FASTEST },
  ],
])("%s", (...[, trip, flights, expected, more]) => {
  expect(tripsIn(flights, trip, more)).toEqual(expected);
});

describe("in parts", () => {
  test("ROUND-1, ROUND-2: a trip with one stop a slice is sent first, with a floor that no later one is below", () => {
    const sides = board([
      ...LONDON,
      ...YORK,
      "LH10 LHR-EDI 0600 80",
      "LH11 EDI-FRA 0800 110",
      "LH405 FRA-JFK 1130 500",
    ]);
    const question = ask(sides, `${OUT}, ${BACK}`, {});
    const { batches } = foundTrips(sides, question);
    const stops = batches.map(({ offers }) =>
      Math.max(
        0,
        ...offers.flatMap(({ slices }) => slices.map(({ segments }) => segments.length - 1)),
      ),
    );
    expect(stops[0]).toBe(1);
    expect(batches[0]?.floor).toBeGreaterThan(0);
    expect(tripDifferences(sides, question)?.differences).toEqual([]);
  });
});

test("ROUND-2: a connection that was found before its round is not a reason to end: two stops out, where there is none with one", () => {
  const flights = [
    "LH1 LHR-JFK 0800 480",
    "LH901 LHR-EDI 0600 80",
    "LH902 EDI-FRA 0900 120",
    "LH400 FRA-JFK 1300 525",
    "LH401 JFK-FRA 2000 440",
    "LH904 FRA-LHR 1900 100",
    "LH5 JFK-LHR 1800 420",
  ];
  const found = tripsIn(flights, "LHR-JFK 15, JFK-LHR 22");
  expect(found).toContain("LH901+LH902+LH400_LH5 LH");
});
