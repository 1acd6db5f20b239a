import { describe, expect, test } from "@jest/globals";
import { itineraryKey } from "../../../proto/itinerary.ts";
import type { Segment } from "../../../proto/messages.ts";
import { one, read, thrownBy } from "../../../test/fixtures/partners/json-adapter.ts";
import {
  changedMapping,
  jsonAnswer,
  jsonFlight,
  jsonOffer,
  writtenMapping,
} from "../../../test/fixtures/partners/mapping.ts";
import { NOW, partner, reading, SEARCH } from "../../../test/fixtures/partners/partner.ts";
import type { PageContext } from "../adapter.ts";
import { runToEnd } from "../parsing/parse-answer.ts";
import { PartnerFailure } from "../partner-failure.ts";
import { json } from "./adapter.ts";

/** Why an offer is refused that is in a list with a right one. */
const refusedOf = (offer: object, over: Partial<PageContext> = {}) => {
  const { offers, refused } = read(
    jsonAnswer([jsonOffer({ id: "good", price: { total: "1.00", currency: "EUR" } }), offer]),
    over,
  );
  expect(offers.map((o) => o.price.amount)).toEqual([100]);
  return refused;
};

describe("an offer", () => {
  test("is read by its paths, exactly (A9)", () => {
    const { offers, refused } = one(jsonOffer());
    expect(refused).toEqual([]);
    expect(offers.map((o) => itineraryKey(o.slices))).toEqual(["BA117-LHRJFK-20261215T0830"]);
    expect(offers[0]).toMatchObject({
      seller: "Acme",
      price: { amount: 31_250, currency: "EUR" },
      expiresAtMs: NOW + 3_600_000,
      modelled: false,
      fares: [],
      slices: [
        {
          durationMinutes: 455,
          segments: [{ flightNumber: "BA117", aircraft: "772", departure: "2026-12-15T08:30" }],
        },
      ],
    });
  });

  test.each<[string, object, object]>([
    [
      "both terminals",
      { fromHall: "5", toHall: "2E" },
      { originTerminal: "5", destinationTerminal: "2E" },
    ],
    ["one of them", { toHall: "2E" }, { destinationTerminal: "2E" }],
    ["none that is not a short name", { fromHall: "the new one", toHall: 5 }, {}],
  ])("names %s", (_, over, expected) => {
    const { offers } = one(jsonOffer({ legs: [{ flights: [jsonFlight(over)] }] }));
    const { originTerminal, destinationTerminal } = offers[0]?.slices[0]?.segments[0] as Segment;
    expect({ originTerminal, destinationTerminal }).toEqual(expected);
  });

  test.each([
    ["AA", "AA"],
    ["BA", undefined],
    ["American Airlines", undefined],
    [7, undefined],
  ])("the carrier that flies, stated as %j, is %j", (flownBy, operatingCarrier) => {
    const { offers } = one(jsonOffer({ legs: [{ flights: [jsonFlight({ flownBy })] }] }));
    const [segment] = offers[0]?.slices[0]?.segments ?? [];
    expect({ operatingCarrier: segment?.operatingCarrier }).toEqual({ operatingCarrier });
  });

  const flight = (over: object) => jsonOffer({ legs: [{ flights: [jsonFlight(over)] }] });
  test.each<[string, object, object]>([
    ["a number as a number", flight({ no: 117 }), {}],
    ["zeros before it", flight({ no: "0117" }), {}],
    ["the carrier before it", flight({ no: "BA 117" }), {}],
    ["an ISO duration", flight({ takes: "PT7H35M" }), {}],
    ["minutes as text", flight({ takes: "455" }), {}],
    [
      "a space in a time, and no seconds",
      flight({ off: "2026-12-15 08:30", on: "2026-12-15 11:05" }),
      {},
    ],
    ["no aircraft", flight({ craft: null }), {}],
    ["an unknown cabin", flight({ cabin: "space" }), {}],
    ["an expiry in seconds", jsonOffer({ until: 1_795_172_400 }), {}],
    ["an expiry in milliseconds", jsonOffer({ until: 1_795_172_400_000 }), {}],
    ["an expiry with an offset", jsonOffer({ until: "2026-11-20T12:00:00+01:00" }), {}],
  ])("may have %s", (_, offer) => {
    const { offers, refused } = one(offer);
    expect(refused).toEqual([]);
    expect(offers.map((o) => [itineraryKey(o.slices), o.slices[0]?.durationMinutes])).toEqual([
      ["BA117-LHRJFK-20261215T0830", 455],
    ]);
    expect(offers[0]?.expiresAtMs).toBeGreaterThan(NOW);
  });

  test("that states no expiry holds as long as the mapping states", () => {
    const { until: _, ...rest } = jsonOffer() as { until: string };
    const mapping = changedMapping({
      answer: { offer: { seller: "'Acme'", heldMinutes: 15, slices: "legs" } },
    });
    expect(one(rest, { mapping }).offers[0]?.expiresAtMs).toBe(NOW + 15 * 60_000);
  });

  test("in test mode is modelled", () => {
    const mapping = changedMapping({
      answer: {
        offer: { seller: "'Acme'", expiresAt: "until", slices: "legs", modelled: "$answer.test" },
      },
    });
    const body = (test: unknown) =>
      JSON.stringify({ ...JSON.parse(jsonAnswer([jsonOffer()])), test });
    expect(read(body(true), { mapping }).offers[0]?.modelled).toBe(true);
    for (const not of [false, null, "true", 1])
      expect(read(body(not), { mapping }).offers[0]?.modelled).toBe(false);
  });

  test.each<[string, unknown, RegExp]>([
    [
      "a price as a JSON number",
      { total: 123.45, currency: "EUR" },
      /^A1 costs 123\.45, a JSON number: a decimal string \("123\.45"\) is an exact amount$/,
    ],
    [
      "a whole price as a JSON number",
      { total: 123, currency: "EUR" },
      /^A1 costs 123, a JSON number/,
    ],
    [
      "a price with too many decimals",
      { total: "1.005", currency: "EUR" },
      /^A1 costs '1\.005', no amount of EUR$/,
    ],
    ["yen with decimals", { total: "1.5", currency: "JPY" }, /no amount of JPY/],
    ["a negative price", { total: "-5.00", currency: "EUR" }, /no amount of EUR/],
    ["a price of nothing", { total: "0.00", currency: "EUR" }, /^A1 costs nothing$/],
    ["no price", {}, /^A1 is priced in 'null', no currency of ISO 4217$/],
    ["an unknown currency", { total: "1.00", currency: "XQZ" }, /priced in 'XQZ'/],
    ["a price that is a list", { total: ["1.00"], currency: "EUR" }, /costs 'a list'/],
  ])("with %s is refused by name, and the rest is sold", (_, price, why) => {
    expect(refusedOf(jsonOffer({ price }))).toEqual([expect.stringMatching(why)]);
  });

  describe("in minor units", () => {
    const fare = { price: { amount: "coins", unit: "minor", currency: "'KWD'" } };
    const mapping = changedMapping({ answer: { fare } });
    test.each([
      [123_456, 123_456],
      ["123456", 123_456],
      ["0123456", 123_456],
    ])("%j coins are %d", (coins, amount) => {
      expect(one(jsonOffer({ coins }), { mapping }).offers[0]?.price).toEqual({
        amount,
        currency: "KWD",
      });
    });
    test.each([
      [123.45, /^refused 1 of 1 offers: A1 costs 123\.45, no whole number of minor units$/],
      ["123.45", /costs '123\.45', no amount of KWD$/],
      [2 ** 53, /no whole number of minor units$/],
      [1e300, /no whole number of minor units$/],
      [-5, /costs '-5', no amount of KWD$/],
    ])("%j are refused", (coins, why) => {
      expect(thrownBy(() => one(jsonOffer({ coins }), { mapping }))).toMatchObject({
        health: "unhealthy",
        message: expect.stringMatching(why),
      });
    });
  });

  test.each<[string, object, RegExp]>([
    ["no flights", jsonOffer({ legs: [{ flights: [] }] }), /^A1 segments: 'a list' at flights$/],
    ["no slices", jsonOffer({ legs: null }), /^A1 slices: nothing at legs$/],
    [
      "too many flights (A6)",
      jsonOffer({ legs: [{ flights: Array(9).fill(jsonFlight()) }] }),
      /^A1 segments: 9 at flights, at most 8 are read$/,
    ],
    [
      "too many slices (A6)",
      jsonOffer({ legs: Array(7).fill({ flights: [jsonFlight()] }) }),
      /^A1 slices: 7 at legs/,
    ],
    ["a carrier's ICAO code", flight({ airline: "BAW" }), /^A1 carrier: 'BAW' at airline$/],
    [
      "a number of words",
      flight({ no: "one" }),
      /^A1 number: 'one' at no, no flight number of BA$/,
    ],
    [
      "another carrier's number",
      flight({ airline: "AA", no: "BA117" }),
      /^A1 number: 'BA117' at no, no flight number of AA$/,
    ],
    [
      "a number of six digits",
      flight({ no: "123456" }),
      /^A1 number: '123456' at no, no flight number of BA$/,
    ],
    [
      "an expiry after the last possible date",
      jsonOffer({ until: Number.MAX_SAFE_INTEGER }),
      /^A1 expiresAt: '9007199254740991' at until$/,
    ],
    [
      "an expiry that has passed",
      jsonOffer({ until: NOW / 1_000 }),
      /^A1 holds until 2026-11-20T10:00:00\.000Z, not to the end/,
    ],
    [
      "a flight number with a fraction",
      flight({ no: 1.5 }),
      /^A1 number: '1\.5' at no, no flight number of BA$/,
    ],
    ["an airport in words", flight({ from: "London" }), /^A1 origin: 'London' at from$/],
    [
      "a time in UTC",
      flight({ off: "2026-12-15T08:30:00Z" }),
      /^A1 departure: '2026-12-15T08:30:00Z' at off, no local time like /,
    ],
    [
      "a time with an offset",
      flight({ on: "2026-12-15T11:05-05:00" }),
      /^A1 arrival: .*no local time/,
    ],
    ["a day that the calendar lacks", flight({ off: "2026-02-30T08:30" }), /no local time/],
    [
      "half minutes",
      flight({ takes: 455.5 }),
      /^A1 duration: '455\.5' at takes, no whole minutes and no duration like PT7H35M$/,
    ],
    ["no duration", flight({ takes: undefined }), /^A1 duration: nothing at takes$/],
    ["a duration of zero", flight({ takes: 0 }), /take 0 minutes/],
    ["another day", flight({ off: "2026-12-16T08:30" }), /leaves on 2026-12-16/],
    ["another destination", flight({ to: "BOS" }), /goes LHR-BOS/],
    ["an expiry in words", jsonOffer({ until: "soon" }), /^A1 expiresAt: 'soon' at until$/],
    ["an expiry without a zone", jsonOffer({ until: "2026-11-20T11:00:00" }), /^A1 expiresAt: /],
    ["no expiry", jsonOffer({ until: null }), /^A1 expiresAt: nothing at until$/],
    ["a name of another kind", jsonOffer({ id: { a: 1 }, price: {} }), /^offer 1 /],
    ["a list as an offer", [] as object, /^offer 1 expiresAt: nothing at until$/],
  ])("with %s is refused by name, and the rest is sold", (_, offer, why) => {
    expect(refusedOf(offer)).toEqual([expect.stringMatching(why)]);
  });

  test("below the cabin that was asked for is refused", () => {
    const business = { ...SEARCH, cabin: "business" } as const;
    expect(thrownBy(() => one(jsonOffer(), { search: business }))).toMatchObject({
      refused: ["A1 has no flight in business, which was asked for"],
    });
    expect(one(flight({ cabin: "business" }), { search: business }).offers).toHaveLength(1);
    expect(one(flight({ cabin: undefined }), { search: business }).offers).toHaveLength(1);
  });
});

describe("MIXED-1, MIXED-2 the cabin of a flight", () => {
  const business = { ...SEARCH, cabin: "business" } as const;
  const hop = { to: "DUB", on: "2026-12-15T09:45", takes: 75 };
  const onward = {
    no: 118,
    from: "DUB",
    off: "2026-12-15T11:00",
    on: "2026-12-15T13:30",
    takes: 450,
  };
  const through = (first: unknown, second: unknown) =>
    jsonOffer({
      legs: [
        {
          flights: [jsonFlight({ ...hop, cabin: first }), jsonFlight({ ...onward, cabin: second })],
        },
      ],
    });

  test.each<[string, object, (string | undefined)[]]>([
    ["lower on a feeder", through("economy", "business"), ["economy", undefined]],
    ["higher", through("business", "first"), [undefined, "first"]],
    ["not stated", through(null, null), [undefined, undefined]],
    ["in a word that is not mapped", through("space", "business"), [undefined, undefined]],
  ])("%s: the offer is sold", (_what, offer, expected) => {
    const { offers } = one(offer, { search: business });
    expect(offers[0]?.slices[0]?.segments.map(({ cabin }) => cabin)).toEqual(expected);
  });

  test("lower on the long flight: the offer is refused", () =>
    expect(thrownBy(() => one(through("business", "economy"), { search: business }))).toMatchObject(
      {
        refused: [expect.stringMatching(/has BA118, the longest flight of slice 1, in economy/)],
      },
    ));
});

test("a seller may use one word for two cabins", () => {
  const mapping = changedMapping({ request: { cabins: { economy: "Y", premium_economy: "Y" } } });
  const search = { ...SEARCH, cabin: "premium_economy" } as const;
  expect(
    one(jsonOffer({ legs: [{ flights: [jsonFlight({ cabin: "Y" })] }] }), { mapping, search })
      .offers,
  ).toHaveLength(1);
});

test("an error that is nested too deeply is reported as such", () => {
  const body = `{"fault":${"[".repeat(15_000)}${"]".repeat(15_000)}}`;
  expect(() => runToEnd(json.offers(body, reading({ mapping: changedMapping() })))).toThrow(
    /^answered an error: nested too deeply to be shown$/,
  );
});

test("a partner without a mapping is a failure, not a crash", () => {
  expect(thrownBy(() => runToEnd(json.offers("{}", reading())))).toMatchObject({
    name: "PartnerFailure",
    health: "unknown",
  });
  expect(
    thrownBy(() => json.request(SEARCH, partner(), { supplierTimeoutMs: 1, cursor: null })),
  ).toBeInstanceOf(PartnerFailure);
});

test("the fixture's mapping is one that a user can write", () => {
  expect(writtenMapping()).toEqual(JSON.parse(JSON.stringify(writtenMapping())));
});
