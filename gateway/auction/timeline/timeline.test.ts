import { describe, expect, test } from "@jest/globals";
import { type AuctionSetup, auctionOf, SEARCH_ID } from "../../../test/fixtures/auction/auction.ts";
import { endedWith } from "../../../test/fixtures/auction/ledger.ts";
import { DrivenClock } from "../../../test/harness/driven-clock.ts";
import { fare } from "../../../test/harness/offers.ts";
import { AccountBuffers } from "../account-buffers.ts";
import { Ledger } from "../ledger.ts";
import { accountOf } from "../write-account.ts";
import { type Timeline, timelineOf } from "./timeline.ts";

type Auction = ReturnType<typeof auctionOf>;

async function timelineAfter(
  setup: AuctionSetup,
  play: (auction: Auction) => void,
  later: (auction: Auction) => void = () => {},
): Promise<Timeline> {
  const auction = auctionOf(setup);
  play(auction);
  await auction.result;
  later(auction);
  const timed = auction.ledger.timed(SEARCH_ID);
  if (timed === undefined) throw new Error("no times are kept");
  return timelineOf(timed);
}

const usd = (amount: number) => ({ amount, currency: "USD" });

describe("what happened in an auction, and when", () => {
  test("a quorum's losers are left out on purpose and told to stop; what they sent is there (TIMELINE-1, TIMELINE-4)", async () => {
    const timeline = await timelineAfter(
      { policy: { quorum: 2 } },
      ({ clock, offers, send }) => {
        clock.moveTo(10);
        offers("partners", [{ amount: 70_000 }], { final: false, floor: 60_000 });
        clock.moveTo(40);
        send("stops");
        offers("nonstop", [{ amount: 51_000 }]);
        clock.moveTo(50);
      },
      ({ clock, offers }) => {
        clock.moveTo(90);
        offers("partners", [{ amount: 49_000, number: 300 }]);
      },
    );
    expect(timeline).toMatchObject({
      endedAtMs: 50,
      endedBy: "quorum",
      partial: true,
      quorum: { bidders: 2, required: ["nonstop"], metAtMs: 40, graceEndMs: 50 },
      best: [
        { atMs: 10, price: usd(70_000), last: usd(70_000), shown: 1 },
        { atMs: 40, price: usd(51_000), last: usd(51_000), shown: 1 },
      ],
      regret: usd(2_000),
    });
    expect(timeline.lanes[1]).toEqual({
      bidder: "partners",
      outcome: "late",
      reason: expect.stringContaining("its final bid was not"),
      intended: true,
      calledAtMs: 0,
      hedges: [],
      bids: [
        {
          atMs: 10,
          instance: "partners-1",
          offers: 1,
          final: false,
          floor: usd(60_000),
          queuedMs: null,
          workMs: null,
        },
      ],
      cancelledAtMs: 50,
      late: [{ atMs: 90, offers: 1, cheapest: usd(49_000) }],
    });
    expect(timeline.lanes.map(({ intended }) => intended)).toEqual([false, true, false]);
  });

  test("a hedged bidder has the bids of both instances, and one that is lost is a fault", async () => {
    const timeline = await timelineAfter(
      { hedgeAfterMs: { stops: 20 }, hedgeTo: { stops: "stops-2" } },
      ({ clock, offers, send, lost }) => {
        clock.moveTo(5);
        send("stops", { final: false });
        offers("nonstop", [{ amount: 51_000 }]);
        clock.moveTo(20);
        clock.moveTo(31);
        send("stops", {}, "stops-2");
        lost("partners");
      },
    );
    const [, partners, stops] = timeline.lanes;
    expect(stops).toMatchObject({
      outcome: "empty",
      hedges: [{ atMs: 20, instance: "stops-2" }],
      bids: [
        { atMs: 5, instance: "stops-1", final: false },
        { atMs: 31, instance: "stops-2", final: true },
      ],
      cancelledAtMs: 31,
    });
    expect(partners).toMatchObject({ outcome: "silent", intended: false });
    expect(timeline).toMatchObject({ endedBy: "complete", quorum: null });
  });

  test("what bids say of their own time, bounded by the call, or the hedge, of their instance (TIMELINE-5)", async () => {
    const timeline = await timelineAfter(
      { hedgeAfterMs: { stops: 20 }, hedgeTo: { stops: "stops-2" } },
      ({ clock, send }) => {
        clock.moveTo(5);
        send("nonstop", { queuedUs: 1_240, workedUs: 2_480 });
        send("stops", { final: false, queuedUs: 4_000 });
        clock.moveTo(20);
        clock.moveTo(31);
        send("stops", { queuedUs: 4_000_000_000, workedUs: 9_000 }, "stops-2");
        send("partners", { queuedUs: 7, workedUs: 0xffff_ffff });
      },
    );
    const own = timeline.lanes.flatMap(({ bidder, bids }) =>
      bids.map(({ queuedMs, workMs }) => ({ bidder, queuedMs, workMs })),
    );
    expect(own).toEqual([
      { bidder: "nonstop", queuedMs: 1.2, workMs: 2.5 },
      { bidder: "partners", queuedMs: 0, workMs: 31 },
      { bidder: "stops", queuedMs: 4, workMs: null },
      { bidder: "stops", queuedMs: 2, workMs: 9 },
    ]);
  });

  test("a bid that cannot be read says nothing of its time, whatever the one before it said", async () => {
    const timeline = await timelineAfter({ expected: ["stops"] }, ({ clock, send, raw }) => {
      clock.moveTo(5);
      send("stops", { final: false, queuedUs: 1_000, workedUs: 1_000 });
      clock.moveTo(9);
      raw("stops", new Uint8Array([255, 255]));
    });
    expect(timeline.lanes[0]?.bids).toMatchObject([
      { queuedMs: 1, workMs: 1 },
      { queuedMs: null, workMs: null, final: true },
    ]);
  });

  test("a required bidder that is not alive got no call; one that only comes late has no outcome", async () => {
    const timeline = await timelineAfter(
      { expected: ["stops"], absent: ["nonstop"] },
      ({ clock, send }) => {
        clock.moveTo(7);
        send("stops");
      },
      ({ clock, send }) => {
        clock.moveTo(9);
        send("guest");
      },
    );
    expect(timeline.lanes).toMatchObject([
      { bidder: "nonstop", outcome: "absent", calledAtMs: null, intended: false, bids: [] },
      { bidder: "stops", outcome: "empty", calledAtMs: 0 },
      { bidder: "guest", outcome: null, late: [{ atMs: 9, offers: 0, cheapest: null }] },
    ]);
  });

  test("times count from the acceptance of the search, also where it waited for a place (TIMELINE-2)", async () => {
    const timeline = await timelineAfter(
      { clock: new DrivenClock(), waitedMs: 30, expected: ["stops"] },
      ({ clock, send }) => {
        clock.moveTo(12.34);
        send("stops");
      },
    );
    expect(timeline).toMatchObject({
      endedAtMs: 42.3,
      lanes: [{ calledAtMs: 30, bids: [{ atMs: 42.3 }] }],
    });
  });

  test("of bids that are too large to be kept, what was shown at the end is known (KEPT-2)", async () => {
    const timeline = await timelineAfter({ expected: ["stops"] }, ({ clock, offers }) => {
      for (let bid = 0; bid < 4; bid++) {
        clock.moveTo(10 + bid);
        const many = Array.from({ length: 350 }, (_, i) => {
          const amount = 90_000 - 100 * bid + i;
          const fares = [0, 1, 2].map((more) =>
            fare({ price: usd(amount + more), name: `${"x".repeat(60)}${more}` }),
          );
          return { amount, number: 1 + 350 * bid + i, fares };
        });
        offers("stops", many, { final: bid === 3 });
      }
    });
    expect(timeline.lanes[0]?.bids).toHaveLength(4);
    expect(timeline.best).toMatchObject([{ atMs: 13, price: usd(89_700), shown: 20 }]);
  });
});

test("an account without times says so, and its ledger gives none", () => {
  const ended = endedWith("", []);
  expect(accountOf(ended, [], new AccountBuffers()).times()).toBeUndefined();
  const ledger = new Ledger(new DrivenClock());
  ledger.open({ ...ended, startedAtMs: 0, endedAtMs: 0 }, [], null);
  expect({ kept: ledger.view("s") !== undefined, timed: ledger.timed("s") }).toEqual({
    kept: true,
    timed: undefined,
  });
});
