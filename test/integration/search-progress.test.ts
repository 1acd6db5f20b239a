/**
 * The steps of a search that runs: in its stream of events (`?progress=all`), in that of an
 * asynchronous search, and over NATS.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createInbox, headers, type Msg, type NatsConnection } from "nats";
import { HttpClient } from "../../clients/typescript/src/http-client.ts";
import { NatsClient } from "../../clients/typescript/src/nats-client.ts";
import type { ProgressStep, SearchRequest, Timeline } from "../../clients/typescript/src/types.ts";
import type { Gateway } from "../../gateway/app.ts";
import { decodeEvent, encodeSearch } from "../../proto/codec/index.ts";
import type { StepEvent } from "../../proto/messages.ts";
import {
  CLIENT_INBOX,
  EVENT_HEADER,
  PROGRESS_HEADER,
  SEARCH_SUBJECT,
  STREAM_HEADER,
} from "../../proto/subjects.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import {
  clientOn,
  gatewayOn,
  get,
  openStream,
  post,
  type StreamedEvent,
  streamed,
} from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";

let broker: Broker;
let gateway: Gateway;
let bidder: ScriptedBidder;
let nats: NatsConnection;

beforeAll(async () => {
  broker = await startBroker();
  bidder = await scriptedBidder(broker, "stops", (call, reply) => {
    reply.offers(flightOffers(call.search, 2, { expiresAtMs: 4e12, amount: 60_000 }), {
      ...{ final: false, floor: 30_000, queuedUs: 100, workedUs: 0xffff_ffff },
    });
    reply.offers(flightOffers(call.search, 1, { expiresAtMs: 4e12, number: 9, amount: 40_000 }));
  });
  gateway = await gatewayOn(broker, ["stops"]);
  nats = await clientOn(broker);
});

afterAll(async () => {
  await nats?.close();
  await gateway?.stop();
  await bidder?.stop();
  await broker?.stop();
});

const search = flightSearch({
  sort: "price",
  policy: { deadlineMs: 8_000, quorum: 1, required: ["stops"] },
});

async function eventsOf(query: string): Promise<StreamedEvent[]> {
  const events: StreamedEvent[] = [];
  for await (const event of streamed(gateway, search, query)) events.push(event);
  return events;
}

test("each step comes when it happens, and says what the timeline has later (PROGRESS-1)", async () => {
  const events = await eventsOf("?snapshots=changes&progress=all");
  expect(events.map(({ event }) => event)).toEqual([
    ...["opened", "progress", "progress", "progress", "bid", "snapshot", "result"],
  ]);
  const steps = events
    .filter(({ event }) => event === "progress")
    .map(({ data }) => data as unknown as ProgressStep);
  const { searchId } = events.at(-1)?.data as { searchId: string };
  const { body } = await get<Timeline>(gateway, `/v1/searches/${searchId}/timeline`);
  const [lane] = body.lanes;
  expect(lane?.bids).toHaveLength(2);
  expect(steps.flatMap(({ bid }) => bid ?? [])).toEqual(lane?.bids);
  expect(steps.map((step) => Object.keys(step).sort().join())).toEqual([
    "calledAtMs,quorum",
    "best,bid,bidder",
    "best,bid,bidder,quorum",
  ]);
  expect(steps[0]?.calledAtMs).toBe(lane?.calledAtMs);
  expect(steps.at(-1)?.quorum).toEqual(body.quorum);
  expect(steps.flatMap(({ best }) => best?.price.amount ?? [])).toEqual([60_000, 40_000]);
});

test("without it a stream has the events that it always had (PROGRESS-3)", async () => {
  for (const query of ["", "?progress=none", "?snapshots=changes"]) {
    const events = (await eventsOf(query)).map(({ event }) => event);
    expect({ query, events }).toEqual({ query, events: ["opened", "bid", "snapshot", "result"] });
  }
});

test("another value is refused by name, with what would be right", async () => {
  const stream = { headers: { accept: "text/event-stream" } };
  const { status, body } = await post(gateway, search, stream, "/v1/searches?progress=some");
  expect({ status, body }).toMatchObject({
    status: 400,
    body: {
      code: "invalid-search",
      errors: [{ path: "progress", message: "must be one of none, all, as in ?progress=all" }],
    },
  });
});

const ALL_EVENTS = ["opened", "progress", "progress", "progress", "bid", "snapshot", "result"];

async function read(events: AsyncIterable<StreamedEvent>): Promise<StreamedEvent[]> {
  const list: StreamedEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

async function bidsOf(searchId: string): Promise<unknown> {
  const { body } = await get<Timeline>(gateway, `/v1/searches/${searchId}/timeline`);
  return body.lanes.flatMap(({ bids }) => bids);
}

test("a stream of an asynchronous search has the same steps, each with its id, also when it is picked up again (PROGRESS-3, RECORD-3)", async () => {
  const stream = await openStream(gateway, "/v1/searches?progress=all", { body: search });
  const path = stream.headers.get("location") ?? "";
  const whole = await read(stream.events);
  expect(whole.map(({ event }) => event)).toEqual(ALL_EVENTS);
  expect(whole.map(({ id }) => id)).toEqual(["1", "2", "3", "4", "5", "6", "end"]);
  const steps = whole.filter(({ event }) => event === "progress");
  expect(steps.flatMap(({ data }) => data["bid"] ?? [])).toEqual(
    await bidsOf(path.split("/").at(-1) ?? ""),
  );
  const again = async (query: string, lastId: string) => {
    const headers = { "last-event-id": lastId };
    const { events } = await openStream(gateway, path + query, { headers });
    return read(events);
  };
  const kept = whole.filter(({ event }) => event !== "snapshot");
  expect(await again("?progress=all", "")).toEqual(kept);
  expect(await again("?progress=all", "2")).toEqual(kept.slice(2));
  const unasked = kept.filter(({ event }) => event !== "progress");
  expect(await again("", "")).toEqual(unasked);
});

test("steps of a search that was begun without them are refused by name, and where they are is said (RECORD-3)", async () => {
  const { body, headers } = await post<{ searchId: string }>(gateway, search, {
    headers: { prefer: "respond-async" },
  });
  const answer = await fetch(`${gateway.url}${headers.get("location")}?progress=all`, {
    headers: { accept: "text/event-stream" },
  });
  expect({ status: answer.status, body: await answer.json() }).toMatchObject({
    status: 400,
    body: { errors: [{ path: "progress", message: expect.stringMatching(/timeline has them/) }] },
  });
  const wrong = await post(
    gateway,
    search,
    { headers: { prefer: "respond-async" } },
    "/v1/searches?progress=some",
  );
  expect({ status: wrong.status, searchId: body.searchId.length > 0 }).toEqual({
    status: 400,
    searchId: true,
  });
});

/** What a caller with these headers receives, in the order of its coming. */
async function overNats(
  payload: string | Uint8Array,
  asked: readonly string[],
): Promise<readonly Msg[]> {
  const inbox = createInbox(CLIENT_INBOX);
  const received: Msg[] = [];
  const { promise: last, resolve, reject } = Promise.withResolvers<void>();
  const subscription = nats.subscribe(inbox, {
    callback(error, message) {
      if (error !== null) return reject(error);
      received.push(message);
      if (eventOf(message) === "result") resolve();
    },
  });
  const wish = headers();
  for (const name of asked) wish.set(name, "1");
  nats.publish(SEARCH_SUBJECT, payload, { reply: inbox, headers: wish });
  await last;
  subscription.unsubscribe();
  return received;
}

const eventOf = (message: Msg) => message.headers?.get(EVENT_HEADER) || "result";

test.each([
  ["JSON", JSON.stringify(search), (message: Msg) => message.json<ProgressStep>()],
  [
    "protobuf",
    encodeSearch(search),
    (message: Msg) => (decodeEvent("progress", message.data) as StepEvent).progress,
  ],
] as const)("NATS in %s has the same steps for a caller that asks for them (PROGRESS-3)", async (_, payload, step) => {
  const messages = await overNats(payload, [STREAM_HEADER, PROGRESS_HEADER]);
  expect(messages.map(eventOf)).toEqual(ALL_EVENTS);
  const steps = messages.filter((message) => eventOf(message) === "progress").map(step);
  expect(steps.map((one) => Object.keys(one).sort().join())).toEqual([
    "calledAtMs,quorum",
    "best,bid,bidder",
    "best,bid,bidder,quorum",
  ]);
  expect(steps.flatMap(({ best }) => best?.price.amount ?? [])).toEqual([60_000, 40_000]);
});

test("NATS has none for a caller that does not ask for them, or for no events at all (PROGRESS-3)", async () => {
  const json = JSON.stringify(search);
  const events = async (asked: readonly string[]) => (await overNats(json, asked)).map(eventOf);
  expect(await events([STREAM_HEADER])).toEqual(["opened", "bid", "snapshot", "result"]);
  expect(await events([PROGRESS_HEADER])).toEqual(["result"]);
});

test("the typed client has the steps of asynchronous searches and over NATS", async () => {
  const body = search as unknown as SearchRequest;
  const client = new HttpClient({ url: gateway.url });
  const { searchId } = await client.start(body, { progress: "all" });
  const resumed: ProgressStep[] = [];
  for await (const event of client.resume(searchId, { progress: "all" }))
    if (event.event === "progress") resumed.push(event.data);
  expect(resumed.flatMap(({ bid }) => bid ?? [])).toEqual(await bidsOf(searchId));

  const [steps, events]: [ProgressStep[], string[]] = [[], []];
  const { result } = await new NatsClient(nats, { takeWithinMs: 5_000 }).search(body, {
    watch: ({ type }) => void events.push(type),
    watchProgress: (step) => void steps.push(step),
  });
  expect(steps.flatMap(({ bid }) => bid ?? [])).toEqual(await bidsOf(result.searchId));
  expect({ steps: steps.length, events }).toEqual({
    steps: 3,
    events: ["opened", "bid", "snapshot"],
  });
});
