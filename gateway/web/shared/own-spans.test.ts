import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { ownSpans } from "./own-spans.js";

const bid = (
  atMs: number,
  queuedMs: number | null,
  workMs: number | null,
  instance = "stops-1",
) => ({ atMs, instance, queuedMs, workMs });

type Bid = ReturnType<typeof bid>;

const spans = (bids: readonly Bid[], hedges: { atMs: number; instance: string }[] = []) =>
  ownSpans({ calledAtMs: 0, hedges, bids }).map(
    ({ instance, queue, work }) =>
      `${instance}: ${queue === null ? "-" : `${queue.fromMs}-${queue.toMs}`}, ${work === null ? "-" : `${work.fromMs}-${work.toMs}`}`,
  );

describe("when a call waited in a bidder, and when the bidder was at work", () => {
  test.each<[string, readonly Bid[], readonly string[]]>([
    ["an old bidder says nothing", [bid(20, null, null)], []],
    [
      "both end with the bid, whose way back is assumed to take no time",
      [bid(20, 5, 10)],
      ["stops-1: 5-10, 10-20"],
    ],
    ["no search has begun", [bid(20, 15, null)], ["stops-1: 5-20, -"]],
    ["it did not wait", [bid(20, 0, 10)], ["stops-1: -, 10-20"]],
    [
      "the bid that came back soonest says when work began",
      [bid(12, 2, 1), bid(20, 2, 12), bid(31, 2, 18)],
      ["stops-1: 6-8, 8-26"],
    ],
    [
      "a notice of a call that waits is followed by its work",
      [bid(6, 5, null), bid(30, 10, 15)],
      ["stops-1: 5-15, 15-30"],
    ],
  ])("%s", (_what, bids, expected) => {
    expect(spans(bids)).toEqual(expected);
  });

  test("the call of a second instance begins with the hedge to it", () => {
    const bids = [bid(10, 1, 2), bid(40, 8, 5, "stops-2")];
    expect(spans(bids, [{ atMs: 30, instance: "stops-2" }])).toEqual([
      "stops-1: 7-8, 8-10",
      "stops-2: 30-35, 35-40",
    ]);
  });
});

test("property: spans are between the call and the last bid, and do not overlap (SPAN-1)", () => {
  const ms = fc.double({ min: 0, max: 500, noNaN: true });
  const instance = fc.constantFrom("one", "two");
  const bids = fc
    .array(fc.record({ atMs: ms, instance, queuedMs: fc.option(ms), workMs: fc.option(ms) }), {
      maxLength: 6,
    })
    .map((all) => all.sort((a, b) => a.atMs - b.atMs));
  const lanes = fc.record({ calledAtMs: fc.constant(0), bids, hedgedAtMs: ms });
  let drawn = 0;
  fc.assert(
    fc.property(lanes, ({ calledAtMs, bids: all, hedgedAtMs }) => {
      const hedges = [{ atMs: hedgedAtMs, instance: "two" }];
      // No instance bids before its call.
      const its = all.filter((one) => one.instance === "one" || one.atMs >= hedgedAtMs);
      for (const { instance: name, queue, work } of ownSpans({ calledAtMs, hedges, bids: its })) {
        drawn++;
        const from = name === "two" ? hedgedAtMs : 0;
        const last = Math.max(...its.filter((one) => one.instance === name).map((o) => o.atMs));
        const times = [from, queue, work, last].flatMap((one) =>
          one === null ? [] : typeof one === "number" ? [one] : [one.fromMs, one.toMs],
        );
        expect(times).toEqual([...times].sort((a, b) => a - b));
      }
    }),
    { numRuns: propertyRuns(300) },
  );
  expect(drawn).toBeGreaterThan(propertyRuns(300) / 10);
});
