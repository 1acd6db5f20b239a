/**
 * Expensive searches and a cheap one, at the real bidder `stops` with one searching thread. The
 * test measures no time: it checks the order of the answers.
 */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import { pino } from "pino";
import { type BidderApp, startBidder } from "../../bidders/app.ts";
import { RATES_PATH, readRatesFile } from "../../common/money/rates.ts";
import { connect } from "../../common/runtime/connect.ts";
import { decodeBid, encodeCall, encodeCancel } from "../../proto/codec/index.ts";
import type { Bid, FlightSearch } from "../../proto/messages.ts";
import { CANCEL_SUBJECT, callSubject, inboxSubject, inboxWildcard } from "../../proto/subjects.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { flightSearch, inDays } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: NatsConnection;
let bidder: BidderApp;
/** Final bids, in the order in which they came. */
const finals: Bid[] = [];

beforeAll(async () => {
  broker = await startBroker();
  gateway = await connect(broker.credentials("gateway"), { name: "gateway", onStatus: () => {} });
  gateway.subscribe(inboxWildcard("gw"), {
    callback(_error, { data }) {
      const bid = data.length > 0 ? decodeBid(data) : undefined;
      if (bid?.final) finals.push(bid);
    },
  });
  bidder = await startBidder(
    {
      kind: "stops",
      instance: "one",
      markets: ["*.*"],
      concurrencyMax: null,
      queueMax: 64,
      offersMax: 100,
      drainMs: 0,
      logLevel: "silent",
      broker: broker.credentials("stops"),
      settings: { timetablePath: null, threads: 1 },
    },
    // In a thread that has compiled nothing yet, a cheap search costs as much as an expensive one
    // does later, and goes in the order of arrival. The process of a bidder warms up too, for less
    // time: this test is not about how soon a slow machine is warm.
    { log: pino({ level: "silent" }), warmUpMs: WARM_UP_MS },
  );
});

afterAll(async () => {
  await bidder?.stop();
  await gateway?.close();
  await broker?.stop();
});

/** All of them: what the call has no rate for is not searched. */
const RATES = readRatesFile(RATES_PATH, []).into("USD");

const route = ["SYD", "LIS", "AKL", "SAL", "SIN", "BOG", "SYD"];
/** Some hundred times the work of a usual search. */
const expensive = flightSearch({
  slices: route.slice(1).map((destination, i) => ({
    origin: route[i] as string,
    destination,
    departureDate: inDays(30 + 2 * i),
  })),
  maxStops: 3,
  maxResults: 100,
});

/** The warm-up has few rounds, and ends with them, unless the machine is busy. */
const WARM_UP_MS = 5_000;
/** With less, a slow machine declines the expensive ones at once, and the order says nothing. */
const BUDGET_MS = 3_600_000;

function call(searchId: string, search: FlightSearch): void {
  const [{ origin, destination } = { origin: "", destination: "" }] = search.slices;
  const payload = encodeCall({
    searchId,
    gateway: "gw",
    search,
    budgetMs: BUDGET_MS,
    sentAtMs: performance.timeOrigin + performance.now(),
    objective: { valuePerHour: 2_000, penaltyPerStop: 3_000 },
    rates: RATES,
  });
  gateway.publish(callSubject(origin, destination), payload, {
    reply: inboxSubject("gw", searchId),
  });
}

test("a cheap search is answered before all of the expensive ones that came before it", async () => {
  for (let i = 0; i < 12; i++) call(`expensive-${i}`, expensive);
  // With one stop it costs a tenth of what still counts as cheap, also on a slow machine.
  call("cheap", flightSearch({ maxStops: 1 }));
  const cheap = await until(() => finals.find(({ searchId }) => searchId === "cheap"));
  expect(["offers", "empty"]).toContain(cheap.status);
  // In the order of arrival, all of them would have been answered before it. They wait for one
  // place of the only thread: none was declined, and few were searched meanwhile.
  const before = finals.filter(({ searchId }) => searchId !== "cheap").map(({ status }) => status);
  expect(before.filter((status) => status === "declined" || status === "failed")).toEqual([]);
  expect(before.length).toBeLessThan(6);
  for (let i = 0; i < 12; i++) gateway.publish(CANCEL_SUBJECT, encodeCancel(`expensive-${i}`));
  await until(() => finals.length === 13, { what: "a final bid for each (A7)" });
});
