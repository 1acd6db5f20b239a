import { describe, expect, test } from "@jest/globals";
import { OUTCOMES, type Outcome, type Policy, type SearchResult } from "../../proto/messages.ts";
import { partialRefusal } from "./partial-refusal.ts";
import { problemOf, retryAfterS } from "./problem.ts";

const policy = (partial?: "refuse"): Policy => ({
  deadlineMs: 800,
  quorum: null,
  required: [],
  ...(partial === undefined ? {} : { partial }),
});

function resultWith(partial: boolean, outcomes: Readonly<Record<string, Outcome>>): SearchResult {
  return {
    searchId: "s1",
    endedBy: "deadline",
    partial,
    elapsedMs: 1,
    deadlineMs: 800,
    itineraries: [],
    bidders: Object.entries(outcomes).map(([bidder, outcome]) => ({
      bidder,
      outcome,
      instance: null,
      latencyMs: null,
      offers: 0,
      reason: null,
      hedged: false,
    })),
  };
}

describe("a result", () => {
  const partial = resultWith(true, { nonstop: "answered", partners: "declined", stops: "silent" });

  test.each([
    ["that is partial is shown", policy(), partial],
    ["that is whole is shown", policy("refuse"), resultWith(false, { nonstop: "answered" })],
  ])("%s", (_, asked, result) => expect(partialRefusal(asked, result)).toBeUndefined());

  test("PARTIAL-1 that is partial becomes a problem with the outcomes and the id", () => {
    const refusal = partialRefusal(policy("refuse"), partial);
    expect(refusal && problemOf(refusal)).toEqual({
      type: "about:blank",
      title: "Service Unavailable",
      status: 503,
      code: "partial-result",
      detail:
        "the result is partial, which the search refuses: it lacks partners (declined), stops (silent); it is kept as search s1",
      searchId: "s1",
      endedBy: "deadline",
      bidders: partial.bidders,
    });
  });

  test("PARTIAL-1 and with the arm of an experiment, where it has one", () => {
    const refusal = partialRefusal(policy("refuse"), { ...partial, arm: "quick" });
    expect(refusal && problemOf(refusal)).toMatchObject({ searchId: "s1", arm: "quick" });
  });

  test("the detail names a few bidders", () => {
    const many = Object.fromEntries(
      Array.from({ length: 12 }, (_, i) => [`b${i}`, "silent" as const]),
    );
    const refusal = partialRefusal(policy("refuse"), resultWith(true, many));
    expect(refusal?.message).toMatch(/b7 \(silent\) and 4 more;/);
  });

  const next: Outcome[] = ["silent", "late", "absent", "skipped", "failed"];
  test.each(OUTCOMES)("PARTIAL-2 Retry-After with an outcome of %s", (outcome) => {
    const refusal = partialRefusal(policy("refuse"), resultWith(true, { stops: outcome }));
    expect(refusal && retryAfterS(refusal)).toBe(next.includes(outcome) ? 1 : undefined);
  });
});
