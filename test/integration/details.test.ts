/** A search with `details`, and what a seller says of its price, over both transports. */
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import type { Gateway } from "../../gateway/app.ts";
import { decodeResult, encodeSearch } from "../../proto/codec/index.ts";
import type { FlightSearch, SearchResult } from "../../proto/messages.ts";
import { type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { ask, clientOn, gatewayOn, get, post } from "../harness/gateway.ts";
import { fare, flightOffer, flightSearch } from "../harness/offers.ts";

let broker: Broker;
let nonstop: ScriptedBidder;
let gateway: Gateway;
let client: NatsConnection;

const eur = (amount: number) => ({ amount, currency: "EUR" });
const usd = (amount: number) => ({ amount, currency: "USD" });
const PRICED = fare({
  price: usd(51_234),
  base: usd(41_001),
  taxes: usd(10_233),
  perTraveller: { adult: usd(51_234) },
});

beforeAll(async () => {
  broker = await startBroker();
  nonstop = await scriptedBidder(broker, "nonstop", (call, reply) => {
    const { currency: _, ...asked } = call.search;
    const offer = flightOffer({ ...asked, currency: "USD" }, { fares: [PRICED] });
    const slices = offer.slices.map((slice) => ({
      ...slice,
      segments: slice.segments.map((segment) => ({ ...segment, operatingCarrier: "AA" })),
    }));
    reply.offers([{ ...offer, slices }]);
  });
  gateway = await gatewayOn(broker, ["nonstop"]);
  client = await clientOn(broker);
});

afterAll(async () => {
  await client?.close();
  await gateway?.stop();
  await nonstop?.stop();
  await broker?.stop();
});

// The first search of a process that is not of the usual form compiles its validation.
const plain = flightSearch({ policy: { deadlineMs: 10_000, quorum: null, required: [] } });
const detailed: FlightSearch = { ...plain, details: true };
const NAMES = {
  carriers: [
    { code: "AA", name: "American Airlines" },
    { code: "BA", name: "British Airways" },
  ],
  airports: [
    { code: "JFK", name: expect.stringContaining("Kennedy") as unknown },
    { code: "LHR", name: expect.stringContaining("Heathrow") as unknown },
  ],
};
const ESTIMATE = {
  kg: 341,
  method: "ICAO calculator 13.1 (2024): CO2 of the fuel, by distance, aircraft and cabin",
};

test("HTTP: names and an estimate where they are asked for, and only there (DETAILS-1)", async () => {
  const { body } = await post<SearchResult>(gateway, detailed);
  expect({ names: body.names, estimate: body.itineraries[0]?.co2Estimate }).toEqual({
    names: NAMES,
    estimate: ESTIMATE,
  });
  const { body: without } = await post<SearchResult>(gateway, plain);
  expect({ names: without.names, estimate: without.itineraries[0]?.co2Estimate }).toEqual({});
  expect(without.itineraries).toHaveLength(1);
  const path = `/v1/searches/${without.searchId}`;
  const { body: kept } = await get<SearchResult>(gateway, path);
  expect({ flights: kept.itineraries.length, names: kept.names }).toEqual({ flights: 1 });
  const { body: asked } = await get<SearchResult>(gateway, `${path}?details=true`);
  expect({ names: asked.names, estimate: asked.itineraries[0]?.co2Estimate }).toEqual({
    names: NAMES,
    estimate: ESTIMATE,
  });
});

test("HTTP: a wrong value is named", async () => {
  const { status, body } = await post<{ errors: unknown }>(gateway, { ...plain, details: "yes" });
  expect({ status, text: JSON.stringify(body) }).toEqual({
    status: 400,
    text: expect.stringMatching(/"details".*must be true or false/) as unknown,
  });
  const query = await get<{ detail: string }>(gateway, "/v1/searches/none?details=yes&wait=x");
  expect({ status: query.status, detail: query.body.detail }).toEqual({
    status: 400,
    detail: expect.stringMatching(
      /^the query has 2 faults: details must be true or false; wait must be /,
    ) as unknown,
  });
});

test("NATS: the same in JSON and in protobuf", async () => {
  const json = (await ask(client, JSON.stringify(detailed))).json<SearchResult>();
  const protobuf = decodeResult((await ask(client, encodeSearch(detailed))).data);
  for (const { names, itineraries } of [json, protobuf])
    expect({ names, estimate: itineraries[0]?.co2Estimate }).toEqual({
      names: NAMES,
      estimate: ESTIMATE,
    });
});

test("base and taxes are the price in the currency of the search too, and who flies is named", async () => {
  const { body } = await post<SearchResult>(gateway, { ...plain, currency: "EUR" });
  const [shown] = body.itineraries[0]?.sellers[0]?.fares ?? [];
  const { price, base, taxes, perTraveller } = shown ?? {};
  expect((base?.amount ?? 0) + (taxes?.amount ?? 0)).toBe(price?.amount);
  expect({ currency: price?.currency, adult: perTraveller?.adult }).toEqual({
    currency: "EUR",
    adult: eur(price?.amount ?? 0),
  });
  expect(body.itineraries[0]?.slices[0]?.segments[0]).toMatchObject({
    carrier: "BA",
    operatingCarrier: "AA",
  });
});
