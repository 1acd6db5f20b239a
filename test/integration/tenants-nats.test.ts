/** Tenants of callers over NATS, and the ids of requests at both doors, over the real broker. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { headers, type Msg, type NatsConnection } from "nats";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import {
  ASYNC_HEADER,
  CALENDAR_HEADER,
  clientInbox,
  ERROR_HEADER,
  gatewaySearchSubject,
  KEPT_HEADER,
  MARKET_HEADER,
  OFFER_HEADER,
  REQUEST_ID_HEADER,
  RETRY_AFTER_HEADER,
  SEARCH_SUBJECT,
} from "../../proto/subjects.ts";
import { testKey } from "../fixtures/gateway/api-key.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, confWithSecondClient, startBroker } from "../harness/broker.ts";
import { clientOn, gatewayOn, get, keepLog, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

const key = testKey();
const folder = mkdtempSync(join(tmpdir(), "tenants-nats-"));
const path = join(folder, "tenants.json");

const SHOP = {
  id: "shop",
  keys: [key.entry()],
  natsUsers: [{ user: "client-shop", scopes: ["search", "offers"] }],
  limits: { searchesAtOnce: 1 },
  policy: { deadlineMs: 7_000, required: ["nonstop"] },
  markUp: [{ basisPoints: 1_000 }],
};

const log = keepLog();
let broker: Broker;
let gateway: Gateway;
let shop: NatsConnection;
let plain: NatsConnection;
let nonstop: ScriptedBidder;
let mayAnswer: Promise<void> = Promise.resolve();

function write(...tenants: readonly object[]): void {
  writeFileSync(path, JSON.stringify({ tenants }));
  gateway?.reload();
}

beforeAll(async () => {
  write(SHOP);
  broker = await startBroker(confWithSecondClient());
  nonstop = await scriptedBidder(broker, "nonstop", async ({ search }, reply) => {
    await mayAnswer;
    reply.offers(flightOffers(search, 1, { amount: 50_000 }));
  });
  gateway = await gatewayOn(
    broker,
    ["nonstop"],
    { TENANTS_FILE: path, LOG_LEVEL: "debug" },
    log.overrides,
    key.bearer,
  );
  [shop, plain] = [await clientOn(broker, "client-shop"), await clientOn(broker)];
});

afterAll(async () => {
  await shop?.close();
  await plain?.close();
  await gateway?.stop();
  await nonstop?.stop();
  await broker?.stop();
  rmSync(folder, { recursive: true });
});

const { policy: _, ...search } = flightSearch();

interface Answered {
  readonly error: string | undefined;
  readonly message: Msg;
}

async function ask(
  by: NatsConnection,
  subject: string,
  body: unknown,
  head: Readonly<Record<string, string>> = {},
): Promise<Answered> {
  const its = headers();
  for (const [name, value] of Object.entries(head)) its.set(name, value);
  const message = await by.request(subject, JSON.stringify(body), {
    timeout: 60_000,
    headers: its,
  });
  return { error: message.headers?.get(ERROR_HEADER) || undefined, message };
}

const searched = async (by: NatsConnection, head: Readonly<Record<string, string>> = {}) => {
  const { error, message } = await ask(by, SEARCH_SUBJECT, search, head);
  if (error !== undefined) throw new Error(error);
  return message.json<SearchResult>();
};

describe("a user of the broker has the rules of its tenant (NATSUSER-1)", () => {
  test("its policy, its mark-up, and its name in the log", async () => {
    const { deadlineMs, itineraries, searchId } = await searched(shop);
    const [price] = itineraries.map((one) => one.price.amount);
    expect({ deadlineMs, price }).toEqual({ deadlineMs: 7_000, price: 55_000 });
    const line = await until(() =>
      log.lines.find((one) => one["msg"] === "search" && one["searchId"] === searchId),
    );
    expect({ tenant: line["tenant"] }).toEqual({ tenant: "shop" });
  });

  test("what is kept is its own at both doors, and nobody else's (ACCESS-2)", async () => {
    const { searchId, itineraries } = await searched(shop);
    const offerId = itineraries[0]?.sellers[0]?.offerId as string;
    const direct = gatewaySearchSubject(gateway.id);
    const kept = await ask(shop, direct, { searchId }, { [KEPT_HEADER]: "explain" });
    const offer = await ask(shop, direct, { offerId }, { [OFFER_HEADER]: "get" });
    const overHttp = await get(gateway, `/v1/searches/${searchId}`, key.bearer);
    expect({ kept: kept.error, offer: offer.error, overHttp: overHttp.status }).toEqual({
      kept: undefined,
      offer: undefined,
      overHttp: 200,
    });
    write(SHOP, { id: "rest", natsUsers: [{ user: "*", scopes: ["search", "offers"] }] });
    const others = [
      await ask(plain, direct, { searchId }, { [KEPT_HEADER]: "explain" }),
      await ask(plain, direct, { offerId }, { [OFFER_HEADER]: "get" }),
    ];
    expect({ others: others.map(({ error }) => error?.split(":")[0]) }).toEqual({
      others: ["not-found", "not-found"],
    });
  });

  test("an asynchronous search is its own too, while it runs and for its end (ACCESS-2, ASYNCNATS-1)", async () => {
    write(SHOP, { id: "rest", natsUsers: [{ user: "*", scopes: ["search"] }] });
    const goOn = Promise.withResolvers<void>();
    mayAnswer = goOn.promise;
    const begun = await ask(shop, SEARCH_SUBJECT, search, { [ASYNC_HEADER]: "1" });
    const { searchId } = begun.message.json<SearchResult>();
    const question = (by: NatsConnection, what: string) =>
      ask(by, gatewaySearchSubject(gateway.id), { searchId }, { [KEPT_HEADER]: what });
    const errors = [
      (await question(plain, "search")).error,
      (await question(plain, "cancel")).error,
    ];
    expect({ errors: errors.map((error) => error?.split(":")[0]) }).toEqual({
      errors: ["not-found", "not-found"],
    });
    const own = (await question(shop, "search")).message.json();
    const overHttp = await get(gateway, `/v1/searches/${searchId}`, key.bearer);
    expect({ own, status: overHttp.status }).toMatchObject({ own: { searchId }, status: 200 });
    expect({ error: (await question(shop, "cancel")).error }).toEqual({ error: undefined });
    goOn.resolve();
    await until(
      async () =>
        (await question(shop, "search")).message.json<{ state: string }>().state === "ended",
    );
    write(SHOP);
  });

  test("one that no tenant names is refused, or is of the tenant of all others", async () => {
    write(SHOP);
    const { error } = await ask(plain, SEARCH_SUBJECT, search);
    expect({ error }).toEqual({
      error: "forbidden: no tenant has the user 'client' of the broker",
    });
    write(SHOP, { id: "rest", natsUsers: [{ user: "*", scopes: ["search"] }] });
    const { itineraries } = await searched(plain);
    expect({ price: itineraries[0]?.price.amount }).toEqual({ price: 50_000 });
    write({ ...SHOP, natsUsers: [] });
    expect({ price: (await searched(shop)).itineraries[0]?.price.amount }).toEqual({
      price: 50_000,
    });
    write(SHOP);
  });

  test.each([
    ["a calendar", SEARCH_SUBJECT, { [CALENDAR_HEADER]: "1" }, "calendar"],
    ["the market view", "direct", { [MARKET_HEADER]: "1" }, "market"],
  ])("%s needs its scope (NATSUSER-2)", async (_what, subject, head, scope) => {
    const to = subject === "direct" ? gatewaySearchSubject(gateway.id) : subject;
    const { error } = await ask(shop, to, {}, head);
    expect({ error }).toEqual({
      error: `forbidden: the user 'client-shop' of the tenant 'shop' lacks the scope '${scope}'`,
    });
  });

  test("its limits are those of its keys together (USAGE-2), and a refusal says when to come back", async () => {
    const goOn = Promise.withResolvers<void>();
    const before = nonstop.calls.length;
    mayAnswer = goOn.promise;
    const first = searched(shop);
    await until(() => nonstop.calls.length > before, { what: "the first search" });
    const second = await ask(shop, SEARCH_SUBJECT, search);
    const overHttp = await post(gateway, search, { headers: key.bearer });
    goOn.resolve();
    await first;
    expect({
      error: second.error?.split(":")[0],
      retryAfter: second.message.headers?.get(RETRY_AFTER_HEADER),
      overHttp: overHttp.status,
    }).toEqual({ error: "rate-limited", retryAfter: "1", overHttp: 429 });
    expect({ again: (await searched(shop)).partial }).toEqual({ again: false });
  });

  test("one that names another's inbox has its request run as that tenant's, and reads nothing of the answer", async () => {
    const inbox = `${clientInbox("client-shop")}.named`;
    const answered = Promise.withResolvers<Msg>();
    shop.subscribe(inbox, { max: 1, callback: (_, message) => answered.resolve(message) });
    await shop.flush();
    const refused = Promise.withResolvers<string>();
    plain.subscribe(inbox, { callback: (error) => refused.resolve(String(error?.message)) });
    expect(await refused.promise).toMatch(/permissions violation/i);
    plain.publish(SEARCH_SUBJECT, JSON.stringify(search), { reply: inbox });
    const { searchId, itineraries } = (await answered.promise).json<SearchResult>();
    expect({ price: itineraries[0]?.price.amount }).toEqual({ price: 55_000 });
    const line = await until(() => log.lines.find((one) => one["searchId"] === searchId));
    expect({ tenant: line["tenant"] }).toEqual({ tenant: "shop" });
  });

  test("the broker lets no other user read what its inbox gets", async () => {
    expect({ plain: clientInbox("client"), shop: clientInbox("client-shop") }).toEqual({
      plain: "_INBOX.client",
      shop: "_INBOX.client-shop",
    });
    const forged = `${clientInbox("client-shop")}.forged`;
    const refused = Promise.withResolvers<string>();
    plain.subscribe(forged, { callback: (error) => refused.resolve(String(error?.message)) });
    expect(await refused.promise).toMatch(/permissions violation/i);
  });
});

describe("a request has one id, in its answer, its problem and its line (REQUESTID-2)", () => {
  const lineOf = (requestId: string, msg: string) =>
    until(() => log.lines.find((one) => one["msg"] === msg && one["requestId"] === requestId), {
      what: `the line '${msg}' of ${requestId}`,
    });

  test.each([
    ["as JSON", {}],
    ["as events", { accept: "text/event-stream" }],
    ["asynchronously", { prefer: "respond-async" }],
  ])("a search over HTTP %s", async (_how, head) => {
    const requestId = `http-${Object.keys(head).join("")}`;
    const { headers: answered } = await post(gateway, search, {
      headers: { ...key.bearer, ...head, "x-request-id": requestId },
    });
    expect({ id: answered.get("x-request-id") }).toEqual({ id: requestId });
    expect({ door: (await lineOf(requestId, "search"))["door"] }).toEqual({ door: "http" });
  });

  test("a refusal over HTTP, with an id that is made for it", async () => {
    const { headers: answered, body } = await post<{ requestId: string }>(gateway, search);
    const id = answered.get("x-request-id") as string;
    expect({ id: body.requestId }).toEqual({ id });
    expect({ code: (await lineOf(id, "refused"))["code"] }).toEqual({ code: "unauthorized" });
  });

  test.each(["/live", "/ready", "/metrics", "/none", "/"])("%s", async (at) => {
    const { headers: answered } = await get(gateway, at, { ...key.bearer, "x-request-id": "r-1" });
    expect({ id: answered.get("x-request-id") }).toEqual({ id: "r-1" });
  });

  test("over NATS, where its caller states one", async () => {
    const head = { [REQUEST_ID_HEADER]: "nats-1" };
    const { message } = await ask(shop, SEARCH_SUBJECT, search, head);
    expect({ id: message.headers?.get(REQUEST_ID_HEADER) }).toEqual({ id: "nats-1" });
    expect({ door: (await lineOf("nats-1", "search"))["door"] }).toEqual({ door: "nats" });
    const wrong = await ask(shop, SEARCH_SUBJECT, {}, { [REQUEST_ID_HEADER]: "nats-2" });
    expect({
      id: wrong.message.headers?.get(REQUEST_ID_HEADER),
      inProblem: wrong.message.json<{ requestId: string }>().requestId,
      code: (await lineOf("nats-2", "refused"))["code"],
    }).toEqual({ id: "nats-2", inProblem: "nats-2", code: "invalid-search" });
    const without = await ask(shop, SEARCH_SUBJECT, search, { [REQUEST_ID_HEADER]: "a b" });
    expect({ headers: without.message.headers?.keys() ?? [] }).toEqual({ headers: [] });
  });
});
