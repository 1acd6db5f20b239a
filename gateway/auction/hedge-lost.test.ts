/** A hedge to an instance that is not there ends the hedge, and nothing else. */
import { describe, expect, test } from "@jest/globals";
import { AuctionError } from "../../proto/errors.ts";
import type { SearchEvent } from "../../proto/messages.ts";
import { auctionOf, DEADLINE_MS, outcomesOf, quiet } from "../../test/fixtures/auction/auction.ts";

const hedged = (more: Parameters<typeof auctionOf>[0] = {}) =>
  auctionOf({
    expected: ["nonstop", "stops"],
    hedgeAfterMs: { nonstop: 20 },
    hedgeTo: { nonstop: "nonstop-2" },
    ...more,
  });

describe("A3 the broker's 503 for a hedge", () => {
  test("leaves the first call out: its answer is the bidder's answer", async () => {
    const auction = hedged();
    auction.clock.moveTo(20);
    auction.hedgeLost("nonstop");
    auction.send("stops");
    auction.clock.moveTo(100);
    auction.offers("nonstop", [{ number: 117 }]);
    const result = await auction.result;
    expect([result.endedBy, result.partial, outcomesOf(result)]).toEqual([
      "complete",
      false,
      { nonstop: "answered", stops: "empty" },
    ]);
    expect(result.itineraries).toHaveLength(1);
  });

  test("a bad end of the first call, held back for the hedge, counts from then on; a watcher hears of it", async () => {
    const events: SearchEvent[] = [];
    const auction = hedged({ watch: (event) => void events.push(event) });
    auction.clock.moveTo(10);
    auction.send("nonstop", { final: false });
    auction.clock.moveTo(20);
    auction.send("nonstop", { sequence: 1, status: "failed", reason: "internal" });
    auction.send("stops");
    await quiet();
    expect(events.filter(({ type }) => type === "bid")).toHaveLength(1);
    // The hedge that is sent in its place is lost too: three are sent at most (A6).
    for (let i = 0; i < 3; i++) auction.hedgeLost("nonstop");
    const result = await auction.result;
    expect([result.endedBy, outcomesOf(result)]).toEqual([
      "complete",
      { nonstop: "failed", stops: "empty" },
    ]);
    expect(events.filter(({ type }) => type === "bid")).toHaveLength(2);
  });

  test("A6 another instance is tried in its place, three in all", () => {
    const auction = hedged();
    auction.clock.moveTo(20);
    for (let i = 0; i < 5; i++) auction.hedgeLost("nonstop");
    expect(auction.wire.hedges).toHaveLength(3);
  });

  test("for an instance that has bid meanwhile, or a bidder that was not hedged or has finished, changes nothing", async () => {
    const auction = hedged();
    auction.hedgeLost("nonstop");
    auction.hedgeLost("unknown");
    auction.clock.moveTo(20);
    auction.send("nonstop", { final: false }, "nonstop-2");
    auction.hedgeLost("nonstop");
    auction.offers("nonstop", [{ number: 117 }], { sequence: 1 }, "nonstop-2");
    auction.hedgeLost("nonstop");
    auction.send("stops");
    const result = await auction.result;
    expect([result.endedBy, result.itineraries.length, result.bidders[0]?.instance]).toEqual([
      "complete",
      1,
      "nonstop-2",
    ]);
    expect(auction.wire.hedges).toHaveLength(1);
  });

  test("A1 with no answer at all the auction still ends at its deadline, silent and not absent", async () => {
    const auction = hedged({ expected: ["nonstop"] });
    auction.clock.moveTo(20);
    auction.hedgeLost("nonstop");
    auction.clock.moveTo(DEADLINE_MS);
    const result = await auction.result;
    expect([result.endedBy, outcomesOf(result)]).toEqual(["deadline", { nonstop: "silent" }]);
  });
});

test("A10 a call that reached no bidder that it should ends as a clear error, once; what comes later changes nothing", async () => {
  const auction = auctionOf({ expected: ["nonstop"] });
  const error = new AuctionError("no-broker", "no bidder has returned yet");
  auction.unreachable(error);
  auction.unreachable(new AuctionError("no-broker", "another"));
  auction.send("nonstop");
  await expect(auction.result).rejects.toBe(error);
  // No bidder has the call, so none is told to stop; no timer is left.
  expect([auction.wire.cancelled, auction.wire.learned, auction.clock.timers]).toEqual([
    false,
    null,
    0,
  ]);
});
