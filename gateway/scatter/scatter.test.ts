import { expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { decodeCall } from "../../proto/codec/index.ts";
import type { EndedBy, Outcome } from "../../proto/messages.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import type { AuctionRequest, BidListener, Reservation } from "../auction/ports.ts";
import { ConnectionHistory } from "./connection-history.ts";
import type { Inbox } from "./inbox.ts";
import type { Roster } from "./roster.ts";
import { NatsScatter } from "./scatter.ts";

const nothing = () => {};

const requestAt = (arrivedAtMs: number): AuctionRequest => ({
  searchId: "s",
  auctionId: "a",
  search: flightSearch(),
  params: null,
  objective: { valuePerHour: 0, penaltyPerStop: 0 },
  rates: { date: "2026-01-01", perUnit: new Map([["USD", 1]]) },
  elapsed,
  kilometres: kilometresBetween,
  plausibility: null,
  grace: { share: 0, msMin: 0, msMax: 0 },
  arrivedAtMs,
  signal: new AbortController().signal,
});

const reservationOf = (hedgeAfterMs: Readonly<Record<string, number>>): Reservation => ({
  expected: ["nonstop"],
  skipped: [],
  required: [],
  absent: [],
  hedgeAfterMs: new Map(Object.entries(hedgeAfterMs)),
  observe: nothing,
  release: nothing,
});

const listenerTo = (heard: string[]): BidListener => ({
  bid: (bidder) => heard.push(`bid ${bidder}`),
  noSubscribers: () => heard.push("no subscribers"),
  unreachable: () => heard.push("unreachable"),
  hedgeLost: nothing,
  lost: (bidder) => heard.push(`lost ${bidder}`),
});

function fakeConnection() {
  const published: Uint8Array[] = [];
  const replies: (string | undefined)[] = [];
  const subjects: string[] = [];
  const connection = {
    publish(subject: string, bytes: Uint8Array, options?: { readonly reply?: string }) {
      subjects.push(subject);
      published.push(bytes);
      replies.push(options?.reply);
    },
    flush: async () => {},
    isClosed: () => false,
    isDraining: () => false,
  };
  return { connection: connection as unknown as NatsConnection, published, replies, subjects };
}

/** Every hedge goes to `n2`, and calls to one instance go to those of `direct`, in their order. */
function fakeClient(direct: readonly string[], answered: (readonly unknown[])[]) {
  return {
    hasUnresponsiveInstance: false,
    messageReceived: nothing,
    callSent: nothing,
    hedgeLost: nothing,
    takeHedge: () => "n2",
    takeDirect: (_: unknown, tried: ReadonlySet<string>) =>
      direct.find((one) => !tried.has(one)) ?? null,
    answered: (...one: unknown[]) => answered.push(one),
  };
}

/** A scatter on a fake connection. */
function setUp(
  hedgeAfterMs: Readonly<Record<string, number>> = {},
  ratesIds: { readonly all?: string; readonly hedged?: string } = {},
  direct: readonly string[] = [],
  shadow: readonly string[] | undefined = undefined,
) {
  const clock = new DrivenClock();
  const answered: (readonly unknown[])[] = [];
  const client = fakeClient(direct, answered);
  let wire: BidListener | undefined;
  const inbox = {
    listen(_auctionId: string, listener: BidListener) {
      wire = listener;
      return "token";
    },
    release: (token: string, isFinished: boolean) => released.push([token, isFinished]),
  };
  const released: [string, boolean][] = [];
  const { connection, published, replies, subjects } = fakeConnection();
  const scatter = new NatsScatter({
    connection,
    gateway: "g",
    inbox: inbox as unknown as Inbox,
    roster: {
      client: () => client,
      isShadow: (bidder: string) => bidder.startsWith("new"),
      directFor: () => (direct.length === 0 ? [] : [{ bidder: "nonstop" }]),
      notReturned: [],
      ratesIdFor: () => ratesIds.all,
      ratesIdAt: () => ratesIds.hedged,
    } as unknown as Roster,
    clock,
    connected: () => true,
    history: new ConnectionHistory(clock, 0),
    onHedge: nothing,
    onHedgeLost: nothing,
  });
  const heard: string[] = [];
  const reservation = { ...reservationOf(hedgeAfterMs), shadow };
  const call = scatter.call(requestAt(clock.now()), reservation, 800, listenerTo(heard));
  const learn = (
    instance: string,
    endedBy: EndedBy = "complete",
    outcome: Outcome = "answered",
  ) => {
    const report = {
      bidder: "nonstop",
      outcome,
      instance,
      latencyMs: clock.now(),
      offers: 1,
      reason: null,
      hedged: false,
    };
    call.end(false);
    call.learn(endedBy, [report]);
  };
  return {
    clock,
    call,
    heard,
    subjects,
    learn,
    answered,
    published,
    replies,
    released,
    wire: wire as unknown as BidListener,
  };
}

test("MARKET-2: a bidder of another market alone is called at one instance; where it is gone, at the next, and then it is lost", () => {
  const { clock, heard, subjects, replies, published, wire } = setUp({}, {}, ["n1", "n2"]);
  expect(subjects).toEqual(["auction.flights.LHR.JFK", "auction.direct.nonstop.n1"]);
  expect(replies[1]).toBe("_INBOX.gw.g.token~nonstop");
  // Nobody serves the first market: that says nothing of the bidder that was called directly.
  wire.noSubscribers();
  clock.moveTo(100);
  wire.hedgeLost("nonstop");
  expect(subjects.slice(2)).toEqual(["auction.direct.nonstop.n2"]);
  expect(decodeCall(published[2] as Uint8Array).budgetMs).toBe(700);
  expect(heard).toEqual([]);
  wire.hedgeLost("nonstop");
  expect({ heard, sent: subjects.length }).toEqual({ heard: ["lost nonstop"], sent: 3 });
});

test("SHADOW-1: what a shadow bidder sends that the roster did not list is no part of the auction", () => {
  const { heard, wire } = setUp({}, {}, [], ["new-listed"]);
  for (const bidder of ["new-unlisted", "nonstop", "new-listed"])
    wire.bid(bidder, "n1", Uint8Array.of(1));
  expect(heard).toEqual(["bid nonstop", "bid new-listed"]);
});

test("SHADOW-1: that a shadow bidder is gone fails no auction whose bidders are called directly", () => {
  const { heard, wire } = setUp({}, {}, ["n1"], ["new"]);
  wire.noSubscribers();
  expect(heard).toEqual([]);
});

test("the answer to a hedge is measured from the hedge", () => {
  const { clock, call, learn, answered } = setUp();
  clock.moveTo(100);
  call.hedge("nonstop", "n1", 700);
  clock.moveTo(120);
  learn("n2");
  expect(answered).toEqual([["n2", 20, 120]]);
});

test("an instance that a hedge did not reach can have the first call: its answer is measured from that", () => {
  const { clock, call, learn, answered, wire } = setUp();
  clock.moveTo(100);
  call.hedge("nonstop", null, 700);
  wire.hedgeLost("nonstop");
  clock.moveTo(120);
  learn("n2");
  expect(answered).toEqual([["n2", 120, 120]]);
});

test("a call asks for notices of the bidders that may be hedged, and of no other", () => {
  const notices = [setUp(), setUp({ nonstop: 20 })].map(
    ({ published }) => decodeCall(published[0] as Uint8Array).notices,
  );
  expect(notices).toEqual([[], ["nonstop"]]);
});

test.each([
  [{ all: "id", hedged: "id" }],
  [{ hedged: "id" }],
  [{}],
])("MARKET-1 call and hedge each refer to the rates where those who receive it have them: %j", (ratesIds) => {
  const { call, published } = setUp({}, ratesIds);
  call.hedge("nonstop", "n1", 700);
  const [all, hedged] = published.map((bytes) => decodeCall(bytes));
  for (const [sent, ratesId] of [
    [all, "all" in ratesIds],
    [hedged, "hedged" in ratesIds],
  ] as const)
    expect(sent).toMatchObject(
      ratesId
        ? { ratesId: "id" }
        : { rates: { date: "2026-01-01", perUnit: new Map([["USD", 1]]) } },
    );
});

test("the call and its hedge have the token that the inbox has given", () => {
  const { call, replies } = setUp();
  call.hedge("nonstop", "n1", 700);
  expect(replies).toEqual(["_INBOX.gw.g.token", "_INBOX.gw.g.token~nonstop"]);
});

test.each<[endedBy: EndedBy, outcome: Outcome, isHedged: boolean, isFinished: boolean]>([
  ["complete", "answered", false, true],
  ["complete", "empty", false, true],
  ["complete", "declined", false, true],
  ["complete", "failed", false, false],
  ["complete", "invalid", false, false],
  ["complete", "skipped", false, false],
  ["complete", "answered", true, false],
  ["settled", "answered", false, false],
  ["quorum", "answered", false, false],
  ["deadline", "late", false, false],
  ["cancelled", "silent", false, false],
])("REPLY-2: after an auction that ended by %s with '%s', hedged %p, its token is free: %p", (endedBy, outcome, isHedged, isFinished) => {
  const { call, learn, released } = setUp();
  if (isHedged) call.hedge("nonstop", "n1", 700);
  learn("n1", endedBy, outcome);
  call.release();
  expect(released).toEqual([["token", isFinished]]);
});

test("REPLY-2: the token of an auction without a result is not free", () => {
  const { call, released } = setUp();
  call.release();
  expect(released).toEqual([["token", false]]);
});
