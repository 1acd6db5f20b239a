/**
 * Answers that go in several bids: more than the caller shows, or than one message has room for.
 */
import { describe, expect, test } from "@jest/globals";
import { encodeCancel } from "../../proto/codec/index.ts";
import {
  BUDGET_MS,
  createHandler,
  hang,
  LEFT_MS,
  offer,
  priced,
  search,
  yielding,
} from "../../test/fixtures/kit/call-handler.ts";
import type { SearchContext } from "./bidder.ts";

describe("an answer of more than the caller shows", () => {
  const amounts = Array.from({ length: 25 }, (_, i) => 100 + i);
  const many = () => priced(...amounts).reverse();

  test.each([
    [20, 20],
    [12, 12],
    [3, 10],
  ])("of which it shows %d, goes in two bids: the best %d first, with the floor of the rest", async (maxResults, first) => {
    const { clock, deliver, bids } = createHandler(many, { offersMax: 100 });
    deliver("s", { search: { ...search, maxResults } });
    await clock.settle();
    expect(bids("s")).toEqual([
      `0 offers [${amounts.slice(0, first).join(" ")}] ${100 + first}`,
      `1 offers [${amounts.slice(first).join(" ")}] final`,
    ]);
  });

  test("and no more than that goes in one", async () => {
    const { clock, deliver, bids } = createHandler(() => priced(...amounts.slice(0, 20)), {
      offersMax: 100,
    });
    deliver("s");
    await clock.settle();
    expect(bids("s")).toEqual([`0 offers [${amounts.slice(0, 20).join(" ")}] final`]);
  });

  test("ends after the first where the auction is cancelled in between", async () => {
    const { clock, deliver, bids, handler, answers, runaways } = createHandler(
      () => {
        setImmediate(() => handler.cancel(encodeCancel("s")));
        return many();
      },
      { offersMax: 100 },
    );
    deliver("s");
    await clock.settle();
    expect(bids("s")).toEqual([
      `0 offers [${amounts.slice(0, 20).join(" ")}] 120`,
      "1 declined [] final",
    ]);
    expect(answers("s")).toEqual(["declined: cancelled"]);
    await clock.advance(10_000);
    expect({ running: handler.running, timers: clock.timers, runaways }).toEqual({
      running: 0,
      timers: 0,
      runaways: [],
    });
  });

  test("is whole, even where its budget ends in between", async () => {
    const { clock, deliver, answers, bidsFor } = createHandler(
      () => {
        setImmediate(() => clock.spend(BUDGET_MS));
        return many();
      },
      { offersMax: 100 },
    );
    deliver("s");
    await clock.advance(BUDGET_MS);
    expect(answers("s")).toEqual(["offers: 5"]);
    expect(bidsFor("s").length).toBe(2);
  });
});

describe("A7: a broker that takes small messages", () => {
  const many = Array.from({ length: 100 }, (_, i) => offer({ number: i + 1, amount: 10_000 + i }));

  test("gets all offers in several bids, whose floors are true", async () => {
    const { clock, deliver, bidsFor, unsent } = createHandler(yielding(many), {
      offersMax: 100,
      payloadBytesMax: () => 8_192,
    });
    deliver("s");
    await clock.settle();
    const bids = bidsFor("s");
    expect(bids.flatMap(({ sheet }) => sheet.price)).toEqual(many.map(({ price }) => price.amount));
    expect(bids.map(({ final }) => final)).toEqual([...bids.slice(1).map(() => false), true]);
    for (const [i, { floor }] of bids.slice(0, -1).entries())
      expect(floor).toBe(bids[i + 1]?.sheet.price[0]);
    expect(unsent).toEqual([]);
  });

  test("so it does when the budget is spent", async () => {
    const strategy = async function* (_: unknown, context: SearchContext) {
      yield* many;
      yield* hang(_, context);
    };
    const { clock, deliver, bidsFor, answers } = createHandler(strategy, {
      offersMax: 100,
      payloadBytesMax: () => 8_192,
    });
    deliver("s");
    await clock.advance(BUDGET_MS);
    expect(bidsFor("s").flatMap(({ sheet }) => sheet.price)).toEqual(
      many.map(({ price }) => price.amount),
    );
    expect(answers("s")).toEqual([
      `offers: timeout: the ${LEFT_MS} ms that were left are spent; these offers came before`,
    ]);
  });

  test("and where no offer fits, a final bid that names the reason, rather than none", async () => {
    const { clock, deliver, answers, unsent } = createHandler(yielding(many), {
      offersMax: 100,
      payloadBytesMax: () => 1_000,
    });
    deliver("s");
    await clock.settle();
    expect(answers("s")).toEqual([
      "failed: bid-too-large: 100 left out that are too large: the broker takes 1000 bytes in one message",
    ]);
    expect(unsent).toEqual([]);
  });

  test("and where even that does not fit, the code alone", async () => {
    const { clock, deliver, answers } = createHandler(yielding(many), {
      offersMax: 100,
      payloadBytesMax: () => 60,
    });
    deliver("s");
    await clock.settle();
    expect(answers("s")).toEqual(["failed: bid-too-large"]);
  });
});
