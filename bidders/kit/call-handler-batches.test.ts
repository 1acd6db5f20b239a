/** Bids that are not final: SearchContext.sendBatch. */
import { describe, expect, test } from "@jest/globals";
import { encodeCancel } from "../../proto/codec/index.ts";
import {
  BUDGET_MS,
  createHandler,
  LEFT_MS,
  never,
  priced,
} from "../../test/fixtures/kit/call-handler.ts";
import { BIDS_A_CALL_MAX } from "./bid-sender.ts";
import type { SearchContext } from "./bidder.ts";

describe("a bid in batches (KIT-5)", () => {
  const inBatches = (strategy: (context: SearchContext) => AsyncGenerator<unknown>, limits = {}) =>
    createHandler((_: unknown, context: SearchContext) => strategy(context), limits);

  test("sends what was yielded so far and the floor of what follows; the final bid has the rest", async () => {
    const { clock, deliver, bids, reports } = inBatches(async function* ({ sendBatch }) {
      yield* priced(300, 100);
      await sendBatch(200);
      yield* priced(250, 200);
    });
    deliver("s");
    await clock.settle();
    expect(bids("s")).toEqual(["0 offers [100 300] 200", "1 offers [200 250] final"]);
    expect(reports).toMatchObject([{ status: "offers", offers: 4, bids: 2 }]);
  });

  test("with a floor alone is empty; with nothing new is not sent; a final bid with nothing left is empty", async () => {
    const { clock, deliver, bids, reports } = inBatches(async function* ({ sendBatch }) {
      await sendBatch(null);
      await sendBatch(100);
      await sendBatch(100);
      await sendBatch(50);
      await sendBatch(Number.NaN);
      await sendBatch(null);
      yield* priced(130);
      await sendBatch(120.9);
    });
    deliver("s");
    await clock.advance(1);
    // A turn of the event loop for each batch.
    await clock.settle();
    await clock.settle();
    expect(bids("s")).toEqual(["0 empty [] 100", "1 offers [130] 120", "2 empty [] final"]);
    expect(reports).toMatchObject([{ status: "offers", offers: 1, bids: 3 }]);
  });

  test("a floor never falls, and an offer below it is not sent", async () => {
    const { clock, deliver, bids, answers, reports } = inBatches(async function* ({ sendBatch }) {
      await sendBatch(200);
      await sendBatch(100);
      yield* priced(150, 199, 200);
      yield 1;
    });
    deliver("s");
    await clock.settle();
    expect(bids("s")).toEqual(["0 empty [] 200", "1 offers [200] final"]);
    expect(answers("s")).toEqual([
      "offers: invalid-offers: 1 dropped; the first: number is not an offer; 2 dropped that cost less than the floor 200 that was promised",
    ]);
    expect(reports[0]?.offersDropped).toBe(3);
  });

  test("of offers below the floor alone fails, and its reason names the floor", async () => {
    const { clock, deliver, answers } = inBatches(async function* ({ sendBatch }) {
      await sendBatch(200);
      yield* priced(150);
    });
    deliver("s");
    await clock.settle();
    expect(answers("s")).toEqual([
      "failed: 1 dropped that cost less than the floor 200 that was promised",
    ]);
  });

  test("BID-3: keeps back offers that better ones may replace, and its floor is no more than the cheapest of them", async () => {
    const { clock, deliver, bids } = inBatches(async function* ({ sendBatch }) {
      yield* priced(10, 20, 30, 40, 50, 60, 70);
      await sendBatch(null);
      await sendBatch(100);
      yield* priced(100, 110, 120, 130);
    });
    deliver("s");
    await clock.settle();
    // Of at most ten offers five may go early; with the floor the others are sure to be among the
    // best.
    expect(bids("s")).toEqual([
      "0 offers [10 20 30 40 50] null",
      "1 offers [60 70] 100",
      "2 offers [100 110 120] final",
    ]);
  });

  test("sends nothing more after the call was answered, cancelled, or cut short by the end of the process", async () => {
    const contexts = new Map<string, SearchContext>();
    const { clock, deliver, handler, sent } = inBatches(
      async function* (context) {
        contexts.set(context.auctionId, context);
        yield* priced(100);
        if (context.auctionId !== "done") await never;
      },
      { concurrencyMax: 3 },
    );
    for (const id of ["done", "cancelled", "stopped"]) deliver(id);
    await clock.settle();
    handler.cancel(encodeCancel("cancelled"));
    handler.close();
    const stopped = contexts.get("stopped") as SearchContext;
    await stopped.sendBatch(50);
    handler.abort();
    const before = sent.map(({ bid }) => `${bid.searchId} ${bid.sequence} ${bid.status}`);
    expect(before).toEqual([
      "done 0 offers",
      "cancelled 0 declined",
      "stopped 0 offers",
      "stopped 1 failed",
    ]);
    for (const context of contexts.values()) await context.sendBatch(75);
    expect(sent.length).toBe(4);
  });

  test("past its budget ends the call instead (A8)", async () => {
    const { clock, deliver, answers, bids } = inBatches(async function* ({ sendBatch }) {
      yield* priced(100);
      clock.spend(BUDGET_MS);
      await sendBatch(100);
      yield* priced(200);
    });
    deliver("s");
    await clock.settle();
    expect(bids("s")).toEqual(["0 offers [100] final"]);
    expect(answers("s")).toEqual([
      `offers: timeout: the ${LEFT_MS} ms that were left are spent; these offers came before`,
    ]);
  });

  test("receives a cancel before the strategy goes on (A8)", async () => {
    let wentOn = false;
    const { clock, deliver, handler, answers } = inBatches(async function* ({ sendBatch, signal }) {
      yield* priced(100);
      setImmediate(() => handler.cancel(encodeCancel("s")));
      await sendBatch(100);
      wentOn = !signal.aborted;
    });
    deliver("s");
    await clock.settle();
    expect({ answers: answers("s"), wentOn }).toEqual({
      answers: ["declined: cancelled"],
      wentOn: false,
    });
  });

  test("that could not be sent is not lost: the next has its rows, and its number (A10)", async () => {
    const { clock, deliver, bids, unsent, broker } = inBatches(async function* ({ sendBatch }) {
      yield* priced(100);
      broker.away = true;
      await sendBatch(100);
      broker.away = false;
      yield* priced(200);
    });
    deliver("s");
    await clock.settle();
    expect(bids("s")).toEqual(["0 offers [100 200] final"]);
    expect(unsent.length).toBe(1);
  });

  test(`is at most ${BIDS_A_CALL_MAX} messages, and loses no offer by it (A6)`, async () => {
    const { clock, deliver, bidsFor } = inBatches(
      async function* ({ sendBatch }) {
        for (let i = 1; i <= 100; i++) {
          yield* priced(i);
          await sendBatch(i + 1);
        }
      },
      { offersMax: 100 },
    );
    deliver("s");
    await clock.advance(0);
    for (let turns = 0; turns < 30; turns++) await clock.settle();
    const bids = bidsFor("s");
    expect(bids.length).toBe(BIDS_A_CALL_MAX);
    expect(bids.flatMap(({ sheet }) => sheet.price)).toEqual(
      Array.from({ length: 100 }, (_, i) => i + 1),
    );
  });
});
