/**
 * Which itineraries are shown, and in which rounds: LIST-1 to LIST-5, the rounds with
 * their floors, and stopping half-way.
 */

import { describe, expect, test } from "@jest/globals";
import { cost } from "../../../common/money/money.ts";
import { BEST } from "../../../test/fixtures/flights/context.ts";
import { AVAILABILITY } from "../../../test/fixtures/flights/flight-data.ts";
import {
  type BoardCase,
  board,
  boardQuestion,
  EARLY_MS,
  foundIn,
  numbersInClass,
  TUESDAY,
} from "../../../test/fixtures/stops/boards.ts";
import { foundRounds, queryOf } from "../../../test/fixtures/stops/questions.ts";
import { fareClass, fareDay, flightSeed } from "../../flights/fares/fare.ts";
import { dayNumberOf } from "../../flights/timetable/departures.ts";
import { searchConnections } from "./connection-search.ts";
import type { EngineItinerary } from "./itinerary.ts";

const DAY = dayNumberOf(TUESDAY);
const FARES = fareDay("economy", DAY, EARLY_MS, 1, AVAILABILITY);
const classOf = (flight: string) => fareClass(FARES, flightSeed(flight), DAY);
const CHEAPEST = Math.min(
  ...Array.from({ length: 500 }, (_, number) => classOf(`LH${100 + number}`)),
);
const ON_THE_DAY = { fares: FARES, day: DAY };
const CHEAP = { ...ON_THE_DAY, wanted: (one: number) => one === CHEAPEST };
/** Flights of one class: whatever itinerary they make up costs the same. */
const [A, B, C, D, E, F] = numbersInClass("LH", 6, CHEAP) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const [FIRST, SECOND] = numbersInClass("UA", 2, CHEAP) as [string, string];
const [EXPENSIVE] = numbersInClass("LH", 1, { ...ON_THE_DAY, wanted: (one) => one > CHEAPEST }) as [
  string,
];
/** So expensive that what is of the cheapest class costs less than 70 %. */
const [MOST_EXPENSIVE, MOST_EXPENSIVE_ON] = numbersInClass("LH", 2, {
  ...ON_THE_DAY,
  wanted: (one) => one > CHEAPEST + 4,
}) as [string, string];
const [OTHER] = numbersInClass("AA", 1, CHEAP) as [string];
const BY_PRICE = { objective: { valuePerHour: 0, penaltyPerStop: 0 } };
const BY_MINUTES = { objective: { valuePerHour: 6_000, penaltyPerStop: 0 } };
const COUNTING = { objective: { ...BEST, countsInconvenience: true }, wanted: 1 };
/** A change of alliance costs more than any fare here. */
const BY_COMFORT = {
  objective: { valuePerHour: 600_000, penaltyPerStop: 0, countsInconvenience: true },
};
const BY_TIME = { objective: { valuePerHour: 600_000_000, penaltyPerStop: 0 } };
const COLLAPSED = { similar: false };

const level = (flights: readonly string[]) => [...flights].sort();
const [LEVEL] = level([`${A}+${C}`, `${B}+${C}`]);

test.each<BoardCase>([
  [
    "LIST-1: leaves later",
    "LHR-JFK",
    [`${A} LHR-FRA 0900 95`, `${B} LHR-FRA 0859 95`, `${C} FRA-JFK 1400 525`],
    [`${A}+${C}`],
  ],
  [
    "LIST-1: arrives earlier",
    "LHR-JFK",
    [`${A} LHR-FRA 0900 95`, `${B} FRA-JFK 1401 525`, `${C} FRA-JFK 1400 525`],
    [`${A}+${C}`],
  ],
  [
    "LIST-1: costs less",
    "LHR-JFK",
    [`${A} LHR-FRA 0900 95`, `${B} FRA-JFK 1400 525`, `${EXPENSIVE} FRA-JFK 1400 525`],
    [`${A}+${B}`],
  ],
  [
    "LIST-1: both",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} LHR-FRA 0930 95`,
      `${C} FRA-JFK 1300 525`,
      `${D} FRA-JFK 1330 525`,
    ],
    [`${B}+${C}`],
  ],
  [
    "LIST-1: leaves and arrives later",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1220 525`,
      `${C} LHR-FRA 0901 95`,
      `${D} FRA-JFK 1221 525`,
    ],
    [`${A}+${B}`, `${C}+${D}`],
  ],
  [
    "LIST-1: leaves and arrives later, and is slower",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1220 525`,
      `${C} LHR-FRA 1000 95`,
      `${D} FRA-JFK 1430 525`,
    ],
    [`${A}+${B}`, `${C}+${D}`],
    BY_TIME,
  ],
  [
    "LIST-1: arrives later, and costs less",
    "LHR-JFK",
    [`${A} LHR-FRA 0900 95`, `${EXPENSIVE} FRA-JFK 1400 525`, `${B} FRA-JFK 1401 525`],
    [`${A}+${B}`, `${A}+${EXPENSIVE}`],
    BY_PRICE,
  ],
  [
    "LIST-1: level in everything",
    "LHR-JFK",
    [`${A} LHR-FRA 0900 95`, `${B} FRA-JFK 1400 525`, `${C} FRA-JFK 1400 525`],
    level([`${A}+${B}`, `${A}+${C}`]),
  ],
  [
    "LIST-1: so too in the first flight",
    "LHR-JFK",
    [`${A} LHR-FRA 0900 95`, `${B} LHR-FRA 0900 95`, `${C} FRA-JFK 1400 525`],
    level([`${A}+${C}`, `${B}+${C}`]),
  ],
  [
    "LIST-3: unless they are as good as one",
    "LHR-JFK",
    [`${A} LHR-FRA 0900 95`, `${B} LHR-FRA 0900 95`, `${C} FRA-JFK 1400 525`],
    [`${LEVEL} and 1`],
    COLLAPSED,
  ],
  [
    "LIST-2: by price, then minutes, then departure",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1330 525`,
      `${C} LHR-FRA 1100 95`,
      `${D} FRA-JFK 1420 525`,
      `${E} LHR-FRA 0800 95`,
      `${F} FRA-JFK 1120 525`,
    ],
    [`${E}+${F}`, `${C}+${D}`, `${A}+${B}`],
    BY_PRICE,
  ],
  [
    "LIST-2: where inconvenience counts, what leaves at four is behind what is half an hour slower",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0400 95`,
      `${B} FRA-JFK 0900 525`,
      `${C} LHR-FRA 0900 95`,
      `${D} FRA-JFK 1430 525`,
    ],
    [`${C}+${D}`],
    COUNTING,
  ],
  [
    "LIST-2: where it does not, before it",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0400 95`,
      `${B} FRA-JFK 0900 525`,
      `${C} LHR-FRA 0900 95`,
      `${D} FRA-JFK 1430 525`,
    ],
    [`${A}+${B}`],
    { ...COUNTING, objective: BEST },
  ],
  [
    "LIST-2: where it counts, a night between two flights is behind a longer day",
    "LHR-JFK",
    [
      `${A} LHR-FRA 1700 95`,
      `${B} FRA-JFK 0500 525`,
      `${C} LHR-FRA 0730 95`,
      `${D} FRA-JFK 2000 525`,
    ],
    [`${C}+${D}`],
    COUNTING,
  ],
  [
    "LIST-4: the first of them",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1220 525`,
      `${C} LHR-FRA 0901 95`,
      `${D} FRA-JFK 1221 525`,
    ],
    [`${A}+${B}`],
    { wanted: 1 },
  ],
  [
    "LIST-1: arrives later and is more expensive, but costs less in all",
    "LHR-JFK",
    [`${A} LHR-FRA 0900 95`, `${OTHER} FRA-JFK 1330 525`, `${MOST_EXPENSIVE} FRA-JFK 1345 525`],
    [`${A}+${MOST_EXPENSIVE}`, `${A}+${OTHER}`],
    BY_COMFORT,
  ],
  [
    "LIST-1: so too with a stop more",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${OTHER} FRA-JFK 1330 525`,
      `${MOST_EXPENSIVE} LHR-CDG 0900 75`,
      `${B} CDG-DUB 1230 100`,
      `${MOST_EXPENSIVE_ON} DUB-JFK 1430 420`,
    ],
    [`${MOST_EXPENSIVE}+${B}+${MOST_EXPENSIVE_ON}`, `${A}+${OTHER}`],
    BY_COMFORT,
  ],
  [
    "LIST-3: 59 minutes apart",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1240 525`,
      `${C} LHR-FRA 0959 95`,
      `${D} FRA-JFK 1339 525`,
    ],
    [`${A}+${B} and 1`],
    COLLAPSED,
  ],
  [
    "LIST-3: 60 minutes",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1240 525`,
      `${C} LHR-FRA 1000 95`,
      `${D} FRA-JFK 1340 525`,
    ],
    [`${A}+${B} and 1`],
    COLLAPSED,
  ],
  [
    "LIST-3: 61 minutes at the start",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1240 525`,
      `${C} LHR-FRA 1001 95`,
      `${D} FRA-JFK 1340 525`,
    ],
    [`${C}+${D}`, `${A}+${B}`],
    COLLAPSED,
  ],
  [
    "LIST-3: 61 minutes at the end",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1240 525`,
      `${C} LHR-FRA 1000 95`,
      `${D} FRA-JFK 1341 525`,
    ],
    [`${A}+${B}`, `${C}+${D}`],
    COLLAPSED,
  ],
  [
    "LIST-3: all are shown when asked for",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1240 525`,
      `${C} LHR-FRA 0959 95`,
      `${D} FRA-JFK 1339 525`,
    ],
    [`${A}+${B}`, `${C}+${D}`],
  ],
  [
    "LIST-3: near one that was collapsed itself",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1240 525`,
      `${C} LHR-FRA 0950 95`,
      `${D} FRA-JFK 1330 525`,
      `${E} LHR-FRA 1040 95`,
      `${F} FRA-JFK 1420 525`,
    ],
    [`${A}+${B} and 1`, `${E}+${F}`],
    COLLAPSED,
  ],
  [
    "LIST-3: those behind the end of the list are not counted",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1240 525`,
      `${C} LHR-FRA 0959 95`,
      `${D} FRA-JFK 1339 525`,
    ],
    [`${A}+${B}`],
    { ...COLLAPSED, wanted: 1 },
  ],
  [
    "LIST-5: more than twice as long, and no cheaper",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1235 450`,
      `${C} LHR-FRA 1000 95`,
      `${D} FRA-JFK 2300 491`,
    ],
    [`${A}+${B}`],
  ],
  [
    "LIST-5: twice as long",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1235 450`,
      `${C} LHR-FRA 1000 95`,
      `${D} FRA-JFK 2300 490`,
    ],
    [`${A}+${B}`, `${C}+${D}`],
  ],
  [
    "LIST-5: more than 12 hours longer",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1500 600`,
      `${C} LHR-FRA 1300 95`,
      `${D} FRA-JFK 2300 1081`,
    ],
    [`${A}+${B}`],
  ],
  [
    "LIST-5: 12 hours longer",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1500 600`,
      `${C} LHR-FRA 1300 95`,
      `${D} FRA-JFK 2300 1080`,
    ],
    [`${A}+${B}`, `${C}+${D}`],
  ],
  [
    "LIST-5: more than twice as long, and much cheaper",
    "LHR-JFK",
    [
      `${MOST_EXPENSIVE} LHR-FRA 0900 95`,
      `${MOST_EXPENSIVE_ON} FRA-JFK 1235 450`,
      `${C} LHR-FRA 1000 95`,
      `${D} FRA-JFK 2300 491`,
    ],
    [`${MOST_EXPENSIVE}+${MOST_EXPENSIVE_ON}`, `${C}+${D}`],
    BY_MINUTES,
  ],
  [
    "LIST-5: more than twice as long, and stops less often",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${E} FRA-CDG 1230 75`,
      `${F} CDG-JFK 1530 400`,
      `${C} LHR-FRA 1000 95`,
      `${D} FRA-JFK 2300 745`,
    ],
    [`${A}+${E}+${F}`, `${C}+${D}`],
  ],
  [
    "LIST-5: more than twice as long, by two stops, beside one by one",
    "LHR-JFK",
    [
      `${A} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1235 450`,
      `${C} LHR-FRA 1000 95`,
      `${E} FRA-CDG 2200 75`,
      `${F} CDG-JFK 0030 525`,
    ],
    [`${A}+${B}`],
  ],
  [
    "LIST-5: by price alone the longer way is first, and is shown",
    "LHR-JFK",
    [
      `${EXPENSIVE} LHR-FRA 0900 95`,
      `${B} FRA-JFK 1235 450`,
      `${C} LHR-FRA 1000 95`,
      `${D} FRA-JFK 2300 491`,
    ],
    [`${C}+${D}`, `${EXPENSIVE}+${B}`],
    BY_PRICE,
  ],
  [
    "a flight under a second number is one flight",
    "LHR-JFK",
    [`${A} LHR-FRA 0900 95 127 as UA9001`, `${B} FRA-JFK 1400 525`],
    [`${A}+${B}`],
  ],
  [
    "flights on the board under two numbers are sold under the cheaper",
    "LHR-JFK",
    [
      `${EXPENSIVE} LHR-FRA 0900 95`,
      `${FIRST} LHR-FRA 0900 95`,
      `${A} FRA-JFK 1400 525`,
      `${SECOND} FRA-JFK 1400 525`,
      "UA9999 FRA-LHR 0900 95 1",
    ],
    [`${FIRST}+${SECOND}`],
    { stopsMax: 1, wanted: 1 },
  ],
])("%s, %s", (...one) => {
  expect(foundIn(one)).toEqual(one[3]);
});

describe("LIST-3: by the same airports on the same carriers", () => {
  test.each([
    [
      "the second of a partner",
      [
        `${A} LHR-FRA 0900 95`,
        `${B} FRA-JFK 1240 525`,
        `${C} LHR-FRA 0930 95`,
        `${FIRST} FRA-JFK 1330 525`,
      ],
      2,
    ],
    [
      "the first of a partner",
      [
        `${A} LHR-FRA 0900 95`,
        `${B} FRA-JFK 1240 525`,
        `${FIRST} LHR-FRA 0930 95`,
        `${D} FRA-JFK 1330 525`,
      ],
      2,
    ],
    [
      "by another airport",
      [
        `${A} LHR-FRA 0900 95`,
        `${B} FRA-JFK 1240 525`,
        `${C} LHR-CDG 0930 75`,
        `${D} CDG-JFK 1330 510`,
      ],
      2,
    ],
    [
      "neither",
      [
        `${A} LHR-FRA 0900 95`,
        `${B} FRA-JFK 1240 525`,
        `${C} LHR-FRA 0930 95`,
        `${D} FRA-JFK 1330 525`,
      ],
      1,
    ],
  ])("%s", (_, flights, count) => {
    expect(foundIn(["LIST-3", "LHR-JFK", flights, [], COLLAPSED])).toHaveLength(count);
  });
});

describe("LIST-2: level in all, by the itinerary's key, which is text", () => {
  const [two] = numbersInClass("LH", 1, { ...CHEAP, from: 20 }) as [string];
  const [three] = numbersInClass("LH", 1, { ...CHEAP, from: 100 }) as [string];

  test.each([
    [
      "the first flights",
      [`${two} LHR-FRA 0900 95`, `${three} LHR-FRA 0900 95`, `${A} FRA-JFK 1400 525`],
    ],
    [
      "the second",
      [`${A} LHR-FRA 0900 95`, `${two} FRA-JFK 1400 525`, `${three} FRA-JFK 1400 525`],
    ],
  ])("%s", (_, flights) => {
    const shown = foundIn(["LIST-2", "LHR-JFK", flights, []]);
    expect({ two: two.length, three: three.length, shown: shown.length }).toEqual({
      two: 4,
      three: 5,
      shown: 2,
    });
    expect(shown[0]).toContain(three);
  });
});

/** Where the price is the same whatever the flights: fares themselves rise with the stops. */
describe("LIST-1: stops less often, all else the same", () => {
  // in at 14:20 UTC
  const byTwo = ["BA1 EDI-LHR 0700 80", "BA2 LHR-CDG 1000 75", "BA3 CDG-FRA 1400 80"];
  const byOne = "BA4 LHR-FRA 1245 95";
  const stopsOf = (flights: readonly string[]) => {
    const sides = board(flights);
    const query = queryOf(
      sides.network.timetable,
      boardQuestion(sides, `EDI-FRA ${TUESDAY}`, BY_PRICE),
    );
    const rounds = [...searchConnections(sides.network, { ...query, price: () => 10_000 })];
    return rounds.flatMap((round) =>
      (round?.found ?? []).map(({ itinerary: { stops, minutes } }) => [stops, minutes]),
    );
  };

  test("one stop is shown, and two were as fast", () => {
    expect(stopsOf(byTwo)).toEqual([[2, 440]]);
    expect(stopsOf([...byTwo, byOne])).toEqual([[1, 440]]);
  });
});

describe("level with the end of a list that is full", () => {
  /**
   * So many itineraries by Brussels that the search updates its list before it comes to Paris,
   * which costs the same and takes longer at least.
   */
  const [early, late, onward, aside, ...others] = numbersInClass("LH", 404, {
    ...CHEAP,
    from: 1_000,
  }) as [string, string, string, string, ...string[]];
  const minute = (i: number) =>
    `${String(8 + Math.floor(i / 60)).padStart(2, "0")}${String(i % 60).padStart(2, "0")}`;
  // The last of them leaves at 14:39: 726 minutes.
  const byBrussels = [
    ...others.map((flight, i) => `${flight} LHR-BRU ${minute(i)} 95`),
    `${onward} BRU-JFK 1900 525`,
  ];

  test.each([
    ["in price, the faster is first", BY_PRICE, 520, `${early}+${late}`],
    ["in price, of two as fast the earlier is", BY_PRICE, 576, `${early}+${late}`],
    ["in price, the slower is not", BY_PRICE, 577, `${others.at(-1)}+${onward}`],
    ["in cost, of two as fast the earlier is first", BY_MINUTES, 576, `${early}+${late}`],
  ])("LIST-2: %s", (_, objective, block, first) => {
    const flights = [...byBrussels, `${early} LHR-CDG 1000 75`, `${late} CDG-JFK 1330 ${block}`];
    expect(foundIn(["LIST-2", "LHR-JFK", flights, [], { ...objective, wanted: 1 }])).toEqual([
      first,
    ]);
  });

  test("LIST-1: an itinerary that beats two of it makes room, and what was left aside behind its end is searched again", () => {
    const flights = [
      ...byBrussels, // 14:39 to 02:45 UTC, 726 minutes
      `${A} LHR-BRU 1730 95`, // 17:30 to 04:35, 665 minutes
      `${B} BRU-JFK 2050 525`,
      `${C} LHR-BRU 1800 95`, // 18:00 to 06:45, 765 minutes
      `${D} BRU-JFK 2300 525`,
      `${E} BRU-JFK 0600 400`, // makes Brussels look the faster: it is searched first
      `${early} LHR-CDG 1730 65`, // 17:30 to 02:45, 555 minutes
      `${late} CDG-JFK 2050 415`,
      `${F} LHR-CDG 1900 65`, // 19:00 to 07:20, 740 minutes
      `${aside} CDG-JFK 2300 560`,
    ];
    expect(foundIn(["LIST-1", "LHR-JFK", flights, [], { ...BY_MINUTES, wanted: 2 }])).toEqual([
      `${early}+${late}`,
      `${F}+${aside}`,
    ]);
  });

  test("LIST-2: in cost, the cheaper is first, however slow", () => {
    const [mostExpensive] = numbersInClass("LH", 1, {
      ...ON_THE_DAY,
      wanted: (one) => one > CHEAPEST + 1,
    });
    const flights = [
      `${A} LHR-FRA 0900 95`,
      `${mostExpensive} FRA-JFK 1230 525`,
      `${C} FRA-BOS 1230 500`,
      `${D} BOS-JFK 1900 80`,
    ];
    const sides = board(flights);
    const [one, two] = foundRounds(sides, boardQuestion(sides, `LHR-JFK ${TUESDAY}`, BY_PRICE)).map(
      ({ found }) => found[0]?.itinerary.price as number,
    );
    const penaltyPerStop = (one as number) - (two as number);
    expect(penaltyPerStop).toBeGreaterThan(0);
    const level = { objective: { valuePerHour: 0, penaltyPerStop }, wanted: 1 };
    expect(foundIn(["LIST-2", "LHR-JFK", flights, [], level])).toEqual([`${A}+${C}+${D}`]);
  });
});

describe("rounds", () => {
  const roundsOf = (
    market: string,
    flights: readonly string[],
    more: Parameters<typeof boardQuestion>[2],
  ) => {
    const sides = board(flights);
    return foundRounds(sides, boardQuestion(sides, `${market} ${TUESDAY}`, more));
  };
  const SLOW = ["LH901 LHR-FRA 0900 95", "LH400 FRA-JFK 2300 525"];
  const FAST = ["LH402 FRA-BOS 1330 500", "UA1 BOS-JFK 1900 80"];

  test("a later round may displace what an early one found", () => {
    const rounds = roundsOf("LHR-JFK", [...SLOW, ...FAST], { ...BY_TIME, wanted: 1 });
    expect(rounds.map(({ stops, lines }) => [stops, lines.length])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(rounds[0]?.floor).toBeLessThanOrEqual(rounds[1]?.found[0]?.itinerary.cost as number);
  });

  test("what is worse than a full list is left out", () => {
    const rounds = roundsOf(
      "LHR-JFK",
      ["LH901 LHR-FRA 0900 95", "LH400 FRA-JFK 1230 525", ...FAST],
      { ...BY_TIME, wanted: 1 },
    );
    expect(rounds.map(({ stops }) => stops)).toEqual([1]);
  });

  test("BATCH-2: a round without itineraries is left out, and a floor reaches beyond it", () => {
    const flights = [
      "LH1 EDI-FRA 0600 115",
      "LH2 FRA-JFK 1100 525",
      "BA1 EDI-LHR 0700 80",
      "BA2 LHR-CDG 1000 75",
    ];
    const rounds = roundsOf(
      "EDI-JFK",
      [...flights, "AA3 CDG-BOS 1430 460", "AA4 BOS-JFK 1900 80"],
      { stopsMax: 3 },
    );
    expect(rounds.map(({ stops }) => stops)).toEqual([1, 3]);
    expect(rounds[0]?.floor).toBeLessThanOrEqual(rounds[1]?.found[0]?.itinerary.cost as number);
  });

  test("BATCH-2: a floor is one of the cost by columns, also where what follows is a long way", () => {
    const question = { stopsMax: 2, ...COUNTING, wanted: 20 };
    const rounds = roundsOf(
      "LHR-JFK",
      [
        `${MOST_EXPENSIVE} LHR-FRA 0900 95`,
        `${MOST_EXPENSIVE_ON} FRA-JFK 1235 600`,
        `${A} LHR-CDG 0930 75`,
        `${B} CDG-DUB 1330 100`,
        `${C} DUB-JFK 1530 1100`,
      ],
      question,
    );
    expect(rounds.map(({ stops }) => stops)).toEqual([1, 2]);
    const long = rounds[1]?.found[0]?.itinerary as EngineItinerary;
    const byColumns = cost(long.price, long.minutes, long.stops, question.objective);
    expect(long.cost).toBeGreaterThan(byColumns + 10_000);
    expect(rounds[0]?.floor).toBeLessThanOrEqual(byColumns);
  });

  test("after the last one there is no floor", () => {
    expect(
      roundsOf("LHR-JFK", [...SLOW, ...FAST], { stopsMax: 2 }).map(({ floor }) =>
        Number.isFinite(floor),
      ),
    ).toEqual([true, false]);
    expect(
      roundsOf("LHR-JFK", [...SLOW, ...FAST], { stopsMax: 1 }).map(({ floor }) => floor),
    ).toEqual([Number.POSITIVE_INFINITY]);
  });

  test("nor where nothing else leads there", () => {
    expect(roundsOf("LHR-JFK", SLOW, { stopsMax: 3 }).map(({ floor }) => floor)).toEqual([
      Number.POSITIVE_INFINITY,
    ]);
  });

  test("stopped at any step, it has found a beginning, and the next search is as if it had not been", () => {
    const sides = board([...SLOW, ...FAST]);
    const query = queryOf(sides.network.timetable, boardQuestion(sides, `LHR-JFK ${TUESDAY}`));
    const whole = [...searchConnections(sides.network, query)];
    for (let steps = 0; steps <= whole.length; steps++) {
      const search = searchConnections(sides.network, query);
      for (let step = 0; step < steps; step++) expect(search.next().value).toEqual(whole[step]);
      expect(search.return()).toEqual({ done: true, value: undefined });
      expect(search.next().done).toBe(true);
    }
    expect([...searchConnections(sides.network, query)]).toEqual(whole);
  });
});
