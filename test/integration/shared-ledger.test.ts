/**
 * Gateways that share their ledgers (`LEDGER_SHARED=on`), on a real broker with the nats.conf of
 * the project: each answers for the searches of another one, also when that is gone.
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import { connect } from "../../common/runtime/connect.ts";
import { SearchClient } from "../../gateway/client/search-client.ts";
import { decodeRowOffer } from "../../proto/codec/index.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { GATEWAY_INBOX, KEPT_VIEWS, LEDGER_BUCKET } from "../../proto/subjects.ts";
import { NATS_CONF } from "../../script/broker/users.ts";
import { type PriceScript, type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import {
  askPrice,
  clientOn,
  type GatewayAddress,
  gatewayOn,
  get,
  openStream,
  post,
  type StreamedEvent,
} from "../harness/gateway.ts";
import { type GatewayProcess, metric, startGatewayProcess } from "../harness/gateway-process.ts";
import { flightOffers, flightSearch, sheetOf } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

const SHARED = { LEDGER_SHARED: "on", PLAUSIBILITY: "off" };
const ASYNC = { headers: { prefer: "respond-async" } };
const search = flightSearch({
  sort: "price",
  maxResults: 2,
  policy: { deadlineMs: 2_500, quorum: null, required: [] },
});

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Both kinds of bidders, and how `stops` is told to send its last bid. */
async function bidders(broker: Broker) {
  let goOn = () => {};
  const price: PriceScript = ({ offer }, answer) =>
    answer({ status: "offer", offer: sheetOf([decodeRowOffer(offer, 0)]) });
  const nonstop = await scriptedBidder(
    broker,
    "nonstop",
    (call, reply) => reply.offers(flightOffers(call.search, 3, { amount: 50_000 })),
    { instance: "n-1", price },
  );
  const stops = await scriptedBidder(
    broker,
    "stops",
    async (call, reply) => {
      const traits = { amount: 40_000, number: 500, carrier: "LH", durationMinutes: 700, stops: 1 };
      reply.offers(flightOffers(call.search, 2, traits), { final: false, floor: 30_000 });
      await new Promise<void>((resolve) => {
        const before = goOn;
        goOn = () => {
          before();
          resolve();
        };
      });
      reply.offers(flightOffers(call.search, 2, { ...traits, number: 900, amount: 35_000 }));
    },
    { instance: "s-1", price },
  );
  const all: ScriptedBidder[] = [nonstop, stops];
  return {
    lateBid: () => goOn(),
    async stop() {
      goOn();
      for (const one of all) await one.stop();
    },
  };
}

async function textOf(gateway: GatewayAddress, path: string, accept = "application/json") {
  const response = await fetch(gateway.url + path, { headers: { accept } });
  return { status: response.status, text: await response.text() };
}

/** What answers for a search say while time passes, but for how much of it is left. */
const withoutClock = ({ status, text }: { status: number; text: string }) => ({
  status,
  text: text.replace(/"expiresAt":"[^"]*","remainingMs":\d+/, ""),
});

interface View extends SearchResult {
  readonly state: string;
  readonly late: readonly unknown[];
}

describe("SHARE-1 a gateway that ran searches is killed", () => {
  let broker: Broker;
  let its: Awaited<ReturnType<typeof bidders>>;
  let other: Awaited<ReturnType<typeof gatewayOn>>;
  let killed: GatewayProcess;
  beforeAll(async () => {
    broker = await startBroker();
    its = await bidders(broker);
    const environment = { ...SHARED, GATEWAY_ID: "other" };
    other = await gatewayOn(broker, ["nonstop", "stops"], environment);
  });
  afterAll(async () => {
    await other?.stop();
    await its?.stop();
    await broker?.stop();
  });
  const startOther = async (id: string) => {
    killed = await startGatewayProcess(broker, ["n-1", "s-1"], { ...SHARED, GATEWAY_ID: id });
    ends.push(() => killed.program.end());
  };

  test("A3: what it kept is answered by the other one, byte for byte, with what came late", async () => {
    await startOther("killed");
    const { body: result } = await post<SearchResult>(killed, search);
    const { body: accepted } = await post<View>(killed, search, ASYNC);
    const path = `/v1/searches/${result.searchId}`;
    const asyncPath = `/v1/searches/${accepted.searchId}`;
    // Asked for before its late bid comes, so that what is brought then is amended later.
    await until(async () => (await get(other, path)).status === 200, { what: "the first value" });
    await until(async () => (await get<View>(killed, asyncPath)).body.state === "ended");
    its.lateBid();
    for (const one of [path, asyncPath])
      await until(async () => (await get<View>(killed, one)).body.late.length > 0);
    const offers = result.itineraries.flatMap(({ sellers }) => sellers);
    const paths = [
      ...["", "/itineraries?limit=2&facets=true", "/itineraries?sort=duration", "/facets"],
      ...["/explain", "/timeline"],
    ].flatMap((route) => [path + route, asyncPath + route]);
    paths.push(...offers.map(({ offerId }) => `/v1/offers/${offerId}`));
    const asked = [
      ...paths.map((one) => [one, "application/json"] as const),
      [asyncPath, "text/event-stream"] as const,
    ];
    const before = [];
    for (const [one, accept] of asked) before.push(withoutClock(await textOf(killed, one, accept)));
    expect(new Set(before.map(({ status }) => status))).toEqual(new Set([200]));
    // Its amendments are written too.
    for (const one of [path, asyncPath])
      await until(async () => (await get<View>(other, one)).body.late?.length > 0);

    killed.program.kill("SIGKILL");
    await killed.program.ended;
    const after = [];
    for (const [one, accept] of asked) after.push(withoutClock(await textOf(other, one, accept)));
    expect(after).toEqual(before);

    const priced = await askPrice<{ outcome: string }>(other, offers[0]?.offerId ?? "");
    expect({ status: priced.status, outcome: priced.body.outcome }).toEqual({
      status: 200,
      outcome: "same",
    });
    const connection = await clientOn(broker);
    ends.push(() => connection.close());
    const client = new SearchClient(connection, { takeWithinMs: 5_000 });
    for (const view of KEPT_VIEWS) {
      const answer = await client.kept("other", view, { searchId: result.searchId });
      expect(answer).toEqual((await get(other, `${path}/${view}`)).body);
    }
    const offerId = offers[0]?.offerId ?? "";
    expect(await client.offer("other", "get", offerId)).toMatchObject({ offerId });
  });

  test("ELSEWHERE-1, SHARE-4: an asynchronous search that it still ran is lost, and the other one says so", async () => {
    await startOther("killed-2");
    const policy = { ...search.policy, deadlineMs: 10_000 };
    const { body } = await post<View>(killed, { ...search, policy }, ASYNC);
    const path = `/v1/searches/${body.searchId}`;
    await until(async () => (await get(other, path)).status === 200, { what: "its mark" });
    // So that it does not end meanwhile: until `SILENT_MS_MAX` after its deadline it may still run.
    killed.program.kill("SIGSTOP");
    expect((await get<View>(other, path)).body).toMatchObject({
      ...{ searchId: body.searchId, state: "running", deadlineMs: 10_000 },
      ...{ itineraries: [], bidders: [] },
    });
    const cancelled = await fetch(other.url + path, { method: "DELETE" });
    expect({ status: cancelled.status, body: await cancelled.json() }).toMatchObject({
      status: 421,
      body: { code: "misdirected" },
    });
    const untilLost = async (): Promise<{ status: number; body: unknown }> => {
      const answer = await get(other, `${path}?wait=10000`);
      return answer.status === 200 ? untilLost() : answer;
    };
    const waiting = untilLost();
    const stream = openStream(other, path);
    await until(async () => (await metric(other, "auction_async_waiters")) === 2);
    killed.program.kill("SIGKILL");
    await killed.program.ended;
    const lost = { status: 502, body: { code: "gateway-lost", state: "lost" } };
    expect(await waiting).toMatchObject({ ...lost, body: { searchId: body.searchId } });
    expect(await get(other, path)).toMatchObject(lost);
    const events: StreamedEvent[] = [];
    for await (const event of (await stream).events) events.push(event);
    expect(events).toMatchObject([{ event: "error", data: { code: "gateway-lost" } }]);
    its.lateBid();
  });
});

describe("what can go wrong with what is shared", () => {
  async function pair(broker: Broker, environment: Record<string, string> = {}) {
    const its = await bidders(broker);
    ends.push(() => its.stop());
    const start = async (id: string) => {
      const config = { ...SHARED, GATEWAY_ID: id, ...environment };
      const gateway = await gatewayOn(broker, ["nonstop", "stops"], config);
      ends.push(() => gateway.stop());
      return gateway;
    };
    const [ran, other] = [await start("ran"), await start("other")];
    // Of `nonstop` nothing comes late: each search is written once.
    const policy = { deadlineMs: 10_000, quorum: null, required: [] };
    const quick = { ...search, policy, bidders: { only: ["nonstop"] } };
    return {
      ran,
      other,
      its,
      async search(): Promise<string> {
        const { body } = await post<SearchResult>(ran, quick);
        return `/v1/searches/${body.searchId}`;
      },
    };
  }
  async function ownBroker(conf?: string): Promise<Broker> {
    const broker = await startBroker(conf);
    ends.push(() => broker.stop());
    return broker;
  }
  async function asGateway(broker: Broker): Promise<NatsConnection> {
    const connection = await connect(broker.credentials("gateway"), {
      ...{ name: "the test", inboxPrefix: GATEWAY_INBOX, onStatus: () => {} },
    });
    ends.push(() => connection.close());
    return connection;
  }
  const comes = (gateway: GatewayAddress, path: string, status: number) =>
    until(async () => (await get(gateway, path)).status === status, {
      what: `${status} for ${path}`,
    });
  const codeAt = async (gateway: GatewayAddress, path: string) => {
    const { status, body } = await get<{ code?: string }>(gateway, path);
    return { status, code: body.code };
  };

  test("SHARE-3 a broker that is lost: unknown is what cannot be looked for, and what was brought stays", async () => {
    const broker = await ownBroker();
    const { ran, other, search } = await pair(broker);
    const [brought, unread] = [await search(), await search()];
    await comes(other, brought, 200);
    await broker.down();
    expect({
      ran: await codeAt(ran, unread),
      brought: await codeAt(other, brought),
      unread: await codeAt(other, unread),
    }).toEqual({
      ran: { status: 200, code: undefined },
      brought: { status: 200, code: undefined },
      unread: { status: 503, code: "no-broker" },
    });
    await broker.up();
    await comes(other, unread, 200);
    expect(await codeAt(other, "/v1/searches/none")).toEqual({ status: 404, code: "not-found" });
  });

  test("SHAREDWRITE-3 a broker without JetStream: auctions run, and each gateway answers for its own", async () => {
    const conf = readFileSync(NATS_CONF, "utf8").replace(/^jetstream \{[^}]*\}/m, "");
    const { ran, other, search } = await pair(await ownBroker(conf));
    const path = await search();
    expect({ ran: await codeAt(ran, path), other: await codeAt(other, path) }).toEqual({
      ran: { status: 200, code: undefined },
      other: { status: 503, code: "no-broker" },
    });
    const { body } = await get<{ detail: string }>(other, path);
    expect(body.detail).toMatch(/cannot be read now: jetstream is not enabled/);
  });

  test("A5, A6: a bucket that is full drops the oldest; a value of another version is none", async () => {
    const broker = await ownBroker();
    const { ran, other, search } = await pair(broker, { LEDGER_SHARED_BYTES_MAX: "1048576" });
    const first = await search();
    await comes(other, first, 200);
    const connection = await asGateway(broker);
    const write = (key: string, value: Uint8Array) =>
      connection.request(`$KV.${LEDGER_BUCKET}.${key}`, value, { timeout: 60_000 });
    for (let i = 0; i < 4; i++) await write(`filler${i}`, randomBytes(300_000));
    const unread = await search();
    await comes(other, unread, 200);
    // The ids of its offers begin with the key.
    const { body } = await get<SearchResult>(ran, await search());
    const key = body.itineraries[0]?.sellers[0]?.offerId?.slice(0, 16) ?? "";
    await until(async () => (await metric(ran, "auction_ledger_shared_total")) >= 3);
    await write(key, Buffer.concat([Buffer.of(255, 0, 0, 0), randomBytes(200)]));
    const missing = { status: 404, code: "not-found" };
    expect({
      newer: await codeAt(other, `/v1/searches/${body.searchId}`),
      ran: (await get(ran, first)).status,
    }).toEqual({ newer: missing, ran: 200 });
    const third = await gatewayOn(broker, ["nonstop", "stops"], { ...SHARED, GATEWAY_ID: "third" });
    ends.push(() => third.stop());
    await comes(third, unread, 200);
    expect(await codeAt(third, first)).toEqual(missing);
  });
});
