/** Three in ten of a bidder's replies come when their auction is over. */
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
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: GatewayProcess;
let bidders: ScriptedBidder[] = [];
/** Ids on the wire of the auctions whose answer is held until they are over. */
const delayed = new Set<string>();
/** Until then no bidder is late: the first auctions have all the time that they need. */
let delays = false;

const SHOWN = 51_234;
const LATE = 45_000;

beforeAll(async () => {
  broker = await startBroker();
  let calls = 0;
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
        if (delays && [0, 3, 6].includes(calls++ % 10)) {
          delayed.add(call.searchId);
          await reply.cancelled;
        }
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

/** The gateway's log has the public id and the id on the wire in one line. */
async function isDelayed({ searchId }: SearchResult): Promise<boolean> {
  const line = new RegExp(`"searchId":"${searchId}","auctionId":"([^"]+)"`);
  const auctionId = await until(() => line.exec(gateway.program.stdout)?.[1], {
    what: `the log's line of the search ${searchId}`,
  });
  return delayed.has(auctionId);
}

interface View extends SearchResult {
  readonly late: readonly { bidder: string; latencyMs: number; offers: number; cheapest: Money }[];
  readonly regret: Money;
}

test("A1, A3: every search has its result by its deadline, and the ledger has the regret of the late bids", async () => {
  const deadlineMs = 250;
  const search = flightSearch({
    sort: "price",
    policy: { deadlineMs, quorum: null, required: [] },
  });
  const searches = async (count: number, asked = search): Promise<SearchResult[]> => {
    const all: SearchResult[] = [];
    await load(gateway, { count, width: 5, search: () => asked }, (result) => all.push(result));
    return all;
  };
  // The bidders and the gateway are warm.
  await searches(20, { ...search, policy: { ...search.policy, deadlineMs: 10_000 } });
  delays = true;
  // It has some results in its ledger; three in ten of these are late too.
  await searches(20);
  const lateBids = () => metric(gateway, "auction_late_bids_total");
  await until(async () => (await lateBids()) === 6, { what: "the first six late bids" });
  const before = await gateway.bytesInUse();
  delayed.clear();

  const results = await searches(100);
  expect({ results: results.length, delayed: delayed.size }).toEqual({ results: 100, delayed: 30 });
  const lateOnes: SearchResult[] = [];
  for (const result of results) {
    const { endedBy, partial, itineraries } = result;
    const [nonstop, stops] = result.bidders;
    const late = await isDelayed(result);
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
    expect(view.late[0]?.latencyMs).toBeGreaterThan(deadlineMs / 2);
    expect(view.regret).toEqual({ amount: SHOWN - LATE, currency: "USD" });
  }
  expect(await lateBids()).toBe(36);
  const { body: metrics } = await get<string>(gateway, "/metrics");
  const regret = [
    ...metrics.matchAll(/^auction_regret\w*\{bidder="stops",currency="USD"[^}]*\} (\d+)$/gm),
  ];
  expect(regret.reduce((sum, [, amount]) => sum + Number(amount), 0)).toBe(36 * (SHOWN - LATE));
  await memoryReturns(gateway, before, () => searches(5));
});
