/** KITNOTE-1: what a strategy says that it left out by rule. */
import { describe, expect, test } from "@jest/globals";
import { LIMITS } from "../../proto/limits.ts";
import type { BidNote } from "../../proto/messages.ts";
import { createHandler, offer, priced, search } from "../../test/fixtures/kit/call-handler.ts";
import type { SearchContext } from "./bidder.ts";
import { LeftOutNotes } from "./left-out-notes.ts";

const explain = { search: { ...search, explain: true as const } };
const SOLD_OUT: BidNote = { reason: "sold-out", count: 2, text: "flights without seats" };

/** The notes of each bid that answers a call. */
async function notesOf(
  said: readonly BidNote[],
  changes: Parameters<ReturnType<typeof createHandler>["deliver"]>[1] = explain,
  offers: readonly unknown[] = [offer()],
) {
  const { clock, deliver, sent } = createHandler((_: unknown, context: SearchContext) => {
    for (const note of said) context.leftOut?.(note);
    return offers;
  });
  deliver("s", changes);
  await clock.settle();
  return sent.map(({ bid: { notes, status, final } }) => ({ notes, status, final }));
}

describe("KITNOTE-1: what was left out by rule", () => {
  test("is in the final bid of a search that asks, added up by reason and text", async () => {
    const other = { ...SOLD_OUT, text: "flights of an agency without seats" };
    expect(await notesOf([SOLD_OUT, other, { ...SOLD_OUT, count: 5 }])).toEqual([
      { notes: [{ ...SOLD_OUT, count: 7 }, other], status: "offers", final: true },
    ]);
  });

  test("is in no bid of a search that does not ask, and the strategy sees that", async () => {
    expect(await notesOf([SOLD_OUT], {})).toEqual([
      { notes: undefined, status: "offers", final: true },
    ]);
  });

  test("is said with the last bid alone, also where nothing was found", async () => {
    const strategy = async function* (_: unknown, context: SearchContext) {
      context.leftOut?.(SOLD_OUT);
      yield offer();
      await context.sendBatch(40_000);
      yield offer({ number: 2, amount: 60_000 });
    };
    const { clock, deliver, sent } = createHandler(strategy);
    deliver("s", explain);
    await clock.settle();
    expect(sent.map(({ bid: { notes, final } }) => ({ notes, final }))).toEqual([
      { notes: undefined, final: false },
      { notes: [SOLD_OUT], final: true },
    ]);
    expect(await notesOf([SOLD_OUT], explain, [])).toEqual([
      { notes: [SOLD_OUT], status: "empty", final: true },
    ]);
  });

  test("has what the kit left out: offers that break a limit of the search", async () => {
    const limited = { ...search, limits: { maxPrice: 50_000 }, explain: true as const };
    expect(await notesOf([], { search: limited }, priced(49_000, 51_000, 52_000))).toEqual([
      {
        notes: [
          { reason: "over-limit", count: 2, text: "offers that break a limit of the search" },
        ],
        status: "offers",
        final: true,
      },
    ]);
  });

  test.each<[what: string, said: Partial<BidNote>, notes: readonly BidNote[] | undefined]>([
    ["a reason that is no code", { reason: "Sold out!" }, [{ ...SOLD_OUT, reason: "sold-out-" }]],
    ["a reason that begins with no letter", { reason: "1st" }, [{ ...SOLD_OUT, reason: "other" }]],
    ["a count of 0", { count: 0 }, undefined],
    ["no count", { count: Number.NaN }, undefined],
    ["a count with a fraction", { count: 2.9 }, [SOLD_OUT]],
    [
      "an endless count",
      { count: Number.POSITIVE_INFINITY },
      [{ ...SOLD_OUT, count: 2 ** 32 - 1 }],
    ],
    ["an escape sequence", { text: "\u001b[2J" }, [{ ...SOLD_OUT, text: " [2J" }]],
    ["a long text", { text: "y".repeat(999) }, [{ ...SOLD_OUT, text: `${"y".repeat(119)}…` }]],
  ])("is sent as the wire has it: %s", async (_, said, notes) => {
    expect((await notesOf([{ ...SOLD_OUT, ...said }]))[0]?.notes).toEqual(notes);
  });

  test("is not more than a bid may say", async () => {
    const said = Array.from({ length: 99 }, (_, i) => ({ ...SOLD_OUT, text: `of agency ${i}` }));
    expect((await notesOf(said))[0]?.notes).toEqual(said.slice(0, LIMITS.notesABidMax));
    // Nor is more kept than is sent.
    const kept = new LeftOutNotes();
    said.forEach(kept.add);
    expect(kept.notes).toEqual(said.slice(0, LIMITS.notesABidMax));
  });
});
