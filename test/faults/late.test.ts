/**
 * Three in ten of a bidder's replies come when their auction is over. Their searches have a short
 * deadline, and the bidder holds its answer until it is over; all others have the longest one.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { Money, SearchResult } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { get, load } from "../harness/gateway.ts";
import {
  type GatewayProcess,
  memoryReturns,
  metric,
  startGatewayProcess,
} from "../harness/gateway-process.ts";
import { flightOffers, flightSearch, PATIENT_MS } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: GatewayProcess;
let bidders: ScriptedBidder[] = [];
/** The deadline of the searches to which the bidder is late. */
const SHORT_MS = 2_000;
const isLate = (i: number) => [0, 3, 6].includes(i % 10);

const SHOWN = 51_234;
const LATE = 45_000;

beforeAll(async () => {
  broker = await startBroker();
  bidders = await Promise.all([
    scriptedBidder(
      broker,
      "nonstop",
      (call, reply) => reply.offers(flightOffers(call.search, 3, { amount: SHOWN })),
      { instance: "n1" },
    ),
    scriptedBidder(
      broker,
      "stops",
      async (call, reply) => {
        if (call.budgetMs <= SHORT_MS) await reply.cancelled;
        reply.offers(flightOffers(call.search, 2, { number: 700, amount: LATE }));
      },
      { instance: "s1" },
    ),
  ]);
  gateway = await startGatewayProcess(broker, ["n1", "s1"]);
});

afterAll(async () => {
  await gateway?.program.end();
  await Promise.all(bidders.map((bidder) => bidder.stop()));
  await broker?.stop();
});

interface View extends SearchResult {
  readonly late: readonly { bidder: string; latencyMs: number; offers: number; cheapest: Money }[];
  readonly regret: Money;
}

test("A1, A3: every search has its result by its deadline, and the ledger has the regret of the late bids", async () => {
  const searches = async (count: number, isShort = isLate): Promise<SearchResult[]> => {
    const all: SearchResult[] = [];
    const search = (i: number) => {
      const deadlineMs = isShort(i) ? SHORT_MS : PATIENT_MS;
      return flightSearch({ sort: "price", policy: { deadlineMs, quorum: null, required: [] } });
    };
    await load(gateway, { count, width: 6, search }, (result, i) => {
      all[i] = result;
    });
    return all;
  };
  const inTime = (count: number) => searches(count, () => false);
  // The bidders and the gateway are warm.
  await inTime(20);
  // It has some results in its ledger; three in ten of these are late too.
  await searches(20);
  const lateBids = () => metric(gateway, "auction_late_bids_total");
  await until(async () => (await lateBids()) === 6, { what: "the first six late bids" });
  const before = await gateway.bytesInUse();

  const results = await searches(60);
  const lateOnes: SearchResult[] = [];
  for (const [i, result] of results.entries()) {
    const { endedBy, partial, itineraries } = result;
    const [nonstop, stops] = result.bidders;
    const late = isLate(i);
    if (late) lateOnes.push(result);
    expect({ endedBy, partial, itineraries: itineraries.length }).toEqual(
      late
        ? { endedBy: "deadline", partial: true, itineraries: 3 }
        : { endedBy: "complete", partial: false, itineraries: 5 },
    );
    expect({
      nonstop: nonstop?.outcome,
      stops: stops?.outcome,
      stopsOffers: stops?.offers,
    }).toEqual({
      nonstop: "answered",
      stops: late ? "silent" : "answered",
      stopsOffers: late ? 0 : 2,
    });
  }

  for (const result of lateOnes) {
    const view = await until(async () => {
      const { body } = await get<View>(gateway, `/v1/searches/${result.searchId}`);
      return body.late.length > 0 && body;
    });
    expect(view).toMatchObject(result);
    expect(view.late).toEqual([
      {
        bidder: "stops",
        latencyMs: expect.any(Number),
        offers: 2,
        cheapest: { amount: LATE, currency: "USD" },
      },
    ]);
    expect(view.late[0]?.latencyMs).toBeGreaterThan(SHORT_MS / 2);
    expect(view.regret).toEqual({ amount: SHOWN - LATE, currency: "USD" });
  }
  expect(await lateBids()).toBe(24);
  const { body: metrics } = await get<string>(gateway, "/metrics");
  const regret = [
    ...metrics.matchAll(/^auction_regret\w*\{bidder="stops",currency="USD"[^}]*\} (\d+)$/gm),
  ];
  expect(regret.reduce((sum, [, amount]) => sum + Number(amount), 0)).toBe(24 * (SHOWN - LATE));
  await memoryReturns(gateway, before, () => inTime(5));
});
