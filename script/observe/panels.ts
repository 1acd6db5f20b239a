/** The panels of deploy/observe/dashboard.json, and the files that Prometheus gets for a run. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";

const FOLDER = join(import.meta.dirname, "..", "..", "deploy", "observe");

export interface Panel {
  readonly title: string;
  /** `row`, `timeseries`, `stat` or `table`. */
  readonly type: string;
  readonly unit: string;
  readonly gridPos: {
    readonly x: number;
    readonly y: number;
    readonly w: number;
    readonly h: number;
  };
  readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
}

type WrittenPanel = Omit<Panel, "unit" | "targets"> &
  Partial<Pick<Panel, "targets">> & {
    readonly fieldConfig?: { readonly defaults?: { readonly unit?: string } };
  };

export function dashboardPanels(): readonly Panel[] {
  const { panels } = JSON.parse(readFileSync(join(FOLDER, "dashboard.json"), "utf8")) as {
    panels: readonly WrittenPanel[];
  };
  return panels.map(({ title, type, gridPos, targets = [], fieldConfig }) => ({
    title,
    type,
    gridPos,
    targets,
    unit: fieldConfig?.defaults?.unit ?? "short",
  }));
}

/** What Grafana puts into a legend. */
export function nameOf(legendFormat: string, metric: Readonly<Record<string, string>>): string {
  return legendFormat.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (_, label: string) => metric[label] ?? "");
}

/** Where a process answers Prometheus. */
export interface Target {
  readonly job: "gateway" | "bidder";
  readonly address: string;
  /** Of a bidder. */
  readonly bidder?: string;
}

/** The files of deploy/observe, with these targets and a scrape a second. */
export function prometheusFiles(targets: readonly Target[]): Readonly<Record<string, string>> {
  const config = parse(readFileSync(join(FOLDER, "prometheus.yml"), "utf8")) as {
    scrape_configs: { job_name: string; static_configs: unknown[] }[];
  } & Record<string, unknown>;
  config["global"] = { scrape_interval: "1s", evaluation_interval: "1s" };
  for (const job of config.scrape_configs)
    job.static_configs = targets
      .filter((target) => target.job === job.job_name)
      .map(({ address, bidder }) => ({
        targets: [address],
        ...(bidder === undefined ? {} : { labels: { bidder } }),
      }));
  return {
    "prometheus.yml": stringify(config),
    "alerts.yml": readFileSync(join(FOLDER, "alerts.yml"), "utf8"),
  };
}
