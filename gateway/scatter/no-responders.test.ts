import { expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { type Circumstances, ConnectionHistory, noResponders } from "./no-responders.ts";

const QUIET: Circumstances = {
  bidHeard: false,
  known: [],
  awaited: [],
  brokerLeaves: false,
  isFresh: false,
};

test.each<[why: string, circumstances: Partial<Circumstances>, meaning: string]>([
  ["no bidder is known: the market has none", {}, "no-bidders"],
  [
    "some kind has not returned, but the reconnect is long ago",
    { awaited: ["stops"] },
    "no-bidders",
  ],
  ["a reconnect, and all kinds have returned", { isFresh: true }, "no-bidders"],
  ["a reconnect, and a kind has not returned", { isFresh: true, awaited: ["stops"] }, "no-broker"],
  [
    "the broker is in lame-duck mode, and the roster has lost all",
    { brokerLeaves: true },
    "no-broker",
  ],
  ["the roster knows a live bidder of this market", { known: ["nonstop"] }, "no-broker"],
  ["a bid of this auction has come already", { bidHeard: true }, "ignore"],
  [
    "a bid has come, whatever else holds",
    { bidHeard: true, known: ["nonstop"], brokerLeaves: true, isFresh: true },
    "ignore",
  ],
])("A10 the broker's 503 for a market: %s", (_why, circumstances, meaning) => {
  const found = noResponders({ ...QUIET, ...circumstances });
  if (!(found instanceof AuctionError)) return expect(found).toBe(meaning);
  expect([found.code, found.status]).toEqual([meaning, 503]);
  for (const bidder of [...(circumstances.awaited ?? []), ...(circumstances.known ?? [])])
    expect(found.message).toContain(bidder);
  expect(found.message).toMatch(/try again/);
});

test("A6 an error names a few of many bidders", () => {
  const known = Array.from({ length: 64 }, (_, i) => `bidder-${i}`);
  expect((noResponders({ ...QUIET, known }) as AuctionError).message).toMatch(
    /bidder-4 and 59 more/,
  );
});

test("a reconnect is fresh for so long; a broker that leaves has left when the connection is back", () => {
  const clock = new DrivenClock();
  const history = new ConnectionHistory(clock, 5_000);
  const state = () => [history.brokerLeaves, history.isFresh];
  expect(state()).toEqual([false, false]);
  history.status("ldm");
  clock.moveTo(100_000);
  history.status("disconnect");
  expect(state()).toEqual([true, false]);
  history.status("reconnect");
  expect(state()).toEqual([false, true]);
  clock.moveTo(104_999);
  expect(state()).toEqual([false, true]);
  clock.moveTo(105_000);
  expect(state()).toEqual([false, false]);
});
