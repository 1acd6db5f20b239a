/**
 * Asynchronous searches over NATS, beside the same over HTTP (ASYNCNATS-1), on a real broker:
 * begun, seen while they run, waited for, cancelled, and asked for at another gateway.
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { headers, type NatsConnection } from "nats";
import { NatsClient } from "../../clients/typescript/src/nats-client.ts";
import type { SearchRequest } from "../../clients/typescript/src/types.ts";
import type { Gateway } from "../../gateway/app.ts";
import type { StateOptions } from "../../gateway/client/search-client.ts";
import { encodeSearch } from "../../proto/codec/index.ts";
import {
  ASYNC_HEADER,
  ERROR_CODE_HEADER,
  GATEWAY_HEADER,
  gatewaySearchSubject,
  KEPT_HEADER,
  PROGRESS_HEADER,
  REQUEST_ID_HEADER,
} from "../../proto/subjects.ts";
import { keptAnswer } from "../../script/cli/kept-answers.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import {
  begin,
  finished,
  type GatedBidders,
  gatedBidders,
  type ShownSearch,
} from "../harness/gated-bidders.ts";
import { ask, clientOn, gatewayOn, get, openStream } from "../harness/gateway.ts";
import { metric } from "../harness/gateway-process.ts";
import { flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

const KINDS = ["nonstop", "stops"];
const SHARED = { LEDGER_SHARED: "on" };

let broker: Broker;
let gated: GatedBidders;
let gateway: Gateway;
let other: Gateway;
let connection: NatsConnection;
let client: NatsClient;

beforeAll(async () => {
  broker = await startBroker();
  gated = await gatedBidders(broker, KINDS);
  [gateway, other] = [
    await gatewayOn(broker, KINDS, SHARED),
    await gatewayOn(broker, KINDS, SHARED),
  ];
  connection = await clientOn(broker);
  client = new NatsClient(connection, { takeWithinMs: 30_000 });
});

afterAll(async () => {
  gated?.open();
  await connection?.close();
  await gateway?.stop();
  await other?.stop();
  await gated?.[Symbol.asyncDispose]();
  await broker?.stop();
});

beforeEach(() => gated.close());

const search = flightSearch({
  sort: "price",
  policy: { deadlineMs: 10_000, quorum: null, required: [] },
});

const at = (id: string) => (id === gateway.id ? gateway : other);
const notAt = (id: string) => (id === gateway.id ? other : gateway);

const PATIENT = { timeoutMs: 60_000 };

/** Its state over NATS. The machine may be busy. */
const stateAt = (id: string, searchId: string, options: StateOptions = {}) =>
  client.get(id, searchId, { ...PATIENT, ...options });

/** Begins one over NATS: its id, the gateway that runs it, and the other one. */
async function started() {
  const { search: state, gateway: id = "" } = await client.start(
    search as unknown as SearchRequest,
    PATIENT,
  );
  return { state, searchId: state.searchId, id, own: at(id), foreign: notAt(id) };
}

/** Without what differs from one answer to the next. */
const stable = (state: unknown) => ({ ...(state as object), elapsedMs: undefined });

test("ASYNCNATS-1: it is accepted at once, seen while it runs, waited for, and its result is that of HTTP", async () => {
  const { state, searchId, id, own } = await started();
  expect(state).toMatchObject({ state: "running", deadlineMs: 10_000, itineraries: [] });
  gated.open("stops");
  const one = await until(
    async () => {
      const now = await stateAt(id, searchId);
      return finished(now).includes("stops") && now;
    },
    { what: "the bid of stops" },
  );
  expect(stable(one)).toEqual(stable((await get(own, `/v1/searches/${searchId}`)).body));
  expect({ state: one.state, shown: one.itineraries.length }).toEqual({
    state: "running",
    shown: 2,
  });
  const waits = stateAt(id, searchId, { waitMs: 10_000, details: true });
  await until(async () => (await metric(own, "auction_async_waiters")) === 1, {
    what: "the one that waits",
  });
  gated.open("nonstop");
  const ended = await waits;
  expect(ended).toMatchObject({
    ...{ searchId, state: "ended", endedBy: "complete", late: [] },
  });
  const { body } = await get(own, `/v1/searches/${searchId}?details=true`);
  expect(stable(ended)).toEqual(stable(body));
});

test("ASYNCNATS-1: any gateway tells the state where ledgers are shared; only its own ends it", async () => {
  const { searchId, id, foreign } = await started();
  const seen = await until(() => stateAt(foreign.id, searchId).catch(() => undefined), {
    what: "its mark",
  });
  expect(seen).toMatchObject({ searchId, state: "running", itineraries: [] });
  expect(seen).not.toHaveProperty("expected");
  // `scatter state` asks both, and shows the one that names the bidders.
  const asked = { view: "search", id: searchId, query: {} } as const;
  const environment = {
    NATS_URL: broker.url,
    NATS_USER: "client",
    NATS_PASSWORD: broker.passwords["client"],
  };
  const named = await until(
    async () => {
      const { expected } = (await keptAnswer(asked, {}, environment)) as { expected?: string[] };
      return expected;
    },
    { what: "the answer of the gateway that runs it", everyMs: 50 },
  );
  expect(named.toSorted()).toEqual(KINDS);
  await expect(client.cancel(foreign.id, searchId, PATIENT)).rejects.toMatchObject({
    code: "misdirected",
  });
  gated.open("stops");
  await until(async () => finished(await stateAt(id, searchId)).includes("stops"), {
    what: "the bid of stops",
  });
  await client.cancel(id, searchId, PATIENT);
  const ended = await stateAt(id, searchId, { waitMs: 10_000 });
  expect(ended).toMatchObject({ state: "ended", endedBy: "cancelled", partial: true });
  await client.cancel(id, searchId, PATIENT); // one that has ended stays as it is
  const elsewhere = await until(
    async () => {
      const now = await stateAt(foreign.id, searchId, { waitMs: 5_000 });
      return now.state === "ended" && now;
    },
    { what: "its end at the other gateway" },
  );
  expect(stable(elsewhere)).toEqual(stable(ended));
});

test("ASYNCNATS-1: one that was begun over HTTP is found over NATS, and the other way round with its events", async () => {
  const path = await begin(gateway, search);
  const searchId = path.split("/").at(-1) ?? "";
  expect(await stateAt(gateway.id, searchId)).toMatchObject({ searchId, state: "running" });
  await client.cancel(gateway.id, searchId, PATIENT);
  const { body } = await get<ShownSearch>(gateway, `${path}?wait=10000`);
  expect(body).toMatchObject({ state: "ended", endedBy: "cancelled" });

  // A search in protobuf, whose steps are recorded.
  const set = headers();
  set.set(ASYNC_HEADER, "1");
  set.set(PROGRESS_HEADER, "1");
  set.set(REQUEST_ID_HEADER, "r-1");
  const answer = await ask(connection, encodeSearch(search), { headers: set });
  const begun = answer.json<ShownSearch>();
  const id = answer.headers?.get(GATEWAY_HEADER) ?? "";
  expect({ state: begun.state, requestId: answer.headers?.get(REQUEST_ID_HEADER) }).toEqual({
    state: "running",
    requestId: "r-1",
  });
  gated.open();
  const stream = await openStream(at(id), `/v1/searches/${begun.searchId}?progress=all`);
  const types = new Set<string>();
  for await (const { event } of stream.events) types.add(event);
  expect([...types]).toEqual(expect.arrayContaining(["opened", "progress", "bid", "result"]));
});

test("ASYNCNATS-1: what is wrong with one is said at once, and an unknown id is not found", async () => {
  const refused = await client
    .start({ slices: [] } as unknown as SearchRequest, PATIENT)
    .catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ code: "invalid-search", faults: [{ path: "slices" }] });
  await expect(stateAt(gateway.id, "none")).rejects.toMatchObject({ code: "not-found" });
  await expect(client.cancel(gateway.id, "none", PATIENT)).rejects.toMatchObject({
    code: "not-found",
  });
  const set = headers();
  set.set(KEPT_HEADER, "search");
  const body = JSON.stringify({ searchId: "none", wait: "soon" });
  const options = { headers: set, timeout: 60_000 };
  const wrong = await connection.request(gatewaySearchSubject(gateway.id), body, options);
  expect({ status: wrong.headers?.get(ERROR_CODE_HEADER), body: wrong.json() }).toMatchObject({
    status: "400",
    body: { code: "invalid-search", errors: [{ path: "wait" }] },
  });
});

test("ASYNCNATS-2, A10: a gateway that shuts down ends its search, and answers who waits for it", async () => {
  const last = await gatewayOn(broker, KINDS, SHARED);
  let stopped: Promise<void> | undefined;
  try {
    const path = await begin(last, search);
    const searchId = path.split("/").at(-1) ?? "";
    const waits = stateAt(last.id, searchId, { waitMs: 10_000 });
    await until(async () => (await metric(last, "auction_async_waiters")) === 1, {
      what: "the one that waits",
    });
    stopped = last.stop();
    gated.open();
    expect(await waits).toMatchObject({ searchId, state: "ended", endedBy: "complete" });
  } finally {
    await (stopped ?? last.stop());
  }
});
