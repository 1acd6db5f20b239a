/**
 * Every answer that the OpenAPI document names is possible, and is what its schema says: there is
 * one way to each, on a real gateway with scripted bidders (API-1).
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import { decodeRowOffer } from "../../proto/codec/index.ts";
import { testKey } from "../fixtures/gateway/api-key.ts";
import { type ApiAnswer, ApiDocument, type ApiRequest, send } from "../harness/api-document.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn } from "../harness/gateway.ts";
import { fare, flightOffer, inDays, sheetOf } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

interface World {
  readonly broker: Broker;
  readonly bidders: readonly ScriptedBidder[];
  readonly gateway: Gateway;
}

/** Answers at once. Of its two offers one expires within seconds. */
const startNonstop = (broker: Broker) =>
  scriptedBidder(
    broker,
    "nonstop",
    ({ search }, reply) =>
      reply.offers([
        flightOffer(search, { fares: [fare({})], expiresAtMs: Date.now() + 600_000 }),
        flightOffer(search, { number: 700, expiresAtMs: Date.now() + 4_000, fares: [] }),
      ]),
    {
      price: ({ offer }, answer) =>
        answer({ status: "offer", offer: sheetOf([decodeRowOffer(offer, 0)]) }),
    },
  );

async function startWorld(environment: Record<string, string> = {}): Promise<World> {
  const broker = await startBroker();
  const bidders = [
    await startNonstop(broker),
    await scriptedBidder(broker, "stops", () => {}), // never answers
  ];
  const gateway = await gatewayOn(broker, ["nonstop", "stops"], environment);
  return { broker, bidders, gateway };
}

let world: World;
/** Takes one request a minute. */
let limited: Gateway;
/** Has tenants. */
let keyed: Gateway;
/** A key that opens none of the routes. */
const operator = testKey();
/** The key by which this test sees who is on its roster. */
const watcher = testKey();
const folder = mkdtempSync(join(tmpdir(), "answers-"));
/** Its broker is gone. */
let broken: World;
let brokenOfferId: string;
let api: ApiDocument;

beforeAll(async () => {
  world = await startWorld();
  const { broker } = world;
  const limits = { SEARCHES_PER_MINUTE_MAX: "1", PLACES_PER_MINUTE_MAX: "1" };
  limited = await gatewayOn(broker, ["nonstop", "stops"], limits);
  const tenants = join(folder, "tenants.json");
  const keys = [operator.entry(["admin"]), watcher.entry(["market"])];
  writeFileSync(tenants, JSON.stringify({ tenants: [{ id: "operators", keys }] }));
  const environment = { TENANTS_FILE: tenants };
  keyed = await gatewayOn(broker, ["nonstop", "stops"], environment, {}, watcher.bearer);
  broken = await startWorld();
  brokenOfferId = (await offerOf(broken.gateway)).offerId;
  await Promise.all(broken.bidders.map((bidder) => bidder.stop()));
  await broken.broker.stop();
  await until(async () => (await send(broken.gateway, get("/ready"))).status === 503, {
    what: "a gateway without a broker",
  });
  api = await ApiDocument.of(world.gateway);
});

afterAll(async () => {
  await limited?.stop();
  await keyed?.stop();
  rmSync(folder, { recursive: true, force: true });
  await broken?.gateway.stop();
  await world?.gateway.stop();
  await Promise.all((world?.bidders ?? []).map((bidder) => bidder.stop()));
  await world?.broker.stop();
});

const get = (path: string, headers: Record<string, string> = {}): ApiRequest => ({
  method: "GET",
  path,
  headers,
});
const postJson = (
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): ApiRequest => ({
  method: "POST",
  path,
  headers: { "content-type": "application/json", ...headers },
  body: JSON.stringify(body),
});

const slices = [{ origin: "LHR", destination: "JFK", departureDate: inDays(30) }];
/** Only `nonstop` is asked, which answers. */
const search = { slices, bidders: { only: ["nonstop"] } };
/** `stops` is asked, which never answers. */
const partial = { slices, policy: { deadlineMs: 100, partial: "refuse" } };
const long = { slices, policy: { deadlineMs: 10_000 } };
const days = {
  origin: "LHR",
  destination: "JFK",
  departureDates: { from: inDays(30), to: inDays(31) },
};
const calendar = { ...days, bidders: { only: ["nonstop"] } };
const ASYNC = { prefer: "respond-async" };
const STREAM = { accept: "text/event-stream" };

interface Offer {
  readonly offerId: string;
  readonly expiresAt: string;
}

interface Result {
  readonly searchId: string;
  readonly itineraries: readonly { readonly sellers: readonly Offer[] }[];
}

async function resultOf(gateway: Gateway): Promise<Result> {
  const { text } = await send(gateway, postJson("/v1/searches", search));
  return JSON.parse(text) as Result;
}

async function offersOf(gateway: Gateway): Promise<Offer[]> {
  const { itineraries } = await resultOf(gateway);
  return itineraries
    .flatMap(({ sellers }) => sellers)
    .sort((a, b) => (a.expiresAt < b.expiresAt ? -1 : 1));
}

async function offerOf(gateway: Gateway): Promise<Offer> {
  return (await offersOf(gateway)).at(-1) as Offer;
}

async function expiredOfferId(): Promise<string> {
  const [first] = await offersOf(world.gateway);
  await until(async () => Date.now() > Date.parse(first?.expiresAt ?? ""), {
    what: "an expired offer",
  });
  return first?.offerId ?? "";
}

const idOf = async () => (await resultOf(world.gateway)).searchId;

/** The second of two requests, where one a minute is allowed. */
async function limitedTo(request: ApiRequest): Promise<ApiAnswer> {
  await send(limited, request);
  return send(limited, request);
}

/** To a gateway with tenants: without a key, and with one that has not the scope. */
const withoutKey = (request: ApiRequest) => send(keyed, request);
const withKey = (request: ApiRequest) =>
  send(keyed, { ...request, headers: { ...request.headers, ...operator.bearer } });

const to = (request: ApiRequest) => send(world.gateway, request);
const elsewhere = (request: ApiRequest) =>
  to({ ...request, headers: { ...request.headers, host: "elsewhere.example" } });
const large = { "content-type": "application/json" };
const tooLarge = (path: string) =>
  to({ method: "POST", path, headers: large, body: " ".repeat(70_000) });
const notJson = (path: string) =>
  to({ method: "POST", path, headers: { "content-type": "text/plain" }, body: "x" });
const toBroken = (request: ApiRequest) => send(broken.gateway, request);

async function endedStream(): Promise<ApiAnswer> {
  const { headers } = await to(postJson("/v1/searches", search, ASYNC));
  const path = headers.location ?? "";
  await to(get(`${path}?wait=5000`));
  return to(get(path, { ...STREAM, "last-event-id": "end" }));
}

type Way = () => Promise<ApiAnswer>;

const PROBLEM = "application/problem+json";

/** The ways that every route has to the refusals of every route of its kind, which needs a key. */
function commonWays(
  operationId: string,
  request: ApiRequest,
  statuses: string,
): Record<string, Way> {
  return {
    ...openWays(operationId, request, statuses),
    [`${operationId} 401 ${PROBLEM}`]: () => withoutKey(request),
    [`${operationId} 403 ${PROBLEM}`]: () => withKey(request),
  };
}

/** The same of a route that needs none. */
function openWays(operationId: string, request: ApiRequest, statuses = ""): Record<string, Way> {
  const ways: Record<string, Way> = { 421: () => elsewhere(request) };
  if (statuses.includes("404")) ways["404"] = () => to(request);
  if (statuses.includes("413")) ways["413"] = () => tooLarge(request.path);
  if (statuses.includes("415")) ways["415"] = () => notJson(request.path);
  if (statuses.includes("429")) ways["429"] = () => limitedTo(request);
  return Object.fromEntries(
    Object.entries(ways).map(([status, way]) => [`${operationId} ${status} ${PROBLEM}`, way]),
  );
}

const JSON_TYPE = "application/json";
const EVENTS = "text/event-stream";
const none = "/v1/searches/none";
const noOffer = "/v1/offers/none";

const WAYS: Record<string, Way> = {
  ...commonWays("search", postJson("/v1/searches", search), "413 415 429"),
  [`search 200 ${JSON_TYPE}`]: () => to(postJson("/v1/searches", { ...search, details: true })),
  [`search 200 ${EVENTS}`]: () => to(postJson("/v1/searches", search, STREAM)),
  [`search 202 ${JSON_TYPE}`]: () => to(postJson("/v1/searches", search, ASYNC)),
  [`search 400 ${PROBLEM}`]: () => to(postJson("/v1/searches", { slices: [{ origin: 7 }] })),
  [`search 503 ${PROBLEM}`]: () => to(postJson("/v1/searches", partial)),
  ...commonWays("getSearch", get(none), "404"),
  [`getSearch 200 ${JSON_TYPE}`]: async () => to(get(`/v1/searches/${await idOf()}`)),
  [`getSearch 200 ${EVENTS}`]: async () => {
    const { headers } = await to(postJson("/v1/searches", search, ASYNC));
    return to(get(headers.location ?? "", STREAM));
  },
  "getSearch 204 ": endedStream,
  [`getSearch 400 ${PROBLEM}`]: () => to(get(`${none}?wait=soon`)),
  [`getSearch 429 ${PROBLEM}`]: tooManyWaiters,
  ...commonWays("cancelSearch", { method: "DELETE", path: none }, "404 429"),
  [`cancelSearch 400 ${PROBLEM}`]: () => to({ method: "DELETE", path: `${none}?x=1` }),
  "cancelSearch 204 ": async () => {
    const { headers } = await to(postJson("/v1/searches", long, ASYNC));
    return to({ method: "DELETE", path: headers.location ?? "" });
  },
  ...commonWays("listItineraries", get(`${none}/itineraries`), "404 429"),
  [`listItineraries 200 ${JSON_TYPE}`]: async () =>
    to(get(`/v1/searches/${await idOf()}/itineraries?facets=true`)),
  [`listItineraries 400 ${PROBLEM}`]: async () =>
    to(get(`/v1/searches/${await idOf()}/itineraries?stops=many`)),
  ...commonWays("countFacets", get(`${none}/facets`), "404 429"),
  [`countFacets 200 ${JSON_TYPE}`]: async () => to(get(`/v1/searches/${await idOf()}/facets`)),
  [`countFacets 400 ${PROBLEM}`]: async () => to(get(`/v1/searches/${await idOf()}/facets?x=1`)),
  ...commonWays("explainSearch", get(`${none}/explain`), "404 429"),
  [`explainSearch 200 ${JSON_TYPE}`]: async () => to(get(`/v1/searches/${await idOf()}/explain`)),
  [`explainSearch 400 ${PROBLEM}`]: async () =>
    to(get(`/v1/searches/${await idOf()}/explain?limit=0`)),
  ...commonWays("getTimeline", get(`${none}/timeline`), "404 429"),
  [`getTimeline 200 ${JSON_TYPE}`]: async () => to(get(`/v1/searches/${await idOf()}/timeline`)),
  [`getTimeline 400 ${PROBLEM}`]: async () => to(get(`/v1/searches/${await idOf()}/timeline?x=1`)),
  ...commonWays("calendar", postJson("/v1/calendars", calendar), "413 415 429"),
  [`calendar 200 ${JSON_TYPE}`]: () => to(postJson("/v1/calendars", calendar)),
  [`calendar 200 ${EVENTS}`]: () => to(postJson("/v1/calendars", calendar, STREAM)),
  [`calendar 400 ${PROBLEM}`]: () => to(postJson("/v1/calendars", {})),
  [`calendar 503 ${PROBLEM}`]: () => toBroken(postJson("/v1/calendars", calendar)),
  ...commonWays("getOffer", get(noOffer), "404 429"),
  [`getOffer 200 ${JSON_TYPE}`]: async () =>
    to(get(`/v1/offers/${(await offerOf(world.gateway)).offerId}`)),
  [`getOffer 400 ${PROBLEM}`]: () => to(get(`${noOffer}?x=1`)),
  [`getOffer 410 ${PROBLEM}`]: async () => to(get(`/v1/offers/${await expiredOfferId()}`)),
  ...commonWays("priceOffer", postJson(`${noOffer}/price`, {}), "404 413 415 429"),
  [`priceOffer 200 ${JSON_TYPE}`]: async () =>
    to({ method: "POST", path: `/v1/offers/${(await offerOf(world.gateway)).offerId}/price` }),
  [`priceOffer 400 ${PROBLEM}`]: () => to(postJson(`${noOffer}/price`, { deadlineMs: "soon" })),
  [`priceOffer 410 ${PROBLEM}`]: async () =>
    to(postJson(`/v1/offers/${await expiredOfferId()}/price`, {})),
  [`priceOffer 503 ${PROBLEM}`]: () => toBroken(postJson(`/v1/offers/${brokenOfferId}/price`, {})),
  ...commonWays("listBidders", get("/v1/bidders"), ""),
  [`listBidders 400 ${PROBLEM}`]: () => to(get("/v1/bidders?x=1")),
  [`listBidders 200 ${JSON_TYPE}`]: () => to(get("/v1/bidders")),
  ...commonWays("findPlaces", get("/v1/airports?q=lon"), "429"),
  [`findPlaces 200 ${JSON_TYPE}`]: () => to(get("/v1/airports?q=lon")),
  "findPlaces 304 ": async () => {
    const { headers } = await to(get("/v1/airports?q=lon"));
    return to(get("/v1/airports?q=lon", { "if-none-match": headers.etag ?? "" }));
  },
  [`findPlaces 400 ${PROBLEM}`]: () => to(get("/v1/airports")),
  ...commonWays("getMarket", get("/v1/market"), "429"),
  [`getMarket 400 ${PROBLEM}`]: () => to(get("/v1/market?x=1")),
  [`getMarket 200 ${JSON_TYPE}`]: () => to(get("/v1/market")),
  ...commonWays("getCoverage", get("/v1/coverage"), "429"),
  [`getCoverage 400 ${PROBLEM}`]: () => to(get("/v1/coverage?x=1")),
  [`getCoverage 200 ${JSON_TYPE}`]: () => to(get("/v1/coverage")),
  ...openWays("getSignIn", get("/v1/sign-in"), "429"),
  [`getSignIn 400 ${PROBLEM}`]: () => to(get("/v1/sign-in?x=1")),
  [`getSignIn 200 ${JSON_TYPE}`]: () => to(get("/v1/sign-in")),
  ...openWays("isLive", get("/live")),
  [`isLive 200 ${JSON_TYPE}`]: () => to(get("/live")),
  ...openWays("isReady", get("/ready")),
  [`isReady 200 ${JSON_TYPE}`]: () => to(get("/ready?verbose")),
  [`isReady 503 ${PROBLEM}`]: () => toBroken(get("/ready?verbose")),
  ...commonWays("getMetrics", get("/metrics"), ""),
  "getMetrics 200 text/plain": () => to(get("/metrics")),
};

/** The answer to the 17th request that waits for one search. */
async function tooManyWaiters(): Promise<ApiAnswer> {
  const { headers } = await to(postJson("/v1/searches", long, ASYNC));
  const path = headers.location ?? "";
  const waiters = Array.from({ length: 17 }, () => to(get(`${path}?wait=10000`)));
  const refused = await Promise.any(
    waiters.map(async (waiter) => {
      const answer = await waiter;
      if (answer.status !== 429) throw new Error(`status ${answer.status}`);
      return answer;
    }),
  );
  await to({ method: "DELETE", path });
  await Promise.all(waiters);
  return refused;
}

test("there is a way to each answer that is documented, and to no other (API-1)", () => {
  const documented = api.operations.flatMap(({ operationId, responses }) =>
    Object.entries(responses)
      .filter(([status]) => !status.endsWith("XX"))
      .flatMap(([status, { content }]) =>
        Object.keys(content ?? { "": {} }).map((type) => `${operationId} ${status} ${type}`),
      ),
  );
  expect(Object.keys(WAYS).sort()).toEqual(documented.sort());
});

test.each(Object.entries(WAYS))("%s is what its schema says (API-1)", async (name, way) => {
  const [operationId = "", status, type] = name.split(" ");
  const answer = await way();
  const answered = `${answer.status} ${answer.headers["content-type"]?.split(";")[0] ?? ""}`;
  expect({ answered, faults: api.faults(operationId, answer) }).toEqual({
    answered: `${status} ${type}`,
    faults: [],
  });
});
