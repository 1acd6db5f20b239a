/** Searches whose costs are estimated. */
import { describe, expect, test } from "@jest/globals";
import type { FlightSearch } from "../../proto/messages.ts";
import {
  BUDGET_MS,
  createHandler,
  hang,
  LEFT_MS,
  offer,
  search,
  throwSecret,
  yielding,
} from "../../test/fixtures/kit/call-handler.ts";
import type { BidderModule, SearchContext } from "./bidder.ts";

describe("expensive searches", () => {
  /**
   * The costs by number of slices: one is cheap, two are expensive, three need more than there is.
   */
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
    const strategy = (_: unknown, { auctionId }: SearchContext) => begun.push(auctionId);
    const { clock, deliver, answers, handler } = createHandler(strategy, {}, { estimate });
    deliver("s", of(3));
    expect(answers("s")).toEqual([
      `declined: out of time: the search needs about 5000 ms, and ${LEFT_MS} ms are left`,
    ]);
    await clock.settle();
    expect({
      begun,
      running: handler.running,
      waiting: handler.waiting,
      timers: clock.timers,
    }).toEqual({ begun: [], running: 0, waiting: 0, timers: 0 });
  });

  test("A8: nor one whose turn comes too late for it; the next has the turn", async () => {
    const { clock, deliver, answers } = createHandler(hang, { concurrencyMax: 1 }, { estimate });
    deliver("first", { budgetMs: 600 });
    await clock.settle();
    deliver("expensive", of(2));
    await clock.advance(600);
    deliver("cheap");
    expect(answers("expensive")).toEqual([
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
    const { clock, deliver, answers } = createHandler(
      strategy,
      { concurrencyMax: 4, queueMax: 9 },
      { estimate },
    );
    for (let i = 0; i < 9; i++) deliver(`expensive-${i}`, { ...of(2), budgetMs: 10_000 });
    deliver("cheap");
    await clock.settle();
    expect(answers("cheap")).toEqual(["offers: 1"]);
  });

  test("one that has found nothing when its time is over is declined: its cost is not a fault of the bidder", async () => {
    const { clock, deliver, answers } = createHandler(hang, {}, { estimate });
    deliver("expensive", of(2));
    deliver("cheap");
    await clock.advance(BUDGET_MS);
    expect(answers("expensive")).toEqual([
      `declined: out of time: ${LEFT_MS} ms were too few for a search of about 300 ms`,
    ]);
    expect(answers("cheap")).toEqual([
      `failed: timeout: the ${LEFT_MS} ms that were left are spent`,
    ]);
  });

  test.each<[string, () => unknown]>([
    ["throws", throwSecret],
    ["returns no number", () => ({ costMs: Number.NaN, leastMs: 0 })],
    ["returns less than nothing", () => ({ costMs: -1, leastMs: 0 })],
    [
      "returns infinity",
      () => ({ costMs: Number.POSITIVE_INFINITY, leastMs: Number.POSITIVE_INFINITY }),
    ],
    ["returns nothing", () => undefined],
  ])("an estimate that %s counts as not known (A7)", async (_name, wrong) => {
    const { clock, deliver, answers } = createHandler(
      yielding([offer()]),
      {},
      { estimate: wrong as NonNullable<BidderModule["estimate"]> },
    );
    deliver("s");
    await clock.settle();
    expect(answers("s")).toEqual(["offers: 1"]);
  });

  test("where no cost is known, calls with much time leave slots to those with little", async () => {
    const strategy = (request: FlightSearch, context: SearchContext) =>
      context.remainingMs() > BUDGET_MS ? hang(request, context) : [offer()];
    const { clock, deliver, answers } = createHandler(strategy, { concurrencyMax: 4, queueMax: 9 });
    for (let i = 0; i < 9; i++) deliver(`long-${i}`, { budgetMs: 10_000 });
    deliver("short");
    await clock.settle();
    expect(answers("short")).toEqual(["offers: 1"]);
  });
});
