/** A7: whatever a strategy does, its call is answered with exactly one final bid. */
import { describe, expect, test } from "@jest/globals";
import { nextTurn } from "../../common/runtime/next-turn.ts";
import { encodeCancel } from "../../proto/codec/index.ts";
import {
  BUDGET_MS,
  createHandler,
  hang,
  ignoreSignal,
  LEFT_MS,
  noting,
  offer,
  START_MS,
  throwOverloaded,
  throwSecret,
  yielding,
} from "../../test/fixtures/kit/call-handler.ts";
import type { SearchContext } from "./bidder.ts";
import { RUNAWAY_AFTER_MS } from "./call-answering.ts";
import { OFFERS_READ_MAX } from "./search-runner.ts";

describe("exactly one final bid (A7) when the strategy", () => {
  test.each<[string, unknown, string]>([
    ["yields offers", yielding([offer({ number: 1 }), offer({ number: 2 })]), "offers: 2"],
    ["yields nothing", yielding([]), "empty: 0"],
    ["yields nothing, with a note", noting("no airline flies", []), "empty: no airline flies"],
    ["yields offers, with a note", noting("agency-2: down", [offer()]), "offers: agency-2: down"],
    ["returns a plain array", () => [offer()], "offers: 1"],
    ["throws at once", throwSecret, "failed: internal"],
    ["throws at first", yielding([], throwSecret), "failed: internal"],
    ["throws after an offer", yielding([offer()], throwSecret), "failed: internal"],
    [
      "throws an error with a code",
      yielding([], throwOverloaded),
      "failed: overloaded: agency-1 is full",
    ],
    ["throws no error", yielding([], () => Promise.reject(undefined)), "failed: internal"],
    ["returns nothing", () => undefined, "failed: internal"],
    ["returns a number", () => 42, "failed: internal"],
    [
      "yields what is not an offer",
      yielding([null, 1, {}]),
      "failed: invalid-offers: all 3 were dropped; the first: null is not an offer",
    ],
    [
      "yields one offer and one value that is not an offer",
      yielding([offer(), 1]),
      "offers: invalid-offers: 1 dropped; the first: number is not an offer",
    ],
  ])("%s", async (_name, strategy, expected) => {
    const { clock, deliver, answers, sent, reports, handler } = createHandler(strategy);
    deliver("s");
    await clock.settle();
    expect(answers("s")).toEqual([expected]);
    await clock.advance(10_000);
    expect(answers("s")).toEqual([expected]);
    expect(sent[0]).toMatchObject({
      subject: "_INBOX.gw.gw.s.nonstop.one",
      bid: { final: true, sequence: 0 },
    });
    expect(reports.length).toBe(1);
    expect({ running: handler.running, waiting: handler.waiting, timers: clock.timers }).toEqual({
      running: 0,
      waiting: 0,
      timers: 0,
    });
  });

  test("hangs: it is stopped at its budget, keeping what came before, and its slot is free", async () => {
    const strategy = async function* (_: unknown, context: SearchContext) {
      if (context.auctionId === "some") yield offer();
      yield* hang(_, context);
    };
    const { clock, deliver, answers, handler, runaways } = createHandler(strategy);
    deliver("none");
    deliver("some");
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

  test("KIT-3: hangs and ignores its signal: answered all the same, its slot is free, and it is counted", async () => {
    const { clock, deliver, answers, handler, runaways } = createHandler(ignoreSignal, {
      concurrencyMax: 1,
    });
    for (const id of ["a", "b"]) {
      deliver(id);
      await clock.advance(LEFT_MS);
      expect(answers(id)).toEqual([`failed: timeout: the ${LEFT_MS} ms that were left are spent`]);
      expect(handler.running).toBe(0);
    }
    await clock.advance(RUNAWAY_AFTER_MS);
    expect(runaways).toEqual(["a", "b"]);
  });

  test("never ends: it is read no further than its bound, and the best are sent (A6)", async () => {
    let yielded = 0;
    const { deliver, answers, handler, sent } = createHandler(async function* () {
      // The cheapest is the last that is read; what costs more than the ten that are kept takes
      // little.
      const one = offer();
      for (;;) {
        const amount = ++yielded === OFFERS_READ_MAX ? 1 : 1_000_000 + yielded;
        yield { ...one, price: { ...one.price, amount } };
      }
    });
    deliver("s");
    await handler.idle();
    expect(answers("s")).toEqual([
      `offers: stopped after ${OFFERS_READ_MAX} offers; these offers came before`,
    ]);
    expect(yielded).toBe(OFFERS_READ_MAX);
    expect(sent[0]?.bid.sheet.price.slice(0, 2)).toEqual([1, 1_000_001]);
    expect(sent[0]?.bid.sheet.rows).toBe(10);
  });

  test("KIT-4, A8: never lets a timer fire between its offers: it is still stopped at its budget", async () => {
    const { clock, deliver, answers, handler } = createHandler(async function* () {
      for (;;) {
        clock.spend(100);
        yield offer();
      }
    });
    deliver("s");
    await handler.idle();
    expect(answers("s")).toEqual([
      `offers: timeout: the ${LEFT_MS} ms that were left are spent; these offers came before`,
    ]);
    expect(clock.wall()).toBe(START_MS + BUDGET_MS);
  });

  test("KIT-4, A8: computes between its offers without a pause: the event loop gets its turns, so that a cancel is received", async () => {
    let yielded = 0;
    const { clock, handler, deliver, answers } = createHandler(async function* () {
      for (;;) {
        clock.spend(1);
        yielded++;
        yield offer();
      }
    });
    deliver("s");
    await nextTurn();
    await nextTurn();
    handler.cancel(encodeCancel("s"));
    const yieldedBefore = yielded;
    await clock.settle();
    expect(answers("s")).toEqual(["declined: cancelled"]);
    expect(yielded - yieldedBefore).toBeLessThanOrEqual(1);
    expect(yielded).toBeLessThan(20);
  });
});
