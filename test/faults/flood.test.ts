/**
 * A5, A6: a bidder that sends far too much, and one that sends only garbage. The gateway is a
 * process of its own, so that its memory can be measured.
 */
import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "@jest/globals";
import { encodeBid } from "../../proto/codec/index.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type BidderScript, type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { load, post } from "../harness/gateway.ts";
import {
  type GatewayProcess,
  memoryReturns,
  metric,
  startGatewayProcess,
} from "../harness/gateway-process.ts";
import { flightOffers, flightSearch, sheetOf } from "../harness/offers.ts";
import { undisturbed } from "../harness/undisturbed.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let nonstop: ScriptedBidder;
let stops: ScriptedBidder;
let gateway: GatewayProcess;

const three: BidderScript = (call, reply) => reply.offers(flightOffers(call.search, 3));
const search = flightSearch({ policy: { deadlineMs: 10_000, quorum: null, required: [] } });

beforeAll(async () => {
  broker = await startBroker();
  [nonstop, stops] = await Promise.all([
    scriptedBidder(broker, "nonstop", three, { instance: "n1" }),
    scriptedBidder(broker, "stops", three, { instance: "s1" }),
  ]);
});

// A gateway for each test, with its own memory, and with breakers that have counted nothing yet.
beforeEach(async () => {
  stops.follow(three);
  gateway = await startGatewayProcess(broker, ["n1", "s1"], {
    LOG_LEVEL: "info",
    LEDGER_MAX: "50",
    SEARCHES_PER_MINUTE_MAX: "1000000",
  });
});

afterEach(() => gateway?.program.end());

afterAll(async () => {
  await Promise.all([nonstop?.stop(), stops?.stop()]);
  await broker?.stop();
});

const searches = async (count: number): Promise<SearchResult[]> => {
  const all: SearchResult[] = [];
  await load(gateway, { count, width: 4, search: () => search }, (result) => all.push(result));
  return all;
};

const nonstopOf = ({ bidders }: SearchResult) => bidders.find(({ bidder }) => bidder === "nonstop");
const stopsOf = ({ bidders }: SearchResult) => bidders.find(({ bidder }) => bidder === "stops");

test("100,000 bids for one auction, half of them while it is open: `invalid` at the 65th, and the searches beside it have their results", () =>
  undisturbed(gateway, ["n1", "s1"], async () => {
    nonstop.follow(three);
    await searches(200);
    const before = await gateway.bytesInUse();

    const [half, all] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const flood: BidderScript = async (call, reply) => {
      stops.follow(three);
      const bid = {
        searchId: call.searchId,
        sequence: 0,
        status: "offers",
        reason: null,
        floor: null,
        final: false,
      } as const;
      const bytes = encodeBid({ ...bid, sheet: sheetOf(flightOffers(call.search, 1)) });
      for (let i = 1; i <= 100; i++) {
        reply.raw(bytes, { times: 1_000 });
        // Bytes that the broker has received, without those in our own buffers.
        await stops.connection.flush();
        if (i === 50) half.resolve();
      }
      all.resolve();
    };
    stops.follow(flood);
    nonstop.follow(async (call, reply) => {
      nonstop.follow(three);
      await half.promise;
      return three(call, reply);
    });
    const calls = nonstop.calls.length;
    const flooded = post<SearchResult>(gateway, search);

    await until(() => nonstop.calls.length > calls);
    const beside = searches(40);
    await all.promise;
    const { body } = await flooded;
    expect({
      endedBy: body.endedBy,
      nonstop: nonstopOf(body)?.outcome,
      stops: stopsOf(body)?.outcome,
    }).toEqual({ endedBy: "complete", nonstop: "answered", stops: "invalid" });
    expect(stopsOf(body)?.reason).toBe("sent more than 64 bids");

    // Its bids for these come after its flood: so the flood has been read.
    const after = await searches(10);
    for (const { endedBy, partial } of [...(await beside), ...after])
      expect({ endedBy, partial }).toEqual({ endedBy: "complete", partial: false });
    expect(await metric(gateway, "auction_stray_bids_total")).toBeGreaterThan(10_000);
    await memoryReturns(gateway, before, () => searches(20));
  }));

test("a message of garbage, as large as the broker takes, for every call: `invalid`, then no auction waits for it", () =>
  undisturbed(gateway, ["n1", "s1"], async () => {
    stops.follow(three);
    await searches(200);
    const before = await gateway.bytesInUse();

    const garbage = randomBytes(stops.connection.info?.max_payload ?? 1_048_576);
    stops.follow((_call, reply) => reply.raw(garbage, { times: 3 }));
    const results = await searches(60);
    for (const result of results) {
      expect({
        endedBy: result.endedBy,
        nonstop: nonstopOf(result)?.outcome,
        itineraries: result.itineraries.length,
      }).toEqual({ endedBy: "complete", nonstop: "answered", itineraries: 3 });
      expect(["invalid", "skipped"]).toContain(stopsOf(result)?.outcome);
    }
    expect(stopsOf(results[0] as SearchResult)).toMatchObject({
      outcome: "invalid",
      reason: expect.stringMatching(/at most 524288/),
    });
    expect(results.slice(-10).some((result) => stopsOf(result)?.outcome === "skipped")).toBe(true);

    stops.follow(three);
    await memoryReturns(gateway, before, () => searches(20));
    await until(
      async () => (await searches(4)).every((result) => stopsOf(result)?.outcome === "answered"),
      {
        what: "its offers to count again",
      },
    );
  }));
