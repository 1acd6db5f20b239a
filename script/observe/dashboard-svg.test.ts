import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { dashboardSvg, inUnit } from "./dashboard-svg.ts";
import { dashboardPanels, nameOf, type Panel, prometheusFiles } from "./panels.ts";

const panel = (title: string, y: number, type = "timeseries"): Panel => ({
  title,
  type,
  unit: "reqps",
  gridPos: { x: 0, y, w: 6, h: 8 },
  targets: [],
});

test("a drawing has each panel with its lines, and says where there is no data", () => {
  const points = [
    [0, 1],
    [10, 3],
  ] as const;
  const svg = dashboardSvg(
    "A & B",
    [
      { panel: panel("Lines", 0), series: [{ name: "<one>", points }] },
      { panel: panel("Empty", 8), series: [] },
      { panel: panel("Values", 16, "stat"), series: [{ name: "two", points }] },
      { panel: panel("A row", 24, "row"), series: [] },
    ],
    10,
  );
  for (const title of ["A &amp; B", "Lines", "Empty", "no data", "Values", "two: 3/s", "A row"])
    expect(svg).toContain(title);
  expect(svg).toContain("<title>&lt;one></title>");
  // The second value is the higher one: its end is the right end of the panel.
  expect(svg).toMatch(/<polyline points="46\.0,\d+\.\d 284\.0,\d+\.\d"/);
  expect(svg.match(/no data/g)).toHaveLength(1);
});

test("more names than there is room for are counted", () => {
  const series = Array.from({ length: 9 }, (_, i) => ({
    name: `a long name of number ${i}`,
    points: [[0, i]] as const,
  }));
  expect(dashboardSvg("", [{ panel: panel("Many", 0), series }], 1)).toContain("<tspan>+7</tspan>");
});

test.each([
  [0.123, "percentunit", "12 %"],
  [0.0456, "s", "46 ms"],
  [4.94, "s", "4.9 s"],
  [150 * 2 ** 20, "bytes", "150 MiB"],
  [24.6, "reqps", "25/s"],
  [2, "short", "2"],
])("%d in the unit %s is %s", (value, unit, text) => expect(inUnit(value, unit)).toBe(text));

test("a legend takes the labels of its series", () => {
  expect(nameOf("{{bidder}} {{ outcome }} {{none}}", { bidder: "stops", outcome: "late" })).toBe(
    "stops late ",
  );
});

test("Prometheus gets the files that ship, with the targets of the run", () => {
  const files = prometheusFiles([
    { job: "gateway", address: "127.0.0.1:1" },
    { job: "bidder", address: "127.0.0.1:2", bidder: "stops" },
  ]);
  const { rule_files, scrape_configs } = parse(files["prometheus.yml"] ?? "");
  expect(rule_files).toEqual(["alerts.yml"]);
  expect(scrape_configs).toEqual([
    { job_name: "gateway", static_configs: [{ targets: ["127.0.0.1:1"] }] },
    {
      job_name: "bidder",
      static_configs: [{ targets: ["127.0.0.1:2"], labels: { bidder: "stops" } }],
    },
  ]);
  expect(files["alerts.yml"]).toContain("alert: PartialResults");
  expect(dashboardPanels().length).toBeGreaterThan(30);
});
