/**
 * What the dashboard and the alerts of `deploy/observe` ask for is there: a gateway and two bidders
 * that ship, scraped as Prometheus does after some searches.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { pino } from "pino";
import { type BidderApp, startBidder } from "../../bidders/app.ts";
import { readConfig } from "../../bidders/config.ts";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get, post } from "../harness/gateway.ts";
import { observeQueries } from "../harness/observe-files.ts";
import { flightSearch } from "../harness/offers.ts";
import { environmentOf } from "../harness/process.ts";
import { metricsIn, namedIn } from "../harness/promql.ts";

let broker: Broker;
let gateway: Gateway;
let seller: Server;
const bidders: BidderApp[] = [];
const folder = mkdtempSync(join(tmpdir(), "scatter-observe-"));

/** Empty as a seller's answer is that has nothing for the search. */
async function startSeller(): Promise<string> {
  seller = createServer((_, response) =>
    response.writeHead(201, { "content-type": "application/json" }).end('{"data":{"offers":[]}}'),
  );
  await new Promise<void>((resolve) => seller.listen(0, "127.0.0.1", resolve));
  const path = join(folder, "partners.json");
  const url = `http://127.0.0.1:${(seller.address() as AddressInfo).port}`;
  writeFileSync(path, JSON.stringify([{ name: "one", adapter: "duffel", url, token: "t" }]));
  return path;
}

async function start(kind: string, environment: Record<string, string>): Promise<void> {
  const all = { ...environmentOf(broker, kind), METRICS_PORT: "0", ...environment };
  const log = pino({ level: "silent" });
  bidders.push(await startBidder(await readConfig(all, kind), { log }));
}

beforeAll(async () => {
  broker = await startBroker();
  await start("partners", { PARTNERS: await startSeller() });
  await start("stops", { THREADS: "1" });
  gateway = await gatewayOn(broker, ["partners", "stops"], { OPERATIONS_PORT: "0" });
});

afterAll(async () => {
  await gateway?.stop();
  await Promise.all(bidders.map((bidder) => bidder.stop()));
  seller?.close();
  seller?.closeAllConnections();
  await broker?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Prometheus adds these to what it scrapes; `bidder` is in deploy/observe/prometheus.yml. */
const OF_TARGET = ["job", "instance", "bidder"];
const HISTOGRAM_SERIES = /_(bucket|sum|count)$/;

test("every metric and label in the dashboard and the alerts is in a real scrape", async () => {
  const policy = { deadlineMs: 10_000, quorum: null, required: ["nonstop"] };
  const { body } = await post<SearchResult>(gateway, flightSearch({ policy }));
  expect(body.bidders.map(({ bidder }) => bidder)).toEqual(["nonstop", "partners", "stops"]);
  const urls = [gateway.operationsUrl, ...bidders.map(({ metricsUrl }) => metricsUrl)];
  const scrapes = await Promise.all(
    urls.map(async (url) => (await get<string>({ url: url as string }, "/metrics")).body),
  );
  const scraped = metricsIn(scrapes.join("\n"));

  const missing = observeQueries().flatMap(({ where, query }) => {
    const { selectors, grouping } = namedIn(query);
    const known = new Set([...OF_TARGET, "le"]);
    const faults: string[] = [];
    for (const { metric, labels } of selectors) {
      if (metric === "up") continue; // Prometheus' own
      const family = scraped.get(metric) ?? scraped.get(metric.replace(HISTOGRAM_SERIES, ""));
      const isHistogram = family?.type === "histogram";
      if (family === undefined || isHistogram !== HISTOGRAM_SERIES.test(metric))
        faults.push(`${where}: no metric ${metric}`);
      // One that has had no event has no values, and no labels yet.
      const its = family?.labels.size === 0 ? undefined : family?.labels;
      for (const label of labels)
        if (its !== undefined && !its.has(label) && !OF_TARGET.includes(label))
          faults.push(`${where}: ${metric} has no label ${label}`);
      for (const label of its ?? grouping) known.add(label);
    }
    for (const label of grouping)
      if (!known.has(label)) faults.push(`${where}: nothing has the label ${label}`);
    return faults;
  });
  expect(missing).toEqual([]);
  // Of the scrape itself, so that the test above cannot pass by an empty one.
  expect(scraped.get("bidder_partner_duration_seconds")?.labels).toContain("outcome");
  expect(scraped.get("bidder_threads")?.type).toBe("gauge");
  expect(scraped.get("http_requests_total")?.labels).toContain("route");
});
