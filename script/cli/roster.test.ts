import { describe, expect, test } from "@jest/globals";
import { readInstance } from "./roster.ts";
import { rosterLines } from "./roster-table.ts";

const endpoint = {
  name: "flights",
  num_requests: 3,
  num_errors: 1,
  data: { inFlight: 2, waiting: 1, p50Ms: 4.81, p95Ms: 30 },
};
const stats = {
  type: "io.nats.micro.v1.stats_response",
  name: "nonstop",
  id: "abc",
  version: "0.1.0",
  metadata: { markets: "LHR.*,*.JFK" },
  started: "2026-12-01T00:00:00.000Z",
  endpoints: [endpoint, { ...endpoint, num_requests: 4, num_errors: 0 }],
};

describe("one answer to STATS", () => {
  test("requests and errors are those of all markets; the rest is of the whole instance", () => {
    expect(readInstance(JSON.stringify(stats))).toEqual({
      kind: "nonstop",
      instance: {
        id: "abc",
        version: "0.1.0",
        markets: ["LHR.*", "*.JFK"],
        inFlight: 2,
        waiting: 1,
        requests: 7,
        errors: 1,
        p50Ms: 4.81,
        p95Ms: 30,
        startedAt: "2026-12-01T00:00:00.000Z",
      },
    });
  });

  test("what it does not state is unknown", () => {
    const { endpoints: _, started: __, ...bare } = stats;
    expect(readInstance(JSON.stringify(bare))?.instance).toMatchObject({
      inFlight: null,
      requests: 0,
      p50Ms: null,
      startedAt: null,
    });
    const silent = { ...stats, endpoints: [{ name: "flights", num_requests: 1, num_errors: 0 }] };
    expect(readInstance(JSON.stringify(silent))?.instance).toMatchObject({
      inFlight: null,
      requests: 1,
    });
  });

  test.each([
    "",
    "{",
    "[]",
    "null",
    '{"name":"x y","id":"1","metadata":{"markets":"*.*"}}',
    '{"name":"gateway","id":"1","metadata":{}}',
  ])("%s is not a bidder's", (text) => expect(readInstance(text)).toBeUndefined());
});

test("the table has a line an instance, the kind's name once", () => {
  const instance = readInstance(JSON.stringify(stats))?.instance;
  if (instance === undefined) throw new Error("no instance");
  const later = {
    ...instance,
    id: "\u001bxyz",
    inFlight: null,
    p50Ms: null,
    errors: 0,
    startedAt: null,
  };
  const nowMs = Date.parse("2026-12-01T02:30:00Z");
  const lines = rosterLines([{ bidder: "nonstop", instances: [instance, later] }], nowMs, {
    width: 200,
    paint: (_style, text) => text,
  });
  expect(lines[0]).toMatch(
    /^bidder +instance +version +markets +in flight +waiting +requests +errors +p50 +p95 +uptime$/,
  );
  expect(lines[2]).toMatch(
    /^nonstop +abc +0\.1\.0 +LHR\.\* \*\.JFK +2 +1 +7 +1 +4\.8 ms +30 ms +2 h 30 min$/,
  );
  expect(lines[3]).toMatch(/^ +\\x1bxyz +0\.1\.0 +LHR\.\* \*\.JFK +– +1 +7 +0 +– +30 ms +–$/);
});
