/** What a bidder logs of feedback. */
import { expect, test } from "@jest/globals";
import { pino } from "pino";
import type { AuctionFeedback } from "../proto/messages.ts";
import { feedbackEvents } from "./feedback-events.ts";

const invalid: AuctionFeedback = {
  ...{ auctionId: "a", instance: "i1", outcome: "invalid", reason: "it has expired", offers: 1 },
  ...{ places: 1, shown: 0, won: 0, rank: null, best: null, priceToWin: null },
  ...{ latencyMs: 1, budgetMs: 1, hedgedAway: null, shadow: false, sellers: [] },
};

function logged(level: string) {
  const lines: { level: number; msg: string; count?: number; reason?: string }[] = [];
  const log = pino({ level }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const clock = { ms: 0 };
  const events = feedbackEvents(log, "i1", () => clock.ms);
  const told = (auctions: readonly AuctionFeedback[]) =>
    events.told({ gateway: "g", auctions, late: [], unanswered: [], dropped: 0 });
  return { lines, clock, told };
}

test("an invalid offer is a warning with its reason, at most one in ten seconds, with how many", () => {
  const { lines, clock, told } = logged("info");
  told([invalid, invalid]);
  clock.ms = 9_000;
  told([invalid]);
  clock.ms = 10_000;
  told([invalid]);
  expect(lines).toMatchObject([
    { level: 40, count: 1, reason: "it has expired" },
    { level: 40, count: 3, reason: "it has expired" },
  ]);
});

test("a summary a minute; at debug a line for each auction", () => {
  const { lines, clock, told } = logged("debug");
  told([invalid]);
  clock.ms = 60_000;
  told([{ ...invalid, outcome: "answered", shown: 1 }]);
  expect(lines.filter(({ level }) => level === 30)).toMatchObject([{ invalid: 1, shown: 1 }]);
  expect(lines.filter(({ level }) => level === 20)).toHaveLength(2);
});
