import { describe, expect, test } from "@jest/globals";
import { decodePriceAnswer, decodeRowOffer, encodePriceRequest } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { FlightOffer, FlightSearch, PriceAnswer } from "../../proto/messages.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { fare, flightOffer, flightSearch, sheetOf } from "../../test/harness/offers.ts";
import type { BidderModule, PriceContext } from "./bidder.ts";
import { RESERVE_MS } from "./budget.ts";
import { PRICES_AT_ONCE_MAX, PriceHandler, type PriceReport } from "./price-handler.ts";

const REPLY = "_INBOX.gw.g.!p1";

function handlerOf(
  price: BidderModule<unknown, string>["price"],
  terms: Partial<FlightSearch> = {},
) {
  const driven = new DrivenClock();
  const sent: { subject: string; answer: PriceAnswer }[] = [];
  const reports: PriceReport[] = [];
  const unreadable: string[] = [];
  const unsent: unknown[] = [];
  const state = { fails: false };
  const handler = new PriceHandler<string>({
    kind: "nonstop",
    instance: "n-1",
    module: price === undefined ? {} : { price },
    resources: "its own",
    offersMax: 100,
    clock: driven,
    events: {
      priced: (report) => void reports.push(report),
      unreadable: (what) => void unreadable.push(what),
      unsent: (_id, error) => void unsent.push(error),
    },
    publish(subject, payload) {
      if (state.fails) throw new Error("the broker is away");
      sent.push({ subject, answer: decodePriceAnswer(payload) });
    },
  });
  const search = flightSearch(terms);
  const offer = flightOffer(search, { expiresAtMs: driven.wall() + 3_600_000 });
  const accept = (budgetMs = 1_000, asked: FlightOffer = offer, reply = REPLY) =>
    handler.accept({
      reply,
      data: encodePriceRequest({
        offer: sheetOf([asked]),
        call: {
          searchId: "p1",
          gateway: "g",
          search,
          budgetMs,
          sentAtMs: 0,
          objective: { valuePerHour: 60, penaltyPerStop: 5 },
          rates: { date: "2026-01-01", perUnit: new Map([["USD", 1]]) },
        },
      }),
    });
  return { handler, sent, reports, unreadable, unsent, state, offer, search, accept, driven };
}

const never = () => new Promise<never>(() => {});

describe("PRICING-1: every request that can be read is answered exactly once", () => {
  test("with what the bidder says, who is given the offer, the search and a context", async () => {
    let seen: unknown[] = [];
    const { accept, sent, offer, search, reports, driven } = handlerOf((...all) => {
      seen = all;
      (all[2] as PriceContext<string>).note("two seats left");
      return { offer: { ...all[0], price: { amount: 60_000, currency: "USD" } } };
    });
    accept();
    await driven.settle();
    const { subject, answer } = sent[0] as (typeof sent)[number];
    expect(subject).toBe(`${REPLY}.nonstop.n-1`);
    expect(answer).toMatchObject({ searchId: "p1", status: "offer", reason: "two seats left" });
    expect(decodeRowOffer(answer.offer, 0)).toEqual({
      ...offer,
      price: { amount: 60_000, currency: "USD" },
    });
    expect(seen.slice(0, 2)).toEqual([offer, search]);
    const context = seen[2] as PriceContext<string>;
    expect(context).toMatchObject({ resources: "its own", auctionId: "p1", offersMax: 100 });
    expect(context.remainingMs()).toBe(1_000 - RESERVE_MS);
    expect(context.convert({ amount: 100, currency: "USD" })).toBe(100);
    expect(context.convert({ amount: 100, currency: "XXX" })).toBeUndefined();
    expect(context.cost({ amount: 100, currency: "USD" }, 120, 2)).toBe(100 + 120 + 10);
    expect(context.signal.aborted).toBe(true);
    expect(reports).toEqual([
      { id: "p1", gateway: "g", status: "offer", reason: "two seats left", tookMs: 0 },
    ]);
    expect(driven.timers).toBe(0);
  });

  test.each<[string, BidderModule<unknown, string>["price"], Partial<PriceAnswer>]>([
    ["gone", () => ({ offer: null }), { status: "gone" }],
    ["a bidder that prices nothing", undefined, { status: "unsupported", reason: null }],
    [
      "an offer that cannot be priced",
      () => Promise.reject(new AuctionError("price-unsupported", "its seller cannot say it")),
      { status: "unsupported", reason: "its seller cannot say it" },
    ],
    [
      "an error with a code",
      () => {
        throw new AuctionError("partner-failed", "it is closed");
      },
      { status: "failed", reason: "partner-failed: it is closed" },
    ],
    [
      "any other error: its text is not for others",
      () => Promise.reject(new Error("secret")),
      { status: "failed", reason: "internal" },
    ],
    ["what is no answer", () => undefined as never, { status: "failed", reason: "internal" }],
    [
      "the lowest fare alone",
      (offer) => ({ offer, lowestFareOnly: true }),
      { status: "offer", lowestFareOnly: true },
    ],
  ])("%s", async (_what, price, expected) => {
    const { accept, sent, driven } = handlerOf(price);
    accept();
    await driven.settle();
    expect(sent.map(({ answer }) => answer)).toEqual([expect.objectContaining(expected)]);
  });

  test("by its budget, when the bidder does not answer; what it says later is not sent", async () => {
    const late = Promise.withResolvers<{ offer: null }>();
    const signals: AbortSignal[] = [];
    const { accept, sent, driven } = handlerOf((_offer, _search, { signal }) => {
      signals.push(signal);
      return late.promise;
    });
    accept(500);
    await driven.settle();
    expect({ sent: sent.length, aborted: signals[0]?.aborted }).toEqual({
      sent: 0,
      aborted: false,
    });
    driven.moveTo(500 - RESERVE_MS);
    expect(sent.map(({ answer }) => answer)).toEqual([
      expect.objectContaining({ status: "failed", reason: "timeout: its time is over" }),
    ]);
    expect(signals[0]?.aborted).toBe(true);
    late.resolve({ offer: null });
    await driven.settle();
    expect(sent).toHaveLength(1);
  });

  test("at once, when there is no time or no room", async () => {
    const { accept, sent } = handlerOf(never);
    accept(RESERVE_MS);
    expect(sent[0]?.answer).toMatchObject({
      status: "failed",
      reason: "timeout: its time is over",
    });
    for (let i = 0; i < PRICES_AT_ONCE_MAX; i++) accept();
    expect(sent).toHaveLength(1);
    accept();
    expect(sent[1]?.answer).toMatchObject({
      status: "failed",
      reason: expect.stringMatching(/^overloaded/),
    });
  });

  test("when the process stops; and it is idle when all are answered", async () => {
    const { accept, sent, handler, driven } = handlerOf(never);
    await handler.idle();
    accept();
    accept();
    let idle = false;
    void handler.idle().then(() => {
      idle = true;
    });
    await driven.settle();
    expect({ idle, sent: sent.length }).toEqual({ idle: false, sent: 0 });
    handler.abort();
    await driven.settle();
    expect({ idle, sent: sent.length }).toEqual({ idle: true, sent: 2 });
    expect(sent[0]?.answer.reason).toMatch(/^shutting-down/);
  });

  test("one that cannot be read is answered too, and one without an inbox is not", () => {
    const { handler, sent, unreadable } = handlerOf(never);
    handler.accept({ reply: REPLY, data: new Uint8Array([1, 2, 3]) });
    handler.accept({ reply: undefined, data: new Uint8Array([1, 2, 3]) });
    handler.accept({ reply: "elsewhere", data: new Uint8Array([1, 2, 3]) });
    expect({ sent: sent.length, unreadable: unreadable.length }).toEqual({
      sent: 1,
      unreadable: 2,
    });
    expect(sent[0]?.answer).toMatchObject({
      status: "failed",
      reason: expect.stringMatching(/^malformed: /),
    });
  });

  test("an answer that cannot be sent is reported, and nothing is left of it", async () => {
    const { accept, state, unsent, handler, driven } = handlerOf(() => ({ offer: null }));
    state.fails = true;
    accept();
    await driven.settle();
    await handler.idle();
    expect({ unsent: unsent.length, timers: driven.timers }).toEqual({ unsent: 1, timers: 0 });
  });
});

describe("PRICING-2: limits of the search", () => {
  const fares = [fare({ checkedBags: 0 }), fare({ checkedBags: 1, name: "Plus" })];
  const limits = { bags: { checked: 1 }, maxPrice: 1 };

  test("an offer has the price of the fare that is wanted, though it is above the highest", async () => {
    const { accept, sent, driven } = handlerOf((offer) => ({ offer: { ...offer, fares } }), {
      limits,
    });
    accept();
    await driven.settle();
    const answer = sent[0]?.answer as PriceAnswer;
    expect(decodeRowOffer(answer.offer, 0).fares).toEqual([fares[1]]);
  });

  test("an offer without such a fare is gone", async () => {
    const { accept, sent, driven } = handlerOf(
      (offer) => ({ offer: { ...offer, fares: fares.slice(0, 1) } }),
      { limits },
    );
    accept();
    await driven.settle();
    expect(sent[0]?.answer).toMatchObject({ status: "gone" });
  });
});

test.each<[string, (offer: FlightOffer) => unknown, RegExp]>([
  ["an expired one", (offer) => ({ ...offer, expiresAtMs: 1 }), /it has expired/],
  ["no offer", () => "an offer", /string is not an offer/],
  [
    "a currency without a rate",
    (offer) => ({ ...offer, price: { amount: 1, currency: "CHF" } }),
    /cannot be converted/,
  ],
])("PRICING-2: an offer that is wrong is not sent: %s", async (_what, change, reason) => {
  const { accept, sent, driven } = handlerOf((offer) => ({ offer: change(offer) as FlightOffer }));
  accept();
  await driven.settle();
  expect(sent.map(({ answer }) => answer)).toEqual([
    expect.objectContaining({
      status: "failed",
      reason: expect.stringMatching(/^price-failed: the offer cannot be sent: /),
    }),
  ]);
  expect(sent[0]?.answer.reason).toMatch(reason);
});
