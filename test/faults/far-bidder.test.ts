/**
 * A bidder behind a leaf node that is far away: searches with too short a deadline do not
 * ask it and do not wait for it, others have its offers (FAR-1 to FAR-4).
 */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import { isAsked } from "../../proto/bidder-choice.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { freePort } from "../../script/broker/port.ts";
import { NATS_CONF } from "../../script/broker/users.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { startLocalBroker } from "../harness/broker.ts";
import { gatewayOn, get, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { startTcpProxy, type TcpProxy } from "../harness/tcp-proxy.ts";
import { until } from "../harness/until.ts";

/** Each way. A bidder beyond it cannot answer within SHORT_MS. */
const DELAY_MS = 500;
const SHORT_MS = 900;
const LONG_MS = 9_000;

const stops: (() => Promise<unknown>)[] = [];
let gateway: Gateway;
let proxy: TcpProxy;
let far: ScriptedBidder;

beforeAll(async () => {
  const conf = readFileSync(NATS_CONF, "utf8");
  const port = await freePort();
  const hub = await startLocalBroker(
    `${conf}\nleafnodes { listen: "127.0.0.1:${port}", authorization { user: leaf, password: pass } }\n`,
  );
  stops.push(() => hub.stop());
  proxy = await startTcpProxy(`nats://127.0.0.1:${port}`);
  stops.push(() => proxy.stop());
  // From the start: a round trip that was short before would count for a while.
  proxy.delay(DELAY_MS);
  const remote = proxy.url.replace("nats://", "nats-leaf://leaf:pass@");
  const leaf = await startLocalBroker(
    `${withoutJetStream(conf)}\nleafnodes { remotes: [{ url: "${remote}" }] }\n`,
  );
  stops.push(() => leaf.stop());
  const near = await scriptedBidder(hub, "nonstop", (call, reply) =>
    reply.offers(flightOffers(call.search, 1, { amount: 30_000 })),
  );
  stops.push(() => near.kill());
  far = await scriptedBidder(
    leaf,
    "partners",
    (call, reply) => reply.offers(flightOffers(call.search, 1, { amount: 20_000 })),
    { direct: true },
  );
  stops.push(() => far.kill());
  gateway = await gatewayOn(hub, ["nonstop", "partners"], { AUCTION_REQUIRED: "" });
  stops.push(() => gateway.stop());
});

afterAll(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

/** The gateway's buckets are on its own broker. */
function withoutJetStream(conf: string): string {
  return conf.replace(/^jetstream \{[^}]*\}$/m, "");
}

async function roundTrips(): Promise<Record<string, number | undefined>> {
  const { body } = await get<{ bidders: { bidder: string; roundTripMs?: number }[] }>(
    gateway,
    "/v1/bidders",
  );
  return Object.fromEntries(body.bidders.map((one) => [one.bidder, one.roundTripMs]));
}

/** The destination tells the calls apart. */
async function search(deadlineMs: number, destination = "JFK") {
  const [slice] = flightSearch().slices;
  const { body } = await post<SearchResult>(gateway, {
    ...flightSearch(),
    slices: [{ ...slice, destination }],
    policy: { deadlineMs, required: [] },
  });
  return {
    endedBy: body.endedBy,
    partial: body.partial,
    outcomes: Object.fromEntries(body.bidders.map((one) => [one.bidder, one.outcome])),
    reason: body.bidders.find(({ bidder }) => bidder === "partners")?.reason,
  };
}

test("FAR-1, FAR-4 a short search leaves it out, a long one has its offers, and when it is near both do", async () => {
  await until(async () => ((await roundTrips())["partners"] ?? 0) >= 2 * DELAY_MS, {
    what: "a measured round trip to the far bidder",
  });
  expect((await roundTrips())["nonstop"]).toBeLessThan(SHORT_MS - 5);

  // It counts from the next probe on.
  await until(async () => (await search(SHORT_MS)).outcomes["partners"] === "skipped", {
    what: "a search that leaves it out",
  });
  // On a busy machine the near one may be too late as well: then it is asked again.
  const left = await until(async () => {
    const one = await search(SHORT_MS, "BOS");
    return one.endedBy === "complete" && one;
  });
  expect(left).toEqual({
    endedBy: "complete",
    partial: false,
    outcomes: { nonstop: "answered", partners: "skipped" },
    reason: expect.stringMatching(
      /^too far away: the shortest round trip to it takes 1\d\d\d(\.\d)? ms, and bidders had \d+ ms; it was not asked$/,
    ),
  });
  expect(await search(LONG_MS, "MIA")).toEqual({
    endedBy: "complete",
    partial: false,
    outcomes: { nonstop: "answered", partners: "answered" },
    reason: null,
  });
  // One call reaches all of the market. A bidder that it does not ask does not take it (KIT-7).
  const asked = (destination: string) =>
    far.calls
      .filter(({ search: { slices } }) => slices[0]?.destination === destination)
      .map(({ search: { bidders } }) => isAsked(bidders, "partners"));
  expect({ short: new Set(asked("BOS")), long: asked("MIA") }).toEqual({
    short: new Set([false]),
    long: [true],
  });

  proxy.delay(0);
  await until(async () => ((await roundTrips())["partners"] ?? SHORT_MS) < SHORT_MS / 2, {
    what: "a shorter round trip",
  });
  await until(async () => (await search(SHORT_MS)).outcomes["partners"] === "answered", {
    what: "a short search that has its offers",
  });
});
