/** What is judged of a recorded auction is what its replay gives. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { scriptedWaiting } from "../../test/fixtures/auction/scripted-waiting.ts";
import { randomMarkets } from "../../test/fixtures/replay/random-market.ts";
import { recordWorld } from "../../test/fixtures/replay/recorded-world.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import {
  type AuctionEvent,
  encoded,
  type ScriptedMessage,
  type SheetRow,
} from "../../test/properties/world.ts";
import { collectUntilMs } from "../auction/budget.ts";
import { observedAuction } from "../auction/value/observed-auction.ts";
import type { LearnedAuction } from "../auction/value/waiting-port.ts";
import type { RecordedAuction, RecordedEvent } from "../recording/recorded-auction.ts";
import { type AuctionTimeline, timelineOf } from "./auction-timeline.ts";
import { judge } from "./judge.ts";
import { seenBy } from "./policy-judge.ts";
import { replayAuction } from "./replay-auction.ts";
import { AS_RECORDED, type ReplayPolicy } from "./replay-policy.ts";

const places = { elapsed, kilometres: kilometresBetween };

const policies: fc.Arbitrary<ReplayPolicy> = fc.record({
  name: fc.constant("drawn"),
  deadlineMs: fc.option(
    fc.integer({ min: 25, max: 400 }).map((half) => 2 * half),
    { nil: undefined },
  ),
  quorum: fc.constantFrom(undefined, null, 1, 2, 3, "50%" as const, "100%" as const),
  required: fc.option(fc.subarray(["alpha", "beta", "gamma", "nobody"]), { nil: undefined }),
  grace: fc.record({ share: fc.double({ min: 0, max: 2, noNaN: true }), msMax: fc.nat(300) }),
  settle: fc.option(fc.boolean(), { nil: undefined }),
  hedge: fc.constantFrom(undefined, "recorded" as const, "none" as const),
});

const knownToTheEnd = (timeline: AuctionTimeline): AuctionTimeline => ({
  ...timeline,
  knownUntilMs: Number.POSITIVE_INFINITY,
  marks: timeline.marks.map(({ isUnknown: _, ...mark }) => mark),
  longer: timeline.longer && knownToTheEnd(timeline.longer),
});

/** An offer that was the best is not there any more: another instance has answered. */
const hasWithdrawn = ({ marks, longer }: AuctionTimeline): boolean =>
  marks.some(({ best }, i) =>
    best === null ? marks[i - 1]?.best != null : best.cost > (marks[i - 1]?.best?.cost ?? Infinity),
  ) ||
  (longer !== null && hasWithdrawn(longer));

test("JUDGE-1, MARKS-1: a judgement is what the replay under the policy gives", async () => {
  const kinds = fc.record({ faulty: fc.boolean(), hedged: fc.boolean() });
  const markets = kinds.chain((kind) => randomMarkets(kind));
  await fc.assert(
    fc.asyncProperty(markets, policies, async (world, policy) => {
      const { recorded } = await recordWorld(world);
      const timeline = timelineOf(recorded, places, policy);
      const judged = judge(knownToTheEnd(timeline), policy);
      const { result, endedAtMs } = await replayAuction(recorded, policy, places);
      const reports = [...result.bidders, ...recorded.bidders];
      const isLying = reports.some(({ reason }) => reason?.includes("price"));
      expect({
        ...{ endedBy: judged?.endedBy, endedAtMs: judged?.endedAtMs, best: judged?.bestCost },
        ...(isLying ? {} : { isPartial: judged?.isPartial }),
      }).toEqual({
        ...{ endedBy: result.endedBy, endedAtMs, best: result.itineraries[0]?.cost ?? null },
        ...(isLying ? {} : { isPartial: result.partial }),
      });
    }),
    { numRuns: propertyRuns(5_000) },
  );
});

test("JUDGE-1, JUDGE-4: the same where waiting is worth it until some time", async () => {
  const kinds = fc.record({ faulty: fc.boolean(), hedged: fc.boolean() });
  const markets = kinds.chain((kind) => randomMarkets(kind));
  const worthUntil = fc.record({ alpha: fc.nat(300), beta: fc.nat(300), gamma: fc.nat(300) });
  await fc.assert(
    fc.asyncProperty(markets, policies, worthUntil, async (world, policy, until) => {
      const { recorded } = await recordWorld(world);
      const timeline = timelineOf(recorded, places, { hedge: policy.hedge, learning: true });
      const rules = scriptedWaiting(until);
      const judged = judge(knownToTheEnd(timeline), policy, rules.ruleFor({} as never));
      const { result, endedAtMs } = await replayAuction(recorded, policy, places, rules);
      expect({ endedBy: judged?.endedBy, endedAtMs: judged?.endedAtMs }).toEqual({
        ...{ endedBy: result.endedBy, endedAtMs },
      });
    }),
    { numRuns: propertyRuns(3_000) },
  );
});

test("JUDGE-3: the regret of a longer deadline is never larger", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean().chain((hedged) => randomMarkets({ faulty: false, hedged })),
      policies,
      fc.array(fc.integer({ min: 20, max: 800 }), { minLength: 2, maxLength: 6 }),
      async (world, policy, deadlines) => {
        const { recorded } = await recordWorld(world);
        const timeline = timelineOf({ ...recorded, lateWanted: true }, places, policy);
        fc.pre(!hasWithdrawn(timeline));
        const judged = [...deadlines]
          .sort((a, b) => a - b)
          .flatMap((deadlineMs) => judge(timeline, { ...policy, deadlineMs }) ?? [])
          .filter(({ regret }) => regret !== null);
        // A bidder whose bid was cut has more time, so others may end the auction earlier.
        for (const [i, longer] of judged.entries())
          for (const shorter of judged.slice(0, i))
            if (timeline.longer === null || longer.endedAtMs >= shorter.endedAtMs)
              expect(longer.regret).toBeLessThanOrEqual(shorter.regret as number);
      },
    ),
    { numRuns: propertyRuns(2_000) },
  );
});

test("MARKS-5: a judgement of a longer deadline is that of bidders whose bids were not cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.boolean().chain((hedged) => randomMarkets({ faulty: false, hedged })),
      policies,
      fc.integer({ min: 1, max: 400 }),
      async (world, drawn, longerMs) => {
        const { recorded } = await recordWorld(world);
        // A check for settled is planned by each message, so also by one that is cut.
        const deadlineMs = recorded.search.policy.deadlineMs + longerMs;
        const policy = { ...drawn, deadlineMs, settle: false };
        const cut = { ...recorded, events: possible(recorded.events), lateWanted: true };
        const judged = judge(timelineOf(cut, places, policy), policy);
        if (judged === null) return;
        const uncut = { ...recorded, events: possible(withoutCuts(recorded, world.events)) };
        const { result, endedAtMs } = await replayAuction(uncut, policy, places);
        const { endedBy, isPartial, bestCost: best } = judged;
        expect({ endedBy, endedAtMs: judged.endedAtMs, isPartial, best }).toEqual({
          ...{ endedBy: result.endedBy, endedAtMs, isPartial: result.partial },
          best: result.itineraries[0]?.cost ?? null,
        });
      },
    ),
    { numRuns: propertyRuns(2_000) },
  );
});

/** A second instance sends nothing before the hedge to it, and one that is lost nothing at all. */
function possible(events: RecordedAuction["events"]): RecordedAuction["events"] {
  let isHedged = false;
  return events.filter((event) => {
    isHedged ||= event.kind === "hedged";
    if (event.kind === "hedge-lost") return false;
    return event.kind !== "bid" || event.instance !== "alpha-2" || isHedged;
  });
}

/** The offers of a bid that was cut come with the bid that follows, as under a longer budget. */
function withoutCuts(
  { events }: RecordedAuction,
  world: readonly AuctionEvent[],
): RecordedAuction["events"] {
  const messages = world.filter((event) => "bidder" in event);
  const held = new Map<string, readonly SheetRow[]>();
  let next = 0;
  return events.flatMap((event): readonly RecordedEvent[] => {
    if (event.kind !== "bid") return [event];
    const { cut, ...message } = messages[next++] as ScriptedMessage;
    const { instance, sends } = message;
    const rows = [...(held.get(instance) ?? []), ...message.rows];
    if (cut) held.set(instance, sends === "offers" ? message.rows : []);
    return cut ? [] : [{ ...event, bytes: encoded({ ...message, rows }) }];
  });
}

test("JUDGE-2, MARKS-2: after the end of a record whose bidders were told to stop, nothing is known", async () => {
  await fc.assert(
    fc.asyncProperty(
      randomMarkets({ faulty: true, hedged: true }),
      policies,
      async (world, policy) => {
        const { recorded } = await recordWorld({ ...world, lateWanted: false });
        const timeline = timelineOf(recorded, places, policy);
        const { endedAtMs } = await replayAuction(recorded, policy, places);
        const isOut = recorded.bidders.some(({ outcome }) => outcome === "silent");
        if (endedAtMs * 1_000 > recorded.endedAtUs + 1 && isOut)
          expect({ judged: judge(timeline, policy) }).toEqual({ judged: null });
      },
    ),
    { numRuns: propertyRuns(2_000) },
  );
});

/** Of a mark that is judged at once, `best` is no property of its own. */
const asPlain = (timeline: AuctionTimeline): AuctionTimeline => ({
  ...timeline,
  marks: timeline.marks.map((mark) => ({ ...mark, best: mark.best })),
  longer: timeline.longer && asPlain(timeline.longer),
});

test("MARKS-6: a timeline that is judged at once knows the same, and one that is kept holds no bid", async () => {
  const kinds = fc.record({ faulty: fc.boolean(), hedged: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(kinds.chain(randomMarkets), policies, async (world, policy) => {
      const { recorded } = await recordWorld(world);
      const kept = timelineOf(recorded, places, policy);
      const atOnce = timelineOf(recorded, places, { hedge: policy.hedge, kept: false });
      expect(judge(atOnce, policy)).toEqual(judge(kept, policy));
      expect(asPlain(atOnce)).toEqual(asPlain(kept));
      for (const timeline of [kept, kept.longer])
        for (const mark of timeline?.marks ?? [])
          expect(Object.getPrototypeOf(mark)).toBe(Object.prototype);
    }),
    { numRuns: propertyRuns(1_000) },
  );
});

test("JUDGE-2: under its own policy, regret is known where the ledger knows it, and is the same", async () => {
  await fc.assert(
    fc.asyncProperty(randomMarkets({ faulty: true, hedged: true }), async (world) => {
      const { recorded, regret, isAmbiguous } = await recordWorld({ ...world, timersLateMs: 0 });
      fc.pre(!isAmbiguous);
      const judged = judge(timelineOf(recorded, places), AS_RECORDED);
      expect({ regret: judged?.regret }).toEqual({ regret });
    }),
    { numRuns: propertyRuns(5_000) },
  );
});

test("MARKS-3: what a gateway would have learned of an auction is what it did learn", async () => {
  await fc.assert(
    fc.asyncProperty(randomMarkets({ faulty: false, hedged: false }), async (world) => {
      const learned: LearnedAuction[] = [];
      const waiting = {
        ruleFor: () => null,
        learn: (one: LearnedAuction) => void learned.push(one),
      };
      const setup = { ...world.setup, waiting };
      const { recorded, endedAtMs, isAmbiguous } = await recordWorld({ ...world, setup });
      const [auction] = learned;
      fc.pre(!isAmbiguous && auction !== undefined && recorded.endedBy !== "no-bidders");
      // A record does not say which of two things of one instant was first.
      fc.pre(
        !recorded.events.some(({ kind, atUs }) => kind === "lost" && atUs === recorded.endedAtUs),
      );
      const { learning } = timelineOf(recorded, places, { learning: true });
      const untilMs = collectUntilMs(0, recorded.search.policy.deadlineMs);
      expect(learning && seenBy(learning, endedAtMs, untilMs)).toEqual(
        observedAuction(auction as LearnedAuction),
      );
    }),
    { numRuns: propertyRuns(2_000) },
  );
});

test("MARKS-4: against the record regret is known of each auction, and the same as against all where that is known", async () => {
  await fc.assert(
    fc.asyncProperty(
      randomMarkets({ faulty: true, hedged: true }),
      policies,
      async (world, policy) => {
        const { recorded } = await recordWorld({ ...world, lateWanted: true });
        const [all, record] = (["all", "record"] as const).map((against) =>
          judge(timelineOf(recorded, places, { hedge: policy.hedge, against }), policy),
        );
        if (record?.bestCost != null) expect(record.regret).not.toBeNull();
        if (all?.regret != null) expect(record?.regret).toBe(all.regret);
      },
    ),
    { numRuns: propertyRuns(1_000) },
  );
});
