/**
 * Calls that refer to their rates, on a real broker: bidders with the gateway's table, and one with
 * another.
 */
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { pino } from "pino";
import { type BidderApp, startBidder } from "../../bidders/app.ts";
import type { SearchContext } from "../../bidders/kit/bidder.ts";
import { RATES_PATH, RateTable, readRatesFile } from "../../common/money/rates.ts";
import { ratesIdOf } from "../../common/money/rates-id.ts";
import { connect } from "../../common/runtime/connect.ts";
import type { Gateway } from "../../gateway/app.ts";
import { decodeBid, decodeCall, encodeCall } from "../../proto/codec/index.ts";
import type { SearchResult, SentCall } from "../../proto/messages.ts";
import { callSubject, inboxSubject } from "../../proto/subjects.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, post, rosterHas } from "../harness/gateway.ts";
import { flightOffer, flightSearch, inDays } from "../harness/offers.ts";

const shipped = readRatesFile(RATES_PATH, []);
const other = new RateTable("2026-01-01", { EUR: 1, USD: 1.25, GBP: 0.8 });

let broker: Broker;
let gateway: Gateway;
/** The calls as they were sent, and the date of the rates that each bidder's search got. */
const calls: SentCall[] = [];
const dates: string[] = [];

beforeAll(async () => {
  broker = await startBroker();
  gateway = await gatewayOn(broker, [], { AUCTION_REQUIRED: "none" });
});
afterAll(async () => {
  await gateway?.stop();
  await broker?.stop();
});
const started: BidderApp[] = [];
afterEach(() => Promise.all(started.splice(0).map((app) => app.stop())));

async function bidder(kind: string, instance: string, rates?: RateTable): Promise<BidderApp> {
  const app = await startBidder(
    {
      kind,
      instance,
      markets: ["*.*"],
      concurrencyMax: null,
      queueMax: 64,
      offersMax: 100,
      ...(rates && { rates }),
      drainMs: 5_000,
      logLevel: "silent",
      broker: broker.credentials(kind),
      settings: {},
    },
    {
      module: {
        search(request: Parameters<typeof flightOffer>[0], context: SearchContext) {
          dates.push(`${kind} ${context.rates.date}`);
          return [flightOffer(request, { expiresAtMs: context.now() + 3_600_000 })];
        },
      },
      log: pino({ level: "silent" }),
    },
  );
  started.push(app);
  return app;
}

/** The outcomes of one search. */
async function search() {
  dates.length = 0;
  const { body } = await post<SearchResult>(gateway, {
    slices: [{ origin: "LHR", destination: "JFK", departureDate: inDays(30) }],
    currency: "USD",
    policy: { deadlineMs: 10_000 },
  });
  return body.bidders.map(({ bidder, outcome }) => `${bidder} ${outcome}`).sort();
}

/** `calls` gets the calls that are published meanwhile, as a third bidder receives them. */
async function watching<T>(act: () => Promise<T>): Promise<T> {
  const connection = await connect(broker.credentials("stops"), { name: "w", onStatus: () => {} });
  connection.subscribe(callSubject("LHR", "JFK"), {
    queue: "stops",
    callback: (_error, { data }) => void calls.push(decodeCall(data)),
  });
  await connection.flush();
  try {
    return await act();
  } finally {
    await connection.close();
  }
}

test("MARKET-1, OWNRATES-1 a call refers to its rates until a bidder of another table joins, and again when it has left", async () => {
  await bidder("nonstop", "n1", shipped);
  await rosterHas(gateway, ["nonstop"]);
  calls.length = 0;
  const alone = await watching(search);
  expect(alone).toEqual(["nonstop answered"]);
  expect(calls).toMatchObject([{ ratesId: ratesIdOf(shipped) }]);
  expect(dates).toEqual([`nonstop ${shipped.date}`]);

  const partners = await bidder("partners", "p1", other);
  await rosterHas(gateway, ["nonstop", "partners"]);
  calls.length = 0;
  expect(await watching(search)).toEqual(["nonstop answered", "partners answered"]);
  expect(calls).toMatchObject([{ rates: shipped.into("USD") }]);
  expect(dates.sort()).toEqual([`nonstop ${shipped.date}`, `partners ${shipped.date}`]);

  await partners.stop();
  await rosterHas(gateway, ["nonstop"]);
  calls.length = 0;
  expect(await watching(search)).toEqual(["nonstop answered"]);
  expect(calls).toMatchObject([{ ratesId: ratesIdOf(shipped) }]);
});

test("OWNRATES-1 a call that reaches a bidder of another table before the gateway knows it is declined, not failed", async () => {
  await bidder("partners", "p1", other);
  const connection = await connect(broker.credentials("gateway"), {
    name: "late",
    onStatus: () => {},
  });
  const bids = connection.subscribe("_INBOX.gw.late.>", { max: 1 });
  dates.length = 0;
  const call = {
    searchId: "s1",
    gateway: "late",
    search: flightSearch(),
    budgetMs: 5_000,
    sentAtMs: Date.now(),
    objective: { valuePerHour: 0, penaltyPerStop: 0 },
    ratesId: ratesIdOf(shipped),
  };
  connection.publish(callSubject("LHR", "JFK"), encodeCall(call), {
    reply: inboxSubject("late", "s1"),
  });
  for await (const { data } of bids)
    expect(decodeBid(data)).toMatchObject({
      searchId: "s1",
      final: true,
      status: "declined",
      reason: expect.stringContaining("other rates"),
      stopped: true,
    });
  await connection.close();
  expect(dates).toEqual([]);
});
