/**
 * A gateway that freezes: it keeps its connection and its share of the searches on NATS. No caller
 * of the client library loses a search to it.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import { SearchClient } from "../../gateway/client/search-client.ts";
import { AuctionError } from "../../proto/errors.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { clientOn, get } from "../harness/gateway.ts";
import { type GatewayProcess, metric, startGatewayProcess } from "../harness/gateway-process.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let nonstop: ScriptedBidder;
let client: NatsConnection;
let frozen: GatewayProcess;
let well: GatewayProcess;

beforeAll(async () => {
  broker = await startBroker();
  nonstop = await scriptedBidder(
    broker,
    "nonstop",
    (call, reply) => reply.offers(flightOffers(call.search, 2)),
    { instance: "n1" },
  );
  [frozen, well] = await Promise.all([
    startGatewayProcess(broker, ["n1"], { GATEWAY_ID: "frozen" }),
    startGatewayProcess(broker, ["n1"], { GATEWAY_ID: "well" }),
  ]);
  client = await clientOn(broker);
});

afterAll(async () => {
  // SIGKILL ends a frozen process too.
  await Promise.all([frozen, well].map((one) => one?.program.end()));
  await client?.close();
  await nonstop?.stop();
  await broker?.stop();
});

/**
 * Runs so many searches at once. Returns how each ended: `endedBy`, or the code of the error.
 */
async function endings(count: number, deadlineMs = 8_000): Promise<string[]> {
  const search = flightSearch({ policy: { deadlineMs, quorum: null, required: [] } });
  // Longer than the default: a busy machine must not count as a frozen gateway.
  const library = new SearchClient(client, { takeWithinMs: 3_000 });
  const one = async () => {
    try {
      return (await library.search(search, { timeoutMs: 60_000 })).endedBy;
    } catch (thrown) {
      return AuctionError.from(thrown).code;
    }
  };
  return Promise.all(Array.from({ length: count }, one));
}

test("A1: every search has its result from the other gateway; when it runs again it drops the searches that waited, and joins again", async () => {
  expect(await endings(8)).toEqual(Array(8).fill("complete"));

  frozen.program.kill("SIGSTOP");
  const stoppedAt = performance.now();
  const ended: string[] = [];
  // Longer than any busy event loop. Half of the first attempts wait in the socket of the frozen
  // gateway.
  while (performance.now() - stoppedAt < 3_000 || ended.length < 16)
    ended.push(...(await endings(8)));
  expect(ended).toEqual(Array(ended.length).fill("complete"));

  const before = nonstop.calls.length;
  frozen.program.kill("SIGCONT");
  await frozen.program.waitForOutput(/joined the queue group again/);
  // It has read everything that waited there, and answers: none of it became an auction.
  expect((await get(frozen, "/live")).status).toBe(200);
  expect(await refused(frozen, "expired")).toBeGreaterThan(0);
  expect(nonstop.calls).toHaveLength(before);
  expect(await metric(frozen, "auction_freezes_total")).toBeGreaterThanOrEqual(1);

  // Both gateways get their share again.
  const took = await metric(frozen, "auction_searches_total");
  await until(async () => {
    expect(await endings(4)).toEqual(Array(4).fill("complete"));
    return (await metric(frozen, "auction_searches_total")) > took;
  });
});

test("A10: it freezes in the middle of auctions: each of their searches ends with a result or a clear error", async () => {
  const gate = Promise.withResolvers<void>();
  nonstop.follow(async (call, reply) => {
    await gate.promise;
    reply.offers(flightOffers(call.search, 2));
  });
  const before = nonstop.calls.length;
  // After this time the client stops waiting for a gateway that has confirmed the search.
  const running = endings(12, 4_000);
  await until(() => nonstop.calls.length === before + 12, { what: "all calls" });
  frozen.program.kill("SIGSTOP");
  gate.resolve();
  try {
    expect(new Set(await running)).toEqual(new Set(["complete"]));
  } finally {
    frozen.program.kill("SIGCONT");
  }
});

async function refused(gateway: GatewayProcess, code: string): Promise<number> {
  const { body } = await get<string>(gateway, "/metrics");
  return Number(
    new RegExp(`^auction_refused_total\\{door="nats",code="${code}"\\} (\\d+)$`, "m").exec(
      body,
    )?.[1] ?? 0,
  );
}
