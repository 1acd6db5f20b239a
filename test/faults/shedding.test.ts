/**
 * A6: a gateway under a flood refuses before it reads, shares its places fairly between its
 * transports, and answers `/live` all the time. The test measures no time: the bidder holds its
 * answers until the test has checked what it needs.
 */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { createInbox, type Msg, type NatsConnection } from "nats";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import {
  CLIENT_INBOX,
  ERROR_CODE_HEADER,
  ERROR_HEADER,
  SEARCH_SUBJECT,
} from "../../proto/subjects.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { ask, clientOn, gatewayOn, get, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { openSocket, requestText } from "../harness/raw-http.ts";
import { SkippingClock } from "../harness/skipping-clock.ts";
import { until } from "../harness/until.ts";

const search = flightSearch({ policy: { deadlineMs: 10_000, quorum: null, required: [] } });
const NONSENSE = "{";

let broker: Broker;
let nonstop: ScriptedBidder;
let gateway: Gateway;
let client: NatsConnection;
let clock: SkippingClock;
let gate = Promise.withResolvers<void>();

beforeAll(async () => {
  broker = await startBroker();
  nonstop = await scriptedBidder(broker, "nonstop", async (call, reply) => {
    await gate.promise;
    reply.offers(flightOffers(call.search, 2));
  });
  client = await clientOn(broker);
});

// A gateway for each test: for some seconds after a standing queue a gateway refuses searches.
beforeEach(async () => {
  gate = Promise.withResolvers();
  clock = new SkippingClock();
  gateway = await gatewayOn(
    broker,
    ["nonstop"],
    { AUCTIONS_MAX: "4", AUCTIONS_WAITING_MAX: "4" },
    { clock },
  );
  const target = gateway;
  await until(async () => (await get(target, "/ready")).status === 200, {
    what: "a gateway that is ready",
  });
  // No search leaves its queue because of the time that it has waited.
  clock.hold();
});

afterEach(async () => {
  gate.resolve();
  clock.goOn();
  await gateway?.stop();
});

afterAll(async () => {
  gate.resolve();
  await client?.close();
  await nonstop?.stop();
  await broker?.stop();
});

/**
 * Sends searches over NATS and keeps what comes back: an error's code, or by what the auction
 * ended.
 */
function flood(payload: string, count: number) {
  const inbox = createInbox(CLIENT_INBOX);
  const answers: string[] = [];
  const subscription = client.subscribe(`${inbox}.*`, {
    callback: (_error, message: Msg) => {
      const failed = message.headers?.get(ERROR_HEADER)?.split(":")[0];
      answers.push(failed || message.json<SearchResult>().endedBy);
    },
  });
  for (let i = 0; i < count; i++)
    client.publish(SEARCH_SUBJECT, payload, { reply: `${inbox}.${i}` });
  return { answers, stop: () => subscription.unsubscribe() };
}

const metrics = async () => (await get<string>(gateway, "/metrics")).body;
const inFlight = async () => Number(/^auction_in_flight (\d+)$/m.exec(await metrics())?.[1]);
const waiting = async () => Number(/^auction_waiting (\d+)$/m.exec(await metrics())?.[1]);

test("a NATS flood: searches without a place are refused unread, /live and /ready are answered, and a search over HTTP gets its share", async () => {
  const { answers, stop } = flood(JSON.stringify(search), 400);
  await until(() => answers.length === 392, { what: "392 refusals" });
  expect(new Set(answers)).toEqual(new Set(["overloaded"]));
  expect({ inFlight: await inFlight(), waiting: await waiting() }).toEqual({
    inFlight: 4,
    waiting: 4,
  });

  // Refused unread: a body that is read and is not a search would be `malformed`.
  const reply = await ask(client, NONSENSE);
  expect({
    code: reply.headers?.get(ERROR_CODE_HEADER),
    error: reply.headers?.get(ERROR_HEADER),
  }).toEqual({ code: "503", error: expect.stringMatching(/^overloaded: /) });
  for (const path of ["/live", "/ready"]) expect((await get(gateway, path)).status).toBe(200);

  // The queue of the flood loses places to the other transport, until two searches of each wait.
  const web = [post<SearchResult>(gateway, search), post<SearchResult>(gateway, search)];
  await until(() => answers.length === 394, {
    what: "two searches of the flood to lose their places",
  });
  const refused = await post<{ code: string }>(gateway, NONSENSE);
  expect({
    status: refused.status,
    code: refused.body.code,
    retryAfter: refused.headers.get("retry-after"),
  }).toEqual({ status: 503, code: "overloaded", retryAfter: "1" });

  gate.resolve();
  for (const { status, body } of await Promise.all(web))
    expect({ status, endedBy: body.endedBy }).toEqual({ status: 200, endedBy: "complete" });
  // A1, A10: every accepted search has its result.
  await until(() => answers.length === 400, { what: "the last six" });
  expect(answers.filter((answer) => answer === "complete")).toHaveLength(6);
  stop();
});

test("an HTTP flood leaves a search over NATS its share", async () => {
  const web = Array.from({ length: 60 }, () =>
    post<SearchResult & { code?: string }>(gateway, search),
  );
  let refusals = 0;
  for (const one of web) void one.then(({ status }) => (refusals += status === 503 ? 1 : 0));
  await until(() => refusals === 52, { what: "52 refusals" });
  const { answers, stop } = flood(JSON.stringify(search), 2);
  await until(() => refusals === 54, { what: "two searches of the flood to lose their places" });
  gate.resolve();
  await until(() => answers.length === 2);
  expect(answers).toEqual(["complete", "complete"]);
  const ended = await Promise.all(web);
  expect(
    ended.filter(({ status, body }) => status === 200 && body.endedBy === "complete"),
  ).toHaveLength(6);
  stop();
});

test("ADMISSION-5: a caller that disconnects while its search waits: the search is never run", async () => {
  const before = nonstop.calls.length;
  const held = Array.from({ length: 4 }, () => post<SearchResult>(gateway, search));
  await until(async () => (await inFlight()) === 4);
  const socket = await openSocket(gateway);
  socket.write(
    requestText(
      "POST /v1/searches",
      { "content-type": "application/json" },
      JSON.stringify(search),
    ),
  );
  await until(async () => (await waiting()) === 1);
  socket.destroy();
  await until(async () => (await waiting()) === 0);
  gate.resolve();
  await Promise.all(held);
  expect((await post<SearchResult>(gateway, search)).body.endedBy).toBe("complete");
  expect(nonstop.calls.length - before).toBe(held.length + 1);
});
