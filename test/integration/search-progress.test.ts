/** The steps of a search that runs, in its stream of events (`?progress=all`). */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { ProgressStep, Timeline } from "../../clients/typescript/src/types.ts";
import type { Gateway } from "../../gateway/app.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get, post, type StreamedEvent, streamed } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";

let broker: Broker;
let gateway: Gateway;
let bidder: ScriptedBidder;

beforeAll(async () => {
  broker = await startBroker();
  bidder = await scriptedBidder(broker, "stops", (call, reply) => {
    reply.offers(flightOffers(call.search, 2, { expiresAtMs: 4e12, amount: 60_000 }), {
      ...{ final: false, floor: 30_000, queuedUs: 100, workedUs: 0xffff_ffff },
    });
    reply.offers(flightOffers(call.search, 1, { expiresAtMs: 4e12, number: 9, amount: 40_000 }));
  });
  gateway = await gatewayOn(broker, ["stops"]);
}, 60_000);

afterAll(async () => {
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

test("without it a stream has the events that it always had", async () => {
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
