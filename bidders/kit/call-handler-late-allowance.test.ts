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
    // It keeps its slot while nobody wants it, and its answer is reported.
    expect({ running: handler.running, reports: reports.length }).toEqual({
      ...{ running: 1, reports: 1 },
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

  test("is answered finally at its budget where another waits, which has the slot", async () => {
    const { clock, deliver, bidsFor, handler } = createHandler(hang, { queueMax: 4 });
    for (const id of ["a", "b"]) deliver(id, WITH);
    deliver("waits", { ...WITH, budgetMs: BUDGET_MS + 100 });
    await clock.advance(LEFT_MS);
    expect(["a", "b", "waits"].map((id) => bidsFor(id).map(({ final }) => final))).toEqual([
      ...[[true], [false], []],
    ]);
    expect({ running: handler.running, waiting: handler.waiting }).toEqual({
      ...{ running: 2, waiting: 0 },
    });
  });

  test("keeps its slot only until a search arrives that finds none", async () => {
    const { clock, handler, deliver, bidsFor } = createHandler(
      hang,
      { queueMax: 0 },
      // It would be declined if the work of those that give way counted.
      { estimate: () => ({ costMs: 2_000, leastMs: LEFT_MS }) },
    );
    const free = createHandler(hang, { concurrencyMax: 3, queueMax: 0 });
    for (const { deliver: to } of [{ deliver }, free]) for (const id of ["a", "b"]) to(id, WITH);
    await Promise.all([clock.advance(LEFT_MS), free.clock.advance(LEFT_MS)]);
    deliver("new");
    free.deliver("new");
    const ended = ["a", "b"].flatMap((id) => bidsFor(id).filter(({ final }) => final));
    expect(ended.map(({ stopped, reason }) => [stopped, reason])).toContainEqual([
      ...[true, "gave way to another search"],
    ]);
    expect(bidsFor("new")).toEqual([]);
    expect(handler.waiting).toBe(0);
    // Where there is a slot, all work on.
    expect(free.sent.map(({ bid }) => bid.final)).toEqual([false, false]);
    expect(free.handler.running).toBe(3);
  });

  test("ends at once when the process stops", async () => {
    const { clock, handler, deliver, bidsFor } = createHandler(hang);
    deliver("s", WITH);
    await clock.advance(LEFT_MS);
    handler.close();
    await handler.idle();
    expect(bidsFor("s").at(-1)).toMatchObject({
      ...{ final: true, stopped: true, reason: "shutting down" },
    });
  });

  test.each([
    ["waits for a place of the strategy's own", [true], true],
    ["has waited for one", [true, false], false],
  ])("that %s at the end of its budget", async (_, says, final) => {
    const { clock, deliver, bidsFor } = createHandler((_: unknown, context: SearchContext) => {
      for (const isWaiting of says) context.waiting?.(isWaiting);
      return hang(_, context);
    });
    deliver("s", WITH);
    await clock.advance(LEFT_MS);
    expect(bidsFor("s").map((bid) => bid.final)).toEqual([final]);
  });

  test("that waits for a place and begins only after its budget, does not work on", async () => {
    const { clock, deliver, bidsFor } = createHandler((_: unknown, context: SearchContext) => {
      context.waiting?.(true);
      clock.at(clock.now() + LEFT_MS, () => context.waiting?.(false));
      return hang(_, context);
    });
    deliver("s", WITH);
    await clock.advance(LEFT_MS);
    expect(bidsFor("s").map((bid) => bid.final)).toEqual([true]);
  });

  test("sends one bid after its cut, whatever it yields, with what it says was left out then", async () => {
    const note = (text: string) => ({ reason: "sold-out", count: 1, text });
    const { clock, deliver, bidsFor } = createHandler(
      (_: unknown, context: SearchContext) => {
        const { leftOut } = context;
        return (async function* () {
          yield* priced(500);
          leftOut?.(note("before"));
          await new Promise<void>((resolve) => clock.at(clock.now() + LEFT_MS + 50, resolve));
          leftOut?.(note("after"));
          yield* priced(...Array.from({ length: 100 }, (_, i) => 100 + i));
          await context.sendBatch(null);
        })();
      },
      { offersMax: 100, payloadBytesMax: () => 8_192 },
    );
    deliver("s", { ...WITH, search: { ...search, maxResults: 100, explain: true } });
    await clock.advance(LEFT_MS + 100);
    const bids = bidsFor("s");
    expect(bids.map(({ final, cut }) => [final, cut])).toEqual([
      ...[
        [false, true],
        [true, undefined],
      ],
    ]);
    expect(bids.map(({ notes }) => notes?.map(({ text }) => text))).toEqual([
      ["before"],
      ["after"],
    ]);
    expect(bids[1]?.sheet.price[0]).toBe(100);
  });

  test("that throws in its allowance is reported, and its answer only once", async () => {
    const { clock, deliver, reports, lateFailures } = createHandler(
      yielding([], async () => {
        await new Promise<void>((resolve) => clock.at(clock.now() + LEFT_MS + 50, resolve));
        throw new Error("late");
      }),
    );
    deliver("s", WITH);
    await clock.advance(LEFT_MS + 100);
    expect(lateFailures).toEqual([new Error("late")]);
    expect(reports).toHaveLength(1);
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
