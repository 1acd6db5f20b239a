import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeBid, EMPTY_SHEET, encodeBid } from "../../proto/codec/index.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import type { BidListener } from "../auction/ports.ts";
import { OpenAuctions } from "./open-auctions.ts";

const nothing = () => {};
const GARBAGE = new Uint8Array([255, 255, 255]);

const bidFor = (searchId: string) =>
  encodeBid({
    searchId,
    sequence: 0,
    final: true,
    status: "empty",
    reason: null,
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

/** What each auction has received, as `AUCTION BIDDER: ID`, and the ledger as `late ...`. */
function stage(known: readonly string[] = []) {
  const received: string[] = [];
  const auctions = new OpenAuctions({
    isKnown: (id) => known.includes(id),
    enter: (id, bidder, _instance, bytes) =>
      received.push(`late for ${id} ${bidder}: ${idIn(bytes)}`),
  });
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
  const send = (token: string, bytes: Uint8Array) => auctions.deliver(token, "stops", "s1", bytes);
  return { auctions, open, send, received };
}

test("an auction without a used token has its own id as its token", () => {
  const { open } = stage();
  expect([open("a"), open("b")]).toEqual(["a", "b"]);
});

test("REPLY-2: the token of a finished auction is used again, that of another one never", () => {
  const { auctions, open } = stage();
  auctions.close(open("a"), true);
  auctions.close(open("b"), false);
  expect([open("c"), open("d")]).toEqual(["c", "d"]);
});

test("REPLY-2: the token of a finished auction is used again", () => {
  const { auctions, open } = stage();
  auctions.close(open("a"), true);
  expect(open("b")).toBe("a");
  auctions.close("a", true);
  expect(open("c")).toBe("a");
});

test("a token that is not open is closed without effect", () => {
  const { auctions, open } = stage();
  auctions.close("a", true);
  expect(open("b")).toBe("b");
});

// On the token `a`, which auction `a` had before `b`; the ledger knows `a` and `old`.
test.each([
  ["a bid for it", bidFor("b"), "b stops: b"],
  ["bytes that are no bid", GARBAGE, "b stops: no bid"],
  ["no bytes", new Uint8Array(), "b stops: no bid"],
  ["a late bid of an auction that the ledger knows", bidFor("old"), "late for old stops: old"],
  ["a bid for an auction that nobody knows", bidFor("other"), "b stops: other"],
  ["an answer of who cannot read the call", bidFor("a"), "b stops: b"],
])("REPLY-3: on a used token, %s: %s", (_what, bytes, expected) => {
  const { auctions, open, send, received } = stage(["old"]);
  auctions.close(open("a"), true);
  open("b");
  send("a", bytes);
  expect(received).toEqual([expected]);
});

test("on a token of its own, an auction gets whatever comes", () => {
  const { open, send, received } = stage(["old"]);
  open("a");
  for (const bytes of [bidFor("a"), bidFor("old"), GARBAGE]) send("a", bytes);
  expect(received).toEqual(["a stops: a", "a stops: old", "a stops: no bid"]);
});

test("what is late for an auction that was not finished is entered for it, also when it is no bid", () => {
  const { auctions, open, send, received } = stage();
  auctions.close(open("a"), true);
  auctions.close(open("b"), false);
  auctions.close(open("c"), false);
  for (const token of ["a", "c"]) send(token, GARBAGE);
  expect(received).toEqual(["late for b stops: no bid", "late for c stops: no bid"]);
});

test("what comes on a free token is entered for the auction that it names", () => {
  const { auctions, open, send, received } = stage();
  auctions.close(open("a"), true);
  auctions.close(open("b"), true);
  send("a", bidFor("b"));
  expect(received).toEqual(["late for b stops: b"]);
});

test("REPLY-1: whatever opens and ends, an open auction gets its own bids, and no other's", () => {
  const step = fc.record({ at: fc.nat(7), isFinished: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const { auctions, open, send, received } = stage();
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
      const { auctions, open, send, received } = stage();
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
