import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AuctionError } from "../../proto/errors.ts";
import { anyCharacter } from "../../test/fixtures/any-character.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { type RawAnswer, requestText, sendRaw } from "../../test/harness/raw-http.ts";
import { readConfig } from "../config.ts";
import type { Events } from "../events.ts";
import type { OfferService } from "../offers/offer-service.ts";
import type { AsyncSearches } from "../search/async-searches.ts";
import type { SearchService } from "../search/search-service.ts";
import { createHttpApp } from "./app.ts";
import type { HttpPorts } from "./http-ports.ts";
import { RateWindows } from "./rate-limit-store.ts";
import { SearchFastPath } from "./search-fast-path.ts";

const config = readConfig({
  NATS_URL: "nats://127.0.0.1:4222",
  SEARCHES_PER_MINUTE_MAX: "10000",
  TRUST_PROXY: "10.0.0.0/8",
});

/** The service answers what the body asks for, and the events are kept. */
function portsOf() {
  const refused: unknown[] = [];
  const searchService = {
    observeArrival: () => {},
    refusal: () => undefined,
    async search(raw: { fails?: string; text?: string }) {
      if (raw.fails === "own") throw new Error("a bug");
      if (raw.fails !== undefined)
        throw new AuctionError(raw.fails as "overloaded", "no", {
          faults: [{ path: "a", message: "é" }],
        });
      return { searchId: raw.text, itineraries: [], bidders: [] };
    },
  } as unknown as SearchService;
  const events = {
    refused: (door: string, error: unknown, of: unknown) =>
      void refused.push([door, String(error), of]),
    cut: () => {},
    requested: () => {},
  } as unknown as Events;
  const clock = new DrivenClock();
  const ports: HttpPorts = {
    sharedLedger: null,
    config,
    searchService,
    asyncSearches: {} as AsyncSearches,
    offers: {} as unknown as OfferService,
    tenants: null,
    tokens: null,
    events,
    bidders: () => [],
    market: () => {
      throw new Error("not asked for");
    },
    coverage: async () => ({ stated: [], unstated: [], unanswered: [] }),
    places: () => {
      throw new Error("not asked for");
    },
    checks: () => [],
    warnings: () => [],
    nowMs: () => clock.now(),
    version: "0",
  };
  return { ports, refused };
}

/** With an id: without one, each answer has one of its own (REQUESTID-1). */
const JSON_TYPE = { "content-type": "application/json", "x-request-id": "r-1" };

describe("an answer of the fast path (FASTPATH-1)", () => {
  const { ports, refused } = portsOf();
  let app: Awaited<ReturnType<typeof createHttpApp>>;
  let url: string;
  beforeAll(async () => {
    app = await createHttpApp(ports);
    await app.listen({ port: 0, host: "127.0.0.1" });
    url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  });
  afterAll(() => app?.close());

  /** With a `?` the path is not of the usual form: the route answers. */
  async function both(headers: Record<string, string>, body: string) {
    const answers = [];
    for (const path of ["/v1/searches", "/v1/searches?"]) {
      refused.length = 0;
      const answer = await sendRaw({ url }, requestText(`POST ${path}`, headers, body));
      answers.push({ ...comparable(answer), refused: [...refused] });
    }
    return answers as [object, object];
  }

  const table: [what: string, body: string, headers?: Record<string, string>][] = [
    ["a result", '{"text":"plain"}'],
    ["a result that is not ASCII", '{"text":"Zürich → 東京"}'],
    ["no JSON", "{"],
    ["no UTF-8", "{\ud800"],
    ["a byte order mark", '\uFEFF{"text":"a"}'],
    ["a number", "1"],
    ["null", "null"],
    ["a refused search", '{"fails":"invalid-search"}'],
    ["overload", '{"fails":"overloaded"}'],
    ["a bug of ours", '{"fails":"own"}'],
    ["a foreign host", "{}", { host: "evil.example" }],
    ["another media type", "{}", { "content-type": "text/plain" }],
    ["another charset", "{}", { "content-type": "application/json; charset=latin1" }],
    ["a content coding", "{}", { "content-encoding": "gzip" }],
    ["a body that is too large", `{"text":"${"x".repeat(70_000)}"}`],
    ["JSON that is wanted by name", "{}", { accept: "application/json" }],
    ["events", '{"text":"a"}', { accept: "text/event-stream" }],
  ];
  test.each(table)("is the route's: %s", async (_, body, headers = {}) => {
    const [fast, route] = await both({ ...JSON_TYPE, ...headers }, body);
    expect(fast).toEqual(route);
  });

  test("property: is the route's for any text that a result holds", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: anyCharacter }), async (text) => {
        const [fast, route] = await both(JSON_TYPE, JSON.stringify({ text }));
        expect(fast).toEqual(route);
      }),
      { numRuns: propertyRuns(5) },
    );
  });

  test("both ways count the searches of one caller together", async () => {
    const left = async (path: string) => {
      const { headers } = await sendRaw({ url }, requestText(`POST ${path}`, JSON_TYPE, "{}"));
      return Number(headers.get("x-ratelimit-remaining"));
    };
    const first = await left("/v1/searches");
    expect(await left("/v1/searches?")).toBe(first - 1);
    expect(await left("/v1/searches")).toBe(first - 2);
  });
});

/** The answer without the time and what is left of the minute's searches. */
function comparable({ status, headers, body }: RawAnswer) {
  const { date: _, "x-ratelimit-remaining": __, ...rest } = Object.fromEntries(headers);
  return { status, headers: rest, body };
}

describe("what is left to the route", () => {
  const hostCheck = { isServed: () => true, check: () => {} };
  async function isTaken(
    request: string,
    changes: { refusal?: AuctionError; max?: number; isProxy?: boolean } = {},
  ): Promise<boolean> {
    const { ports } = portsOf();
    const fastPath = new SearchFastPath(
      {
        ...ports,
        config: { ...config, searchesPerMinuteMax: changes.max ?? 10 },
        searchService: Object.assign(ports.searchService, { refusal: () => changes.refusal }),
      },
      {
        hostCheck,
        windows: new RateWindows(() => 0),
        isProxy: () => changes.isProxy ?? false,
      },
    );
    const server = createServer((received, response) => {
      if (!fastPath.take(received, response)) response.writeHead(418).end();
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    try {
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      return (await sendRaw({ url }, request)).status !== 418;
    } finally {
      server.close();
    }
  }

  const post = (headers: Record<string, string> = {}, path = "/v1/searches") =>
    requestText(`POST ${path}`, { ...JSON_TYPE, ...headers }, "{}");

  test.each([
    ["the usual form", post(), true],
    ["with its charset", post({ "content-type": "application/json; charset=utf-8" }), true],
    ["a query", post({}, "/v1/searches?a=1"), false],
    ["another path", post({}, "/v1/bidders"), false],
    ["another method", requestText("PUT /v1/searches", JSON_TYPE, "{}"), false],
    ["HTTP/1.0", post().replace("HTTP/1.1", "HTTP/1.0"), false],
    ["no length", requestText("POST /v1/searches", { ...JSON_TYPE, "content-length": "0" }), false],
    ["events", post({ accept: "text/event-stream" }), false],
    ["a preference", post({ prefer: "respond-async" }), false],
    ["another media type", post({ "content-type": "text/json" }), false],
    ["a content coding", post({ "content-encoding": "identity" }), false],
    [
      "a length of its own for each chunk",
      "POST /v1/searches HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
      false,
    ],
  ])("%s", async (_, request, taken) => expect(await isTaken(request)).toBe(taken));

  test("a search that is refused before its body is read", async () => {
    const refusal = new AuctionError("overloaded", "full");
    expect(await isTaken(post(), { refusal })).toBe(false);
  });

  test("a caller whose minute is used up", async () => {
    expect(await isTaken(post(), { max: 0 })).toBe(false);
  });

  test("a caller behind a proxy that is trusted", async () => {
    expect(await isTaken(post(), { isProxy: true })).toBe(false);
  });
});
