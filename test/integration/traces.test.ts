/**
 * One search, or one question for a price, is one trace: from the span of its caller over the
 * gateway and a bidder to the request that an outside seller receives. Gateway, bidder and seller
 * run in this process, each with a tracer of its own that keeps its spans.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace";
import { headers, type NatsConnection } from "nats";
import { pino } from "pino";
import { type BidderApp, startBidder } from "../../bidders/app.ts";
import { readConfig } from "../../bidders/config.ts";
import { tracingWith } from "../../common/runtime/otel-tracing.ts";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { gatewaySearchSubject, OFFER_HEADER, REQUEST_ID_HEADER } from "../../proto/subjects.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import {
  ask,
  askPrice,
  clientOn,
  gatewayOn,
  keepLog,
  openStream,
  post,
} from "../harness/gateway.ts";
import { flightSearch, inDays } from "../harness/offers.ts";
import { environmentOf } from "../harness/process.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: Gateway;
let bidder: BidderApp;
let client: NatsConnection;
let seller: Server;
const asked: IncomingHttpHeaders[] = [];
/** How the seller answers the next requests; without one it has no offer. */
const answers: { readonly status: number; readonly body: unknown }[] = [];
const exporters = { gateway: new InMemorySpanExporter(), bidder: new InMemorySpanExporter() };
const log = keepLog();
const bidderLines: Record<string, unknown>[] = [];
const folder = mkdtempSync(join(tmpdir(), "scatter-traces-"));
const SECRET = "secret-token-of-the-seller";

const tracing = (name: "gateway" | "bidder") =>
  tracingWith(new SimpleSpanProcessor({ exporter: exporters[name] }), {
    name,
    instance: "one",
    version: "1",
  });

/** What it answers is in `answers`. */
async function startSeller(): Promise<string> {
  seller = createServer((request, response) => {
    asked.push(request.headers);
    const { status, body } = answers.shift() ?? { status: 201, body: { data: { offers: [] } } };
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => seller.listen(0, "127.0.0.1", resolve));
  const path = join(folder, "partners.json");
  const url = `http://127.0.0.1:${(seller.address() as AddressInfo).port}`;
  const entry = { name: "one", adapter: "duffel", url, token: SECRET, timeoutMs: 9_000 };
  writeFileSync(path, JSON.stringify([entry]));
  return path;
}

beforeAll(async () => {
  broker = await startBroker();
  const environment = { ...environmentOf(broker, "partners"), PARTNERS: await startSeller() };
  bidder = await startBidder(await readConfig(environment, "partners"), {
    log: pino(
      { level: "debug" },
      { write: (line: string) => void bidderLines.push(JSON.parse(line)) },
    ),
    tracing: tracing("bidder"),
  });
  gateway = await gatewayOn(
    broker,
    ["partners"],
    {},
    { ...log.overrides, tracing: tracing("gateway") },
  );
  client = await clientOn(broker);
});

beforeEach(() => {
  asked.length = 0;
  for (const exporter of Object.values(exporters)) exporter.reset();
});

afterAll(async () => {
  await client?.close();
  await gateway?.stop();
  await bidder?.stop();
  seller?.close();
  seller?.closeAllConnections();
  await broker?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const CALLER_ID = "b7ad6b7169203331";
const TRACEPARENT = `00-${TRACE_ID}-${CALLER_ID}-01`;
const search = flightSearch({ policy: { deadlineMs: 10_000, quorum: null, required: [] } });

/** Each span of all processes, once this one has ended, with what it belongs to by name. */
async function spans(last: "auction" | "price" = "auction") {
  const finished = () =>
    Object.values(exporters).flatMap((exporter) => exporter.getFinishedSpans());
  await until(() => finished().filter(({ name }) => name === last).length === 1, {
    what: `the span '${last}'`,
  });
  const names = new Map(finished().map((span) => [span.spanContext().spanId, span.name]));
  return finished().map((span) => ({
    name: span.name,
    parent: names.get(span.parentSpanContext?.spanId ?? "") ?? span.parentSpanContext?.spanId,
    trace: span.spanContext().traceId,
    error: span.status.message,
    attributes: span.attributes,
  }));
}

const tree = (all: Awaited<ReturnType<typeof spans>>) =>
  all.map(({ name, parent }) => `${parent} > ${name}`).toSorted();
const TREE = [
  "auction > bidder partners",
  "auction > call partners",
  `${CALLER_ID} > auction`,
  "call partners > seller one",
];

test("caller, gateway, bidder and seller are one trace over HTTP, and the logs name it (TRACE-1, CALLTRACE-1, REQUESTID-2)", async () => {
  const { body } = await post<SearchResult>(gateway, search, {
    headers: { traceparent: TRACEPARENT, "x-request-id": "http-1" },
  });
  const all = await spans();
  expect(tree(all)).toEqual(TREE);
  expect(new Set(all.map(({ trace }) => trace))).toEqual(new Set([TRACE_ID]));
  const auction = all.find(({ name }) => name === "auction")?.attributes;
  expect(auction).toMatchObject({
    "auction.search_id": body.searchId,
    "auction.ended_by": "complete",
    "auction.transport": "http",
    "auction.request_id": "http-1",
  });
  const atBidder = all.find(({ name }) => name === "bidder partners")?.attributes;
  expect(atBidder).toMatchObject({ "auction.outcome": "empty", "auction.offers": 0 });
  // What the seller received continues the trace, too.
  expect(asked[0]?.["traceparent"]).toMatch(new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-01$`));
  const auctionId = auction?.["auction.id"];
  await until(() => log.lines.some((line) => line["auctionId"] === auctionId));
  const line = log.lines.find((one) => one["msg"] === "search");
  expect({ id: line?.["searchId"], trace: line?.["traceId"] }).toEqual({
    id: body.searchId,
    trace: TRACE_ID,
  });
  const atCall = bidderLines.find((one) => one["msg"] === "call answered");
  expect({ id: atCall?.["auctionId"], trace: atCall?.["traceId"] }).toEqual({
    id: auctionId,
    trace: TRACE_ID,
  });
});

test("over NATS as well; a seller's failure is its code, without what it has sent (SELLERSPAN-1, REQUESTID-2)", async () => {
  answers.push({ status: 500, body: { errors: [{ message: SECRET }] } });
  const header = headers();
  header.set("traceparent", TRACEPARENT);
  header.set(REQUEST_ID_HEADER, "nats-1");
  await ask(client, JSON.stringify(search), { timeout: 60_000, headers: header });
  const all = await spans();
  const auction = all.find(({ name }) => name === "auction")?.attributes;
  expect({ id: auction?.["auction.request_id"] }).toEqual({ id: "nats-1" });
  expect(tree(all)).toEqual(TREE);
  expect(all.find(({ name }) => name === "seller one")?.error).toBe("partner-error");
  expect(all.find(({ name }) => name === "bidder partners")?.error).toBe("failed");
  expect(JSON.stringify(all)).not.toContain(SECRET);
});

test("a calendar is one as well, with the id of its request (REQUESTID-2)", async () => {
  const [slice] = search.slices;
  const departureDates = { from: inDays(30), to: inDays(31) };
  const asked = { origin: slice?.origin, destination: slice?.destination, departureDates };
  const head = { headers: { traceparent: TRACEPARENT, "x-request-id": "calendar-1" } };
  const { status } = await post(
    gateway,
    { ...asked, policy: search.policy },
    head,
    "/v1/calendars",
  );
  const auction = (await spans()).find(({ name }) => name === "auction");
  expect({ status, trace: auction?.trace, id: auction?.attributes["auction.request_id"] }).toEqual({
    status: 200,
    trace: TRACE_ID,
    id: "calendar-1",
  });
  const line = await until(() => log.lines.find((one) => one["msg"] === "calendar"));
  expect({ id: line["requestId"], trace: line["traceId"] }).toEqual({
    id: "calendar-1",
    trace: TRACE_ID,
  });
});

test("an asynchronous search is a trace under its caller as well (ASYNC-5, REQUESTID-2)", async () => {
  const prefer = {
    prefer: "respond-async",
    traceparent: TRACEPARENT,
    "x-request-id": "async-1",
  };
  const { status } = await post(gateway, search, { headers: prefer });
  expect(status).toBe(202);
  const answered = await spans();
  exporters.gateway.reset();
  exporters.bidder.reset();
  const stream = await openStream(gateway, "/v1/searches", { body: search, headers: prefer });
  for await (const _ of stream.events);
  const streamed = await spans();
  for (const all of [answered, streamed]) {
    expect(tree(all)).toEqual(TREE);
    expect(new Set(all.map(({ trace }) => trace))).toEqual(new Set([TRACE_ID]));
    const auction = all.find(({ name }) => name === "auction")?.attributes;
    expect({ id: auction?.["auction.request_id"] }).toEqual({ id: "async-1" });
  }
});

describe("the price of an offer, asked again, is a trace under its caller", () => {
  /** Paris has London's summer time. */
  const day = inDays(30);
  const slices = [{ origin: "LHR", destination: "CDG", departureDate: day }];
  const segment = {
    origin: { iata_code: "LHR" },
    destination: { iata_code: "CDG" },
    departing_at: `${day}T08:30:00`,
    arriving_at: `${day}T10:50:00`,
    duration: "PT1H20M",
    marketing_carrier: { iata_code: "BA" },
    marketing_carrier_flight_number: "304",
  };
  const offer = {
    id: "off_1",
    live_mode: true,
    total_amount: "300.00",
    total_currency: "USD",
    expires_at: new Date(Date.now() + 3_600_000).toISOString(),
    owner: { name: "One" },
    slices: [{ segments: [segment] }],
  };
  let offerId: string;

  beforeEach(async () => {
    answers.push({ status: 201, body: { data: { offers: [offer] } } });
    const { body } = await post<SearchResult>(gateway, { ...search, slices });
    offerId = body.itineraries[0]?.sellers[0]?.offerId ?? "no offer";
    await spans();
    for (const exporter of Object.values(exporters)) exporter.reset();
    asked.length = 0;
  });

  const PRICE_TREE = [
    `${CALLER_ID} > price`,
    "price > price partners",
    "price partners > seller one",
  ];
  const patient = { deadlineMs: 10_000 };

  test("over HTTP, to what the seller receives (OFFERS-2, PRICING-3)", async () => {
    answers.push({ status: 200, body: { data: { ...offer, total_amount: "333.00" } } });
    const headers = { traceparent: TRACEPARENT, "content-type": "application/json" };
    const { status } = await askPrice(gateway, offerId, patient, { headers });
    expect(status).toBe(200);
    const all = await spans("price");
    expect(tree(all)).toEqual(PRICE_TREE.toSorted());
    expect(new Set(all.map(({ trace }) => trace))).toEqual(new Set([TRACE_ID]));
    expect(asked[0]?.["traceparent"]).toMatch(new RegExp(`^00-${TRACE_ID}-[0-9a-f]{16}-01$`));
    const attributes = (name: string) => all.find((one) => one.name === name)?.attributes;
    expect(attributes("price")).toMatchObject({
      "auction.bidder": "partners",
      "auction.transport": "http",
      "price.outcome": "changed",
    });
    expect(attributes("price partners")).toMatchObject({
      "price.id": attributes("price")?.["price.id"],
      "price.status": "offer",
    });
  });

  test("over NATS; a failure is its code, without what the seller has sent (OFFERS-2, SELLERSPAN-1)", async () => {
    answers.push({ status: 500, body: { errors: [{ message: SECRET }] } });
    const header = headers();
    header.set("traceparent", TRACEPARENT);
    header.set(OFFER_HEADER, "price");
    const question = JSON.stringify({ offerId, ...patient });
    await client.request(gatewaySearchSubject(gateway.id), question, {
      timeout: 60_000,
      headers: header,
    });
    const all = await spans("price");
    expect(tree(all)).toEqual(PRICE_TREE.toSorted());
    expect(all.map(({ name, error }) => `${name}: ${error}`).toSorted()).toEqual([
      "price partners: failed",
      "price: price-failed",
      "seller one: partner-error",
    ]);
    expect(JSON.stringify(all)).not.toContain(SECRET);
  });
});

test.each([
  ["none", {}],
  ["one that is none", { traceparent: "00-0000-x" }],
  ["one of zeros", { traceparent: `00-${"0".repeat(32)}-${"0".repeat(16)}-01` }],
  ["a very long one", { traceparent: `${TRACEPARENT}-${"a".repeat(4_000)}` }],
])("with %s from the caller the auction begins a trace (TRACING-1)", async (_what, header) => {
  const { status } = await post(gateway, search, { headers: header as Record<string, string> });
  expect(status).toBe(200);
  const all = await spans();
  expect(all.find(({ name }) => name === "auction")?.parent).toBeUndefined();
  expect(new Set(all.map(({ trace }) => trace)).size).toBe(1);
  expect(all[0]?.trace).not.toBe(TRACE_ID);
});

test("what a caller does not want to be kept is not kept anywhere, and is answered", async () => {
  const header = { traceparent: TRACEPARENT.replace(/01$/, "00") };
  const { body } = await post<SearchResult>(gateway, search, { headers: header });
  await until(() => log.lines.some((line) => line["searchId"] === body.searchId));
  expect(Object.values(exporters).flatMap((one) => one.getFinishedSpans())).toEqual([]);
});
