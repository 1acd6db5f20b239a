import { describe, expect, test } from "@jest/globals";
import type { FallbackRecord } from "../../proto/codec/index.ts";
import {
  type AuctionSetup,
  auctionOf,
  DEADLINE_MS,
  SteppedClock,
} from "../../test/fixtures/auction/auction.ts";
import { sheetOf } from "../../test/harness/offers.ts";

const MINUTE = 60_000;
const clockNow = new SteppedClock().wall();

/**
 * An auction with `stops` and the required bidder `nonstop`, which has fallback bids in the store.
 */
function auctionWith(saved: Partial<FallbackRecord>, setup: AuctionSetup = {}) {
  const clock = new SteppedClock();
  const { offer } = auctionOf({ clock: new SteppedClock() });
  const sheets = saved.sheets ?? [sheetOf([offer({ amount: 51_000, number: 117 })])];
  const fallbackBids = { nonstop: { takenAtMs: clockNow - MINUTE, ...saved, sheets } };
  return { ...auctionOf({ expected: ["nonstop", "stops"], clock, fallbackBids, ...setup }), clock };
}

describe("the lookup of fallback bids", () => {
  test("A1: a lookup that takes too long is not waited for past the deadline", async () => {
    const { clock, result } = auctionWith({}, { lookupMs: 10_000 });
    await clock.stepTo(DEADLINE_MS);
    const { elapsedMs, itineraries } = await result;
    expect(elapsedMs).toBeLessThan(DEADLINE_MS);
    expect(itineraries).toEqual([]);
  });

  test("the lookup begins ahead of the deadline, and does not delay the result", async () => {
    const { clock, result } = auctionWith({}, { lookupMs: 20 });
    await clock.stepTo(DEADLINE_MS);
    const ended = await result;
    expect(ended).toMatchObject({ endedBy: "deadline", elapsedMs: 785 });
    expect(ended.itineraries).toHaveLength(1);
  });

  test("for an absent bidder it begins at once", async () => {
    const { clock, result, send } = auctionWith(
      {},
      { expected: ["stops"], absent: ["nonstop"], lookupMs: 30 },
    );
    await clock.stepTo(40);
    send("stops");
    await clock.stepTo(41);
    expect((await result).elapsedMs).toBe(40);
  });

  test("FALLBACK-1 a bid that comes after the lookup has begun is shown, and no fallback beside it", async () => {
    const { clock, result, offers, send } = auctionWith({}, { lookupMs: 5 });
    send("stops");
    await clock.stepTo(775);
    offers("nonstop", [{ amount: 60_000 }]);
    await clock.stepTo(776);
    const { itineraries } = await result;
    expect(itineraries).toMatchObject([{ price: { amount: 60_000 }, sellers: [{ stale: false }] }]);
  });
});

describe("FALLBACK-3: what is saved for the next search", () => {
  test("all sheets of a whole answer, with the time of its last bid", async () => {
    const { clock, result, offers, send, fallbackStore } = auctionWith({});
    await clock.stepTo(10);
    offers("nonstop", [{ amount: 51_000 }], { final: false });
    await clock.stepTo(20);
    offers("nonstop", [{ amount: 52_000, number: 200 }]);
    await clock.stepTo(90);
    send("stops");
    await result;
    expect(fallbackStore.bids.get("nonstop")?.takenAtMs).toBe(clockNow + 20);
    expect(fallbackStore.bids.get("nonstop")?.sheets.map(({ rows }) => rows)).toEqual([1, 1]);
    expect([...fallbackStore.saved]).toEqual(["nonstop"]);
  });

  test.each<[string, (auction: ReturnType<typeof auctionWith>) => void, boolean]>([
    ["empty: the older bids are a fallback no more", ({ send }) => send("nonstop"), true],
    ["failed: the older bids stay", ({ send }) => send("nonstop", { status: "failed" }), false],
    [
      "a message that cannot be read: the older bids stay",
      ({ raw }) => raw("nonstop", new Uint8Array([255])),
      false,
    ],
  ])("%s", async (_what, bid, savedEmpty) => {
    const auction = auctionWith({});
    bid(auction);
    auction.send("stops");
    await auction.result;
    expect(auction.fallbackStore.savedEmpty.has("nonstop")).toBe(savedEmpty);
    expect(auction.fallbackStore.saved.size).toBe(0);
  });

  test("a fallback is not saved again: it would never become too old", async () => {
    const { result, send, fallbackStore } = auctionWith(
      {},
      { expected: ["stops"], absent: ["nonstop"] },
    );
    send("stops");
    expect((await result).itineraries[0]?.sellers[0]).toMatchObject({
      bidder: "nonstop",
      stale: true,
      staleAgeMs: MINUTE,
    });
    expect(fallbackStore.saved.size).toBe(0);
    expect(fallbackStore.bids.get("nonstop")?.takenAtMs).toBe(clockNow - MINUTE);
  });
});

describe("FALLBACK-4: a bidder to which the search says something alone", () => {
  const said = { params: { nonstop: '{"code":"ABC"}' } };

  test.each([
    ["has no fallback", said, []],
    ["has one where something is said to another", { params: { stops: "{}" } }, [51_000]],
  ])("%s", async (_, setup, prices) => {
    const { clock, result, send } = auctionWith({}, setup);
    send("stops");
    await clock.stepTo(DEADLINE_MS);
    const { itineraries } = await result;
    expect(itineraries.map(({ price }) => price.amount)).toEqual(prices);
  });

  test("leaves none for the next search", async () => {
    const { result, offers, send, fallbackStore } = auctionWith({}, said);
    const saved: string[] = [];
    fallbackStore.save = (bidder) => void saved.push(bidder);
    fallbackStore.saveEmpty = (bidder) => void saved.push(bidder);
    offers("nonstop", [{ amount: 51_000 }]);
    send("stops");
    await result;
    expect(saved).toEqual([]);
  });
});
