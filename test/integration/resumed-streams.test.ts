/**
 * Streams of events that are left and picked up again, over real HTTP and a real broker
 * (`Prefer: respond-async` with `Accept: text/event-stream`, and `Last-Event-ID`).
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { EventSource, type MessageEvent } from "undici";
import type { Gateway } from "../../gateway/app.ts";
import type { Itinerary, SearchResult } from "../../proto/messages.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import {
  begin,
  type GatedBidders,
  gatedBidders,
  type ShownSearch,
  whenFinished,
} from "../harness/gated-bidders.ts";
import {
  gatewayOn,
  get,
  type OpenStream,
  openStream,
  type StreamedEvent,
  streamed,
} from "../harness/gateway.ts";
import { metric } from "../harness/gateway-process.ts";
import { flightSearch } from "../harness/offers.ts";
import { startTcpProxy } from "../harness/tcp-proxy.ts";
import { until } from "../harness/until.ts";

const KINDS = ["nonstop", "partners", "stops"];

let broker: Broker;
let gateway: Gateway;
let gated: GatedBidders;

beforeAll(async () => {
  broker = await startBroker();
  gated = await gatedBidders(broker, KINDS);
  gateway = await gatewayOn(broker, KINDS);
});

afterAll(async () => {
  gated?.open();
  await gateway?.stop();
  await gated?.[Symbol.asyncDispose]();
  await broker?.stop();
});

beforeEach(() => gated.close());

const search = flightSearch({
  sort: "price",
  policy: { deadlineMs: 8_000, quorum: null, required: [] },
});

const lastEventId = (id: string) => ({ headers: { "last-event-id": id } });

async function rest(events: AsyncIterable<StreamedEvent>): Promise<StreamedEvent[]> {
  const list: StreamedEvent[] = [];
  for await (const event of events) list.push(event);
  return list;
}

/** The next events, so many. */
async function take(stream: OpenStream, count: number): Promise<StreamedEvent[]> {
  const list: StreamedEvent[] = [];
  while (list.length < count) list.push((await stream.events.next()).value as StreamedEvent);
  return list;
}

const cancels = () => gated.bidders.map((bidder) => bidder.cancels.length);
const withoutSnapshots = (events: readonly StreamedEvent[]) =>
  events.filter(({ event }) => event !== "snapshot");

/** The events of one search, whose bidders answer one after the other. */
async function wholeStream(): Promise<{ path: string; events: StreamedEvent[] }> {
  const stream = await openStream(gateway, "/v1/searches", { body: search });
  const path = stream.headers.get("location") ?? "";
  const events = await take(stream, 1);
  for (const kind of KINDS.slice(0, -1)) {
    gated.open(kind);
    events.push(...(await take(stream, 2)));
  }
  gated.open();
  events.push(...(await rest(stream.events)));
  return { path, events };
}

describe("a stream that can be picked up", () => {
  test("names its search, numbers its events, and ends with `end` (RECORD-1)", async () => {
    const stream = await openStream(gateway, "/v1/searches", { body: search });
    expect({
      status: stream.status,
      type: stream.headers.get("content-type"),
      cache: stream.headers.get("cache-control"),
      location: stream.headers.get("location"),
      applied: stream.headers.get("preference-applied"),
    }).toEqual({
      status: 200,
      type: "text/event-stream; charset=utf-8",
      cache: "no-store",
      location: expect.stringMatching(/^\/v1\/searches\/[\w-]{16}$/),
      applied: "respond-async",
    });
    gated.open();
    const events = await rest(stream.events);
    expect(events.map(({ id, event }) => `${id} ${event}`)).toEqual([
      "1 opened",
      "2 bid",
      "3 snapshot",
      "4 bid",
      "5 snapshot",
      "6 bid",
      "7 snapshot",
      "end result",
    ]);
    expect(events[0]?.data.searchId).toBe(stream.headers.get("location")?.split("/").at(-1));
  });

  test("leaving it cancels nothing, and its id shows the search (ASYNC-1)", async () => {
    const before = cancels();
    const left = await openStream(gateway, "/v1/searches", { body: search });
    const path = left.headers.get("location") ?? "";
    await take(left, 1);
    left.leave();
    await until(async () => (await metric(gateway, "auction_async_waiters")) === 0);
    gated.open("stops");
    expect((await whenFinished(gateway, path, "stops")).state).toBe("running");
    gated.open();
    const { body } = await get<ShownSearch>(gateway, `${path}?wait=10000`);
    expect({ endedBy: body.endedBy, shown: body.itineraries.length }).toEqual({
      endedBy: "complete",
      shown: 6,
    });
    expect(cancels()).toEqual(before);
  });

  test("leaving a plain stream still cancels; its events have no ids", async () => {
    const before = cancels();
    for await (const event of streamed(gateway, search)) {
      expect(event).toEqual({ event: "opened", data: expect.anything() });
      break;
    }
    await until(() => cancels().join() === before.map((count) => count + 1).join(), {
      what: "each bidder to hear of it",
    });
  });
});

describe("after its end a stream gives from each cut what is missing (RECORD-1)", () => {
  test("each event once, in order, without the snapshots that the result replaces", async () => {
    const { path, events } = await wholeStream();
    expect(events).toHaveLength(8);
    for (let had = 0; had < events.length; had++) {
      const cut = had === 0 ? "0" : (events[had - 1]?.id ?? "");
      const stream = await openStream(gateway, path, lastEventId(cut));
      expect({ cut, events: await rest(stream.events) }).toEqual({
        cut,
        events: withoutSnapshots(events.slice(had)),
      });
    }
    const over = await openStream(gateway, path, lastEventId("end"));
    expect({ status: over.status, events: await rest(over.events) }).toEqual({
      status: 204,
      events: [],
    });
  });

  test("a plain search that is kept gives its result", async () => {
    gated.open();
    const plain = await rest(streamed(gateway, search));
    const { data: result } = plain.at(-1) as StreamedEvent;
    const path = `/v1/searches/${result.searchId}`;
    const stream = await openStream(gateway, path);
    expect(await rest(stream.events)).toEqual([{ id: "end", event: "result", data: result }]);
    expect((await openStream(gateway, path, lastEventId("end"))).status).toBe(204);
  });
});

describe("while it runs a stream gives from each cut what is missing (RECORD-1)", () => {
  /** After so many events of the first connection. The bidder that answers meanwhile is missed. */
  test.each([
    [1, 0],
    [3, 1],
    [5, 2],
  ])("after %i events", async (had, answered) => {
    const left = await openStream(gateway, "/v1/searches", { body: search });
    const path = left.headers.get("location") ?? "";
    const before = await take(left, 1);
    for (const kind of KINDS.slice(0, answered)) {
      gated.open(kind);
      before.push(...(await take(left, 2)));
    }
    left.leave();
    const missed = KINDS[answered] ?? "";
    const isLast = answered === KINDS.length - 1;
    gated.open(missed);
    if (!isLast) await whenFinished(gateway, path, missed);
    else await get(gateway, `${path}?wait=10000`);
    const stream = await openStream(gateway, path, lastEventId(before.at(-1)?.id ?? "0"));
    gated.open();
    const after = await rest(stream.events);
    expect(before).toHaveLength(had);

    const ids = [...before, ...after].map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    const bids = [...before, ...after].filter(({ event }) => event === "bid");
    expect(bids.map(({ data }) => data.bidder).sort()).toEqual(KINDS);
    const { body } = await get<ShownSearch>(gateway, path);
    const {
      late: _,
      regret: __,
      state: ___,
      ...result
    } = body as ShownSearch & {
      late: unknown;
      regret: unknown;
    };
    expect(after.at(-1)).toEqual({ id: "end", event: "result", data: result });
    if (!isLast) {
      const snapshot = after.find(({ event }) => event === "snapshot");
      expect(snapshot?.data.itineraries).toHaveLength(2 * (answered + 1));
    }
  });

  test("with changes only, the first snapshot of a new connection is whole (STREAM-2)", async () => {
    const path = await begin(gateway, search);
    gated.open("nonstop");
    await whenFinished(gateway, path, "nonstop");
    const stream = await openStream(gateway, `${path}?snapshots=changes`, lastEventId("2"));
    const [first] = await take(stream, 1);
    expect({ id: first?.id, event: first?.event }).toEqual({ id: "3", event: "snapshot" });
    gated.open();
    let last: Itinerary[] = [];
    for (const { data } of [first as StreamedEvent, ...(await rest(stream.events))]) {
      if (data.keys === undefined) continue;
      const known = new Map([...last, ...data.itineraries].map((one) => [one.key, one]));
      last = data.keys.map((key: string) => known.get(key));
      expect(last).not.toContain(undefined);
    }
    expect(last).toEqual((await get<SearchResult>(gateway, path)).body.itineraries);
  });

  test("two that follow one search get the same events", async () => {
    const path = await begin(gateway, search);
    const streams = await Promise.all([openStream(gateway, path), openStream(gateway, path)]);
    gated.open();
    const [one, other] = await Promise.all(streams.map(({ events }) => rest(events)));
    expect(one?.at(-1)?.event).toBe("result");
    expect(other).toEqual(one);
  });
});

test("a standard EventSource picks up by itself what a broken connection has cost it, and stops at the end", async () => {
  const path = await begin(gateway, search);
  const proxy = await startTcpProxy(gateway.url);
  const node = { reconnectionTime: 20 };
  const source = new EventSource(proxy.url.replace("nats:", "http:") + path, { node });
  try {
    const had: string[] = [];
    for (const type of ["opened", "bid", "snapshot", "result"])
      source.addEventListener(type, (event) => {
        had.push(`${(event as MessageEvent).lastEventId} ${type}`);
      });
    await until(() => had.length === 1, { what: "the first event" });
    // What is sent from now on is lost, and then the connection.
    proxy.hang(/^$/);
    gated.open("nonstop");
    await whenFinished(gateway, path, "nonstop");
    proxy.heal();
    await until(() => had.length === 3, { what: "the events that were lost" });
    gated.open();
    // It connects again once more after the end, and is told that there is nothing.
    await until(() => source.readyState === source.CLOSED, { what: "the end of the source" });
    expect(had).toEqual([
      "1 opened",
      "2 bid",
      "3 snapshot",
      "4 bid",
      "5 snapshot",
      "6 bid",
      "7 snapshot",
      "end result",
    ]);
  } finally {
    source.close();
    await proxy.stop();
  }
});

test.each([
  "x",
  "-1",
  "1.5",
  "99",
  "9999999999",
  "end",
])("Last-Event-ID %j of a search that runs is a fault that says what would be right", async (id) => {
  const path = await begin(gateway, search);
  const stream = await openStream(gateway, path, lastEventId(id));
  expect(stream.status).toBe(400);
  const { body } = await get<ShownSearch>(gateway, path);
  expect(body.state).toBe("running");
  gated.open();
});

test("the last event's id is not one of a search that had fewer events", async () => {
  gated.open();
  const path = await begin(gateway, search);
  await get(gateway, `${path}?wait=10000`);
  expect((await openStream(gateway, path, lastEventId("8"))).status).toBe(400);
  expect((await openStream(gateway, path, lastEventId("7"))).status).toBe(200);
});
