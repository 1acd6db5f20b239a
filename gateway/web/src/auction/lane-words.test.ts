import { describe, expect, test } from "@jest/globals";
import { ENDED_BY, type EndedBy, OUTCOMES, type Outcome } from "../../../../proto/messages.ts";
import { drawnAuction } from "../../../../test/fixtures/auction/drawn.ts";
import type { DrawnLane } from "./drawn-auction.ts";
import { laneWords, shortWords, stepsOf } from "./lane-words.ts";

const plain: DrawnLane = {
  bidder: "stops",
  outcome: null,
  reason: null,
  intended: false,
  calledAtMs: 0,
  hedges: [],
  bids: [],
  cancelledAtMs: null,
  late: [],
};

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
    ["skipped", true, "quorum", "not called, or not waited for"],
    ["failed", false, "quorum", "could not offer"],
  ])("%s, intended %s, %s: %s", (outcome, intended, endedBy, words) => {
    expect(laneWords({ ...plain, outcome, intended }, endedBy)).toBe(words);
  });

  test("one that only came late is said to be late", () => {
    const late = [{ atMs: 9, offers: 1, cheapest: null }];
    expect(laneWords({ ...plain, late }, "complete")).toBe("came too late");
  });

  test("nobody who was left out on purpose is said to be slow", () => {
    for (const endedBy of ENDED_BY)
      for (const outcome of OUTCOMES)
        expect(laneWords({ ...plain, outcome, intended: true }, endedBy)).not.toMatch(/in time/);
  });
});

test("a lane says that its call was hedged, and whose answer counts", () => {
  const bid = { offers: 1, final: true, floor: null, queuedMs: null, workMs: null };
  const hedged: DrawnLane = { ...plain, hedges: [{ atMs: 30, instance: "stops-2" }] };
  const answered = (instance: string): DrawnLane => ({
    ...hedged,
    outcome: "answered",
    bids: [{ ...bid, atMs: 40, instance }],
  });
  expect({
    running: laneWords(hedged, null),
    second: laneWords(answered("stops-2"), "complete"),
    first: laneWords(answered("stops-1"), "complete"),
    short: shortWords(answered("stops-2"), null),
    silent: laneWords({ ...hedged, outcome: "silent" }, "deadline"),
  }).toEqual({
    running: "is asked again (hedge)",
    second: "answered after a hedge: stops-2 was first, another answer does not count",
    first: "answered after a hedge: stops-1 was first, another answer does not count",
    short: "answered after a hedge",
    silent: "did not reply in time",
  });
});

test("all that happened, in its order", () => {
  const steps = stepsOf(drawnAuction).map(({ atMs, bidder, what }) => `${atMs} ${bidder}: ${what}`);
  expect(steps).toEqual([
    "0 stops: was called",
    "5 stops: has the call (as it says, 4.0 ms in its queue)",
    "10 stops: sent 1 offer; whatever follows costs $600.00 at least (as it says, 5.0 ms in its queue and 2.5 ms at work)",
    "10 null: the best of 1 itinerary costs $700.00",
    "30 stops: was also called at stops-2 (hedge)",
    "40 null: 2 bidders with nonstop had answered: the quorum",
    "40 null: the best of 2 itineraries costs $510.00",
    "45 stops: ended without more offers; stops-2 was first, another answer does not count",
    "50 stops: was told to stop",
    "50 null: the auction stopped (quorum)",
    "1500 stops: too late: 2 offers, the cheapest at $490.00",
  ]);
});

test("one that ends without any offer has no more of them", () => {
  const bid = { ...plain, bidder: "partners" };
  const ended = {
    instance: "p",
    offers: 0,
    final: true,
    floor: null,
    queuedMs: null,
    workMs: null,
  };
  const lanes = [{ ...bid, bids: [{ ...ended, atMs: 9 }] }];
  const drawn = { ...drawnAuction, quorum: null, best: [], lanes };
  expect(stepsOf(drawn).map(({ what }) => what)).toContain("ended without offers");
});
