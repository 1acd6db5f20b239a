import { describe, expect, test } from "@jest/globals";
import type { RosterBidder, RosterInstance } from "../cli/roster.ts";
import type { CheckState } from "./check.ts";
import { readGateway } from "./gateway-facts.ts";
import {
  bidderChecks,
  clockCheck,
  type GatewayReport,
  gatewayCheck,
  marketChecks,
  versionCheck,
} from "./process-rules.ts";

const state = (is: CheckState) => expect.objectContaining({ state: is });
const bidder = (kind: string, ...instances: Partial<RosterInstance>[]): RosterBidder => ({
  bidder: kind,
  instances: instances.map((changes, i) => ({
    ...{ id: `${kind[0]}${i + 1}`, version: "1.2.3", markets: ["*.*"], clockAheadMs: 0 },
    ...{ inFlight: 0, waiting: 0, requests: 0, errors: 0, p50Ms: null, p95Ms: null },
    startedAt: null,
    ...changes,
  })),
});
const gateway = (changes: Partial<GatewayReport> = {}): GatewayReport => ({
  ...{ id: "g1", version: "1.2.3", clockAheadMs: 0 },
  ...changes,
});
const brief = (checks: readonly { name: string; state: string }[]) =>
  checks.map((one) => `${one.name}: ${one.state}`);

test("bidders that are there, and users of nats.conf of whom no instance is", () => {
  const roster = [bidder("stops", {}, {}), bidder("own", {})];
  expect(brief(bidderChecks(roster, ["nonstop", "stops"]))).toEqual([
    "bidder nonstop: warning",
    "bidder own: ok",
    "bidder stops: ok",
  ]);
});

describe("markets", () => {
  test.each([
    [[], "fault"],
    [[bidder("a", { markets: ["LHR.*"] })], "warning"],
    [[bidder("a", { markets: ["LHR.*"] }), bidder("b", {})], "ok"],
  ] as [RosterBidder[], CheckState][])("%#: %s", (roster, is) => {
    expect(marketChecks(roster, [])).toEqual([state(is)]);
  });

  test.each([
    ["LHR.JFK", "ok"],
    ["JFK.LHR", "fault"],
  ] as const)("%s, where only LHR.* is served: %s", (wanted, is) => {
    const [, check] = marketChecks([bidder("a", { markets: ["LHR.*"] })], [wanted]);
    expect(check).toEqual(state(is));
  });
});

test("a broker without a gateway answers no search", () => {
  expect(gatewayCheck([])).toEqual(state("fault"));
  expect(gatewayCheck([gateway()])).toEqual(state("ok"));
});

describe("versions", () => {
  test.each([
    ["all the same", [gateway()], [bidder("a", {})], "ok"],
    ["an old bidder", [gateway()], [bidder("a", {}, { version: "1.2.2" })], "warning"],
    ["an old gateway", [gateway({ version: "1.2.2" })], [bidder("a", {})], "warning"],
    ["all the same, and not ours", [gateway({ version: "2.0.0" })], [], "warning"],
    ["nobody", [], [], "not checked"],
  ] as [
    string,
    GatewayReport[],
    RosterBidder[],
    CheckState,
  ][])("%s: %4$s", (_, gateways, roster, is) => {
    expect(versionCheck({ own: "1.2.3", gateways, roster })).toEqual(state(is));
  });

  test("each version is named with those that have it", () => {
    const roster = [bidder("a", {}, { version: "1.2.2" })];
    expect(versionCheck({ own: "1.2.3", gateways: [gateway()], roster }).found).toBe(
      "1.2.2: a a2; 1.2.3: gateway g1, a a1",
    );
  });
});

describe("clocks", () => {
  const clocks = (gatewayMs: number | null, ...ms: (number | null)[]) =>
    clockCheck(
      [gateway({ clockAheadMs: gatewayMs })],
      [bidder("a", ...ms.map((clockAheadMs) => ({ clockAheadMs })))],
    );

  test.each([
    ["ok", 0, [0, 1_000]],
    ["ok", null, [0]],
    ["warning", 0, [0, 1_001]],
    ["warning", 0, [-5_000, 0]],
    ["fault", 0, [0, -5_001]],
    ["fault", 3_600_000, [0]],
    // All but this machine agree: it is the one to be set.
    ["warning", 3_600_000, [3_600_300, 3_599_900]],
    ["fault", 3_600_000, [3_500_000]],
    // One alone cannot say which of the two is wrong.
    ["fault", null, [9_000]],
    ["not checked", null, [null]],
  ] as const)("%s: the gateway %j ms ahead, bidders %j", (is, gatewayMs, ms) => {
    expect(clocks(gatewayMs, ...ms)).toEqual(state(is));
  });

  test("who is apart, by how much, and whose clock to set (EXAMINED-2)", () => {
    expect(clocks(0, null, -7_200_000)).toEqual({
      name: "clocks",
      state: "fault",
      found: "a a2 7200.0 s behind; 1 do not say",
      right: expect.any(String),
      remedy: expect.stringContaining("of those machines"),
    });
    expect(clocks(9_000, 9_000).remedy).toContain("of this machine");
  });
});

test.each([
  [
    '{"name":"gateway","id":"g","version":"1","sentAtMs":2000}',
    { id: "g", version: "1", clockAheadMs: 900 },
  ],
  ['{"name":"gateway","id":"g","version":"1"}', { id: "g", version: "1", clockAheadMs: null }],
  ['{"name":"nonstop","id":"g","version":"1"}', undefined],
  ['{"name":"gateway","id":"a b","version":"1"}', undefined],
  ["{", undefined],
])("the answer %s of a gateway", (text, report) => {
  expect(readGateway(text, { fromMs: 1_000, toMs: 1_100 })).toEqual(report);
});
