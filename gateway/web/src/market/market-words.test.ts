import { describe, expect, test } from "@jest/globals";
import {
  type BidderRow,
  type Counts,
  countWords,
  instanceWords,
  outcomeWords,
  regretWords,
  sellerWords,
  stateWords,
  summaryWords,
  wonWords,
} from "./market-words.ts";

const counts: Counts = {
  auctions: 15,
  outcomes: { silent: 3, answered: 12 },
  p50Ms: 12,
  p95Ms: 30,
  p99Ms: 1_200,
  lateBids: 0,
  regret: [],
};
const instance = { instance: "stops-1", live: true, version: "1.0.0", inFlight: 2, ...counts };
const row: BidderRow = {
  ...counts,
  bidder: "stops",
  required: false,
  live: true,
  breaker: "closed",
  won: 3,
  share: 0.25,
  instances: [instance],
  otherInstances: null,
  sellers: [],
  otherSellers: null,
};

describe("the state of a bidder is in words", () => {
  test.each<[string, Partial<BidderRow>, string[]]>([
    ["live", {}, ["Live: 1 instance"]],
    ["gone", { live: false, breaker: null }, ["Gone: no live instance"]],
    ["open", { breaker: "open" }, ["Breaker open: called, not waited for"]],
    [
      "half-open",
      { breaker: "half-open" },
      ["Breaker half-open: one auction at a time waits for it"],
    ],
    ["without calls", { auctions: 0 }, ["Live: 1 instance", "No calls in the last 10 minutes"]],
    ["required", { required: true }, ["Live: 1 instance", "Required"]],
  ])("%s", (_what, changes, texts) => {
    expect(stateWords({ ...row, ...changes }, 10).map(({ text }) => text)).toEqual(texts);
  });
});

test("counts in words", () => {
  expect({
    outcomes: outcomeWords(counts),
    none: outcomeWords({ outcomes: {} }),
    won: wonWords(row),
    few: wonWords({ won: 1, share: 0.0123 }),
    nothingShown: wonWords({ won: 0, share: null }),
    instance: instanceWords(instance),
    gone: instanceWords({ ...instance, live: false, version: null, inFlight: null }),
    idle: countWords({ ...counts, auctions: 0, outcomes: {} }),
    late: countWords({
      ...counts,
      p50Ms: null,
      lateBids: 1,
      regret: [{ amount: 1_200, currency: "USD" }],
    }),
    seller: sellerWords({ searches: 1, shown: 2, won: 1, share: 0.5 }),
  }).toEqual({
    outcomes: "12 answered, 3 silent",
    none: "–",
    won: "3 (25 %)",
    few: "1 (1.2 %)",
    nothingShown: "–",
    instance:
      "version 1.0.0, 2 in flight. 15 auctions: 12 answered, 3 silent. p50 12.0 ms, p95 30.0 ms, p99 1.20 s.",
    gone: "gone. 15 auctions: 12 answered, 3 silent. p50 12.0 ms, p95 30.0 ms, p99 1.20 s.",
    idle: "It has answered no call.",
    late: "15 auctions: 12 answered, 3 silent. 1 late bid, regret $12.00.",
    seller: "shown 2 times in 1 search, first seller of 1 itinerary (50 %).",
  });
});

test.each<[string, Counts["regret"], string]>([
  ["not known", null, "unknown"],
  ["none", [], "none"],
  [
    "some, in each currency",
    [
      { amount: 300, currency: "EUR" },
      { amount: 1_200, currency: "USD" },
    ],
    "€3.00 + $12.00",
  ],
])("regret: %s", (_what, regret, text) => {
  expect(regretWords({ regret }, "en-US")).toBe(text);
});

test("what the view is of", () => {
  const view = { since: "", minutes: 10, searches: 0, shown: 0, bidders: [], others: null };
  expect(summaryWords(view)).toBe("No searches in the last 10 minutes.");
  expect(summaryWords({ ...view, searches: 1, shown: 2 })).toBe(
    "1 search in the last 10 minutes, with 2 itineraries shown.",
  );
});
