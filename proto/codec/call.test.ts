/** The call for bids. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { calls, flightSearches, sentCalls } from "../../test/fixtures/wire/arbitraries.ts";
import {
  type DecoderCase,
  expectRefusal,
  expectRoundTrip,
  RUNS,
} from "../../test/fixtures/wire/decoders.ts";
import { auction } from "../generated/messages.js";
import type { CallForBids } from "../messages.ts";
import { decodeCall, encodeCall } from "./call.ts";

describe("CODEC-3 decode(encode(x)) equals x", () => {
  test("calls", () => expectRoundTrip(sentCalls, (call) => decodeCall(encodeCall(call))));

  test("a budget is whole milliseconds, never negative", () => {
    fc.assert(
      fc.property(calls, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (call, budgetMs) => {
        expect(decodeCall(encodeCall({ ...call, budgetMs })).budgetMs).toBe(
          Math.max(0, Math.floor(budgetMs)) + 0,
        );
      }),
      { numRuns: RUNS },
    );
  });
});

test("a call does not say what a second is worth, whatever else is asked", () =>
  fc.assert(
    fc.property(calls, flightSearches, (call, search) => {
      const policy = { ...search.policy, kind: "value" as const, dollarsPerSecond: 0.5 };
      const told = decodeCall(encodeCall({ ...call, search: { ...search, policy } })).search;
      expect(told.policy).not.toHaveProperty("kind");
      expect(told.policy).not.toHaveProperty("dollarsPerSecond");
      expect(told.policy.deadlineMs).toBe(policy.deadlineMs);
    }),
    { numRuns: RUNS },
  ));

test("a call that has its rates and refers to others too is read with its own", () => {
  const { rates, ...terms } = fc.sample(calls, { seed: 7, numRuns: 1 })[0] as never as CallForBids;
  const both = Buffer.concat([
    encodeCall({ ...terms, rates }),
    auction.CallForBids.encode({ ratesId: "id" }).finish(),
  ]);
  expect(decodeCall(both)).toEqual({ ...terms, rates });
});

describe("bytes from before there were fares", () => {
  test("a call asks for neither self-transfers nor similar ones", () => {
    const search = {
      slices: [{ origin: "LHR" }],
      cabin: 1,
      currency: "USD",
      sort: 1,
      maxStops: 1,
      maxResults: 1,
      policy: { deadlineMs: 1 },
    };
    expect(decodeCall(auction.CallForBids.encode({ search }).finish()).search).toMatchObject({
      selfTransfer: false,
      similar: false,
    });
  });
});

describe("CODEC-2 a call that breaks a rule is refused, and the rule is named", () => {
  const call = (changes: auction.CallForBids.$Properties) =>
    auction.CallForBids.encode({
      ...auction.CallForBids.decode(
        encodeCall(fc.sample(calls, { seed: 7, numRuns: 1 })[0] as never),
      ),
      ...changes,
    }).finish();

  test.each<DecoderCase>([
    [
      "a call without a search",
      () => decodeCall(call({ search: null as never })),
      "malformed",
      "a search of 0 slices",
    ],
    [
      "rates without their numbers",
      () => decodeCall(call({ rates: { currencies: "USD" } })),
      "malformed",
      "rates for 1 currencies, but 0 numbers",
    ],
    [
      "a rate of nothing",
      () => decodeCall(call({ rates: { currencies: "USD", perUnit: [0] } })),
      "malformed",
      "the rate of USD is 0",
    ],
    [
      "a rate that is not a number",
      () => decodeCall(call({ rates: { currencies: "USD", perUnit: [Number.NaN] } })),
      "malformed",
      "the rate of USD is NaN",
    ],
    [
      "a call sent at no time",
      () => decodeCall(call({ sentAtMs: Number.NaN })),
      "malformed",
      "sent_at_ms is not a time",
    ],
  ])("%s", expectRefusal);
});
