import { describe, expect, test } from "@jest/globals";
import type { ProgressStep } from "../../../../proto/messages.ts";
import { type AuctionEvent, folded, IDLE } from "../state/auction-state.ts";
import { drawnAuction } from "./drawn-auction.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });
const asked: AuctionEvent = { type: "asked", atMs: 1_000 };
const opened: AuctionEvent = {
  type: "opened",
  opened: { searchId: "s", deadlineMs: 800, expected: ["nonstop", "stops"] },
};
const step = (progress: ProgressStep): AuctionEvent => ({ type: "progress", progress });
const drawnAfter = (...events: AuctionEvent[]) => drawnAuction(events.reduce(folded, IDLE));

const bid = (atMs: number, final: boolean) => ({
  ...{ atMs, instance: "stops-1", offers: 1, final },
  floor: final ? null : usd(30_000),
  queuedMs: 1,
  workMs: 2,
});
const best = { atMs: 20, price: usd(400), last: usd(500), shown: 2 };
const quorum = { bidders: 1, required: [], metAtMs: null, graceEndMs: null };

describe("what an auction that runs is drawn from", () => {
  test("its steps: the call, parts, hedges, the quorum and the prices", () => {
    const drawn = drawnAfter(
      asked,
      opened,
      step({ calledAtMs: 3, quorum }),
      step({ bidder: "stops", bid: bid(20, false), best }),
      step({ bidder: "stops", hedge: { atMs: 30, instance: "stops-2" } }),
      step({ bidder: "guest", bid: bid(35, false) }),
      step({ bidder: "stops", bid: bid(40, true), quorum: { ...quorum, metAtMs: 40 } }),
    );
    expect(drawn).toMatchObject({
      endedAtMs: null,
      quorum: { metAtMs: 40 },
      best: [best],
      lanes: [
        { bidder: "nonstop", calledAtMs: 3, bids: [], hedges: [] },
        {
          bidder: "stops",
          calledAtMs: 3,
          bids: [bid(20, false), bid(40, true)],
          hedges: [{ atMs: 30, instance: "stops-2" }],
        },
        { bidder: "guest", bids: [bid(35, false)] },
      ],
    });
  });

  test("a search that is run again begins again (VIEW-1)", () => {
    const first = [asked, opened, step({ calledAtMs: 3, quorum, bidder: "stops", best })];
    expect(drawnAfter(...first, opened)).toEqual(drawnAfter(asked, opened));
  });

  test("after its end nothing of it changes, until its timeline is there (VIEW-2)", () => {
    const end = [asked, opened, { type: "cancelled" } as const];
    const late = step({ bidder: "stops", bid: bid(20, false) });
    expect(drawnAfter(...end, late)).toEqual(drawnAfter(...end));
  });
});
