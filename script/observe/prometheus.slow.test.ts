/** The queries that ship, asked of a real Prometheus: each is one, and each alert is evaluated. */
import { spawnSync } from "node:child_process";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { until } from "../../test/harness/until.ts";
import { dashboardPanels, prometheusFiles } from "./panels.ts";
import { Prometheus } from "./prometheus.ts";

const isThere = spawnSync("prometheus", ["--version"]).status === 0;
const ifThere = isThere ? test : test.skip;

let gateway: Server;
let prometheus: Prometheus;

beforeAll(async () => {
  if (!isThere) return;
  gateway = createServer((_, response) =>
    response
      .setHeader("content-type", "text/plain; version=0.0.4")
      .end('# TYPE auction_breaker gauge\nauction_breaker{bidder="stops"} 2\n'),
  );
  await new Promise<void>((resolve) => gateway.listen(0, "127.0.0.1", resolve));
  const address = `127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  prometheus = await Prometheus.start(prometheusFiles([{ job: "gateway", address }]));
});

afterAll(async () => {
  await prometheus?.stop();
  gateway?.close();
  gateway?.closeAllConnections();
});

const now = () => Date.now() / 1_000;

ifThere(
  "every alert is evaluated without a fault, and one of what is so waits for its time",
  async () => {
    const rules = await until(
      async () => {
        const all = await prometheus.rules();
        const isOpen = all.some(({ name, state }) => name === "BreakerOpen" && state === "pending");
        return isOpen && all.every(({ health }) => health === "ok") ? all : undefined;
      },
      { what: "the alerts", everyMs: 200 },
    );
    expect(rules.length).toBeGreaterThanOrEqual(20);
    const open = rules.find(({ name }) => name === "BreakerOpen");
    expect(open?.alerts.map(({ labels }) => labels["bidder"])).toEqual(["stops"]);
    expect(await prometheus.targets()).toEqual({ up: 1, all: 1 });
  },
);

ifThere("every query of the dashboard is answered; one that is none is an error", async () => {
  const panels = dashboardPanels().flatMap(({ title, targets }) =>
    targets.map(({ expr }) => ({ title, query: expr.replaceAll("$__rate_interval", "15s") })),
  );
  for (const { query } of panels) await prometheus.range(query, now() - 60, now(), 5);
  const breakers = panels.find(({ title }) => title === "Breakers")?.query ?? "";
  const [series] = await until(
    async () => {
      const all = await prometheus.range(breakers, now() - 60, now(), 1);
      return all.length > 0 ? all : undefined;
    },
    { what: "a value", everyMs: 200 },
  );
  expect(series?.metric).toEqual({ bidder: "stops" });
  expect(series?.values.at(-1)?.[1]).toBe("2");
  await expect(prometheus.range("rate(", 0, 1, 1)).rejects.toThrow("parse error");
});
