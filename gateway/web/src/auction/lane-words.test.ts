import { describe, expect, test } from "@jest/globals";
import { ENDED_BY, type EndedBy, OUTCOMES, type Outcome } from "../../../../proto/messages.ts";
import type { DrawnAuction } from "./drawn-auction.ts";
import { laneWords, legendOf, stepsOf } from "./lane-words.ts";

describe("what a bidder did, in a traveller's words", () => {
  test.each<[Outcome | null, boolean, EndedBy | null, string]>([
    [null, false, null, "is asked"],
    [null, false, "complete", "was not asked"],
    ["answered", false, "complete", "answered"],
    ["answered", true, "settled", "answered, as far as it counts"],
    ["silent", false, "deadline", "did not reply in time"],
    ["silent", true, "quorum", "not waited for: enough had replied"],
    ["late", true, "cancelled", "not waited for: cancelled"],
    ["late", true, "complete", "not waited for"],
    ["skipped", true, "quorum", "failed lately, not waited for"],
    ["failed", false, "quorum", "could not offer"],
  ])("%s, intended %s, %s: %s", (outcome, intended, endedBy, words) => {
    expect(laneWords({ outcome, intended, late: [] }, endedBy)).toBe(words);
  });

  test("one that only came late is said to be late", () => {
    const late = [{ atMs: 9, offers: 1, cheapest: null }];
    expect(laneWords({ outcome: null, intended: false, late }, "complete")).toBe("came too late");
  });

  test("nobody who was left out on purpose is said to be slow", () => {
    for (const endedBy of ENDED_BY)
      for (const outcome of OUTCOMES)
        expect(laneWords({ outcome, intended: true, late: [] }, endedBy)).not.toMatch(/in time/);
  });
});

const usd = (amount: number) => ({ amount, currency: "USD" });
const auction: DrawnAuction = {
  deadlineMs: 800,
  endedAtMs: 50,
  endedBy: "quorum",
  quorum: { bidders: 2, required: ["nonstop"], metAtMs: 40, graceEndMs: 50 },
  regret: null,
  best: [
    { atMs: 10, price: usd(70_000), last: usd(70_000), shown: 1 },
    { atMs: 40, price: usd(51_000), last: usd(70_000), shown: 2 },
  ],
  lanes: [
    {
      bidder: "stops",
      outcome: "late",
      reason: null,
      intended: true,
      calledAtMs: 0,
      hedges: [{ atMs: 30, instance: "stops-2" }],
      bids: [
        {
          atMs: 5,
          instance: "stops-1",
          offers: 0,
          final: false,
          floor: null,
          queuedMs: 4,
          workMs: null,
        },
        {
          atMs: 10,
          instance: "stops-1",
          offers: 1,
          final: false,
          floor: usd(60_000),
          queuedMs: 5,
          workMs: 2.5,
        },
        {
          atMs: 45,
          instance: "stops-2",
          offers: 0,
          final: true,
          floor: usd(60_000),
          queuedMs: null,
          workMs: null,
        },
      ],
      cancelledAtMs: 50,
      late: [{ atMs: 1_500, offers: 2, cheapest: usd(49_000) }],
    },
  ],
};

test("all that happened, in its order", () => {
  const steps = stepsOf(auction).map(({ atMs, bidder, what }) => `${atMs} ${bidder}: ${what}`);
  expect(steps).toEqual([
    "0 stops: was called",
    "5 stops: has the call (as it says, 4.0 ms in its queue)",
    "10 stops: sent 1 offer; whatever follows costs $600.00 at least (as it says, 5.0 ms in its queue and 2.5 ms at work)",
    "10 null: the best of 1 itinerary costs $700.00",
    "30 stops: was also called at stops-2",
    "40 null: 2 bidders with nonstop had answered: the quorum",
    "40 null: the best of 2 itineraries costs $510.00",
    "45 stops: ended without more offers",
    "50 stops: was told to stop",
    "50 null: the auction stopped (quorum)",
    "1500 stops: too late: 2 offers, the cheapest at $490.00",
  ]);
});

test("the legend names each line of the picture with its time", () => {
  expect(legendOf(auction).map(({ kind, words }) => `${kind}: ${words}`)).toEqual([
    "quorum: quorum at 40.0 ms",
    "grace: grace until 50.0 ms",
    "end: stopped at 50.0 ms",
    "deadline: deadline 800.0 ms",
    "queue: in the bidder's queue",
    "work: at work (way back unknown)",
    "best: best price $700.00, then $510.00",
    "last: last of 2 shown $700.00",
    "late: the cheapest that came too late $490.00",
  ]);
  const regrets = [usd(2_000), usd(0)].map((regret) => legendOf({ ...auction, regret }).at(-1));
  expect(regrets).toEqual([
    { kind: "regret", words: "regret $20.00" },
    { kind: "regret", words: "no regret" },
  ]);
  expect(legendOf({ ...auction, endedAtMs: null, quorum: null, best: [], lanes: [] })).toHaveLength(
    1,
  );
});
