/**
 * The bidder in TypeScript (examples/bidder-typescript), as a process of its own: with the user
 * that its README adds to nats.conf, a gateway finds it, waits for it and shows its offers.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { Gateway } from "../../gateway/app.ts";
import type { SearchResult } from "../../proto/messages.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, post, rosterHas } from "../harness/gateway.ts";
import { inDays } from "../harness/offers.ts";
import { environmentOf, type Program, startProgram } from "../harness/process.ts";
import { confWithShuttle } from "../harness/shuttle-conf.ts";

const KIND = "shuttle";

let broker: Broker;
let gateway: Gateway;
let bidder: Program;

const start = (environment: Record<string, string> = {}) =>
  startProgram("examples/bidder-typescript/main.ts", [], {
    ...environmentOf(broker, KIND),
    ...environment,
  });

beforeAll(async () => {
  broker = await startBroker(confWithShuttle());
  bidder = start({ SHUTTLE_FARE_CENTS: "7500" });
  await bidder.waitForOutput(/bidder joined/);
  gateway = await gatewayOn(broker, [KIND], { PLAUSIBILITY: "on", AUCTION_REQUIRED: KIND });
});
afterAll(async () => {
  await gateway?.stop();
  await broker?.stop();
});

const search = async (destination: string) => {
  const [day, later] = [inDays(30), inDays(37)];
  const { status, body } = await post<SearchResult>(gateway, {
    slices: [
      { origin: "SIN", destination, departureDate: day },
      { origin: destination, destination: "SIN", departureDate: later },
    ],
    passengers: { adults: 2 },
    policy: { deadlineMs: 10_000 },
  });
  expect(status).toBe(200);
  return body;
};

describe("the bidder in TypeScript", () => {
  test("is waited for, and its offer is shown at the fare of its own setting", async () => {
    const { endedBy, bidders, itineraries } = await search("KUL");
    expect(endedBy).toBe("complete");
    expect(bidders).toMatchObject([{ bidder: KIND, outcome: "answered", offers: 1, reason: null }]);
    expect(itineraries).toMatchObject([
      {
        // Two travellers, there and back.
        price: { amount: 4 * 7_500, currency: "USD" },
        sellers: [{ bidder: KIND, seller: "Shuttle", modelled: false }],
        slices: [
          { segments: [{ flightNumber: "SH1", departure: `${inDays(30)}T08:00` }] },
          { segments: [{ flightNumber: "SH2", departure: `${inDays(37)}T18:00` }] },
        ],
      },
    ]);
  });

  test("has no offers where it does not fly", async () => {
    const { bidders, itineraries } = await search("BKK");
    expect(bidders).toMatchObject([{ bidder: KIND, outcome: "empty", offers: 0 }]);
    expect(itineraries).toEqual([]);
  });

  test("names all faults of its configuration, its own setting among them, and exits with 2", async () => {
    const { code, stderr } = await start({ SHUTTLE_FARE_CENTS: "cheap", QUEUE_MAX: "-1" }).ended;
    expect(code).toBe(2);
    expect(stderr).toContain("the configuration has 2 mistakes:");
    expect(stderr).toContain("SHUTTLE_FARE_CENTS: must be a whole number from 1 to 1000000");
    expect(stderr).toContain("QUEUE_MAX: must be a whole number from 0 to 10000");
  });

  test("leaves the roster on SIGTERM and exits with 0", async () => {
    bidder.kill("SIGTERM");
    const { code, stderr } = await bidder.ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    await rosterHas(gateway, []);
  });
});
