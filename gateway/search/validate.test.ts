import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { z } from "zod";
import { decodeRawSearch, encodeSearch } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import { quorum } from "./search-schema.ts";
import { createValidator } from "./validate.ts";

const validatorAt = (wall: string) =>
  createValidator({
    policy: { deadlineMs: 800, deadlineMsPerSlice: 400, quorum: null, required: ["nonstop"] },
    bounds: { deadlineMsMin: 50, deadlineMsMax: 10_000 },
    currencies: ["EUR", "GBP", "USD"],
    known: () => ["nonstop", "stops"],
    wall: () => Date.parse(wall),
  });
const validate = validatorAt("2026-11-23T12:00:00Z");

const slice = { origin: "LHR", destination: "JFK", departureDate: "2026-12-15" };

/** @throws whatever is thrown that is not a refusal */
function refusalOf(raw: unknown, check = validate): AuctionError | undefined {
  try {
    check(raw);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof AuctionError)) throw thrown;
    expect(thrown.code).toBe("invalid-search");
    return thrown;
  }
}

/** `path message` of every fault. */
function faults(raw: unknown, check = validate): string[] {
  return refusalOf(raw, check)?.faults.map(({ path, message }) => `${path} ${message}`) ?? [];
}

describe("a search", () => {
  test("needs slices only; the rest has defaults", () => {
    expect(validate({ slices: [slice] })).toEqual({
      slices: [slice],
      passengers: { adults: 1, children: 0, infants: 0 },
      cabin: "economy",
      currency: "USD",
      sort: "best",
      maxStops: 2,
      maxResults: 20,
      selfTransfer: false,
      similar: false,
      policy: { deadlineMs: 800, quorum: null, required: ["nonstop"] },
    });
  });

  test("may set every field", () => {
    const whole = {
      slices: [slice, { origin: "JFK", destination: "LHR", departureDate: "2026-12-15" }],
      passengers: { adults: 2, children: 1, infants: 2 },
      cabin: "business",
      currency: "EUR",
      sort: "price",
      maxStops: 0,
      maxResults: 100,
      selfTransfer: true,
      similar: true,
      policy: { deadlineMs: 50, quorum: 2, required: [] },
    };
    expect(validate(whole)).toEqual(whole);
  });

  test("missing fields of the passengers and the policy get their defaults", () => {
    const search = validate({
      slices: [slice],
      passengers: { children: 2 },
      policy: { quorum: 2 },
    });
    expect(search.passengers).toEqual({ adults: 1, children: 2, infants: 0 });
    expect(search.policy).toEqual({ deadlineMs: 800, quorum: 2, required: ["nonstop"] });
  });
});

describe("a fault states what, where, and what would be right", () => {
  const table: [what: string, raw: unknown, expected: string[]][] = [
    [
      "unknown airport",
      { slices: [{ ...slice, destination: "QQQ" }] },
      ["slices[0].destination no airport or city has the code QQQ"],
    ],
    [
      "a country without flights (UNSERVED-1)",
      { slices: [{ ...slice, destination: "Yemen" }] },
      [
        "slices[0].destination must be the IATA code of an airport or a city: three capital letters, such as LHR or LON; no airport of Yemen has flights in the timetable",
      ],
    ],
    [
      "small letters",
      { slices: [{ ...slice, origin: "lhr" }] },
      [
        "slices[0].origin must be the IATA code of an airport or a city: three capital letters, such as LHR or LON",
      ],
    ],
    [
      "equal ends",
      { slices: [{ ...slice, destination: "LHR" }] },
      ["slices[0].destination must differ from the origin, LHR"],
    ],
    [
      "past date",
      { slices: [{ ...slice, departureDate: "2026-11-22" }] },
      ["slices[0].departureDate is past: in LHR it is 2026-11-23"],
    ],
    ["today", { slices: [{ ...slice, departureDate: "2026-11-23" }] }, []],
    // At noon UTC it is the 24th already on Kiritimati.
    [
      "past date at the origin only",
      { slices: [{ origin: "CXI", destination: "HNL", departureDate: "2026-11-23" }] },
      ["slices[0].departureDate is past: in CXI it is 2026-11-24"],
    ],
    ["361 days ahead", { slices: [{ ...slice, departureDate: "2027-11-19" }] }, []],
    [
      "362 days ahead",
      { slices: [{ ...slice, departureDate: "2027-11-20" }] },
      ["slices[0].departureDate must be 2027-11-19 or earlier, 361 days ahead"],
    ],
    [
      "29 February of a wrong year",
      { slices: [{ ...slice, departureDate: "2027-02-29" }] },
      ["slices[0].departureDate 2027-02-29 is not a day of the calendar"],
    ],
    [
      "no date",
      { slices: [{ ...slice, departureDate: "15.12.2026" }] },
      ["slices[0].departureDate must be a date in the form YYYY-MM-DD, such as 2026-12-01"],
    ],
    [
      "slices out of order",
      { slices: [slice, { origin: "JFK", destination: "LHR", departureDate: "2026-12-14" }] },
      ["slices[1].departureDate must not be before 2026-12-15, the date of the slice before it"],
    ],
    ["no slices", { slices: [] }, ["slices must have at least one slice"]],
    ["slices left out", {}, ["slices must be a list of 1 to 6 slices"]],
    ["seven slices", { slices: Array(7).fill(slice) }, ["slices must have at most 6 slices"]],
    [
      "zero adults",
      { slices: [slice], passengers: { adults: 0 } },
      ["passengers.adults must be a whole number from 1 to 9"],
    ],
    [
      "half a child",
      { slices: [slice], passengers: { children: 0.5 } },
      ["passengers.children must be a whole number from 0 to 8"],
    ],
    [
      "more infants than adults",
      { slices: [slice], passengers: { infants: 2 } },
      ["passengers.infants must be at most one an adult: 2 with 1"],
    ],
    [
      "ten travellers",
      { slices: [slice], passengers: { adults: 5, children: 5 } },
      ["passengers must be at most 9 travellers together, not 10"],
    ],
    [
      "wrong cabin",
      { slices: [slice], cabin: "first class" },
      ["cabin must be one of economy, premium_economy, business, first"],
    ],
    [
      "wrong currency",
      { slices: [slice], currency: "XAU" },
      ["currency no rate is known for XAU; there is one for EUR, GBP, USD"],
    ],
    ["wrong sort", { slices: [slice], sort: 3 }, ["sort must be one of best, price, duration"]],
    [
      "self-transfers in words",
      { slices: [slice], selfTransfer: "yes" },
      ["selfTransfer must be true or false"],
    ],
    [
      "similar ones as a number",
      { slices: [slice], similar: 1 },
      ["similar must be true or false"],
    ],
    [
      "neither, by null",
      { slices: [slice], selfTransfer: null },
      ["selfTransfer must be true or false"],
    ],
    [
      "too many stops",
      { slices: [slice], maxStops: 4 },
      ["maxStops must be a whole number from 0 to 3"],
    ],
    [
      "a deadline of 0",
      { slices: [slice], policy: { deadlineMs: 0 } },
      ["policy.deadlineMs must be a whole number from 50 to 10000"],
    ],
    [
      "an hour",
      { slices: [slice], policy: { deadlineMs: 3_600_000 } },
      ["policy.deadlineMs must be a whole number from 50 to 10000"],
    ],
    [
      "required that is not a name",
      { slices: [slice], policy: { required: ["a b"] } },
      ["policy.required[0] must be a bidder's name: 1-64 of A-Z a-z 0-9 _ -"],
    ],
    ["not an object", "LHR JFK", [" must be a search: a JSON object"]],
    ["null", null, [" must be a search: a JSON object"]],
    [
      "wrong types",
      { slices: [7], passengers: [], policy: "fast" },
      [
        "passengers must be passengers: a JSON object",
        "policy must be a policy: a JSON object",
        "slices[0] must be a slice: a JSON object",
      ],
    ],
    [
      "unknown fields, each by name, at every depth",
      { slices: [{ ...slice, via: "DUB" }], colour: "red", passengers: { seniors: 1 } },
      [
        "colour is not a known field; known here are slices, passengers, cabin, currency, sort, maxStops, maxResults, selfTransfer, similar, stayNights, carriers, via, maxLayoverMinutes, overnightLayover, maxPrice, maxDurationMinutes, bags, changeable, refundable, bidders, params, market, locale, details, explain, policy",
        "passengers.seniors is not a known field; known here are adults, children, infants, ages",
        "slices[0].via is not a known field; known here are origin, destination, departureDate, flexDays, departure, arrival",
      ],
    ],
    [
      "what is asked beside the offers, by neither true nor false",
      { slices: [slice], explain: "yes", details: 1 },
      ["details must be true or false", "explain must be true or false"],
    ],
    [
      "every fault at once",
      {
        slices: [
          { origin: "QQQ", destination: "JFK", departureDate: "2026-01-01" },
          { origin: "JFK", destination: "JFK", departureDate: "2025-13-01" },
        ],
        passengers: { adults: 0, infants: 1 },
        sort: "nice",
        policy: { quorum: 9, required: ["trains"] },
      },
      [
        "passengers.adults must be a whole number from 1 to 9",
        "passengers.infants must be at most one an adult: 1 with 0",
        "policy.quorum must be at most 2: the bidders are nonstop, stops",
        "policy.required[0] no bidder is named trains; there are nonstop, stops",
        "slices[0].departureDate is past: it is 2026-11-23 or later everywhere",
        "slices[0].origin no airport or city has the code QQQ",
        "slices[1].departureDate 2025-13-01 is not a day of the calendar",
        "slices[1].destination must differ from the origin, JFK",
        "sort must be one of best, price, duration",
      ],
    ],
  ];
  test.each(table)("%s", (_what, raw, expected) => expect(faults(raw)).toEqual(expected));

  const dates: [
    what: string,
    origin: unknown,
    departureDate: string,
    wall: string,
    expected: string[],
  ][] = [
    [
      "yesterday everywhere",
      "QQQ",
      "2026-11-21",
      "2026-11-23T11:59:00Z",
      ["is past: it is 2026-11-22 or later everywhere"],
    ],
    ["today in the last zone", "QQQ", "2026-11-22", "2026-11-23T11:59:00Z", []],
    [
      "past, once no zone is behind",
      "QQQ",
      "2026-11-22",
      "2026-11-23T12:00:00Z",
      ["is past: it is 2026-11-23 or later everywhere"],
    ],
    ["the last day of the first zone", "QQQ", "2027-11-20", "2026-11-23T12:00:00Z", []],
    [
      "a day later",
      "QQQ",
      "2027-11-21",
      "2026-11-23T12:00:00Z",
      ["must be 2027-11-20 or earlier, 361 days ahead"],
    ],
    [
      "an origin in small letters",
      "lhr",
      "2020-01-01",
      "2026-11-23T12:00:00Z",
      ["is past: it is 2026-11-23 or later everywhere"],
    ],
    [
      "an origin that is a number",
      7,
      "2020-01-01",
      "2026-11-23T12:00:00Z",
      ["is past: it is 2026-11-23 or later everywhere"],
    ],
    [
      "no origin",
      undefined,
      "2020-01-01",
      "2026-11-23T12:00:00Z",
      ["is past: it is 2026-11-23 or later everywhere"],
    ],
  ];
  test.each(
    dates,
  )("a date is judged where the origin is wrong too: %s", (_what, origin, departureDate, wall, expected) => {
    const raw = { slices: [{ origin, destination: "JFK", departureDate }] };
    const found = faults(raw, validatorAt(wall)).filter((fault) =>
      fault.startsWith("slices[0].departureDate"),
    );
    expect(found).toEqual(expected.map((message) => `slices[0].departureDate ${message}`));
  });

  test("a past date is named beside a fault of any other field", () => {
    const past = { ...slice, departureDate: "2020-01-01" };
    const others = [
      { sort: 3 },
      { policy: 7 },
      { passengers: { adults: 99 } },
      { colour: "red" },
      { slices: [past, 7] },
      { slices: [past, {}] },
    ];
    for (const other of others)
      expect(faults({ slices: [past], ...other }).join("; ")).toContain(
        "slices[0].departureDate is past",
      );
  });

  describe("a quorum is 1 to 512, or a share from 1% to 100%", () => {
    const wrong = [
      "-5%",
      "0%",
      "00%",
      "05%",
      "101%",
      "999%",
      "60.5%",
      "1e1%",
      "+5%",
      " 5%",
      "5% ",
      "5%\n",
      "%",
      "",
      "5",
      "\u0665%",
    ];
    const wrongNumbers = [0, -1, 513, 1.5, 2 ** 53];
    const message =
      'policy.quorum must be a whole number from 1 to 512, or a share from "1%" to "100%"';
    test.each([...wrong, ...wrongNumbers, true, []])("%j is refused", (quorum) => {
      expect(faults({ slices: [slice], policy: { quorum } })).toEqual([message]);
    });

    test("every whole share is accepted", () => {
      for (let share = 1; share <= 100; share++) {
        expect(validate({ slices: [slice], policy: { quorum: `${share}%` } }).policy.quorum).toBe(
          `${share}%`,
        );
      }
    });

    test.each([
      0, 101, 4_294_967_295,
    ])("%i%% in protobuf is refused in the same words", (quorumPercent) => {
      const bytes = encodeSearch(
        flightSearch({
          slices: [slice],
          policy: { deadlineMs: 800, quorum: `${quorumPercent}%`, required: [] },
        }),
      );
      expect(faults(decodeRawSearch(bytes))).toEqual([message]);
    });

    test("the OpenAPI document has the same", () => {
      expect(z.toJSONSchema(quorum)).toMatchObject({
        anyOf: [
          { type: "integer", minimum: 1, maximum: 512 },
          { type: "string", pattern: "^(?:[1-9][0-9]?|100)%$" },
        ],
      });
    });
  });

  describe("one fault is named once", () => {
    const at: [field: string, place: (n: unknown) => object][] = [
      ["maxStops", (maxStops) => ({ maxStops })],
      ["maxResults", (maxResults) => ({ maxResults })],
      ["passengers.adults", (adults) => ({ passengers: { adults } })],
      ["passengers.children", (children) => ({ passengers: { children } })],
      ["passengers.infants", (infants) => ({ passengers: { infants } })],
      ["policy.deadlineMs", (deadlineMs) => ({ policy: { deadlineMs } })],
      ["policy.quorum", (n) => ({ policy: { quorum: n } })],
    ];
    const wrong = [2 ** 53, -(2 ** 53), 1e300, -1e300, 1e6, -1, 2.5, "2", null];
    const pairs = at.flatMap(([field, place]) => wrong.map((n) => [field, n, place(n)] as const));
    test.each(
      pairs.filter(([field, n]) => !(field === "policy.quorum" && n === null)),
    )("%s: %j", (field, _n, part) => {
      expect(faults({ slices: [slice], ...part })).toEqual([
        expect.stringMatching(`^${field.replace(".", "\\.")} must be a whole number from `),
      ]);
    });
  });

  test("the keys __proto__ and constructor are unknown fields at every depth, and change no prototype", () => {
    const raw = `{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}},"passengers":{"__proto__":{"adults":3}},"policy":{"__proto__":{"quorum":1}},
      "slices":[{"origin":"LHR","destination":"JFK","departureDate":"2026-12-15","__proto__":{"x":1}}]}`;
    expect(faults(JSON.parse(raw)).map((fault) => fault.split("; ")[0])).toEqual([
      expect.stringMatching(/^__proto__ is not a known field/),
      expect.stringMatching(/^constructor is not a known field/),
      expect.stringMatching(/^passengers\.__proto__ is not a known field/),
      expect.stringMatching(/^policy\.__proto__ is not a known field/),
      expect.stringMatching(/^slices\[0\]\.__proto__ is not a known field/),
    ]);
    expect(faults(JSON.parse('{"__proto__":{"slices":[]}}'))).toEqual([
      expect.stringMatching(/^__proto__ is not/),
      "slices must be a list of 1 to 6 slices",
    ]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  test("A6: a request of a thousand faults gets an answer of bounded size", () => {
    expect(faults({ slices: Array(1_000).fill({}) }).length).toBeLessThanOrEqual(50);
  });

  test("A6: a value of any length is quoted in short, and the detail stays bounded while the list names every fault", () => {
    const long = "A".repeat(60_000);
    expect(faults({ slices: [slice], currency: long })).toEqual([
      `currency no rate is known for ${"A".repeat(63)}…; there is one for EUR, GBP, USD`,
    ]);
    expect(
      JSON.stringify(faults({ slices: [{ ...slice, origin: long, destination: long }], [long]: 1 }))
        .length,
    ).toBeLessThan(1_000);

    const unknown = Object.fromEntries(Array.from({ length: 49 }, (_, i) => [`field${i}`, 1]));
    const refusal = refusalOf({ slices: [slice], ...unknown });
    expect(refusal?.faults).toHaveLength(49);
    expect(refusal?.message.length).toBeLessThanOrEqual(2_000);
    expect(refusal?.message).toMatch(
      /^the search has 49 faults: field0 is not a known field.*; and \d+ more$/,
    );
  });

  test("property: any value is a search or is refused by name", () => {
    fc.assert(fc.property(fc.anything(), (raw) => void faults(raw)));
    fc.assert(
      fc.property(
        fc.record({
          slices: fc.array(fc.anything()),
          passengers: fc.anything(),
          policy: fc.anything(),
        }),
        (raw) => void faults(raw),
      ),
    );
  });
});
