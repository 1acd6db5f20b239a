import { expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import { type Circumstances, noResponders } from "./no-responders.ts";

const QUIET: Circumstances = {
  bidReceived: false,
  known: [],
  notReturned: [],
  brokerShuttingDown: false,
  isFresh: false,
};

test.each<[why: string, circumstances: Partial<Circumstances>, meaning: string]>([
  ["no bidder is known: the market has none", {}, "no-bidders"],
  [
    "a bidder has not returned, but the reconnect is long ago",
    { notReturned: ["stops"] },
    "no-bidders",
  ],
  ["a reconnect, and all bidders have returned", { isFresh: true }, "no-bidders"],
  [
    "a reconnect, and a bidder has not returned",
    { isFresh: true, notReturned: ["stops"] },
    "no-broker",
  ],
  [
    "the broker is in lame-duck mode, and the roster has lost all",
    { brokerShuttingDown: true },
    "no-broker",
  ],
  ["the roster knows a live bidder of this market", { known: ["nonstop"] }, "no-broker"],
  ["a bid of this auction has arrived already", { bidReceived: true }, "ignore"],
  [
    "a bid has arrived, whatever else is true",
    { bidReceived: true, known: ["nonstop"], brokerShuttingDown: true, isFresh: true },
    "ignore",
  ],
])("A10 the broker's 503 for a market: %s", (_why, circumstances, meaning) => {
  const found = noResponders({ ...QUIET, ...circumstances });
  if (!(found instanceof AuctionError)) return expect(found).toBe(meaning);
  expect({ code: found.code, status: found.status }).toEqual({ code: meaning, status: 503 });
  for (const bidder of [...(circumstances.notReturned ?? []), ...(circumstances.known ?? [])])
    expect(found.message).toContain(bidder);
  expect(found.message).toMatch(/try again/);
});

test("A6 an error names a few of many bidders", () => {
  const known = Array.from({ length: 64 }, (_, i) => `bidder-${i}`);
  expect((noResponders({ ...QUIET, known }) as AuctionError).message).toMatch(
    /bidder-4 and 59 more/,
  );
});
