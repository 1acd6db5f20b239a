import { describe, expect, test } from "@jest/globals";
import { randomFrom } from "../../common/runtime/seeded-random.ts";
import { decodeCall, encodeCall } from "../../proto/codec/index.ts";
import type { CallForBids } from "../../proto/messages.ts";
import { garbageOf, ofLaterVersion } from "./calls.ts";
import { gatewayRules } from "./rules.ts";
import { pairIn, pairOutside, plainSearch } from "./searches.ts";

const { ratesInto } = gatewayRules([]);
const PAIR = { origin: "LHR", destination: "JFK", isByRegion: false };
const CALL: CallForBids = {
  ...{ searchId: "id", gateway: "gw", search: plainSearch("own", PAIR, 0), budgetMs: 9 },
  ...{ sentAtMs: 1, objective: { valuePerHour: 1, penaltyPerStop: 2 }, rates: ratesInto("USD") },
};
// Another call of the codec may use the same bytes again.
const BYTES = Uint8Array.from(encodeCall(CALL));

test("a call of a later version is longer, and is read as the call without its new fields", () => {
  const later = ofLaterVersion(BYTES);
  expect(later.length).toBeGreaterThan(BYTES.length + 20);
  expect(decodeCall(later)).toEqual(decodeCall(BYTES));
});

test.each([1024 * 1024, 64 * 1024])("no message is larger than the broker takes: %d", (max) => {
  const garbage = garbageOf(BYTES, max, randomFrom(1));
  const largest = Math.max(...garbage.map(({ bytes }) => bytes.length));
  expect(largest).toBeLessThan(max);
  expect(largest).toBeGreaterThan(max - 8_192);
});

describe("markets", () => {
  test.each([
    ["*.*", { origin: "LHR", destination: "JFK", isByRegion: false }],
    ["JFK.*", { origin: "JFK", destination: "LHR", isByRegion: false }],
    ["*.LHR", { origin: "JFK", destination: "LHR", isByRegion: false }],
    ["QQA.QQB", { origin: "QQA", destination: "QQB", isByRegion: false }],
    ["AS.OC", { origin: "SIN", destination: "SYD", isByRegion: true }],
    ["LHR.LHR", undefined],
  ])("the pair of %s", (market, pair) => {
    expect(pairIn(market)).toEqual(pair);
  });

  test("a pair outside of all of them", () => {
    expect({ of: pairOutside(["LHR.*", "EU.*"]), none: pairOutside(["*.*"]) }).toEqual({
      of: { origin: "JFK", destination: "LHR", isByRegion: true },
      none: undefined,
    });
  });
});
