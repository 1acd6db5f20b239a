import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ArmCounts } from "../../gateway/experiments/arm-counts.ts";
import { Moments } from "../../gateway/experiments/moments.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { columnsOf } from "../cli/layout.ts";
import { pooled, readView, samplesOf } from "./arm-samples.ts";
import { experimentReport } from "./report.ts";
import { reportText } from "./report-text.ts";

/** What a gateway answers after these auctions: their times in ms, those above 800 partial. */
function viewOf(
  arms: Readonly<Record<string, readonly number[]>>,
  experiment: string | null = "e",
  changes: object = {},
) {
  const countsOf = (times: readonly number[]) => {
    const counts = new ArmCounts();
    for (const elapsedMs of times) {
      const partial = elapsedMs > 800;
      counts.add({ endedBy: "complete", partial, elapsedMs, bestPrice: 30_000 - elapsedMs });
      counts.addRegret(partial ? null : elapsedMs % 2 === 0 ? 0 : 100);
    }
    return counts.view();
  };
  return readView(
    JSON.parse(
      JSON.stringify({
        ...{ policies: [], experiment, by: "search", currency: "USD" },
        arms: Object.entries(arms).map(([arm, times]) => ({
          ...{ arm, policy: arm === "control" ? null : "p", share: 5_000, state: "running" },
          ...{ stopped: null, ...countsOf(times) },
        })),
        shadows: [{ policy: "s", unknown: 3, nothing: 1, ...countsOf([100, 200]) }],
        ...changes,
      }),
    ),
  );
}

type View = ReturnType<typeof viewOf>;
const armOf = ({ arms }: View) => arms[0] as View["arms"][number];
const shareOf = (view: View, share: number): View => ({
  ...view,
  arms: view.arms.map((one) => ({ ...one, share })),
});

const SLOW = Array.from({ length: 400 }, (_, i) => 500 + i);
const FAST = SLOW.map((ms) => ms - 300);

describe("counts of several gateways are those of one with all their auctions (ARMSAMPLES-1)", () => {
  test("of any parts: mean, variance and quantiles", () => {
    const times = fc.array(fc.integer({ min: 1, max: 1_500 }), { maxLength: 60 });
    fc.assert(
      fc.property(times, times, (one, other) => {
        const [both] = samplesOf([viewOf({ control: one }), viewOf({ control: other })]).arms;
        const [all] = samplesOf([viewOf({ control: [...one, ...other] })]).arms;
        if (both === undefined || all === undefined) throw new Error("there is control");
        expect(both.elapsedMs.mean).toBeCloseTo(all.elapsedMs.mean, 8);
        expect(both.elapsedMs.variance).toBeCloseTo(all.elapsedMs.variance, 6);
        expect(both.regret.mean).toBeCloseTo(all.regret.mean, 8);
        const shownOf = (of: typeof all) => [
          ...[of.auctions, of.partial, of.regretUnknown, of.regretSome],
          ...(of.auctions === 0 ? [] : [1, of.auctions].map((rank) => of.timeAt(rank))),
        ];
        expect(shownOf(both)).toEqual(shownOf(all));
      }),
      { numRuns: propertyRuns(30) },
    );
  });

  test("a time of a rank is that of the auction of this rank, to 1 %", () => {
    const [arm] = samplesOf([viewOf({ control: SLOW })]).arms;
    const off = [1, 7, 200, 399, 400].filter(
      (rank) => Math.abs((arm?.timeAt(rank) ?? 0) / (SLOW[rank - 1] as number) - 1) > 0.01,
    );
    expect({ off }).toEqual({ off: [] });
  });

  test.each([
    ["no experiment", [viewOf({}, null)], /no experiment runs/],
    [
      "another experiment",
      [viewOf({ control: [] }), viewOf({ control: [] }, "f")],
      /do not run one/,
    ],
    [
      "another share: one has not read the new file yet",
      [viewOf({ control: [] }), shareOf(viewOf({ control: [] }), 4_000)],
      /control \(the gateway's policy, 50 %\).*; and .* 40 %/,
    ],
    [
      "another policy",
      [
        viewOf({ b: [] }),
        { ...viewOf({ b: [] }), arms: [{ ...armOf(viewOf({ b: [] })), policy: "q" }] },
      ],
      /do not run one/,
    ],
    [
      "other shadow policies",
      [viewOf({ control: [] }), viewOf({ control: [] }, "e", { shadows: [] })],
      /shadows s/,
    ],
    [
      "keys and searches",
      [viewOf({ control: [] }), viewOf({ control: [] }, "e", { by: "key" })],
      /e by key/,
    ],
    ["other arms", [viewOf({ control: [] }), viewOf({ control: [], b: [] })], /do not run one/],
  ])("not with %s", (_what, views, why) => {
    expect(() => samplesOf(views)).toThrow(why);
  });

  test("an answer of another form is no report", () => {
    expect(() => readView({ experiment: "e", arms: [{}] })).toThrow(/another form at currency/);
  });
});

test("pooled moments are those of all values", () => {
  const of = (values: readonly number[]) => {
    const moments = new Moments();
    for (const value of values) moments.add(value);
    return moments.view();
  };
  const both = pooled([of([1, 2]), of([]), of([10])]);
  const all = of([1, 2, 10]);
  expect(both.count).toBe(3);
  expect(both.mean).toBeCloseTo(all.mean, 12);
  expect(both.variance).toBeCloseTo(all.variance, 12);
});

describe("the report", () => {
  const report = experimentReport(
    samplesOf([viewOf({ control: SLOW, fast: FAST, same: SLOW.map((ms) => ms + 1) })]),
    0.95,
  );
  const verdictOf = (measure: string, arm: string) =>
    report.measures.find((one) => one.measure === measure && one.arm === arm)?.verdict;

  test("calls a difference one only where its interval does not contain 0 (ARMREPORT-1)", () => {
    expect({
      fast: verdictOf("mean time", "fast"),
      fastPartial: verdictOf("share partial", "fast"),
      dearer: verdictOf("mean best price", "fast"),
      same: verdictOf("mean time", "same"),
      control: verdictOf("mean time", "control"),
    }).toEqual({
      ...{ fast: "less", fastPartial: "less", dearer: "more" },
      ...{ same: "no difference shown", control: "" },
    });
  });

  test("says how many auctions are not known (ARMREPORT-2)", () => {
    const regret = report.measures.find(
      ({ measure, arm }) => measure === "mean regret, where known" && arm === "control",
    );
    // Of 500 to 899 ms those above 800 are partial, and their regret is not known.
    expect({ unknown: regret?.unknown, shadow: report.shadows[0]?.unknown }).toEqual({
      ...{ unknown: 99, shadow: 3 },
    });
    const text = reportText(report, { width: 200, paint: (_, its) => its });
    expect(text).toMatch(/mean regret, where known\s+control.*unknown of 99/);
    expect(text).toMatch(
      /mean time\s+control\s+699\.5 ms .*\n\s+fast\s+399\.5 ms .*−300\.0 ms .*less/,
    );
    expect(text).toMatch(/shadow s: known of 2 auctions, unknown of 3/);
  });

  test("by keys has estimates alone, and says why (ARMREPORT-3)", () => {
    const byKey = viewOf({ control: SLOW, fast: FAST }, "e", { by: "key" });
    const its = experimentReport(samplesOf([byKey]), 0.95);
    const all = [...its.measures, ...its.shadows.flatMap(({ measures }) => measures)];
    const judged = all.filter(
      ({ estimate, difference, verdict }) =>
        verdict !== "" || (estimate?.interval ?? difference?.interval ?? null) !== null,
    );
    expect({ judged, measures: its.measures.length > 10 }).toEqual({ judged: [], measures: true });
    const text = reportText(its, { width: 200, paint: (_, words) => words });
    expect(text).toMatch(/mean time\s+control\s+699\.5 ms *\n\s+fast\s+399\.5 ms\s+−300\.0 ms/);
    expect(text).not.toMatch(/too few|no difference shown|intervals of/);
    expect(text).toMatch(/neither intervals\s+nor verdicts/);
  });

  test.each([30, 60, 80, 120, 200])("fits %p columns (FIT-1)", (width) => {
    const lines = reportText(report, { width, paint: (_, its) => its }).split("\n");
    expect(lines.filter((line) => columnsOf(line) > width)).toEqual([]);
  });
});
