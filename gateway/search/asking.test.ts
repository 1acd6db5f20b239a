/** Who is asked, and what sellers are told: what bidders receive of it, and the faults. */
import { describe, expect, test } from "@jest/globals";
import { decodeRawSearch } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import { flights } from "../../proto/generated/messages.js";
import { createValidator } from "./validate.ts";

const terms = {
  policy: { deadlineMs: 800, deadlineMsPerSlice: 400, quorum: null, required: ["nonstop"] },
  bounds: { deadlineMsMin: 50, deadlineMsMax: 10_000 },
  currencies: ["USD"],
  known: () => ["nonstop", "partners", "stops"],
  takingParams: () => ["partners"],
  wall: () => Date.parse("2026-11-23T12:00:00Z"),
};
const validate = createValidator(terms);
const slice = { origin: "LHR", destination: "JFK", departureDate: "2026-12-15" };

function faults(fields: object, check = validate): string[] {
  try {
    check({ slices: [slice], ...fields });
    return [];
  } catch (thrown) {
    if (!(thrown instanceof AuctionError)) throw thrown;
    return thrown.faults.map(({ path, message }) => `${path} ${message}`);
  }
}

describe("a search as bidders receive it", () => {
  const table: [what: string, fields: object, expected: object][] = [
    ["bidders", { bidders: { only: ["stops", "stops"] } }, { bidders: { only: ["stops"] } }],
    ["others", { bidders: { except: ["stops"] } }, { bidders: { except: ["stops"] } }],
    ["a market", { market: "GB" }, { market: "GB" }],
    ["a language, in its canonical form", { locale: "EN-gb" }, { locale: "en-GB" }],
    [
      "ages, the oldest first",
      { passengers: { children: 2, infants: 1, ages: [1, 7, 12] } },
      { passengers: { adults: 1, children: 2, infants: 1, ages: [12, 7, 1] } },
    ],
    [
      "no ages",
      { passengers: { ages: [] } },
      { passengers: { adults: 1, children: 0, infants: 0 } },
    ],
    [
      "a refusal",
      { policy: { partial: "refuse" } },
      { policy: { deadlineMs: 800, quorum: null, required: ["nonstop"], partial: "refuse" } },
    ],
    [
      "a partial result is shown",
      { policy: { partial: "show" } },
      { policy: { deadlineMs: 800, quorum: null, required: ["nonstop"] } },
    ],
    [
      "a bidder that the gateway requires, and the caller does not ask",
      { bidders: { except: ["nonstop"] } },
      { policy: { deadlineMs: 800, quorum: null, required: [] } },
    ],
  ];
  test.each(table)("%s", (_, fields, expected) => {
    expect(validate({ slices: [slice], ...fields })).toMatchObject(expected);
  });

  test("what is not asked for is absent", () => {
    const search = validate({ slices: [slice], policy: { partial: "show" } });
    for (const name of ["bidders", "params", "market", "locale"])
      expect(search).not.toHaveProperty(name);
    expect(search.policy).not.toHaveProperty("partial");
  });

  test("what is said to a bidder is kept as JSON, by its name", () => {
    const params = { partners: { acme: { corporateCode: "C-7", numbers: [1, null] } } };
    const search = validate({ slices: [slice], params });
    expect([...(search.params ?? [])]).toEqual([["partners", JSON.stringify(params.partners)]]);
  });

  test("protobuf says the same as JSON", () => {
    const bytes = flights.FlightSearchRequest.encode({
      slices: [slice],
      passengers: { children: 1, ages: [7] },
      policy: { refusePartial: true },
      bidders: { only: ["partners"] },
      market: "GB",
      locale: "en-GB",
      params: [{ bidder: "partners", json: '{"acme": {"a": 1}}' }],
    }).finish();
    expect(decodeRawSearch(bytes)).toEqual({
      slices: [slice],
      passengers: { children: 1, ages: [7] },
      policy: { partial: "refuse" },
      bidders: { only: ["partners"] },
      market: "GB",
      locale: "en-GB",
      params: { partners: { acme: { a: 1 } } },
    });
  });

  test("a fault in the JSON of protobuf does not quote it", () => {
    const json = '{"card": "4111-1111", }';
    const bytes = flights.FlightSearchRequest.encode({
      slices: [slice],
      params: [{ bidder: "partners", json }],
    }).finish();
    expect(() => decodeRawSearch(bytes)).toThrow(
      new AuctionError("malformed", "a search: what params say to a bidder is not JSON"),
    );
  });
});

describe("a fault states what, where, and what would be right", () => {
  const family = (passengers: object) => ({ passengers });
  const ofBidders = "there are nonstop, partners, stops";
  const table: [what: string, fields: object, expected: string[]][] = [
    [
      "ages for nobody",
      family({ ages: [7] }),
      ["passengers.ages must have one age for each child and infant: 0, not 1"],
    ],
    [
      "too few ages",
      family({ children: 2, ages: [7] }),
      ["passengers.ages must have one age for each child and infant: 2, not 1"],
    ],
    [
      "an infant of two years",
      family({ children: 1, infants: 1, ages: [7, 2] }),
      [
        "passengers.ages must have 1 of 0 to 1 for the infants and 1 of 2 to 17 for the children, not 0 and 2",
      ],
    ],
    [
      "an adult",
      family({ children: 1, ages: [18] }),
      ["passengers.ages[0] must be a whole number from 0 to 17"],
    ],
    [
      "half a year",
      family({ children: 1, ages: [2.5] }),
      ["passengers.ages[0] must be a whole number from 0 to 17"],
    ],
    [
      "no list",
      family({ children: 1, ages: 7 }),
      ["passengers.ages must be a list of ages in years"],
    ],
    [
      "an unknown bidder",
      { bidders: { only: ["rail"], except: ["bus"] } },
      [
        `bidders.except[0] no bidder is named bus; ${ofBidders}`,
        `bidders.only[0] no bidder is named rail; ${ofBidders}`,
      ],
    ],
    [
      "no name",
      { bidders: { only: ["a b"] } },
      ["bidders.only[0] must be a bidder's name: 1-64 of A-Z a-z 0-9 _ -"],
    ],
    ["nobody", { bidders: {} }, ["bidders must have `only`, `except` or both"]],
    [
      "nobody left of some",
      { bidders: { only: ["stops"], except: ["stops"] } },
      ["bidders.except must leave some of those that `only` names"],
    ],
    [
      "nobody left of all",
      { bidders: { except: ["stops", "nonstop", "partners"] } },
      ["bidders.except must leave someone to ask: the bidders are nonstop, partners, stops"],
    ],
    [
      "an empty list",
      { bidders: { only: [] } },
      ["bidders.only must name at least one of the bidders; leave it out to allow all"],
    ],
    [
      "a required bidder that is not asked",
      { bidders: { only: ["stops"] }, policy: { required: ["nonstop"] } },
      ["policy.required[0] nonstop is not asked: `bidders` leaves it out"],
    ],
    [
      "a quorum of more than are asked",
      { bidders: { except: ["stops"] }, policy: { quorum: 3 } },
      ["policy.quorum must be at most 2: the bidders to ask are nonstop, partners"],
    ],
    [
      "an unknown choice",
      { policy: { partial: "hide" } },
      ["policy.partial must be one of show, refuse"],
    ],
    [
      "small letters",
      { market: "gb" },
      ["market must be a country's code of ISO 3166-1: two capital letters, such as GB"],
    ],
    ["no country", { market: "XX" }, ["market no country has the code XX"]],
    ["a country by another code", { market: "UK" }, ["market no country has the code UK"]],
    ["a union", { market: "EU" }, ["market no country has the code EU"]],
    [
      "no language",
      { locale: "en_GB" },
      ["locale must be a language tag of BCP 47 with at most 35 characters, such as en-GB"],
    ],
    [
      "a long language",
      { locale: "en-x-abcdefgh-abcdefgh-abcdefgh-abcde" },
      ["locale must be a language tag of BCP 47 with at most 35 characters, such as en-GB"],
    ],
    [
      "words to an unknown bidder",
      { params: { rail: {} } },
      [`params.rail no bidder is named rail; ${ofBidders}`],
    ],
    [
      "words to a bidder that takes none",
      { params: { stops: {} } },
      ["params.stops stops takes none; partners does"],
    ],
    [
      "words to a bidder that is not asked",
      { params: { partners: {} }, bidders: { only: ["stops"] } },
      ["params.partners is for a bidder that `bidders` does not ask"],
    ],
    ["no object", { params: { partners: [] } }, ["params.partners must be a JSON object"]],
    [
      "no objects",
      { params: 7 },
      ["params must be what is said to each bidder, by its name: a JSON object"],
    ],
    [
      "too much",
      { params: { partners: { a: "x".repeat(4_089) } } },
      ["params.partners must be at most 4096 bytes as JSON, not 4097"],
    ],
    ["the most", { params: { partners: { a: "x".repeat(4_088) } } }, []],
    [
      "too many",
      { params: Object.fromEntries(Array.from({ length: 17 }, (_, i) => [`b${i}`, {}])) },
      ["params must be for at most 16 bidders"],
    ],
  ];
  test.each(table)("%s", (_, fields, expected) => {
    expect(faults(fields)).toEqual(expected);
  });

  test("deep nesting", () => {
    const deep = JSON.parse(`${"[".repeat(20_000)}${"]".repeat(20_000)}`);
    const [fault] = faults({ params: { partners: { deep } } });
    expect(fault).toMatch(
      /^params\.partners must be (JSON that is not nested so deeply|at most 4096 bytes)/,
    );
  });

  test("while no bidder is known, names are not checked", () => {
    const unknown = createValidator({ ...terms, known: () => [], takingParams: () => [] });
    expect(faults({ bidders: { only: ["rail"] }, params: { rail: {} } }, unknown)).toEqual([]);
  });

  test("no fault quotes what is said to a bidder", () => {
    const secret = "4111-1111";
    const wrong = [
      { partners: secret },
      { partners: { a: secret.repeat(1_000) } },
      { stops: { a: secret } },
      { rail: { a: secret } },
    ];
    for (const params of wrong) expect(faults({ params }).join()).not.toContain(secret);
  });
});
