import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import { type RawAnswer, requestText, sendRaw } from "../../test/harness/raw-http.ts";
import { readConfig } from "../config.ts";
import type { Events } from "../events.ts";
import type { OfferService } from "../offers/offer-service.ts";
import type { AsyncSearches } from "../search/async-searches.ts";
import type { Caller, SearchService } from "../search/search-service.ts";
import { newKey } from "../tenants/api-keys.ts";
import { SCOPES } from "../tenants/scopes.ts";
import { Tenants } from "../tenants/tenants.ts";
import { tenantsIn } from "../tenants/tenants-file.ts";
import { createHttpApp } from "./app.ts";
import type { HttpPorts } from "./http-ports.ts";
import { PATHS } from "./paths.ts";

const acme = newKey(randomBytes);
const zeta = newKey(randomBytes);
const narrow = newKey(randomBytes);
const busy = newKey(randomBytes);

const keyEntry = ({ id, hash }: typeof acme, scopes: readonly string[]) => ({ id, hash, scopes });

const { tenants: entries, faults } = tenantsIn(
  JSON.stringify({
    tenants: [
      { id: "acme", keys: [keyEntry(acme, SCOPES)] },
      { id: "zeta", keys: [keyEntry(zeta, SCOPES), keyEntry(narrow, ["market"])] },
      {
        id: "busy",
        keys: [keyEntry(busy, ["search"])],
        limits: { requestsPerSecond: 1, burst: 2 },
      },
    ],
  }),
);

/** Owners of what is kept: a search and an offer of `acme`, and of nobody. */
const OWNERS: Record<string, string> = { ofAcme: "acme" };

/** What other gateways keep, until it is brought here. */
const KEPT_ELSEWHERE: Record<string, string> = { elsewhereOfAcme: "acme" };
let unreadable: AuctionError | undefined;
const sharedLedger = {
  bring({ searchId = "" }: { searchId?: string | undefined }) {
    if (OWNERS[searchId] !== undefined) return null;
    if (unreadable !== undefined) return Promise.reject(unreadable);
    const owner = KEPT_ELSEWHERE[searchId];
    if (owner !== undefined) OWNERS[searchId] = owner;
    return Promise.resolve();
  },
  get unreadable() {
    return unreadable;
  },
};

function portsOf() {
  const refused: [string, string | undefined][] = [];
  const callers: (string | undefined)[] = [];
  const searchService = {
    observeArrival: () => {},
    refusal: () => undefined,
    async search(_raw: unknown, { tenant }: Caller) {
      callers.push(tenant?.id);
      return { searchId: "s", itineraries: [], bidders: [] };
    },
    calendars: {
      async calendar(_read: unknown, { tenant }: Caller) {
        callers.push(tenant?.id);
        return { cells: [] };
      },
    },
    kept: {
      itineraries: () => ({}),
      facets: () => ({}),
      explain: () => ({}),
      timeline: () => ({}),
    },
  } as unknown as SearchService;
  const events = {
    refused: (_door: string, { code }: { code: string }, { tenant }: { tenant?: string } = {}) =>
      void refused.push([code, tenant]),
    cut: () => {},
    requested: () => {},
    readiness: () => {},
    registry: { contentType: "text/plain", metrics: async () => "" },
  } as unknown as Events;
  const config = readConfig({ NATS_URL: "nats://127.0.0.1:4222", SEARCHES_PER_MINUTE_MAX: "1" });
  const ownerOf = (id: string) => OWNERS[id];
  let nowMs = 0;
  const tenants = new Tenants("", entries, {
    listener: { tenantsRead: () => {}, tenantsRefused: () => {} },
    nowMs: () => nowMs,
    wallMs: () => 0,
    read: () => ({ tenants: entries, faults }),
  });
  const ports: HttpPorts = {
    sharedLedger,
    config,
    searchService,
    asyncSearches: { ownerOf, view: () => ({}), cancel: () => {} } as unknown as AsyncSearches,
    offers: { ownerOf, view: () => ({}), price: () => ({}) } as unknown as OfferService,
    tenants,
    tokens: null,
    events,
    bidders: () => [],
    market: () => ({}) as never,
    coverage: async () => ({ stated: [], unstated: [], unanswered: [] }),
    places: () => ({ find: () => [] }) as never,
    checks: () => [],
    warnings: () => [],
    nowMs: () => nowMs,
    version: "0",
  };
  const pass = (ms: number) => {
    nowMs += ms;
  };
  return { ports, refused, callers, pass };
}

const { ports, refused, callers, pass } = portsOf();
let app: Awaited<ReturnType<typeof createHttpApp>>;
let url: string;
beforeAll(async () => {
  expect({ faults }).toEqual({ faults: [] });
  app = await createHttpApp(ports);
  await app.listen({ port: 0, host: "127.0.0.1" });
  url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
});
afterAll(() => app?.close());

type Sent = Record<string, string>;

const bearer = ({ key }: typeof acme): Sent => ({ authorization: `Bearer ${key}` });

const ask = (line: string, headers: Sent = {}, body = ""): Promise<RawAnswer> =>
  sendRaw(
    { url },
    requestText(
      line,
      body === "" ? headers : { "content-type": "application/json", ...headers },
      body,
    ),
  );

const problemOf = ({ body }: RawAnswer) => JSON.parse(body) as { code: string; detail: string };

/** A request that each path answers, with the scope that it needs. */
const ROUTES: readonly (readonly [line: string, scope: string | null])[] = [
  [`POST ${PATHS.searches}`, "search"],
  ["GET /v1/searches/ofAcme", "search"],
  ["DELETE /v1/searches/ofAcme", "search"],
  ["GET /v1/searches/ofAcme/itineraries", "search"],
  ["GET /v1/searches/ofAcme/facets", "search"],
  ["GET /v1/searches/ofAcme/explain", "search"],
  ["GET /v1/searches/ofAcme/timeline", "search"],
  [`POST ${PATHS.calendars}`, "calendar"],
  ["GET /v1/offers/ofAcme", "offers"],
  ["POST /v1/offers/ofAcme/price", "offers"],
  [`GET ${PATHS.bidders}`, "market"],
  [`GET ${PATHS.market}`, "market"],
  [`GET ${PATHS.coverage}`, "market"],
  [`GET ${PATHS.airports}?q=l`, "search"],
  [`GET ${PATHS.metrics}`, "metrics"],
  [`GET ${PATHS.signIn}`, null],
  [`GET ${PATHS.live}`, null],
  [`GET ${PATHS.ready}`, null],
  [`GET ${PATHS.openapi}`, null],
];

test("the OpenAPI document says of each route whether it needs a key (ACCESS-1)", async () => {
  const { body } = await ask(`GET ${PATHS.openapi}`);
  const { paths, security, components } = JSON.parse(body) as {
    readonly security: readonly object[];
    readonly components: { readonly securitySchemes: object };
    readonly paths: Readonly<Record<string, Record<string, Described>>>;
  };
  interface Described {
    readonly security?: readonly object[];
    readonly responses: Readonly<Record<string, object>>;
  }
  const named = Object.keys(components.securitySchemes).map((name) => ({ [name]: [] }));
  expect({ security }).toEqual({ security: [{}, ...named] });
  const needing = Object.entries(paths).flatMap(([path, operations]) =>
    Object.values(operations).map(({ security: own, responses }) => ({
      path,
      isOpen: own?.length === 0,
      refuses: "401" in responses && "403" in responses,
    })),
  );
  const open: readonly string[] = [PATHS.live, PATHS.ready, PATHS.signIn];
  expect(needing).toEqual(
    needing.map(({ path }) => ({
      path,
      isOpen: open.includes(path),
      refuses: !open.includes(path),
    })),
  );
  expect(needing.length).toBeGreaterThan(10);
});

const bodyOf = (line: string) => (line.startsWith("POST") ? "{}" : "");

describe("a route that has a scope is answered only with a key that has it (ACCESS-1)", () => {
  test.each(ROUTES.filter(([, scope]) => scope !== null))("%s", async (line, scope) => {
    const without = await ask(line, {}, bodyOf(line));
    expect({ status: without.status, code: problemOf(without).code }).toEqual({
      status: 401,
      code: "unauthorized",
    });
    expect({ challenge: without.headers.get("www-authenticate") }).toEqual({
      challenge: 'Bearer realm="scatter"',
    });
    const wrong = await ask(line, { "x-api-key": `${acme.key}A` }, bodyOf(line));
    expect({ status: wrong.status }).toEqual({ status: 401 });
    const other = scope === "market" ? busy : narrow;
    const lacking = await ask(line, bearer(other), bodyOf(line));
    expect({ status: lacking.status, detail: problemOf(lacking).detail }).toEqual({
      status: 403,
      detail: `the key ${other.id} lacks the scope '${scope}'`,
    });
    const right = await ask(line, bearer(acme), bodyOf(line));
    expect({ line, isRefused: [401, 403].includes(right.status) }).toEqual({
      line,
      isRefused: false,
    });
  });

  test.each(ROUTES.filter(([, scope]) => scope === null))("%s is open", async (line) => {
    const { status } = await ask(line);
    expect({ status }).toEqual({ status: 200 });
  });

  test("every path of the API is among these", () => {
    const asked = new Set(ROUTES.map(([line]) => (line.split(" ")[1] as string).split("?")[0]));
    const missing = Object.values(PATHS)
      .filter((path) => path.startsWith("/v1/"))
      .filter((path) => !asked.has(path.replace(/:\w+/, "ofAcme")));
    expect({ missing }).toEqual({ missing: [] });
  });

  test("the fast path of a search and its route know the same tenant", async () => {
    callers.length = 0;
    for (const path of [PATHS.searches, `${PATHS.searches}?`])
      await ask(`POST ${path}`, bearer(zeta), "{}");
    await ask(`POST ${PATHS.calendars}`, bearer(zeta), "{}");
    expect({ callers }).toEqual({ callers: ["zeta", "zeta", "zeta"] });
  });
});

describe("what is kept belongs to the tenant that made it (ACCESS-2)", () => {
  const KEPT = ROUTES.filter(([line]) => line.includes("/ofAcme"));

  test.each(KEPT)("%s of another tenant is as if it did not exist", async (line) => {
    const none = line.replace("ofAcme", "ofNone");
    const named = { "x-request-id": "r" };
    const [its, unknown] = [
      await ask(line, { ...bearer(zeta), ...named }, bodyOf(line)),
      await ask(none, { ...bearer(zeta), ...named }, bodyOf(line)),
    ];
    expect({ status: its.status }).toEqual({ status: 404 });
    expect({ body: its.body.replaceAll("ofAcme", "ofNone") }).toEqual({ body: unknown.body });
  });
});

describe("the limits of a tenant", () => {
  test("refuse with 429 and Retry-After on both paths, and count what is refused as nothing", async () => {
    pass(10_000);
    const statuses: number[] = [];
    for (const path of [PATHS.searches, `${PATHS.searches}?`, PATHS.searches, PATHS.searches])
      statuses.push((await ask(`POST ${path}`, bearer(busy), "{}")).status);
    expect({ statuses }).toEqual({ statuses: [200, 200, 429, 429] });
    refused.length = 0;
    const last = await ask(`POST ${PATHS.searches}`, bearer(busy), "{}");
    expect({ code: problemOf(last).code, retryAfter: last.headers.get("retry-after") }).toEqual({
      code: "rate-limited",
      retryAfter: "1",
    });
    expect({ refused }).toEqual({ refused: [["rate-limited", "busy"]] });
    pass(1_000);
    const { status } = await ask(`POST ${PATHS.searches}`, bearer(busy), "{}");
    expect({ status }).toEqual({ status: 200 });
  });

  test("count in the place of the address's own (ACCESS-3)", async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++)
      for (const path of [PATHS.searches, `${PATHS.searches}?`])
        statuses.push((await ask(`POST ${path}`, bearer(acme), "{}")).status);
    expect({ statuses }).toEqual({ statuses: [200, 200, 200, 200, 200, 200] });
  });
});

test("a key is in no refusal (APIKEY-1)", async () => {
  const wrong = `${zeta.key.slice(0, -2)}zz`;
  const { body } = await ask(`POST ${PATHS.searches}`, { "x-api-key": wrong }, "{}");
  expect({ isShown: body.includes(wrong) }).toEqual({ isShown: false });
});

test("a page of another origin gets no leave to read or to ask, with a key or without (WEBHEADERS-2)", async () => {
  const origin = { origin: "https://other.example", "access-control-request-method": "POST" };
  const lines = [`OPTIONS ${PATHS.searches}`, `POST ${PATHS.searches}`, `GET ${PATHS.live}`];
  for (const line of lines)
    for (const by of [{}, bearer(acme)]) {
      const { headers } = await ask(line, { ...origin, ...by }, bodyOf(line));
      const cors = [...headers.keys()].filter((name) => name.startsWith("access-control-"));
      expect({ line, cors }).toEqual({ line, cors: [] });
    }
});

describe("ACCESS-2 where gateways share what they keep", () => {
  test("a search of another gateway is brought here before it is known whose it is", async () => {
    const path = "GET /v1/searches/elsewhereOfAcme/facets";
    const [owner, other] = [await ask(path, bearer(acme)), await ask(path, bearer(zeta))];
    expect({ owner: owner.status, other: other.status }).toEqual({ owner: 200, other: 404 });
  });

  test("while it cannot be looked for, another tenant's is answered as one that is not known", async () => {
    unreadable = new AuctionError("no-broker", "cannot be read now");
    try {
      const [others, unknown, own] = [
        await ask("GET /v1/searches/ofAcme/facets", bearer(zeta)),
        await ask("GET /v1/searches/nobody/facets", bearer(zeta)),
        await ask("GET /v1/searches/ofAcme/facets", bearer(acme)),
      ];
      const said = ({ status, body }: RawAnswer) => ({
        ...{ status, body: body.replace(/"requestId":"[^"]*"/, "") },
      });
      expect({ others: said(others), own: own.status }).toEqual({
        others: said(unknown),
        own: 200,
      });
      expect(others.status).toBe(503);
    } finally {
      unreadable = undefined;
    }
  });
});

test("without tenants, what is beyond an address's limit is not looked for in the broker", async () => {
  const looked: string[] = [];
  const counting = {
    bring({ searchId = "" }: { searchId?: string | undefined }) {
      looked.push(searchId);
      return Promise.resolve();
    },
    unreadable: undefined,
  };
  const open = await createHttpApp({ ...ports, tenants: null, sharedLedger: counting });
  try {
    await open.listen({ port: 0, host: "127.0.0.1" });
    const at = `http://127.0.0.1:${(open.server.address() as AddressInfo).port}`;
    const statuses: number[] = [];
    for (const method of ["GET", "DELETE"])
      for (const id of ["one", "two"])
        statuses.push((await fetch(`${at}/v1/searches/${id}`, { method })).status);
    expect({ statuses, looked }).toEqual({
      statuses: [200, 429, 204, 429],
      looked: ["one", "one"],
    });
  } finally {
    await open.close();
  }
});
