/**
 * One auction among three bidders of two instances each, on a driven clock. The input is its
 * script, a protobuf message: each event has a number that says who, when and what, and the bytes
 * that a bidder sends. Whatever comes (A5), the auction ends once, by its deadline (A1), each
 * expected bidder has one outcome (A3), prices are integers (A9), and what is kept is bounded (A6).
 */
import { isDeepStrictEqual } from "node:util";
import { nextTurn } from "../../../common/runtime/next-turn.ts";
import { LEDGER_LIMITS } from "../../../gateway/auction/ledger.ts";
import { decodeResult, encodeResult } from "../../../proto/codec/index.ts";
import type { SearchResult } from "../../../proto/messages.ts";
import { auctionOf, DEADLINE_MS } from "../../fixtures/auction/auction.ts";
import { fieldsOf, messageOf, varint, varintOf } from "../mutate-protobuf.ts";
import { type FuzzTarget, must } from "../target.ts";
import { bidSeeds } from "./bid.ts";

const BIDDERS = ["nonstop", "partners", "stops"] as const;
/** Events of one script; a bidder may send more than it may in an auction. */
const EVENTS_MAX = 400;
const STEP_MS_MAX = 128;
/** Fields of an event. */
const [EVENT, HEAD, BYTES] = [1, 1, 2];

interface ScriptEvent {
  readonly bidder: (typeof BIDDERS)[number];
  readonly instance: 1 | 2;
  /** How long after the event before it. */
  readonly afterMs: number;
  readonly what: number;
  readonly bytes: Uint8Array;
}

/** What no bid is: in the order of `what`. */
const OTHERS = ["lost", "hedge lost", "no subscribers", "cancelled"] as const;
/** The others are bids: most of what comes. */
const WHATS = 16;

function eventsOf(input: Uint8Array): ScriptEvent[] {
  const events = fieldsOf(input) ?? [];
  return events.slice(0, EVENTS_MAX).map(({ content }) => {
    const fields = fieldsOf(content) ?? [];
    const head = fields.find(({ number, wireType }) => number === HEAD && wireType === 0);
    const bytes = fields.find(({ number, wireType }) => number === BYTES && wireType === 2);
    const value = varint(head?.content ?? Uint8Array.of(0)) % 2 ** 32;
    return {
      bidder: BIDDERS[value % BIDDERS.length] as (typeof BIDDERS)[number],
      instance: value & 16 ? 2 : 1,
      afterMs: (value >>> 5) % STEP_MS_MAX,
      what: (value >>> 12) % WHATS,
      bytes: bytes?.content ?? content,
    };
  });
}

/** `what`: from OTHERS.length on it is a bid. */
function scriptOf(events: readonly { head: number; bytes: Uint8Array }[]): Uint8Array {
  return messageOf(
    events.map(({ head, bytes }) => ({
      number: EVENT,
      wireType: 2,
      content: messageOf([
        { number: HEAD, wireType: 0, content: Uint8Array.from(varintOf(head)) },
        { number: BYTES, wireType: 2, content: bytes },
      ]),
    })),
  );
}

function seeds(): Uint8Array[] {
  const bids = bidSeeds();
  const BID = OTHERS.length << 12;
  const bid = (i: number, who: number, afterMs: number) => ({
    head: BID + (afterMs << 5) + who,
    bytes: bids[i % bids.length] as Uint8Array,
  });
  return [
    scriptOf([bid(0, 0, 5), bid(0, 1, 5), bid(0, 2, 5)]),
    scriptOf([bid(1, 0, 1), bid(0, 0, 9), bid(1, 16, 3), bid(0, 2, 90)]),
    scriptOf(bids.map((_, i) => bid(i, i, 20))),
    scriptOf([
      bid(0, 0, 5),
      ...OTHERS.map((_, i) => ({ head: (i << 12) + 40, bytes: Buffer.of() })),
    ]),
    scriptOf([bid(0, 0, 5), { head: 3 << 12, bytes: Buffer.of(1) }, bid(0, 1, 100)]),
  ];
}

async function run(input: Uint8Array): Promise<void> {
  const auction = auctionOf({ hedgeAfterMs: { stops: 50 }, hedgeTo: { stops: "stops-2" } });
  const ended: { result: SearchResult; atMs: number }[] = [];
  const whole = auction.result.then((result) => {
    ended.push({ result, atMs: auction.clock.now() });
  });
  await nextTurn();
  for (const { bidder, instance, afterMs, what, bytes } of eventsOf(input)) {
    auction.clock.moveTo(auction.clock.now() + afterMs);
    const other = OTHERS[what];
    if (other === undefined) auction.raw(bidder, bytes, `${bidder}-${instance}`);
    else if (other === "lost") auction.lost(bidder);
    else if (other === "hedge lost") auction.hedgeLost(bidder);
    else if (other === "no subscribers") auction.noSubscribers();
    else auction.caller.abort();
  }
  auction.clock.moveTo(Math.max(auction.clock.now(), DEADLINE_MS));
  for (let turns = 0; ended.length === 0 && turns < TURNS_MAX; turns++) await nextTurn();
  if (ended.length > 0) await whole;
  checkEnd(ended);
  const { bytes } = auction.ledger.size;
  must(bytes <= LEDGER_LIMITS.bytesMax, () => `the ledger keeps ${bytes} bytes (A6)`);
  must(auction.clock.timers <= 1, () => `${auction.clock.timers} timers are left`);
}

/** Promises settle within a few turns of the event loop. */
const TURNS_MAX = 20;

function checkEnd(ended: readonly { result: SearchResult; atMs: number }[]): void {
  must(ended.length === 1, () => `${ended.length} results by the deadline (A1)`);
  const { result } = ended[0] as (typeof ended)[number];
  const names = result.bidders.map(({ bidder }) => bidder);
  for (const bidder of BIDDERS)
    must(names.filter((name) => name === bidder).length === 1, () => `${names.join()} (A3)`);
  const { itineraries } = result;
  must(itineraries.length <= 20, () => `${itineraries.length} itineraries of 20 (A6)`);
  for (const { price, sellers } of itineraries) {
    must(Number.isSafeInteger(price.amount), () => `a price of ${price.amount} (A9)`);
    must(sellers.length > 0, () => "an itinerary without a seller");
  }
  const costs = itineraries.map(({ cost }) => cost);
  must(
    costs.every((cost, i) => i === 0 || cost >= (costs[i - 1] as number)),
    () => `costs in the order ${costs.join()}`,
  );
  const sent = decodeResult(encodeResult(result));
  must(isDeepStrictEqual(sent, result), () => "the result is another one when it is sent");
}

export const collector: FuzzTarget = {
  name: "collector",
  form: "protobuf",
  seeds,
  words: ["LHR", "JFK", "BA117", "USD", "GBP", "BA100-LHRJFK-20261223T0830", "a1"],
  msMax: 400,
  run,
};
