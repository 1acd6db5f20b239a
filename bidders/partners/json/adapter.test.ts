import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { saleFault } from "../../../common/offers/sale-rules.ts";
import { itineraryKey } from "../../../proto/itinerary.ts";
import type { FlightSearch, Segment } from "../../../proto/messages.ts";
import {
  changedMapping,
  jsonAnswer,
  jsonFlight,
  jsonOffer,
  jsonOtherTicket,
  writtenMapping,
} from "../../../test/fixtures/partners/mapping.ts";
import { NOW, partner, reading, SEARCH } from "../../../test/fixtures/partners/partner.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { ANSWER_OFFERS_MAX, type PageContext, type PartnerPage } from "../adapter.ts";
import { runToEnd } from "../parsing/parse-answer.ts";
import { PartnerFailure } from "../partner-failure.ts";
import { json } from "./adapter.ts";

const BACK = { origin: "JFK", destination: "LHR", departureDate: "2026-12-22" };
const RETURN: FlightSearch = { ...SEARCH, slices: [...SEARCH.slices, BACK] };
const FAMILY: FlightSearch = {
  ...RETURN,
  passengers: { adults: 2, children: 1, infants: 1 },
  cabin: "business",
  currency: "EUR",
};

const request = (
  change: object,
  search = SEARCH,
  cursor: string | null = null,
  entry: object = {},
) =>
  json.request(search, jsonOtherTicket(change, { url: "https://api.acme.example/v3/", ...entry }), {
    supplierTimeoutMs: 700.9,
    cursor,
  });
const read = (body: string, over: Partial<PageContext> = {}): PartnerPage =>
  runToEnd(json.offers(body, reading({ mapping: changedMapping(), ...over })));
const one = (offer: object, over: Partial<PageContext> = {}) => read(jsonAnswer([offer]), over);
const thrownBy = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (thrown) {
    return thrown;
  }
};
/** Why an offer is refused that is in a list with a right one. */
const refusedOf = (offer: object, over: Partial<PageContext> = {}) => {
  const { offers, refused } = read(
    jsonAnswer([jsonOffer({ id: "good", price: { total: "1.00", currency: "EUR" } }), offer]),
    over,
  );
  expect(offers.map((o) => o.price.amount)).toEqual([100]);
  return refused;
};

describe("the request", () => {
  test("is the template with its values filled in", () => {
    const { method, path, headers, body } = request({}, FAMILY);
    expect({ method, path }).toEqual({ method: "POST", path: "/v3/search" });
    expect(headers).toEqual({
      accept: "application/json",
      "accept-encoding": "gzip",
      authorization: "Bearer t",
      "content-type": "application/json",
    });
    expect(JSON.parse(body ?? "")).toEqual({
      legs: [
        { from: "LHR", to: "JFK", day: "2026-12-15" },
        { from: "JFK", to: "LHR", day: "2026-12-22" },
      ],
      people: ["adult", "adult", "child", "infant"],
      cabin: "business",
      cursor: null,
    });
  });

  const GET = {
    method: "GET",
    body: undefined,
    path: "/{{origin}}-{{destination}}/{{departureDate}}",
    query: {
      back: "{{returnDate}}",
      pax: "{{travellers}}",
      c: "{{cabin}}",
      q: "a&b={{adults}}",
      cur: "{{currency}}",
      ms: "{{timeoutMs}}",
      page: "{{page}}",
    },
    headers: { "X-Market": "{{origin}}" },
    cabins: { economy: "M", business: "C" },
  };
  const numbered = { answer: { pages: { kind: "number", total: "pages" } } };

  test("may be all in the URL; a field that has no value is left out", () => {
    const target = request({ request: GET, ...numbered });
    expect(target).toMatchObject({
      method: "GET",
      path: "/v3/LHR-JFK/2026-12-15?pax=1&c=M&q=a%26b%3D1&cur=USD&ms=700&page=1",
      body: null,
      headers: { "x-market": "LHR" },
    });
    expect(target.headers).not.toHaveProperty("content-type");
    expect(request({ request: GET, ...numbered }, FAMILY, "2").path).toBe(
      "/v3/LHR-JFK/2026-12-15?back=2026-12-22&pax=4&c=C&q=a%26b%3D2&cur=EUR&ms=700&page=2",
    );
  });

  test("quotes in the partner's currency, where it has one", () => {
    expect(
      request({ request: GET, ...numbered }, SEARCH, null, { currency: "KWD" }).path,
    ).toContain("&cur=KWD&");
  });

  test.each<[object, Record<string, string>, string]>([
    [{ kind: "bearer" }, { authorization: "Bearer t" }, "/v3/search"],
    [{ kind: "header", name: "X-Api-Key" }, { "x-api-key": "t" }, "/v3/search"],
    [{ kind: "query", name: "apikey" }, {}, "/v3/search?apikey=t"],
    [{ kind: "none" }, {}, "/v3/search"],
  ])("signs in by %j", (auth, headers, path) => {
    const target = request({ request: { auth } });
    expect(target.path).toBe(path);
    const { accept: _a, "accept-encoding": _e, "content-type": _c, ...rest } = target.headers;
    expect(rest).toEqual(headers);
  });

  test.each<[string, object, FlightSearch, string | undefined]>([
    ["slices repeated", {}, FAMILY, undefined],
    ["one way", { request: { body: "{{origin}}{{cursor}}" } }, SEARCH, undefined],
    [
      "one way only",
      { request: { body: "{{origin}}{{cursor}}" } },
      RETURN,
      "can be asked for one way only",
    ],
    ["a return trip", { request: { body: "{{returnDate}}{{cursor}}" } }, RETURN, undefined],
    [
      "an open jaw",
      { request: { body: "{{returnDate}}{{cursor}}" } },
      { ...RETURN, slices: [...SEARCH.slices, { ...BACK, origin: "EWR" }] },
      "can be asked for one way and for there and back only",
    ],
    [
      "a cabin that the mapping does not name",
      { request: { cabins: { economy: "M" } } },
      FAMILY,
      "cannot be asked for business",
    ],
  ])("cannot express every search: %s", (_, change, search, why) => {
    expect(json.unsupportedReason?.(search, jsonOtherTicket(change))).toBe(why);
  });
});

describe("the next page", () => {
  const pages = (kind: object) => ({
    answer: { pages: kind },
    request: { query: { page: "{{page}}" } },
  });
  const next = (change: object, more: object, cursor: string | null = null) =>
    read(jsonAnswer([jsonOffer()], more), { mapping: changedMapping(change), cursor });

  test("by cursor, a text or a number, until there is none", () => {
    expect(next({}, { next: "abc" }).next).toBe("abc");
    expect(next({}, { next: 7 }).next).toBe("7");
    for (const end of [{}, { next: null }, { next: "" }, { next: false }])
      expect(next({}, end).next).toBeNull();
    expect(JSON.parse(request({}, SEARCH, "abc").body ?? "")).toMatchObject({ cursor: "abc" });
  });

  test("by number, until the last", () => {
    const change = pages({ kind: "number", total: "result.pages" });
    expect(next(change, { pages: 3 }).next).toBe("2");
    expect(next(change, { pages: 3 }, "2").next).toBe("3");
    expect(next(change, { pages: 3 }, "3").next).toBeNull();
    expect(next(change, {}).next).toBeNull();
    expect(next(change, { pages: "many" })).toMatchObject({
      next: null,
      refused: ["what follows: there are 'many' pages, which is not a number of them"],
    });
  });

  const link = pages({ kind: "link", next: "result.next" });
  test.each([
    ["/v3/more?p=2", "/v3/more?p=2"],
    ["more?p=2", "/v3/more?p=2"],
    ["?p=2", "/v3/search?p=2"],
    ["https://api.acme.example/other/2", "/other/2"],
  ])("by link %s, on the partner's own host, with GET and no body", (written, path) => {
    expect(next(link, { next: written }).next).toBe(written);
    expect(request(link, SEARCH, written)).toMatchObject({
      method: "GET",
      path,
      body: null,
      headers: { authorization: "Bearer t" },
    });
  });

  test.each([
    "https://evil.example/v3/more",
    "http://api.acme.example/v3/more",
    "https://api.acme.example:8443/v3/more",
    "//169.254.169.254/latest/meta-data",
    "\\\\evil.example/x",
    "https://user:pass@api.acme.example/v3/more",
    "file:///etc/passwd",
    "data:application/json,{}",
    "http://",
  ])("a link to %s is not followed: it is not on the partner's host", (written) => {
    expect(() => request(link, SEARCH, written)).toThrow(
      /^its next page(, '.*', is not a URL| is on another host, .*, which is not asked)$/,
    );
    expect(thrownBy(() => request(link, SEARCH, written))).toMatchObject({
      name: "PartnerFailure",
      health: "unhealthy",
    });
  });

  test.each([
    ["an object", { a: 1 }],
    ["a text of 3,000 characters", "x".repeat(3_000)],
    ["a fraction", 1.5],
    ["a list", ["a"]],
  ])("an invalid cursor is reported: %s", (_, cursor) => {
    expect(next({}, { next: cursor })).toMatchObject({
      next: null,
      refused: [expect.stringMatching(/^what follows: '.*' does not name the next page$/)],
    });
  });
});

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

describe("fares", () => {
  test("without the one that has expired are still sold", () => {
    const [light, flex] = [
      jsonOffer({ family: "Light" }),
      jsonOffer({ id: "A2", family: "Flex", until: "2026-11-20T09:59:00Z" }),
    ];
    const { offers, refused } = runToEnd(
      json.offers(jsonAnswer([light, flex]), reading({ mapping: changedMapping() })),
    );
    expect(offers).toMatchObject([{ expiresAtMs: NOW + 3_600_000, fares: [{ name: "Light" }] }]);
    expect(refused).toEqual([expect.stringMatching(/^A2 holds until /)]);
  });

  const terms = {
    family: "Economy Light",
    classes: "O",
    bags: { hand: 1, hold: 0 },
    change: { ok: true, fee: "25.00" },
    refund: { ok: false },
  };
  test("are read with their conditions, in the price's unit", () => {
    expect(one(jsonOffer(terms)).offers[0]?.fares).toEqual([
      {
        name: "Economy Light",
        brand: "light",
        price: { amount: 31_250, currency: "EUR" },
        bookingClass: "O",
        cabinBags: 1,
        checkedBags: 0,
        change: { allowed: true, fee: { amount: 2_500, currency: "EUR" } },
        refund: { allowed: false, fee: null },
      },
    ]);
  });

  test.each<[string, object, object]>([
    [
      "bags that are not a number",
      { bags: { hand: "1", hold: -1 } },
      { cabinBags: null, checkedBags: null },
    ],
    [
      "a fee as a JSON number",
      { change: { ok: true, fee: 25.5 } },
      { change: { allowed: true, fee: null } },
    ],
    ["allowed in words", { change: { ok: "yes", fee: "1.00" } }, { change: null }],
    ["classes as a list", { classes: ["O"] }, { bookingClass: "O" }],
    ["invalid booking classes", { classes: ["O", 7] }, { bookingClass: "" }],
    ["a very long name", { family: "x".repeat(500) }, { name: "x".repeat(64) }],
  ])("%s are left out, and the rest of the fare is kept", (_, change, fare) => {
    expect(one(jsonOffer({ ...terms, ...change })).offers[0]?.fares).toMatchObject([fare]);
  });

  test("in one offer or in several are one offer of that itinerary, cheapest first", () => {
    const nested = {
      fares: "tickets",
      id: "id",
      seller: "'Acme'",
      expiresAt: "until",
      slices: "legs",
    };
    const ticket = (family: string, total: string) => ({
      family,
      price: { total, currency: "EUR" },
    });
    const mapping = changedMapping({ answer: { offer: nested } });
    const flat = read(
      jsonAnswer([jsonOffer(ticket("Flex", "500.00")), jsonOffer(ticket("Light", "300.00"))]),
    );
    const within = one(
      jsonOffer({ tickets: [ticket("Flex", "500.00"), ticket("Light", "300.00")] }),
      { mapping },
    );
    for (const { offers } of [flat, within]) {
      expect(offers).toHaveLength(1);
      expect(offers[0]?.price.amount).toBe(30_000);
      expect(offers[0]?.fares.map(({ brand, name }) => [brand, name])).toEqual([
        ["light", "Light"],
        ["flex", "Flex"],
      ]);
    }
    // One that cannot be sold does not affect the others.
    const some = one(
      jsonOffer({
        tickets: [
          ticket("Flex", "500.00"),
          { family: "Light", price: { total: 3.5, currency: "EUR" } },
        ],
      }),
      {
        mapping,
      },
    );
    expect({ offers: some.offers.length, refused: some.refused }).toEqual({
      offers: 1,
      refused: [expect.stringMatching(/^A1 costs 3\.5, a JSON number/)],
    });
    expect(
      thrownBy(() =>
        one(jsonOffer({ tickets: Array(25).fill(ticket("Flex", "1.00")) }), { mapping }),
      ),
    ).toMatchObject({
      message: expect.stringContaining("A1 fares: 25 at tickets, at most 24 are read"),
    });
  });
});

describe("an answer", () => {
  test.each<[string, string, RegExp]>([
    ["HTML", "<!doctype html>", /^answered HTML where JSON was due$/],
    ["nothing", " ", /^answered nothing where JSON was due$/],
    [
      "truncated JSON",
      jsonAnswer([jsonOffer()]).slice(0, 100),
      /^answered broken JSON where JSON was due$/,
    ],
    [
      "an error in it",
      '{"fault":"no seats\\ntoday","result":{"items":[]}}',
      /^answered an error: no seats\?today$/,
    ],
    ["an error that is an object", '{"fault":{"code":7}}', /^answered an error: \{"code":7\}$/],
    ["no list", '{"result":{}}', /^answered no list of offers: there is nothing at result\.items$/],
    [
      "a text where a list is mapped",
      '{"result":{"items":"none"}}',
      /^answered no list of offers: there is none at result\.items$/,
    ],
    ["a list", "[]", /^answered no list of offers: there is nothing at result\.items$/],
    ["null", "null", /^answered no list of offers/],
    [
      "a list without any offer of the mapped form",
      jsonAnswer([{}, 7, null]),
      /^refused 3 of 3 offers: offer 0 expiresAt: nothing at until; .*; and 1 more$/,
    ],
  ])("of %s is a failure that is named", (_, body, why) => {
    expect(thrownBy(() => read(body))).toMatchObject({
      name: "PartnerFailure",
      health: "unhealthy",
      message: expect.stringMatching(why),
    });
  });

  test("without offers is valid; an empty list of errors is not an error", () => {
    for (const fault of [null, "", false, [], {}]) {
      expect(read(JSON.stringify({ fault, result: { items: [] } }))).toEqual({
        offers: [],
        refused: [],
        read: 0,
        next: null,
      });
    }
  });

  test("A6: offers beyond the limit are not read, and reported", () => {
    const { read: count, refused } = read(
      jsonAnswer(Array(ANSWER_OFFERS_MAX + 7).fill(jsonOffer())),
    );
    expect({ count, refused }).toEqual({
      count: ANSWER_OFFERS_MAX,
      refused: [`7 offers beyond the first ${ANSWER_OFFERS_MAX}`],
    });
  });

  test("A8: is read in steps of one offer", () => {
    expect([
      ...json.offers(
        jsonAnswer(Array(5).fill(jsonOffer())),
        reading({ mapping: changedMapping() }),
      ),
    ]).toHaveLength(5);
  });

  test("any answer results in offers that may be sold, in named refusals or in a failure", () => {
    const holds = (body: string) => {
      try {
        const { offers, refused } = read(body);
        for (const offer of offers) {
          expect(Number.isSafeInteger(offer.price.amount) && offer.price.amount > 0).toBe(true);
          expect(saleFault(offer)).toBeUndefined();
        }
        for (const line of refused) expect(line.length).toBeLessThan(400);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(PartnerFailure);
      }
    };
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => holds(body)),
      { numRuns: propertyRuns(1_000) },
    );
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom("-1.00", "1e9", "2026-13-01T00:00:00", "PT-5M", "LHR", Number.MAX_VALUE, 0.1),
    );
    const paths = [
      ["price", "total"],
      ["price"],
      ["legs"],
      ["legs", 0],
      ["legs", 0, "flights"],
      ["legs", 0, "flights", 0],
      ["until"],
      ["bags"],
      ["change"],
      ["classes"],
      ["family"],
    ];
    const fields = ["airline", "no", "from", "to", "off", "on", "takes", "craft", "cabin"].map(
      (field) => ["legs", 0, "flights", 0, field],
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths, ...fields), values, (path, value) => {
        const offer = structuredClone(jsonOffer());
        let at = offer as Record<string | number, never>;
        for (const step of path.slice(0, -1)) at = at[step] as never;
        (at as Record<string | number, unknown>)[path.at(-1) as string] = value;
        holds(jsonAnswer([jsonOffer(), offer]));
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });
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
