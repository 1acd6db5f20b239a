/** KIT-9: what becomes of a call with a late allowance when its budget is spent. */
import { describe, expect, test } from "@jest/globals";
import { encodeCancel } from "../../proto/codec/index.ts";
import {
  BUDGET_MS,
  createHandler,
  hang,
  LEFT_MS,
  priced,
  search,
  yielding,
} from "../../test/fixtures/kit/call-handler.ts";
import type { SearchContext } from "./bidder.ts";

const ALLOWANCE_MS = 500;
const WITH = { lateAllowanceMs: ALLOWANCE_MS, notices: [] };

/** It yields one offer at once and another when it is told to; then it ends. */
function slowStrategy() {
  const goOn = Promise.withResolvers<void>();
  const left: number[] = [];
  const strategy = (_: unknown, context: SearchContext) =>
    (async function* () {
      yield* priced(500);
      left.push(context.remainingMs(), context.workMs?.() ?? 0);
      await goOn.promise;
      left.push(context.remainingMs(), context.workMs?.() ?? 0);
      yield* priced(400);
    })();
  return { strategy, left, goOn: () => goOn.resolve() };
}

describe("KIT-9 a call with a late allowance", () => {
  test("is cut when its budget is spent, works on, and has one final bid", async () => {
    const { strategy, left, goOn } = slowStrategy();
    const { clock, handler, deliver, bidsFor, reports } = createHandler(strategy);
    deliver("s", WITH);
    await clock.advance(LEFT_MS);
    const [cut, ...others] = bidsFor("s");
    expect(others).toEqual([]);
    expect(cut).toMatchObject({ final: false, cut: true, stopped: true, status: "offers" });
    expect(cut?.reason).toMatch(/^timeout: .*these offers came before$/);
    expect(cut?.sheet.price).toEqual([500]);
    // Its slot is free, and its answer is reported.
    expect({ running: handler.running, reports: reports.length }).toEqual({
      ...{ running: 0, reports: 1 },
    });
    await clock.advance(100);
    goOn();
    await clock.settle();
    const [, final, ...more] = bidsFor("s");
    expect(more).toEqual([]);
    expect(final).toMatchObject({ sequence: 1, final: true, status: "offers", reason: null });
    expect({ cut: final?.cut, stopped: final?.stopped, price: final?.sheet.price }).toEqual({
      ...{ cut: undefined, stopped: undefined, price: [400] },
    });
    expect(left).toEqual([LEFT_MS, LEFT_MS + ALLOWANCE_MS, ALLOWANCE_MS - 100, ALLOWANCE_MS - 100]);
    expect(reports).toHaveLength(1);
    await handler.idle();
  });

  test("sends as its cut bid what would have been its final bid", async () => {
    const { strategy } = slowStrategy();
    const [plain, allowed] = await Promise.all(
      [{ notices: [] }, WITH].map(async (changes) => {
        const { clock, deliver, bidsFor } = createHandler(strategy);
        deliver("s", changes);
        await clock.advance(LEFT_MS);
        return bidsFor("s");
      }),
    );
    expect(allowed).toEqual(plain?.map((bid) => ({ ...bid, final: false, cut: true })));
  });

  test("ends with its allowance, and on a cancel", async () => {
    const { clock, handler, deliver, bidsFor } = createHandler(hang);
    deliver("spent", WITH);
    deliver("cancelled", WITH);
    await clock.advance(LEFT_MS + 100);
    handler.cancel(encodeCancel("cancelled"));
    await clock.advance(ALLOWANCE_MS - 100);
    const ends = ["spent", "cancelled"].map((id) =>
      bidsFor(id).map(({ final, status, stopped, reason }) => [final, status, stopped, reason]),
    );
    const cut = [false, "failed", true, `timeout: the ${LEFT_MS} ms that were left are spent`];
    expect(ends).toEqual([
      [cut, [true, "failed", true, "timeout: the late allowance is spent"]],
      [cut, [true, "declined", true, "cancelled"]],
    ]);
  });

  test("is answered finally at its budget where no room is left for what works on", async () => {
    const { clock, deliver, bidsFor } = createHandler(hang, { concurrencyMax: 2, queueMax: 4 });
    for (const id of ["a", "b", "waits"]) deliver(id, WITH);
    deliver("later", { ...WITH, budgetMs: BUDGET_MS + 100 });
    await clock.advance(LEFT_MS);
    // It has waited for a place: no search begins in the allowance (A8).
    expect(bidsFor("waits").map(({ final, status }) => [final, status])).toEqual([
      [true, "declined"],
    ]);
    await clock.advance(100);
    expect(["a", "b", "later"].map((id) => bidsFor(id).map(({ final }) => final))).toEqual([
      ...[[false], [false], [true]],
    ]);
  });

  test("is answered once, as ever, where its search ends before its budget, or it is a calendar", async () => {
    const { clock, deliver, bidsFor } = createHandler((_: unknown, context: SearchContext) =>
      context.auctionId === "calendar" ? hang(_, context) : yielding(priced(500))(),
    );
    deliver("whole", WITH);
    deliver("calendar", { ...WITH, search: { ...search, calendar: true } });
    await clock.advance(LEFT_MS);
    expect(["whole", "calendar"].map((id) => bidsFor(id).map(({ final }) => final))).toEqual([
      ...[[true], [true]],
    ]);
  });

  test("with an answer of several messages, promises nothing in them of what may follow", async () => {
    const amounts = Array.from({ length: 100 }, (_, i) => 100 + i);
    const { clock, deliver, bidsFor } = createHandler(
      yielding(priced(...amounts), () => new Promise(() => {})),
      { offersMax: 100, payloadBytesMax: () => 8_192 },
    );
    deliver("s", WITH);
    await clock.advance(LEFT_MS);
    const bids = bidsFor("s");
    expect(bids.length).toBeGreaterThan(1);
    expect(bids.every(({ floor, final }) => floor === null && !final)).toBe(true);
  });
});
