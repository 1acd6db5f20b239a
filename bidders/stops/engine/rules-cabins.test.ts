/**
 * Mixed cabins: what may be in a lower one (CABIN-5, ENGINE-14), what it costs (FARE-9 to FARE-12),
 * and its place in the list (LIST-1 to LIST-3, LIST-5).
 */
import { describe, expect, test } from "@jest/globals";
import { airportByCode } from "../../../common/places/airports.ts";
import { CABINS, type Cabin } from "../../../proto/messages.ts";
import { AVAILABILITY } from "../../../test/fixtures/flights/flight-data.ts";
import {
  type BoardCase,
  board,
  boardQuestion,
  EARLY_MS,
  found,
  foundIn,
  TUESDAY,
} from "../../../test/fixtures/stops/boards.ts";
import { foundRounds, type Sides } from "../../../test/fixtures/stops/questions.ts";
import { cabinFactor, connectionFactor, detourSteps, milesOf } from "../../flights/fares/curves.ts";
import {
  CLASSES,
  classFactor,
  fareClass,
  fareDay,
  flightSeed,
  sliceFares,
  throughDollars,
} from "../../flights/fares/fare.ts";
import { dayNumberOf } from "../../flights/timetable/departures.ts";
import type { TimetableAirport } from "../../flights/timetable/timetable.ts";

const DAY = dayNumberOf(TUESDAY);
const BUSINESS = { cabin: "business" } as const;
const PREMIUM = { cabin: "premium_economy" } as const;
const FIRST = { cabin: "first" } as const;
/**
 * A type of aircraft stands after the days; without one it is a narrow-body jet. DH4: economy
 * alone.
 */
const TURBOPROP = "LH901 LHR-FRA 0900 95 127 DH4";
const WIDE_BODY = "LH400 FRA-JFK 1330 525 127 77W";

test.each<BoardCase>([
  [
    "ENGINE-14: the first flight has economy alone",
    "LHR-JFK",
    [TURBOPROP, "LH400 FRA-JFK 1330 525"],
    ["LH901+LH400"],
    BUSINESS,
  ],
  [
    "ENGINE-14: the last has",
    "JFK-LHR",
    ["LH400 JFK-FRA 1330 425", "LH901 FRA-LHR 1200 95 127 DH4"],
    ["LH400+LH901"],
    BUSINESS,
  ],
  [
    "ENGINE-14: the middle has",
    "LHR-JFK",
    ["LH901 LHR-FRA 0900 95", "UA4 FRA-CDG 1300 75 127 DH4", "UA3 CDG-JFK 1700 500"],
    ["LH901+UA4+UA3"],
    BUSINESS,
  ],
  [
    "ENGINE-14: not the longest",
    "LHR-JFK",
    ["LH901 LHR-FRA 0900 95", "LH400 FRA-JFK 1330 525 127 DH4"],
    [],
    BUSINESS,
  ],
  [
    "ENGINE-14: nor any flight of a low-cost carrier on the longest",
    "LHR-JFK",
    ["EI1 LHR-DUB 0900 80", "B62 DUB-JFK 1330 450"],
    [],
    BUSINESS,
  ],
  [
    "ENGINE-14: a low-cost partner's feeder",
    "JFK-LHR",
    ["B61 JFK-BOS 0900 80", "EI2 BOS-DUB 1330 400", "EI3 DUB-LHR 0900 80"],
    ["B61+EI2+EI3"],
    BUSINESS,
  ],
  [
    "ENGINE-14: narrow-body feeders, in premium economy",
    "LHR-JFK",
    ["LH901 LHR-FRA 0900 95", WIDE_BODY],
    ["LH901+LH400"],
    PREMIUM,
  ],
  [
    "ENGINE-14: and in first",
    "LHR-JFK",
    ["LH901 LHR-FRA 0900 95", WIDE_BODY],
    ["LH901+LH400"],
    FIRST,
  ],
  [
    "ENGINE-14: on two tickets, too",
    "LHR-JFK",
    ["FR901 LHR-FRA 0600 95", WIDE_BODY],
    ["FR901|LH400"],
    { ...PREMIUM, selfTransfer: true },
  ],
  [
    "ENGINE-14: not where the longest of two tickets is the low-cost one",
    "LHR-JFK",
    ["LH901 LHR-FRA 0600 95 127 77W", "FR400 FRA-JFK 1330 525"],
    [],
    { ...PREMIUM, selfTransfer: true },
  ],
])("%s, %s", (...one) => {
  expect(foundIn(one).sort()).toEqual([...one[3]].sort());
});

describe("ENGINE-14: more than half of the distance", () => {
  const places = ["LHR", "KEF", "YYT", "JFK"].map(
    (code) => airportByCode(code) as TimetableAirport,
  );
  const [turboprop, jet] = ["127 DH4", "127 77W"];

  // 1,895 km, 2,600 km and 1,770 km: the longest is less than half of them.
  test.each([
    [turboprop, turboprop, 0],
    [jet, turboprop, 1],
    [turboprop, jet, 1],
    [jet, jet, 1],
  ])("the longest, with a first flight by %s and a last by %s", (first, last, count) => {
    const sides = board(
      [
        `LH1 LHR-KEF 0900 180 ${first}`,
        `LH2 KEF-YYT 1300 300 ${jet}`,
        `LH3 YYT-JFK 1730 210 ${last}`,
      ],
      places,
    );
    expect(found(sides, boardQuestion(sides, `LHR-JFK ${TUESDAY}`, BUSINESS))).toHaveLength(count);
  });

  test("by both kinds of aircraft on each market: the longest by jet, and one more", () => {
    const sides = board(
      [
        `LH1 LHR-KEF 0900 180 ${jet}`,
        `LH11 LHR-KEF 0900 180 ${turboprop}`,
        `LH2 KEF-YYT 1300 300 ${jet}`,
        `LH12 KEF-YYT 1300 300 ${turboprop}`,
        `LH3 YYT-JFK 1730 210 ${jet}`,
        `LH13 YYT-JFK 1730 210 ${turboprop}`,
      ],
      places,
    );
    const ways = found(sides, boardQuestion(sides, `LHR-JFK ${TUESDAY}`, BUSINESS));
    expect(ways.every((way) => way.includes("+LH2+") && way !== "LH11+LH2+LH13")).toBe(true);
    expect(ways).toContain("LH1+LH2+LH3");
    expect(ways.length).toBeGreaterThan(1);
  });
});

test.each<[cabin: Cabin, first: string, expected: readonly Cabin[]]>([
  ["first", "77W", ["first", "first"]],
  ["first", "320", ["business", "first"]],
  ["first", "763", ["business", "first"]],
  ["first", "DH4", ["economy", "first"]],
  ["business", "320", ["business", "business"]],
  ["business", "DH4", ["economy", "business"]],
  ["premium_economy", "77W", ["premium_economy", "premium_economy"]],
  ["premium_economy", "320", ["economy", "premium_economy"]],
  ["economy", "320", ["economy", "economy"]],
])("CABIN-5: in %s, by %s first: the next lower cabin that it has", (cabin, aircraft, expected) => {
  const sides = board([`LH901 LHR-FRA 0900 95 127 ${aircraft}`, WIDE_BODY]);
  const [round] = foundRounds(sides, boardQuestion(sides, `LHR-JFK ${TUESDAY}`, { cabin }));
  const [shown] = round?.found ?? [];
  expect(shown?.itinerary.legs.map((leg) => CABINS[leg.cabin])).toEqual(expected);
  expect(shown?.itinerary.mixed).toBe(expected[0] !== cabin);
});

describe("what a mixed itinerary costs", () => {
  const ofCabin = ({ network }: Sides, cabin: Cabin) =>
    sliceFares(fareDay(cabin, DAY, EARLY_MS, 1, AVAILABILITY), network.fareTables);
  const classOf = (sides: Sides, cabin: Cabin, flight: string) =>
    fareClass(ofCabin(sides, cabin), flightSeed(flight), DAY);
  const kmOf = ({ facts }: Sides, from: string, to: string) =>
    facts.km(facts.timetable.airport(from), facts.timetable.airport(to));
  const alone = (sides: Sides, cabin: Cabin, flight: string, from: string, to: string) => {
    const { timetable } = sides.facts;
    return throughDollars(
      ofCabin(sides, cabin),
      timetable.carriers.indexOf(flight.slice(0, 2)),
      classOf(sides, cabin, flight),
      timetable.airport(from),
      timetable.airport(to),
      milesOf(kmOf(sides, from, to)),
    );
  };
  const dollarsOf = (sides: Sides, cabin: Cabin, nowMs = EARLY_MS): number | undefined =>
    foundRounds(sides, boardQuestion(sides, `LHR-JFK ${TUESDAY}`, { cabin, nowMs }))[0]?.found[0]
      ?.itinerary.tickets[0]?.dollars;

  test("FARE-2: of two carriers, each flight in its own cabin, less 4 %", () => {
    const sides = board([TURBOPROP, "UA400 FRA-JFK 1330 525"]);
    const sum =
      alone(sides, "economy", "LH901", "LHR", "FRA") +
      alone(sides, "business", "UA400", "FRA", "JFK");
    expect(dollarsOf(sides, "business")).toBeCloseTo(0.96 * sum, 9);
  });

  test.each<[cabin: Cabin, lower: Cabin, first: string]>([
    ["business", "economy", TURBOPROP],
    ["premium_economy", "economy", "LH901 LHR-FRA 0900 95"],
    ["first", "business", "LH901 LHR-FRA 0900 95"],
  ])("FARE-12: a through fare in %s with a feeder in %s: the mean of both by kilometres, or FARE-1's sum", (cabin, lower, first) => {
    const sides = board([first, WIDE_BODY]);
    const [out, on] = [kmOf(sides, "LHR", "FRA"), kmOf(sides, "FRA", "JFK")];
    const miles = milesOf(kmOf(sides, "LHR", "JFK"));
    const seat = (its: Cabin, flight: string) =>
      classFactor(classOf(sides, its, flight)) * cabinFactor(its, miles);
    const highest = Math.max(seat(lower, "LH901"), seat(cabin, "LH400"));
    const full = classFactor(CLASSES - 1) * cabinFactor(lower, miles);
    const seats = (out * Math.min(full, highest) + on * highest) / (out + on);
    const { timetable } = sides.facts;
    const economy = throughDollars(
      ofCabin(sides, "economy"),
      timetable.carriers.indexOf("LH"),
      0,
      timetable.airport("LHR"),
      timetable.airport("JFK"),
      miles,
      connectionFactor(1, miles, detourSteps(miles, milesOf(out + on)), false),
    );
    const through = (economy / classFactor(0)) * seats;
    const sum =
      alone(sides, lower, "LH901", "LHR", "FRA") + alone(sides, cabin, "LH400", "FRA", "JFK");
    expect(dollarsOf(sides, cabin)).toBeCloseTo(Math.min(through, sum), 9);
  });

  test("FARE-9: a carrier's non-stop flights in a lower cabin are not sold, so they raise no fare", () => {
    const nowMs = Date.UTC(2026, 11, 8);
    const mixed = [TURBOPROP, "LH400 FRA-JFK 1330 525"];
    const beside = (aircraft: string) =>
      Array.from({ length: 40 }, (_, i) =>
        dollarsOf(board([...mixed, `LH${i + 1} LHR-JFK 1000 480 ${aircraft}`]), "business", nowMs),
      );
    const plain = dollarsOf(board(mixed), "business", nowMs) as number;
    expect(new Set(beside("127 DH4"))).toEqual(new Set([plain]));
    expect(beside("127 77W").some((dollars) => (dollars ?? 0) > plain)).toBe(true);
  });
});

/** Two ways: by jet with a wait of twelve hours, or by turboprop without. */
const LONG_WAIT = [
  "LH901 LHR-FRA 0600 95",
  "LH400 FRA-JFK 2030 525",
  "LH903 LHR-FRA 1740 95 127 DH4",
  "LH404 FRA-JFK 2105 500",
];

test.each<BoardCase>([
  [
    "LIST-1: a mixed one beats no whole one, though it leaves later and arrives earlier",
    "LHR-JFK",
    [
      "LH901 LHR-FRA 0900 95",
      "LH903 LHR-FRA 0930 95 127 DH4",
      "LH400 FRA-JFK 1330 525",
      "LH404 FRA-JFK 1400 530",
    ],
    ["LH901+LH400", "LH903+LH400"],
    BUSINESS,
  ],
  [
    "LIST-1: nor by fewer stops",
    "LHR-JFK",
    [
      "LH901 LHR-FRA 0900 95 127 DH4",
      "LH400 FRA-JFK 1500 525",
      "LH911 LHR-CDG 0800 75",
      "LH912 CDG-FRA 1200 75",
    ],
    ["LH901+LH400", "LH911+LH912+LH400"],
    BUSINESS,
  ],
  [
    "LIST-5: a mixed one leaves out no whole one that takes twice as long",
    "LHR-JFK",
    LONG_WAIT,
    ["LH901+LH400", "LH903+LH404"],
    BUSINESS,
  ],
  ["LIST-5: as a whole one does", "LHR-JFK", LONG_WAIT, ["LH903+LH404"]],
  [
    "LIST-3: flights in other cabins are not near-identical",
    "LHR-JFK",
    ["LH901 LHR-FRA 0900 95", "LH903 LHR-FRA 0930 95 127 DH4", "LH400 FRA-JFK 1330 525"],
    ["LH901+LH400", "LH903+LH400"],
    { ...BUSINESS, similar: false },
  ],
])("%s, %s", (...one) => {
  expect(foundIn(one).sort()).toEqual([...one[3]].sort());
});
