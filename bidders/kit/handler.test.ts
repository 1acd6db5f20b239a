import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeBid, encodeCall, encodeCancel } from "../../proto/codec.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { Bid, CallForBids } from "../../proto/messages.ts";
import { inboxSubject } from "../../proto/subjects.ts";
import { flightOffer, flightOffers, flightSearch } from "../../test/harness/offers.ts";
import type { BidderModule, Search, SearchContext } from "./bidder.ts";
import { RESERVE_MS } from "./budget.ts";
import { DrivenClock } from "./driven-clock.ts";
import { Handler, OFFERS_TAKEN_MAX, RUNAWAY_AFTER_MS } from "./handler.ts";
import type { CallReport } from "./taken-call.ts";

const BUDGET_MS = 800;
const LEFT_MS = BUDGET_MS - RESERVE_MS;
const start = Date.UTC(2026, 10, 1);
const search = flightSearch({ slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-01" }] });
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
const notes = (text: string, values: readonly unknown[]) => (_: unknown, context: SearchContext) => {
  context.note(text);
  return values;
};

interface Sent {
  readonly subject: string;
  readonly bid: Bid;
}

/** A handler on a driven clock, and everything that it said. */
function stage(strategy: unknown, limits: { concurrencyMax?: number; queueMax?: number; offersMax?: number } = {}) {
  const clock = new DrivenClock(start);
  const sent: Sent[] = [];
  const reports: CallReport[] = [];
  const unreadable: string[] = [];
  const runaways: string[] = [];
  const unsent: unknown[] = [];
  const broker = { away: false };
  const module = { search: strategy as Search<undefined> } satisfies BidderModule<undefined>;
  const handler = new Handler<undefined>({
    kind: "nonstop",
    instance: "one",
    module,
    resources: undefined,
    concurrencyMax: 2,
    queueMax: 2,
    offersMax: 10,
    ...limits,
    clock,
    events: {
      answered: (report) => reports.push(report),
      unreadable: (what) => unreadable.push(what),
      runaway: (searchId) => runaways.push(searchId),
      unsent: (_searchId, error) => unsent.push(error),
    },
    publish(subject, payload) {
      if (broker.away) throw new Error("the broker is away");
      sent.push({ subject, bid: decodeBid(payload) });
    },
  });
  const take = (searchId: string, changes: Partial<CallForBids> = {}) => {
    const call: CallForBids = {
      searchId,
      gateway: "gw",
      search,
      budgetMs: BUDGET_MS,
      sentAtMs: clock.now(),
      objective: { valuePerHour: 0, penaltyPerStop: 0 },
      rates: { date: "2026-11-01", perUnit: new Map([["USD", 1]]) },
      ...changes,
    };
    handler.take({ reply: inboxSubject("gw", searchId), data: encodeCall(call), market: "*.*" });
  };
  /** `status: reason` of every bid for this search. */
  const answers = (searchId: string) =>
    sent.filter(({ bid }) => bid.searchId === searchId).map(({ bid }) => `${bid.status}: ${bid.reason ?? bid.sheet.rows}`);
  return { clock, handler, take, answers, sent, reports, unreadable, runaways, unsent, broker };
}

const hang = (_: unknown, { signal }: SearchContext) =>
  yields([], () => new Promise((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason))))();
const hangDeaf = yields([], () => never);

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
    ["yields garbage", yields([null, 1, {}]), "failed: invalid-offers: all 3 were dropped; the first: null is no offer"],
    ["yields some garbage", yields([offer(), 1]), "offers: invalid-offers: 1 dropped; the first: number is no offer"],
  ])("%s", async (_name, strategy, expected) => {
    const { clock, take, answers, sent, reports, handler } = stage(strategy);
    take("s");
    await clock.settle();
    expect(answers("s")).toEqual([expected]);
    await clock.advance(10_000);
    expect(answers("s")).toEqual([expected]);
    expect(sent[0]).toMatchObject({ subject: "_INBOX.gw.gw.s.nonstop.one", bid: { final: true, sequence: 0 } });
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
    expect(answers("none")).toEqual([`failed: timeout: the ${LEFT_MS} ms that were left are spent`]);
    expect(answers("some")).toEqual([`offers: timeout: the ${LEFT_MS} ms that were left are spent; these offers came before`]);
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
    expect(answers("s")).toEqual([`offers: stopped after ${OFFERS_TAKEN_MAX} offers; these offers came before`]);
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
    expect(answers("s")).toEqual([`offers: timeout: the ${LEFT_MS} ms that were left are spent; these offers came before`]);
    expect(clock.steadyMs()).toBe(start + BUDGET_MS);
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
    await clock.turn();
    await clock.turn();
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
    expect(answers("poor")).toEqual([`declined: out of time: of ${RESERVE_MS} ms 0 went in queues`]);
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
    expect([started, answers("s")]).toEqual([0, [`declined: out of time: all ${LEFT_MS} ms were spent waiting for a place`]]);
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
    expect(answers("b")).toEqual([`declined: out of time: all ${100 - RESERVE_MS} ms were spent waiting for a place`]);
    // The event loop was kept from its timers, and the turn comes before the timer.
    clock.spend(1_000);
    handler.takeCancel(encodeCancel("a"));
    await clock.settle();
    expect(answers("c")).toEqual([`declined: out of time: all ${300 - RESERVE_MS} ms were spent waiting for a place`]);
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
      seen.push(context.convert({ amount: 5, currency: "USD" }), context.convert({ amount: 5, currency: "GBP" }));
      seen.push(context.cost({ amount: 100, currency: "USD" }, 90, 1), context.cost({ amount: 100, currency: "GBP" }, 90, 1));
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
    for (const { bid } of sent) expect([bid.searchId, bid.reason]).toEqual(["s", expect.stringMatching(/^(malformed|too-large): /)]);
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

/** What an arbitrary strategy does, step by step. */
type Step = "offer" | "garbage" | "throw" | "wait" | "compute" | "hang" | "hangDeaf" | "note";
const steps = fc.array(fc.constantFrom<Step>("offer", "garbage", "throw", "wait", "compute", "hang", "hangDeaf", "note"), { maxLength: 6 });
/** What happens around it. */
type Act = { readonly do: "call" | "cancel" | "close" | "abort"; readonly id: string } | { readonly do: "pass"; readonly ms: number };
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("call" as const), id: fc.constantFrom("a", "b", "c", "d", "e", "f") }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("cancel" as const), id: fc.constantFrom("a", "b", "c", "d", "e", "f") }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.integer({ min: 0, max: 500 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("close" as const, "abort" as const), id: fc.constant("") }) },
);

test("whatever strategies do and whatever happens: one final bid a call (A7), no start without budget (A8), nothing left over", async () => {
  const world = fc.record({
    strategies: fc.array(steps, { minLength: 1, maxLength: 8 }),
    acts: fc.array(act, { maxLength: 25 }),
    queueMax: fc.integer({ min: 0, max: 3 }),
  });
  await fc.assert(
    fc.asyncProperty(world, async ({ strategies, acts, queueMax }) => {
      let searches = 0;
      const strategy = async function* (_: unknown, context: SearchContext): AsyncGenerator<unknown> {
        expect(context.remainingMs()).toBeGreaterThan(0);
        expect(context.signal.aborted).toBe(false);
        for (const step of strategies[searches++ % strategies.length] ?? []) {
          if (step === "offer") yield* flightOffers(search, 2, { expiresAtMs: start + 3_600_000 });
          if (step === "garbage") yield { price: Number.NaN };
          if (step === "throw") throw new Error("thrown");
          if (step === "wait") await new Promise<void>((resolve) => world.clock.after(70, resolve));
          if (step === "compute") world.clock.spend(30);
          if (step === "hang") yield* hang(_, context);
          if (step === "hangDeaf") await never;
          if (step === "note") context.note("a note");
        }
      };
      const world = stage(strategy, { concurrencyMax: 2, queueMax });
      const calls = new Map<string, number>();
      for (const act of acts) {
        if (act.do === "pass") await world.clock.advance(act.ms);
        if (act.do === "close") world.handler.close();
        if (act.do === "abort") world.handler.abort();
        if (act.do === "cancel") world.handler.takeCancel(encodeCancel(act.id));
        if (act.do === "call") {
          world.take(act.id);
          calls.set(act.id, (calls.get(act.id) ?? 0) + 1);
        }
        expect(world.handler.running).toBeLessThanOrEqual(2);
        expect(world.handler.waiting).toBeLessThanOrEqual(queueMax);
      }
      await world.clock.advance(10_000);
      await world.handler.idle();
      for (const [id, count] of calls) expect(world.answers(id).length).toBe(count);
      expect(world.sent.every(({ bid }) => bid.final)).toBe(true);
      expect(world.reports.length).toBe(world.sent.length);
      expect(world.reports.every((report) => report.error === undefined || (report.error as Error).message === "thrown")).toBe(true);
      expect([world.handler.running, world.handler.waiting, world.clock.timers]).toEqual([0, 0, 0]);
    }),
    { numRuns: 150 },
  );
});
