import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { encodeBid } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { SearchEvent } from "../../proto/messages.ts";
import {
  AUCTION_ID,
  auctionOf,
  DEADLINE_MS,
  outcomesOf,
  SEARCH_ID,
} from "../../test/fixtures/auction/auction.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { flightOffer, flightSearch, sheetOf } from "../../test/harness/offers.ts";
import { BIDS_AN_ATTEMPT_MAX, UNEXPECTED_BIDDERS_MAX } from "./async-service-handler.ts";
import { collectUntil } from "./budget.ts";
import { Ledger } from "./ledger.ts";
import type { Order, Scatter } from "./ports.ts";
import { run } from "./run.ts";

const UNTIL = collectUntil(0, DEADLINE_MS);

describe("how an auction ends", () => {
  test("complete: every expected bidder's final bid is in", async () => {
    const { clock, wire, result, offers, send } = auctionOf();
    clock.moveTo(10);
    offers("nonstop", [{ amount: 51_000 }]);
    clock.moveTo(20);
    send("stops");
    clock.moveTo(37);
    send("partners", { status: "declined", reason: "overloaded" });
    const { endedBy, partial, bidders, elapsedMs } = await result;
    expect([endedBy, partial, elapsedMs]).toEqual(["complete", true, 37]);
    expect(
      bidders.map(({ bidder, outcome, latencyMs, offers: count, reason }) => [
        bidder,
        outcome,
        latencyMs,
        count,
        reason,
      ]),
    ).toEqual([
      ["nonstop", "answered", 10, 1, null],
      ["partners", "declined", 37, 0, "overloaded"],
      ["stops", "empty", 20, 0, null],
    ]);
    expect(wire.cancelled).toBe(false);
    expect(clock.timers).toBe(0);
  });

  test("A1 deadline: partial results are a result, and say who is missing; those still at work are told to stop", async () => {
    const { clock, wire, result, offers } = auctionOf();
    offers("nonstop", [{ amount: 51_000 }]);
    offers("stops", [{ amount: 52_000, number: 200 }], { final: false });
    clock.moveTo(DEADLINE_MS);
    const { endedBy, partial, itineraries, bidders, elapsedMs } = await result;
    expect([endedBy, partial, itineraries.length]).toEqual(["deadline", true, 2]);
    expect(elapsedMs).toBeLessThanOrEqual(DEADLINE_MS);
    expect(bidders.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["answered", null],
      ["silent", `nothing had come from it when the auction ended by deadline at ${UNTIL} ms`],
      [
        "late",
        `some of its bids were in, its final bid was not, when the auction ended by deadline at ${UNTIL} ms`,
      ],
    ]);
    expect(wire.cancelled).toBe(true);
  });

  test("bidders are told less than the deadline, and the gateway stops collecting before it", () => {
    const { wire } = auctionOf();
    expect(wire.budgetMs).toBeLessThan(UNTIL);
    expect(UNTIL).toBeLessThan(DEADLINE_MS);
  });

  test("quorum: enough distinct bidders and the required ones, and the grace has passed", async () => {
    const { clock, result, offers, send } = auctionOf({
      policy: { quorum: 2, required: ["nonstop"] },
    });
    clock.moveTo(20);
    send("stops");
    send("stops"); // twice the same bidder is one bidder
    send("partners");
    clock.moveTo(60); // two have answered, but not the required one
    offers("nonstop", [{ amount: 51_000 }]);
    const ended = await result;
    expect([ended.endedBy, ended.elapsedMs]).toEqual(["complete", 60]);
  });

  test("quorum without the last bidder", async () => {
    const { clock, result, offers, send } = auctionOf({ policy: { quorum: 2 } });
    clock.moveTo(40);
    send("stops");
    offers("nonstop", [{ amount: 51_000 }]);
    clock.moveTo(50);
    const ended = await result;
    expect([ended.endedBy, ended.partial, ended.elapsedMs, outcomesOf(ended)]).toEqual([
      "quorum",
      true,
      50,
      { nonstop: "answered", partners: "silent", stops: "empty" },
    ]);
  });

  test("a bidder that declined or failed is no part of a quorum", async () => {
    const { clock, result, offers, send } = auctionOf({ policy: { quorum: 2 } });
    offers("nonstop", [{ amount: 51_000 }]);
    send("stops", { status: "failed", reason: "internal" });
    clock.moveTo(DEADLINE_MS);
    expect((await result).endedBy).toBe("deadline");
  });

  test("cancelled: the caller went away", async () => {
    const { clock, caller, wire, result, offers } = auctionOf();
    offers("nonstop", [{ amount: 51_000 }]);
    clock.moveTo(15);
    caller.abort();
    const ended = await result;
    expect([ended.endedBy, ended.elapsedMs, ended.itineraries.length, wire.cancelled]).toEqual([
      "cancelled",
      15,
      1,
      true,
    ]);
    expect(clock.timers).toBe(0);
  });

  test("cancelled before it began", async () => {
    const { caller, result } = auctionOf();
    caller.abort();
    expect((await result).endedBy).toBe("cancelled");
  });

  test("no-bidders: the broker says that nobody listens", async () => {
    const { clock, nobodyListens, result } = auctionOf({ expected: [], absent: ["nonstop"] });
    clock.moveTo(2);
    nobodyListens();
    const ended = await result;
    expect([ended.endedBy, ended.elapsedMs, ended.partial, outcomesOf(ended)]).toEqual([
      "no-bidders",
      2,
      true,
      { nonstop: "absent" },
    ]);
  });

  test("no-bidders although the roster knew some: they are absent", async () => {
    const { nobodyListens, result } = auctionOf({ expected: ["nonstop", "stops"] });
    nobodyListens();
    expect(outcomesOf(await result)).toEqual({ nonstop: "absent", stops: "absent" });
  });

  test("a required bidder that is absent is named from the start and not waited for", async () => {
    const { result, send } = auctionOf({ expected: ["stops"], absent: ["nonstop"] });
    send("stops");
    const ended = await result;
    expect([ended.endedBy, ended.partial, outcomesOf(ended)]).toEqual([
      "complete",
      true,
      { nonstop: "absent", stops: "empty" },
    ]);
  });
});

describe("A3: one outcome for every bidder, and late bids amend the ledger only", () => {
  test("a bid at the very deadline is late: it is in the ledger, with its regret", async () => {
    const { clock, ledger, result, offers, wire } = auctionOf({ expected: ["nonstop", "stops"] });
    // fires before the auction's own timer of the same instant
    clock.at(UNTIL, () => offers("stops", [{ amount: 48_000, number: 200 }], {}));
    offers("nonstop", [{ amount: 51_000 }]);
    clock.moveTo(UNTIL);
    const ended = await result;
    expect(ended.endedBy).toBe("deadline");
    expect(outcomesOf(ended)).toEqual({ nonstop: "answered", stops: "silent" });
    expect(wire.cancelled).toBe(true);
    expect(ledger.view(SEARCH_ID)).toEqual({
      ...ended,
      late: [
        {
          bidder: "stops",
          latencyMs: UNTIL,
          offers: 1,
          cheapest: { amount: 48_000, currency: "USD" },
        },
      ],
      regret: { amount: 3_000, currency: "USD" },
    });
  });

  test("a late bid changes nothing in the result", async () => {
    const { clock, ledger, result, offers } = auctionOf({ expected: ["nonstop", "stops"] });
    offers("nonstop", [{ amount: 51_000 }]);
    clock.moveTo(DEADLINE_MS);
    const ended = await result;
    const before = structuredClone(ended);
    const sheet = sheetOf([
      flightOffer(flightSearch(), { amount: 1, expiresAtMs: clock.wall() + 3_600_000 }),
    ]);
    ledger.enter(
      AUCTION_ID,
      "stops",
      "stops-1",
      encodeBid({
        searchId: AUCTION_ID,
        sequence: 0,
        final: true,
        status: "offers",
        reason: null,
        sheet,
        floor: null,
      }),
    );
    expect(ended).toEqual(before);
    expect(ledger.view(SEARCH_ID)).toMatchObject(before);
    expect(ledger.view(SEARCH_ID)?.late).toHaveLength(1);
  });

  test("two finals from one bidder: the first counts", async () => {
    const { result, offers, send } = auctionOf({ expected: ["nonstop", "stops"] });
    offers("nonstop", [{ amount: 51_000 }]);
    offers("nonstop", [{ amount: 10_000 }]);
    send("stops");
    const ended = await result;
    expect(ended.itineraries.map(({ price }) => price.amount)).toEqual([51_000]);
    expect(ended.bidders[0]).toMatchObject({ bidder: "nonstop", offers: 1 });
  });

  test("two instances answer one call: the one that began counts", async () => {
    const { result, send } = auctionOf({ expected: ["stops"] });
    send("stops", { final: false }, "stops-a");
    send("stops", {}, "stops-b");
    send("stops", {}, "stops-a");
    expect((await result).bidders[0]).toMatchObject({ instance: "stops-a", outcome: "empty" });
  });

  test("a bidder that nobody expected is heard, and cannot make the result partial", async () => {
    const { result, offers, send } = auctionOf({ expected: ["nonstop"] });
    offers("guest", [{ amount: 40_000 }], { final: false });
    send("nonstop");
    const ended = await result;
    expect([ended.endedBy, ended.partial, outcomesOf(ended)]).toEqual([
      "complete",
      false,
      { guest: "late", nonstop: "empty" },
    ]);
    expect(ended.itineraries).toHaveLength(1);
  });

  test("a bidder thought absent that bids after all is heard", async () => {
    const { result, offers, send } = auctionOf({ expected: ["stops"], absent: ["nonstop"] });
    offers("nonstop", [{ amount: 51_000 }]);
    send("stops");
    expect(outcomesOf(await result)).toEqual({ nonstop: "answered", stops: "empty" });
  });
});

describe("A5: nothing a bidder sends can throw, hang or grow memory here", () => {
  test("garbage is an outcome, at once", async () => {
    const { result, raw } = auctionOf({ expected: ["stops"] });
    raw("stops", new Uint8Array([1, 2, 3, 255]));
    const ended = await result;
    expect([ended.endedBy, outcomesOf(ended)]).toEqual(["complete", { stops: "invalid" }]);
    expect(ended.bidders[0]?.reason).toContain("protobuf");
  });

  test("an answer to another search is no answer to this one", async () => {
    const { result, send } = auctionOf({ expected: ["stops"] });
    send("stops", { searchId: "other" });
    expect(outcomesOf(await result)).toEqual({ stops: "invalid" });
  });

  test("A6: a flood is cut off", async () => {
    const { result, send } = auctionOf({ expected: ["stops"] });
    for (let i = 0; i < BIDS_AN_ATTEMPT_MAX + 10; i++) send("stops", { final: false, sequence: i });
    const ended = await result;
    expect(ended.bidders[0]).toMatchObject({
      outcome: "invalid",
      reason: `sent more than ${BIDS_AN_ATTEMPT_MAX} bids`,
    });
  });

  test("A6: so are strangers", async () => {
    const { result, send } = auctionOf({ expected: ["stops"] });
    for (let i = 0; i < UNEXPECTED_BIDDERS_MAX + 10; i++) send(`guest-${i}`);
    send("stops");
    expect((await result).bidders).toHaveLength(UNEXPECTED_BIDDERS_MAX + 1);
  });
});

test("A3: what comes while a stand-in is recalled is late, and in the ledger", async () => {
  const { clock, ledger, result, offers } = auctionOf({
    expected: ["nonstop", "stops"],
    recallMs: 5,
  });
  offers("stops", [{ amount: 50_000 }]);
  clock.moveTo(UNTIL);
  await Promise.resolve();
  offers("nonstop", [{ amount: 40_000, number: 200 }]);
  clock.moveTo(UNTIL + 10);
  const ended = await result;
  expect(outcomesOf(ended)).toEqual({ nonstop: "silent", stops: "answered" });
  expect(ledger.view(SEARCH_ID)).toMatchObject({
    late: [{ bidder: "nonstop", offers: 1 }],
    regret: { amount: 10_000 },
  });
});

test("events tell the story in order: opened, then each bid with the top so far", async () => {
  const told: SearchEvent[] = [];
  const { result, offers, send } = auctionOf({
    expected: ["nonstop", "stops"],
    watch: (event) => told.push(event),
  });
  offers("stops", [{ amount: 49_000, number: 200 }], { final: false });
  offers("nonstop", [{ amount: 51_000 }]);
  send("stops", { sequence: 1 });
  await result;
  expect(
    told.map((event) =>
      event.type === "bid" ? `${event.bid.bidder} ${event.bid.outcome}` : event.type,
    ),
  ).toEqual(["opened", "nonstop answered", "snapshot", "stops answered", "snapshot"]);
});

test("A10: a call that cannot be sent is a clear error, not a hang", async () => {
  const clock = new DrivenClock();
  let released = 0;
  const scatter: Scatter = {
    reserve: () => ({
      expected: [],
      skipped: [],
      required: [],
      absent: [],
      hedgeAfterMs: new Map(),
      observe: () => {},
      release: () => void released++,
    }),
    call() {
      throw new AuctionError("no-broker", "no connection");
    },
  };
  const order: Order = {
    searchId: SEARCH_ID,
    auctionId: AUCTION_ID,
    search: flightSearch(),
    objective: { valuePerHour: 0, penaltyPerStop: 0 },
    rates: { date: "", perUnit: new Map() },
    elapsed: () => [],
    grace: { share: 0, minMs: 0, maxMs: 0 },
    arrivedAt: 0,
    signal: new AbortController().signal,
  };
  const { standIns } = auctionOf();
  await expect(
    run(order, { scatter, clock, ledger: new Ledger(clock), standIns, standInAgeMaxMs: 0 }),
  ).rejects.toMatchObject({
    code: "no-broker",
  });
  expect([clock.timers, released]).toEqual([0, 1]);
});

test("A1, A3: whatever comes and whenever, one result by the deadline with one outcome for every expected bidder", async () => {
  const message = fc.record({
    at: fc.integer({ min: 0, max: 1_000 }),
    bidder: fc.constantFrom("nonstop", "stops", "partners", "guest"),
    kind: fc.constantFrom("final", "part", "garbage", "failed", "elsewhere"),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(message, { maxLength: 12 }),
      fc.option(fc.integer({ min: 1, max: 4 })),
      async (messages, quorum) => {
        const { clock, ledger, result, send, offers, raw } = auctionOf({ policy: { quorum } });
        for (const { at, bidder, kind } of messages.sort((a, b) => a.at - b.at)) {
          clock.moveTo(at);
          if (kind === "final") offers(bidder, [{ amount: 50_000 + at }]);
          else if (kind === "part") offers(bidder, [{ amount: 50_000 + at }], { final: false });
          else if (kind === "garbage") raw(bidder, new Uint8Array([at & 255, 255]));
          else if (kind === "failed") send(bidder, { status: "failed", reason: "internal" });
          else send(bidder, { searchId: "other" });
        }
        clock.moveTo(1_001);
        const ended = await result;
        const expected = ended.bidders
          .map(({ bidder }) => bidder)
          .filter((bidder) => bidder !== "guest");
        expect(expected).toEqual(["nonstop", "partners", "stops"]);
        expect(clock.timers).toBe(0);
        expect(ledger.view(SEARCH_ID)).toMatchObject(ended);
        for (const { latencyMs } of ended.bidders) expect(latencyMs ?? 0).toBeLessThan(UNTIL);
      },
    ),
    { numRuns: 500 },
  );
});
