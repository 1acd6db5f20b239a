/** A hedge to an instance that is not there ends only the hedge. */
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
  test("does not end the first call: its answer is the bidder's answer", async () => {
    const auction = hedged();
    auction.clock.moveTo(20);
    auction.hedgeLost("nonstop");
    auction.send("stops");
    auction.clock.moveTo(100);
    auction.offers("nonstop", [{ number: 117 }]);
    const result = await auction.result;
    expect(result).toMatchObject({ endedBy: "complete", partial: false });
    expect(outcomesOf(result)).toEqual({ nonstop: "answered", stops: "empty" });
    expect(result.itineraries).toHaveLength(1);
  });

  test("the failure of the first call counts from then on, and is observed", async () => {
    const events: SearchEvent[] = [];
    const auction = hedged({ observe: (event) => void events.push(event) });
    auction.clock.moveTo(10);
    auction.send("nonstop", { final: false });
    auction.clock.moveTo(20);
    auction.send("nonstop", { sequence: 1, status: "failed", reason: "internal" });
    auction.send("stops");
    await quiet();
    expect(events.filter(({ type }) => type === "bid")).toHaveLength(1);
    // The hedges that are sent in its place are lost too: three are sent at most (A6).
    for (let i = 0; i < 3; i++) auction.hedgeLost("nonstop");
    const result = await auction.result;
    expect(result.endedBy).toBe("complete");
    expect(outcomesOf(result)).toEqual({ nonstop: "failed", stops: "empty" });
    expect(events.filter(({ type }) => type === "bid")).toHaveLength(2);
  });

  test("A6 another instance is tried in its place, three in all", () => {
    const auction = hedged();
    auction.clock.moveTo(20);
    for (let i = 0; i < 5; i++) auction.hedgeLost("nonstop");
    expect(auction.wire.hedges).toHaveLength(3);
  });

  test("changes nothing for an instance that has bid, a bidder that was not hedged, and a bidder that has finished", async () => {
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
    expect(result.endedBy).toBe("complete");
    expect(result.itineraries).toHaveLength(1);
    expect(result.bidders[0]).toMatchObject({ bidder: "nonstop", instance: "nonstop-2" });
    expect(auction.wire.hedges).toHaveLength(1);
  });

  test("A1 without any answer the auction ends at its deadline; the bidder is silent and not absent", async () => {
    const auction = hedged({ expected: ["nonstop"] });
    auction.clock.moveTo(20);
    auction.hedgeLost("nonstop");
    auction.clock.moveTo(DEADLINE_MS);
    const result = await auction.result;
    expect(result.endedBy).toBe("deadline");
    expect(outcomesOf(result)).toEqual({ nonstop: "silent" });
  });
});

test("A10 a call that reaches no bidder, though some are known, ends as a clear error, once; later messages change nothing", async () => {
  const auction = auctionOf({ expected: ["nonstop"] });
  const error = new AuctionError("no-broker", "no bidder has returned yet");
  auction.unreachable(error);
  auction.unreachable(new AuctionError("no-broker", "another"));
  auction.send("nonstop");
  await expect(auction.result).rejects.toBe(error);
  // No bidder has the call: none is asked to stop, and no timer is left.
  expect(auction.wire).toMatchObject({ cancelSent: false, learned: null });
  expect(auction.clock.timers).toBe(0);
});
