import { expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { decodeCall } from "../../proto/codec/index.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import type { AuctionRequest, BidListener, Reservation } from "../auction/ports.ts";
import { ConnectionHistory } from "./connection-history.ts";
import type { Inbox } from "./inbox.ts";
import type { Roster } from "./roster.ts";
import { NatsScatter } from "./scatter.ts";

const nothing = () => {};

/** A scatter on a fake connection. Every hedge goes to `n2`. */
function stage(hedgeAfterMs: Readonly<Record<string, number>> = {}) {
  const clock = new DrivenClock();
  const answered: (readonly unknown[])[] = [];
  const client = {
    hasUnresponsiveInstance: false,
    messageReceived: nothing,
    callSent: nothing,
    hedgeLost: nothing,
    takeHedge: () => "n2",
    answered: (...one: unknown[]) => answered.push(one),
  };
  let wire: BidListener | undefined;
  const inbox = {
    listen(_auctionId: string, listener: BidListener) {
      wire = listener;
    },
    release: nothing,
  };
  const published: Uint8Array[] = [];
  const connection = {
    publish: (_subject: string, bytes: Uint8Array) => published.push(bytes),
    flush: async () => {},
    isClosed: () => false,
    isDraining: () => false,
  };
  const scatter = new NatsScatter({
    connection: connection as unknown as NatsConnection,
    gateway: "g",
    inbox: inbox as unknown as Inbox,
    roster: { client: () => client, notReturned: [] } as unknown as Roster,
    clock,
    connected: () => true,
    history: new ConnectionHistory(clock, 0),
    onHedge: nothing,
    onHedgeLost: nothing,
  });
  const request: AuctionRequest = {
    searchId: "s",
    auctionId: "a",
    search: flightSearch(),
    objective: { valuePerHour: 0, penaltyPerStop: 0 },
    rates: { date: "2026-01-01", perUnit: new Map([["USD", 1]]) },
    elapsed,
    grace: { share: 0, minMs: 0, maxMs: 0 },
    arrivedAt: clock.now(),
    signal: new AbortController().signal,
  };
  const reservation: Reservation = {
    expected: ["nonstop"],
    skipped: [],
    required: [],
    absent: [],
    hedgeAfterMs: new Map(Object.entries(hedgeAfterMs)),
    observe: nothing,
    release: nothing,
  };
  const listener = {
    bid: nothing,
    noSubscribers: nothing,
    unreachable: nothing,
    hedgeLost: nothing,
    lost: nothing,
  };
  const call = scatter.call(request, reservation, 800, listener);
  const learn = (instance: string) => {
    const report = {
      bidder: "nonstop",
      outcome: "answered",
      instance,
      latencyMs: clock.now(),
      offers: 1,
      reason: null,
      hedged: false,
    } as const;
    call.end(false);
    call.learn("complete", [report]);
  };
  return { clock, call, learn, answered, published, wire: wire as unknown as BidListener };
}

test("the answer to a hedge is measured from the hedge", () => {
  const { clock, call, learn, answered } = stage();
  clock.moveTo(100);
  call.hedge("nonstop", "n1", 700);
  clock.moveTo(120);
  learn("n2");
  expect(answered).toEqual([["n2", 20, 120]]);
});

test("an instance that a hedge did not reach can have the first call: its answer is measured from that", () => {
  const { clock, call, learn, answered, wire } = stage();
  clock.moveTo(100);
  call.hedge("nonstop", null, 700);
  wire.hedgeLost("nonstop");
  clock.moveTo(120);
  learn("n2");
  expect(answered).toEqual([["n2", 120, 120]]);
});

test("a call asks for notices of the bidders that may be hedged, and of no other", () => {
  const notices = [stage(), stage({ nonstop: 20 })].map(
    ({ published }) => decodeCall(published[0] as Uint8Array).notices,
  );
  expect(notices).toEqual([[], ["nonstop"]]);
});
