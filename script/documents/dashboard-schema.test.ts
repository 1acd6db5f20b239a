/**
 * The dashboard against Grafana's own schema: it is published as TypeScript types, so the compiler
 * checks a source in which the dashboard stands as a literal. What Grafana does not know, it would
 * ignore without a word, and the panel would be another than was meant.
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { readRepositoryFile } from "./files.ts";

interface Dashboard extends Record<string, unknown> {
  readonly panels: readonly Panel[];
}

interface Panel extends Record<string, unknown> {
  readonly type: string;
  readonly title: string;
}

const require = createRequire(import.meta.url);
const TSC = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
const OPTIONS = [
  ...["--ignoreConfig", "--noEmit", "--strict", "--skipLibCheck", "--pretty", "false"],
  ...["--module", "nodenext", "--target", "es2024"],
];
/** A folder from which the compiler finds the types. */
const CACHE = join(import.meta.dirname, "../../node_modules/.cache");
const TYPES = "@grafana/schema/dist/esm/raw/composable";
/** The panels whose options Grafana describes, with the names in which it has them. */
const KINDS = { timeseries: "TimeSeries", stat: "Stat", table: "Table" };

/**
 * Enumerations are the strings that a JSON file has. An option that a panel leaves out is Grafana's
 * default.
 */
const HEAD = `import type * as grafana from "@grafana/schema";
${Object.entries(KINDS)
  .map(
    ([kind, name]) =>
      `import type * as ${kind} from "${TYPES}/${kind}/panelcfg/x/${name}PanelCfg_types.gen";`,
  )
  .join("\n")}
type Plain<T> = T extends string
  ? \`\${T}\`
  : T extends readonly (infer E)[]
    ? Plain<E>[]
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : T;
type PanelOf<Kind, Options, Custom = {}> = Omit<grafana.Panel, "type" | "options" | "fieldConfig"> & {
  type: Kind;
  options?: Partial<Options>;
  fieldConfig: Omit<grafana.FieldConfigSource, "defaults"> & {
    defaults: Omit<grafana.FieldConfig, "custom"> & { custom?: Custom };
  };
};
type row = grafana.RowPanel;
type timeseriesPanel = PanelOf<"timeseries", timeseries.Options, timeseries.FieldConfig>;
type statPanel = PanelOf<"stat", stat.Options>;
type tablePanel = PanelOf<"table", table.Options, table.FieldConfig>;
`;

function sourceOf({ panels, ...rest }: Dashboard): string {
  const typed = panels.map((panel, i) => {
    const type = panel.type in KINDS ? `${panel.type}Panel` : "row";
    return `export const panel${i}: Plain<${type}> = ${JSON.stringify(panel)};`;
  });
  const dashboard = `export const dashboard: Plain<grafana.Dashboard> = ${JSON.stringify(rest)};`;
  return [HEAD, dashboard, ...typed].join("\n");
}

/** The compiler's complaints, each without its place. */
function faultsOf(dashboard: Dashboard): string[] {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, "dashboard-"));
  try {
    writeFileSync(join(folder, "dashboard.ts"), sourceOf(dashboard));

    const { stdout, stderr } = spawnSync(process.execPath, [TSC, ...OPTIONS, "dashboard.ts"], {
      cwd: folder,
      encoding: "utf8",
    });
    return `${stdout}${stderr}`
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => line.replace(/^dashboard\.ts\(\d+,\d+\): /, ""));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const dashboard = JSON.parse(readRepositoryFile("deploy/observe/dashboard.json")) as Dashboard;

test("the dashboard is one of Grafana's own schema", () => {
  expect(faultsOf(dashboard)).toEqual([]);
});

describe("what Grafana does not know is found", () => {
  const withPanel = (type: string, changes: (panel: Panel) => object): Dashboard => ({
    ...dashboard,
    panels: dashboard.panels
      .filter((panel) => panel.type === type)
      .slice(0, 1)
      .map((panel) => ({ ...panel, ...changes(panel) })),
  });

  test.each<[what: string, dashboard: Dashboard, fault: RegExp]>([
    [
      "a field of the dashboard",
      { ...dashboard, panels: [], refreshes: "5s" },
      /'"refreshes"' does not exist/,
    ],
    [
      "a field of a panel",
      withPanel("timeseries", () => ({ subtitle: "" })),
      /'"subtitle"' does not exist/,
    ],
    [
      "an option of a panel",
      withPanel("timeseries", () => ({
        options: { legend: { displayMode: "lines", placement: "bottom" }, tooltip: {} },
      })),
      /"lines"' is not assignable|not assignable/,
    ],
    ["a kind of panel", withPanel("stat", () => ({ type: "chart" })), /"chart"' is not assignable/],
    ["a missing field", { ...dashboard, schemaVersion: undefined, panels: [] }, /schemaVersion/],
  ])("%s", (_what, broken, fault) => {
    expect(faultsOf(broken).join("\n")).toMatch(fault);
  });
});
