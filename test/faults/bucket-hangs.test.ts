/**
 * JetStream stops answering on the connection that writes to it, as nats-server does when its
 * disk is full. The auctions go on.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get, keepLog, post, rosterHas } from "../harness/gateway.ts";
import { flightOffers, flightSearch, inDays } from "../harness/offers.ts";
import { startTcpProxy, type TcpProxy } from "../harness/tcp-proxy.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let proxy: TcpProxy;
let gateway: Gateway;
let nonstop: ScriptedBidder;
const log = keepLog();
const logged = (msg: string) => log.lines.filter((line) => line["msg"] === msg);

beforeAll(async () => {
  broker = await startBroker();
  proxy = await startTcpProxy(broker.url);
  nonstop = await scriptedBidder(broker, "nonstop", (call, reply) =>
    reply.offers(flightOffers(call.search, 3)),
  );
  gateway = await gatewayOn(
    broker,
    ["nonstop"],
    { NATS_URL: proxy.url, STAND_INS: "bucket", GATEWAY_ID: "g1" },
    log.overrides,
  );
  await until(() => logged("fallback bids are shared").length > 0, { what: "the bucket" });
});

afterAll(async () => {
  await gateway?.stop();
  await nonstop?.stop();
  await proxy?.stop();
  await broker?.stop();
});

/** Searches that no other has asked, so that each is written to the bucket. */
async function searches(count: number, firstDay: number): Promise<string[]> {
  const one = async (i: number) => {
    const slices = [{ origin: "LHR", destination: "JFK", departureDate: inDays(firstDay + i) }];
    const search = flightSearch({
      slices,
      policy: { deadlineMs: 10_000, quorum: null, required: ["nonstop"] },
    });
    const { body } = await post<SearchResult>(gateway, search);
    return `${body.endedBy} ${body.itineraries.length}`;
  };
  return Promise.all(Array.from({ length: count }, (_, i) => one(i)));
}

test("the bucket has a connection of its own, and no auction waits for it when it hangs", async () => {
  expect([...proxy.names].sort()).toEqual(["gateway g1", "gateway g1 fallback"]);
  const hanging = proxy.hang(/fallback/);
  expect(hanging.open).toBe(1);
  for (let round = 0; round < 5; round++) {
    expect(new Set(await searches(40, 10 + 40 * round))).toEqual(new Set(["complete 3"]));
  }
  await until(
    () => logged("fallback bids are not shared: only this gateway's memory is used").length > 0,
    { what: "the failure of the bucket to be logged" },
  );
  expect((await get(gateway, "/ready")).status).toBe(200);
  expect(new Set(await searches(40, 250))).toEqual(new Set(["complete 3"]));
  // It is logged once, and the connection that hangs is closed.
  expect(logged("fallback bids are not shared: only this gateway's memory is used")).toHaveLength(
    1,
  );
  expect(hanging.open).toBe(0);

  proxy.heal();
  await until(() => logged("fallback bids are shared").length > 1, {
    what: "the bucket to be tried again",
  });
});

test("/ready fails while no bidder answers, and while the broker does not answer on the auctions' connection", async () => {
  await until(async () => (await get(gateway, "/ready")).status === 200);
  await nonstop.kill();
  await rosterHas(gateway, []);
  const alone = await get<{ detail: string }>(gateway, "/ready");
  expect({ status: alone.status, detail: alone.body.detail }).toEqual({
    status: 503,
    detail: "no bidder answers this gateway; it asks twice a second",
  });
  nonstop = await scriptedBidder(broker, "nonstop", (call, reply) =>
    reply.offers(flightOffers(call.search, 3)),
  );
  await until(async () => (await get(gateway, "/ready")).status === 200);

  proxy.hang(/^gateway g1$/);
  await until(async () => (await get(gateway, "/ready")).status === 503, {
    what: "/ready to fail",
  });
  proxy.heal();
  await until(async () => (await get(gateway, "/ready")).status === 200, {
    what: "/ready to be right again",
  });
  expect(new Set(await searches(5, 300))).toEqual(new Set(["complete 3"]));
});
