import { describe, expect, test } from "@jest/globals";
import type { BidderReport, Itinerary, SearchResult } from "../../../../proto/messages.ts";
import { type AuctionEvent, type AuctionState, folded, IDLE } from "./auction-state.ts";

const stateAfter = (...events: AuctionEvent[]): AuctionState => events.reduce(folded, IDLE);

const asked: AuctionEvent = { type: "asked", atMs: 1_000 };
const opened = (...expected: string[]): AuctionEvent => ({
  type: "opened",
  opened: { searchId: "s", deadlineMs: 800, expected } as never,
});
const report = (bidder: string) => ({ bidder, outcome: "answered", offers: 1 }) as BidderReport;
const bid = (bidder: string): AuctionEvent => ({ type: "bid", bid: report(bidder) });
const itinerary = (key: string) => ({ key }) as Itinerary;
const snapshot = (...keys: string[]): AuctionEvent => ({
  type: "snapshot",
  snapshot: { itineraries: keys.map(itinerary) } as never,
});
const priced = (...amounts: number[]): AuctionEvent => ({
  type: "snapshot",
  snapshot: {
    itineraries: amounts.map((amount) => ({
      key: `${amount}`,
      price: { amount, currency: "USD" },
    })),
  } as never,
});
const result: SearchResult = {
  searchId: "s",
  deadlineMs: 800,
  itineraries: [itinerary("c")],
  bidders: [report("nonstop"), report("stops")],
} as never;
const ended: AuctionEvent = { type: "result", result };

describe("what is known of an auction", () => {
  test("from the search to the result", () => {
    expect(stateAfter(asked)).toEqual({ ...IDLE, phase: "running", startedAt: 1_000 });
    const running = stateAfter(asked, opened("nonstop", "stops"), bid("stops"), snapshot("a"));
    expect({ ...running, bidders: [...running.bidders] }).toMatchObject({
      phase: "running",
      searchId: "s",
      deadlineMs: 800,
      bidders: [
        ["nonstop", null],
        ["stops", report("stops")],
      ],
      itineraries: [itinerary("a")],
      result: null,
    });
    const end = folded(running, ended);
    expect({ phase: end.phase, itineraries: end.itineraries, result: end.result }).toEqual({
      phase: "ended",
      itineraries: [itinerary("c")],
      result,
    });
  });

  test("a second attempt begins again: nothing of the first one stays (VIEW-1)", () => {
    const twice = stateAfter(
      asked,
      opened("nonstop", "stops"),
      bid("nonstop"),
      snapshot("a"),
      opened("stops"),
    );
    expect({ ...twice, bidders: [...twice.bidders] }).toMatchObject({
      bidders: [["stops", null]],
      itineraries: [],
    });
    expect(stateAfter(asked, ended, asked)).toEqual(stateAfter(asked));
  });

  const failed: AuctionEvent = { type: "failed", fault: { text: "no", faults: [] } };
  test.each<[string, AuctionEvent, AuctionState["phase"]]>([
    ["ended", ended, "ended"],
    ["failed", failed, "failed"],
    ["cancelled", { type: "cancelled" }, "cancelled"],
  ])("after it has %s, only its record is added (VIEW-2)", (_what, last, phase) => {
    const over = stateAfter(asked, opened("nonstop"), snapshot("a"), last);
    for (const late of [bid("stops"), snapshot("z"), opened("x"), ended, failed])
      expect(folded(over, late)).toBe(over);
    const record = { late: [] } as never;
    expect(folded(over, { type: "recorded", record })).toEqual({ ...over, phase, record });
  });
});

test("the prices of what is shown, with the time of the bid before; none of an earlier attempt", () => {
  const bidAt = (bidder: string, latencyMs: number): AuctionEvent => ({
    type: "bid",
    bid: { ...report(bidder), latencyMs },
  });
  const running = stateAfter(
    asked,
    opened("nonstop", "stops"),
    bidAt("stops", 12.5),
    priced(500, 700),
    bidAt("nonstop", 30),
    priced(400, 500, 700),
  );
  const usd = (amount: number) => ({ amount, currency: "USD" });
  expect(running.best).toEqual([
    { atMs: 12.5, price: usd(500), last: usd(700), shown: 2 },
    { atMs: 30, price: usd(400), last: usd(700), shown: 3 },
  ]);
  expect(folded(running, opened("nonstop")).best).toEqual([]);
  const timeline = { searchId: "s" } as never;
  expect(folded(running, { type: "timeline", timeline }).timeline).toBe(timeline);
});
