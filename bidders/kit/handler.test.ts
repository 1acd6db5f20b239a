import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { nextTurn } from "../../common/runtime/next-turn.ts";
import { decodeBid, encodeCall, encodeCancel } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { Bid, CallForBids, FlightSearch } from "../../proto/messages.ts";
import { inboxSubject } from "../../proto/subjects.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { flightOffer, flightSearch } from "../../test/harness/offers.ts";
import type { BidderModule, Search, SearchContext } from "./bidder.ts";
import { RESERVE_MS } from "./budget.ts";
import {
  BIDS_A_CALL_MAX,
  Handler,
  NOTICE_AFTER_MS,
  OFFERS_TAKEN_MAX,
  RUNAWAY_AFTER_MS,
} from "./handler.ts";
import type { CallReport } from "./taken-call.ts";

const BUDGET_MS = 800;
const LEFT_MS = BUDGET_MS - RESERVE_MS;
const start = Date.UTC(2026, 10, 1);
const search = flightSearch({
  slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-01" }],
});
const offer = (traits = {}) => flightOffer(search, { expiresAtMs: start + 3_600_000, ...traits });
const never = new Promise<never>(() => {});
const boom = () => {
  throw new Error("secret");
};
const full = () => {
  throw new AuctionError("overloaded", "agency-1 is full");
};
/** Strategies that yield what they are told, end as they are told, and note what they are told. */
const yields = (values: readonly unknown[], end: () => unknown = () => {}) =>
  async function* () {
    yield* values;
    await end();
  };
const notes =
  (text: string, values: readonly unknown[]) => (_: unknown, context: SearchContext) => {
    context.note(text);
    return values;
  };

interface Sent {
  readonly subject: string;
  readonly bid: Bid;
}

/** A handler on a driven clock, and everything that it said. */
function stage(
  strategy: unknown,
  limits: {
    concurrencyMax?: number;
    queueMax?: number;
    offersMax?: number;
    payloadBytesMax?: () => number;
  } = {},
  estimate?: BidderModule<undefined>["estimate"],
) {
  const clock = new DrivenClock(start);
  const sent: Sent[] = [];
  const reports: CallReport[] = [];
  const unreadable: string[] = [];
  const runaways: string[] = [];
  const unsent: unknown[] = [];
  const hedged: string[] = [];
  const broker = { away: false };
  const module: BidderModule<undefined> = {
    search: strategy as Search<undefined>,
    ...(estimate && { estimate }),
  };
  const handler = new Handler<undefined>({
    kind: "nonstop",
    instance: "one",
    markets: ["LHR.*"],
    module,
    resources: undefined,
    concurrencyMax: 2,
    queueMax: 2,
    offersMax: 10,
    ...limits,
    clock,
    events: {
      answered: (report) => reports.push(report),
      hedged: (what) => hedged.push(what),
      unreadable: (what) => unreadable.push(what),
      runaway: (searchId) => runaways.push(searchId),
      unsent: (_searchId, error) => unsent.push(error),
    },
    publish(subject, payload) {
      if (broker.away) throw new Error("the broker is away");
      if (payload.length > (limits.payloadBytesMax?.() ?? Number.POSITIVE_INFINITY))
        throw new Error("max_payload size exceeded");
      sent.push({ subject, bid: decodeBid(payload) });
    },
  });
  const take = (
    searchId: string,
    changes: Partial<CallForBids> = {},
    market: string | null = "LHR.*",
  ) => {
    const call: CallForBids = {
      searchId,
      gateway: "gw",
      search,
      budgetMs: BUDGET_MS,
      sentAtMs: clock.wall(),
      objective: { valuePerHour: 0, penaltyPerStop: 0 },
      rates: { date: "2026-11-01", perUnit: new Map([["USD", 1]]) },
      ...changes,
    };
    handler.take({ reply: inboxSubject("gw", searchId), data: encodeCall(call), market });
  };
  const bidsFor = (searchId: string) =>
    sent.map(({ bid }) => bid).filter((bid) => bid.searchId === searchId);
  /** `status: reason` of every final bid for this search. */
  const answers = (searchId: string) =>
    bidsFor(searchId)
      .filter((bid) => bid.final)
      .map((bid) => `${bid.status}: ${bid.reason ?? bid.sheet.rows}`);
  /** Its bids in few words: sequence, status, prices, floor or that it is final. */
  const bids = (searchId: string) =>
    bidsFor(searchId).map(
      ({ sequence, status, sheet, final, floor }) =>
        `${sequence} ${status} [${sheet.price.join(" ")}] ${final ? "final" : floor}`,
    );
  return {
    clock,
    handler,
    take,
    answers,
    bids,
    bidsFor,
    sent,
    reports,
    unreadable,
    runaways,
    unsent,
    hedged,
    broker,
  };
}

const hang = (_: unknown, { signal }: SearchContext) =>
  yields(
    [],
    () =>
      new Promise((_resolve, reject) =>
        signal.addEventListener("abort", () => reject(signal.reason)),
      ),
  )();
const hangDeaf = yields([], () => never);

describe("a final bid says that it was cut short, and may have had more", () => {
  const marks = (sent: readonly Sent[]) =>
    sent
      .filter(({ bid }) => bid.final)
      .map(({ bid: { searchId, status, stopped = false } }) => `${searchId} ${status} ${stopped}`);

  test("on a cancel, at the end of its budget and of its process, with offers or without", async () => {
    const { clock, handler, take, sent } = stage(hang, { concurrencyMax: 4 });
    take("cancelled");
    take("spent", { budgetMs: 100 });
    take("late", { budgetMs: 0 });
    take("cut");
    await clock.settle();
    handler.takeCancel(encodeCancel("cancelled"));
    await clock.advance(200);
    handler.abort();
    expect(marks(sent)).toEqual([
      "late declined true",
      "cancelled declined true",
      "spent failed true",
      "cut failed true",
    ]);
  });

  test("when its strategy says so: ending well, with nothing, and failing", async () => {
    const saying = (end: () => AsyncIterable<unknown>) => (_: unknown, context: SearchContext) => {
      context.cutShort();
      return end();
    };
    const throws = yields([], () =>
      Promise.reject(new AuctionError("partner-failed", "of several")),
    );
    for (const [end, expected] of [
      [yields([offer()]), "s offers true"],
      [yields([]), "s empty true"],
      [throws, "s failed true"],
    ] as const) {
      const { clock, take, sent } = stage(saying(end));
      take("s");
      await clock.settle();
      expect(marks(sent)).toEqual([expected]);
    }
  });

  test("with what it had found before", async () => {
    const { clock, take, sent } = stage(yields([offer()], () => never));
    take("s");
    await clock.advance(BUDGET_MS);
    expect(marks(sent)).toEqual(["s offers true"]);
  });

  test("not when it came to its end, when it failed, nor when there was no room for it", async () => {
    const { clock, take, sent } = stage(
      (_: unknown, { searchId }: SearchContext) => (searchId === "bad" ? boom() : [offer()]),
      {
        concurrencyMax: 2,
        queueMax: 0,
      },
    );
    for (const id of ["whole", "bad", "refused"]) take(id);
    await clock.settle();
    expect(marks(sent)).toEqual([
      "refused declined false",
      "whole offers false",
      "bad failed false",
    ]);
  });
});

describe("exactly one final bid (A7) when the strategy", () => {
  test.each<[string, unknown, string]>([
    ["yields offers", yields([offer({ number: 1 }), offer({ number: 2 })]), "offers: 2"],
    ["yields nothing", yields([]), "empty: 0"],
    ["yields nothing, with a note", notes("nobody flies", []), "empty: nobody flies"],
    ["yields offers, with a note", notes("agency-2: down", [offer()]), "offers: agency-2: down"],
    ["returns a plain array", () => [offer()], "offers: 1"],
    ["throws at once", boom, "failed: internal"],
    ["throws at first", yields([], boom), "failed: internal"],
    ["throws after an offer", yields([offer()], boom), "failed: internal"],
    ["throws an error with a code", yields([], full), "failed: overloaded: agency-1 is full"],
    ["throws no error", yields([], () => Promise.reject(undefined)), "failed: internal"],
    ["returns nothing", () => undefined, "failed: internal"],
    ["returns a number", () => 42, "failed: internal"],
    [
      "yields garbage",
      yields([null, 1, {}]),
      "failed: invalid-offers: all 3 were dropped; the first: null is no offer",
    ],
    [
      "yields some garbage",
      yields([offer(), 1]),
      "offers: invalid-offers: 1 dropped; the first: number is no offer",
    ],
  ])("%s", async (_name, strategy, expected) => {
    const { clock, take, answers, sent, reports, handler } = stage(strategy);
    take("s");
    await clock.settle();
    expect(answers("s")).toEqual([expected]);
    await clock.advance(10_000);
    expect(answers("s")).toEqual([expected]);
    expect(sent[0]).toMatchObject({
      subject: "_INBOX.gw.gw.s.nonstop.one",
      bid: { final: true, sequence: 0 },
    });
    expect(reports.length).toBe(1);
    expect([handler.running, handler.waiting, clock.timers]).toEqual([0, 0, 0]);
  });

  test("hangs: it is stopped at its budget, keeping what came before, and its place is free", async () => {
    const strategy = async function* (_: unknown, context: SearchContext) {
      if (context.searchId === "some") yield offer();
      yield* hang(_, context);
    };
    const { clock, take, answers, handler, runaways } = stage(strategy);
    take("none");
    take("some");
    await clock.advance(LEFT_MS - 1);
    expect([...answers("none"), ...answers("some")]).toEqual([]);
    await clock.advance(1);
    expect(answers("none")).toEqual([
      `failed: timeout: the ${LEFT_MS} ms that were left are spent`,
    ]);
    expect(answers("some")).toEqual([
      `offers: timeout: the ${LEFT_MS} ms that were left are spent; these offers came before`,
    ]);
    expect(handler.running).toBe(0);
    await clock.advance(RUNAWAY_AFTER_MS);
    expect(runaways).toEqual([]);
  });

  test("hangs and ignores its signal: answered all the same, its place is free, and it is counted", async () => {
    const { clock, take, answers, handler, runaways } = stage(hangDeaf, { concurrencyMax: 1 });
    for (const id of ["a", "b"]) {
      take(id);
      await clock.advance(LEFT_MS);
      expect(answers(id)).toEqual([`failed: timeout: the ${LEFT_MS} ms that were left are spent`]);
      expect(handler.running).toBe(0);
    }
    await clock.advance(RUNAWAY_AFTER_MS);
    expect(runaways).toEqual(["a", "b"]);
  });

  test("never ends: it is read no further than its bound, and the best are sent (A6)", async () => {
    let yielded = 0;
    const { take, answers, handler, sent } = stage(async function* () {
      for (;;) yield offer({ amount: 1_000_000 - yielded++ });
    });
    take("s");
    await handler.idle();
    expect(answers("s")).toEqual([
      `offers: stopped after ${OFFERS_TAKEN_MAX} offers; these offers came before`,
    ]);
    expect(yielded).toBe(OFFERS_TAKEN_MAX);
    expect(sent[0]?.bid.sheet.price[0]).toBe(1_000_000 - OFFERS_TAKEN_MAX + 1);
    expect(sent[0]?.bid.sheet.rows).toBe(10);
  });

  test("never lets a timer fire between its offers: it is still stopped at its budget (A8)", async () => {
    const { clock, take, answers, handler } = stage(async function* () {
      for (;;) {
        clock.spend(100);
        yield offer();
      }
    });
    take("s");
    await handler.idle();
    expect(answers("s")).toEqual([
      `offers: timeout: the ${LEFT_MS} ms that were left are spent; these offers came before`,
    ]);
    expect(clock.wall()).toBe(start + BUDGET_MS);
  });

  test("computes on and on between its offers: the event loop gets its turns, so that a cancel is heard (A8)", async () => {
    let yielded = 0;
    const { clock, handler, take, answers } = stage(async function* () {
      for (;;) {
        clock.spend(1);
        yielded++;
        yield offer();
      }
    });
    take("s");
    await nextTurn();
    await nextTurn();
    handler.takeCancel(encodeCancel("s"));
    const heardAfter = yielded;
    await clock.settle();
    expect(answers("s")).toEqual(["declined: cancelled"]);
    expect(yielded - heardAfter).toBeLessThanOrEqual(1);
    expect(yielded).toBeLessThan(20);
  });
});

describe("a call", () => {
  test("that is cancelled is declined at once, and its signal fires", async () => {
    let signal: AbortSignal | undefined;
    const { clock, handler, take, answers } = stage((_: unknown, context: SearchContext) => {
      signal = context.signal;
      return hang(_, context);
    });
    take("s");
    await clock.settle();
    expect(signal?.aborted).toBe(false);
    handler.takeCancel(encodeCancel("another"));
    expect(signal?.aborted).toBe(false);
    handler.takeCancel(encodeCancel("s"));
    expect(signal?.aborted).toBe(true);
    expect(answers("s")).toEqual(["declined: cancelled"]);
    await clock.advance(10_000);
    expect(answers("s")).toEqual(["declined: cancelled"]);
    expect(handler.running).toBe(0);
  });

  test("that is cancelled in the packet that brought it never starts", async () => {
    let started = 0;
    const { clock, handler, take, answers, runaways } = stage(() => {
      started++;
      return [];
    });
    take("s");
    handler.takeCancel(encodeCancel("s"));
    await clock.advance(10_000);
    expect([started, answers("s"), runaways]).toEqual([0, ["declined: cancelled"], []]);
  });

  test("whose budget was spent on the way is declined unread (A8)", async () => {
    let started = 0;
    const { clock, take, answers } = stage(() => {
      started++;
      return [];
    });
    take("base");
    take("late", { sentAtMs: start - BUDGET_MS + RESERVE_MS });
    take("poor", { budgetMs: RESERVE_MS });
    take("just", { sentAtMs: start - BUDGET_MS + RESERVE_MS + 1 });
    await clock.settle();
    expect(answers("late")).toEqual([`declined: out of time: of 800 ms ${LEFT_MS} went in queues`]);
    expect(answers("poor")).toEqual([
      `declined: out of time: of ${RESERVE_MS} ms 0 went in queues`,
    ]);
    expect(answers("just")).toEqual(["empty: 0"]);
    expect(started).toBe(2);
  });

  test("whose budget is spent before its strategy can begin is declined (A8)", async () => {
    let started = 0;
    const { clock, take, answers } = stage(() => {
      started++;
      return [];
    });
    take("s");
    clock.spend(BUDGET_MS);
    await clock.settle();
    expect([started, answers("s")]).toEqual([
      0,
      [`declined: out of time: all ${LEFT_MS} ms were spent waiting for a place`],
    ]);
  });

  test("past what runs and what waits is declined as overloaded; one that waits starts when a place is free (A6)", async () => {
    const { clock, handler, take, answers } = stage((request: unknown, context: SearchContext) =>
      context.searchId === "c" ? [offer()] : hang(request, context),
    );
    for (const id of ["a", "b", "c", "d", "e"]) take(id);
    expect(answers("e")).toEqual(["declined: overloaded: 2 running, 2 waiting"]);
    handler.takeCancel(encodeCancel("d"));
    expect([answers("d"), handler.waiting]).toEqual([["declined: cancelled"], 1]);
    handler.takeCancel(encodeCancel("a"));
    await clock.settle();
    expect(answers("c")).toEqual(["offers: 1"]);
  });

  test("that waits until its budget is spent is declined without being started (A8)", async () => {
    const started: string[] = [];
    const { clock, handler, take, answers } = stage(
      (request: unknown, context: SearchContext) => {
        started.push(context.searchId);
        return hang(request, context);
      },
      { concurrencyMax: 1 },
    );
    take("a");
    take("b", { budgetMs: 100 });
    take("c", { budgetMs: 300 });
    await clock.advance(100 - RESERVE_MS);
    expect(answers("b")).toEqual([
      `declined: out of time: all ${100 - RESERVE_MS} ms were spent waiting for a place`,
    ]);
    // The event loop was kept from its timers, and the turn comes before the timer.
    clock.spend(1_000);
    handler.takeCancel(encodeCancel("a"));
    await clock.settle();
    expect(answers("c")).toEqual([
      `declined: out of time: all ${300 - RESERVE_MS} ms were spent waiting for a place`,
    ]);
    expect(started).toEqual(["a"]);
  });

  test("delivered twice is answered twice", async () => {
    const { clock, take, answers } = stage(() => [offer()]);
    take("s");
    take("s");
    await clock.settle();
    expect(answers("s")).toEqual(["offers: 1", "offers: 1"]);
  });

  test("knows what is left, what it costs, and how many offers are of use", async () => {
    const seen: unknown[] = [];
    const { clock, take } = stage((_: unknown, context: SearchContext) => {
      seen.push(context.remainingMs(), context.now(), context.offersMax);
      seen.push(
        context.convert({ amount: 5, currency: "USD" }),
        context.convert({ amount: 5, currency: "GBP" }),
      );
      seen.push(
        context.cost({ amount: 100, currency: "USD" }, 90, 1),
        context.cost({ amount: 100, currency: "GBP" }, 90, 1),
      );
      return [];
    });
    take("s", { objective: { valuePerHour: 10, penaltyPerStop: 1_000 } });
    await clock.settle();
    expect(seen).toEqual([LEFT_MS, start, 10, 5, undefined, 1_115, undefined]);
  });

  test.each<[string, string | undefined, Uint8Array, string[]]>([
    ["without an inbox", undefined, new Uint8Array(), []],
    ["that is no message", inboxSubject("gw", "s"), new Uint8Array([255, 255]), ["failed"]],
    ["too large", inboxSubject("gw", "s"), new Uint8Array(65 * 1024), ["failed"]],
    ["that is empty", inboxSubject("gw", "s"), new Uint8Array(), ["failed"]],
    ["that cannot be read, nor its search be known", "_INBOX.other", new Uint8Array([255]), []],
  ])("%s crashes nothing and is counted", (_name, reply, data, statuses) => {
    const { handler, unreadable, sent } = stage(() => []);
    handler.take({ reply, data, market: "*.*" });
    expect(unreadable.length).toBe(1);
    expect(sent.map(({ bid }) => bid.status)).toEqual(statuses);
    for (const { bid } of sent)
      expect([bid.searchId, bid.reason]).toEqual([
        "s",
        expect.stringMatching(/^(malformed|too-large): /),
      ]);
  });

  test("cancelled by a message that is none crashes nothing and is counted", () => {
    const { handler, unreadable } = stage(() => []);
    handler.takeCancel(new Uint8Array([255, 255]));
    expect(unreadable.length).toBe(1);
  });

  test("whose bid cannot be sent is counted, and its place is free (A10)", async () => {
    const { clock, take, handler, unsent, broker, sent } = stage(() => [offer()]);
    broker.away = true;
    take("s");
    await clock.settle();
    expect([unsent.length, sent.length, handler.running]).toEqual([1, 0, 0]);
  });
});

describe("stopping (A10)", () => {
  test("declines what comes, lets finish what runs, and says when all is answered", async () => {
    const gate = Promise.withResolvers<void>();
    const { clock, take, answers, handler } = stage(async function* () {
      await gate.promise;
      yield offer();
    });
    take("running");
    await clock.settle();
    handler.close();
    take("new");
    expect(answers("new")).toEqual(["declined: shutting down"]);
    gate.resolve();
    await handler.idle();
    expect(answers("running")).toEqual(["offers: 1"]);
  });

  test("past its limit cuts short what runs and declines what waits", async () => {
    const { clock, take, answers, handler } = stage(hang, { concurrencyMax: 1 });
    take("running");
    take("waiting");
    await clock.settle();
    handler.close();
    handler.abort();
    await handler.idle();
    expect(answers("running")).toEqual(["failed: shutting-down: the search was cut short"]);
    expect(answers("waiting")).toEqual(["declined: shutting down"]);
    await clock.advance(10_000);
    expect([...answers("running"), ...answers("waiting")].length).toBe(2);
  });
});

/** Offers at these prices; each flight has its own number. */
const priced = (...amounts: number[]) =>
  amounts.map((amount, i) => offer({ amount, number: 1 + i + (amount % 7919) * 20 }));

describe("a bid in parts", () => {
  const inParts = (strategy: (context: SearchContext) => AsyncGenerator<unknown>, limits = {}) =>
    stage((_: unknown, context: SearchContext) => strategy(context), limits);

  test("sends what was yielded so far and the floor of what follows; the final bid has the rest", async () => {
    const { clock, take, bids, reports } = inParts(async function* ({ part }) {
      yield* priced(300, 100);
      await part(200);
      yield* priced(250, 200);
    });
    take("s");
    await clock.settle();
    expect(bids("s")).toEqual(["0 offers [100 300] 200", "1 offers [200 250] final"]);
    expect(reports).toMatchObject([{ status: "offers", offers: 4, bids: 2 }]);
  });

  test("with nothing but a floor to tell is empty; with nothing to tell is not sent; a final bid with nothing left is empty", async () => {
    const { clock, take, bids, reports } = inParts(async function* ({ part }) {
      await part(null);
      await part(100);
      await part(100);
      await part(50);
      await part(Number.NaN);
      await part(null);
      yield* priced(130);
      await part(120.9);
    });
    take("s");
    await clock.advance(1);
    await clock.settle();
    expect(bids("s")).toEqual(["0 empty [] 100", "1 offers [130] 120", "2 empty [] final"]);
    expect(reports).toMatchObject([{ status: "offers", offers: 1, bids: 3 }]);
  });

  test("a floor never falls, and an offer that breaks it stays in the house", async () => {
    const { clock, take, bids, answers, reports } = inParts(async function* ({ part }) {
      await part(200);
      await part(100);
      yield* priced(150, 199, 200);
      yield 1;
    });
    take("s");
    await clock.settle();
    expect(bids("s")).toEqual(["0 empty [] 200", "1 offers [200] final"]);
    expect(answers("s")).toEqual([
      "offers: invalid-offers: 1 dropped; the first: number is no offer; 2 dropped that cost less than the floor 200 that was promised",
    ]);
    expect(reports[0]?.offersDropped).toBe(3);
  });

  test("of nothing but broken promises fails, and says so", async () => {
    const { clock, take, answers } = inParts(async function* ({ part }) {
      await part(200);
      yield* priced(150);
    });
    take("s");
    await clock.settle();
    expect(answers("s")).toEqual([
      "failed: 1 dropped that cost less than the floor 200 that was promised",
    ]);
  });

  test("keeps back what may be crowded out, and its floor is no more than what is kept back", async () => {
    const { clock, take, bids } = inParts(async function* ({ part }) {
      yield* priced(10, 20, 30, 40, 50, 60, 70);
      await part(null);
      await part(100);
      yield* priced(100, 110, 120, 130);
    });
    take("s");
    await clock.settle();
    // Of at most ten offers five may go early; with the floor the others are sure to be among the
    // best.
    expect(bids("s")).toEqual([
      "0 offers [10 20 30 40 50] null",
      "1 offers [60 70] 100",
      "2 offers [100 110 120] final",
    ]);
  });

  test("after it was answered, cancelled, or cut short by the end of the process, says nothing more", async () => {
    const contexts = new Map<string, SearchContext>();
    const { clock, take, handler, sent } = inParts(
      async function* (context) {
        contexts.set(context.searchId, context);
        yield* priced(100);
        if (context.searchId !== "done") await never;
      },
      { concurrencyMax: 3 },
    );
    for (const id of ["done", "cancelled", "stopped"]) take(id);
    await clock.settle();
    handler.takeCancel(encodeCancel("cancelled"));
    handler.close();
    const stopped = contexts.get("stopped") as SearchContext;
    await stopped.part(50);
    handler.abort();
    const before = sent.map(({ bid }) => `${bid.searchId} ${bid.sequence} ${bid.status}`);
    expect(before).toEqual([
      "done 0 offers",
      "cancelled 0 declined",
      "stopped 0 offers",
      "stopped 1 failed",
    ]);
    for (const context of contexts.values()) await context.part(75);
    expect(sent.length).toBe(4);
  });

  test("past its budget ends the call instead (A8)", async () => {
    const { clock, take, answers, bids } = inParts(async function* ({ part }) {
      yield* priced(100);
      clock.spend(BUDGET_MS);
      await part(100);
      yield* priced(200);
    });
    take("s");
    await clock.settle();
    expect(bids("s")).toEqual(["0 offers [100] final"]);
    expect(answers("s")).toEqual([
      `offers: timeout: the ${LEFT_MS} ms that were left are spent; these offers came before`,
    ]);
  });

  test("lets the cancel in before the strategy goes on (A8)", async () => {
    let wentOn = false;
    const { clock, take, handler, answers } = inParts(async function* ({ part, signal }) {
      yield* priced(100);
      setImmediate(() => handler.takeCancel(encodeCancel("s")));
      await part(100);
      wentOn = !signal.aborted;
    });
    take("s");
    await clock.settle();
    expect([answers("s"), wentOn]).toEqual([["declined: cancelled"], false]);
  });

  test("that could not be sent is not lost: the next has its rows, and its number (A10)", async () => {
    const { clock, take, bids, unsent, broker } = inParts(async function* ({ part }) {
      yield* priced(100);
      broker.away = true;
      await part(100);
      broker.away = false;
      yield* priced(200);
    });
    take("s");
    await clock.settle();
    expect(bids("s")).toEqual(["0 offers [100 200] final"]);
    expect(unsent.length).toBe(1);
  });

  test(`is at most ${BIDS_A_CALL_MAX} messages, and loses nothing by it (A6)`, async () => {
    const { clock, take, bidsFor } = inParts(
      async function* ({ part }) {
        for (let i = 1; i <= 100; i++) {
          yield* priced(i);
          await part(i + 1);
        }
      },
      { offersMax: 100 },
    );
    take("s");
    await clock.advance(0);
    for (let turns = 0; turns < 30; turns++) await clock.settle();
    const bids = bidsFor("s");
    expect(bids.length).toBe(BIDS_A_CALL_MAX);
    expect(bids.flatMap(({ sheet }) => sheet.price)).toEqual(
      Array.from({ length: 100 }, (_, i) => i + 1),
    );
  });
});

describe("an answer of more than the caller shows", () => {
  const amounts = Array.from({ length: 25 }, (_, i) => 100 + i);
  const many = () => priced(...amounts).reverse();

  test.each([
    [20, 20],
    [12, 12],
    [3, 10],
  ])("of which it shows %d, goes in two bids: the best %d first, with the floor of the rest", async (maxResults, first) => {
    const { clock, take, bids } = stage(many, { offersMax: 100 });
    take("s", { search: { ...search, maxResults } });
    await clock.settle();
    expect(bids("s")).toEqual([
      `0 offers [${amounts.slice(0, first).join(" ")}] ${100 + first}`,
      `1 offers [${amounts.slice(first).join(" ")}] final`,
    ]);
  });

  test("and no more than that goes in one", async () => {
    const { clock, take, bids } = stage(() => priced(...amounts.slice(0, 20)), { offersMax: 100 });
    take("s");
    await clock.settle();
    expect(bids("s")).toEqual([`0 offers [${amounts.slice(0, 20).join(" ")}] final`]);
  });

  test("ends after the first where the auction is cancelled in between", async () => {
    const { clock, take, bids, handler, answers, runaways } = stage(
      () => {
        setImmediate(() => handler.takeCancel(encodeCancel("s")));
        return many();
      },
      { offersMax: 100 },
    );
    take("s");
    await clock.settle();
    expect(bids("s")).toEqual([
      `0 offers [${amounts.slice(0, 20).join(" ")}] 120`,
      "1 declined [] final",
    ]);
    expect(answers("s")).toEqual(["declined: cancelled"]);
    await clock.advance(10_000);
    expect([handler.running, clock.timers, runaways]).toEqual([0, 0, []]);
  });

  test("is whole, even where its budget ends in between", async () => {
    const { clock, take, answers, bidsFor } = stage(
      () => {
        setImmediate(() => clock.spend(BUDGET_MS));
        return many();
      },
      { offersMax: 100 },
    );
    take("s");
    await clock.advance(BUDGET_MS);
    expect(answers("s")).toEqual(["offers: 5"]);
    expect(bidsFor("s").length).toBe(2);
  });
});

describe("the notice that an instance has a call", () => {
  test.each<[string, unknown, string[]]>([
    ["is not sent when it is answered sooner", () => [offer()], ["0 offers [51234] final"]],
    ["is sent once when it is not", hang, ["0 empty [] null", "1 failed [] final"]],
    [
      "is the part that went out sooner",
      async function* (_: unknown, context: SearchContext) {
        await context.part(7);
        yield* hang(_, context);
      },
      ["0 empty [] 7", "1 failed [] final"],
    ],
  ])("%s", async (_name, strategy, expected) => {
    const { clock, take, bids } = stage(strategy);
    take("s");
    await clock.advance(10_000);
    expect(bids("s")).toEqual(expected);
  });

  test(`is sent after ${NOTICE_AFTER_MS} ms, also of a call that waits for its turn`, async () => {
    const { clock, take, bids, handler } = stage(hang, { concurrencyMax: 1 });
    take("runs");
    take("waits");
    await clock.advance(NOTICE_AFTER_MS - 1);
    expect([...bids("runs"), ...bids("waits")]).toEqual([]);
    await clock.advance(1);
    expect([...bids("runs"), ...bids("waits")]).toEqual(["0 empty [] null", "0 empty [] null"]);
    for (const id of ["runs", "waits"]) handler.takeCancel(encodeCancel(id));
    expect(bids("waits")).toEqual(["0 empty [] null", "1 declined [] final"]);
  });

  test("does not stand in the way of a first part later on", async () => {
    const { clock, take, bids } = stage(async function* (_: unknown, { part }: SearchContext) {
      await new Promise<void>((resolve) => clock.at(clock.now() + 50, resolve));
      yield* priced(100);
      await part(100);
    });
    take("s");
    await clock.advance(100);
    expect(bids("s")).toEqual(["0 empty [] null", "1 offers [100] 100", "2 empty [] final"]);
  });
});

describe("a hedge", () => {
  test("of a call that another instance has is answered like any", async () => {
    const { clock, take, answers, hedged, sent, reports } = stage(() => [offer()]);
    take("s", {}, null);
    await clock.settle();
    expect([answers("s"), hedged]).toEqual([["offers: 1"], ["taken"]]);
    expect([sent[0]?.subject, reports[0]?.market]).toEqual(["_INBOX.gw.gw.s.nonstop.one", "LHR.*"]);
  });

  test("of a call that this instance has, running or waiting, is none: it is not searched twice", async () => {
    const begun: string[] = [];
    const { clock, take, answers, hedged, handler } = stage(
      (request: unknown, context: SearchContext) => {
        begun.push(context.searchId);
        return hang(request, context);
      },
      { concurrencyMax: 1 },
    );
    take("runs");
    take("waits");
    await clock.settle();
    for (const id of ["runs", "waits"]) take(id, {}, null);
    await clock.settle();
    expect([begun, handler.waiting, hedged]).toEqual([["runs"], 1, ["held", "held"]]);
    for (const id of ["runs", "waits"]) handler.takeCancel(encodeCancel(id));
    expect([answers("runs"), answers("waits")]).toEqual([
      ["declined: cancelled"],
      ["declined: cancelled"],
    ]);
  });

  test("for a market that this instance does not serve is declined", async () => {
    const { clock, take, answers } = stage(() => [offer()]);
    const slices = [{ origin: "BOS", destination: "JFK", departureDate: "2026-12-01" }];
    take("s", { search: { ...search, slices } }, null);
    await clock.settle();
    expect(answers("s")).toEqual(["declined: not served: this instance serves LHR.*"]);
  });

  test("that cannot be read is answered and counted", () => {
    const { handler, unreadable, sent } = stage(() => []);
    handler.take({ reply: inboxSubject("gw", "s"), data: new Uint8Array([255]), market: null });
    expect([unreadable.length, sent.map(({ bid }) => bid.status)]).toEqual([1, ["failed"]]);
  });
});

/**
 * What an arbitrary strategy does, step by step: a number below 0 is a part with that floor (made
 * positive), another an offer's price.
 */
const STEPS = [
  "garbage",
  "throw",
  "wait",
  "waitLong",
  "compute",
  "hang",
  "hangDeaf",
  "note",
  "part",
] as const;
type Step = (typeof STEPS)[number] | number;
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...STEPS) },
  { weight: 8, arbitrary: fc.integer({ min: -60, max: 60 }) },
);
const steps = fc.array(step, { maxLength: 40 });
/** What happens around it. */
type Act =
  | { readonly do: "call" | "hedge" | "cancel" | "close" | "abort"; readonly id: string }
  | { readonly do: "pass"; readonly ms: number };
const ids = fc.constantFrom("a", "b", "c", "d", "e", "f");
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("call" as const), id: ids }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("hedge" as const), id: ids }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel" as const), id: ids }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("pass" as const),
      ms: fc.integer({ min: 0, max: 500 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom("close" as const, "abort" as const),
      id: fc.constant(""),
    }),
  },
);

/**
 * Of the bids of one call, in order: exactly one final, last (A7); numbers without a gap; no row
 * twice; floors that rise and never lie.
 */
function checkBids(bids: readonly Bid[], offersMax: number): void {
  expect(bids.map(({ final }) => final)).toEqual(bids.map((_, i) => i === bids.length - 1));
  expect(bids.map(({ sequence }) => sequence)).toEqual(bids.map((_, i) => i));
  expect(bids.length).toBeLessThanOrEqual(BIDS_A_CALL_MAX);
  const rows = bids.flatMap(({ sheet }) => sheet.itinerary);
  expect(new Set(rows).size).toBe(rows.length);
  expect(rows.length).toBeLessThanOrEqual(offersMax);
  let floor = Number.NEGATIVE_INFINITY;
  for (const bid of bids) {
    // The objective weighs prices alone, in one currency: a row's cost is its price.
    for (const price of bid.sheet.price) expect(price).toBeGreaterThanOrEqual(floor);
    if (floor > Number.NEGATIVE_INFINITY && !bid.final)
      expect(bid.floor).toBeGreaterThanOrEqual(floor);
    floor = Math.max(floor, bid.floor ?? Number.NEGATIVE_INFINITY);
  }
}

test("whatever strategies do and whatever happens: one final bid a call, the last (A7), no start without budget (A8), no row twice, no floor a lie, nothing left over", async () => {
  const world = fc.record({
    strategies: fc.array(steps, { minLength: 1, maxLength: 8 }),
    acts: fc.array(act, { maxLength: 25 }),
    queueMax: fc.integer({ min: 0, max: 3 }),
    offersMax: fc.integer({ min: 1, max: 40 }),
    maxResults: fc.integer({ min: 1, max: 20 }),
  });
  let [parts, floors] = [0, 0];
  await fc.assert(
    fc.asyncProperty(world, async ({ strategies, acts, queueMax, offersMax, maxResults }) => {
      let searches = 0;
      const strategy = async function* (
        _: unknown,
        context: SearchContext,
      ): AsyncGenerator<unknown> {
        expect(context.remainingMs()).toBeGreaterThan(0);
        expect(context.signal.aborted).toBe(false);
        for (const [i, step] of (strategies[searches++ % strategies.length] ?? []).entries()) {
          if (typeof step === "number" && step < 0) await context.part(-step);
          if (typeof step === "number" && step >= 0) yield offer({ number: 1 + i, amount: step });
          if (step === "part") await context.part(null);
          if (step === "garbage") yield { price: Number.NaN };
          if (step === "throw") throw new Error("thrown");
          if (step === "wait")
            await new Promise<void>((resolve) => world.clock.at(world.clock.now() + 4, resolve));
          if (step === "waitLong")
            await new Promise<void>((resolve) => world.clock.at(world.clock.now() + 70, resolve));
          if (step === "compute") world.clock.spend(30);
          if (step === "hang") yield* hang(_, context);
          if (step === "hangDeaf") await never;
          if (step === "note") context.note("a note");
        }
      };
      const world = stage(strategy, { concurrencyMax: 2, queueMax, offersMax });
      const calls = new Map<string, number>();
      let held = 0;
      for (const act of acts) {
        if (act.do === "pass") await world.clock.advance(act.ms);
        if (act.do === "close") world.handler.close();
        if (act.do === "abort") world.handler.abort();
        if (act.do === "cancel") world.handler.takeCancel(encodeCancel(act.id));
        if (act.do === "call" || act.do === "hedge") {
          world.take(
            act.id,
            { search: { ...search, maxResults } },
            act.do === "hedge" ? null : "LHR.*",
          );
          const isHeld = world.hedged.filter((what) => what === "held").length > held;
          if (isHeld) held++;
          else calls.set(act.id, (calls.get(act.id) ?? 0) + 1);
        }
        expect(world.handler.running).toBeLessThanOrEqual(2);
        expect(world.handler.waiting).toBeLessThanOrEqual(queueMax);
      }
      await world.clock.advance(10_000);
      await world.handler.idle();
      for (const [id, count] of calls) {
        const bids = world.bidsFor(id);
        expect(bids.filter(({ final }) => final).length).toBe(count);
        // Calls for one search that overlap are answered side by side, in one inbox.
        if (count === 1) checkBids(bids, offersMax);
        parts += bids.filter(({ final, sheet }) => !final && sheet.rows > 0).length;
        floors += bids.filter((bid) => bid.floor !== null).length;
      }
      expect(world.reports.length).toBe(world.sent.filter(({ bid }) => bid.final).length);
      expect(
        world.reports.every(
          (report) => report.error === undefined || (report.error as Error).message === "thrown",
        ),
      ).toBe(true);
      expect([world.handler.running, world.handler.waiting, world.clock.timers]).toEqual([0, 0, 0]);
    }),
    { numRuns: 300 },
  );
  expect(Math.min(parts, floors)).toBeGreaterThan(100);
});

test("whatever is yielded, in however many parts: all bids together are the best offers, but for what went out early (A6)", async () => {
  const world = fc.record({
    // Distinct prices: so which are the best is no matter of ties.
    yields: fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 60 }),
    cuts: fc.array(
      fc.record({
        at: fc.nat(60),
        floor: fc.constantFrom("none" as const, "true" as const, "low" as const),
      }),
      {
        maxLength: 6,
      },
    ),
    offersMax: fc.integer({ min: 1, max: 70 }),
    maxResults: fc.integer({ min: 1, max: 30 }),
  });
  await fc.assert(
    fc.asyncProperty(world, async ({ yields: amounts, cuts, offersMax, maxResults }) => {
      const { clock, take, bidsFor } = stage(
        async function* (_: unknown, { part }: SearchContext) {
          for (const [i, amount] of amounts.entries()) {
            for (const { at, floor } of cuts) {
              const truth = Math.min(...amounts.slice(i));
              if (at === i)
                await part(floor === "none" ? null : floor === "true" ? truth : truth - 10);
            }
            yield offer({ number: 1 + i, amount });
          }
        },
        { offersMax },
      );
      take("s", { search: { ...search, maxResults } });
      for (let turns = 0; turns < 6; turns++) await clock.settle();
      const bids = bidsFor("s");
      checkBids(bids, offersMax);
      const ranked = [...amounts].sort((a, b) => a - b);
      const sent = bids.flatMap(({ sheet }) => sheet.price).sort((a, b) => a - b);
      expect(sent.length).toBe(Math.min(offersMax, amounts.length));
      const sure = Math.min(cuts.length > 0 ? Math.ceil(offersMax / 2) : offersMax, sent.length);
      expect(sent.slice(0, sure)).toEqual(ranked.slice(0, sure));
    }),
    { numRuns: 300 },
  );
});

describe("searches that cost much", () => {
  /** By the number of their slices: one is cheap, two are dear, three need more than there is. */
  const COSTS = [1, 300, 5_000];
  const estimate = ({ slices }: FlightSearch) => {
    const costMs = COSTS[slices.length - 1] as number;
    return { costMs, leastMs: costMs };
  };
  const of = (slices: number) => ({
    search: {
      ...search,
      slices: Array.from(
        { length: slices },
        () => search.slices[0] as FlightSearch["slices"][number],
      ),
    },
  });

  test("A8: one that cannot be done in its time is declined at once, and does not begin", async () => {
    const begun: string[] = [];
    const strategy = (_: unknown, { searchId }: SearchContext) => begun.push(searchId);
    const { clock, take, answers, handler } = stage(strategy, {}, estimate);
    take("s", of(3));
    expect(answers("s")).toEqual([
      `declined: out of time: the search needs about 5000 ms, and ${LEFT_MS} ms are left`,
    ]);
    await clock.settle();
    expect([begun, handler.running, handler.waiting, clock.timers]).toEqual([[], 0, 0, 0]);
  });

  test("A8: nor one whose turn comes too late for it; the next has the turn", async () => {
    const { clock, take, answers } = stage(hang, { concurrencyMax: 1 }, estimate);
    take("first", { budgetMs: 600 });
    await clock.settle();
    take("dear", of(2));
    await clock.advance(600);
    take("cheap");
    expect(answers("dear")).toEqual([
      "declined: out of time: the search needs about 300 ms, and 200 ms are left",
    ]);
    await clock.advance(BUDGET_MS);
    expect(answers("cheap")).toEqual([
      `failed: timeout: the ${LEFT_MS} ms that were left are spent`,
    ]);
  });

  test("a cheap one does not wait for them", async () => {
    const strategy = (request: FlightSearch, context: SearchContext) =>
      request.slices.length > 1 ? hang(request, context) : [offer()];
    const { clock, take, answers } = stage(strategy, { concurrencyMax: 4, queueMax: 9 }, estimate);
    for (let i = 0; i < 9; i++) take(`dear-${i}`, { ...of(2), budgetMs: 10_000 });
    take("cheap");
    await clock.settle();
    expect(answers("cheap")).toEqual(["offers: 1"]);
  });

  test("one that has found nothing when its time is over is declined: that it costs much is no fault of the bidder", async () => {
    const { clock, take, answers } = stage(hang, {}, estimate);
    take("dear", of(2));
    take("cheap");
    await clock.advance(BUDGET_MS);
    expect(answers("dear")).toEqual([
      `declined: out of time: ${LEFT_MS} ms were too few for a search of about 300 ms`,
    ]);
    expect(answers("cheap")).toEqual([
      `failed: timeout: the ${LEFT_MS} ms that were left are spent`,
    ]);
  });

  test.each<[string, () => unknown]>([
    ["throws", boom],
    ["says what is no number", () => ({ costMs: Number.NaN, leastMs: 0 })],
    ["says less than nothing", () => ({ costMs: -1, leastMs: 0 })],
    [
      "says that it never ends",
      () => ({ costMs: Number.POSITIVE_INFINITY, leastMs: Number.POSITIVE_INFINITY }),
    ],
    ["says nothing", () => undefined],
  ])("an estimate that %s counts as not known (A7)", async (_name, wrong) => {
    const { clock, take, answers } = stage(
      yields([offer()]),
      {},
      wrong as BidderModule<undefined>["estimate"],
    );
    take("s");
    await clock.settle();
    expect(answers("s")).toEqual(["offers: 1"]);
  });

  test("where no cost is known, calls with much time leave places to those with little", async () => {
    const strategy = (request: FlightSearch, context: SearchContext) =>
      context.remainingMs() > BUDGET_MS ? hang(request, context) : [offer()];
    const { clock, take, answers } = stage(strategy, { concurrencyMax: 4, queueMax: 9 });
    for (let i = 0; i < 9; i++) take(`long-${i}`, { budgetMs: 10_000 });
    take("short");
    await clock.settle();
    expect(answers("short")).toEqual(["offers: 1"]);
  });
});

describe("A7: a broker that takes small messages", () => {
  const many = Array.from({ length: 100 }, (_, i) => offer({ number: i + 1, amount: 10_000 + i }));

  test("gets all offers in several bids, whose floors are true", async () => {
    const { clock, take, bidsFor, unsent } = stage(yields(many), {
      offersMax: 100,
      payloadBytesMax: () => 8_192,
    });
    take("s");
    await clock.settle();
    const bids = bidsFor("s");
    expect(bids.flatMap(({ sheet }) => sheet.price)).toEqual(many.map(({ price }) => price.amount));
    expect(bids.map(({ final }) => final)).toEqual([...bids.slice(1).map(() => false), true]);
    for (const [i, { floor }] of bids.slice(0, -1).entries())
      expect(floor).toBe(bids[i + 1]?.sheet.price[0]);
    expect(unsent).toEqual([]);
  });

  test("so it does when the budget is spent", async () => {
    const strategy = async function* (_: unknown, context: SearchContext) {
      yield* many;
      yield* hang(_, context);
    };
    const { clock, take, bidsFor, answers } = stage(strategy, {
      offersMax: 100,
      payloadBytesMax: () => 8_192,
    });
    take("s");
    await clock.advance(BUDGET_MS);
    expect(bidsFor("s").flatMap(({ sheet }) => sheet.price)).toEqual(
      many.map(({ price }) => price.amount),
    );
    expect(answers("s")).toEqual([
      `offers: timeout: the ${LEFT_MS} ms that were left are spent; these offers came before`,
    ]);
  });

  test("and where no offer fits, a final bid that says so, rather than none", async () => {
    const { clock, take, answers, unsent } = stage(yields(many), {
      offersMax: 100,
      payloadBytesMax: () => 1_000,
    });
    take("s");
    await clock.settle();
    expect(answers("s")).toEqual([
      "failed: bid-too-large: 100 left out that are too large: the broker takes 1000 bytes in one message",
    ]);
    expect(unsent).toEqual([]);
  });

  test("and where even that does not fit, the code alone", async () => {
    const { clock, take, answers } = stage(yields(many), {
      offersMax: 100,
      payloadBytesMax: () => 60,
    });
    take("s");
    await clock.settle();
    expect(answers("s")).toEqual(["failed: bid-too-large"]);
  });
});
