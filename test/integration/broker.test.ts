/**
 * The harness itself: the broker restarts on the same port, and the bids of a scripted bidder
 * arrive.
 */
import { afterEach, expect, test } from "@jest/globals";
import { connect } from "../../common/runtime/connect.ts";
import { encodeCall } from "../../proto/codec/index.ts";
import { callSubject, inboxSubject, inboxWildcard } from "../../proto/subjects.ts";
import { scriptedBidder } from "../harness/bidder.ts";
import { type Broker, chooseHow, startBroker } from "../harness/broker.ts";
import { gatewayOn, keepLog } from "../harness/gateway.ts";
import { flightOffers, flightSearch } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

const brokers: Broker[] = [];
afterEach(async () => {
  for (const broker of brokers.splice(0)) await broker.stop();
});
const startedBroker = async () => {
  const broker = await startBroker();
  brokers.push(broker);
  return broker;
};

const call = (searchId: string) => ({
  searchId,
  gateway: "g1",
  search: flightSearch(),
  budgetMs: 500,
  sentAtMs: Date.now(),
  objective: { valuePerHour: 3_000, penaltyPerStop: 4_000 },
  rates: { date: "2026-11-01", perUnit: new Map([["USD", 1]]) },
});

test("a broker that was restarted has the same port, and its clients connect again by themselves", async () => {
  const broker = await startedBroker();
  const bidder = await scriptedBidder(broker, "stops", (incoming, reply) =>
    reply.offers(flightOffers(incoming.search, 2)),
  );
  const gateway = await connect(broker.credentials("gateway"), {
    name: "gateway",
    onStatus: () => {},
  });
  const bids: string[] = [];
  gateway.subscribe(inboxWildcard("g1"), {
    callback: (_error, message) => void bids.push(message.subject),
  });
  await gateway.flush();

  const ask = async (searchId: string) => {
    await until(
      () => {
        gateway.publish(callSubject("LHR", "JFK"), encodeCall(call(searchId)), {
          reply: inboxSubject("g1", searchId),
        });
        return bids.includes(`${inboxSubject("g1", searchId)}.stops.${bidder.instance}`);
      },
      { what: `a bid for ${searchId}`, everyMs: 20 },
    );
  };
  await ask("before");
  await broker.restart();
  await ask("after");
  expect(bidder.refusals).toEqual([]);
  await bidder.stop();
  await gateway.close();
});

test("while it is down no client can connect", async () => {
  const broker = await startedBroker();
  await broker.down();
  await expect(
    connect(broker.credentials("client"), { name: "client", onStatus: () => {} }),
  ).rejects.toThrow();
  await broker.up();
  const client = await connect(broker.credentials("client"), {
    name: "client",
    onStatus: () => {},
  });
  await client.close();
});

test("a script that throws fails the test that wrote it", async () => {
  const broker = await startedBroker();
  const bidder = await scriptedBidder(broker, "nonstop", () => {
    throw new Error("a slip of the test");
  });
  const gateway = await connect(broker.credentials("gateway"), {
    name: "gateway",
    onStatus: () => {},
  });
  gateway.publish(callSubject("LHR", "JFK"), encodeCall(call("s1")), {
    reply: inboxSubject("g1", "s1"),
  });
  await until(() => bidder.calls.length === 1);
  await expect(bidder.stop()).rejects.toThrow(/a slip of the test/);
  await gateway.close();
});

test("pings are told to who asks for them, and to a gateway's log at debug; they are no status (PING-1)", async () => {
  const broker = await startedBroker();
  const log = keepLog();
  const gateway = await gatewayOn(broker, [], {}, log.overrides);
  const [statuses, pings]: [string[], number[]] = [[], []];
  const client = await connect(broker.credentials("client"), {
    name: "client",
    onStatus: ({ type }) => void statuses.push(type),
    onPing: (unanswered) => void pings.push(unanswered),
  });
  await until(() => pings.length > 0, { what: "a ping" });
  const logged = () => log.lines.filter(({ msg }) => msg === "broker ping");
  await until(() => logged().length > 0, { what: "a logged ping" });
  await client.close();
  await gateway.stop();
  expect(statuses).not.toContain("ping");
  expect(pings[0]).toEqual(expect.any(Number));
  expect(logged()[0]).toMatchObject({ level: 20, unanswered: expect.any(Number) });
  expect(log.lines.filter(({ type }) => type === "ping")).toEqual([]);
});

test("an unknown value of BROKER is refused", async () => {
  await expect(chooseHow("docker")).rejects.toThrow(/BROKER=docker: 'container' or 'local'/);
});
