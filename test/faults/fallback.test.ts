/**
 * The fallback: the last bids of a required bidder that does not answer are shown, from the memory
 * of one gateway, and from the bucket that gateways share.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import type { FlightSearch, SearchResult } from "../../proto/messages.ts";
import { type BidderScript, type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, post, rosterHas } from "../harness/gateway.ts";
import { flightOffers, flightSearch, inDays } from "../harness/offers.ts";
import { environmentOf, type Program, startProgram } from "../harness/process.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let stops: ScriptedBidder;
let gateways: Gateway[] = [];
let programs: Program[] = [];
let day = 30;

beforeAll(async () => {
  broker = await startBroker();
  stops = await scriptedBidder(broker, "stops", (call, reply) =>
    reply.offers(flightOffers(call.search, 2, { number: 700 })),
  );
});

afterEach(async () => {
  await Promise.all(gateways.map((gateway) => gateway.stop()));
  await Promise.all(programs.map((program) => program.end()));
  gateways = [];
  programs = [];
});

afterAll(async () => {
  await stops?.stop();
  await broker?.stop();
});

async function gatewayWith(
  bidders: readonly string[],
  storage: "memory" | "bucket",
): Promise<Gateway> {
  const gateway = await gatewayOn(broker, bidders, { STAND_INS: storage });
  gateways.push(gateway);
  return gateway;
}

/** A search that is unique to its test. */
function newSearch(): FlightSearch {
  return flightSearch({
    slices: [{ origin: "LHR", destination: "JFK", departureDate: inDays(day++) }],
    policy: { deadlineMs: 10_000, quorum: null, required: ["nonstop"] },
  });
}

const ask = async (gateway: Gateway, search: FlightSearch) =>
  (await post<SearchResult>(gateway, search)).body;
const nonstopOf = ({ bidders }: SearchResult) => bidders.find(({ bidder }) => bidder === "nonstop");
const sold = ({ itineraries }: SearchResult, bidder: string) =>
  itineraries.flatMap(({ key, sellers }) =>
    sellers.filter((one) => one.bidder === bidder).map((seller) => ({ key, ...seller })),
  );
/** The fields that an offer and the same offer as a fallback have in common. */
const offered = (result: SearchResult) =>
  sold(result, "nonstop").map(({ key, seller, price, expiresAt }) => ({
    key,
    seller,
    price,
    expiresAt,
  }));

describe.each(["memory", "bucket"] as const)("stored in %s", (storage) => {
  test("a required bidder that is killed: the same search shows its offers, `stale` and with their age", async () => {
    const nonstop = startProgram(
      "test/harness/synthetic-bidder.ts",
      ["nonstop"],
      environmentOf(broker, "nonstop"),
    );
    programs.push(nonstop);
    const gateway = await gatewayWith(["nonstop", "stops"], storage);
    const search = newSearch();
    const fresh = await ask(gateway, search);
    expect({
      partial: fresh.partial,
      offers: sold(fresh, "nonstop").length,
      hasStale: sold(fresh, "nonstop").some(({ stale }) => stale),
    }).toEqual({ partial: false, offers: 5, hasStale: false });

    nonstop.kill("SIGKILL");
    // Expected and silent at first, until the roster loses it; then it is known to be absent.
    for (const wanted of ["silent", "absent"]) {
      if (wanted === "absent") await rosterHas(gateway, ["stops"]);
      const stale = await ask(gateway, search);
      expect({ outcome: nonstopOf(stale)?.outcome, partial: stale.partial }).toEqual({
        outcome: wanted,
        partial: true,
      });
      expect(offered(stale)).toEqual(offered(fresh));
      expect(sold(stale, "nonstop")).toEqual(
        Array(5).fill(expect.objectContaining({ stale: true, staleAgeMs: expect.any(Number) })),
      );
      expect(sold(stale, "nonstop").every(({ staleAgeMs = -1 }) => staleAgeMs >= 0)).toBe(true);
      expect(sold(stale, "stops").map(({ stale: isStale }) => isStale)).toEqual([false, false]);
    }

    const another = await ask(gateway, newSearch());
    expect({ nonstop: sold(another, "nonstop"), stops: sold(another, "stops").length }).toEqual({
      nonstop: [],
      stops: 2,
    });

    // A gateway without bids of it finds them in the bucket, and not in its own memory.
    const second = await gatewayWith(["stops"], storage);
    const elsewhere = await until(
      async () => {
        const result = await ask(second, search);
        return (storage === "memory" || sold(result, "nonstop").length > 0) && result;
      },
      { what: "the second gateway to show the fallback" },
    );
    expect(offered(elsewhere)).toEqual(storage === "bucket" ? offered(fresh) : []);
    expect(sold(elsewhere, "nonstop").every(({ stale }) => stale)).toBe(true);
  });

  test("never for one that answers `empty`, nor after it has", async () => {
    const three: BidderScript = (call, reply) => reply.offers(flightOffers(call.search, 3));
    const nonstop = await scriptedBidder(broker, "nonstop", three);
    try {
      const gateway = await gatewayWith(["nonstop", "stops"], storage);
      const search = newSearch();
      expect(sold(await ask(gateway, search), "nonstop")).toHaveLength(3);
      nonstop.follow((_call, reply) => reply.failed("internal"));
      expect(sold(await ask(gateway, search), "nonstop").map(({ stale }) => stale)).toEqual([
        true,
        true,
        true,
      ]);

      nonstop.follow((_call, reply) => reply.empty());
      const empty = await ask(gateway, search);
      expect({
        endedBy: empty.endedBy,
        outcome: nonstopOf(empty)?.outcome,
        sold: sold(empty, "nonstop"),
      }).toEqual({ endedBy: "complete", outcome: "empty", sold: [] });
      nonstop.follow((_call, reply) => reply.failed("internal"));
      const after = await ask(gateway, search);
      expect({
        outcome: nonstopOf(after)?.outcome,
        nonstop: sold(after, "nonstop"),
        stops: sold(after, "stops").length,
      }).toEqual({ outcome: "failed", nonstop: [], stops: 2 });
    } finally {
      await nonstop.stop();
    }
  });
});
