/**
 * The rules of tickets: who sells what together (ENGINE-5), changing from one ticket to another
 * (ENGINE-10), and what it costs.
 */

import { describe, expect, test } from "@jest/globals";
import { airportByCode } from "../../../common/places/airports.ts";
import { AVAILABILITY } from "../../../test/fixtures/flights/flight-data.ts";
import {
  type BoardCase,
  board,
  boardQuestion,
  EARLY_MS,
  found,
  foundIn,
  numbersInClass,
  TUESDAY,
} from "../../../test/fixtures/stops/boards.ts";
import {
  foundRounds,
  pricer,
  queryOf,
  type Sides,
} from "../../../test/fixtures/stops/questions.ts";
import { connectionFactor, detourSteps, milesOf } from "../../flights/fares/curves.ts";
import {
  CLASSES,
  fareClass,
  fareDay,
  flightSeed,
  sliceFares,
  throughDollars,
} from "../../flights/fares/fare.ts";
import { dayNumberOf } from "../../flights/timetable/departures.ts";
import type { TimetableAirport } from "../../flights/timetable/timetable.ts";
import { searchConnections } from "./connection-search.ts";

const OUT = "LH901 LHR-FRA 0900 95"; // in at 11:35
const APART = { selfTransfer: true };
const DAY = dayNumberOf(TUESDAY);

test.each<BoardCase>([
  ["ENGINE-5: one carrier", "LHR-JFK", [OUT, "LH400 FRA-JFK 1330 525"], ["LH901+LH400"]],
  ["ENGINE-5: two partners", "LHR-JFK", [OUT, "UA960 FRA-JFK 1330 525"], ["LH901+UA960"]],
  [
    "ENGINE-5, INTERLINE-2: two that are none",
    "LHR-JFK",
    [OUT, "AA71 FRA-JFK 1330 525"],
    ["LH901+AA71"],
  ],
  ["INTERLINE-2: one is low-cost", "LHR-JFK", [OUT, "DY71 FRA-JFK 1330 525"], []],
  ["INTERLINE-2: one is a charter carrier", "LHR-JFK", [OUT, "XG71 FRA-JFK 1330 525"], []],
  [
    "INTERLINE-1: one is low-cost, and a partner",
    "LHR-JFK",
    ["EI1 LHR-DUB 0900 80", "B62 DUB-JFK 1330 450"],
    ["EI1+B62"],
  ],
  [
    "ENGINE-5: an unknown carrier connects to itself",
    "LHR-JFK",
    ["ZZ1 LHR-FRA 0900 95", "ZZ2 FRA-JFK 1330 525"],
    ["ZZ1+ZZ2"],
  ],
  [
    "INTERLINE-2: and counts as a network carrier",
    "LHR-JFK",
    [OUT, "ZZ2 FRA-JFK 1330 525"],
    ["LH901+ZZ2"],
  ],
  [
    "INTERLINE-3: of three the first and the last are none",
    "SYD-LHR",
    ["QF1 SYD-SIN 0900 480", "EK2 SIN-DXB 1800 430", "UA3 DXB-LHR 2330 450"],
    ["QF1+EK2+UA3"],
  ],
  [
    "INTERLINE-3: of three the last interlines with both",
    "SYD-LHR",
    ["QF1 SYD-SIN 0900 480", "EK2 SIN-DXB 1800 430", "LH3 DXB-LHR 2330 450"],
    ["QF1+EK2+LH3"],
  ],
  [
    "INTERLINE-3: three that are none",
    "SYD-LHR",
    ["QF1 SYD-SIN 0900 480", "EY2 SIN-DXB 1800 430", "LH3 DXB-LHR 2330 450"],
    [],
  ],
  [
    "INTERLINE-3: not there and back to the first carrier",
    "SYD-LHR",
    ["QF1 SYD-SIN 0900 480", "LH2 SIN-DXB 1800 430", "QF3 DXB-LHR 2330 450"],
    [],
  ],
  [
    "INTERLINE-3: the second part's partner is low-cost",
    "SYD-LHR",
    ["SQ1 SYD-SIN 0900 480", "EK2 SIN-DXB 1800 430", "FZ3 DXB-LHR 2330 450"],
    [],
  ],
  [
    "ENGINE-5: of three all are",
    "SYD-LHR",
    ["QF1 SYD-SIN 0900 480", "EK2 SIN-DXB 1800 430", "QF3 DXB-LHR 2330 450"],
    ["QF1+EK2+QF3"],
  ],
  [
    "ENGINE-13: four flights of two fares, where there are no other ones",
    "EDI-JFK",
    ["BA1 EDI-LHR 0600 80", "BA2 LHR-CDG 0900 75", "LH3 CDG-FRA 1300 75", "LH4 FRA-JFK 1600 500"],
    ["BA1+BA2+LH3+LH4"],
    { stopsMax: 3 },
  ],
  [
    "ENGINE-13: none, where there are",
    "EDI-JFK",
    [
      "BA1 EDI-LHR 0600 80",
      "BA2 LHR-CDG 0900 75",
      "LH3 CDG-FRA 1300 75",
      "LH4 FRA-JFK 1600 500",
      "LH5 LHR-FRA 1800 90",
      "LH6 FRA-JFK 2200 500",
    ],
    ["BA1+LH5+LH6"],
    { stopsMax: 3 },
  ],
  [
    "ENGINE-13: four flights of partners all the same",
    "EDI-JFK",
    [
      "LH1 EDI-LHR 0600 80",
      "LH2 LHR-CDG 0900 75",
      "UA3 CDG-FRA 1300 75",
      "LH4 FRA-JFK 1600 500",
      "LH5 LHR-FRA 1800 90",
      "LH6 FRA-JFK 2200 500",
    ],
    ["LH1+LH2+UA3+LH4", "LH1+LH5+LH6"],
    { stopsMax: 3 },
  ],
  [
    "ENGINE-13: four flights of two fares come before a wait of more than 12 hours",
    "EDI-JFK",
    [
      "BA1 EDI-LHR 0600 80",
      "BA2 LHR-CDG 0900 75",
      "LH3 CDG-FRA 1300 75",
      "LH4 FRA-JFK 1600 500",
      "BA6 LHR-JFK 2030 450 2",
    ],
    ["BA1+BA2+LH3+LH4"],
    { stopsMax: 3 },
  ],
  ["ENGINE-5: from point to point", "EDI-FRA", ["FR1 EDI-LHR 0700 80", "FR2 LHR-FRA 1000 95"], []],
  [
    "ENGINE-5: low-cost, with connections",
    "EDI-FRA",
    ["VY1 EDI-LHR 0700 80", "VY2 LHR-FRA 1000 95"],
    ["VY1+VY2"],
  ],
  [
    "ENGINE-5: all have the cabin",
    "LHR-JFK",
    [OUT, "LH400 FRA-JFK 1330 525"],
    ["LH901+LH400"],
    { cabin: "business" },
  ],
  [
    "ENGINE-10: not unless asked for",
    "BOS-LAX",
    ["B61 BOS-JFK 0800 80", "F92 JFK-LAX 1120 380"],
    [],
  ],
  [
    "ENGINE-10: domestic, 120 minutes",
    "BOS-LAX",
    ["B61 BOS-JFK 0800 80", "F92 JFK-LAX 1120 380"],
    ["B61|F92"],
    APART,
  ],
  ["ENGINE-10: 119", "BOS-LAX", ["B61 BOS-JFK 0800 80", "F92 JFK-LAX 1119 380 2"], [], APART],
  [
    "ENGINE-10: to an international flight, 180 minutes",
    "BOS-LHR",
    ["B61 BOS-JFK 0800 80", "DY2 JFK-LHR 1220 420"],
    ["B61|DY2"],
    APART,
  ],
  ["ENGINE-10: 179", "BOS-LHR", ["B61 BOS-JFK 0800 80", "DY2 JFK-LHR 1219 420 2"], [], APART],
  [
    "ENGINE-10: from an international flight, 180 minutes",
    "LHR-LAX",
    ["DY1 LHR-JFK 0900 480", "F92 JFK-LAX 1500 380"],
    ["DY1|F92"],
    APART,
  ],
  ["ENGINE-10: 179", "LHR-LAX", ["DY1 LHR-JFK 0900 480", "F92 JFK-LAX 1459 380 2"], [], APART],
  [
    "ENGINE-10: a carrier that does not connect with itself",
    "DUB-FRA",
    ["FR1 DUB-LHR 0700 80", "FR2 LHR-FRA 1120 95"],
    ["FR1|FR2"],
    APART,
  ],
  [
    "ENGINE-10: with what connects there is one ticket, and the usual time",
    "LHR-JFK",
    [OUT, "LH400 FRA-JFK 1220 525"],
    ["LH901+LH400"],
    APART,
  ],
  [
    "ENGINE-10: waiting at most twelve hours, or twenty-four",
    "LHR-JFK",
    [OUT, "DY71 FRA-JFK 1135 525 4"],
    ["LH901|DY71"],
    APART,
  ],
  ["ENGINE-10: a minute more", "LHR-JFK", [OUT, "DY71 FRA-JFK 1136 525 4"], [], APART],
  [
    "ENGINE-10: by day on a short way",
    "EDI-FRA",
    ["FR1 EDI-LHR 2000 80", "LH2 LHR-FRA 0030 95"],
    [],
    APART,
  ],
  [
    "ENGINE-10: two flights, then one",
    "LHR-JFK",
    ["LH1 LHR-FRA 0900 95", "UA2 FRA-BOS 1330 500", "B63 BOS-JFK 1900 80"],
    ["LH1+UA2|B63"],
    APART,
  ],
  [
    "ENGINE-10, INTERLINE-3: two flights of two fares, then another ticket",
    "EDI-JFK",
    ["LH1 EDI-FRA 0600 120", "AA2 FRA-BOS 1130 500", "B63 BOS-JFK 1900 80"],
    ["LH1+AA2|B63"],
    APART,
  ],
  [
    "ENGINE-10: carriers that interline are on one ticket",
    "LHR-JFK",
    [OUT, "AA71 FRA-JFK 1230 525"],
    ["LH901+AA71"],
    APART,
  ],
  [
    "ENGINE-10: one flight, then two",
    "EDI-JFK",
    ["U21 EDI-LHR 0700 80", "LH2 LHR-FRA 1130 95", "UA3 FRA-JFK 1700 525"],
    ["U21|LH2+UA3"],
    APART,
  ],
  [
    "ENGINE-10: not three tickets",
    "EDI-JFK",
    ["U21 EDI-LHR 0700 80", "LH2 LHR-FRA 1130 95", "DY3 FRA-JFK 1730 525"],
    [],
    APART,
  ],
  [
    "ENGINE-10: nor where the third does not go with the second's ticket",
    "EDI-JFK",
    ["U21 EDI-LHR 0700 80", "FR2 LHR-FRA 1130 95", "FR3 FRA-JFK 1730 525"],
    [],
    APART,
  ],
  [
    "ENGINE-10: of partners that all but connect there is none",
    "SYD-LHR",
    ["QF1 SYD-SIN 0900 480", "EK2 SIN-DXB 1830 430", "FZ3 DXB-LHR 0130 450"],
    [],
    APART, // QF with EK, EK with FZ, QF not with FZ: the change would be between partners
  ],
  [
    "ENGINE-10: three stops, two and two",
    "EDI-BOS",
    ["BA1 EDI-LHR 0600 80", "BA2 LHR-CDG 1000 75", "DY3 CDG-FRA 1530 75", "DY4 FRA-BOS 1900 500"],
    ["BA1+BA2|DY3+DY4"],
    { ...APART, stopsMax: 3 },
  ],
  [
    "ENGINE-9 and ENGINE-10: a tag is not sold on a ticket without its long flight",
    "SYD-JFK",
    [
      "QF9 SYD-SIN 1000 480",
      "QF8 SIN-SYD 1000 480",
      "LH1 SYD-LAX 0900 820",
      "QF2 LAX-JFK 1100 320",
    ],
    [],
    APART,
  ],
  [
    "ENGINE-9 and ENGINE-10: nor next to one that does not connect",
    "DUB-JFK",
    ["FR9 DUB-LHR 0900 80", "FR8 DUB-CDG 0900 100", "FR1 DUB-BOS 0700 420", "FR2 BOS-JFK 1300 80"],
    [],
    APART,
  ],
])("%s, %s", (...one) => {
  expect(foundIn(one).sort()).toEqual([...one[3]].sort());
});

describe("ENGINE-5, CABIN-5: seats in the asked cabin or none", () => {
  const nowMs = Date.UTC(2026, 11, 14, 12);
  const fares = fareDay("business", DAY, nowMs, 9, AVAILABILITY);
  const nine = { adults: 8, children: 1, infants: 0 };
  const [full] = numbersInClass("LH", 1, { fares, day: DAY, wanted: (one) => one === CLASSES }) as [
    string,
  ];
  const [free] = numbersInClass("LH", 1, { fares, day: DAY, wanted: (one) => one < CLASSES }) as [
    string,
  ];
  const isFree = (seats: number) =>
    fareClass(fareDay("business", DAY, nowMs, seats, AVAILABILITY), flightSeed(full), DAY) <
    CLASSES;

  test.each([
    ["all have nine", free, free, nine, 1],
    ["the first has not", full, free, nine, 0],
    ["the last has not", free, full, nine, 0],
    [
      "a party of eight and one on a lap",
      full,
      free,
      { adults: 8, children: 0, infants: 1 },
      isFree(8) ? 1 : 0,
    ],
    ["one traveller", full, free, { adults: 1, children: 0, infants: 0 }, isFree(1) ? 1 : 0],
  ])("%s", (_, first, second, passengers, count) => {
    const sides = board([`${first} LHR-FRA 0900 95`, `${second} FRA-JFK 1330 525`]);
    expect(
      found(
        sides,
        boardQuestion(sides, `LHR-JFK ${TUESDAY}`, { passengers, nowMs, cabin: "business" }),
      ),
    ).toHaveLength(count);
  });
});

describe("what it costs", () => {
  const passengers = { adults: 2, children: 1, infants: 1 };
  const fares = fareDay("economy", DAY, EARLY_MS, 3, AVAILABILITY);
  const classOf = (flight: string) => fareClass(fares, flightSeed(flight), DAY);
  const miles = ({ facts }: Sides, from: string, to: string) =>
    milesOf(facts.km(facts.timetable.airport(from), facts.timetable.airport(to)));
  /** A carrier's fare from one airport to another. */
  const fare = (
    { facts }: Sides,
    carrier: string,
    booked: number,
    [from, to]: readonly [string, string],
    factor?: (whole: number) => number,
  ) => {
    const { timetable, fareTables } = facts;
    const [a, b] = [timetable.airport(from), timetable.airport(to)];
    const code = timetable.carriers.indexOf(carrier);
    const whole = milesOf(facts.km(a, b));
    const its = sliceFares(fares, fareTables);
    return throughDollars(its, code, booked, a, b, whole, factor?.(whole));
  };
  /** One flight alone. */
  const single = (sides: Sides, flight: string, from: string, to: string) =>
    fare(sides, flight.slice(0, 2), classOf(flight), [from, to]);
  const price = (carrier: string, dollars: number) => pricer("KWD", passengers)(carrier, dollars);
  const waysOf = (sides: Sides, market: string) =>
    foundRounds(
      sides,
      boardQuestion(sides, `${market} ${TUESDAY}`, {
        passengers,
        currency: "KWD",
        selfTransfer: true,
      }),
    ).flatMap(({ found: some }) => some);

  test("FARE-1: one carrier's through fare, in the highest of its classes, or its flights one by one", () => {
    const sides = board([OUT, "LH400 FRA-JFK 1330 525"]);
    const apart = single(sides, "LH901", "LHR", "FRA") + single(sides, "LH400", "FRA", "JFK");
    const flown = miles(sides, "LHR", "FRA") + miles(sides, "FRA", "JFK");
    const through = fare(
      sides,
      "LH",
      Math.max(classOf("LH901"), classOf("LH400")),
      ["LHR", "JFK"],
      (whole) => connectionFactor(1, whole, detourSteps(whole, flown), false),
    );
    expect(waysOf(sides, "LHR-JFK").map(({ itinerary }) => itinerary.price)).toEqual([
      price("LH", Math.min(apart, through)),
    ]);
  });

  // The non-stop flight is in as low a class as the flights of the connections, or a more expensive
  // one.
  describe("San Francisco - Santa Barbara - Los Angeles - Tokyo (FARE-7, FARE-9 to FARE-11)", () => {
    const airports = ["SFO", "SBA", "LAX", "NRT"].map(
      (code) => airportByCode(code) as TimetableAirport,
    );
    const inClass = (carrier: string, count: number, wanted: number) =>
      numbersInClass(carrier, count, { fares, day: DAY, wanted: (one) => one === wanted });
    const boardOf = (nonstop: string, carriers: string) => {
      const [one, two, three] = carriers.split(" ").map((code) => inClass(code, 3, 0)) as [
        string[],
        string[],
        string[],
      ];
      return board(
        [
          `${nonstop} SFO-NRT 1100 660`,
          `${one[0]} SFO-SBA 0600 75`,
          `${two[1]} SBA-LAX 0900 60`,
          `${three[2]} LAX-NRT 1200 700`,
        ],
        airports,
      );
    };
    const itinerariesOf = (sides: Sides) =>
      waysOf(sides, "SFO-NRT").map(({ itinerary }) => itinerary);

    test.each([
      ["its own connection", "UA UA UA"],
      ["a rival", "AA AA AA"],
      ["a rival of another alliance", "DL DL DL"],
      ["partners", "UA UA NH"],
      ["rivals that are partners", "AA AA JL"],
      ["carriers that are not partners: two fares", "DL DL UA"],
      ["and the other way round", "UA UA AA"],
    ])("by %s is no cheaper than the non-stop flight, in whatever class that is: %s", (_, carriers) => {
      for (const booked of [0, 3, 6]) {
        const [nonstop] = inClass("UA", 1, booked) as [string];
        const sides = boardOf(nonstop, carriers);
        const [shown, ...others] = itinerariesOf(sides);
        expect({ stops: shown?.stops, others }).toEqual({ stops: 2, others: [] });
        const alone = single(sides, nonstop, "SFO", "NRT");
        expect(shown?.tickets[0]?.dollars).toBeGreaterThanOrEqual(alone);
      }
    });

    test("by Los Angeles on two carriers it costs the seller's through fare in the class of the non-stop flight, where the sum is less (FARE-9, FARE-10)", () => {
      const [out] = inClass("AA", 1, 0) as [string];
      const [on] = inClass("JL", 1, 0) as [string];
      const ways = [`${out} SFO-LAX 0600 75`, `${on} LAX-NRT 1200 700`];
      const dollarsOf = (nonstops: readonly string[]) => {
        const sides = board([...ways, ...nonstops], airports);
        const flown = miles(sides, "SFO", "LAX") + miles(sides, "LAX", "NRT");
        const through = (booked: number, rival: boolean) =>
          fare(sides, "JL", booked, ["SFO", "NRT"], (whole) =>
            connectionFactor(1, whole, detourSteps(whole, flown), rival),
          );
        const sum = 0.96 * (single(sides, out, "SFO", "LAX") + single(sides, on, "LAX", "NRT"));
        const [shown] = itinerariesOf(sides);
        return { dollars: shown?.tickets[0]?.dollars, sum, through };
      };
      const without = dollarsOf([]);
      expect(without.sum).toBeGreaterThan(without.through(0, false));
      expect(without.dollars).toBeCloseTo(without.sum, 9);
      const [full] = inClass("UA", 1, 7) as [string];
      const beside = dollarsOf([`${full} SFO-NRT 1100 660`]);
      expect(beside.through(7, true)).toBeGreaterThan(beside.sum);
      expect(beside.dollars).toBeCloseTo(beside.through(7, true), 9);
    });
  });

  test("FARE-2: two carriers' flights, less 4 %, at the terms of the one that flies the longest", () => {
    const sides = board([OUT, "UA960 FRA-JFK 1330 525"]);
    const sum = single(sides, "LH901", "LHR", "FRA") + single(sides, "UA960", "FRA", "JFK");
    const [shown] = waysOf(sides, "LHR-JFK");
    expect(shown?.itinerary.price).toBe(price("UA", 0.96 * sum));
    expect(shown?.itinerary.tickets).toMatchObject([
      {
        from: 0,
        to: 2,
        seller: sides.network.timetable.carriers.indexOf("UA"),
        dollars: expect.closeTo(0.96 * sum, 9),
      },
    ]);
  });

  test("INTERLINE-2: two carriers that are not partners: the sum of their fares", () => {
    const sides = board([OUT, "AA71 FRA-JFK 1330 525"]);
    const sum = single(sides, "LH901", "LHR", "FRA") + single(sides, "AA71", "FRA", "JFK");
    const [shown] = waysOf(sides, "LHR-JFK");
    expect(shown?.itinerary.price).toBe(price("AA", sum));
    expect(shown?.itinerary.tickets).toMatchObject([
      { from: 0, to: 2, dollars: expect.closeTo(sum, 9) },
    ]);
  });

  test("INTERLINE-3: of three flights two are partners' fare, the cheaper way to divide them", () => {
    const flights = ["QF1 SYD-SIN 0900 480", "EK2 SIN-DXB 1800 430", "UA3 DXB-LHR 2330 450"];
    const sides = board(flights);
    const [qf, ek, ua] = [
      single(sides, "QF1", "SYD", "SIN"),
      single(sides, "EK2", "SIN", "DXB"),
      single(sides, "UA3", "DXB", "LHR"),
    ] as [number, number, number];
    const least = Math.min(0.96 * (qf + ek) + ua, qf + 0.96 * (ek + ua));
    const [shown] = waysOf(sides, "SYD-LHR");
    expect(shown?.itinerary.tickets).toMatchObject([
      { from: 0, to: 3, dollars: expect.closeTo(least, 9) },
    ]);
    expect(least).toBeLessThan(qf + ek + ua);
  });

  test.each([
    "LH",
    "UA",
  ])("ENGINE-5: of two flights as long as each other the first one's carrier sells it: %s", (first) => {
    const place = (
      code: string,
      country: string,
      latitude: number,
      longitude: number,
    ): TimetableAirport => {
      return { code, country, city: code, zone: "UTC", latitude, longitude };
    };
    const places = [place("AAA", "AA", 0, -4), place("HUB", "HH", 2, 0), place("ZZZ", "ZZ", 0, 4)];
    const second = first === "LH" ? "UA" : "LH";
    const sides = board([`${first}1 AAA-HUB 0900 95`, `${second}2 HUB-ZZZ 1300 95`], places);
    const { carriers, distanceKm } = sides.network.timetable;
    expect(distanceKm(0, 1)).toBe(distanceKm(1, 2));
    expect(
      found(sides, boardQuestion(sides, `AAA-ZZZ ${TUESDAY}`, { passengers, currency: "KWD" })),
    ).toHaveLength(1);
    expect(
      waysOf(sides, "AAA-ZZZ").map(
        ({ itinerary }) => carriers[itinerary.tickets[0]?.seller as number],
      ),
    ).toEqual([first]);
  });

  test("ENGINE-10: two tickets cost what each of them does, and say where one changes and who sells them", () => {
    const sides = board([
      "LH1 LHR-FRA 0900 95",
      "UA2 FRA-BOS 1330 500",
      "FR3 BOS-JFK 1900 80",
      "FR4 BOS-DUB 1900 400",
      "FR5 BOS-LAX 1900 400",
    ]);
    const carriers = sides.network.timetable.carriers;
    const [shown] = waysOf(sides, "LHR-JFK");
    const [first, second] = [
      0.96 * (single(sides, "LH1", "LHR", "FRA") + single(sides, "UA2", "FRA", "BOS")),
      single(sides, "FR3", "BOS", "JFK"),
    ];
    expect(shown?.itinerary.tickets).toMatchObject([
      { from: 0, to: 2, seller: carriers.indexOf("UA"), dollars: expect.closeTo(first, 9) },
      { from: 2, to: 3, seller: carriers.indexOf("FR"), dollars: expect.closeTo(second, 9) },
    ]);
    expect(shown?.itinerary.price).toBe(price("UA", first) + price("FR", second));
  });

  test("what has no price is not sold", () => {
    const sides = board([
      OUT,
      "LH400 FRA-JFK 1330 525",
      "VS1 LHR-BOS 0930 450",
      "VS2 BOS-JFK 1500 80",
    ]);
    const query = queryOf(sides.network.timetable, boardQuestion(sides, `LHR-JFK ${TUESDAY}`));
    const priced = (unpriced: readonly string[]) => {
      const price = (seller: number, dollars: number) =>
        unpriced.includes(sides.network.timetable.carriers[seller] as string)
          ? Number.POSITIVE_INFINITY
          : query.price(seller, dollars);
      return [...searchConnections(sides.network, { ...query, price })].flatMap(
        (round) => round?.found ?? [],
      ).length;
    };
    expect([[], ["LH"], ["VS"], ["LH", "VS"]].map(priced)).toEqual([2, 1, 1, 0]);
  });
});

test("ENGINE-11: a flight that is sold locally only is part of no itinerary, and is a non-stop flight all the same", () => {
  const flights = ["LH901 LHR-FRA 0900 95", "LH400 FRA-JFK 1330 525"];
  expect(foundIn(["", "LHR-JFK", flights, []])).toEqual(["LH901+LH400"]);
  expect(foundIn(["", "LHR-JFK", [`${flights[0]} local`, flights[1] as string], []])).toEqual([]);
  expect(foundIn(["", "LHR-JFK", [flights[0] as string, `${flights[1]} local`], []])).toEqual([]);
  // ENGINE-7: three times 200 minutes, and 2 hours.
  expect(foundIn(["", "LHR-JFK", [...flights, "LH1 LHR-JFK 0900 200 local"], []])).toEqual([]);
});

describe("ENGINE-12: a flight that is sold in some connections only", () => {
  const IN = "LH901 LHR-FRA 0900 95";
  const HOME = "BA1431 EDI-LHR 0900 80";
  const BEYOND = "BA117 LHR-JFK 1330 470";
  const OUT = "LH400 FRA-JFK 1330 525";
  const OTHER = "UA961 FRA-JFK 1330 525";
  test.each<[name: string, market: string, flights: string[], expected: string[]]>([
    ["online: with its own carrier", "LHR-JFK", [`${IN} onlineOnly`, OUT], ["LH901+LH400"]],
    ["online: not with another one", "LHR-JFK", [`${IN} onlineOnly`, OTHER], []],
    ["domestic: not with an international one", "LHR-JFK", [IN, `${OUT} domesticOnly`], []],
    [
      "domestic: with a domestic one",
      "EDI-JFK",
      [HOME, `${BEYOND} domesticOnly`],
      ["BA1431+BA117"],
    ],
    [
      "international: with one on one side",
      "EDI-JFK",
      [`${HOME} internationalOnly connectionsOnly`, BEYOND],
      ["BA1431+BA117"],
    ],
    [
      "international: not with a domestic one",
      "EDI-JFK",
      [HOME, `${BEYOND} internationalOnly`],
      [],
    ],
    [
      "connections only: as a part of one",
      "LHR-JFK",
      [`${IN} connectionsOnly`, OUT],
      ["LH901+LH400"],
    ],
  ])("%s", (_, market, flights, expected) => {
    expect(foundIn(["", market, flights, []])).toEqual(expected);
  });

  test("connections only: not as a ticket of its own", () => {
    const flights = (restriction: string) => [
      "LH901 LHR-FRA 0900 95",
      `FR400 FRA-JFK 1630 525${restriction}`,
    ];
    const asked = { selfTransfer: true };
    expect(foundIn(["", "LHR-JFK", flights(""), [], asked])).toEqual(["LH901|FR400"]);
    expect(foundIn(["", "LHR-JFK", flights(" connectionsOnly"), [], asked])).toEqual([]);
  });
});

test("ENGINE-9: flights between foreign countries need one of their carrier that touches its home", () => {
  const home = ["SQ1 SIN-FRA 0900 780", "SQ2 SIN-LHR 0900 800", "SQ3 SIN-SYD 0900 480"];
  const tags = ["SQ8 FRA-LHR 1730 100", "SQ9 LHR-JFK 2030 480"];
  // Both are Singapore Airlines', and neither may be sold without the other way round.
  expect(foundIn(["", "FRA-JFK", [...home, ...tags], []])).toEqual([]);
  expect(foundIn(["", "SIN-JFK", [...home, ...tags], []])).toEqual(["SQ2+SQ9"]);
});
