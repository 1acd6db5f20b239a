/** What bids say of the time that a call has taken here. */
import { describe, expect, test } from "@jest/globals";
import { encodeCancel } from "../../proto/codec/index.ts";
import {
  BUDGET_MS,
  createHandler,
  hang,
  offer,
  type SentBid,
  START_MS,
} from "../../test/fixtures/kit/call-handler.ts";
import type { SearchContext } from "./bidder.ts";
import { RESERVE_MS } from "./budget.ts";

const timesOf = (sent: readonly SentBid[], searchId: string) =>
  sent
    .filter(({ bid }) => bid.searchId === searchId)
    .map(({ bid: { final, queuedUs, workedUs } }) => ({ final, queuedUs, workedUs }));

describe("each bid says how long its call waited, and its search took (KIT-8)", () => {
  test("parts and the final bid of a search that takes some time", async () => {
    const { clock, deliver, sent } = createHandler(async function* (
      _: unknown,
      { sendBatch }: SearchContext,
    ) {
      const wait = (ms: number) =>
        new Promise<void>((resolve) => clock.at(clock.now() + ms, resolve));
      await wait(2.5);
      yield offer();
      await sendBatch(null);
      await wait(30);
      yield offer({ number: 7 });
    });
    deliver("s");
    await clock.advance(100);
    expect(timesOf(sent, "s")).toEqual([
      { final: false, queuedUs: 0, workedUs: 2_500 },
      { final: true, queuedUs: 0, workedUs: 32_500 },
    ]);
  });

  test("what it spent on its way beyond the usual counts as waiting, and so does its turn", async () => {
    const { clock, deliver, sent, handler } = createHandler(hang, { concurrencyMax: 1 });
    deliver("runs");
    deliver("waits", { sentAtMs: START_MS - 20 });
    await clock.advance(4);
    handler.cancel(encodeCancel("runs"));
    await clock.settle();
    await clock.advance(3);
    handler.cancel(encodeCancel("waits"));
    expect(timesOf(sent, "runs")).toEqual([{ final: true, queuedUs: 0, workedUs: 4_000 }]);
    expect(timesOf(sent, "waits").at(-1)).toEqual({
      final: true,
      queuedUs: 24_000,
      workedUs: 3_000,
    });
  });

  test("a call that is not searched has waited until its bid, and nothing is said of a search", async () => {
    const { clock, deliver, sent } = createHandler(hang, { concurrencyMax: 1 });
    deliver("runs");
    deliver("waits", { budgetMs: 50 });
    deliver("late", { sentAtMs: START_MS - BUDGET_MS });
    await clock.advance(50);
    expect(timesOf(sent, "waits").at(-1)).toEqual({
      final: true,
      queuedUs: 1_000 * (50 - RESERVE_MS),
      workedUs: undefined,
    });
    expect(timesOf(sent, "late")).toEqual([
      { final: true, queuedUs: 1_000 * BUDGET_MS, workedUs: undefined },
    ]);
  });
});
