/** Administration on the port for monitoring: who is connected, disabled bidders, the policy. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { startBidder } from "../../bidders/app.ts";
import type { BidderConfig } from "../../bidders/config.ts";
import type { BidderModule } from "../../bidders/kit/bidder.ts";
import type { Gateway } from "../../gateway/app.ts";
import type { BidderReport, SearchResult } from "../../proto/messages.ts";
import { testKey } from "../fixtures/gateway/api-key.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, keepLog, post, rosterHas } from "../harness/gateway.ts";
import { flightOffers, flightSearch, inDays } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

const key = testKey();
const log = keepLog();
let broker: Broker;
let gateway: Gateway;
let nonstop: ScriptedBidder;
let stops: ScriptedBidder;

beforeAll(async () => {
  broker = await startBroker();
  // An old bidder: it answers whether it is asked or not.
  nonstop = await scriptedBidder(broker, "nonstop", ({ search }, reply) =>
    reply.offers(flightOffers(search, 1, { amount: 30_000 })),
  );
  stops = await scriptedBidder(broker, "stops", ({ search }, reply) =>
    reply.offers(flightOffers(search, 1, { amount: 40_000, number: 500 })),
  );
  gateway = await gatewayOn(
    broker,
    ["nonstop", "stops"],
    { OPERATIONS_PORT: "0", ADMIN_KEY_HASH: key.hash, LOG_LEVEL: "debug" },
    log.overrides,
  );
});

afterAll(async () => {
  await gateway?.stop();
  await nonstop?.stop();
  await stops?.stop();
  await broker?.stop();
});

async function admin(method: string, path: string, body?: unknown, by: object = key.bearer) {
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const init = { method, headers: { ...by }, ...sent };
  const response = await fetch(`${gateway.operationsUrl}${path}`, init);
  return { status: response.status, head: response.headers, body: (await response.json()) as Body };
}
// biome-ignore lint/suspicious/noExplicitAny: the tests check it
type Body = any;

const changes = () => log.lines.filter(({ msg }) => msg === "administration");

/** Without a policy of its own but the time that a busy machine takes. */
const search = { ...flightSearch(), policy: { deadlineMs: 10_000 } };
const reports = (bidders: readonly BidderReport[]) =>
  Object.fromEntries(bidders.map(({ bidder, outcome, reason }) => [bidder, [outcome, reason]]));

test("without its key nothing is shown or changed, and the main port has none of it (ADMINKEY-1)", async () => {
  const bidder = "/admin/bidders/nonstop";
  const without = await admin("GET", "/admin", undefined, {});
  expect({ status: without.status, challenge: without.head.get("www-authenticate") }).toEqual({
    status: 401,
    challenge: 'Bearer realm="scatter"',
  });
  const other = await admin("PUT", bidder, { state: "disabled" }, testKey().bearer);
  const onMain = await fetch(`${gateway.url}/admin`, { headers: key.bearer });
  expect({ other: other.status, onMain: onMain.status, changes: changes().length }).toEqual({
    other: 401,
    onMain: 404,
    changes: 0,
  });
});

test("who is connected is seen, with each instance", async () => {
  const { status, body } = await admin("GET", "/admin");
  expect({ status }).toEqual({ status: 200 });
  expect(body).toMatchObject({
    policy: { deadlineMs: 800, required: ["nonstop"] },
    bidders: [
      { bidder: "nonstop", state: "enabled", instances: [{ id: nonstop.instance }] },
      { bidder: "stops", state: "enabled", instances: [{ id: stops.instance }] },
    ],
  });
});

describe("a disabled bidder (DISABLED-1, DISABLED-2)", () => {
  const disabled = { outcome: "skipped", reason: expect.stringMatching(/has disabled it/) };

  test("is not asked, and named as skipped; the result is not partial for it", async () => {
    const set = await admin("PUT", "/admin/bidders/nonstop", { state: "disabled" });
    expect({ status: set.status, body: set.body }).toEqual({
      status: 200,
      body: { bidder: "nonstop", state: "disabled" },
    });
    const before = nonstop.calls.length;
    const { body } = await post<SearchResult>(gateway, search);
    expect({ partial: body.partial, endedBy: body.endedBy }).toEqual({
      partial: false,
      endedBy: "complete",
    });
    expect(reports(body.bidders)).toEqual({
      nonstop: [disabled.outcome, disabled.reason],
      stops: ["answered", null],
    });
    expect(body.itineraries.map(({ sellers }) => sellers[0]?.bidder)).toEqual(["stops"]);
    // What it hears says that it is not asked.
    expect(nonstop.calls.slice(before).map((call) => call.search.bidders)).toEqual([
      { except: ["nonstop"] },
    ]);
    const kept = await fetch(`${gateway.url}/v1/searches/${body.searchId}`);
    const { bidders } = (await kept.json()) as SearchResult;
    expect({ bidders }).toEqual({ bidders: body.bidders });
  });

  test("nor for a calendar", async () => {
    const [slice] = search.slices;
    const departureDates = { from: inDays(30), to: inDays(31) };
    const asked = { origin: slice?.origin, destination: slice?.destination, departureDates };
    const calendar = { ...asked, policy: search.policy };
    const { body } = await post<Body>(gateway, calendar, {}, "/v1/calendars");
    expect(reports(body.bidders)).toMatchObject({ nonstop: [disabled.outcome, disabled.reason] });
    expect({ partial: body.partial }).toEqual({ partial: false });
  });

  test("alone leaves nobody: no bidders, at once", async () => {
    const only = { ...search, bidders: { only: ["nonstop"] } };
    const { body } = await post<SearchResult>(gateway, only);
    expect({ endedBy: body.endedBy, bidders: reports(body.bidders) }).toEqual({
      endedBy: "no-bidders",
      bidders: { nonstop: [disabled.outcome, disabled.reason] },
    });
  });

  test("is asked again when it is enabled; each change is one line (ADMIN-1)", async () => {
    await admin("PUT", "/admin/bidders/nonstop", { state: "enabled" });
    const { body } = await post<SearchResult>(gateway, search);
    expect(reports(body.bidders)).toEqual({
      nonstop: ["answered", null],
      stops: ["answered", null],
    });
    const who = `key ${key.id}`;
    expect(changes()).toEqual([
      expect.objectContaining({ who, name: "nonstop", before: "enabled", after: "disabled" }),
      expect.objectContaining({ who, name: "nonstop", before: "disabled", after: "enabled" }),
    ]);
    expect({ isShown: JSON.stringify(log.lines).includes(key.key) }).toEqual({ isShown: false });
  });
});

test("a search that asks a bidder already when it is disabled ends as it began; the next does not ask it (DISABLED-1)", async () => {
  const goOn = Promise.withResolvers<void>();
  const before = nonstop.calls.length;
  nonstop.follow(async ({ search: asked }, reply) => {
    await goOn.promise;
    reply.offers(flightOffers(asked, 1, { amount: 30_000 }));
  });
  const running = post<SearchResult>(gateway, search);
  await until(() => nonstop.calls.length > before, { what: "the call" });
  const set = (state: string) => admin("PUT", "/admin/bidders/nonstop", { state });
  const { body: disabled } = await set("disabled");
  goOn.resolve();
  const { body } = await running;
  expect({ disabled, partial: body.partial, reports: reports(body.bidders) }).toEqual({
    disabled: { bidder: "nonstop", state: "disabled" },
    partial: false,
    reports: { nonstop: ["answered", null], stops: ["answered", null] },
  });
  expect(body.itineraries.map(({ sellers }) => sellers[0]?.bidder)).toEqual(["nonstop", "stops"]);
  const next = (await post<SearchResult>(gateway, search)).body;
  expect(reports(next.bidders)["nonstop"]?.[0]).toBe("skipped");
  await set("enabled");
});

describe("a disabled seller (DISABLED-3)", () => {
  const put = (state: string) => admin("PUT", "/admin/sellers/Alder%20%26%20Co", { state });
  const pricesOf = async (body: object = search) =>
    (await post<SearchResult>(gateway, body)).body.itineraries.map(({ price }) => price.amount);

  test("has no offer in a result, is explained, and is no fault of its bidder", async () => {
    stops.follow(({ search: asked }, reply) =>
      reply.offers([
        ...flightOffers(asked, 1, { amount: 20_000, number: 700, seller: "Alder & Co" }),
        ...flightOffers(asked, 1, { amount: 40_000, number: 500 }),
      ]),
    );
    expect({ before: await pricesOf() }).toEqual({ before: [20_000, 30_000, 40_000] });
    const { status, body: set } = await put("disabled");
    expect({ status, set }).toEqual({
      status: 200,
      set: { seller: "Alder & Co", state: "disabled" },
    });
    const { body } = await post<SearchResult>(gateway, search);
    expect({
      shown: body.itineraries.map(({ price }) => price.amount),
      reports: reports(body.bidders),
      partial: body.partial,
      seen: (await admin("GET", "/admin")).body.disabledSellers,
    }).toEqual({
      shown: [30_000, 40_000],
      reports: { nonstop: ["answered", null], stops: ["answered", null] },
      partial: false,
      seen: ["Alder & Co"],
    });
    const at = `${gateway.url}/v1/searches/${body.searchId}`;
    const explained = (await (await fetch(`${at}/explain`)).json()) as Body;
    const listed = (await (await fetch(`${at}/itineraries`)).json()) as Body;
    expect({
      listed: listed.itineraries.map(
        (one: SearchResult["itineraries"][number]) => one.price.amount,
      ),
      notShown: explained.offers.map(({ seller, reason }: Body) => [seller, reason]),
    }).toEqual({
      listed: [30_000, 40_000],
      notShown: [["Alder & Co", "disabled-seller"]],
    });
  });

  test("nor in a calendar", async () => {
    const [slice] = search.slices;
    const departureDates = { from: inDays(30), to: inDays(31) };
    const asked = { origin: slice?.origin, destination: slice?.destination, departureDates };
    const calendar = { ...asked, policy: search.policy };
    const { body } = await post<Body>(gateway, calendar, {}, "/v1/calendars");
    const prices = body.cells.map(({ price }: Body) => price?.amount ?? null);
    expect({ has: prices.includes(20_000), priced: prices.includes(30_000) }).toEqual({
      has: false,
      priced: true,
    });
  });

  test("is back when it is enabled", async () => {
    await put("enabled");
    expect({ after: await pricesOf() }).toEqual({ after: [20_000, 30_000, 40_000] });
    const bad = await admin("PUT", "/admin/sellers/%E0", { state: "disabled" });
    expect({ status: bad.status }).toEqual({ status: 400 });
  });
});

test("one instance is asked to drain, and leaves; another is not known (DRAIN-1)", async () => {
  const module: BidderModule = {
    async *search() {
      yield* [];
    },
  };
  const config: BidderConfig = {
    ...{ kind: "partners", instance: "one", markets: ["*.*"], settings: {} },
    ...{ concurrencyMax: null, queueMax: 64, offersMax: 100, drainMs: 5_000 },
    ...{ logLevel: "silent", broker: broker.credentials("partners") },
  };
  const app = await startBidder(config, { module });
  await rosterHas(gateway, ["nonstop", "partners", "stops"]);
  const at = "/admin/bidders/partners/instances";
  const none = await admin("PUT", `${at}/two`, { state: "draining" });
  const { status, body } = await admin("PUT", `${at}/one`, { state: "draining" });
  expect({ none: none.status, status, body }).toEqual({
    none: 404,
    status: 200,
    body: { bidder: "partners", instance: "one", state: "draining" },
  });
  expect({ error: await app.closed }).toEqual({ error: undefined });
  await rosterHas(gateway, ["nonstop", "stops"]);
  expect(changes().at(-1)).toMatchObject({ what: "instance", name: "partners/one" });
});

test("the default policy is another one until the next start", async () => {
  const { policy: _, ...withoutPolicy } = search;
  const refused = await admin("PUT", "/admin/policy", { deadlineMs: 1 });
  expect({ status: refused.status, code: refused.body.code }).toEqual({
    status: 400,
    code: "invalid-request",
  });
  const { status } = await admin("PUT", "/admin/policy", { deadlineMs: 9_000, required: [] });
  expect({ status }).toEqual({ status: 200 });
  const { body } = await post<SearchResult>(gateway, withoutPolicy);
  expect({ deadlineMs: body.deadlineMs }).toEqual({ deadlineMs: 9_000 });
});

test.each([
  ["GET", "/admin/policy", 405],
  ["POST", "/admin", 405],
  ["GET", "/admin/none", 404],
  ["PUT", "/admin/policy", 400],
])("%s %s without a body is %d", async (method, path, status) => {
  expect({ status: (await admin(method, path)).status }).toEqual({ status });
});
