/**
 * The rules of regret, one by one. Whole auctions with their regret: test/scenarios/14-regret.json.
 */
import { describe, expect, test } from "@jest/globals";
import type { Bid } from "../../proto/messages.ts";
import { type Attempt, newParticipant, type Participant } from "./participant.ts";
import { type IncompleteBidder, incompleteBidders, Regret } from "./regret.ts";

const BEST_SHOWN = 51_000;

type RegretBid = Pick<Bid, "final" | "status" | "stopped" | "floor">;

const finalBid = (status: Bid["status"], stopped?: true): RegretBid => ({
  final: true,
  status,
  floor: null,
  ...(stopped === undefined ? {} : { stopped }),
});

function regretWith(incomplete: Record<string, Partial<IncompleteBidder>>, bestShown?: number) {
  const bidders = Object.entries(incomplete).map(([bidder, traits]): [string, IncompleteBidder] => [
    bidder,
    { floor: null, floorBinds: true, out: true, ...traits },
  ]);
  return new Regret(bestShown, new Map(bidders));
}

test("REGRET-1: it is unknown when nothing was shown", () => {
  expect(regretWith({}).amount).toBeNull();
  expect(regretWith({}, BEST_SHOWN).amount).toBe(0);
});

describe("REGRET-2: of late final bids only whole answers make a bidder complete", () => {
  test.each<[what: string, bid: RegretBid, isComplete: boolean]>([
    ["offers", finalBid("offers"), true],
    ["empty", finalBid("empty"), true],
    ["offers, marked `stopped`", finalBid("offers", true), false],
    ["empty, marked `stopped`", finalBid("empty", true), false],
    ["declined", finalBid("declined"), false],
    ["failed", finalBid("failed"), false],
    ["a bid that is not final", { ...finalBid("offers"), final: false }, false],
  ])("%s", (_what, bid, isComplete) => {
    const regret = regretWith({ stops: {} }, BEST_SHOWN);
    regret.enter("stops", bid, undefined);
    expect(regret.amount).toBe(isComplete ? 0 : null);
  });
});

describe("REGRET-3: an incomplete bidder makes it unknown, unless its floor proves it", () => {
  test.each<[what: string, bidder: Partial<IncompleteBidder>, amount: number | null]>([
    ["no floor", {}, null],
    ["a floor above the best shown", { floor: 55_000 }, 0],
    ["a floor that equals the best shown", { floor: BEST_SHOWN }, 0],
    ["a floor below the best shown", { floor: 50_999 }, null],
  ])("%s", (_what, bidder, amount) => {
    expect(regretWith({ stops: bidder }, BEST_SHOWN).amount).toBe(amount);
  });

  test("a floor that a late bid breaks proves nothing", () => {
    const regret = regretWith({ stops: { floor: 55_000 } }, BEST_SHOWN);
    regret.enter("stops", { ...finalBid("offers"), final: false }, 49_000);
    expect(regret.amount).toBeNull();
  });
});

test("REGRET-4: an absent bidder counts only from its first bid on", () => {
  const absent: Participant = { ...newParticipant("nonstop"), expected: true, outcome: "absent" };
  expect(incompleteBidders([absent], new Set())).toEqual(new Map());
  const attempt: Attempt = {
    instance: "nonstop-1",
    bids: 1,
    bytes: 1,
    offers: 0,
    sheets: [],
    floor: null,
    cellFloors: null,
    brokenFloor: null,
    belowFloor: null,
    ended: null,
    lastAtMs: 1,
    queuedUs: -1,
    workedUs: -1,
    times: null,
  };
  const hasBid: Participant = {
    ...absent,
    outcome: null,
    attempts: [attempt],
    answer: attempt,
  };
  expect(incompleteBidders([hasBid], new Set())).toEqual(
    new Map([["nonstop", { floor: null, floorBinds: true, out: true }]]),
  );
});
