/**
 * What a strategy may return, beside an async generator: its offers at once, or a promise of them.
 */
import { describe, expect, test } from "@jest/globals";
import { encodeCancel } from "../../proto/codec/index.ts";
import {
  BUDGET_MS,
  createHandler,
  LEFT_MS,
  never,
  offer,
  priced,
  throwOverloaded,
  throwSecret,
} from "../../test/fixtures/kit/call-handler.ts";
import type { SearchContext } from "./bidder.ts";
import { RUNAWAY_AFTER_MS } from "./call-answering.ts";
import { OFFERS_READ_MAX } from "./search-runner.ts";

describe("exactly one final bid (A7) where the strategy returns", () => {
  const generated = (...values: unknown[]) =>
    function* () {
      yield* values;
    };
  test.each<[string, unknown, string]>([
    ["a list", () => priced(100, 200), "offers: 2"],
    ["an empty list", () => [], "empty: 0"],
    ["a generator", generated(offer()), "offers: 1"],
    [
      "a generator that throws",
      function* () {
        yield offer();
        throwOverloaded();
      },
      "failed: overloaded: agency-1 is full",
    ],
    ["a set", () => new Set(priced(100, 200)), "offers: 2"],
    ["a promise of a list", async () => priced(100, 200), "offers: 2"],
    ["a promise of a generator", async () => generated(offer())(), "offers: 1"],
    [
      "a promise of an async generator",
      async () =>
        (async function* () {
          yield offer();
        })(),
      "offers: 1",
    ],
    ["a promise that is rejected", async () => throwSecret(), "failed: internal"],
    ["a promise of nothing", async () => undefined, "failed: internal"],
    ["a promise of a number", async () => 42, "failed: internal"],
    ["an object that is none of these", () => ({ offers: [] }), "failed: internal"],
    ["an iterable that throws", () => ({ [Symbol.iterator]: throwSecret }), "failed: internal"],
    [
      "a list with what is not an offer",
      () => [offer(), null],
      "offers: invalid-offers: 1 dropped; the first: null is not an offer",
    ],
  ])("%s", async (_name, strategy, expected) => {
    const { clock, deliver, answers, reports, handler, runaways } = createHandler(strategy);
    deliver("s");
    await clock.settle();
    expect(answers("s")).toEqual([expected]);
    await clock.advance(10_000);
    expect({ answers: answers("s"), reports: reports.length, runaways }).toEqual({
      answers: [expected],
      reports: 1,
      runaways: [],
    });
    expect({ running: handler.running, waiting: handler.waiting, timers: clock.timers }).toEqual({
      running: 0,
      waiting: 0,
      timers: 0,
    });
  });

  test("a promise that is never kept: it is answered at its budget, and it is a runaway (KIT-3)", async () => {
    const { clock, deliver, answers, runaways, handler } = createHandler(() => never);
    deliver("s");
    await clock.advance(BUDGET_MS);
    expect(answers("s")).toEqual([`failed: timeout: the ${LEFT_MS} ms that were left are spent`]);
    await clock.advance(RUNAWAY_AFTER_MS);
    expect({ runaways, running: handler.running }).toEqual({ runaways: ["s"], running: 0 });
  });

  test("a promise that is kept after a cancel: nothing more is sent (KIT-1)", async () => {
    const gate = Promise.withResolvers<unknown[]>();
    const { clock, deliver, bids, handler, runaways } = createHandler(() => gate.promise);
    deliver("s");
    await clock.settle();
    handler.cancel(encodeCancel("s"));
    gate.resolve([offer()]);
    await clock.advance(10_000);
    expect({ bids: bids("s"), runaways }).toEqual({ bids: ["0 declined [] final"], runaways: [] });
  });
});

describe("offers that are there at once", () => {
  test("KIT-4, A8: are read in turns, where that takes long: a cancel is received in between, and the generator is closed", async () => {
    let [yielded, closed] = [0, false];
    const { clock, deliver, answers, handler } = createHandler(function* () {
      try {
        for (;;) {
          clock.spend(1);
          yielded++;
          yield offer();
        }
      } finally {
        closed = true;
      }
    });
    deliver("s");
    await clock.settle();
    handler.cancel(encodeCancel("s"));
    const before = yielded;
    await clock.settle();
    expect({ answers: answers("s"), closed }).toEqual({
      answers: ["declined: cancelled"],
      closed: true,
    });
    expect(yielded - before).toBeLessThanOrEqual(1);
    expect(yielded).toBeLessThan(30);
  });

  test("KIT-4, A8: of a list too, at every 16th offer at the latest; it is read on where it stopped", async () => {
    const seen = new Set<number>();
    const slow = (i: number) => ({
      ...priced(100 + i)[0],
      get seller() {
        if (!seen.has(i)) clock.spend(0.4);
        seen.add(i);
        return "BA";
      },
    });
    const { clock, deliver, answers, handler } = createHandler(
      () => Array.from({ length: 100 }, (_, i) => slow(i)),
      { offersMax: 100 },
    );
    deliver("whole");
    for (let i = 0; i < 10; i++) await clock.settle();
    expect({ answer: answers("whole").at(-1), read: seen.size }).toEqual({
      answer: "offers: 80",
      read: 100,
    });
    seen.clear();
    deliver("cancelled");
    await new Promise((resolve) => setImmediate(resolve));
    handler.cancel(encodeCancel("cancelled"));
    const before = seen.size;
    for (let i = 0; i < 10; i++) await clock.settle();
    expect({ before, after: seen.size, answers: answers("cancelled") }).toEqual({
      before: 17,
      after: 17,
      answers: ["declined: cancelled"],
    });
  });

  test("A8: are read no further than the budget lasts", async () => {
    let yielded = 0;
    const { clock, deliver, answers } = createHandler(function* () {
      for (;;) {
        clock.spend(100);
        yielded++;
        yield offer();
      }
    });
    deliver("s");
    for (let i = 0; i < 4; i++) await clock.settle();
    expect(answers("s")).toEqual([
      `offers: timeout: the ${LEFT_MS} ms that were left are spent; these offers came before`,
    ]);
    expect(yielded).toBe(BUDGET_MS / 100);
  });

  test("A6: are read no further than the bound", async () => {
    const one = offer();
    const { deliver, answers, handler } = createHandler(function* () {
      for (;;) yield one;
    });
    deliver("s");
    await handler.idle();
    expect(answers("s")).toEqual([
      `offers: stopped after ${OFFERS_READ_MAX} offers; these offers came before`,
    ]);
  });

  test("of more than the caller shows go in two bids too", async () => {
    const { clock, deliver, bids } = createHandler(
      () => priced(...Array.from({ length: 22 }, (_, i) => 100 + i)),
      { offersMax: 100 },
    );
    deliver("s");
    await clock.settle();
    expect(bids("s").map((bid) => bid.split(" ").at(-1))).toEqual(["120", "final"]);
  });
});

describe("many calls in one packet", () => {
  test("are answered in one turn, however few searches run at once, so that one write carries all bids", async () => {
    const { clock, deliver, sent } = createHandler(() => [offer()], {
      concurrencyMax: 1,
      queueMax: 20,
    });
    for (let i = 0; i < 20; i++) deliver(`s${i}`);
    const turn = new Promise<number>((resolve) => setImmediate(() => resolve(sent.length)));
    expect({ sent: sent.length, turn: await turn }).toEqual({ sent: 0, turn: 20 });
    await clock.settle();
  });

  test("give the event loop a turn where they take long (KIT-4)", async () => {
    const { clock, deliver, sent } = createHandler(
      () => {
        clock.spend(1);
        return [offer()];
      },
      { concurrencyMax: 20 },
    );
    for (let i = 0; i < 3; i++) deliver(`s${i}`);
    const after: number[] = [];
    for (let i = 0; i < 3; i++) {
      await new Promise((resolve) => setImmediate(resolve));
      after.push(sent.length);
    }
    expect(after).toEqual([1, 2, 3]);
  });

  test("share one timer, and none is left when their answers are sent and the process stops", async () => {
    const { clock, deliver, handler } = createHandler(
      (_: unknown, { auctionId }: SearchContext) => (auctionId === "slow" ? never : [offer()]),
      { concurrencyMax: 20 },
    );
    for (let i = 0; i < 20; i++) deliver(`s${i}`);
    deliver("slow");
    expect(clock.timers).toBe(1);
    await clock.settle();
    handler.cancel(encodeCancel("slow"));
    await clock.advance(RUNAWAY_AFTER_MS);
    handler.close();
    await clock.settle();
    expect(clock.timers).toBe(0);
  });
});

describe("the signal", () => {
  test("has fired where it is first read after the answer (A8)", async () => {
    let context: SearchContext | undefined;
    const { clock, deliver } = createHandler((_: unknown, given: SearchContext) => {
      context = given;
      return [offer()];
    });
    deliver("s");
    await clock.settle();
    expect({ aborted: context?.signal.aborted, reason: context?.signal.reason }).toMatchObject({
      aborted: true,
      reason: { code: "cancelled" },
    });
  });
});

test("KIT-1: a strategy that ends after its budget was spent in a batch sends nothing after the final bid", async () => {
  const { clock, deliver, bids } = createHandler(
    async function* (_: unknown, { sendBatch }: SearchContext) {
      yield* priced(...Array.from({ length: 30 }, (_, i) => 100 + i));
      clock.spend(BUDGET_MS);
      await sendBatch(null);
    },
    { offersMax: 100 },
  );
  deliver("s");
  await clock.advance(10_000);
  expect(bids("s").map((bid) => bid.split(" ").at(-1))).toEqual(["final"]);
});
