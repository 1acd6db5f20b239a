/** What a cancel does to a call. */
import { describe, expect, test } from "@jest/globals";
import { encodeCancel } from "../../proto/codec/index.ts";
import { createHandler, hang } from "../../test/fixtures/kit/call-handler.ts";
import type { SearchContext } from "./bidder.ts";

describe("a call", () => {
  test("that is cancelled is declined at once, and its signal fires", async () => {
    let signal: AbortSignal | undefined;
    const { clock, handler, deliver, answers } = createHandler(
      (_: unknown, context: SearchContext) => {
        signal = context.signal;
        return hang(_, context);
      },
    );
    deliver("s");
    await clock.settle();
    expect(signal?.aborted).toBe(false);
    handler.cancel(encodeCancel("another"));
    expect(signal?.aborted).toBe(false);
    handler.cancel(encodeCancel("s"));
    expect(signal?.aborted).toBe(true);
    expect(answers("s")).toEqual(["declined: cancelled"]);
    await clock.advance(10_000);
    expect(answers("s")).toEqual(["declined: cancelled"]);
    expect(handler.running).toBe(0);
  });

  test("that is cancelled in the same packet never starts", async () => {
    let started = 0;
    const { clock, handler, deliver, answers, runaways } = createHandler(() => {
      started++;
      return [];
    });
    deliver("s");
    handler.cancel(encodeCancel("s"));
    await clock.advance(10_000);
    expect({ started, answers: answers("s"), runaways }).toEqual({
      started: 0,
      answers: ["declined: cancelled"],
      runaways: [],
    });
  });

  test("cancelled by a message that is not a cancel crashes nothing and is counted", () => {
    const { handler, unreadable } = createHandler(() => []);
    handler.cancel(new Uint8Array([255, 255]));
    expect(unreadable.length).toBe(1);
  });
});
