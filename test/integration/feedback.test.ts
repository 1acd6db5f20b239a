/**
 * On a real broker, at both doors: a bidder on the kit hears what became of its bids, one that has
 * not asked hears nothing, and nothing of a shadow bidder is shown (SHADOW-1, BATCH-1). The command
 * `scatter bidders --feedback`, as a process, shows what it was told; the bidder's own log and
 * metrics have it, also why an offer of it was invalid.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import { type BidderApp, startBidder } from "../../bidders/app.ts";
import { readConfig } from "../../bidders/config.ts";
import type { BidderFeedback, BidderModule } from "../../bidders/kit/bidder.ts";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { feedbackSubject } from "../../proto/subjects.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { ask, clientOn, gatewayOn, get, isReady, keepLog, post } from "../harness/gateway.ts";
import { flightOffer, flightSearch } from "../harness/offers.ts";
import { environmentOf, startProgram } from "../harness/process.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: Gateway;
let nonstop: ScriptedBidder;
let shadow: ScriptedBidder;
let stops: BidderApp;
let client: NatsConnection;
const told: BidderFeedback[] = [];
let toldNonstop = 0;
const log = keepLog();
/** Whether what the bidder on the kit says of its flight is not what the clocks say. */
let isWrong = false;
/** Resolves when the broker has what the shadow bidder has sent in this auction. */
let shadowSent = Promise.withResolvers<void>();

const module: BidderModule = {
  search(search) {
    const offer = flightOffer(search, { amount: 60_000, number: 300 });
    const slices = offer.slices.map((slice) => ({
      ...slice,
      durationMinutes: slice.durationMinutes + 60,
      segments: slice.segments.map((one) => ({
        ...one,
        durationMinutes: one.durationMinutes + 60,
      })),
    }));
    return [isWrong ? { ...offer, slices } : offer];
  },
  onFeedback: (feedback) => void told.push(feedback),
};

beforeAll(async () => {
  broker = await startBroker();
  shadow = await scriptedBidder(broker, "partners", async ({ search }, reply) => {
    reply.offers([flightOffer(search, { amount: 10_000, number: 100, seller: "Hidden" })]);
    await shadow.connection.flush();
    shadowSent.resolve();
  });
  nonstop = await scriptedBidder(broker, "nonstop", async ({ search }, reply) => {
    await shadowSent.promise;
    reply.offers([flightOffer(search, { amount: 50_000, number: 200 })]);
  });
  nonstop.connection.subscribe(feedbackSubject("nonstop"), {
    callback: () => void toldNonstop++,
  });
  const environment = {
    NATS_URL: broker.url,
    NATS_USER: "stops",
    NATS_PASSWORD: broker.passwords["stops"],
    INSTANCE: "s1",
    METRICS_PORT: "0",
  };
  const config = await readConfig(environment, "stops", { module });
  stops = await startBidder(config, { module, ...log.overrides });
  gateway = await gatewayOn(broker, ["nonstop", "partners", "stops"], {
    BIDDERS_SHADOW: "partners",
    FEEDBACK_PRICES: "exact",
  });
  await isReady(gateway);
  client = await clientOn(broker);
});

afterAll(async () => {
  await client?.close();
  await gateway?.stop();
  await Promise.all([stops?.stop(), nonstop?.stop(), shadow?.stop()]);
  await broker?.stop();
});

const search = flightSearch({
  sort: "price",
  policy: { deadlineMs: 8_000, quorum: null, required: [] },
});

const overHttp = async (body: unknown) => (await post<SearchResult>(gateway, body)).body;
const overNats = async (body: unknown) =>
  (await ask(client, JSON.stringify(body))).json<SearchResult>();

test.each([
  ["HTTP", overHttp],
  ["NATS", overNats],
])("over %s the result has nothing of the shadow bidder, and it is accounted for apart", async (_door, searched) => {
  shadowSent = Promise.withResolvers();
  const result = await searched(search);
  expect(result).toMatchObject({
    ...{ endedBy: "complete", partial: false },
    itineraries: [{ price: { amount: 50_000 } }, { price: { amount: 60_000 } }],
    bidders: [
      { bidder: "nonstop", outcome: "answered" },
      { bidder: "stops", outcome: "answered" },
    ],
  });
  const text = JSON.stringify(result);
  for (const secret of ["partners", "Hidden"])
    expect({ secret, isShown: text.includes(secret) }).toEqual({ secret, isShown: false });
  const { body } = await get(gateway, `/v1/searches/${result.searchId}/explain`);
  expect(body).toMatchObject({
    shadow: [{ bidder: "partners", outcome: "answered", offers: 1, wouldShow: 1, wouldWin: 1 }],
  });
});

test("no caller can name it", async () => {
  const body = { ...search, policy: { ...search.policy, required: ["partners"] } };
  expect(await overHttp(body)).toMatchObject({ status: 400 });
  expect(await overNats(body)).toMatchObject({ status: 400 });
});

test("the bidder that has asked hears of both searches; the other one of none", async () => {
  const auctions = await until(() => {
    const all = told.flatMap((one) => one.auctions);
    return all.length >= 2 ? all : undefined;
  });
  const expected = {
    ...{ instance: "s1", outcome: "answered", places: 2, shown: 1, won: 1, rank: 2 },
    ...{ best: { amount: 60_000, currency: "USD" }, shadow: false },
    priceToWin: { amount: 49_999, currency: "USD" },
  };
  expect(auctions).toMatchObject([expected, expected]);
  expect(toldNonstop).toBe(0);
  const { body } = await get<{ bidders: Record<string, unknown>[] }>(gateway, "/v1/market");
  expect(body.bidders).toMatchObject([
    { bidder: "nonstop", won: 2 },
    { bidder: "partners", shadow: true, auctions: 2, won: 0 },
    { bidder: "stops", feedback: { auctions: 2, shown: 2, invalid: 0 } },
  ]);
});

describe("scatter bidders --feedback, as a process", () => {
  const bidders = (...args: string[]) =>
    startProgram("bin/scatter.js", ["bidders", ...args], {
      ...environmentOf(broker, "client"),
      COLUMNS: "120",
    }).ended;

  test("shows of each bidder that has asked what this gateway has told it", async () => {
    const [shown, json] = await Promise.all([
      bidders("--feedback"),
      bidders("--feedback", "--json"),
    ]);
    expect({ code: shown.code, stderr: shown.stderr }).toEqual({ code: 0, stderr: "" });
    const [head = "", _line, row = "", ...more] = shown.stdout.trimEnd().split("\n");
    expect({
      head: head.trim().split(/ {2,}/),
      row: row.trim().split(/ {2,}/),
      more,
    }).toEqual({
      head: ["bidder", "gateway", "auctions", "shown", "outbid", "late", "invalid", "too dear by"],
      row: ["stops", gateway.id, "2", "2", "0", "0", "0", expect.stringMatching(/^[\d.]+ %$/)],
      more: [],
    });
    expect({ code: json.code, stderr: json.stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(json.stdout)).toEqual({
      bidders: [
        {
          ...{ gateway: gateway.id, bidder: "stops", auctions: 2, shown: 2 },
          ...{ outbid: 0, late: 0, invalid: 0, gapPercent: expect.any(Number) },
        },
      ],
    });
  });

  test("is asked once, and says so with --watch", async () => {
    const { code, stderr } = await bidders("--feedback", "--watch");
    expect({ code, stderr }).toEqual({
      ...{
        code: 2,
        stderr: expect.stringContaining("--feedback is asked once: leave out --watch"),
      },
    });
  });
});

test("a bidder whose offer is invalid has the gateway's reason in its own log, and all is counted at its /metrics", async () => {
  const warnings = () =>
    log.lines.filter(({ msg }) => /has found offers .* invalid/.test(`${msg}`));
  expect(warnings()).toEqual([]);
  isWrong = true;
  const result = await overHttp(search);
  const { reason } = result.bidders.find(({ bidder }) => bidder === "stops") ?? {};
  expect(result).toMatchObject({
    ...{ endedBy: "complete", itineraries: [{ price: { amount: 50_000 } }] },
    bidders: [{ bidder: "nonstop" }, { bidder: "stops", outcome: "invalid" }],
  });
  await until(() => warnings().length > 0, { what: "the warning of the bidder" });
  expect(warnings()).toMatchObject([
    {
      ...{ level: 40, auctionId: nonstop.calls.at(-1)?.searchId, count: 1 },
      reason: expect.stringContaining("minutes"),
    },
  ]);
  expect({ inItsLog: warnings()[0]?.["reason"] }).toEqual({ inItsLog: reason });
  const metrics = String((await get({ url: stops.metricsUrl ?? "" }, "/metrics")).body);
  expect(
    Object.fromEntries(
      metrics
        .split("\n")
        .filter((line) => /^bidder_feedback_.* [1-9]/.test(line))
        .map((line) => line.slice("bidder_feedback_".length).split(" ")),
    ),
  ).toEqual({
    'total{result="shown"}': "2",
    'total{result="invalid"}': "1",
    'itineraries_total{what="shown"}': "2",
    'itineraries_total{what="won"}': "2",
    'itineraries_total{what="places"}': "5",
  });
});
