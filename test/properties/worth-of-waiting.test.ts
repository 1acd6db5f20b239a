/**
 * The policy `value` on auctions with log-normal latencies that are correlated with prices, against
 * a fixed timeout: the goal of docs/decisions/worth-of-waiting.md.
 */
import { describe, expect, test } from "@jest/globals";
import { LATENCY_CLASSES, latencyAuctions } from "../fixtures/auction/latency-market.ts";
import {
  costOfRule,
  fixedTimeout,
  regretAt,
  valueRule,
  waitFactor,
} from "../fixtures/auction/stop-rules.ts";

const AUCTIONS = 3_000;
/** The rule begins without any knowledge. */
const LEARNING = 1_000;
const DEADLINE_MS = 3_000;

const TIMEOUTS_MS = Array.from({ length: 40 }, (_, i) => 30 * 1.13 ** i);

describe("the worth of waiting, learned online", () => {
  const auctions = latencyAuctions(AUCTIONS, 7);
  const fixed = TIMEOUTS_MS.map((ms) => costOfRule(auctions, fixedTimeout(ms), LEARNING));
  const known = new Map<number, ReturnType<typeof costOfRule>>();
  const value = (centsPerSecond: number) => {
    const before = known.get(centsPerSecond);
    if (before !== undefined) return before;
    const cost = costOfRule(auctions, valueRule(centsPerSecond, DEADLINE_MS), LEARNING);
    known.set(centsPerSecond, cost);
    return cost;
  };

  test.each([
    200, 800,
  ])("at %d cents a second it has at most half the regret of a fixed timeout of the same mean wait", (cents) => {
    const { meanMs, regret } = value(cents);
    expect(regret).toBeLessThan(regretAt(meanMs, fixed) / 2);
  });

  test("the same among bidders that are alike in all markets: only their latencies differ", () => {
    const alike = LATENCY_CLASSES.map(({ marketClass, percent, baseCents }) => ({
      marketClass,
      percent,
      baseCents,
      bidders: (LATENCY_CLASSES[1] as (typeof LATENCY_CLASSES)[number]).bidders,
    }));
    const same = latencyAuctions(AUCTIONS, 11, alike);
    const timeouts = TIMEOUTS_MS.map((ms) => costOfRule(same, fixedTimeout(ms), LEARNING));
    const { meanMs, regret } = costOfRule(same, valueRule(400, DEADLINE_MS), LEARNING);
    expect(regret).toBeLessThan(regretAt(meanMs, timeouts) / 2);
  });

  test("it has less regret than the wait factor after a quorum, for the same mean wait", () => {
    const after = [0, 0.25, 0.5, 1, 2, 4].map((share) =>
      costOfRule(auctions, waitFactor(2, share, DEADLINE_MS), LEARNING),
    );
    const { meanMs, regret } = value(800);
    expect(regret).toBeLessThan(regretAt(meanMs, after));
  });

  test("the higher the price of a second, the shorter the wait and the more regret", () => {
    const costs = [100, 200, 800].map(value);
    const by = (pick: (one: (typeof costs)[number]) => number) => costs.map(pick);
    const [waits, regrets] = [by(({ meanMs }) => meanMs), by(({ regret }) => regret)];
    expect({ waits, regrets }).toEqual({
      waits: [...waits].sort((a, b) => b - a),
      regrets: [...regrets].sort((a, b) => a - b),
    });
  });
});
