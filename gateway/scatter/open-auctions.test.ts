import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { BidStatus } from "../../proto/closed-sets.ts";
import { decodeBid, EMPTY_SHEET, encodeBid } from "../../proto/codec/index.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import type { BidListener } from "../auction/ports.ts";
import { type EndedAuctions, OpenAuctions } from "./open-auctions.ts";

const nothing = () => {};
const GARBAGE = new Uint8Array([255, 255, 255]);

const bidFor = (searchId: string, status: BidStatus = "empty", reasonLength = 0) =>
  encodeBid({
    searchId,
    sequence: 0,
    final: true,
    status,
    reason: reasonLength === 0 ? null : "x".repeat(reasonLength),
    sheet: EMPTY_SHEET,
    floor: null,
  });

function idIn(bytes: Uint8Array): string {
  try {
    return decodeBid(bytes).searchId;
  } catch {
    return "no bid";
  }
}

const RANDOM = "random-and-longer";

/** What each auction has received, as `AUCTION BIDDER: ID`, and the ledger as `late ...`. */
function setUp() {
  const received: string[] = [];
  const auctions = new OpenAuctions(RANDOM);
  const ended: EndedAuctions = {
    enter: (id, bidder, _instance, bytes) =>
      received.push(`late for ${id} ${bidder}: ${idIn(bytes)}`),
  };
  const open = (id: string) => {
    const listener: BidListener = {
      bid: (bidder, _instance, bytes) => received.push(`${id} ${bidder}: ${idIn(bytes)}`),
      noSubscribers: nothing,
      unreachable: nothing,
      hedgeLost: nothing,
      lost: nothing,
    };
    return auctions.open(id, listener);
  };
  const send = (token: string, bytes: Uint8Array) =>
    auctions.deliver(token, "stops", "s1", bytes, ended);
  return { auctions, open, send, received };
}

test("REPLY-1: open auctions have tokens of their own, which are not ids", () => {
  const { open } = setUp();
  const tokens = Array.from({ length: 100 }, (_, i) => open(`auction-${i}`));
  expect(new Set(tokens).size).toBe(100);
  expect(tokens.slice(0, 2)).toEqual(["random0", "random1"]);
});

test("REPLY-2: the token of a finished auction is used again, that of another one never", () => {
  const { auctions, open } = setUp();
  const [a, b] = [open("a"), open("b")];
  auctions.close(a, true);
  auctions.close(b, false);
  expect([open("c"), open("d"), open("e")]).toEqual([a, "random2", "random3"]);
});

test("a token that is not open is closed without effect", () => {
  const { auctions, open } = setUp();
  auctions.close("random0", true);
  expect([open("a"), open("b")]).toEqual(["random0", "random1"]);
});

// On the token that auction `a` had before `b`.
test.each<[what: string, bytes: Uint8Array, expected: string]>([
  ["a bid for it", bidFor("b"), "b stops: b"],
  ["bytes that are not a bid", GARBAGE, "b stops: no bid"],
  ["no bytes", new Uint8Array(), "b stops: no bid"],
  ["a bid that the auction before is owed", bidFor("a"), "late for a stops: a"],
  ["a bid for an auction that nobody knows", bidFor("other"), "late for other stops: other"],
  ["the failure of who cannot read the call", bidFor("random0", "failed"), "b stops: b"],
  ["any other answer that names the token", bidFor("random0"), "b stops: random0"],
  ["a large one that names the token", bidFor("random0", "failed", 2_000), "b stops: random0"],
])("REPLY-3, REPLY-4: on a used token, %s: %s", (_what, bytes, expected) => {
  const { auctions, open, send, received } = setUp();
  auctions.close(open("a"), true);
  const token = open("b");
  send(token, bytes);
  expect(received).toEqual([expected]);
});

test("on a new token, an auction gets whatever comes", () => {
  const { open, send, received } = setUp();
  const token = open("a");
  for (const bytes of [bidFor("a"), bidFor("old"), GARBAGE]) send(token, bytes);
  expect(received).toEqual(["a stops: a", "a stops: old", "a stops: no bid"]);
});

test("what is late for an auction that was not finished is entered for it, also when it is not a bid", () => {
  const { auctions, open, send, received } = setUp();
  const first = open("a");
  auctions.close(first, true);
  expect(open("b")).toBe(first);
  const second = open("c");
  auctions.close(first, false);
  auctions.close(second, false);
  for (const token of [first, second]) send(token, GARBAGE);
  expect(received).toEqual(["late for b stops: no bid", "late for c stops: no bid"]);
});

test("what comes on a free token is entered for the auction that it names, and for none where it is not a bid", () => {
  const { auctions, open, send, received } = setUp();
  const token = open("a");
  auctions.close(token, true);
  for (const bytes of [bidFor("a"), bidFor("b"), GARBAGE]) send(token, bytes);
  expect(received).toEqual([
    "late for a stops: a",
    "late for b stops: b",
    "late for random0 stops: no bid",
  ]);
});

test("REPLY-1: whatever opens and ends, an open auction gets its own bids, and no other's", () => {
  const step = fc.record({ at: fc.nat(7), isFinished: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const { auctions, open, send, received } = setUp();
      const running: ({ id: string; token: string } | undefined)[] = [];
      for (const [i, { at, isFinished }] of steps.entries()) {
        const ended = running[at];
        if (ended !== undefined) {
          auctions.close(ended.token, isFinished);
          running[at] = undefined;
          // Who owes nothing sends nothing; any other may still bid.
          if (!isFinished) send(ended.token, bidFor(ended.id));
        } else running[at] = { id: `auction-${i}`, token: open(`auction-${i}`) };
        received.length = 0;
        const all = running.filter((one) => one !== undefined);
        for (const { id, token } of all) send(token, bidFor(id));
        expect(received).toEqual(all.map(({ id }) => `${id} stops: ${id}`));
      }
    }),
    { numRuns: propertyRuns(200) },
  );
});

test("an auction that has ended gets nothing more: its bids are late", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 20 }), (finished) => {
      const { auctions, open, send, received } = setUp();
      for (const [i, isFinished] of finished.entries()) {
        const token = open(`auction-${i}`);
        auctions.close(token, isFinished);
        send(token, bidFor(`auction-${i}`));
      }
      expect(received).toEqual(finished.map((_, i) => `late for auction-${i} stops: auction-${i}`));
    }),
    { numRuns: propertyRuns(100) },
  );
});
