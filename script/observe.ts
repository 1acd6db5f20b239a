/**
 * `npm run observe`: the dashboard and the alerts of deploy/observe on a real Prometheus. Starts
 * the system, lets callers search, kills a bidder and freezes another one for a while, asks
 * Prometheus each query of the dashboard, and draws it: docs/images/dashboard.svg, or the file that
 * is named. Everything is on 127.0.0.1 and ends with the command, which takes two minutes.
 *
 * Exit codes: 0 every panel has data and every alert is evaluated · 1 not so, or something failed
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as passed } from "node:timers/promises";
import { messageOf } from "../proto/errors.ts";
import { type DrawnPanel, type DrawnSeries, dashboardSvg } from "./observe/dashboard-svg.ts";
import { searchUntil } from "./observe/load.ts";
import { dashboardPanels, nameOf, type Panel, prometheusFiles } from "./observe/panels.ts";
import { Prometheus } from "./observe/prometheus.ts";
import { startWatchedSystem } from "./observe/watched-system.ts";

/** What happens, and when, in seconds of the run. */
const KILL_AT_S = 25;
const FREEZE_AT_S = 40;
const THAW_AT_S = 50;
/** More than a minute after the kill: then ProcessDown fires. */
const RUN_S = 110;
/** Four scrapes and more, as Grafana chooses it; a busy machine scrapes late. */
const RATE_INTERVAL = "15s";
const STEP_S = 2;

type System = Awaited<ReturnType<typeof startWatchedSystem>>;
type Rule = Awaited<ReturnType<Prometheus["rules"]>>[number];

const file = process.argv[2] ?? join(import.meta.dirname, "..", "docs", "images", "dashboard.svg");

/** Empty as long as nothing of the kind has happened. */
async function queried(prometheus: Prometheus, panel: Panel, beganS: number): Promise<DrawnPanel> {
  const series: DrawnSeries[] = [];
  for (const { expr, legendFormat } of panel.targets) {
    const query = expr.replaceAll("$__rate_interval", RATE_INTERVAL);
    for (const one of await prometheus.range(query, beganS, beganS + RUN_S, STEP_S)) {
      const points = one.values
        .map(([at, value]) => [at - beganS, Number(value)] as const)
        .filter(([, value]) => Number.isFinite(value)); // a quantile of nothing
      if (points.length > 0) series.push({ name: nameOf(legendFormat, one.metric), points });
    }
  }
  return { panel, series };
}

/** Lets callers search while things happen, and reports what Prometheus then knows. */
async function observed(system: System, prometheus: Prometheus): Promise<boolean> {
  const beganS = Date.now() / 1_000;
  const over = new AbortController();
  const searching = searchUntil(system.url, over.signal);
  const until = (second: number) => passed(Math.max(0, (beganS + second) * 1_000 - Date.now()));
  const { stops, nonstop } = system.more;
  await until(KILL_AT_S);
  stops.kill();
  await until(FREEZE_AT_S);
  process.kill(nonstop.pid as number, "SIGSTOP");
  await until(THAW_AT_S);
  process.kill(nonstop.pid as number, "SIGCONT");
  await until(RUN_S);
  const { up, all } = await prometheus.targets();
  const rules = await prometheus.rules();
  over.abort();
  console.log(`${await searching} searches in ${RUN_S} s; ${up} of ${all} processes are up`);
  const panels: DrawnPanel[] = [];
  for (const panel of dashboardPanels()) panels.push(await queried(prometheus, panel, beganS));
  writeFileSync(file, dashboardSvg("Scatter by Auction", panels, RUN_S));
  return reported(panels, rules);
}

/** Whether every panel has data, and every alert is evaluated. */
function reported(panels: readonly DrawnPanel[], rules: readonly Rule[]): boolean {
  const shown = panels.filter(({ panel }) => panel.targets.length > 0);
  for (const { panel, series } of shown)
    console.log(`panel ${panel.title}: ${series.length === 0 ? "NO DATA" : names(series)}`);
  for (const { name, health, state, alerts } of rules) {
    const of = alerts.map(({ labels }) => ` ${labels["bidder"] ?? labels["instance"] ?? ""}`);
    console.log(`alert ${name}: ${health}, ${state}${of.join("")}`);
  }
  const drawn = shown.filter(({ series }) => series.length > 0).length;
  const right = rules.filter(({ health }) => health === "ok").length;
  console.log(
    `${drawn} of ${shown.length} panels have data; ${right} of ${rules.length} alerts are evaluated`,
  );
  return drawn === shown.length && right === rules.length && rules.length > 0;
}

async function observe(): Promise<boolean> {
  const system = await startWatchedSystem();
  try {
    const prometheus = await Prometheus.start(prometheusFiles(system.targets));
    try {
      return await observed(system, prometheus);
    } finally {
      await prometheus.stop();
    }
  } finally {
    await system.stop();
  }
}

const names = (series: readonly DrawnSeries[]): string =>
  `${series.length} (${series
    .map(({ name }) => name)
    .join(", ")
    .slice(0, 120)})`;

try {
  process.exitCode = (await observe()) ? 0 : 1;
} catch (thrown) {
  console.error(`npm run observe: ${messageOf(thrown)}`);
  process.exitCode = 1;
}
