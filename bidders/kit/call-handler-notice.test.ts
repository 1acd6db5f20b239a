/** The notice that tells the gateway which instance has a call. */
import { describe, expect, test } from "@jest/globals";
import { encodeCancel } from "../../proto/codec/index.ts";
import { createHandler, hang, offer, priced } from "../../test/fixtures/kit/call-handler.ts";
import type { SearchContext } from "./bidder.ts";
import { NOTICE_AFTER_MS } from "./call-handler.ts";

describe("the notice that an instance has a call (KIT-5)", () => {
  test.each<[string, unknown, string[]]>([
    ["is not sent when it is answered sooner", () => [offer()], ["0 offers [51234] final"]],
    ["is sent once when it is not", hang, ["0 empty [] null", "1 failed [] final"]],
    [
      "is the batch that went out sooner",
      async function* (_: unknown, context: SearchContext) {
        await context.sendBatch(7);
        yield* hang(_, context);
      },
      ["0 empty [] 7", "1 failed [] final"],
    ],
  ])("%s", async (_name, strategy, expected) => {
    const { clock, deliver, bids } = createHandler(strategy);
    deliver("s");
    await clock.advance(10_000);
    expect(bids("s")).toEqual(expected);
  });

  test(`is sent after ${NOTICE_AFTER_MS} ms, also of a call that waits for its turn`, async () => {
    const { clock, deliver, bids, handler } = createHandler(hang, { concurrencyMax: 1 });
    deliver("runs");
    deliver("waits");
    await clock.advance(NOTICE_AFTER_MS - 1);
    expect([...bids("runs"), ...bids("waits")]).toEqual([]);
    await clock.advance(1);
    expect([...bids("runs"), ...bids("waits")]).toEqual(["0 empty [] null", "0 empty [] null"]);
    for (const id of ["runs", "waits"]) handler.cancel(encodeCancel(id));
    expect(bids("waits")).toEqual(["0 empty [] null", "1 declined [] final"]);
  });

  test.each<[string, readonly string[] | undefined, number]>([
    ["names no kinds, as one of an older gateway", undefined, 1],
    ["names this kind", ["stops", "nonstop"], 1],
    ["names other kinds: no other instance of this one could take it", ["stops"], 0],
    ["names none", [], 0],
  ])("where the call %s", async (_name, notices, sentBefore) => {
    const { clock, deliver, bids } = createHandler(hang);
    deliver("s", notices === undefined ? {} : { notices });
    await clock.advance(NOTICE_AFTER_MS);
    expect(bids("s").length).toBe(sentBefore);
    await clock.advance(10_000);
    expect(bids("s").length).toBe(sentBefore + 1);
  });

  test("is tried once: where the broker is away it is counted, and not sent later", async () => {
    const { clock, deliver, bids, unsent, broker } = createHandler(hang);
    deliver("s");
    broker.away = true;
    await clock.advance(NOTICE_AFTER_MS);
    expect({ unsent: unsent.length, timers: clock.timers }).toEqual({ unsent: 1, timers: 1 });
    broker.away = false;
    await clock.advance(10_000);
    expect({ bids: bids("s"), unsent: unsent.length }).toEqual({
      bids: ["0 failed [] final"],
      unsent: 1,
    });
  });

  test("does not hinder a first batch later on", async () => {
    const { clock, deliver, bids } = createHandler(async function* (
      _: unknown,
      { sendBatch }: SearchContext,
    ) {
      await new Promise<void>((resolve) => clock.at(clock.now() + 50, resolve));
      yield* priced(100);
      await sendBatch(100);
    });
    deliver("s");
    await clock.advance(100);
    expect(bids("s")).toEqual(["0 empty [] null", "1 offers [100] 100", "2 empty [] final"]);
  });
});
