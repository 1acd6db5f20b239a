/**
 * Searches without faults over both transports and the real broker, with scripted bidders: the same
 * search gives the same result.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { createInbox, type Msg, type NatsConnection } from "nats";
import type { Gateway } from "../../gateway/app.ts";
import { decodeEvent, decodeResult, encodeSearch } from "../../proto/codec/index.ts";
import type { Itinerary, SearchResult } from "../../proto/messages.ts";
import {
  CLIENT_INBOX,
  ERROR_CODE_HEADER,
  ERROR_HEADER,
  EVENT_HEADER,
  SEARCH_SUBJECT,
  STREAM_HEADER,
} from "../../proto/subjects.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import {
  ask,
  clientOn,
  gatewayOn,
  get,
  headers,
  keepLog,
  post,
  type StreamedEvent,
  streamed,
} from "../harness/gateway.ts";
import {
  fare,
  flightOffers,
  flightSearch,
  type OfferTraits,
  PATIENT_MS,
} from "../harness/offers.ts";
import { until } from "../harness/until.ts";
import { withoutOfferIds } from "../harness/without-offer-ids.ts";

const log = keepLog();
let broker: Broker;
let gateway: Gateway;
let client: NatsConnection;
let bidders: ScriptedBidder[];

beforeAll(async () => {
  broker = await startBroker();
  bidders = await Promise.all([
    bidderInTurn("nonstop", 3, { amount: 51_234 }),
    bidderInTurn("stops", 2, {
      number: 500,
      stops: 1,
      durationMinutes: 700,
      selfTransfers: ["AMS"],
      similar: 3,
      cabins: ["economy", undefined],
    }),
    bidderInTurn("partners", 1, {
      seller: "Agency",
      amount: 40_000,
      currency: "GBP",
      fares: [light, flex],
    }),
  ]);
  gateway = await gatewayOn(broker, ["nonstop", "stops", "partners"], {}, log.overrides);
  client = await clientOn(broker);
});

afterAll(async () => {
  await client?.close();
  await gateway?.stop();
  await Promise.all((bidders ?? []).map((bidder) => bidder.stop()));
  await broker?.stop();
});

const search = flightSearch({ currency: "EUR", cabin: "business", selfTransfer: true });

const pounds = (amount: number) => ({ amount, currency: "GBP" });
const light = fare({
  price: pounds(40_000),
  cabinBags: 1,
  checkedBags: 0,
  refund: { allowed: false, fee: null },
});
const flex = fare({
  brand: null,
  name: "All in",
  price: pounds(55_000),
  bookingClass: "Y",
  change: { allowed: true, fee: pounds(0) },
  refund: { allowed: true, fee: { amount: 5_000, currency: "XAU" } },
});

const TURNS = ["nonstop", "stops", "partners"];
const turns = new Map<string, PromiseWithResolvers<void>>();
function turn(searchId: string, kind: string): PromiseWithResolvers<void> {
  const known = turns.get(`${searchId} ${kind}`) ?? Promise.withResolvers<void>();
  turns.set(`${searchId} ${kind}`, known);
  return known;
}

/**
 * Bids when the broker has the bid of the one before it: so equal searches have equal events, in
 * one order.
 */
function bidderInTurn(
  kind: string,
  count: number,
  traits: Partial<OfferTraits>,
): Promise<ScriptedBidder> {
  const place = TURNS.indexOf(kind);
  return scriptedBidder(broker, kind, async (call, reply) => {
    const before = TURNS[place - 1];
    if (before !== undefined) await turn(call.searchId, before).promise;
    reply.offers(flightOffers(call.search, count, { expiresAtMs: 4e12, ...traits }));
    await bidders[place]?.connection.flush();
    turn(call.searchId, kind).resolve();
  });
}

/** What must be equal for equal searches: all but the ids and the times. */
function comparable({ searchId: _, elapsedMs: __, bidders, ...rest }: SearchResult) {
  const reports = bidders.map(({ latencyMs: ___, ...report }) => report);
  return withoutOfferIds({ ...rest, bidders: reports });
}

describe("a search without faults", () => {
  test("HTTP: ranked itineraries, sellers under them, an outcome for every bidder", async () => {
    const { status, body } = await post<SearchResult>(gateway, search);
    expect(status).toBe(200);
    expect(body).toMatchObject({ endedBy: "complete", partial: false, deadlineMs: PATIENT_MS });
    expect(body.bidders.map(({ bidder, outcome, offers }) => [bidder, outcome, offers])).toEqual([
      ["nonstop", "answered", 3],
      ["partners", "answered", 1],
      ["stops", "answered", 2],
    ]);
    expect(body.itineraries).toHaveLength(5);
    expect(body.itineraries.map(({ cost }) => cost)).toEqual(
      body.itineraries.map(({ cost }) => cost).sort((a, b) => a - b),
    );
    const cabins = ({ slices }: Itinerary) =>
      slices.flatMap(({ segments }) => segments.map(({ cabin }) => cabin));
    const mixed = body.itineraries.filter(({ sellers }) => sellers.some((one) => one.mixedCabins));
    expect(mixed.map(cabins)).toEqual([
      ["economy", "business"],
      ["economy", "business"],
    ]);
    const whole = body.itineraries.filter((one) => !mixed.includes(one));
    expect(whole.map(cabins)).toEqual([["business"], ["business"], ["business"]]);
    expect(
      body.itineraries
        .flatMap(({ sellers }) => sellers)
        .find(({ bidder }) => bidder === "partners"),
    ).toMatchObject({
      seller: "Agency",
      originalPrice: { amount: 40_000, currency: "GBP" },
      price: { currency: "EUR" },
    });
  });

  test("fares in the currency that was asked for, self-transfers where there are any, how many are similar", async () => {
    const { body } = await post<SearchResult>(gateway, search);
    const agency = body.itineraries
      .flatMap(({ sellers }) => sellers)
      .find(({ seller }) => seller === "Agency");
    const euros = { amount: expect.any(Number), currency: "EUR" };
    expect(agency?.fares).toEqual([
      { ...light, price: agency?.price },
      {
        ...flex,
        price: euros,
        change: { allowed: true, fee: { amount: 0, currency: "EUR" } },
        refund: { allowed: true, fee: null },
      },
    ]);
    expect(agency?.fares[1]?.price.amount).toBeGreaterThan(
      agency?.price.amount ?? Number.POSITIVE_INFINITY,
    );
    expect(
      body.itineraries
        .map(({ sellers, similar }) => [sellers[0]?.bidder, sellers[0]?.selfTransfers, similar])
        .sort(),
    ).toEqual([
      ["nonstop", undefined, 0],
      ["nonstop", undefined, 0],
      ["partners", undefined, 0],
      ["stops", ["AMS"], 3],
      ["stops", ["AMS"], 3],
    ]);
  });

  test("a search without self-transfers gets none: a bidder that offers them is invalid", async () => {
    const { body } = await post<SearchResult>(gateway, { ...search, selfTransfer: false });
    expect(body.bidders.find(({ bidder }) => bidder === "stops")).toMatchObject({
      outcome: "invalid",
      reason: expect.stringContaining("a self-transfer at AMS, which was not asked for"),
    });
    expect(
      body.itineraries.flatMap(({ sellers }) => sellers.map(({ bidder }) => bidder)),
    ).not.toContain("stops");
  });

  test("the same search gives the same result by HTTP, SSE, NATS in JSON and NATS in protobuf", async () => {
    const results: SearchResult[] = [];
    results.push((await post<SearchResult>(gateway, search)).body);
    for await (const { event, data } of streamed(gateway, search))
      if (event === "result") results.push(data);
    results.push((await ask(client, JSON.stringify(search))).json());
    results.push(decodeResult((await ask(client, encodeSearch(search))).data));
    expect(results).toHaveLength(4);
    for (const result of results)
      expect(comparable(result)).toEqual(comparable(results[0] as SearchResult));
    expect(new Set(results.map(({ searchId }) => searchId)).size).toBe(4);
  });

  test("DEADLINE-1 the same default deadline by HTTP and NATS: longer for a return, and a caller's own stays", async () => {
    const { policy, slices, ...rest } = search;
    const back = slices.map((one) => ({ ...one, origin: "JFK", destination: "LHR" }));
    const table: [raw: object, deadlineMs: number][] = [
      [{ ...rest, slices }, 800],
      [{ ...rest, slices: [...slices, ...back] }, 1_200],
      [{ ...rest, slices: [...slices, ...back], policy: { ...policy, deadlineMs: 700 } }, 700],
    ];
    for (const [raw, deadlineMs] of table) {
      expect((await post<SearchResult>(gateway, raw)).body).toMatchObject({ deadlineMs });
      expect((await ask(client, JSON.stringify(raw))).json()).toMatchObject({ deadlineMs });
    }
  });

  test("SSE reports the expected bidders, each bid and the top so far, and the result last", async () => {
    const events: string[] = [];
    for await (const { event, data } of streamed(gateway, search)) {
      events.push(event === "bid" ? `bid ${data.bidder} ${data.outcome}` : event);
      if (event === "opened") expect(data.expected).toEqual(["nonstop", "partners", "stops"]);
      if (event === "snapshot") expect(data.itineraries.length).toBeGreaterThan(0);
    }
    expect(events[0]).toBe("opened");
    expect(events.at(-1)).toBe("result");
    expect(events.filter((event) => event.startsWith("bid")).sort()).toEqual([
      "bid nonstop answered",
      "bid partners answered",
      "bid stops answered",
    ]);
  });

  /** What must be equal for equal searches. */
  function comparableEvent({ event, data }: StreamedEvent): StreamedEvent {
    const { searchId: _, latencyMs: __, ...rest } = data;
    return { event, data: event === "result" ? comparable(data) : withoutOfferIds(rest) };
  }

  /** All events that a caller on NATS receives, in the form of SSE events. */
  async function eventsOverNats(
    payload: string | Uint8Array,
    read: (message: Msg, event: string) => unknown,
  ): Promise<StreamedEvent[]> {
    const inbox = createInbox(CLIENT_INBOX);
    const received: StreamedEvent[] = [];
    const { promise: last, resolve, reject } = Promise.withResolvers<void>();
    const subscription = client.subscribe(inbox, {
      callback(error, message) {
        try {
          if (error !== null) throw error;
          const event = message.headers?.get(EVENT_HEADER) || "result";
          received.push({ event, data: read(message, event) });
          if (event === "result") resolve();
        } catch (thrown) {
          reject(thrown);
        }
      },
    });
    const wish = headers();
    wish.set(STREAM_HEADER, "1");
    client.publish(SEARCH_SUBJECT, payload, { reply: inbox, headers: wish });
    await last;
    subscription.unsubscribe();
    return received;
  }

  function decoded(message: Msg, event: string): unknown {
    if (event === "result") return decodeResult(message.data);
    return Object.fromEntries(Object.entries(decodeEvent(event, message.data)))[event];
  }

  test("SSE with changes only: each itinerary comes once, and what is put together is the same (STREAM-2)", async () => {
    const patient = { ...search, policy: { ...search.policy, deadlineMs: 10_000 } };
    const overSse: StreamedEvent[] = [];
    for await (const event of streamed(gateway, patient)) overSse.push(event);
    let [last, inFull]: [Itinerary[], number] = [[], 0];
    const whole: StreamedEvent[] = [];
    for await (const { event, data } of streamed(gateway, patient, "?snapshots=changes")) {
      const { keys, ...rest } = data;
      if (keys === undefined) {
        whole.push({ event, data });
        continue;
      }
      const changed: Itinerary[] = rest.itineraries;
      inFull += changed.length;
      const known = new Map([...last, ...changed].map((one) => [one.key, one]));
      last = keys.map((key: string) => known.get(key));
      whole.push({ event, data: { ...rest, itineraries: last } });
    }
    expect(whole.map(comparableEvent)).toEqual(overSse.map(comparableEvent));
    // Five itineraries, and one of them once more: its third seller comes last.
    expect(inFull).toBe(6);
  });

  test("a query that names no form of snapshots is refused", async () => {
    const events = streamed(gateway, search, "?snapshots=some");
    await expect(events.next()).rejects.toThrow(
      /status 400: .*snapshots must be one of full, changes/,
    );
  });

  test("SSE, NATS in JSON and NATS in protobuf carry the same events, word for word", async () => {
    const overSse: StreamedEvent[] = [];
    for await (const event of streamed(gateway, search)) overSse.push(event);
    expect(overSse.map(({ event }) => event)).toEqual([
      "opened",
      "bid",
      "snapshot",
      "bid",
      "snapshot",
      "bid",
      "snapshot",
      "result",
    ]);
    expect(
      overSse
        .filter(({ event }) => event === "snapshot")
        .map(({ data }) => data.itineraries.length),
    ).toEqual([3, 5, 5]);

    const inJson = await eventsOverNats(JSON.stringify(search), (message) => message.json());
    expect(inJson.map(comparableEvent)).toEqual(overSse.map(comparableEvent));
    const inProtobuf = await eventsOverNats(encodeSearch(search), decoded);
    expect(inProtobuf.map(comparableEvent)).toEqual(overSse.map(comparableEvent));
    // The id of the first event is that of the result.
    for (const received of [overSse, inJson, inProtobuf])
      expect(received[0]?.data.searchId).toBe(received.at(-1)?.data.searchId);
  });

  test("one log line a search, with its id, why it ended, outcomes and times", async () => {
    const { body } = await post<SearchResult>(gateway, search);
    // At `debug` there is one more for each offer.
    const lines = log.lines.filter(
      ({ searchId, level }) => searchId === body.searchId && Number(level) >= 30,
    );
    expect(lines).toEqual([
      expect.objectContaining({
        msg: "search",
        endedBy: "complete",
        elapsedMs: body.elapsedMs,
        bidders: expect.objectContaining({
          nonstop: expect.stringMatching(/^answered [\d.]+ ms$/),
        }),
      }),
    ]);
  });

  test("the result is kept and can be asked for again", async () => {
    const { body } = await post<SearchResult>(gateway, search);
    expect((await get(gateway, `/v1/searches/${body.searchId}`)).body).toEqual({
      ...body,
      state: "ended",
      late: [],
      regret: { amount: 0, currency: "EUR" },
    });
  });
});

interface OpenApi {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, unknown>>;
  readonly components: { readonly schemas: Record<string, unknown> };
}

/** The same, with each named schema in the place of its reference. None refers to itself. */
function withoutReferences(value: unknown, document: OpenApi): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutReferences(one, document));
  if (typeof value !== "object" || value === null) return value;
  const { $ref } = value as { $ref?: string };
  const name = $ref?.split("/").at(-1);
  if (name !== undefined) return withoutReferences(document.components.schemas[name], document);
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, withoutReferences(one, document)]),
  );
}

interface StateInDocument {
  readonly properties: { readonly state: { readonly enum: readonly string[] } };
  readonly required: readonly string[];
}

interface ByIdInDocument {
  readonly responses: {
    readonly "200": {
      readonly content: {
        readonly "application/json": { readonly schema: { readonly anyOf: StateInDocument[] } };
      };
    };
  };
}

describe("what operators read", () => {
  test("the roster", async () => {
    const { body } = await get(gateway, "/v1/bidders");
    expect(body).toMatchObject({
      bidders: [
        {
          bidder: "nonstop",
          required: true,
          breaker: "closed",
          markets: ["*.*"],
          instances: [expect.objectContaining({ id: bidders[0]?.instance, version: "0.0.1" })],
        },
        { bidder: "partners", required: false, markets: ["*.*"], instances: [expect.anything()] },
        { bidder: "stops", required: false, markets: ["*.*"], instances: [expect.anything()] },
      ],
    });
  });

  test("/live", async () => expect((await get(gateway, "/live")).status).toBe(200));

  test("/ready, once the first round of questions has passed", async () => {
    await until(async () => (await get(gateway, "/ready")).status === 200);
  });

  test("/metrics counts searches and outcomes", async () => {
    const { body, headers: about } = await get<string>(gateway, "/metrics");
    expect(about.get("content-type")).toContain("text/plain");
    expect(body).toMatch(
      /auction_searches_total\{door="http",ended_by="complete",partial="false"\} \d+/,
    );
    expect(body).toMatch(/auction_outcomes_total\{bidder="stops",outcome="answered"\} \d+/);
    expect(body).toMatch(/auction_instances\{bidder="stops"\} 1/);
  });

  test("/openapi.json is OpenAPI 3.1 and knows every route and the search's fields", async () => {
    const document = await get<OpenApi>(gateway, "/openapi.json");
    const body = withoutReferences(document.body, document.body) as OpenApi;
    expect(body.openapi).toMatch(/^3\.1/);
    expect(Object.keys(body.paths).sort()).toEqual([
      "/live",
      "/metrics",
      "/ready",
      "/v1/airports",
      "/v1/bidders",
      "/v1/calendars",
      "/v1/coverage",
      "/v1/market",
      "/v1/offers/{offerId}",
      "/v1/offers/{offerId}/price",
      "/v1/searches",
      "/v1/searches/{searchId}",
      "/v1/searches/{searchId}/explain",
      "/v1/searches/{searchId}/facets",
      "/v1/searches/{searchId}/itineraries",
      "/v1/searches/{searchId}/timeline",
      "/v1/sign-in",
    ]);
    const pages = JSON.stringify(body.paths["/v1/searches/{searchId}/itineraries"]);
    expect(pages).toMatch(/"departureHours".*"after".*"total".*"lowestPrice"/);
    expect(JSON.stringify(body.paths["/v1/searches"]?.["post"])).toMatch(
      /"slices".*"departureDate"/,
    );
    const asked = JSON.stringify(body.paths["/v1/searches"]?.["post"]);
    expect(asked).toMatch(
      /"selfTransfer":\{"default":false,"type":"boolean",.*"similar":\{"default":false,"type":"boolean",/,
    );
    expect(asked).toMatch(/"fares":\{.*"bookingClass".*"selfTransfers"/);
    expect(asked).toMatch(/"deadlineMs":\{"description":"Milliseconds\. Without it: 800 for one/);
    expect(asked).toMatch(/"name":"prefer","required":false/);
    expect(Object.keys(body.paths["/v1/searches/{searchId}"] ?? {})).toEqual(["get", "delete"]);
    // What is absent while a search runs.
    const byId = body.paths["/v1/searches/{searchId}"]?.["get"];
    const states = (byId as ByIdInDocument).responses["200"].content["application/json"].schema;
    expect(
      states.anyOf.map(({ properties, required }) => [properties.state.enum[0], required]),
    ).toEqual([
      [
        "ended",
        [
          "searchId",
          "endedBy",
          "partial",
          "elapsedMs",
          "deadlineMs",
          "itineraries",
          "bidders",
          "late",
          "regret",
          "state",
        ],
      ],
      ["running", ["searchId", "state", "elapsedMs", "deadlineMs", "itineraries", "bidders"]],
    ]);
  });

  test("/v1/coverage says so where no bidder states what it has, and it may not be cached", async () => {
    const { status, body, headers: about } = await get(gateway, "/v1/coverage");
    expect({ status, cacheControl: about.get("cache-control") }).toEqual({
      status: 200,
      cacheControl: "no-store",
    });
    expect(body).toEqual({
      timetables: [],
      unstated: ["nonstop", "partners", "stops"],
      unanswered: [],
      detail: "no live bidder states its coverage (stating none: nonstop, partners, stops)",
    });
  });

  test("a country without flights is the answer where it is asked for, and else nothing (UNSERVED-1)", async () => {
    const answer = async (query: string) => (await get(gateway, `/v1/airports?${query}`)).body;
    const yemen = { type: "country", code: "YE", name: "Yemen", city: "", country: "Yemen" };
    expect(await answer("q=yemen&countries=true")).toEqual([yemen]);
    expect(await answer("q=yemen")).toEqual([]);
    expect(await answer("q=nowhere&countries=true")).toEqual([]);
    expect(await answer("q=lhr&countries=true")).toEqual(await answer("q=lhr"));
    expect(await answer("q=lhr&countries=maybe")).toMatchObject({
      errors: [{ path: "countries", message: "must be true or false" }],
    });
  });

  test("/v1/airports completes a name", async () => {
    const { body } = await get<{ code: string }[]>(gateway, "/v1/airports?q=lond");
    expect(body[0]).toEqual({
      type: "city",
      code: "LON",
      name: "London",
      city: "London",
      country: "United Kingdom",
      airports: expect.arrayContaining(["LHR", "LGW"]),
    });
    expect(body[1]).toEqual({
      type: "airport",
      code: "LHR",
      name: expect.any(String),
      city: "London",
      country: "United Kingdom",
    });
  });

  test("/v1/airports may be cached for an hour, and is not sent again to a caller that has it", async () => {
    const { headers: about } = await get(gateway, "/v1/airports?q=wroclaw");
    const tag = about.get("etag") ?? "";
    expect({ cacheControl: about.get("cache-control"), tag }).toEqual({
      cacheControl: "public, max-age=3600",
      tag: expect.stringMatching(/^"[^"]+"$/),
    });
    const again = await fetch(`${gateway.url}/v1/airports?q=wroclaw`, {
      headers: { "if-none-match": tag },
    });
    expect({
      status: again.status,
      tag: again.headers.get("etag"),
      body: await again.text(),
    }).toEqual({ status: 304, tag, body: "" });
    expect(
      (
        await fetch(`${gateway.url}/v1/airports?q=wroclaw`, {
          headers: { "if-none-match": '"old"' },
        })
      ).status,
    ).toBe(200);
  });
});

describe("bad input: a clear typed error that names every fault at once", () => {
  interface Problem {
    readonly code: string;
    readonly detail: string;
    readonly requestId?: string;
    readonly errors?: readonly { path: string; message: string }[];
  }

  const refusals = () => log.lines.filter(({ msg }) => msg === "refused").length;

  test("HTTP: impossible search", async () => {
    const before = refusals();
    const {
      status,
      headers: about,
      body,
    } = await post<Problem>(gateway, {
      slices: [{ origin: "QQQ", destination: "JFK", departureDate: "2027-02-29" }],
      passengers: { adults: 0 },
      colour: "red",
    });
    expect({ status, contentType: about.get("content-type"), code: body.code }).toEqual({
      status: 400,
      contentType: expect.stringMatching(/^application\/problem\+json/),
      code: "invalid-search",
    });
    expect(body.errors?.map(({ path }) => path)).toEqual([
      "colour",
      "passengers.adults",
      "slices[0].departureDate",
      "slices[0].origin",
    ]);
    expect(refusals()).toBe(before + 1);
  });

  const http: [
    what: string,
    request: () => Promise<{ status: number; body: Problem; headers: Headers }>,
    status: number,
    code: string,
  ][] = [
    ["broken JSON", () => post(gateway, "{not json"), 400, "malformed"],
    ["no body", () => post(gateway, ""), 400, "malformed"],
    [
      "a prototype in the body",
      () => post(gateway, '{"__proto__": {"x": 1}, "slices": []}'),
      400,
      "invalid-search",
    ],
    [
      "a constructor's prototype",
      () => post(gateway, '{"constructor": {"prototype": {"x": 1}}, "slices": []}'),
      400,
      "invalid-search",
    ],
    [
      "JSON that is not UTF-8",
      () => post(gateway, new Uint8Array([0x7b, 0xff, 0x7d])),
      400,
      "malformed",
    ],
    ["10 MB", () => post(gateway, " ".repeat(10_000_000)), 413, "too-large"],
    [
      "not JSON",
      () => post(gateway, "slices=LHR", { headers: { "content-type": "text/plain" } }),
      415,
      "unsupported-media-type",
    ],
    ["wrong types", () => post(gateway, "[]"), 400, "invalid-search"],
    ["wrong method", () => post(gateway, search, { method: "PUT" }), 405, "method-not-allowed"],
    ["unknown path", () => get(gateway, "/v2/searches"), 404, "not-found"],
    ["unknown search", () => get(gateway, "/v1/searches/nope"), 404, "not-found"],
    ["no query for places", () => get(gateway, "/v1/airports"), 400, "invalid-search"],
    ["a path that climbs", () => get(gateway, "/..%2f..%2fpackage.json"), 404, "not-found"],
  ];
  test.each(http)("HTTP: %s", async (_what, request, status, code) => {
    const answer = await request();
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(answer.body.detail).not.toBe("");
    if (status === 405) expect(answer.headers.get("allow")).toBe("POST");
  });

  test("the same unknown keys are named in the same words over both transports", async () => {
    const text = '{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}},"slices":[]}';
    // Over NATS a request has an id where its caller states one (REQUESTID-1).
    const { requestId: _, ...overHttp } = (await post<Problem>(gateway, text)).body;
    const overNats = (await ask(client, text)).json<Problem>();
    expect(overHttp).toEqual(overNats);
    expect(overHttp.errors?.map(({ path, message }) => `${path} ${message.split(";")[0]}`)).toEqual(
      [
        "__proto__ is not a known field",
        "constructor is not a known field",
        "slices must have at least one slice",
      ],
    );
  });

  test("a byte order mark before the JSON is skipped over both transports", async () => {
    const text = `\ufeff${JSON.stringify(search)}`;
    expect((await post<SearchResult>(gateway, new TextEncoder().encode(text))).body.endedBy).toBe(
      "complete",
    );
    expect((await ask(client, text)).json<SearchResult>().endedBy).toBe("complete");
  });

  test("SSE: what is refused before the first event is an ordinary problem", async () => {
    const { status, body } = await post<Problem>(
      gateway,
      {},
      { headers: { accept: "text/event-stream" } },
    );
    expect({ status, code: body.code }).toEqual({ status: 400, code: "invalid-search" });
  });

  const nats: [what: string, payload: Uint8Array | string, status: string, code: string][] = [
    ["impossible search in JSON", JSON.stringify({ slices: [], x: 1 }), "400", "invalid-search"],
    ["broken JSON", "{not json", "400", "malformed"],
    ["broken protobuf", new Uint8Array([255, 255, 255, 255, 1]), "400", "malformed"],
    ["an empty payload", "", "400", "invalid-search"],
    ["too large", `{${" ".repeat(200_000)}}`, "413", "too-large"],
  ];
  test.each(nats)("NATS: %s", async (_what, payload, status, code) => {
    const reply = await ask(client, payload);
    expect(reply.headers?.get(ERROR_CODE_HEADER)).toBe(status);
    expect(reply.headers?.get(ERROR_HEADER)).toMatch(new RegExp(`^${code}: `));
    expect(reply.json<Problem>().code).toBe(code);
  });

  test("NATS: a search that cannot be answered leaves one line in the log", async () => {
    const before = refusals();
    client.publish(SEARCH_SUBJECT, JSON.stringify(search));
    await until(() => refusals() === before + 1);
  });

  test("after all these errors the gateway still answers", async () => {
    expect((await post(gateway, search)).status).toBe(200);
  });
});
