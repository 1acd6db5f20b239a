/** The chart as its reader sees it: where the points and the line of the frontier are. */
import { expect, test } from "@jest/globals";
import type { PolicyFigures } from "../../gateway/replay/policy-figures.ts";
import { frontierChart } from "./frontier-chart.ts";

function figures(name: string, meanMs: number | null, meanPercent: number | null): PolicyFigures {
  const none = { p50Ms: null, p95Ms: null, p99Ms: null };
  return {
    ...{ policy: { name }, auctions: 1, unknown: 0, partialShare: null, ends: {} },
    ...{ time: { ...none, meanMs }, byMarket: [], byBidder: [], compared: null },
    regret: { known: 1, shareWithAny: null, meanPercent, p95Percent: null, money: [] },
  };
}

/** Where each point is, by its title, and the line's points in their order. */
function drawn(chart: string) {
  const circles = chart.matchAll(
    /<circle cx="([\d.]+)" cy="([\d.]+)"[^>]*><title>([^<]*)<\/title>/g,
  );
  const points = [...circles].map(([, x, y, title = ""]) => [title, `${x},${y}`] as const);
  const [, line] = /<polyline points="([^"]*)"/.exec(chart) ?? [];
  return { points: Object.fromEntries(points), line: line?.split(" ") };
}

/** The axes go to 400 ms and 2 %, in the area from 64,40 to 570,368. */
const POLICIES = [
  figures("slow", 400, 0),
  figures("beaten", 300, 1),
  figures("middle", 200, 1),
  figures("fast", 100, 2),
];

test("each policy has a point at its mean time and mean regret", () => {
  expect(drawn(frontierChart(POLICIES)).points).toEqual({
    "slow: 400.0 ms, 0.000 %": "570.0,368.0",
    "beaten: 300.0 ms, 1.000 %": "443.5,204.0",
    "middle: 200.0 ms, 1.000 %": "317.0,204.0",
    "fast: 100.0 ms, 2.000 %": "190.5,40.0",
  });
});

test("the line joins those that no other one beats in both, from fast to slow", () => {
  const line = ["190.5,40.0", "317.0,204.0", "570.0,368.0"];
  const chart = drawn(frontierChart(POLICIES));
  expect({ line: chart.line, reversed: drawn(frontierChart(POLICIES.toReversed())).line }).toEqual({
    ...{ line, reversed: line },
  });
});

test("the axes have short numbers up to what is beyond all points", () => {
  const texts = frontierChart(POLICIES).matchAll(/text-anchor="(end|middle)"[^>]*>([\d.]+)</g);
  const ticks = [...texts].map(([, anchor, number]) => `${anchor} ${number}`);
  expect(ticks).toEqual([
    ...[0, 0.5, 1, 1.5, 2].map((percent) => `end ${percent}`),
    ...[0, 100, 200, 300, 400].map((ms) => `middle ${ms}`),
  ]);
});

test("one whose time or regret is not known has no point, and without any there is an empty chart", () => {
  const unknown = [figures("no time", null, 1), figures("no regret", 100, null)];
  const { points, line } = drawn(frontierChart([...unknown, figures("known", 100, 2)]));
  expect({ points: Object.keys(points), line: line?.length }).toEqual({
    ...{ points: ["known: 100.0 ms, 2.000 %"], line: 1 },
  });
  expect(drawn(frontierChart(unknown))).toEqual({ points: {}, line: [""] });
  expect(frontierChart([])).not.toMatch(/NaN|Infinity/);
});

test("a name is text, whatever is in it", () => {
  const chart = frontierChart([figures('<script>"&', 100, 1)]);
  expect({ isText: !chart.includes("<script") }).toEqual({ isText: true });
  expect(chart.match(/&lt;script&gt;&quot;&amp;/g)).toHaveLength(2);
});
