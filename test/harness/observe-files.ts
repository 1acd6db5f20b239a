/** The dashboard and the alerts of `deploy/observe`, as tests read them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { dashboardPanels } from "../../script/observe/panels.ts";

const FOLDER = join(import.meta.dirname, "../../deploy/observe");
const read = (name: string): string => readFileSync(join(FOLDER, name), "utf8");

interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly runbook_url: string };
}

export function alertRules(): readonly AlertRule[] {
  const file = parse(read("alerts.yml")) as { groups: readonly { rules: readonly AlertRule[] }[] };
  return file.groups.flatMap(({ rules }) => rules);
}

/** Every query of the dashboard and the alerts, with where it is. */
export function observeQueries(): readonly { readonly where: string; readonly query: string }[] {
  return [
    ...dashboardPanels().flatMap(({ title, targets }) =>
      targets.map(({ expr }) => ({ where: `panel ${title}`, query: expr })),
    ),
    ...alertRules().map(({ alert, expr }) => ({ where: `alert ${alert}`, query: expr })),
  ];
}
