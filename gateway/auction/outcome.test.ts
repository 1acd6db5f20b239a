import { describe, expect, test } from "@jest/globals";
import { flightOffers, flightSearch, sheetOf } from "../../test/harness/offers.ts";
import type { BidderFaults } from "./offer-faults.ts";
import { type AuctionEnd, bidderReportOf, isPartial, reports, round } from "./outcome.ts";
import type { Attempt, Participant } from "./participant.ts";

const sheet = sheetOf(flightOffers(flightSearch(), 2));

function attempt(traits: Partial<Attempt> = {}): Attempt {
  return {
    instance: "stops-1",
    bids: 1,
    bytes: 1,
    offers: 0,
    sheets: [],
    floor: null,
    cellFloors: null,
    brokenFloor: null,
    belowFloor: null,
    ended: null,
    lastAtMs: 1_020,
    queuedUs: -1,
    workedUs: -1,
    times: null,
    ...traits,
  };
}

function participant(traits: Partial<Participant> = {}, ...attempts: Attempt[]): Participant {
  return {
    bidder: "stops",
    expected: true,
    skipped: false,
    awaited: true,
    attempts,
    hedgedTo: null,
    hedges: null,
    answer: attempts[0] ?? null,
    outcome: null,
    reason: null,
    ...traits,
  };
}

const ending = (by: AuctionEnd["by"] = "deadline"): AuctionEnd => ({
  by,
  endedAtMs: 1_785,
  startedAtMs: 1_000,
});
const mismatches = (count: number): BidderFaults => ({
  mismatches: count,
  reason: "a mismatch",
  unpriced: [],
  leftOut: 0,
  limits: [],
});
const withOffers = attempt({ sheets: [sheet] });

describe("the outcome of a bidder that has finished", () => {
  test.each([
    "answered",
    "empty",
    "declined",
    "failed",
    "invalid",
  ] as const)("%s, with the reason that it sent", (outcome) => {
    const one = bidderReportOf(
      participant({ outcome, reason: "why" }, withOffers),
      undefined,
      ending(),
    );
    expect(one).toEqual({
      bidder: "stops",
      outcome,
      instance: "stops-1",
      latencyMs: 20,
      offers: 2,
      reason: "why",
      hedged: false,
    });
  });

  test("absent: no instance, no latency", () => {
    const one = bidderReportOf(
      participant({ outcome: "absent", awaited: false, reason: "lost" }),
      undefined,
      ending(),
    );
    expect(one).toEqual({
      bidder: "stops",
      outcome: "absent",
      instance: null,
      latencyMs: null,
      offers: 0,
      reason: "lost",
      hedged: false,
    });
  });

  test("of two attempts only the answer counts", () => {
    const answer = attempt({ instance: "stops-2", sheets: [sheet], lastAtMs: 1_050 });
    const other = attempt({ sheets: [sheet, sheet], lastAtMs: 1_060 });
    const one = bidderReportOf(
      participant({ outcome: "answered", hedgedTo: "stops-2", answer }, other, answer),
      undefined,
      ending(),
    );
    expect(one).toMatchObject({ instance: "stops-2", latencyMs: 50, offers: 2, hedged: true });
  });
});

describe("the outcome of a bidder that has not finished", () => {
  const table: [
    what: string,
    one: Participant,
    by: AuctionEnd["by"],
    outcome: string,
    reason: string,
  ][] = [
    [
      "silent",
      participant(),
      "deadline",
      "silent",
      "nothing had come from it when the auction ended by deadline at 785 ms",
    ],
    [
      "silent, with an empty bid that is not final",
      participant({}, attempt()),
      "quorum",
      "silent",
      "it had the call, but no offer had come from it",
    ],
    [
      "late",
      participant({}, withOffers),
      "quorum",
      "late",
      "some of its bids were in, its final bid was not, when the auction ended by quorum",
    ],
    [
      "lost",
      participant({ awaited: false, reason: "lost" }),
      "complete",
      "silent",
      "lost; nothing had come from it",
    ],
    [
      "settled with offers",
      participant({}, withOffers),
      "settled",
      "answered",
      "settled: nothing that it had left",
    ],
    [
      "settled without offers",
      participant({}, attempt()),
      "settled",
      "empty",
      "settled: nothing that it had left",
    ],
    [
      "lost before it was settled",
      participant({ awaited: false, reason: "lost" }, withOffers),
      "settled",
      "late",
      "lost; some of its bids",
    ],
    [
      "skipped",
      participant({ skipped: true, awaited: false }),
      "complete",
      "skipped",
      "its breaker is open",
    ],
    [
      "skipped, when it was settled",
      participant({ skipped: true, awaited: false }, withOffers),
      "settled",
      "skipped",
      "its breaker is open",
    ],
    [
      "a broken floor",
      participant({}, attempt({ brokenFloor: "broke its floor" })),
      "settled",
      "invalid",
      "broke its floor",
    ],
    [
      "one attempt failed, the other is silent",
      participant(
        { hedgedTo: "stops-2" },
        attempt({ ended: { outcome: "failed", reason: "internal", stopped: false } }),
      ),
      "deadline",
      "failed",
      "internal; the instance it was hedged to had not answered",
    ],
  ];
  test.each(table)("%s", (_what, one, by, outcome, reason) => {
    const actual = bidderReportOf(one, undefined, ending(by));
    expect(actual.outcome).toBe(outcome);
    expect(actual.reason).toContain(reason);
  });
});

describe("what the check of the offers adds", () => {
  test.each([
    [1, "a mismatch"],
    [2, "a mismatch (and 1 more)"],
  ])("%d mismatches make it invalid, whatever it had been", (count, reason) => {
    const one = bidderReportOf(
      participant({ outcome: "answered", reason: "fine" }, withOffers),
      mismatches(count),
      ending(),
    );
    expect(one).toMatchObject({ outcome: "invalid", reason });
  });

  test("offers that break a limit are reported, and are not a mismatch", () => {
    const faults: BidderFaults = {
      mismatches: 0,
      reason: "",
      unpriced: [],
      leftOut: 3,
      limits: ["carriers", "maxPrice"],
    };
    const one = bidderReportOf(
      participant({ outcome: "answered", reason: null }, withOffers),
      faults,
      ending(),
    );
    expect(one).toMatchObject({
      outcome: "answered",
      reason: "left out: 3 offers that break a limit: carriers, maxPrice",
    });
  });

  test("offers without a price are reported, and are not a mismatch", () => {
    const faults: BidderFaults = {
      mismatches: 0,
      reason: "",
      unpriced: ["an offer in 'XAU'", "an offer in 'XAG'"],
      leftOut: 0,
      limits: [],
    };
    const one = bidderReportOf(
      participant({ outcome: "answered", reason: "short of time" }, withOffers),
      faults,
      ending(),
    );
    expect(one).toMatchObject({
      outcome: "answered",
      reason: "short of time; not ranked: an offer in 'XAU'; an offer in 'XAG'",
    });
  });

  test("a fallback is named with its age, and changes no outcome", () => {
    const one = bidderReportOf(
      participant({ outcome: "absent", awaited: false, reason: "lost" }),
      undefined,
      {
        ...ending(),
        fallbackAges: new Map([["stops", 61_400]]),
      },
    );
    expect(one).toMatchObject({
      outcome: "absent",
      reason: "lost; its bid of 61 s ago is shown as a fallback",
    });
  });

  test("A6: a reason is cut, whatever a bidder sent", () => {
    const one = bidderReportOf(
      participant({ outcome: "failed", reason: "x".repeat(10_000) }, withOffers),
      undefined,
      ending(),
    );
    expect(one.reason).toHaveLength(501);
  });
});

test("A3: one report for every bidder, in the order of their names", () => {
  const all = ["stops", "nonstop", "partners"].map((bidder) => participant({ bidder }));
  expect(
    reports(all, new Map([["nonstop", mismatches(1)]]), ending()).map(({ bidder, outcome }) => [
      bidder,
      outcome,
    ]),
  ).toEqual([
    ["nonstop", "invalid"],
    ["partners", "silent"],
    ["stops", "silent"],
  ]);
});

describe("a result is partial when an expected bidder is missing", () => {
  const outcomes = [
    "answered",
    "empty",
    "declined",
    "invalid",
    "failed",
    "silent",
    "late",
    "skipped",
    "absent",
  ] as const;
  test.each(outcomes)("%s", (outcome) => {
    const [expected, unexpected] = [
      participant(),
      participant({ bidder: "unexpected", expected: false }),
    ];
    const reportOf = (bidder: string) => ({
      ...bidderReportOf(expected, undefined, ending()),
      bidder,
      outcome,
    });
    expect(isPartial([reportOf("stops")], [expected])).toBe(
      outcome !== "answered" && outcome !== "empty",
    );
    // An unexpected bidder is never missing.
    expect(isPartial([reportOf("unexpected")], [unexpected])).toBe(false);
  });
});

test.each([
  [12.34, 12.3],
  [12.35, 12.4],
  [0, 0],
])("%d ms are rounded to %d", (ms, rounded) => expect(round(ms)).toBe(rounded));
