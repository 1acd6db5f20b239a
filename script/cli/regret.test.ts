import { expect, test } from "@jest/globals";
import type { BidderReport, Itinerary, Outcome } from "../../proto/messages.ts";
import { regretLine } from "./regret.ts";

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
  ["all were heard", ["answered", "empty"], some, ""],
  [
    "what failed, declined or was absent was heard as far as it goes",
    ["answered", "failed", "declined", "absent", "invalid"],
    some,
    "",
  ],
  [
    "some were not",
    ["answered", "silent", "late", "skipped"],
    some,
    "regret unknown: not heard to the end: b1, b2, b3",
  ],
  ["nothing was shown", ["silent"], [], ""],
])("%s", (_what, outcomes, itineraries, line) =>
  expect(
    regretLine({ itineraries, bidders: outcomes.map((outcome, i) => report(`b${i}`, outcome)) }),
  ).toBe(line));
