import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import { modelRates } from "../../bidders/flights/fares/rates.ts";
import type { SearchContext } from "../../bidders/kit/bidder.ts";
import * as nonstop from "../../bidders/nonstop/index.ts";
import { checkPartners, partnerOf } from "../../bidders/partners/entries.ts";
import * as partners from "../../bidders/partners/index.ts";
import type { PartnerConfig } from "../../bidders/partners/partner-config.ts";
import { convert } from "../../common/money/money.ts";
import { itineraryKey } from "../../proto/itinerary.ts";
import type { Fare, FlightOffer, FlightSearch } from "../../proto/messages.ts";
import { flightOffer, flightSearch } from "../../test/harness/offers.ts";
import { AGENCIES } from "./agencies.ts";
import { type Sandbox, type SandboxOverrides, startSandbox } from "./app.ts";
import { SANDBOX_DEFAULTS } from "./config.ts";
import { SearchTimeoutError } from "./inventory.ts";
import { LATENCY_MS_MAX } from "./simulated-faults.ts";

const NOW = Date.parse("2026-11-20T10:00:00Z");
const EMPTY_SHELF = { find: async () => [], close: async () => {} };
const REQUEST = {
  data: {
    slices: [{ origin: "LHR", destination: "JFK", departure_date: "2026-12-15" }],
    passengers: [{ type: "adult" }],
  },
};
const on = (day: string) => ({
  data: { ...REQUEST.data, slices: [{ origin: "LHR", destination: "JFK", departure_date: day }] },
});
const HEADERS = {
  authorization: "Bearer sandbox_test_alder",
  "duffel-version": "v2",
  "content-type": "application/json",
};

/** Its entries as the bidder's configuration makes partners of them; all of them are right. */
function configured(one: Sandbox): PartnerConfig[] {
  const { entries, faults } = checkPartners(JSON.parse(JSON.stringify(one.partners)));
  expect(faults).toEqual([]);
  return entries.map((entry) => partnerOf(entry));
}

const started: Sandbox[] = [];
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop(0);
});

async function sandbox(overrides: SandboxOverrides = {}): Promise<Sandbox> {
  const one = await startSandbox(SANDBOX_DEFAULTS, {
    inventory: EMPTY_SHELF,
    now: () => NOW,
    ...overrides,
  });
  started.push(one);
  return one;
}

const post = (
  one: Sandbox,
  body: unknown = REQUEST,
  headers: Record<string, string | undefined> = {},
) => {
  const all = Object.entries({ ...HEADERS, ...headers }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return fetch(`${one.url}/air/offer_requests`, {
    method: "POST",
    headers: all,
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
};
const put = (one: Sandbox, body: unknown) =>
  fetch(`${one.url}/sandbox/behaviour`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });

describe("Duffel's protocol", () => {
  test("each fare brand is an offer, with its conditions and bags", async () => {
    const search = flightSearch({
      slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-15" }],
    });
    const money = (amount: number) => ({ amount, currency: "EUR" });
    const fare = {
      bookingClass: "O",
      cabinBags: 1,
      checkedBags: 0,
      refund: { allowed: false, fee: null },
    };
    const fares: Fare[] = [
      {
        ...fare,
        brand: "light",
        name: "Light",
        price: money(10_000),
        change: { allowed: true, fee: money(5_000) },
      },
      { ...fare, brand: "flex", name: "Flex", price: money(20_000), change: null, checkedBags: 2 },
    ];
    const offers = Array.from({ length: 20 }, (_, i) =>
      flightOffer(search, {
        number: 100 + i,
        amount: 10_000,
        currency: "EUR",
        fares,
        expiresAtMs: NOW + 3_600_000,
      }),
    );
    const one = await sandbox({ inventory: { find: async () => offers, close: async () => {} } });
    const { data } = (await (await post(one)).json()) as { data: { offers: { id: string }[] } };
    expect(new Set(data.offers.map(({ id }) => id)).size).toBe(data.offers.length);
    expect(data.offers.slice(0, 2)).toMatchObject([
      {
        conditions: {
          change_before_departure: { allowed: true, penalty_currency: "EUR" },
          refund_before_departure: { allowed: false, penalty_amount: null },
        },
        slices: [
          {
            fare_brand_name: "Light",
            segments: [
              {
                passengers: [
                  {
                    fare_basis_code: "OSANDBOX",
                    baggages: [
                      { type: "carry_on", quantity: 1 },
                      { type: "checked", quantity: 0 },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
      { conditions: { change_before_departure: null }, slices: [{ fare_brand_name: "Flex" }] },
    ]);
  });

  test("an offer request is answered 201, in test mode", async () => {
    const response = await post(await sandbox());
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({
      data: { live_mode: false, cabin_class: "economy", offers: [] },
    });
  });

  test.each<[string, unknown, Record<string, string | undefined>, number, string]>([
    ["no token", REQUEST, { authorization: undefined }, 401, "missing_authorization_header"],
    [
      "a token of no agency",
      REQUEST,
      { authorization: "Bearer duffel_live_x" },
      401,
      "access_token_not_found",
    ],
    ["no version", REQUEST, { "duffel-version": undefined }, 400, "unsupported_version"],
    ["an older version", REQUEST, { "duffel-version": "v1" }, 400, "unsupported_version"],
    ["broken JSON", "{", {}, 400, "bad_request"],
    ["XML", "<a/>", { "content-type": "application/xml" }, 415, "bad_request"],
    ["a body too large", `{"data":"${"x".repeat(70_000)}"}`, {}, 413, "bad_request"],
    ["a request that is none", { data: {} }, {}, 422, "validation_format"],
    ["a date after 2099", on("2100-01-01"), {}, 422, "validation_format"],
  ])("%s is refused in its error model", async (_, body, headers, status, code) => {
    const response = await post(await sandbox(), body, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      meta: { status, request_id: expect.any(String) },
      errors: expect.arrayContaining([expect.objectContaining({ code })]),
    });
  });

  test("an unknown path is 404 in its error model", async () => {
    const response = await fetch(`${(await sandbox()).url}/air/orders`);
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ errors: [{ code: "not_found" }] });
  });

  test("429 says when to come back", async () => {
    const one = await sandbox();
    await put(one, { errorRate: 1, status: 429 });
    const response = await post(one);
    expect(response.status).toBe(429);
    expect(response.headers.get("ratelimit-reset")).toBe("Fri, 20 Nov 2026 10:00:02 GMT");
    expect(await response.json()).toMatchObject({ errors: [{ type: "rate_limit_error" }] });
  });
});

describe("the protocol of its own", () => {
  const trips = (one: Sandbox, over: object = {}, key = "sandbox_test_dogwood") =>
    fetch(`${one.url}/trips/v3/search`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-agency-key": key },
      body: JSON.stringify({
        journey: [{ from: "LHR", to: "JFK", on: "2026-12-15" }],
        party: [{ kind: "ADT" }],
        class: "Y",
        changes_max: 1,
        quote_in: "KWD",
        page_token: null,
        ...over,
      }),
    });
  const body = async (response: Response) =>
    (await response.json()) as { trips: { ref: string }[]; page_token: string | null };
  const inventoryOf = (count: number) => {
    const search = flightSearch({
      slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-15" }],
    });
    const offers = Array.from({ length: count }, (_, i) =>
      flightOffer(search, { number: 100 + i, expiresAtMs: NOW + 3_600_000 }),
    );
    return { find: async () => offers, close: async () => {} };
  };

  test("answers in two pages, the second by the token of the first, whole coins of three decimals", async () => {
    const one = await sandbox({ inventory: inventoryOf(20) });
    const first = await body(await trips(one));
    const second = await body(await trips(one, { page_token: first.page_token }));
    expect(first).toMatchObject({ status: "ok", demo: true, quoted_in: "KWD" });
    expect(first.trips[0]).toMatchObject({ ref: "T1", tickets: [{ coins: expect.any(Number) }] });
    expect(second.page_token).toBeNull();
    const [a, b] = [first.trips.length, second.trips.length];
    expect(a - b === 0 || a - b === 1).toBe(true);
    expect(b).toBeGreaterThan(3);
  });

  test("one trip is one page, none is one without trips", async () => {
    expect(await body(await trips(await sandbox({ inventory: inventoryOf(0) })))).toMatchObject({
      trips: [],
      page_token: null,
    });
  });

  test.each<[string, object, string | undefined, number, string]>([
    ["a key of no agency", {}, "sandbox_test_alder", 401, "T-01"],
    ["a request that is none", { class: "economy", party: [] }, undefined, 200, "T-02"],
    ["an unknown page token", { page_token: "x" }, undefined, 200, "T-03"],
  ])("%s is a problem, whatever the status", async (_, over, key, status, code) => {
    const response = await trips(await sandbox(), over, key);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({
      status: "error",
      problem: { code, text: expect.any(String) },
    });
  });

  test("its key opens no other agency", async () => {
    const response = await post(await sandbox(), REQUEST, {
      authorization: "Bearer sandbox_test_dogwood",
    });
    expect(response.status).toBe(401);
  });
});

describe("simulated faults", () => {
  test("is changed for one agency or for all, field by field, and can be read", async () => {
    const one = await sandbox();
    await put(one, { latencyMs: 5 });
    const changed = await put(one, { agency: "sandbox-birch", errorRate: 0.5 });
    const expected = {
      "sandbox-alder": {
        latencyMs: 5,
        jitterMs: 0,
        errorRate: 0,
        status: 503,
        garbageRate: 0,
        priceChangePercent: 0,
      },
      "sandbox-birch": {
        latencyMs: 5,
        jitterMs: 0,
        errorRate: 0.5,
        status: 503,
        garbageRate: 0,
        priceChangePercent: 0,
      },
      "sandbox-cedar": {
        latencyMs: 5,
        jitterMs: 0,
        errorRate: 0,
        status: 503,
        garbageRate: 0,
        priceChangePercent: 0,
      },
      "sandbox-dogwood": {
        latencyMs: 5,
        jitterMs: 0,
        errorRate: 0,
        status: 503,
        garbageRate: 0,
        priceChangePercent: 0,
      },
    };
    expect(await changed.json()).toEqual(expected);
    expect(await (await fetch(`${one.url}/sandbox/behaviour`)).json()).toEqual(expected);
  });

  test("what is wrong with a change is named at once, and nothing is changed", async () => {
    const one = await sandbox();
    const response = await put(one, {
      agency: "elm",
      latencyMs: 1.5,
      errorRate: 2,
      status: 200,
      speed: 1,
    });
    expect(response.status).toBe(422);
    const { errors } = (await response.json()) as { errors: { message: string }[] };
    expect(errors.map((e) => e.message.split(":")[0]).sort()).toEqual([
      "agency",
      "errorRate",
      "latencyMs",
      "status",
      "the body",
    ]);
    expect(await (await fetch(`${one.url}/sandbox/behaviour`)).json()).toMatchObject({
      "sandbox-alder": { latencyMs: 0, errorRate: 0 },
    });
  });
});

describe("stopping", () => {
  test("what is in flight is answered first", async () => {
    const found = Promise.withResolvers<readonly FlightOffer[]>();
    const looked = Promise.withResolvers<void>();
    const find = () => {
      looked.resolve();
      return found.promise;
    };
    const one = await sandbox({ inventory: { find, close: async () => {} } });
    const response = post(one);
    await looked.promise;
    const stopped = one.stop();
    found.resolve([]);
    expect((await response).status).toBe(201);
    await stopped;
  });

  test("what takes too long is cut off with 503", async () => {
    const asked = Promise.withResolvers<void>();
    const one = await sandbox({ onEvent: (event) => event.type === "asked" && asked.resolve() });
    await put(one, { latencyMs: LATENCY_MS_MAX });
    const response = post(one);
    await asked.promise;
    await one.stop(0);
    expect((await response).status).toBe(503);
  });

  test("a search that finds nothing within its time is refused with 503: it is not a market without offers", async () => {
    const find = () => Promise.reject(new SearchTimeoutError(2_000));
    const one = await sandbox({ inventory: { find, close: async () => {} } });
    expect((await post(one)).status).toBe(503);
  });

  test("a port that is taken is named", async () => {
    const one = await sandbox();
    const port = Number(new URL(one.url).port);
    await expect(
      startSandbox({ ...SANDBOX_DEFAULTS, port }, { inventory: EMPTY_SHELF }),
    ).rejects.toThrow(new RegExp(`cannot listen on 127.0.0.1:${port}: .*EADDRINUSE`));
  });
});

describe("what sellers are told, over real HTTP", () => {
  const slice = { origin: "LHR", destination: "JFK", departureDate: "2026-12-15" };
  const clock = (hour: number) => `${String(hour).padStart(2, "0")}:30`;
  const inventory = {
    find: async (search: FlightSearch) =>
      Array.from({ length: 12 }, (_, i) =>
        flightOffer(search, {
          number: 100 + i,
          amount: 50_000,
          departs: clock(6 + i),
          expiresAtMs: NOW + 3_600_000,
        }),
      ),
    close: async () => {},
  };

  /** The offers of all agencies together. */
  async function offersOf(search: Partial<FlightSearch>, params?: object): Promise<FlightOffer[]> {
    const one = await sandbox({ inventory });
    const resources = await partners.open({
      partners: configured(one).map((p): PartnerConfig => ({ ...p, timeoutMs: 30_000 })),
    });
    const rates = modelRates("USD");
    const context = {
      resources,
      params: params === undefined ? undefined : partners.params(resources).parse(params),
      auctionId: "s1",
      signal: new AbortController().signal,
      remainingMs: () => 60_000,
      now: () => NOW,
      objective: { valuePerHour: 0, penaltyPerStop: 0 },
      rates,
      convert: ({ amount, currency }: FlightOffer["price"]) => convert(amount, currency, rates),
      cost: ({ amount, currency }: FlightOffer["price"]) => convert(amount, currency, rates),
      offersMax: 100,
      note: (text: string) => void notes.push(text),
      markStopped: () => {},
      sendBatch: async () => {},
    };
    const notes: string[] = [];
    const offers: FlightOffer[] = [];
    try {
      const asked = { ...flightSearch({ slices: [slice] }), ...search };
      for await (const offer of partners.search(asked, context)) offers.push(offer);
      expect(notes).toEqual([]);
    } finally {
      await resources.close();
    }
    return offers;
  }
  const sellers = (offers: readonly FlightOffer[]) => new Set(offers.map(({ seller }) => seller));
  const hour = ({ slices }: FlightOffer) =>
    Number(slices[0]?.segments[0]?.departure.slice(11, 13) ?? Number.NaN);

  test("agencies sell within the windows that they are told", async () => {
    const all = await offersOf({});
    const some = await offersOf({
      slices: [{ ...slice, departure: { fromMinute: 480, toMinute: 720 } }],
    });
    expect(all.some((offer) => hour(offer) < 8 || hour(offer) >= 12)).toBe(true);
    expect(some.filter((offer) => hour(offer) < 8 || hour(offer) >= 12)).toEqual([]);
    expect(sellers(some)).toEqual(sellers(all));
  });

  test("ages, market and language are taken by all agencies", async () => {
    const passengers = { adults: 1, children: 1, infants: 1, ages: [7, 0] };
    const offers = await offersOf({ passengers, market: "GB", locale: "en-GB" });
    expect(sellers(offers).size).toBe(AGENCIES.length);
  });

  test("an account lowers the price of the agency that it is said to, and of no other", async () => {
    const { partners: entries } = await sandbox({ inventory });
    const [duffel, trips] = ["duffel", "json"].map(
      (adapter) => entries.find((entry) => entry.adapter === adapter)?.name ?? "",
    ) as [string, string];
    const params = {
      [duffel]: { privateFares: [{ airline: "BA", corporateCode: "SANDBOX" }] },
      [trips]: { account: "SANDBOX" },
    };
    const total = (offers: readonly FlightOffer[]) => {
      const sums = new Map<string, number>();
      for (const { seller, price } of offers)
        sums.set(seller, (sums.get(seller) ?? 0) + price.amount);
      return sums;
    };
    const plain = total(await offersOf({}));
    const told = total(await offersOf({}, params));
    const cheaper = [...plain].filter(([seller, sum]) => (told.get(seller) ?? 0) < sum);
    const same = [...plain].filter(([seller, sum]) => told.get(seller) === sum);
    expect({ cheaper: cheaper.length, same: same.length }).toEqual({
      cheaper: 2,
      same: AGENCIES.length - 2,
    });
  });

  test("params of an unknown partner are refused", async () => {
    const resources = await partners.open({ partners: configured(await sandbox({ inventory })) });
    try {
      expect(partners.params(resources).safeParse({ nobody: {} }).success).toBe(false);
    } finally {
      await resources.close();
    }
  });
});

describe("the real inventory", () => {
  /** On a busy machine a search may take far longer than an agency may. */
  const MUCH_TIME = { now: () => NOW, searchMsMax: 60_000 };
  // Searches change nothing in it, and it has the whole timetable to read.
  let one: Sandbox;
  beforeAll(async () => {
    one = await startSandbox(SANDBOX_DEFAULTS, MUCH_TIME);
  });
  afterAll(() => one.stop(0));
  const search: FlightSearch = {
    slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-15" }],
    passengers: { adults: 1, children: 1, infants: 1 },
    cabin: "economy",
    currency: "USD",
    sort: "best",
    maxStops: 1,
    maxResults: 20,
    selfTransfer: false,
    similar: false,
    policy: { deadlineMs: 800, quorum: null, required: [] },
  };
  const context = <R>(resources: R, notes: string[] = []): SearchContext<R> => ({
    resources,
    auctionId: "s1",
    signal: new AbortController().signal,
    remainingMs: () => 60_000,
    now: () => NOW,
    objective: { valuePerHour: 0, penaltyPerStop: 0 },
    rates: modelRates("USD"),
    convert: ({ amount, currency }) => convert(amount, currency, modelRates("USD")),
    cost: ({ amount, currency }) => convert(amount, currency, modelRates("USD")),
    offersMax: 100,
    note: (text) => notes.push(text),
    markStopped: () => {},
    sendBatch: async () => {},
  });
  /** By seller: itinerary keys, each with the terminals of its flights. */
  async function keys(
    offers: AsyncIterable<FlightOffer> | Iterable<FlightOffer>,
  ): Promise<Map<string, Set<string>>> {
    const found = new Map<string, Set<string>>();
    for await (const { seller, slices } of offers) {
      const terminals = slices.flatMap(({ segments }) =>
        segments.map((one) => `${one.originTerminal}-${one.destinationTerminal}`),
      );
      const key = `${itineraryKey(slices)} ${terminals.join("+")}`;
      found.set(seller, (found.get(seller) ?? new Set()).add(key));
    }
    return found;
  }

  test.each<[string, FlightSearch]>([
    ["one way", search],
    [
      "a return trip",
      {
        ...search,
        slices: [
          ...search.slices,
          { origin: "JFK", destination: "LHR", departureDate: "2026-12-22" },
        ],
      },
    ],
  ])("agencies sell the very itineraries that the carriers sell, and connections: %s", async (_, asked) => {
    const carriers = await keys(
      await nonstop.search(asked, context(await nonstop.open({ timetablePath: null }))),
    );
    const nonstops = new Set([...carriers.values()].flatMap((set) => [...set]));
    expect(nonstops.size).toBeGreaterThan(3);

    const resources = await partners.open({
      partners: configured(one).map((p): PartnerConfig => ({ ...p, timeoutMs: 30_000 })),
    });
    const notes: string[] = [];
    try {
      const agencies = await keys(partners.search(asked, context(resources, notes)));
      expect(notes).toEqual([]);
      expect([...agencies.keys()].sort()).toEqual(AGENCIES.map(({ name }) => name).sort());
      for (const sold of agencies.values()) {
        expect([...sold].filter((key) => nonstops.has(key))).not.toHaveLength(0);
        expect([...sold].filter((key) => !nonstops.has(key))).not.toHaveLength(0);
      }
      // The reader of partners accepts everything that the sandbox sends.
      expect(notes).toEqual([]);
    } finally {
      await resources.close();
    }
  });

  test("the last day that is known is searched", async () => {
    const response = await post(one, on("2099-12-31"));
    expect(response.status).toBe(201);
    expect(
      ((await response.json()) as { data: { offers: unknown[] } }).data.offers,
    ).not.toHaveLength(0);
  });

  test("a market that no agency serves is answered without offers", async () => {
    const response = await post(one, {
      data: {
        ...REQUEST.data,
        slices: [{ origin: "QQQ", destination: "ZZZ", departure_date: "2026-12-15" }],
      },
    });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ data: { offers: [] } });
  });
});
