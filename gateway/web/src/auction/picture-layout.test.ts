import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ENDED_BY, OUTCOMES } from "../../../../proto/messages.ts";
import { propertyRuns } from "../../../../test/harness/property-runs.ts";
import type { DrawnAuction, DrawnLane } from "./drawn-auction.ts";
import { type LaneForm, pictureOf, reach } from "./picture-layout.ts";

const usd = (amount: number) => ({ amount, currency: "USD" });

function lane(facts: Partial<DrawnLane> = {}): DrawnLane {
  return {
    bidder: "stops",
    outcome: "answered",
    reason: null,
    intended: false,
    calledAtMs: 0,
    hedges: [],
    bids: [],
    cancelledAtMs: null,
    late: [],
    ...facts,
  };
}

function auction(facts: Partial<DrawnAuction> = {}): DrawnAuction {
  return {
    deadlineMs: 100,
    endedAtMs: 50,
    endedBy: "complete",
    quorum: null,
    lanes: [],
    best: [],
    regret: null,
    ...facts,
  };
}

const bid = (atMs: number, final = true, floor: number | null = null) => ({
  atMs,
  instance: "stops-1",
  offers: 1,
  final,
  floor: floor === null ? null : usd(floor),
  queuedMs: null as number | null,
  workMs: null as number | null,
});

describe("how far the picture reaches", () => {
  test.each<[string, Partial<DrawnAuction>, number | null, number]>([
    ["while it runs, to the deadline", { endedAtMs: null }, 20, 100],
    ["beyond the deadline, where the answer is late", { endedAtMs: null }, 130, 130],
    ["to a deadline that is near the end", {}, null, 112],
    ["not to one that is far away", { endedAtMs: 40 }, null, 44.8],
    [
      "to what came late soon after",
      { endedAtMs: 40, lanes: [lane({ late: [{ atMs: 90, offers: 1, cheapest: null }] })] },
      null,
      100.8,
    ],
    [
      "not to what came late long after",
      { endedAtMs: 40, lanes: [lane({ late: [{ atMs: 900, offers: 1, cheapest: null }] })] },
      null,
      44.8,
    ],
  ])("%s", (_what, facts, nowMs, ms) => {
    expect(reach(auction(facts), nowMs)).toBeCloseTo(ms);
  });
});

describe("how a lane is drawn (PICTURE-3)", () => {
  test.each<[Partial<DrawnLane>, DrawnAuction["endedBy"], LaneForm]>([
    [{ outcome: "answered" }, "complete", "done"],
    [{ outcome: "answered", intended: true }, "settled", "done"],
    [{ outcome: "empty" }, "complete", "nothing"],
    [{ outcome: "declined" }, "complete", "nothing"],
    [{ outcome: "silent", intended: true }, "quorum", "left-out"],
    [{ outcome: "late", intended: true }, "quorum", "left-out"],
    [{ outcome: "skipped", intended: true }, "complete", "left-out"],
    [{ outcome: "silent" }, "deadline", "fault"],
    [{ outcome: "late" }, "deadline", "fault"],
    [{ outcome: "failed" }, "complete", "fault"],
    [{ outcome: "invalid" }, "complete", "fault"],
    [{ outcome: "absent", calledAtMs: null }, "complete", "no-call"],
    [{ outcome: null, calledAtMs: null }, "complete", "no-call"],
    [{ outcome: null }, null, "working"],
  ])("%j, %s: %s", (facts, endedBy, form) => {
    const drawn = auction({
      lanes: [lane(facts)],
      endedBy,
      endedAtMs: endedBy === null ? null : 50,
    });
    expect(pictureOf(drawn, 300, endedBy === null ? 20 : null).lanes[0]?.form).toBe(form);
  });
});

test("a bidder that has finished has a bar to its last bid, one that has not to the end", () => {
  const drawn = auction({
    deadlineMs: 1_000,
    lanes: [
      lane({ bids: [bid(25)] }),
      lane({ outcome: "silent", cancelledAtMs: 50 }),
      lane({ outcome: "absent", calledAtMs: null }),
    ],
  });
  // 56 ms on 584 pixels, between the two margins.
  expect(pictureOf(drawn, 600, null).lanes.map(({ bar }) => bar)).toEqual([
    { x: 8, width: 260.7 },
    { x: 8, width: 521.4 },
    null,
  ]);
});

describe("what a bidder says of its own time (PICTURE-4)", () => {
  const spansOf = (facts: Partial<DrawnLane>) =>
    pictureOf(auction({ deadlineMs: 1_000, lanes: [lane(facts)] }), 576, null).lanes[0]?.spans;

  test("its queue and then its work, to its bid", () => {
    // 56 ms on 560 pixels, behind a margin of 8.
    expect(spansOf({ bids: [{ ...bid(40), queuedMs: 10, workMs: 20 }] })).toEqual([
      { kind: "queue", x: 108, width: 100 },
      { kind: "work", x: 208, width: 200 },
    ]);
  });

  test("a search of no time is seen too, and who says nothing has none", () => {
    expect(spansOf({ bids: [{ ...bid(40), queuedMs: 0, workMs: 0 }] })).toEqual([
      { kind: "work", x: 408, width: 1 },
    ]);
    expect(spansOf({ bids: [bid(40)] })).toEqual([]);
  });
});

test("the steps of the prices, the grace and the lines", () => {
  const drawn = auction({
    endedAtMs: 100,
    deadlineMs: 800,
    best: [
      { atMs: 20, price: usd(500), last: usd(900), shown: 2 },
      { atMs: 60, price: usd(400), last: usd(900), shown: 3 },
    ],
    quorum: { bidders: 2, required: [], metAtMs: 60, graceEndMs: 100 },
  });
  const { prices, grace, lines } = pictureOf(drawn, 128, null);
  expect(prices).toEqual({
    best: "28,30.4 68,30.4 68,36 108,36",
    last: "28,8 68,8 68,8 108,8",
    late: [],
  });
  expect(grace).toEqual({ x: 68, width: 40 });
  expect(lines).toEqual([
    { kind: "quorum", x: 68 },
    { kind: "end", x: 108 },
  ]);
});

test("what came too late stands at its time, on the scale of the prices (PICTURE-5)", () => {
  const late = [
    { atMs: 150, offers: 1, cheapest: usd(300) },
    { atMs: 200, offers: 2, cheapest: null },
  ];
  const drawn = auction({
    endedAtMs: 100,
    deadlineMs: 800,
    best: [{ atMs: 20, price: usd(500), last: usd(900), shown: 2 }],
    lanes: [lane({ late })],
  });
  // 224 ms on 224 pixels, and 600 in money on 28.
  expect(pictureOf(drawn, 240, null).prices?.late).toEqual([{ x: 158, y: 36 }]);
});

const ms = fc.double({ min: 0, max: 500, noNaN: true });
const lanes = fc.array(
  fc.record({
    bidder: fc.string(),
    outcome: fc.option(fc.constantFrom(...OUTCOMES)),
    reason: fc.constant(null),
    intended: fc.boolean(),
    calledAtMs: fc.option(ms),
    hedges: fc.array(fc.record({ atMs: ms, instance: fc.string() }), { maxLength: 3 }),
    bids: fc.array(
      fc
        .tuple(ms, fc.boolean(), fc.option(fc.nat()), fc.option(ms), fc.option(ms))
        .map(([atMs, final, floor, queuedMs, workMs]) => ({
          ...bid(atMs, final, floor),
          queuedMs,
          workMs,
        })),
      { maxLength: 5 },
    ),
    cancelledAtMs: fc.option(ms),
    late: fc.array(
      fc.record({
        atMs: fc.double({ min: 500, max: 20_000, noNaN: true }),
        offers: fc.nat(9),
        cheapest: fc.constant(null),
      }),
      { maxLength: 3 },
    ),
  }),
  { maxLength: 6 },
);
const drawnAuctions = fc.record({
  deadlineMs: fc.integer({ min: 50, max: 10_000 }),
  endedAtMs: fc.option(fc.double({ min: 0, max: 500, noNaN: true })),
  endedBy: fc.constantFrom(...ENDED_BY),
  quorum: fc.option(
    fc.record({
      bidders: fc.nat(4),
      required: fc.constant<string[]>([]),
      metAtMs: fc.option(ms),
      graceEndMs: fc.constant(null),
    }),
  ),
  lanes,
  best: fc.constant<DrawnAuction["best"]>([]),
  regret: fc.constant(null),
});

test("property: all that is known has a mark within the picture (PICTURE-2), in the order of its time (PICTURE-1)", () => {
  fc.assert(
    fc.property(drawnAuctions, fc.integer({ min: 40, max: 1_400 }), (drawn, width) => {
      const nowMs = drawn.endedAtMs === null ? 300 : null;
      const picture = pictureOf(drawn, width, nowMs);
      expect(picture.lanes.map(({ bidder }) => bidder)).toEqual(
        drawn.lanes.map(({ bidder }) => bidder),
      );
      const placed: { readonly atMs: number; readonly x: number }[] = [];
      picture.lanes.forEach(({ marks, bar, spans }, i) => {
        const { calledAtMs, hedges, bids, cancelledAtMs, late } = drawn.lanes[i] as DrawnLane;
        const times = [
          ...(calledAtMs === null ? [] : [calledAtMs]),
          ...hedges.map(({ atMs }) => atMs),
          ...bids.flatMap(({ atMs, floor }) => (floor === null ? [atMs] : [atMs, atMs])),
          ...(cancelledAtMs === null ? [] : [cancelledAtMs]),
          ...late.map(({ atMs }) => atMs),
        ];
        expect(marks).toHaveLength(times.length);
        marks.forEach(({ x, beyond }, n) => {
          const atMs = times[n] as number;
          placed.push({ atMs, x });
          expect({ atMs, beyond }).toEqual({ atMs, beyond: atMs > reach(drawn, nowMs) });
        });
        if (bar !== null) expect(bar.x + bar.width).toBeLessThanOrEqual(width);
        for (const span of spans) {
          expect(span.x).toBeGreaterThanOrEqual(0);
          expect(span.x + span.width).toBeLessThanOrEqual(width);
        }
      });
      for (const { x } of [...placed, ...picture.lines]) {
        expect(x).toBeGreaterThanOrEqual(0);
        expect(x).toBeLessThanOrEqual(width);
      }
      placed.sort((a, b) => a.atMs - b.atMs);
      expect(placed.every(({ x }, i) => i === 0 || x >= (placed[i - 1]?.x ?? 0))).toBe(true);
    }),
    { numRuns: propertyRuns(1_000) },
  );
});
