/**
 * A search has two ids: a public one, and one on the wire that every bidder receives. No message
 * has both.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import type { Gateway } from "../../gateway/app.ts";
import type { FlightSearch, SearchResult } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { ask, clientOn, gatewayOn, get, keepLog, post, streamed } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: Gateway;
let partners: ScriptedBidder;
let nonstop: ScriptedBidder;
let client: NatsConnection;
/** What the bidder receives, as text: calls and reply subjects. Its cancels are checked apart. */
const received: string[] = [];
const log = keepLog();
/** Whether `partners` finishes. */
let mayFinish = false;

/**
 * It ends by its quorum, when both bidders have received the call; `partners` has not finished
 * then, and a cancel is published.
 */
const search = flightSearch({ policy: { deadlineMs: 10_000, quorum: 1, required: [] } });

beforeAll(async () => {
  broker = await startBroker();
  partners = await scriptedBidder(broker, "partners", (call, reply) => {
    received.push(JSON.stringify(call), reply.inbox, reply.subject);
    reply.offers(flightOffers(call.search, 2), { final: mayFinish });
  });
  nonstop = await scriptedBidder(broker, "nonstop", async (call, reply) => {
    await until(() => wireIds().includes(call.searchId));
    reply.empty();
  });
  gateway = await gatewayOn(broker, ["nonstop", "partners"], {}, log.overrides);
  client = await clientOn(broker);
});

afterAll(async () => {
  await client?.close();
  await gateway?.stop();
  await nonstop?.stop();
  await partners?.stop();
  await broker?.stop();
});

const wireIds = () => partners.calls.map(({ searchId }) => searchId);

test("a bidder cannot read the result with the id that it receives; the caller can with its own", async () => {
  const { body } = await post<SearchResult>(gateway, search);
  const [wireId = ""] = wireIds().slice(-1);
  expect(wireId).toMatch(/^[A-Za-z0-9_-]{16}$/);
  expect(wireId).not.toBe(body.searchId);
  const { status, body: problem } = await get(gateway, `/v1/searches/${wireId}`);
  expect({ status, problem }).toEqual({
    status: 404,
    problem: expect.objectContaining({ code: "not-found" }),
  });
  const view = await get<SearchResult>(gateway, `/v1/searches/${body.searchId}`);
  expect({ status: view.status, searchId: view.body.searchId }).toEqual({
    status: 200,
    searchId: body.searchId,
  });
  await until(() => partners.cancels.includes(wireId), {
    what: "the cancel, with the id on the wire",
  });
});

test("no public answer has the id on the wire, and nothing that a bidder receives has the public one", async () => {
  const answers: string[] = [];
  const publicIds: string[] = [];
  const events: unknown[] = [];
  for await (const event of streamed(gateway, search)) events.push(event);
  answers.push(JSON.stringify(events));
  answers.push((await ask(client, JSON.stringify(search))).string());
  const { body } = await post<SearchResult>(gateway, search);
  answers.push(
    JSON.stringify(body),
    JSON.stringify((await get(gateway, `/v1/searches/${body.searchId}`)).body),
  );
  for (const answer of answers)
    for (const [, id = ""] of answer.matchAll(/"searchId":"([^"]+)"/g)) publicIds.push(id);

  await until(() => partners.cancels.includes(wireIds().at(-1) ?? ""), { what: "the last cancel" });
  expect(new Set(publicIds).size).toBe(3);
  expect(received.length).toBeGreaterThan(0);
  for (const wireId of wireIds())
    for (const answer of answers) expect(answer).not.toContain(wireId);
  for (const id of publicIds)
    for (const message of [...received, ...partners.cancels]) expect(message).not.toContain(id);
});

test("REPLY-2: a reply subject is used again only when all bidders have finished", async () => {
  const inboxOf = async ({ quorum }: Pick<FlightSearch["policy"], "quorum">) => {
    received.length = 0;
    await post(gateway, flightSearch({ policy: { deadlineMs: 1_000, quorum, required: [] } }));
    return received[1];
  };
  const unfinished = await inboxOf({ quorum: 1 });
  expect(await inboxOf({ quorum: 1 })).not.toBe(unfinished);
  mayFinish = true;
  const finished = await inboxOf({ quorum: null });
  expect(finished).not.toBe(unfinished);
  expect(await inboxOf({ quorum: null })).toBe(finished);
  expect(new Set(wireIds()).size).toBe(wireIds().length);
  mayFinish = false;
});

test("the log has both, so that an operator can join the gateway's log to the bidders'", async () => {
  const { body } = await post<SearchResult>(gateway, search);
  const line = log.lines.find(
    ({ msg, searchId }) => msg === "search" && searchId === body.searchId,
  );
  expect(line).toMatchObject({ auctionId: wireIds().at(-1) });
});
