import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import { decodeBid, decodeBidColumns } from "./bid.ts";
import { noteText } from "./bid-notes.ts";

type SentNote = Partial<{ reason: string; count: number; text: string }>;

const bidWith = (notes: readonly SentNote[]) =>
  auction.Bid.encode({ searchId: "a", final: true, status: 2, notes: [...notes] }).finish();
const read = (notes: readonly SentNote[]) => decodeBid(bidWith(notes)).notes;

const note = { reason: "sold-out", count: 3, text: "flights without seats" };

describe("BIDNOTE-1: what is read of the notes of a bid", () => {
  test.each<[what: string, sent: readonly SentNote[], read: unknown]>([
    ["as it was sent", [note, { ...note, reason: "x" }], [note, { ...note, reason: "x" }]],
    ["none where there are none", [], undefined],
    ["a note without a text or a count", [{ reason: "x" }], [{ reason: "x", count: 0, text: "" }]],
    ["not one without a code", [{ ...note, reason: "" }, note], [note]],
    ["not one with something else for a code", [{ ...note, reason: "Sold out!" }], undefined],
    ["not one with a long code", [{ ...note, reason: "x".repeat(41) }], undefined],
    [
      "without control characters and marks that turn the direction of writing",
      [{ ...note, text: "a\u001b[31mb\u202ec\nd" }],
      [{ ...note, text: "a [31mb c d" }],
    ],
    [
      "the beginning of a long text",
      [{ ...note, text: "y".repeat(9_000) }],
      [{ ...note, text: `${"y".repeat(119)}…` }],
    ],
    [
      "the first of many",
      Array.from({ length: 5_000 }, (_, i) => ({ ...note, count: i })),
      Array.from({ length: LIMITS.notesABidMax }, (_, i) => ({ ...note, count: i })),
    ],
  ])("%s", (_, sent, expected) => {
    expect(read(sent)).toEqual(expected);
    expect(decodeBidColumns(bidWith(sent)).notes).toEqual(expected);
  });

  test("a text of any characters is short, printable and stays as it is when it is read again", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
        const shown = noteText(text);
        const facts = {
          isShort: shown.length <= LIMITS.noteTextLengthMax,
          isWellFormed: shown.isWellFormed(),
          isPrintable: !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(shown),
          again: noteText(shown),
        };
        expect(facts).toEqual({
          isShort: true,
          isWellFormed: true,
          isPrintable: true,
          again: shown,
        });
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});
