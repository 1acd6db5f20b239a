import { describe, expect, test } from "@jest/globals";
import { latencyAuctions } from "../../test/fixtures/auction/latency-market.ts";
import { modelTimeline } from "../../test/fixtures/replay/model-timeline.ts";
import { type ObservedAuction, ValueHistory } from "../auction/value/value-history.ts";
import { explores } from "../auction/value/waiting-rule.ts";
import type { AuctionTimeline } from "./auction-timeline.ts";
import { type Judgement, judge } from "./judge.ts";
import { learnedJudge, policyJudge, warmUpOf } from "./policy-judge.ts";
import type { ReplayPolicy } from "./replay-policy.ts";

const DEADLINE_MS = 3_000;
const RULES: ReplayPolicy = { name: "rules" };
const VALUE: ReplayPolicy = { name: "value", kind: "value", dollarsPerSecond: 4 };

const timelines = latencyAuctions(900, 15).map((auction, at) =>
  modelTimeline(auction, at, DEADLINE_MS),
);
const judgedBy = (policy: ReplayPolicy, all: readonly AuctionTimeline[]) =>
  all.map(policyJudge(policy));
const ends = (all: readonly (Judgement | null)[]) => all.filter((one) => one !== null);

describe("a policy of kind value", () => {
  const judged = judgedBy(VALUE, timelines);

  test("POLICYJUDGE-1: begins with nothing, and later ends auctions that are not worth waiting for", () => {
    const worth = judged.map((one) => one?.endedBy === "not-worth-waiting");
    const first = worth.slice(0, 30).filter(Boolean).length;
    const last = worth.slice(600).filter(Boolean).length;
    expect({ first, isMost: last > 150 }).toEqual({ first: 0, isMost: true });
  });

  test("POLICYJUDGE-1: what explores ends as by the rules alone", () => {
    const exploring = timelines.filter(({ searchId }) => explores(searchId));
    expect(exploring).not.toHaveLength(0);
    for (const [i, timeline] of timelines.entries())
      if (explores(timeline.searchId)) expect(judged[i]).toEqual(judge(timeline, RULES));
  });

  test("POLICYJUDGE-1: what comes after its stop changes nothing that it does later", () => {
    // After the stop, bidders come a second later, and with offers for nothing.
    const changed = timelines.map((timeline, i): AuctionTimeline => {
      const endedAtMs = judged[i]?.endedAtMs ?? 0;
      const { learning } = timeline;
      if (learning === undefined) return timeline;
      const { messages, bidders } = learning.observed;
      const isLate = (atMs: number | null) => atMs !== null && atMs > endedAtMs;
      const observed = {
        ...learning.observed,
        messages: messages.map((one) =>
          isLate(one.atMs) ? { ...one, atMs: one.atMs + 1_000, cost: 1 } : one,
        ),
        bidders: new Map(
          [...bidders].map(([bidder, atMs]) => [
            bidder,
            atMs !== null && isLate(atMs) ? atMs + 1_000 : atMs,
          ]),
        ),
      };
      return { ...timeline, learning: { ...learning, observed } };
    });
    expect(judgedBy(VALUE, changed)).toEqual(judged);
    const moved = changed.filter((one, i) => one.learning !== timelines[i]?.learning);
    expect(moved).not.toHaveLength(0);
  });

  test("POLICYJUDGE-2: of a record that ends before, a bidder counts as watched until there", () => {
    // Nothing of these is known after 300 ms: it is not learned that nobody answers later.
    const cut = timelines.map((one) => ({ ...one, knownUntilMs: 300 }));
    const late = timelines.slice(600);
    const after = late.map(learnedJudge(VALUE, cut.slice(0, 600)));
    const cheaper = late.map(learnedJudge({ ...VALUE, dollarsPerSecond: 0.01 }, cut.slice(0, 600)));
    const meanMs = (all: readonly (Judgement | null)[]) =>
      ends(all).reduce((sum, { endedAtMs }) => sum + endedAtMs, 0) / ends(all).length;
    expect(ends(after)).toHaveLength(late.length);
    // Times that were never seen are those of the prior, which waits where a second costs little.
    expect(meanMs(cheaper)).toBeGreaterThan(meanMs(after));
  });
});

describe("POLICYJUDGE-2: of an auction that is unknown is learned", () => {
  class Noted extends ValueHistory {
    readonly auctions: ObservedAuction[] = [];
    override learn(auction: ObservedAuction): void {
      this.auctions.push(auction);
    }
  }
  const [one] = timelines.filter(({ marks }) => marks.length > 1) as [AuctionTimeline];
  const [first, second] = one.marks.map(({ atMs }) => atMs) as [number, number];
  const bidders = [...(one.learning?.observed.bidders ?? [])];
  const unknownFrom = (from: number): AuctionTimeline => ({
    ...one,
    longer: {
      ...one,
      marks: one.marks.map((mark, i) => (i < from ? mark : { ...mark, isUnknown: true })),
    },
  });
  const between = (first + second) / 2;

  test.each([
    ["what the record has until its end", { ...one, knownUntilMs: between }, between],
    ["what had come before a bid was cut", unknownFrom(1), first],
    ["nothing, where the first one was cut", unknownFrom(0), one.calledAtMs],
  ])("%s, and the others were out then", (_, timeline, endedAtMs) => {
    const history = new Noted();
    // Longer than the deadline of the record: what was cut is unknown under it.
    const policy = { ...VALUE, deadlineMs: 2 * DEADLINE_MS };
    expect(policyJudge(policy, history)(timeline)).toBeNull();
    const [seen] = history.auctions;
    expect({ auctions: history.auctions.length, endedAtMs: seen?.endedAtMs }).toEqual({
      ...{ auctions: 1, endedAtMs },
    });
    expect([...(seen?.bidders ?? [])]).toEqual(
      bidders.map(([bidder, atMs]) => [bidder, atMs !== null && atMs <= endedAtMs ? atMs : null]),
    );
    expect(seen?.messages.filter(({ atMs }) => atMs > endedAtMs)).toEqual([]);
  });
});

test("of few auctions a quarter is learned from before any counts, of many 500", () => {
  expect([0, 100, 2_000, 1e6].map(warmUpOf)).toEqual([0, 25, 500, 500]);
});
