/** Which final bids are marked as cut short. */
import { describe, expect, test } from "@jest/globals";
import { encodeCancel } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import {
  BUDGET_MS,
  createHandler,
  hang,
  never,
  offer,
  type SentBid,
  throwSecret,
  yielding,
} from "../../test/fixtures/kit/call-handler.ts";
import type { SearchContext } from "./bidder.ts";

describe("a final bid is marked as cut short where it may have had more offers", () => {
  const marks = (sent: readonly SentBid[]) =>
    sent
      .filter(({ bid }) => bid.final)
      .map(({ bid: { searchId, status, stopped = false } }) => `${searchId} ${status} ${stopped}`);

  test("on a cancel, at the end of its budget and of its process, with offers or without", async () => {
    const { clock, handler, deliver, sent } = createHandler(hang, { concurrencyMax: 4 });
    deliver("cancelled");
    deliver("spent", { budgetMs: 100 });
    deliver("late", { budgetMs: 0 });
    deliver("cut");
    await clock.settle();
    handler.cancel(encodeCancel("cancelled"));
    await clock.advance(200);
    handler.abort();
    expect(marks(sent)).toEqual([
      "late declined true",
      "cancelled declined true",
      "spent failed true",
      "cut failed true",
    ]);
  });

  test("when its strategy reports it: with offers, with none, and failing", async () => {
    const reporting =
      (end: () => AsyncIterable<unknown>) => (_: unknown, context: SearchContext) => {
        context.markStopped();
        return end();
      };
    const throws = yielding([], () =>
      Promise.reject(new AuctionError("partner-failed", "of several")),
    );
    for (const [end, expected] of [
      [yielding([offer()]), "s offers true"],
      [yielding([]), "s empty true"],
      [throws, "s failed true"],
    ] as const) {
      const { clock, deliver, sent } = createHandler(reporting(end));
      deliver("s");
      await clock.settle();
      expect(marks(sent)).toEqual([expected]);
    }
  });

  test("with what it had found before", async () => {
    const { clock, deliver, sent } = createHandler(yielding([offer()], () => never));
    deliver("s");
    await clock.advance(BUDGET_MS);
    expect(marks(sent)).toEqual(["s offers true"]);
  });

  test("not when it came to its end, when it failed, nor when there was no room for it", async () => {
    const { clock, deliver, sent } = createHandler(
      (_: unknown, { auctionId }: SearchContext) =>
        auctionId === "bad" ? throwSecret() : [offer()],
      {
        concurrencyMax: 2,
        queueMax: 0,
      },
    );
    for (const id of ["whole", "bad", "refused"]) deliver(id);
    await clock.settle();
    expect(marks(sent)).toEqual([
      "refused declined false",
      "whole offers false",
      "bad failed false",
    ]);
  });
});
