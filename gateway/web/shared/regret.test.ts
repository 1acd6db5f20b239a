import { describe, expect, test } from "@jest/globals";
import type { BidderReport, Itinerary, Outcome } from "../../../proto/messages.ts";
import { money } from "../src/ui/format.ts";
import { knownRegret, unknownRegret } from "./regret.js";

const usd = (amount: number) => ({ amount, currency: "USD" });

describe("from the ledger", () => {
  test.each<
    [what: string, regret: ReturnType<typeof usd> | null, itineraries: unknown[], text: RegExp]
  >([
    [
      "unknown is stated as unknown, not as nothing",
      null,
      [{}],
      /^Regret: unknown\. A bidder whose bid was not complete may/,
    ],
    ["none has no text", usd(0), [{}], /^$/],
    ["some", usd(920), [{}], /^Regret: .*9\.20, by which the best of it beats the best shown\.$/],
    ["nothing was shown", null, [], /^$/],
  ])("%s", (_what, regret, itineraries, text) =>
    expect(knownRegret({ regret, itineraries }, money)).toMatch(text));
});

describe("from a result", () => {
  const report = (bidder: string, outcome: Outcome): BidderReport => ({
    bidder,
    outcome,
    instance: null,
    latencyMs: null,
    offers: 0,
    reason: null,
    hedged: false,
  });
  const some = [{}] as Itinerary[];

  test.each<[what: string, outcomes: Outcome[], itineraries: Itinerary[], line: string]>([
    ["all bids were received", ["answered", "empty"], some, ""],
    [
      "what failed, declined or was absent has no more to send",
      ["answered", "failed", "declined", "absent", "invalid"],
      some,
      "",
    ],
    [
      "some were not",
      ["answered", "silent", "late", "skipped"],
      some,
      "regret unknown: incomplete bids of b1, b2, b3",
    ],
    ["nothing was shown", ["silent"], [], ""],
  ])("%s", (_what, outcomes, itineraries, line) => {
    const bidders = outcomes.map((outcome, i) => report(`b${i}`, outcome));
    expect(unknownRegret({ itineraries, bidders }, (bidder) => bidder)).toBe(line);
  });
});
