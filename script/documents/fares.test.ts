import { beforeAll, describe, expect, test } from "@jest/globals";
import {
  type Compared,
  comparedFares,
  currentDrawing,
  DOCUMENT,
  deviation,
  documentWith,
  drawingOf,
} from "./fares.ts";
import { fareChart } from "./fares-chart.ts";
import { readRepositoryFile } from "./files.ts";
import { PUBLISHED_AVERAGES } from "./published-averages.ts";

let all: readonly Compared[];

beforeAll(async () => {
  all = await comparedFares();
});

test("docs/fares.md and its drawing are up to date; npx node script/documents/fares.ts writes them", () => {
  expect(readRepositoryFile(DOCUMENT)).toBe(documentWith(all));
  expect(currentDrawing()).toBe(drawingOf(all));
});

describe("the fare model against published averages", () => {
  test.each(
    PUBLISHED_AVERAGES.map(({ name }, i) => [name, i] as const),
  )("%s: within 35 %%", (_, i) => {
    const one = all[i] as Compared;
    expect(one.flights).toBeGreaterThan(0);
    expect(Math.abs(deviation(one))).toBeLessThanOrEqual(35);
  });

  test("all of them: within 12 % on the mean, and neither above nor below on the whole", () => {
    const off = all.map(deviation);
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    expect(mean(off.map(Math.abs))).toBeLessThan(12);
    expect(Math.abs(mean(off))).toBeLessThan(6);
  });

  test("each names its source and its year", () => {
    for (const { source, year, amount } of PUBLISHED_AVERAGES) {
      expect(source.length).toBeGreaterThan(10);
      expect(year).toMatch(/20\d\d/);
      expect(amount).toBeGreaterThan(0);
    }
  });
});

test("the drawing has a line and two dots for each pair, further right for more", () => {
  const svg = fareChart([{ name: "A & B", published: 100, modelled: 200 }]);
  const dots = [...svg.matchAll(/<circle cx="([\d.]+)"[^>]*><title>A &amp; B, (\w+): (\d+)/g)];
  expect(dots.map(([, , which, dollars]) => [which, dollars])).toEqual([
    ["published", "100"],
    ["modelled", "200"],
  ]);
  const [one, other] = dots.map(([, x]) => Number(x)) as [number, number];
  expect(other).toBeGreaterThan(one);
});
