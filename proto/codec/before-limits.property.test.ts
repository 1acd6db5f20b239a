/**
 * Old and new sides read each other: every message against a copy of the messages from before a
 * search could have limits (`test/fixtures/wire/before-limits/`).
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { bids, plainSentCalls, sentCalls } from "../../test/fixtures/wire/arbitraries.ts";
import { oldBid, oldCall } from "../../test/fixtures/wire/before-limits/messages.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import type { FlightSearch, SentCall } from "../messages.ts";
import { decodeBid, encodeBid } from "./bid.ts";
import { decodeCall, encodeCall } from "./call.ts";

const runs = { numRuns: propertyRuns(200) };

/** The call with the fields that bidders of before know. */
function knownBefore(call: SentCall): SentCall {
  const { searchId, gateway, search, budgetMs, sentAtMs, objective, notices } = call;
  return {
    ...{ searchId, gateway, search: searchBefore(search), budgetMs, sentAtMs, objective },
    ...("rates" in call ? { rates: call.rates } : { ratesId: call.ratesId }),
    ...(notices === undefined ? {} : { notices }),
  } as SentCall;
}

function searchBefore(search: FlightSearch): FlightSearch {
  const { slices, passengers, cabin, currency, sort, maxStops, maxResults } = search;
  const { selfTransfer, similar, policy } = search;
  return {
    slices: slices.map(({ origin, destination, departureDate }) => ({
      origin,
      destination,
      departureDate,
    })),
    passengers: {
      adults: passengers.adults,
      children: passengers.children,
      infants: passengers.infants,
    },
    ...{ cabin, currency, sort, maxStops, maxResults, selfTransfer, similar, policy },
  };
}

describe("CODEC-4 a side of before the limits and one of today read each other", () => {
  test("an old bidder reads any call, with every new field, as the same call without them", () => {
    fc.assert(
      fc.property(sentCalls, (call) => {
        expect(oldCall.decode(encodeCall(call))).toEqual(
          oldCall.decode(encodeCall(knownBefore(call))),
        );
      }),
      runs,
    );
  });

  test("a new bidder reads an old gateway's call as a search without limits", () => {
    fc.assert(
      fc.property(plainSentCalls, (call) => {
        const known = knownBefore(call);
        const received = decodeCall(oldCall.encode(oldCall.decode(encodeCall(known))));
        expect(received).toEqual(known);
        expect(Object.keys(received.search)).not.toContain("limits");
      }),
      runs,
    );
  });

  test("a new gateway reads an old bidder's bid whole", () => {
    fc.assert(
      fc.property(bids, ({ cellFloors: _, notes: __, queuedUs, workedUs, cut, ...bid }) => {
        expect(decodeBid(oldBid.encode(oldBid.decode(encodeBid(bid))))).toEqual(bid);
      }),
      runs,
    );
  });
});
