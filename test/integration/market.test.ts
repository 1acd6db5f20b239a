/** The market view over both transports and the real broker, with scripted bidders. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { createInbox, type NatsConnection } from "nats";
import type { Market } from "../../clients/typescript/src/types.ts";
import type { Gateway } from "../../gateway/app.ts";
import { SearchClient } from "../../gateway/client/search-client.ts";
import {
  CLIENT_INBOX,
  ERROR_HEADER,
  gatewaySearchSubject,
  MARKET_HEADER,
} from "../../proto/subjects.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { clientOn, gatewayOn, get, headers, post } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

let broker: Broker;
let gateway: Gateway;
let client: NatsConnection;
let bidders: ScriptedBidder[];

beforeAll(async () => {
  broker = await startBroker();
  bidders = await Promise.all([
    scriptedBidder(broker, "nonstop", (call, reply) =>
      reply.offers(flightOffers(call.search, 2, { modelled: true, amount: 60_000 })),
    ),
    scriptedBidder(broker, "partners", (call, reply) =>
      reply.offers(flightOffers(call.search, 1, { seller: "Agency", amount: 50_000 })),
    ),
    // It answers when the auction is over: its offers are late, and cheaper.
    scriptedBidder(broker, "stops", async (call, reply) => {
      await reply.cancelled;
      reply.offers(flightOffers(call.search, 1, { number: 700, amount: 40_000 }));
    }),
  ]);
  gateway = await gatewayOn(broker, ["nonstop", "partners", "stops"]);
  client = await clientOn(broker);
});

afterAll(async () => {
  await client?.close();
  await gateway?.stop();
  await Promise.all((bidders ?? []).map((bidder) => bidder.stop()));
  await broker?.stop();
});

const market = async () => (await get<Market>(gateway, "/v1/market")).body;
const rowOf = ({ bidders: rows }: Market, name: string) =>
  rows.find(({ bidder }) => bidder === name);

test("what searches were answered with is counted, and a late bid with the regret that it caused (RECENT-1)", async () => {
  const before = await market();
  expect({ searches: before.searches, bidders: before.bidders.length }).toEqual({
    searches: 0,
    bidders: 3,
  });
  // Quorum of two: `stops` is told to stop, and answers then.
  const policy = { deadlineMs: 10_000, quorum: 2 };
  const search = { ...flightSearch({ currency: "USD", sort: "price" }), policy };
  const { status } = await post(gateway, search);
  expect(status).toBe(200);
  const after = await until(
    async () => {
      const now = await market();
      return rowOf(now, "stops")?.lateBids === 1 ? now : undefined;
    },
    { what: "the late bid of stops" },
  );
  expect(after).toMatchObject({ searches: 1, shown: 2, minutes: 10, others: null });
  expect(rowOf(after, "nonstop")).toMatchObject({
    live: true,
    breaker: "closed",
    auctions: 1,
    outcomes: { answered: 1 },
    won: 1,
    share: 0.5,
    regret: [],
    sellers: [],
    instances: [{ instance: bidders[0]?.instance, live: true, auctions: 1 }],
  });
  expect(rowOf(after, "partners")?.sellers).toEqual([
    { seller: "Agency", searches: 1, shown: 1, won: 1, share: 0.5 },
  ]);
  expect(rowOf(after, "stops")).toMatchObject({
    outcomes: { silent: 1 },
    p50Ms: null,
    regret: [{ amount: 10_000, currency: "USD" }],
  });
});

test("over NATS the same, by the client library; a wrong question is refused with what is right", async () => {
  const overNats = await new SearchClient(client).market(gateway.id);
  const { body, headers: head } = await get(gateway, "/v1/market");
  expect(overNats).toMatchObject({ ...(body as Market), since: expect.any(String) });
  expect(head.get("cache-control")).toBe("no-store");
  const asked = async (value: string, text: string) => {
    const set = headers();
    set.set(MARKET_HEADER, value);
    const options = { timeout: 60_000, headers: set, reply: createInbox(CLIENT_INBOX) };
    const { headers: answered } = await client.request(gatewaySearchSubject(gateway.id), text, {
      ...options,
      noMux: true,
    });
    return answered?.get(ERROR_HEADER);
  };
  expect({
    header: await asked("yes", ""),
    body: await asked("1", '{"minutes":5}'),
  }).toEqual({
    header: expect.stringContaining("the header Scatter-Market is 'yes'; 1 is right"),
    body: expect.stringContaining("not 'minutes'"),
  });
});
