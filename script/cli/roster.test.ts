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

const NOW = { fromMs: 1_000, toMs: 1_010 };
const read = (answer: object) => readInstance(JSON.stringify(answer), NOW);

test.each([
  [null, null],
  [1_000, 0],
  [1_010, 0],
  [1_011, 1],
  [999, -1],
  [7_201_010.4, 7_200_000],
])("an answer of 1000 to 1010 that says %j is ahead by %j ms at least", (sentAtMs, ahead) => {
  const said = sentAtMs === null ? stats : { ...stats, sentAtMs };
  expect(read(said)?.instance.clockAheadMs).toBe(ahead);
});

describe("one answer to STATS", () => {
  test("requests and errors are those of all markets; the rest is of the whole instance", () => {
    expect(read(stats)).toEqual({
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
        clockAheadMs: null,
      },
    });
  });

  test("what it does not state is unknown", () => {
    const { endpoints: _, started: __, ...bare } = stats;
    expect(read(bare)?.instance).toMatchObject({
      inFlight: null,
      requests: 0,
      p50Ms: null,
      startedAt: null,
    });
    const silent = { ...stats, endpoints: [{ name: "flights", num_requests: 1, num_errors: 0 }] };
    expect(read(silent)?.instance).toMatchObject({
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
  ])("%s is not a bidder's", (text) => expect(readInstance(text, NOW)).toBeUndefined());
});

test("the table has a line an instance, the kind's name once", () => {
  const instance = read(stats)?.instance;
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
