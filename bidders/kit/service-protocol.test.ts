import { expect, test } from "@jest/globals";
import {
  endpointName,
  infoResponse,
  pingResponse,
  responseWithin,
  statsResponse,
} from "./service-protocol.ts";
import { Statistics } from "./statistics.ts";

const identity = {
  kind: "nonstop",
  instance: "one",
  version: "0.1.0",
  markets: ["LHR.*", "*.JFK"],
  ratesId: "0123456789abcdef",
  started: "2026-11-01T00:00:00.000Z",
};
const heading = {
  name: "nonstop",
  id: "one",
  version: "0.1.0",
  metadata: { markets: "LHR.*,*.JFK", rates_id: "0123456789abcdef" },
};

test.each([
  ["*.*", "flights"],
  ["LHR.*", "flights-LHR-any"],
  ["*.JFK", "flights-any-JFK"],
  ["LHR.JFK", "flights-LHR-JFK"],
])("the endpoint of %s is %s, a name that ADR-32 allows", (market, name) => {
  expect(endpointName(market)).toBe(name);
  expect(name).toMatch(/^[A-Za-z0-9_-]+$/);
});

test("PING and INFO as ADR-32 has them", () => {
  expect(pingResponse(identity)).toEqual({ type: "io.nats.micro.v1.ping_response", ...heading });
  expect(infoResponse(identity)).toEqual({
    type: "io.nats.micro.v1.info_response",
    ...heading,
    description: expect.any(String),
    endpoints: [
      {
        name: "flights-LHR-any",
        subject: "auction.flights.LHR.*",
        queue_group: "nonstop",
        metadata: { market: "LHR.*" },
      },
      {
        name: "flights-any-JFK",
        subject: "auction.flights.*.JFK",
        queue_group: "nonstop",
        metadata: { market: "*.JFK" },
      },
    ],
  });
});

test("the weight and the zone of an instance are texts of its metadata, and are not there where it states none", () => {
  const { metadata } = pingResponse({ ...identity, weight: 0, zone: "eu-1" });
  expect(metadata).toEqual({ ...heading.metadata, weight: "0", zone: "eu-1" });
  expect(JSON.parse(JSON.stringify(pingResponse(identity))).metadata).toEqual(heading.metadata);
});

test("calls of a region come on the instance's own subject, in no queue group", () => {
  const { endpoints } = infoResponse({ ...identity, markets: ["EU.*", "*.JFK"] });
  expect(endpoints).toEqual([
    {
      name: "flights-EU-any",
      subject: "auction.direct.nonstop.one",
      queue_group: "",
      metadata: { market: "EU.*" },
    },
    {
      name: "flights-any-JFK",
      subject: "auction.flights.*.JFK",
      queue_group: "nonstop",
      metadata: { market: "*.JFK" },
    },
  ]);
});

test("STATS has counts for each endpoint, times in nanoseconds, and the state of the instance", () => {
  const statistics = new Statistics(identity.markets, () => 0);
  statistics.answered(
    {
      market: "LHR.*",
      status: "offers",
      reason: null,
      tookMs: 10,
      offersDropped: 0,
    },
    0,
  );
  statistics.answered(
    {
      market: "LHR.*",
      status: "failed",
      reason: "internal",
      tookMs: 20,
      offersDropped: 0,
    },
    0,
  );
  const stats = statsResponse(identity, statistics, { running: 3, waiting: 1 });
  expect(stats).toMatchObject({
    type: "io.nats.micro.v1.stats_response",
    ...heading,
    started: "2026-11-01T00:00:00.000Z",
  });
  const [busy, idle] = stats.endpoints;
  expect(busy).toMatchObject({
    num_requests: 2,
    num_errors: 1,
    last_error: "internal",
    processing_time: 30_000_000,
    average_processing_time: 15_000_000,
    data: {
      inFlight: 3,
      waiting: 1,
      p50Ms: expect.any(Number),
      p95Ms: expect.any(Number),
      declined: 0,
    },
  });
  expect(idle).toMatchObject({
    num_requests: 0,
    num_errors: 0,
    last_error: "",
    processing_time: 0,
    average_processing_time: 0,
  });
});

test("a response with many markets fits into one message of the broker, and always names all markets", () => {
  const markets = Array.from(
    { length: 64 },
    (_, i) => `L${String.fromCharCode(65 + (i >> 3), 65 + (i & 7))}.*`,
  );
  const many = { ...identity, markets };
  const info = infoResponse(many);
  const statistics = new Statistics(markets, () => 0);
  expect(responseWithin(info, Number.POSITIVE_INFINITY)).toBe(JSON.stringify(info));
  for (const response of [
    { ...info, presence: "joined" },
    statsResponse(many, statistics, { running: 1, waiting: 2 }),
  ]) {
    for (const bytesMax of [1_000_000, 16_384, 4_096, 2_048]) {
      const text = responseWithin(response, bytesMax);
      expect(text.length).toBeLessThanOrEqual(bytesMax);
      const { endpoints, ...rest } = JSON.parse(text);
      expect(rest).toMatchObject({
        name: "nonstop",
        id: "one",
        metadata: { markets: markets.join(","), rates_id: identity.ratesId },
      });
      expect(endpoints).toEqual(response.endpoints.slice(0, endpoints.length));
    }
  }
});
