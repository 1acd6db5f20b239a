/**
 * The bidder in plain JavaScript (examples/bidder-javascript), as a process of its own: with a user
 * of its own in nats.conf, as the comments there say, a gateway finds it, waits for it and shows
 * its offer.
 */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { connect } from "../../common/runtime/connect.ts";
import type { Gateway } from "../../gateway/app.ts";
import { auction } from "../../proto/generated/messages.js";
import type { SearchResult } from "../../proto/messages.ts";
import { NATS_CONF } from "../../script/broker/users.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, get, post, rosterHas } from "../harness/gateway.ts";
import { inDays } from "../harness/offers.ts";
import { environmentOf, type Program, startProgram } from "../harness/process.ts";

const KIND = "example";

/** The nats.conf that ships, with one more block: a copy of `nonstop` under the new name. */
function confWithExample(): string {
  const conf = readFileSync(NATS_CONF, "utf8");
  const block = /^ {4}\{\n {6}user: "nonstop"[\s\S]*?^ {4}\}\n/m.exec(conf)?.[0] ?? "";
  const copy = block.replaceAll("nonstop", KIND).replaceAll("NONSTOP", KIND.toUpperCase());
  return conf.replace(block, () => block + copy);
}

let broker: Broker;
let gateway: Gateway;
let bidder: Program;

beforeAll(async () => {
  broker = await startBroker(confWithExample());
  bidder = startProgram("examples/bidder-javascript/bidder.js", [], environmentOf(broker, KIND));
  await bidder.waitForOutput(/joined/);
  gateway = await gatewayOn(broker, [KIND], { PLAUSIBILITY: "on", AUCTION_REQUIRED: KIND });
});
afterAll(async () => {
  await gateway?.stop();
  await broker?.stop();
});

const search = (destination: string, policy: object = {}) =>
  post<SearchResult>(gateway, {
    slices: [{ origin: "LHR", destination, departureDate: inDays(30) }],
    passengers: { adults: 2 },
    currency: "GBP",
    policy,
  });

const DECLINED = auction.BidStatus.BID_STATUS_DECLINED;
const lhrToCdg = {
  slices: [{ origin: "LHR", destination: "CDG", departureDate: inDays(30) }],
  passengers: { adults: 1 },
  cabin: 1,
};

/** Calls for bids as a gateway does, and reads the one bid that comes back. */
async function bidFor(
  call: { searchId: string; search: object; budgetMs: number },
  { cancel = false } = {},
) {
  const connection = await connect(broker.credentials("gateway"), {
    name: "test",
    onStatus: () => {},
  });
  try {
    const bids = connection.subscribe("_INBOX.gw.test.>", { max: 1 });
    const reply = `_INBOX.gw.test.${call.searchId}`;
    const bytes = auction.CallForBids.encode(call).finish();
    connection.publish("auction.flights.LHR.CDG", bytes, { reply });
    const ended = auction.Cancel.encode({ searchId: call.searchId }).finish();
    if (cancel) connection.publish("auction.cancel", ended);
    for await (const { data } of bids) return auction.Bid.decode(data);
    return undefined;
  } finally {
    await connection.close();
  }
}

describe("the bidder in plain JavaScript", () => {
  test("is waited for, and its offer is shown", async () => {
    const { status, body } = await search("CDG", { deadlineMs: 10_000 });
    expect(status).toBe(200);
    expect(body.endedBy).toBe("complete");
    expect(body.bidders).toMatchObject([
      { bidder: KIND, outcome: "answered", offers: 1, reason: null },
    ]);
    expect(body.itineraries).toMatchObject([
      {
        key: `BA9001-LHRCDG-${inDays(30).replaceAll("-", "")}T0900`,
        price: { amount: 11_800, currency: "GBP" },
        sellers: [{ bidder: KIND, seller: "Example Air", modelled: false }],
      },
    ]);
  });

  test("is called for its own market only", async () => {
    const { body } = await search("JFK");
    expect(body).toMatchObject({ endedBy: "no-bidders", itineraries: [] });
  });

  test("is listed with its version and its market", async () => {
    const { body } = await get<{ bidders: unknown[] }>(gateway, "/v1/bidders");
    expect(body.bidders).toMatchObject([
      { bidder: KIND, instances: [{ version: "1.0.0" }], markets: ["LHR.CDG"] },
    ]);
  });

  test("answers a cancelled call with one final bid that is marked as stopped", async () => {
    const bid = await bidFor(
      { searchId: "s1", search: lhrToCdg, budgetMs: 20_000 },
      { cancel: true },
    );
    expect(bid).toMatchObject({ searchId: "s1", final: true, stopped: true, status: DECLINED });
  });

  test("answers within its budget", async () => {
    const bid = await bidFor({ searchId: "s2", search: lhrToCdg, budgetMs: 0 });
    expect(bid).toMatchObject({ searchId: "s2", final: true, stopped: true, status: DECLINED });
  });

  test("leaves the roster on SIGTERM and exits with 0", async () => {
    bidder.kill("SIGTERM");
    const { code, stderr } = await bidder.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    await rosterHas(gateway, []);
  });
});
