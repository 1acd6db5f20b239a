import { describe, expect, test } from "@jest/globals";
import {
  auctionOf,
  DEADLINE_MS,
  type Setup,
  SteppedClock,
} from "../../test/fixtures/auction/auction.ts";
import { sheetOf } from "../../test/harness/offers.ts";
import type { Kept } from "./fallback-store.ts";

const MINUTE = 60_000;
const clockNow = new SteppedClock().wall();

/** An auction whose required bidder `nonstop` has something kept, beside `stops`. */
function auctionWith(kept: Partial<Kept>, setup: Setup = {}) {
  const clock = new SteppedClock();
  const { offer } = auctionOf({ clock: new SteppedClock() });
  const sheets = kept.sheets ?? [sheetOf([offer({ amount: 51_000, number: 117 })])];
  const keptBids = { nonstop: { takenAtMs: clockNow - MINUTE, ...kept, sheets } };
  return { ...auctionOf({ expected: ["nonstop", "stops"], clock, keptBids, ...setup }), clock };
}

describe("when stand-ins are recalled", () => {
  test("A1: whoever takes too long to recall is not waited for past the deadline", async () => {
    const { clock, result } = auctionWith({}, { recallMs: 10_000 });
    await clock.stepTo(DEADLINE_MS);
    const { elapsedMs, itineraries } = await result;
    expect(elapsedMs).toBeLessThan(DEADLINE_MS);
    expect(itineraries).toEqual([]);
  });

  test("the recall begins ahead of the deadline, and costs the caller nothing", async () => {
    const { clock, result } = auctionWith({}, { recallMs: 20 });
    await clock.stepTo(DEADLINE_MS);
    const { elapsedMs, itineraries, endedBy } = await result;
    expect([endedBy, elapsedMs, itineraries.length]).toEqual(["deadline", 785, 1]);
  });

  test("for one that is absent it begins at once", async () => {
    const { clock, result, send } = auctionWith(
      {},
      { expected: ["stops"], absent: ["nonstop"], recallMs: 30 },
    );
    await clock.stepTo(40);
    send("stops");
    await clock.stepTo(41);
    expect((await result).elapsedMs).toBe(40);
  });

  test("a bid that comes after the recall has begun is not stood in for", async () => {
    const { clock, result, offers, send } = auctionWith({}, { recallMs: 5 });
    send("stops");
    await clock.stepTo(775);
    offers("nonstop", [{ amount: 60_000 }]);
    await clock.stepTo(776);
    const { itineraries } = await result;
    expect(itineraries.map(({ price, sellers }) => [price.amount, sellers[0]?.stale])).toEqual([
      [60_000, false],
    ]);
  });
});

describe("what is kept for the next time", () => {
  test("all sheets of a whole answer, as of its last bid", async () => {
    const { clock, result, offers, send, standIns } = auctionWith({});
    await clock.stepTo(10);
    offers("nonstop", [{ amount: 51_000 }], { final: false });
    await clock.stepTo(20);
    offers("nonstop", [{ amount: 52_000, number: 200 }]);
    await clock.stepTo(90);
    send("stops");
    await result;
    expect(standIns.kept.get("nonstop")?.takenAtMs).toBe(clockNow + 20);
    expect(standIns.kept.get("nonstop")?.sheets.map(({ rows }) => rows)).toEqual([1, 1]);
    expect([...standIns.remembered]).toEqual(["nonstop"]);
  });

  test.each<[string, (auction: ReturnType<typeof auctionWith>) => void, boolean]>([
    ["empty: what was kept is forgotten", ({ send }) => send("nonstop"), true],
    ["failed: it is still what it was", ({ send }) => send("nonstop", { status: "failed" }), false],
    ["garbage: likewise", ({ raw }) => raw("nonstop", new Uint8Array([255])), false],
  ])("%s", async (_what, bid, forgotten) => {
    const auction = auctionWith({});
    bid(auction);
    auction.send("stops");
    await auction.result;
    expect([auction.standIns.forgotten.has("nonstop"), auction.standIns.remembered.size]).toEqual([
      forgotten,
      0,
    ]);
  });

  test("what stood in is not kept anew: it would never grow old", async () => {
    const { result, send, standIns } = auctionWith(
      {},
      { expected: ["stops"], absent: ["nonstop"] },
    );
    send("stops");
    expect((await result).itineraries[0]?.sellers[0]).toMatchObject({
      bidder: "nonstop",
      stale: true,
      staleAgeMs: MINUTE,
    });
    expect([standIns.remembered.size, standIns.kept.get("nonstop")?.takenAtMs]).toEqual([
      0,
      clockNow - MINUTE,
    ]);
  });
});
