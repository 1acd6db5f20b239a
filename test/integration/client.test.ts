/**
 * The client library against scripted gateways on the real broker, with the rights that ship: which
 * gateway it asks, when it asks again, and how each search ends.
 */
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { headers, type Msg, type NatsConnection } from "nats";
import { connect } from "../../common/runtime/connect.ts";
import { SearchClient } from "../../gateway/client/search-client.ts";
import type { AuctionError } from "../../proto/errors.ts";
import type { SearchEvent } from "../../proto/messages.ts";
import {
  DEADLINE_HEADER,
  ERROR_CODE_HEADER,
  ERROR_HEADER,
  EVENT_HEADER,
  GATEWAY_HEADER,
  GATEWAY_QUEUE,
  GATEWAY_SERVICE,
  gatewaySearchSubject,
  SEARCH_SUBJECT,
  SENT_AT_HEADER,
  serviceSubject,
  TAKE_WITHIN_HEADER,
  TAKEN_EVENT,
} from "../../proto/subjects.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { clientOn } from "../harness/gateway.ts";
import { startNobodyBroker } from "../harness/nobody-broker.ts";

let broker: Broker;
let client: NatsConnection;
const gateways: NatsConnection[] = [];

beforeAll(async () => {
  broker = await startBroker();
  client = await clientOn(broker);
});

afterEach(async () => {
  await leave();
});

afterAll(async () => {
  await client?.close();
  await broker?.stop();
});

/**
 * By a drain: the broker may still deliver a search to a connection that was only closed, and the
 * next test would lose it.
 */
async function leave(): Promise<void> {
  await Promise.all(gateways.splice(0).map((gateway) => gateway.drain()));
}

type GatewayStep = (message: Msg, id: string) => void;

const accept: GatewayStep = (message, id) =>
  respond(message, "", { [EVENT_HEADER]: TAKEN_EVENT, [GATEWAY_HEADER]: id });
const result: GatewayStep = (message, id) =>
  respond(message, JSON.stringify({ searchId: id, endedBy: "complete" }), {});
const refusal =
  (code: string, status: number): GatewayStep =>
  (message, id) => {
    const about = {
      [ERROR_CODE_HEADER]: String(status),
      [ERROR_HEADER]: `${code}: why`,
      [GATEWAY_HEADER]: id,
    };
    respond(message, JSON.stringify({ code, status, detail: "why" }), about);
  };
const all =
  (...steps: GatewayStep[]): GatewayStep =>
  (message, id) => {
    for (const step of steps) step(message, id);
  };
const nothing: GatewayStep = () => {};

function respond(message: Msg, body: string, about: Record<string, string>): void {
  const set = headers();
  for (const [name, value] of Object.entries(about)) set.set(name, value);
  message.respond(body, { headers: set });
}

/**
 * What gateways received, in order: `a first` from the queue group, `a direct` as its second
 * request, `a ping`.
 */
async function gatewayThat(
  id: string,
  script: { first?: GatewayStep; direct?: GatewayStep; ping?: boolean },
): Promise<Msg[]> {
  const gateway = await connect(broker.credentials("gateway"), { name: id, onStatus: () => {} });
  gateways.push(gateway);
  const received: Msg[] = [];
  const follow = (step: GatewayStep) => ({
    callback: (_error: Error | null, message: Msg) => {
      received.push(message);
      step(message, id);
    },
  });
  if (script.first !== undefined)
    gateway.subscribe(SEARCH_SUBJECT, { queue: GATEWAY_QUEUE, ...follow(script.first) });
  gateway.subscribe(gatewaySearchSubject(id), follow(script.direct ?? nothing));
  if (script.ping !== false) {
    const callback = (_error: Error | null, message: Msg) =>
      void message.respond(JSON.stringify({ name: GATEWAY_SERVICE, id }));
    gateway.subscribe(serviceSubject("PING", GATEWAY_SERVICE), { callback });
  }
  await gateway.flush();
  return received;
}

const search = { slices: [], policy: { deadlineMs: 1_000 } };
interface CallerOptions {
  readonly timeoutMs?: number;
  readonly watch?: (event: SearchEvent) => void;
  readonly about?: unknown;
  /** Long where a gateway answers: a busy machine must not count as a frozen gateway. */
  readonly takeWithinMs?: number;
}

const ask = ({ about = search, takeWithinMs = 4_000, ...options }: CallerOptions = {}) =>
  new SearchClient(client, { takeWithinMs }).search(about, { timeoutMs: 10_000, ...options }).then(
    ({ searchId }) => searchId as string,
    (thrown: AuctionError) => `${thrown.code}: ${thrown.message}`,
  );

/** Within it a gateway must confirm a search, while this process stands still for longer. */
const LATE_MS = 50;

/** The options for gateways that do not answer. */
const SOON = { takeWithinMs: 1_000 };

test("CLIENT-2: the first gateway accepts it: its result, and no second request; the first states how long its caller waits", async () => {
  const received = await gatewayThat("a", { first: all(accept, result), direct: result });
  const before = Date.now();
  expect(await ask()).toBe("a");
  expect(received).toHaveLength(1);
  const about = received[0]?.headers;
  expect(Number(about?.get(DEADLINE_HEADER))).toBeLessThanOrEqual(9_900);
  expect(Number(about?.get(TAKE_WITHIN_HEADER))).toBe(4_000);
  expect(Number(about?.get(SENT_AT_HEADER))).toBeGreaterThanOrEqual(before);
});

test("A1, CLIENT-3: the first does not confirm: the other gateway's result counts, whatever the first does later", async () => {
  await gatewayThat("frozen", { first: nothing, ping: false });
  const received = await gatewayThat("well", { direct: all(accept, result) });
  expect(await ask(SOON)).toBe("well");
  expect(received.map(({ subject }) => subject)).toEqual([gatewaySearchSubject("well")]);
});

test("CLIENT-4: the first one continues early: its late result counts, its late refusal does not", async () => {
  const late: Msg[] = [];
  await gatewayThat("slow", { first: (message) => void late.push(message), ping: false });
  await gatewayThat("well", {
    direct: (message, id) => {
      refusal("expired", 504)(late[0] as Msg, "slow");
      accept(message, id);
      result(late[0] as Msg, "slow");
    },
  });
  expect(await ask(SOON)).toBe("slow");
});

test.each([
  ["shutting-down", 503],
  ["expired", 504],
  ["no-broker", 503],
])("%s: the other one is asked, not the same again", async (code, status) => {
  const first = await gatewayThat("first", { first: refusal(code, status), direct: result });
  await gatewayThat("other", { direct: all(accept, result) });
  expect(await ask()).toBe("other");
  expect(first).toHaveLength(1);
});

test.each([
  ["overloaded", 503],
  ["invalid-search", 400],
  ["rate-limited", 429],
])("%s is the answer: no other gateway is asked", async (code, status) => {
  await gatewayThat("first", { first: refusal(code, status) });
  const other = await gatewayThat("other", { direct: result });
  expect(await ask()).toBe(`${code}: why`);
  expect(other).toEqual([]);
});

test("CLIENT-3: one that has accepted it and exceeds its deadline: the other one is asked", async () => {
  await gatewayThat("frozen", { first: accept, ping: false });
  await gatewayThat("well", { direct: all(accept, result) });
  expect(await ask({ ...SOON, about: { ...search, policy: { deadlineMs: 100 } } })).toBe("well");
});

test("the queue group is empty for a moment, while a gateway joins again: it is asked by name", async () => {
  await gatewayThat("joining", { direct: all(accept, result) });
  expect(await ask()).toBe("joining");
});

test("CLIENT-1: no gateway at all, none that is alive, none that answers in time: each is a clear error", async () => {
  expect(await ask()).toBe("no-gateway: no gateway is running on this broker");
  await gatewayThat("frozen", { first: nothing, ping: false });
  expect(await ask(SOON)).toMatch(/^no-gateway: no gateway confirmed this search in time/);
  await gatewayThat("silent", { direct: accept });
  expect(await ask({ ...SOON, timeoutMs: 3_000 })).toMatch(/^no-result: no result came in time/);
});

test("CLIENT-3: what has come in time counts, also where this process is late to read it", async () => {
  const nobody = await startNobodyBroker();
  const connection = await connect(
    { url: nobody.url, credentials: { kind: "none" } },
    { name: "late", onStatus: () => {} },
  );
  try {
    const asked = new SearchClient(connection, { takeWithinMs: LATE_MS })
      .search(search, { timeoutMs: 10_000 })
      .catch(({ message }) => message);
    // No timer and no socket has its turn here. The request is written in one of the microtasks.
    const endsAtMs = performance.now() + 60_000;
    let isAnswered = false;
    while (!isAnswered && performance.now() < endsAtMs) {
      await null;
      isAnswered = nobody.hasAnsweredWithin(1);
    }
    // The time of its confirmation is over before this process reads the answer.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2 * LATE_MS);
    expect({ isAnswered, end: await asked }).toEqual({
      ...{ isAnswered: true, end: "no gateway is running on this broker" },
    });
  } finally {
    await connection.close();
    await nobody.stop();
  }
});

test("events are those of one request; a reply that cannot be read is an error", async () => {
  const opened: GatewayStep = (message, id) =>
    respond(message, JSON.stringify({ searchId: id, deadlineMs: 1_000, expected: [] }), {
      [EVENT_HEADER]: "opened",
    });
  await gatewayThat("a", { first: all(accept, opened, result) });
  const events: string[] = [];
  expect(await ask({ watch: (event) => void events.push(event.type) })).toBe("a");
  expect(events).toEqual(["opened"]);
  await leave();
  await gatewayThat("b", { first: (message) => respond(message, "<html>", {}) });
  expect(await ask()).toMatch(/^internal: /);
});

test("CLIENT-4: a result that comes while other gateways are asked counts, though none of them answers", async () => {
  const answers: (() => void)[] = [];
  await gatewayThat("slow", {
    first: (message, id) => void answers.push(() => result(message, id)),
    ping: false,
  });
  const other = await connect(broker.credentials("gateway"), { name: "other", onStatus: () => {} });
  gateways.push(other);
  // It receives the ping and does not answer: at this moment the first result comes.
  const callback = () => answers.forEach((answer) => void answer());
  other.subscribe(serviceSubject("PING", GATEWAY_SERVICE), { callback });
  await other.flush();
  expect(await ask({ takeWithinMs: 2_000 })).toBe("slow");
});

test("A5: a reply to the ping that cannot be read changes nothing, and the connection goes on", async () => {
  await gatewayThat("frozen", { first: nothing, ping: false });
  await gatewayThat("well", { direct: all(accept, result) });
  const broken = await connect(broker.credentials("gateway"), {
    name: "broken",
    onStatus: () => {},
  });
  gateways.push(broken);
  const answers = [
    "null",
    "no JSON",
    "[]",
    JSON.stringify({ id: 7 }),
    JSON.stringify({ id: "a.b" }),
  ];
  const callback = (_error: Error | null, message: Msg) =>
    answers.forEach((one) => void message.respond(one));
  broken.subscribe(serviceSubject("PING", GATEWAY_SERVICE), { callback });
  await broken.flush();
  expect(await ask(SOON)).toBe("well");
  await client.flush();
});
