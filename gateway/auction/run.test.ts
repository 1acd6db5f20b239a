import { describe, expect, jest, test } from "@jest/globals";
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
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { collectUntilMs } from "./budget.ts";
import { BIDS_AN_ATTEMPT_MAX } from "./fold-bid.ts";
import { Ledger } from "./ledger.ts";
import { UNEXPECTED_BIDDERS_MAX } from "./limits.ts";
import type { AuctionRequest, Scatter } from "./ports.ts";
import { run } from "./run.ts";

const UNTIL = collectUntilMs(0, DEADLINE_MS);

describe("how an auction ends", () => {
  test("complete: every expected bidder's final bid is in", async () => {
    const { clock, wire, result, offers, send } = auctionOf();
    clock.moveTo(10);
    offers("nonstop", [{ amount: 51_000 }]);
    clock.moveTo(20);
    send("stops");
    clock.moveTo(37);
    send("partners", { status: "declined", reason: "overloaded" });
    expect(await result).toMatchObject({
      endedBy: "complete",
      partial: true,
      elapsedMs: 37,
      bidders: [
        { bidder: "nonstop", outcome: "answered", latencyMs: 10, offers: 1, reason: null },
        { bidder: "partners", outcome: "declined", latencyMs: 37, offers: 0, reason: "overloaded" },
        { bidder: "stops", outcome: "empty", latencyMs: 20, offers: 0, reason: null },
      ],
    });
    expect(wire.cancelSent).toBe(false);
    expect(clock.timers).toBe(0);
  });

  test("complete also where all bids come while the call is being sent", async () => {
    const all = ["nonstop", "partners", "stops"];
    const { result, wire } = auctionOf({ bidWhileSent: all });
    const ended = await result;
    expect(ended).toMatchObject({ endedBy: "complete", partial: false });
    expect(outcomesOf(ended)).toEqual({ nonstop: "empty", partners: "empty", stops: "empty" });
    expect(wire).toMatchObject({ released: true, learned: { endedBy: "complete" } });
  });

  test("A1 deadline: the result is partial and names the missing bidders, which are asked to stop", async () => {
    const { clock, wire, result, offers } = auctionOf();
    offers("nonstop", [{ amount: 51_000 }]);
    offers("stops", [{ amount: 52_000, number: 200 }], { final: false });
    clock.moveTo(DEADLINE_MS);
    const ended = await result;
    expect(ended).toMatchObject({
      endedBy: "deadline",
      partial: true,
      bidders: [
        { bidder: "nonstop", outcome: "answered", reason: null },
        {
          bidder: "partners",
          outcome: "silent",
          reason: `nothing had come from it when the auction ended by deadline at ${UNTIL} ms`,
        },
        {
          bidder: "stops",
          outcome: "late",
          reason: `some of its bids were in, its final bid was not, when the auction ended by deadline at ${UNTIL} ms`,
        },
      ],
    });
    expect(ended.itineraries).toHaveLength(2);
    expect(ended.elapsedMs).toBeLessThanOrEqual(DEADLINE_MS);
    expect(wire.cancelSent).toBe(true);
  });

  test("the budget of the bidders is less than the deadline, and the gateway stops collecting before it", () => {
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
    send("stops"); // a second bid of the same bidder does not count
    send("partners");
    clock.moveTo(60); // two have answered, but not the required one
    offers("nonstop", [{ amount: 51_000 }]);
    expect(await result).toMatchObject({ endedBy: "complete", elapsedMs: 60 });
  });

  test("quorum without the last bidder", async () => {
    const { clock, result, offers, send } = auctionOf({ policy: { quorum: 2 } });
    clock.moveTo(40);
    send("stops");
    offers("nonstop", [{ amount: 51_000 }]);
    clock.moveTo(50);
    const ended = await result;
    expect(ended).toMatchObject({ endedBy: "quorum", partial: true, elapsedMs: 50 });
    expect(outcomesOf(ended)).toEqual({ nonstop: "answered", partners: "silent", stops: "empty" });
  });

  test("a bidder that declined or failed is not part of a quorum", async () => {
    const { clock, result, offers, send } = auctionOf({ policy: { quorum: 2 } });
    offers("nonstop", [{ amount: 51_000 }]);
    send("stops", { status: "failed", reason: "internal" });
    clock.moveTo(DEADLINE_MS);
    expect((await result).endedBy).toBe("deadline");
  });

  test("cancelled: the caller disconnects", async () => {
    const { clock, caller, wire, result, offers } = auctionOf();
    offers("nonstop", [{ amount: 51_000 }]);
    clock.moveTo(15);
    caller.abort();
    const ended = await result;
    expect(ended).toMatchObject({ endedBy: "cancelled", elapsedMs: 15 });
    expect(ended.itineraries).toHaveLength(1);
    expect(wire.cancelSent).toBe(true);
    expect(clock.timers).toBe(0);
  });

  test("cancelled before it began", async () => {
    const { caller, result } = auctionOf();
    caller.abort();
    expect((await result).endedBy).toBe("cancelled");
  });

  test("no-bidders: the broker reports that no bidder is subscribed", async () => {
    const { clock, noSubscribers, result } = auctionOf({ expected: [], absent: ["nonstop"] });
    clock.moveTo(2);
    noSubscribers();
    const ended = await result;
    expect(ended).toMatchObject({ endedBy: "no-bidders", elapsedMs: 2, partial: true });
    expect(outcomesOf(ended)).toEqual({ nonstop: "absent" });
  });

  test("no-bidders although the roster expected some: they are absent", async () => {
    const { noSubscribers, result } = auctionOf({ expected: ["nonstop", "stops"] });
    noSubscribers();
    expect(outcomesOf(await result)).toEqual({ nonstop: "absent", stops: "absent" });
  });

  test("a required bidder that is absent is named from the start and not waited for", async () => {
    const { result, send } = auctionOf({ expected: ["stops"], absent: ["nonstop"] });
    send("stops");
    const ended = await result;
    expect(ended).toMatchObject({ endedBy: "complete", partial: true });
    expect(outcomesOf(ended)).toEqual({ nonstop: "absent", stops: "empty" });
  });
});

describe("A3: one outcome for every bidder, and late bids amend the ledger only", () => {
  test("a bid at the instant of the deadline is late: it is in the ledger, with its regret", async () => {
    const { clock, ledger, result, offers, wire } = auctionOf({ expected: ["nonstop", "stops"] });
    // it fires before the auction's own timer of the same instant
    clock.at(UNTIL, () => offers("stops", [{ amount: 48_000, number: 200 }], {}));
    offers("nonstop", [{ amount: 51_000 }]);
    clock.moveTo(UNTIL);
    const ended = await result;
    expect(ended.endedBy).toBe("deadline");
    expect(outcomesOf(ended)).toEqual({ nonstop: "answered", stops: "silent" });
    expect(wire.cancelSent).toBe(true);
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

  test("two instances answer one call: the one that sent the first bid counts", async () => {
    const { result, send } = auctionOf({ expected: ["stops"] });
    send("stops", { final: false }, "stops-a");
    send("stops", {}, "stops-b");
    send("stops", {}, "stops-a");
    expect((await result).bidders[0]).toMatchObject({ instance: "stops-a", outcome: "empty" });
  });

  test("the bids of an unexpected bidder count, and cannot make the result partial", async () => {
    const { result, offers, send } = auctionOf({ expected: ["nonstop"] });
    offers("unexpected", [{ amount: 40_000 }], { final: false });
    send("nonstop");
    const ended = await result;
    expect(ended).toMatchObject({ endedBy: "complete", partial: false });
    expect(outcomesOf(ended)).toEqual({ nonstop: "empty", unexpected: "late" });
    expect(ended.itineraries).toHaveLength(1);
  });

  test("the bids of a bidder that was thought absent count", async () => {
    const { result, offers, send } = auctionOf({ expected: ["stops"], absent: ["nonstop"] });
    offers("nonstop", [{ amount: 51_000 }]);
    send("stops");
    expect(outcomesOf(await result)).toEqual({ nonstop: "answered", stops: "empty" });
  });
});

describe("A5: nothing a bidder sends can throw, hang or grow memory in the gateway", () => {
  test("a message that cannot be read is an outcome, at once", async () => {
    const { result, raw } = auctionOf({ expected: ["stops"] });
    raw("stops", new Uint8Array([1, 2, 3, 255]));
    const ended = await result;
    expect(ended.endedBy).toBe("complete");
    expect(outcomesOf(ended)).toEqual({ stops: "invalid" });
    expect(ended.bidders[0]?.reason).toContain("protobuf");
  });

  test("an answer to another search is not an answer to this one", async () => {
    const { result, send } = auctionOf({ expected: ["stops"] });
    send("stops", { searchId: "other" });
    expect(outcomesOf(await result)).toEqual({ stops: "invalid" });
  });

  test("A6: too many bids of one bidder make it invalid", async () => {
    const { result, send } = auctionOf({ expected: ["stops"] });
    for (let i = 0; i < BIDS_AN_ATTEMPT_MAX + 10; i++) send("stops", { final: false, sequence: i });
    const ended = await result;
    expect(ended.bidders[0]).toMatchObject({
      outcome: "invalid",
      reason: `sent more than ${BIDS_AN_ATTEMPT_MAX} bids`,
    });
  });

  test("A6: bids of too many unexpected bidders are ignored", async () => {
    const { result, send } = auctionOf({ expected: ["stops"] });
    for (let i = 0; i < UNEXPECTED_BIDDERS_MAX + 10; i++) send(`unexpected-${i}`);
    send("stops");
    expect((await result).bidders).toHaveLength(UNEXPECTED_BIDDERS_MAX + 1);
  });
});

test("A3: a bid that comes while fallback bids are looked up is late, and in the ledger", async () => {
  const { clock, ledger, result, offers } = auctionOf({
    expected: ["nonstop", "stops"],
    lookupMs: 5,
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

test("an observer gets the events in order: opened, then each finished bidder with the best so far", async () => {
  const events: SearchEvent[] = [];
  const { result, offers, send } = auctionOf({
    expected: ["nonstop", "stops"],
    observe: (event) => events.push(event),
  });
  offers("stops", [{ amount: 49_000, number: 200 }], { final: false });
  offers("nonstop", [{ amount: 51_000 }]);
  send("stops", { sequence: 1 });
  await result;
  expect(
    events.map((event) =>
      event.type === "bid" ? `${event.bid.bidder} ${event.bid.outcome}` : event.type,
    ),
  ).toEqual(["opened", "nonstop answered", "snapshot", "stops answered", "snapshot"]);
});

describe("what follows the result", () => {
  test("A1, A3: is done after it; a bid that comes in between is late, and in the ledger", async () => {
    const later: (() => void)[] = [];
    const { clock, result, offers, ledger } = auctionOf({
      expected: ["nonstop", "stops"],
      afterwards: (work) => later.push(work),
    });
    offers("nonstop", [{ amount: 51_000 }]);
    clock.moveTo(UNTIL);
    const { itineraries } = await result;
    expect({ itineraries: itineraries.length, view: ledger.view(SEARCH_ID) }).toEqual({
      itineraries: 1,
      view: undefined,
    });
    offers("stops", [{ amount: 48_000, number: 200 }]);
    expect(later).toHaveLength(1);
    later[0]?.();
    expect(ledger.view(SEARCH_ID)).toMatchObject({
      itineraries,
      late: [{ bidder: "stops", offers: 1 }],
      regret: { amount: 3_000, currency: "USD" },
    });
  });

  test("A1: costs nobody the result when it fails; then bids go to the ledger directly", async () => {
    const later: (() => void)[] = [];
    const { result, offers, ledger, wire } = auctionOf({
      expected: ["nonstop"],
      afterwards: (work) => later.push(work),
    });
    offers("nonstop", [{ amount: 51_000 }]);
    await expect(result).resolves.toMatchObject({ endedBy: "complete" });
    jest.spyOn(ledger, "open").mockImplementation(() => {
      throw new Error("the ledger");
    });
    expect(wire.released).toBe(false);
    expect(() => later[0]?.()).toThrow("the ledger");
    expect(wire.released).toBe(true);
  });
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
  const request: AuctionRequest = {
    searchId: SEARCH_ID,
    auctionId: AUCTION_ID,
    search: flightSearch(),
    params: null,
    objective: { valuePerHour: 0, penaltyPerStop: 0 },
    rates: { date: "", perUnit: new Map() },
    elapsed: () => [],
    kilometres: () => undefined,
    plausibility: null,
    grace: { share: 0, msMin: 0, msMax: 0 },
    arrivedAtMs: 0,
    signal: new AbortController().signal,
  };
  const { fallbackStore } = auctionOf();
  await expect(
    run(request, {
      scatter,
      clock,
      ledger: new Ledger(clock),
      fallbackStore,
      afterwards: (work) => work(),
      fallbackAgeMsMax: 0,
    }),
  ).rejects.toMatchObject({
    code: "no-broker",
  });
  expect({ timers: clock.timers, released }).toEqual({ timers: 0, released: 1 });
});

test("A1, A3: for any messages at any times, one result by the deadline with one outcome for every expected bidder", async () => {
  const message = fc.record({
    at: fc.integer({ min: 0, max: 1_000 }),
    bidder: fc.constantFrom("nonstop", "stops", "partners", "unexpected"),
    kind: fc.constantFrom("final", "not final", "unreadable", "failed", "other auction"),
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
          else if (kind === "not final")
            offers(bidder, [{ amount: 50_000 + at }], { final: false });
          else if (kind === "unreadable") raw(bidder, new Uint8Array([at & 255, 255]));
          else if (kind === "failed") send(bidder, { status: "failed", reason: "internal" });
          else send(bidder, { searchId: "other" });
        }
        clock.moveTo(1_001);
        const ended = await result;
        const expected = ended.bidders
          .map(({ bidder }) => bidder)
          .filter((bidder) => bidder !== "unexpected");
        expect(expected).toEqual(["nonstop", "partners", "stops"]);
        expect(clock.timers).toBe(0);
        expect(ledger.view(SEARCH_ID)).toMatchObject(ended);
        for (const { latencyMs } of ended.bidders) expect(latencyMs ?? 0).toBeLessThan(UNTIL);
      },
    ),
    { numRuns: propertyRuns(500) },
  );
});
