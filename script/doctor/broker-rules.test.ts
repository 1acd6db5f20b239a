import { describe, expect, test } from "@jest/globals";
import {
  brokerLimits,
  brokerVersion,
  compareVersions,
  jetStream,
  messageSize,
  rightsCheck,
  roundTrip,
} from "./broker-rules.ts";
import type { CheckState } from "./check.ts";
import { rightsOf } from "./rights.ts";

const state = (is: CheckState) => expect.objectContaining({ state: is });

test.each([
  ["2.8.4", "fault"],
  ["2.9.0", "warning"],
  ["2.9.9", "warning"],
  ["2.9.10", "ok"],
  ["2.10.27-RC.1", "ok"],
  ["v2.15.1", "ok"],
  ["2.16.0", "ok"],
  ["3.0.0", "warning"],
  ["unknown", "fault"],
] as const)("the broker's version %s: %s", (version, is) => {
  expect(brokerVersion({ version })).toEqual(state(is));
});

test.each([
  ["2.9.10", "2.9.9", 1],
  ["2.10", "2.9.99", 1],
  ["2.9", "2.9.0", 0],
  ["", "0.0.0", -1],
] as const)("%s beside %s", (a, b, sign) => expect(Math.sign(compareVersions(a, b))).toBe(sign));

test.each([
  [0.4, "ok"],
  [25, "ok"],
  [25.1, "warning"],
] as const)("a round trip of %d ms: %s", (ms, is) => expect(roundTrip(ms)).toEqual(state(is)));

test.each([
  [1_048_576, "ok"],
  [786_432, "ok"],
  [786_431, "warning"],
  [81_920, "warning"],
  [81_919, "fault"],
] as const)("messages of %d bytes: %s", (maxPayload, is) => {
  expect(messageSize({ maxPayload })).toEqual(state(is));
});

test("without JetStream gateways share nothing, and searches go on", () => {
  expect(jetStream({ hasJetStream: true })).toEqual(state("ok"));
  expect(jetStream({ hasJetStream: false })).toEqual(state("warning"));
});

describe("what is in use of the broker's limits", () => {
  const load = { connections: 10, connectionsMax: 100, slowReaders: 0, jetStream: null };

  test("is not checked without its monitoring port, and says why (EXAMINED-1)", () => {
    const checks = brokerLimits(null, "no port is named");
    expect(checks.map(({ state, found }) => ({ state, found }))).toEqual(
      Array(2).fill({ state: "not checked", found: "no port is named" }),
    );
  });

  test.each([
    [79, "ok"],
    [80, "warning"],
    [94, "warning"],
    [95, "fault"],
    [100, "fault"],
  ] as const)("%d of 100 connections: %s", (connections, is) => {
    expect(brokerLimits({ ...load, connections }, "")[0]).toEqual(state(is));
  });

  test("a store that is full, one without a limit, and readers that were cut off", () => {
    const jetStream = { memory: 64, memoryMax: 64, storage: 9e9, storageMax: -1 };
    const checks = brokerLimits({ ...load, slowReaders: 1, jetStream }, "");
    expect(checks.map(({ name, state }) => `${name}: ${state}`)).toEqual([
      "connections: ok",
      "slow readers: warning",
      "JetStream memory: fault",
      "JetStream files: ok",
    ]);
  });
});

describe("rights", () => {
  const { needed, forbidden } = rightsOf("nonstop", "t-1");
  const none = { needed: 3, forbidden: 2, missing: [], excessive: [], untried: [] };

  test("all as they should be; what could not be tried is named (EXAMINED-1)", () => {
    expect(rightsCheck("nonstop", { ...none, untried: needed.slice(0, 1) }, "t-1")).toEqual({
      name: "rights of nonstop",
      state: "ok",
      found:
        "has all 3 that it needs, none of 2 that it must not; not tried beside running processes: publish to _INBOX.gw.*.*.nonstop.*",
      right: null,
      remedy: null,
    });
  });

  test("one too few or too many is a fault that names it, and what to do (EXAMINED-2)", () => {
    const missing = rightsCheck("nonstop", { ...none, missing: needed.slice(0, 6) }, "t-1");
    expect(missing).toEqual({
      name: "rights of nonstop",
      state: "fault",
      found: expect.stringMatching(/^may not publish to _INBOX.gw.* and 2 more$/),
      right: expect.any(String),
      remedy: expect.stringContaining("reload"),
    });
    const excessive = rightsCheck("nonstop", { ...none, excessive: forbidden.slice(0, 1) }, "t-1");
    expect(excessive).toEqual(state("fault"));
    expect(excessive.found).toBe("may publish to _INBOX.gw.*.*, which is not its own");
  });
});
