import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { itineraryKey } from "../../../proto/itinerary.ts";
import type { FlightOffer } from "../../../proto/messages.ts";
import { change, readDuffelAnswer, SAMPLE } from "../../../test/fixtures/partners/duffel-sample.ts";
import { reading, SEARCH } from "../../../test/fixtures/partners/partner.ts";
import { ANSWER_OFFERS_MAX } from "../adapter.ts";
import { duffel } from "./adapter.ts";

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}

describe("the answer", () => {
  test("the documented sample is read whole: A9 integers, local times, the cheapest fare brand", () => {
    const { offers, refused } = readDuffelAnswer(SAMPLE, SEARCH);
    expect(refused).toEqual([]);
    expect(offers.map((o) => [itineraryKey(o.slices), o.seller, o.price, o.modelled])).toEqual([
      ["BA117-LHRJFK-20261215T0830", "British Airways", { amount: 39115, currency: "GBP" }, false],
      [
        "AA6143-LHRJFK-20261215T0830",
        "American Airlines",
        { amount: 51240, currency: "USD" },
        false,
      ],
      // Made in test mode, so modelled; and its number 0151 is EI151.
      [
        "EI151-LHRDUB-20261215T0710+EI105-DUBJFK-20261215T1040",
        "Aer Lingus",
        { amount: 30999, currency: "EUR" },
        true,
      ],
    ]);
    expect(offers[0]?.expiresAtMs).toBe(Date.parse("2026-11-20T10:42:14.545Z"));
    const both = { bookingClass: "O", cabinBags: 1, checkedBags: 0, refund: null };
    const change = { allowed: true, fee: { amount: 10_000, currency: "GBP" } };
    expect(offers[0]?.fares).toEqual([
      {
        brand: "light",
        name: "Economy Basic",
        price: { amount: 39115, currency: "GBP" },
        change,
        ...both,
        base: { amount: 30100, currency: "GBP" },
        taxes: { amount: 9015, currency: "GBP" },
      },
      {
        brand: null,
        name: "Economy Plus",
        price: { amount: 47115, currency: "GBP" },
        change,
        ...both,
        base: { amount: 38100, currency: "GBP" },
        taxes: { amount: 9015, currency: "GBP" },
      },
    ]);
    expect(offers[0]?.slices).toEqual([
      {
        durationMinutes: 455,
        segments: [
          {
            carrier: "BA",
            flightNumber: "BA117",
            origin: "LHR",
            destination: "JFK",
            departure: "2026-12-15T08:30",
            arrival: "2026-12-15T11:05",
            durationMinutes: 455,
            aircraft: "772",
            originTerminal: "5",
            destinationTerminal: "8",
          },
        ],
      },
    ]);
    expect(offers[2]?.slices[0]?.durationMinutes).toBe(85 + 125 + 460);
    expect(offers[2]?.slices[0]?.segments[1]?.aircraft).toBe("");
  });

  test("an empty list of offers is a valid answer", () => {
    expect(readDuffelAnswer('{"data":{"offers":[]}}', SEARCH)).toEqual({
      offers: [],
      refused: [],
      read: 0,
      next: null,
    });
  });

  type JsonPath = readonly (string | number)[];
  const S0: JsonPath = ["slices", 0, "segments", 0];
  test.each<[what: string, path: JsonPath, value: unknown, why: RegExp]>([
    ["a price as a number", ["total_amount"], 391.15, /total_amount: must be a decimal string/],
    ["a negative price", ["total_amount"], "-391.15", /costs '-391.15', no amount of GBP/],
    ["a price with too many decimals", ["total_amount"], "391.155", /no amount of GBP/],
    ["yen with decimals", ["total_currency"], "JPY", /costs '391.15', no amount of JPY/],
    ["an exponent", ["total_amount"], "1e3", /no amount of GBP/],
    ["a price of nothing", ["total_amount"], "0.00", /costs nothing/],
    ["a price beyond integers", ["total_amount"], "9".repeat(30), /no amount of GBP/],
    ["an unknown currency", ["total_currency"], "XQZ", /no amount of XQZ/],
    ["no currency", ["total_currency"], null, /total_currency/],
    [
      "an expiry that is not an instant",
      ["expires_at"],
      "soon",
      /expires_at: is not an ISO 8601 instant/,
    ],
    ["no owner", ["owner"], undefined, /owner/],
    ["an owner without a name", ["owner", "name"], "  ", /owner.name/],
    ["an owner with a newline", ["owner", "name"], "A\nB", /control characters/],
    ["no statement whether it is real", ["live_mode"], undefined, /live_mode/],
    ["a part of the journey", ["partial"], true, /part of the journey/],
    ["priced for other travellers", ["passengers"], [{}, {}], /for 2 travellers, 1 were asked for/],
    ["no slices", ["slices"], [], /slices/],
    [
      "another origin",
      [...S0, "origin", "iata_code"],
      "LGW",
      /goes LGW-JFK, LHR-JFK was asked for/,
    ],
    ["another destination", [...S0, "destination", "iata_code"], "EWR", /goes LHR-EWR/],
    [
      "another day",
      [...S0, "departing_at"],
      "2026-12-16T08:30:00",
      /leaves on 2026-12-16, 2026-12-15 was asked for/,
    ],
    [
      "a day that the calendar lacks",
      [...S0, "departing_at"],
      "2026-02-30T08:30:00",
      /not a local time/,
    ],
    ["a time with an offset", [...S0, "departing_at"], "2026-12-15T08:30:00Z", /not a local time/],
    [
      "an arrival that no clock allows",
      [...S0, "arriving_at"],
      "2026-12-19T08:30:00",
      /which no two clocks allow/,
    ],
    [
      "a carrier without a code",
      [...S0, "marketing_carrier", "iata_code"],
      null,
      /marketing_carrier.iata_code/,
    ],
    [
      "a flight number of words",
      [...S0, "marketing_carrier_flight_number"],
      "BA 117",
      /not a flight number/,
    ],
    ["a duration of words", [...S0, "duration"], "7 hours", /not a duration like PT7H35M/],
    ["an empty duration", [...S0, "duration"], "P", /not a duration/],
    ["a duration of zero", [...S0, "duration"], "PT0M", /not a duration like PT7H35M/],
    ["more stops than were asked for", ["slices", 0, "segments"], "+3", /has 3 stops, at most 2/],
    [
      "a connection from another airport",
      ["slices", 0, "segments"],
      "apart",
      /lands at JFK and goes on from LHR/,
    ],
  ])("an offer with %s is refused by name, and the rest is sold", (_, path, value, why) => {
    const answer = JSON.parse(SAMPLE);
    const segment = answer.data.offers[1].slices[0].segments[0];
    const shuttle = {
      ...segment,
      origin: segment.destination,
      departing_at: segment.arriving_at,
      arriving_at: "2026-12-15T16:00:00",
    };
    const values: Record<string, unknown> = {
      "+3": [segment, shuttle, shuttle, shuttle],
      apart: [segment, segment],
    };
    change(
      answer.data.offers[1],
      path,
      typeof value === "string" && value in values ? values[value] : value,
    );
    const { offers, refused } = readDuffelAnswer(JSON.stringify(answer), SEARCH);
    expect(refused).toEqual([expect.stringMatching(why)]);
    expect(refused[0]).toMatch(/^off_0000BA117basic /);
    // Of BA117 only its more expensive brand remains.
    expect(offers.map((o) => o.price.amount)).toEqual([47115, 51240, 30999]);
  });

  test("a published offer with `partial: null` is sold", () => {
    const text = readFileSync(
      new URL("../../../test/fixtures/partners/testdata/duffel-partial-null.json", import.meta.url),
      "utf8",
    );
    const { offers, refused } = readDuffelAnswer(text, SEARCH);
    expect({ amounts: offers.map((offer) => offer.price.amount), refused }).toEqual({
      amounts: [30_000],
      refused: [],
    });
  });

  /** What an offer must state. Every other field may be null, which means the same as missing. */
  const MUST = new RegExp(
    `^(id|live_mode|total_amount|total_currency|expires_at|owner|owner/name|slices|slices/0|slices/0/segments|slices/0/segments/0|${[
      "origin",
      "origin/iata_code",
      "destination",
      "destination/iata_code",
      "departing_at",
      "arriving_at",
      "marketing_carrier",
      "marketing_carrier/iata_code",
      "marketing_carrier_flight_number",
    ]
      .map((field) => `slices/0/segments/0/${field}`)
      .join("|")}|slices/0/segments/0/passengers/\\d+|passengers/\\d+)$`,
  );

  test("null means not stated: an offer with null in any optional field is sold", () => {
    const sample = JSON.parse(SAMPLE).data.offers[1];
    const pathsOf = (value: unknown, at: string[] = []): string[][] =>
      typeof value !== "object" || value === null
        ? []
        : Object.entries(value).flatMap(([name, inner]) => [
            [...at, name],
            ...pathsOf(inner, [...at, name]),
          ]);
    const optional = pathsOf(sample).filter((path) => !MUST.test(path.join("/")));
    expect(optional.map((path) => path.join("/"))).toEqual(
      expect.arrayContaining([
        "partial",
        "passengers",
        "conditions",
        "slices/0/duration",
        "slices/0/segments/0/passengers",
      ]),
    );
    for (const path of optional) {
      for (const value of [null, undefined]) {
        const offer = structuredClone(sample);
        change(offer, path, value);
        const { offers, refused } = readDuffelAnswer(
          JSON.stringify({ data: { id: "orq_1", offers: [offer] } }),
          SEARCH,
        );
        expect({ path, offers: offers.length, refused }).toEqual({ path, offers: 1, refused: [] });
      }
    }
  });

  test("an error whose fields are null is still reported", () => {
    const nulls = {
      type: null,
      code: null,
      title: null,
      message: "why",
      source: { pointer: null },
    };
    const body = JSON.stringify({ errors: [nulls], meta: { status: null, request_id: null } });
    expect(() => readDuffelAnswer(body, SEARCH)).toThrow(/^why$/);
  });

  test("for a search for business, an offer in economy only is refused; one with a business flight is sold", () => {
    const business = { ...SEARCH, cabin: "business" } as const;
    expect(readDuffelAnswer(SAMPLE, business).refused[0]).toMatch(/has no flight in business/);
    const answer = JSON.parse(SAMPLE);
    answer.data.offers = [answer.data.offers[3]];
    answer.data.offers[0].slices[0].segments[1].passengers[0].cabin_class = "business";
    expect(readDuffelAnswer(JSON.stringify(answer), business).offers).toHaveLength(1);
  });

  test.each<[string, (readonly string[] | null)[], (string | undefined)[]]>([
    ["as asked", [["business"], ["business"]], [undefined, undefined]],
    ["a feeder in economy", [["economy"], ["business"]], ["economy", undefined]],
    ["the lowest of all travellers", [["business", "economy"], ["first"]], ["economy", "first"]],
    ["not stated", [null, ["business"]], [undefined, undefined]],
  ])("a segment names its cabin: %s (MIXED-1)", (_what, stated, expected) => {
    const { offers } = readDuffelAnswer(twoFlights(stated), { ...SEARCH, cabin: "business" });
    const [slice] = (offers[0] as FlightOffer).slices;
    expect(slice?.segments.map(({ cabin }) => cabin)).toEqual(expected);
  });

  test.each<[string, string[][], RegExp]>([
    [
      "the long flight in economy",
      [["business"], ["economy"]],
      /longest flight of slice 1, in econ/,
    ],
    ["all in economy", [["economy"], ["economy"]], /has no flight in business, which was asked/],
  ])("%s is refused (MIXED-2)", (_what, stated, why) => {
    expect(readDuffelAnswer(twoFlights(stated), { ...SEARCH, cabin: "business" }).refused).toEqual([
      expect.stringMatching(why),
    ]);
  });

  /** The offer of two flights of the sample, with these cabins of each one's travellers. */
  function twoFlights(stated: readonly (readonly string[] | null)[]): string {
    const answer = JSON.parse(SAMPLE);
    answer.data.offers = [answer.data.offers[3]];
    for (const [i, cabins] of stated.entries())
      answer.data.offers[0].slices[0].segments[i].passengers = cabins?.map((cabin_class) => ({
        cabin_class,
      }));
    return JSON.stringify(answer);
  }

  test("one slice where two were asked for is refused", () => {
    const twoWays = {
      ...SEARCH,
      slices: [
        ...SEARCH.slices,
        { origin: "JFK", destination: "LHR", departureDate: "2026-12-22" },
      ],
    };
    const { offers, refused } = readDuffelAnswer(SAMPLE, twoWays);
    expect(offers).toEqual([]);
    expect(refused[0]).toMatch(/has 1 slices, the search has 2/);
  });

  test("a single flight's duration may come from its slice; a connecting one's may not", () => {
    const answer = JSON.parse(SAMPLE);
    answer.data.offers[1].slices[0].segments[0].duration = null;
    answer.data.offers[3].slices[0].segments[0].duration = null;
    const { offers, refused } = readDuffelAnswer(JSON.stringify(answer), SEARCH);
    expect(offers.map((o) => o.slices[0]?.durationMinutes)).toEqual([455, 455]);
    expect(refused).toEqual(["off_0000EI105 does not say how long EI151 takes"]);
  });

  test("A6: offers beyond the limit are not read, and reported", () => {
    const answer = JSON.parse(SAMPLE);
    answer.data.offers = Array.from({ length: ANSWER_OFFERS_MAX + 7 }, () => answer.data.offers[1]);
    const { offers, refused } = readDuffelAnswer(JSON.stringify(answer), SEARCH);
    expect(offers).toHaveLength(1);
    expect(refused).toEqual([`7 offers beyond the first ${ANSWER_OFFERS_MAX}`]);
  });

  test("A8: is read in steps of one offer", () => {
    const steps = [...duffel.offers(SAMPLE, reading())].length;
    expect(steps).toBe(JSON.parse(SAMPLE).data.offers.length);
  });

  test("A6: lists within an offer are counted before their elements are checked", () => {
    const answer = JSON.parse(SAMPLE);
    const [offer] = answer.data.offers;
    const wrong = Array.from({ length: 1_000 }, () => ({}));
    const [slices, segments, travellers] = [
      structuredClone(offer),
      structuredClone(offer),
      structuredClone(offer),
    ];
    slices.slices = wrong;
    segments.slices[0].segments = wrong;
    travellers.slices[0].segments[0].passengers = Array.from({ length: 1_000 }, () => 0);
    answer.data.offers = [slices, segments, travellers, offer];
    const { offers, refused } = readDuffelAnswer(JSON.stringify(answer), SEARCH);
    expect(offers).toHaveLength(1);
    // One issue for each list: that there are too many elements, and none for each element.
    expect(refused).toEqual([
      expect.stringMatching(/ slices: Too big: [^(]*$/),
      expect.stringMatching(/ slices.0.segments: Too big: [^(]*$/),
      expect.stringMatching(/ slices.0.segments.0.passengers: Too big: [^(]*$/),
    ]);
  });

  test("in which nothing has the form of an offer is a failure; one with an offer for another search is not", () => {
    const misfits = {
      ...SEARCH,
      slices: [{ origin: "LHR", destination: "BOS", departureDate: "2026-12-15" }],
    };
    expect(readDuffelAnswer(SAMPLE, misfits).refused).toHaveLength(
      JSON.parse(SAMPLE).data.offers.length,
    );
    const mismatches = JSON.stringify({ data: { offers: [{ id: "off_1" }, 2, null] } });
    expect(thrownBy(() => readDuffelAnswer(mismatches, SEARCH))).toMatchObject({
      health: "unhealthy",
      message: expect.stringMatching(
        /^refused 3 of 3 offers: off_1 live_mode: .*; offer 1 the body: .*; and 1 more$/,
      ),
    });
  });

  test.each([
    ["HTML", "<!doctype html><h1>Maintenance</h1>", /answered HTML where JSON was due/],
    ["nothing", "", /answered nothing/],
    ["truncated JSON", SAMPLE.slice(0, 900), /answered broken JSON/],
    ["a list", "[]", /no list of offers/],
    ["null", "null", /no list of offers/],
    [
      "neither offers nor where they are",
      '{"data":{"client_key":"c"}}',
      /no list of offers: data.offers is not one/,
    ],
    [
      "offers that are not a list",
      '{"data":{"id":"orq_1","offers":{}}}',
      /no list of offers: data.offers is not one/,
    ],
    [
      "an error, with any status",
      '{"errors":[{"type":"airline_error","code":"airline_internal","title":"Airline error","message":"The airline did\\nnot answer"}],"meta":{"status":502,"request_id":"FZW0H3HdJwKk5HMAAKxB"}}',
      /^airline_internal: Airline error: The airline did\?not answer \(request FZW0H3HdJwKk5HMAAKxB\)$/,
    ],
    [
      "an error beside offers",
      '{"data":{"offers":[]},"errors":[{"title":"Half of it"}]}',
      /^Half of it$/,
    ],
    [
      "errors of which one beyond the third has another form",
      '{"errors":[{},{},{},7]}',
      /^an error without a word; .*; and 1 more$/,
    ],
    [
      "many errors",
      JSON.stringify({ errors: [1, 2, 3, 4, 5].map((n) => ({ code: `e${n}` })) }),
      /^e1; e2; e3; and 2 more$/,
    ],
  ])("%s is a partner's failure with its name", (_, body, why) => {
    expect(thrownBy(() => readDuffelAnswer(body, SEARCH))).toMatchObject({
      name: "PartnerFailure",
      message: expect.stringMatching(why),
    });
  });
});

describe("an error", () => {
  const failure = (body: object) => thrownBy(() => readDuffelAnswer(JSON.stringify(body), SEARCH));

  test("is reported with its code, title, message and place, and the id of the request", () => {
    const error = {
      type: "validation_error",
      code: "validation_required",
      title: "Required field missing",
      message: "cabin_class must be set",
      source: { field: "cabin_class", pointer: "/data/cabin_class" },
    };
    expect(failure({ errors: [error], meta: { status: 422, request_id: "FZW0" } })).toMatchObject({
      message:
        "validation_required: Required field missing: cabin_class must be set, at /data/cabin_class (request FZW0)",
    });
  });

  test.each([
    ["airline_error", "healthy"],
    ["validation_error", "healthy"],
    ["invalid_request_error", "healthy"],
    ["invalid_state_error", "healthy"],
    ["rate_limit_error", "unknown"],
    ["authentication_error", "unhealthy"],
    ["api_error", "unhealthy"],
    ["an unknown type", "unhealthy"],
    [undefined, "unhealthy"],
  ])("of the type %s leaves the partner %s", (type, health) => {
    expect(failure({ errors: [{ type, code: "c" }] })).toMatchObject({ health });
  });

  test("among several: the worst of them decides", () => {
    expect(failure({ errors: [{ type: "airline_error" }, { type: "api_error" }] })).toMatchObject({
      health: "unhealthy",
    });
    expect(
      failure({ errors: [{ type: "airline_error" }, { type: "rate_limit_error" }] }),
    ).toMatchObject({ health: "unknown" });
  });
});
