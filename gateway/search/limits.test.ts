/** The limits that a caller may write, what bidders receive of them, and the faults. */
import { describe, expect, test } from "@jest/globals";
import { CARRIER_GROUPS } from "../../common/offers/alliances.ts";
import { AuctionError } from "../../proto/errors.ts";
import { createValidator } from "./validate.ts";

const validate = createValidator({
  policy: { deadlineMs: 800, deadlineMsPerSlice: 400, quorum: null, required: [] },
  bounds: { deadlineMsMin: 50, deadlineMsMax: 10_000 },
  currencies: ["USD"],
  known: () => [],
  wall: () => Date.parse("2026-11-23T12:00:00Z"),
});
const slice = { origin: "LHR", destination: "JFK", departureDate: "2026-12-15" };

function faults(fields: object, its: object = {}): string[] {
  try {
    validate({ slices: [{ ...slice, ...its }], ...fields });
    return [];
  } catch (thrown) {
    if (!(thrown instanceof AuctionError)) throw thrown;
    return thrown.faults.map(({ path, message }) => `${path} ${message}`);
  }
}

describe("limits as bidders receive them", () => {
  const table: [what: string, fields: object, limits: object | undefined][] = [
    ["none", {}, undefined],
    ["a carrier", { carriers: { only: ["BA"] } }, { carriers: { only: ["BA"], by: "marketing" } }],
    [
      "a code of three letters that only a schedule of one's own can have (CARRIER-1)",
      { carriers: { only: ["QQX"] } },
      { carriers: { only: ["QQX"], by: "marketing" } },
    ],
    [
      "operating carriers",
      { carriers: { except: ["BA", "BA"], by: "operating" } },
      { carriers: { except: ["BA"], by: "operating" } },
    ],
    [
      "airports",
      { via: { only: ["DUB"], except: ["KEF"] } },
      { via: { only: ["DUB"], except: ["KEF"] } },
    ],
    ["a layover", { maxLayoverMinutes: 240 }, { maxLayoverMinutes: 240 }],
    ["no night", { overnightLayover: false }, { noOvernightLayover: true }],
    ["nights are no limit", { overnightLayover: true }, undefined],
    ["a price", { maxPrice: 50_000 }, { maxPrice: 50_000 }],
    ["a duration", { maxDurationMinutes: 600 }, { maxDurationMinutes: 600 }],
    ["bags", { bags: { checked: 1, cabin: 0 } }, { bags: { checked: 1 } }],
    ["no bag", { bags: { checked: 0 } }, undefined],
    ["conditions", { changeable: true, refundable: false }, { changeable: true }],
  ];
  test.each(table)("%s", (_, fields, limits) => {
    const search = validate({ slices: [slice], ...fields });
    expect(search.limits).toEqual(limits);
    expect("limits" in search).toBe(limits !== undefined);
  });

  test("ALLIANCE-1 an alliance is its members", () => {
    const { limits } = validate({ slices: [slice], carriers: { only: ["oneworld", "EK", "BA"] } });
    const oneworld = (CARRIER_GROUPS[1] as string).split(" ");
    expect(limits?.carriers?.only).toEqual([...oneworld, "EK"]);
  });

  test("windows are in minutes of the day", () => {
    const [one] = validate({
      slices: [
        {
          ...slice,
          departure: { from: "06:05", to: "12:00" },
          arrival: { from: "23:30", to: "00:00" },
        },
      ],
    }).slices;
    expect(one).toEqual({
      ...slice,
      departure: { fromMinute: 365, toMinute: 720 },
      arrival: { fromMinute: 1_410, toMinute: 0 },
    });
  });
});

describe("a fault of a limit states what, where, and what would be right", () => {
  const time = "must be a time of day, such as 06:00";
  const carrier = "must be an IATA airline code, such as BA, or one of star, oneworld, skyteam";
  const table: [what: string, fields: object, expected: string[]][] = [
    ["no carrier", { carriers: {} }, ["carriers must have `only`, `except` or both"]],
    [
      "carriers of another kind",
      { carriers: "BA" },
      ["carriers must be a choice of carriers: a JSON object"],
    ],
    [
      "an ICAO designator (CARRIER-1)",
      { carriers: { only: ["BAW", "star"], except: ["AA", "UAE"] } },
      [
        "carriers.except[1] must be an IATA airline code: UAE is the ICAO designator of Emirates, whose IATA code is EK",
        "carriers.only[0] must be an IATA airline code: BAW is the ICAO designator of British Airways, whose IATA code is BA",
      ],
    ],
    ["a small letter", { carriers: { only: ["ba"] } }, [`carriers.only[0] ${carrier}`]],
    [
      "an empty list",
      { carriers: { only: [] } },
      ["carriers.only must name at least one of the carriers; leave it out to allow all"],
    ],
    [
      "too many",
      { carriers: { except: Array(31).fill("BA") } },
      ["carriers.except must name at most 30 carriers"],
    ],
    [
      "another role",
      { carriers: { only: ["BA"], by: "owner" } },
      ["carriers.by must be one of marketing, operating"],
    ],
    [
      "nothing left",
      { carriers: { only: ["BA", "AA"], except: ["oneworld"] } },
      ["carriers.except must leave some of those that `only` names"],
    ],
    [
      "an unknown field",
      { carriers: { only: ["BA"], not: ["AA"] } },
      ["carriers.not is not a known field; known here are only, except, by"],
    ],
    [
      "an unknown airport",
      { via: { except: ["QQQ"] } },
      ["via.except[0] no airport has the code QQQ"],
    ],
    ["no airport", { via: {} }, ["via must have `only`, `except` or both"]],
    [
      "no layover",
      { maxLayoverMinutes: 0 },
      ["maxLayoverMinutes must be a whole number from 1 to 2880"],
    ],
    [
      "a layover of days",
      { maxLayoverMinutes: 2_881 },
      ["maxLayoverMinutes must be a whole number from 1 to 2880"],
    ],
    ["a night in words", { overnightLayover: "no" }, ["overnightLayover must be true or false"]],
    [
      "a price of nothing",
      { maxPrice: 0 },
      ["maxPrice must be a whole number from 1 to 1000000000000"],
    ],
    [
      "a price in dollars",
      { maxPrice: 499.99 },
      ["maxPrice must be a whole number from 1 to 1000000000000"],
    ],
    [
      "a long way",
      { maxDurationMinutes: 10_081 },
      ["maxDurationMinutes must be a whole number from 1 to 10080"],
    ],
    ["no bags", { bags: {} }, ["bags must have `checked`, `cabin` or both"]],
    ["ten bags", { bags: { checked: 10 } }, ["bags.checked must be a whole number from 0 to 9"]],
    ["a number", { changeable: 1 }, ["changeable must be true or false"]],
  ];
  test.each(table)("%s", (_, fields, expected) => {
    expect(faults(fields)).toEqual(expected);
  });

  test("of the windows of a slice", () => {
    expect(faults({}, { departure: { from: "6:00", to: "24:00" } })).toEqual([
      `slices[0].departure.from ${time}`,
      `slices[0].departure.to ${time}`,
    ]);
    expect(faults({}, { arrival: { from: "06:00", until: "07:00" } })).toEqual([
      `slices[0].arrival.to ${time}`,
      "slices[0].arrival.until is not a known field; known here are from, to",
    ]);
    expect(faults({}, { arrival: "06:00-07:00" })).toEqual([
      "slices[0].arrival must be a time window: a JSON object",
    ]);
  });
});
