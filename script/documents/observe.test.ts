/** The files of deploy/observe, and what docs/operations.md says of each alert. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { alertRules, observeQueries } from "../../test/harness/observe-files.ts";
import { namedIn } from "../../test/harness/promql.ts";
import { readRepositoryFile } from "./files.ts";

const document = readRepositoryFile("docs/operations.md");
const [, section = ""] = /^## Alerts$(.*?)^## /ms.exec(document) ?? [];

test("each alert has its paragraph in the section Alerts, and each paragraph its alert", () => {
  const headings = [...section.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);
  expect(headings.toSorted()).toEqual(
    alertRules()
      .map(({ alert }) => alert)
      .toSorted(),
  );
});

test("each alert links to its paragraph", () => {
  const links = alertRules().map(({ annotations }) => annotations.runbook_url);
  expect(links).toEqual(
    alertRules().map(({ alert }) => `docs/operations.md#${alert.toLowerCase()}`),
  );
});

test.each(observeQueries())("the query of $where is one of Prometheus", ({ query }) => {
  expect(namedIn(query).selectors.length).toBeGreaterThan(0);
});

test("what is no query is found", () => {
  expect(() => namedIn("sum by (a) (rate(b[5m])")).toThrow("no query");
  expect(namedIn('sum by (a) (rate(b{c="d"}[5m])) / on (e) f')).toEqual({
    selectors: [
      { metric: "b", labels: ["c"] },
      { metric: "f", labels: [] },
    ],
    grouping: ["a", "e"],
  });
});

const folder = join(import.meta.dirname, "../../deploy/observe");
const promtool = (...args: string[]) =>
  spawnSync("promtool", args, { cwd: folder, encoding: "utf8" });
const isThere = promtool("--version").status === 0;

// Prometheus brings it (Debian's package prometheus). It checks the templates of texts too.
(isThere ? test : test.skip)("promtool takes the alerts and the configuration", () => {
  for (const args of [
    ["check", "rules", "alerts.yml"],
    ["check", "config", "prometheus.yml"],
  ]) {
    const { status, stderr } = promtool(...args);
    expect({ args, status, stderr }).toEqual({ args, status: 0, stderr: "" });
  }
});
