/** What the timeline of an auction says is what happened in it, on random auctions. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { round } from "../../gateway/auction/outcome.ts";
import type { KeptLane } from "../../gateway/auction/timeline/kept-times.ts";
import { type Timeline, timelineOf } from "../../gateway/auction/timeline/timeline.ts";
import type { ProgressStep } from "../../proto/messages.ts";
import { SEARCH_ID } from "../fixtures/auction/auction.ts";
import { propertyRuns } from "../harness/property-runs.ts";
import {
  type AuctionEvent,
  inOrder,
  type PlayedWorld,
  playWorld,
  type ScriptedMessage,
  sheetRow,
} from "./world.ts";

const RUNS = { numRuns: propertyRuns(2_000) };
const DEADLINE_MS = 100;
const EXPECTED = ["alpha", "beta", "gamma"];
/** One that is alive and not waited for, one that is gone, and one that nobody knows. */
const OTHERS = ["delta", "epsilon", "zeta"];

/** What is true, and what no clock can say. */
const us = fc.oneof(fc.integer({ min: 0, max: 60_000 }), fc.integer({ min: 0, max: 0xffff_ffff }));

const message = (bidder: string, instance: string): fc.Arbitrary<ScriptedMessage> =>
  fc.record({
    at: fc.nat(140),
    bidder: fc.constant(bidder),
    instance: fc.constant(instance),
    sends: fc.constantFrom("part", "part", "offers", "empty", "declined", "failed", "garbage"),
    rows: fc.array(sheetRow(["BA", "Alder"]), { maxLength: 3 }),
    floor: fc.option(fc.integer({ min: 100, max: 900 })),
    ownUs: fc.option(fc.record({ queuedUs: us, workedUs: us }), { nil: undefined }),
  });

const messages = (bidder: string, instance = `${bidder}-1`) =>
  fc.array(message(bidder, instance), { maxLength: 4 });

const lost: fc.Arbitrary<AuctionEvent[]> = fc.array(
  fc.record({ at: fc.nat(140), lost: fc.constantFrom(...EXPECTED) }),
  { maxLength: 1 },
);

const worlds = fc.record({
  quorum: fc.option(fc.integer({ min: 1, max: 4 })),
  hedged: fc.boolean(),
  waitedMs: fc.constantFrom(0, 7),
  events: fc
    .tuple(
      ...[...EXPECTED, ...OTHERS].map((bidder) => messages(bidder)),
      messages("alpha", "alpha-2"),
      lost,
    )
    .map((lists) => inOrder(...lists)),
});

type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

function setupOf({ quorum, hedged, waitedMs }: Omit<World, "events">) {
  return {
    expected: EXPECTED,
    skipped: ["delta"],
    absent: ["epsilon"],
    policy: { deadlineMs: DEADLINE_MS, quorum, required: [] },
    search: { maxResults: 2 },
    waitedMs,
    ...(hedged ? { hedgeAfterMs: { alpha: 20 }, hedgeTo: { alpha: "alpha-2" } } : {}),
  };
}

async function played({
  events,
  ...terms
}: World): Promise<[PlayedWorld, Timeline, readonly KeptLane[]]> {
  const world = await playWorld({ setup: setupOf(terms), events });
  const timed = world.ledger.timed(SEARCH_ID);
  if (timed === undefined) throw new Error("no times are kept");
  return [world, timelineOf(timed), timed.times.lanes];
}

test("every bidder has one lane, with its outcome (TIMELINE-1), and the facts agree with result and ledger (TIMELINE-3)", async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const [{ result, view }, timeline, kept] = await played(world);
      const { lanes, best, regret } = timeline;
      const inResult = lanes.filter(({ outcome }) => outcome !== null);
      expect(inResult.map(({ bidder, outcome, reason }) => ({ bidder, outcome, reason }))).toEqual(
        result.bidders.map(({ bidder, outcome, reason }) => ({ bidder, outcome, reason })),
      );
      expect(lanes.filter(({ outcome, bids }) => outcome === null && bids.length > 0)).toEqual([]);
      expect(new Set(lanes.map(({ bidder }) => bidder)).size).toBe(lanes.length);
      for (const { bidder, instance, latencyMs, hedged } of result.bidders) {
        const lane = lanes.find((one) => one.bidder === bidder);
        const isOut = kept.some((one) => one.bidder === bidder && !one.finished);
        const counted = lane?.bids.filter((bid) => isOut || bid.instance === instance) ?? [];
        const last = counted.length === 0 ? null : Math.max(...counted.map(({ atMs }) => atMs));
        expect({ bidder, last, hedged: lane?.hedges.length }).toEqual({
          bidder,
          last: latencyMs,
          hedged: hedged ? 1 : 0,
        });
      }
      const late = lanes.flatMap((lane) =>
        lane.late.map(({ offers }) => ({ bidder: lane.bidder, offers })),
      );
      for (const { bidder, offers } of view.late) {
        const its = late.filter((one) => one.bidder === bidder);
        expect({ bidder, offers: its.reduce((sum, one) => sum + one.offers, 0) }).toEqual({
          bidder,
          offers,
        });
      }
      expect(late.every((one) => view.late.some(({ bidder }) => bidder === one.bidder))).toBe(true);
      expect(best.at(-1)?.price).toEqual(result.itineraries[0]?.price);
      expect(best.at(-1)?.shown ?? 0).toBe(result.itineraries.length);
      expect(regret).toEqual(view.regret);
    }),
    RUNS,
  );
});

test("what the auction did lies between 0 and its end, and what came late after it (TIMELINE-2)", async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const [{ endedAtMs }, { lanes, quorum, best, ...timeline }] = await played(world);
      expect(timeline.endedAtMs).toBe(round(endedAtMs + world.waitedMs));
      const end = timeline.endedAtMs;
      const within = [
        ...lanes.flatMap(({ calledAtMs }) => (calledAtMs === null ? [] : [calledAtMs])),
        ...lanes.flatMap(({ hedges, bids }) => [...hedges, ...bids].map(({ atMs }) => atMs)),
        ...best.map(({ atMs }) => atMs),
        quorum?.metAtMs ?? 0,
      ];
      expect(within.filter((atMs) => atMs < 0 || atMs > end)).toEqual([]);
      for (const { bids } of lanes)
        expect(bids.map(({ atMs }) => atMs)).toEqual(bids.map(({ atMs }) => atMs).sort(byNumber));
      expect(best.map(({ atMs }) => atMs)).toEqual(best.map(({ atMs }) => atMs).sort(byNumber));
      const calls = lanes.map(({ calledAtMs }) => calledAtMs).filter((atMs) => atMs !== null);
      expect(new Set(calls)).toEqual(new Set([world.waitedMs]));
      expect(lanes.flatMap(({ late }) => late.filter(({ atMs }) => atMs < end))).toEqual([]);
      for (const { cancelledAtMs } of lanes)
        if (cancelledAtMs !== null) expect(cancelledAtMs).toBe(end);
      if (quorum?.metAtMs != null && timeline.endedBy === "quorum")
        expect(quorum.graceEndMs).toBeLessThanOrEqual(end);
    }),
    RUNS,
  );
});

test("only a bidder that the auction did not wait for is left out on purpose (TIMELINE-4)", async () => {
  const count = { intended: 0, fault: 0 };
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const [, { lanes, endedBy }] = await played(world);
      for (const { bidder, outcome, reason, intended, cancelledAtMs, bids } of lanes) {
        count[intended ? "intended" : "fault"]++;
        const seen = { bidder, outcome, endedBy, intended };
        const ended = bids.some(({ final }) => final);
        if (intended && outcome !== "skipped") {
          expect(["quorum", "settled", "cancelled", "complete"]).toContain(endedBy);
          expect({ ...seen, toldToStop: cancelledAtMs !== null }).toMatchObject({
            toldToStop: true,
          });
        }
        if (reason?.includes("instance was lost"))
          expect({ ...seen, reason }).toMatchObject({ intended: false });
        if (outcome === "absent" || outcome === "failed" || outcome === "invalid")
          expect(seen).toMatchObject({ intended: false });
        if (endedBy === "deadline" && outcome !== "skipped")
          expect(seen).toMatchObject({ intended: false });
        if (endedBy === "quorum" && EXPECTED.includes(bidder) && outcome === "silent" && !ended) {
          const isLost = world.events.some((one) => "lost" in one && one.lost === bidder);
          if (!isLost) expect(seen).toMatchObject({ intended: true });
        }
      }
    }),
    RUNS,
  );
  expect(Math.min(count.intended, count.fault)).toBeGreaterThan(RUNS.numRuns / 20);
});

test("the best price at a moment is that of an auction which ends then (TIMELINE-3)", async () => {
  const count = { some: 0, none: 0 };
  const moments = fc.tuple(worlds, fc.nat(DEADLINE_MS - 10));
  await fc.assert(
    fc.asyncProperty(moments, async ([drawn, atMs]) => {
      const world = { ...drawn, hedged: false, waitedMs: 0 as const };
      const [{ endedAtMs }, { best }] = await played(world);
      if (atMs >= endedAtMs) return;
      const before = world.events.filter(({ at }) => at <= atMs);
      const leaves = { at: atMs, caller: "disconnects" as const };
      const events = [...before, leaves];
      const ended = await playWorld({ setup: setupOf(world), events });
      const shown = best.findLast((one) => one.atMs <= atMs);
      expect(shown?.price).toEqual(ended.result.itineraries[0]?.price);
      expect(shown?.last).toEqual(ended.result.itineraries.at(-1)?.price);
      expect(shown?.shown ?? 0).toBe(ended.result.itineraries.length);
      count[shown === undefined ? "none" : "some"]++;
    }),
    RUNS,
  );
  expect(Math.min(count.some, count.none)).toBeGreaterThan(RUNS.numRuns / 20);
});

test("what a bidder says of its own time lies between its call and its bid (TIMELINE-5)", async () => {
  const count = { said: 0, bounded: 0, silent: 0 };
  await fc.assert(
    fc.asyncProperty(worlds, async (world) => {
      const [, { lanes }, kept] = await played(world);
      for (const { bidder, bids, calledAtMs, hedges } of lanes) {
        const raws = (kept.find((one) => one.bidder === bidder)?.attempts ?? []).flatMap(
          (attempt) => attempt.bids.map((raw) => ({ ...raw, instance: attempt.instance })),
        );
        for (const { atMs, instance, queuedMs, workMs } of bids) {
          // Those of one instance stand in the same order.
          const raw = raws.splice(
            raws.findIndex((one) => one.instance === instance),
            1,
          )[0];
          expect({ queuedMs: queuedMs === null, workMs: workMs === null }).toEqual({
            queuedMs: raw?.queuedMs === null,
            workMs: raw?.workedMs === null,
          });
          if (queuedMs === null || workMs === null) count.silent++;
          else {
            const from = hedges.find((one) => one.instance === instance)?.atMs ?? calledAtMs ?? 0;
            const said = (raw?.queuedMs ?? 0) + (raw?.workedMs ?? 0);
            expect(round(queuedMs + workMs)).toBe(round(Math.min(said, atMs - from)));
            expect(Math.min(queuedMs, workMs)).toBeGreaterThanOrEqual(0);
            count[said > atMs - from ? "bounded" : "said"]++;
          }
        }
      }
    }),
    RUNS,
  );
  expect(Math.min(count.said, count.bounded, count.silent)).toBeGreaterThan(RUNS.numRuns / 20);
});

/** What the lanes have, or what was told of them, in one order: bids of one instant have none. */
const toldOf = (
  lanes: readonly Pick<Timeline["lanes"][number], "bidder" | "bids" | "hedges">[],
) => ({
  bids: lanes
    .flatMap(({ bidder, bids }) => bids.map((bid) => JSON.stringify({ bidder, ...bid })))
    .sort(),
  hedges: lanes.flatMap(({ bidder, hedges }) =>
    hedges.map((hedge) => JSON.stringify({ bidder, ...hedge })),
  ),
});

test("what is told while an auction runs is what its timeline has later (PROGRESS-1)", async () => {
  const count = { hedges: 0, quorums: 0, best: 0 };
  await fc.assert(
    fc.asyncProperty(worlds, async ({ events, ...terms }) => {
      const steps: ProgressStep[] = [];
      const setup = {
        ...setupOf(terms),
        observe: () => {},
        progress: (step: ProgressStep) => void steps.push(step),
      };
      const { ledger } = await playWorld({ setup, events });
      const timed = ledger.timed(SEARCH_ID);
      if (timed === undefined) throw new Error("no times are kept");
      const { lanes, quorum, best } = timelineOf(timed);
      const bids = steps.flatMap(({ bidder = "", bid, hedge }) =>
        bid === undefined && hedge === undefined
          ? []
          : [{ bidder, bids: bid ? [bid] : [], hedges: hedge ? [hedge] : [] }],
      );
      expect(toldOf(bids)).toEqual(toldOf(lanes));
      const calls = steps.flatMap(({ calledAtMs }) => calledAtMs ?? []);
      expect(calls).toEqual([terms.waitedMs]);
      const quorums = steps.flatMap((step) => step.quorum ?? []);
      expect(quorums.at(-1) ?? null).toEqual(quorum);
      expect(quorums.length).toBe(quorum === null ? 0 : quorum.metAtMs === null ? 1 : 2);
      if (quorums.length === 2) count.quorums++;
      count.hedges += toldOf(lanes).hedges.length;
      // The timeline ranks only the attempt that counts.
      if (terms.hedged) return;
      const told = steps.flatMap((step) => step.best ?? []);
      for (const { atMs } of told) {
        const [now, later] = [told, best].map((all) => all.findLast((one) => one.atMs <= atMs));
        expect({ ...now, atMs }).toEqual({ ...later, atMs });
        count.best++;
      }
    }),
    RUNS,
  );
  expect(Math.min(count.hedges, count.quorums, count.best)).toBeGreaterThan(RUNS.numRuns / 20);
});

function byNumber(one: number, other: number): number {
  return one - other;
}
