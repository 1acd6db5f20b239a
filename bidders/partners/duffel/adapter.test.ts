import { readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import { itineraryKey } from "../../../proto/itinerary.ts";
import type { FlightOffer, FlightSearch } from "../../../proto/messages.ts";
import { change, readDuffelAnswer, SAMPLE } from "../../../test/fixtures/partners/duffel-sample.ts";
import {
  duffelAnswer,
  duffelOffers,
  duffelSegment,
  partner,
  reading,
  SEARCH,
  sampleDuffelOffer,
} from "../../../test/fixtures/partners/partner.ts";
import { ANSWER_OFFERS_MAX } from "../adapter.ts";
import { runToEnd } from "../parsing/parse-answer.ts";
import { duffel } from "./adapter.ts";

const PARTNER = partner({ name: "duffel", token: "secret" });

describe("the request", () => {
  test("states the whole search in Duffel's terms", () => {
    const search: FlightSearch = {
      ...SEARCH,
      slices: [
        ...SEARCH.slices,
        { origin: "JFK", destination: "LHR", departureDate: "2026-12-22" },
      ],
      passengers: { adults: 2, children: 1, infants: 1 },
      cabin: "premium_economy",
      maxStops: 1,
    };
    const request = duffel.request(search, PARTNER, { supplierTimeoutMs: 5_000.7, cursor: null });
    expect(request).toMatchObject({
      method: "POST",
      path: "/air/offer_requests?return_offers=true&supplier_timeout=5000",
    });
    expect(request.headers).toMatchObject({
      authorization: "Bearer secret",
      "duffel-version": "v2",
      "content-type": "application/json",
    });
    expect(JSON.parse(request.body ?? "")).toEqual({
      data: {
        slices: [
          { origin: "LHR", destination: "JFK", departure_date: "2026-12-15" },
          { origin: "JFK", destination: "LHR", departure_date: "2026-12-22" },
        ],
        passengers: [{ type: "adult" }, { type: "adult" }, { age: 11 }, { age: 1 }],
        cabin_class: "premium_economy",
        max_connections: 1,
      },
    });
  });

  test.each([
    [550, 2_000],
    [2_000, 2_000],
    [9_999.9, 9_999],
    [100_000, 60_000],
  ])("a supplier timeout of %s ms is sent as %s: Duffel ignores what is not within 2-60 s", (asked, sent) => {
    expect(
      duffel.request(SEARCH, PARTNER, { supplierTimeoutMs: asked, cursor: null }).path,
    ).toContain(`&supplier_timeout=${sent}`);
  });

  test.each([
    [0, 0],
    [2, 2],
    [3, 2],
  ])("at most %s stops are asked for as max_connections %s", (maxStops, sent) => {
    const { body } = duffel.request({ ...SEARCH, maxStops }, PARTNER, {
      supplierTimeoutMs: 600,
      cursor: null,
    });
    expect(JSON.parse(body ?? "").data.max_connections).toBe(sent);
  });
});

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
      },
      {
        brand: null,
        name: "Economy Plus",
        price: { amount: 47115, currency: "GBP" },
        change,
        ...both,
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

describe("fares", () => {
  const fare = (brandName: unknown, amount: string, over: object = {}) =>
    sampleDuffelOffer(
      { id: `off_${amount}`, total_amount: amount, ...over },
      { fare_brand_name: brandName },
    );
  const fares = (...offers: object[]) => {
    const { offers: all, refused } = readDuffelAnswer(duffelAnswer({ offers }), SEARCH);
    expect(refused).toEqual([]);
    expect(all).toHaveLength(1);
    return all[0]?.fares;
  };
  const travellers = (...each: object[]) => [{ segments: [duffelSegment({ passengers: each })] }];

  test("brands of one itinerary are one offer, cheapest first, in any order of arrival", () => {
    const [light, flex] = [fare("Economy Light", "300.00"), fare("Economy Flex", "450.00")];
    for (const offers of [
      [light, flex],
      [flex, light],
    ]) {
      expect(fares(...offers)).toMatchObject([
        { name: "Economy Light", brand: "light", price: { amount: 30_000, currency: "USD" } },
        { name: "Economy Flex", brand: "flex", price: { amount: 45_000, currency: "USD" } },
      ]);
    }
  });

  test("an offer that states nothing of its fare has no fares; one of several fares with a price alone has no name", () => {
    expect(fares(fare(null, "300.00"))).toEqual([]);
    expect(fares(fare("Flex", "400.00"), fare(null, "300.00"))).toMatchObject([
      { name: "", price: { amount: 30_000 } },
      { name: "Flex" },
    ]);
  });

  const terms = (
    penalty_amount: unknown,
    penalty_currency: unknown = "GBP",
    allowed: unknown = true,
  ) => ({
    allowed,
    penalty_amount,
    penalty_currency,
  });
  test.each<[string, unknown, unknown]>([
    ["a fee", terms("50.00"), { allowed: true, fee: { amount: 5_000, currency: "GBP" } }],
    ["no fee", terms("0.00"), { allowed: true, fee: { amount: 0, currency: "GBP" } }],
    ["a fee that Duffel does not state", terms(null, null), { allowed: true, fee: null }],
    ["a fee that is not an exact amount", terms("50.005"), { allowed: true, fee: null }],
    ["a fee of no currency", terms("50.00", "XQZ"), { allowed: true, fee: null }],
    ["what is not allowed", terms("50.00", "GBP", false), { allowed: false, fee: null }],
    ["no condition", null, null],
    ["a condition of another form", { allowed: "perhaps" }, null],
  ])("conditions: %s", (_, stated, read) => {
    const conditions = { change_before_departure: stated, refund_before_departure: null };
    expect(fares(fare("Light", "300.00", { conditions }))).toMatchObject([
      { change: read, refund: null },
    ]);
    const other = { change_before_departure: null, refund_before_departure: stated };
    expect(fares(fare("Light", "300.00", { conditions: other }))).toMatchObject([
      { change: null, refund: read },
    ]);
  });

  test("bags are the fewest of all flights and travellers; where one part does not state them, they are not known", () => {
    const bags = (carry_on: number, checked: number) => ({
      baggages: [
        { type: "carry_on", quantity: carry_on },
        { type: "checked", quantity: checked },
        { type: "skis", quantity: 9 },
      ],
    });
    const connection = (...each: object[][]) => {
      const [first, second] = each.map((passengers) => ({ passengers }));
      const out = duffelSegment({
        destination: { iata_code: "DUB" },
        arriving_at: "2026-12-15T09:55:00",
        duration: "PT1H25M",
        ...first,
      });
      const on = duffelSegment({
        origin: { iata_code: "DUB" },
        departing_at: "2026-12-15T11:00:00",
        arriving_at: "2026-12-15T13:40:00",
        duration: "PT7H40M",
        ...second,
      });
      return fares(
        sampleDuffelOffer({ slices: [{ segments: [out, on], fare_brand_name: "Value" }] }),
      );
    };
    expect(connection([bags(1, 2)], [bags(2, 1)])).toMatchObject([
      { cabinBags: 1, checkedBags: 1 },
    ]);
    expect(connection([bags(1, 2)], [{ baggages: [] }])).toMatchObject([
      { cabinBags: 0, checkedBags: 0 },
    ]);
    expect(connection([bags(1, 2)], [{ baggages: null }])).toMatchObject([
      { cabinBags: null, checkedBags: null },
    ]);
    expect(connection([bags(1, 2), bags(0, 1)], [bags(1, 2)])).toMatchObject([
      { cabinBags: 0, checkedBags: 1 },
    ]);
    expect(
      connection([{ baggages: [{ type: "checked", quantity: -1 }] }], [bags(1, 1)]),
    ).toMatchObject([{ checkedBags: null }]);
  });

  test("an infant on a lap has no bags, and does not change those of the others", () => {
    const search = { ...SEARCH, passengers: { adults: 1, children: 0, infants: 1 } };
    const offer = sampleDuffelOffer({
      passengers: [
        { id: "a", type: "adult" },
        { id: "b", age: 1 },
      ],
      slices: travellers(
        { passenger_id: "b", baggages: [], fare_basis_code: "ZIN" },
        {
          passenger_id: "a",
          baggages: [{ type: "checked", quantity: 2 }],
          fare_basis_code: "OKN0ZBS",
        },
      ),
    });
    expect(
      readDuffelAnswer(duffelAnswer({ offers: [offer] }), search).offers[0]?.fares,
    ).toMatchObject([{ checkedBags: 2, bookingClass: "O" }]);
  });

  test("the booking class is the fare basis' first letter, where all flights have one", () => {
    const basis = (code: unknown) =>
      fares(
        sampleDuffelOffer({
          slices: [{ fare_brand_name: "Saver", ...travellers({ fare_basis_code: code })[0] }],
        }),
      );
    expect(basis("VLOWX")).toMatchObject([{ bookingClass: "V" }]);
    for (const code of [null, "", "1ABC", "lower"])
      expect(basis(code)).toMatchObject([{ bookingClass: "" }]);
  });
});

describe("pages", () => {
  const path = (cursor: string) =>
    duffel.request(SEARCH, partner({ url: "http://x/base" }), { supplierTimeoutMs: 600, cursor });

  test("an answer without its offers states where they are; each page names the next by Duffel's cursor", () => {
    const first = readDuffelAnswer(duffelAnswer({ id: "orq_1" }), SEARCH);
    expect(first).toEqual({
      offers: [],
      refused: [],
      read: 0,
      next: "offer_request_id=orq_1&sort=total_amount&limit=200",
    });
    const { method, path: target, body, headers } = path(first.next ?? "");
    expect({ method, target, body }).toEqual({
      method: "GET",
      target: "/base/air/offers?offer_request_id=orq_1&sort=total_amount&limit=200",
      body: null,
    });
    expect(headers).toMatchObject({ authorization: "Bearer t", "duffel-version": "v2" });
    expect(headers).not.toHaveProperty("content-type");
    const second = readDuffelAnswer(
      duffelAnswer(duffelOffers(2), { after: "g2w=&", limit: 200 }),
      SEARCH,
      first.next,
    );
    expect({ read: second.read, offers: second.offers.length }).toEqual({ read: 2, offers: 2 });
    expect(second.next).toBe("offer_request_id=orq_1&sort=total_amount&limit=200&after=g2w%3D%26");
    const last = readDuffelAnswer(
      duffelAnswer(duffelOffers(1), { after: null }),
      SEARCH,
      second.next,
    );
    expect(last.next).toBeNull();
  });

  test("an answer with its offers may have more of them on a next page", () => {
    const body = duffelAnswer({ id: "orq_1", offers: duffelOffers(1) }, { after: "abc" });
    expect(readDuffelAnswer(body, SEARCH).next).toBe(
      "offer_request_id=orq_1&sort=total_amount&limit=200&after=abc",
    );
  });

  test.each<[string, object, object]>([
    ["a cursor without the id of a request", { offers: duffelOffers(1) }, { after: "abc" }],
    ["a cursor that is not a text", { id: "orq_1", offers: duffelOffers(1) }, { after: 7 }],
    [
      "a cursor that is too long (A6)",
      { id: "orq_1", offers: duffelOffers(1) },
      { after: "x".repeat(5_000) },
    ],
  ])("%s is not followed, and is reported", (_, data, meta) => {
    const { offers, refused, next } = readDuffelAnswer(duffelAnswer(data, meta), SEARCH);
    expect({ offers: offers.length, next }).toEqual({ offers: 1, next: null });
    expect(refused).toEqual(["what follows, on a page that it does not name as Duffel does"]);
  });

  test("A6: of a page, as many offers are read as are left of the limit", () => {
    const page = runToEnd(
      duffel.offers(
        duffelAnswer(duffelOffers(5)),
        reading({ cursor: "offer_request_id=orq_1", offersMax: 3 }),
      ),
    );
    expect(page).toMatchObject({ read: 3, refused: ["2 offers beyond the first 3"] });
  });
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}
