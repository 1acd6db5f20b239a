/** A8: no search starts without budget. */
import { describe, expect, test } from "@jest/globals";
import { encodeCancel } from "../../proto/codec/index.ts";
import {
  BUDGET_MS,
  createHandler,
  hang,
  LEFT_MS,
  START_MS,
} from "../../test/fixtures/kit/call-handler.ts";
import type { SearchContext } from "./bidder.ts";
import { RESERVE_MS } from "./budget.ts";

describe("a call", () => {
  test("whose budget was spent on its way is declined without a search (A8)", async () => {
    let started = 0;
    const { clock, deliver, answers } = createHandler(() => {
      started++;
      return [];
    });
    deliver("base");
    deliver("late", { sentAtMs: START_MS - BUDGET_MS + RESERVE_MS });
    deliver("poor", { budgetMs: RESERVE_MS });
    deliver("just", { sentAtMs: START_MS - BUDGET_MS + RESERVE_MS + 1 });
    await clock.settle();
    expect(answers("late")).toEqual([`declined: out of time: of 800 ms ${LEFT_MS} went in queues`]);
    expect(answers("poor")).toEqual([
      `declined: out of time: of ${RESERVE_MS} ms 0 went in queues`,
    ]);
    expect(answers("just")).toEqual(["empty: 0"]);
    expect(started).toBe(2);
  });

  test("whose budget is spent before its strategy can begin is declined (KIT-2, A8)", async () => {
    let started = 0;
    const { clock, deliver, answers } = createHandler(() => {
      started++;
      return [];
    });
    deliver("s");
    clock.spend(BUDGET_MS);
    await clock.settle();
    expect({ started, answers: answers("s") }).toEqual({
      started: 0,
      answers: [`declined: out of time: all ${LEFT_MS} ms were spent waiting for a place`],
    });
  });

  test("that waits until its budget is spent is declined without being started (A8)", async () => {
    const started: string[] = [];
    const { clock, handler, deliver, answers } = createHandler(
      (request: unknown, context: SearchContext) => {
        started.push(context.auctionId);
        return hang(request, context);
      },
      { concurrencyMax: 1 },
    );
    deliver("a");
    deliver("b", { budgetMs: 100 });
    deliver("c", { budgetMs: 300 });
    await clock.advance(100 - RESERVE_MS);
    expect(answers("b")).toEqual([
      `declined: out of time: all ${100 - RESERVE_MS} ms were spent waiting for a place`,
    ]);
    // The event loop was kept from its timers, and the turn comes before the timer.
    clock.spend(1_000);
    handler.cancel(encodeCancel("a"));
    await clock.settle();
    expect(answers("c")).toEqual([
      `declined: out of time: all ${300 - RESERVE_MS} ms were spent waiting for a place`,
    ]);
    expect(started).toEqual(["a"]);
  });
});
