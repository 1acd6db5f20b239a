import { describe, expect, test } from "@jest/globals";
import type { ProgressStep } from "../../../proto/messages.ts";
import { type AuctionSetup, auctionOf } from "../../../test/fixtures/auction/auction.ts";
import { PARTS_RANKED_MAX } from "./progress.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });

function watched(setup: AuctionSetup = {}) {
  const order: string[] = [];
  const steps: ProgressStep[] = [];
  const auction = auctionOf({
    ...setup,
    observe: ({ type }) => void order.push(type),
    progress: (step) => {
      order.push("progress");
      steps.push(step);
    },
  });
  return { ...auction, order, steps };
}

describe("what an auction tells while it runs", () => {
  test("the call, parts, the quorum and what would be shown, in the terms of the timeline (PROGRESS-1)", async () => {
    const { clock, offers, send, steps, order, result } = watched({
      policy: { quorum: 2 },
      waitedMs: 30,
      expected: ["nonstop", "partners", "stops"],
    });
    clock.moveTo(10.04);
    offers("partners", [{ amount: 70_000 }], {
      ...{ final: false, floor: 60_000 },
      ...{ queuedUs: 4_000, workedUs: 99_000_000 },
    });
    clock.moveTo(40);
    send("stops");
    offers("nonstop", [{ amount: 51_000 }]);
    clock.moveTo(400);
    await result;
    const quorum = { bidders: 2, required: ["nonstop"] };
    const bid = { offers: 1, queuedMs: null, workMs: null, floor: null, final: true };
    expect(steps).toEqual([
      { calledAtMs: 30, quorum: { ...quorum, metAtMs: null, graceEndMs: null } },
      {
        bidder: "partners",
        bid: {
          ...{ ...bid, atMs: 40, instance: "partners-1", final: false, floor: usd(60_000) },
          ...{ queuedMs: 0, workMs: 10 },
        },
        best: { atMs: 40, price: usd(70_000), last: usd(70_000), shown: 1 },
      },
      { bidder: "stops", bid: { ...bid, atMs: 70, instance: "stops-1", offers: 0 } },
      {
        bidder: "nonstop",
        bid: { ...bid, atMs: 70, instance: "nonstop-1" },
        quorum: { ...quorum, metAtMs: 70, graceEndMs: 87.5 },
        best: { atMs: 70, price: usd(51_000), last: usd(51_000), shown: 1 },
      },
    ]);
    expect(order).toEqual([
      ...["opened", "progress", "progress"],
      ...["progress", "bid", "snapshot", "progress", "bid", "snapshot"],
    ]);
  });

  test("a hedge when it is sent; a bidder whose hedge is lost sends nothing more", async () => {
    const { clock, send, steps, hedgeLost, result } = watched({
      expected: ["stops"],
      hedgeAfterMs: { stops: 20 },
      hedgeTo: { stops: "stops-2" },
    });
    clock.moveTo(20);
    clock.moveTo(25);
    send("stops", { status: "failed", reason: "internal" });
    hedgeLost("stops");
    await result;
    expect(steps).toMatchObject([
      { calledAtMs: 0 },
      { bidder: "stops", hedge: { atMs: 20, instance: "stops-2" } },
      { bidder: "stops", bid: { atMs: 25, instance: "stops-1", final: true } },
    ]);
  });

  test(`parts are ranked ${PARTS_RANKED_MAX} times at most; the final bid says the rest (PROGRESS-2, A6)`, async () => {
    const { clock, offers, steps, result } = watched({ expected: ["stops"] });
    const parts = PARTS_RANKED_MAX + 8;
    for (let part = 0; part < parts; part++) {
      clock.moveTo(1 + part);
      offers("stops", [{ amount: 90_000 - part }], { final: false });
    }
    clock.moveTo(500);
    offers("stops", [{ amount: 10_000 }]);
    await result;
    const best = steps.flatMap((step) => step.best ?? []);
    expect({ bids: steps.length - 1, best: best.length, last: best.at(-1)?.price }).toEqual({
      bids: parts + 1,
      best: PARTS_RANKED_MAX + 1,
      last: usd(10_000),
    });
  });
});
