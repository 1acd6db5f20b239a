/**
 * What a bidder says that it left out by rule, in the final bid of a search that asks for it
 * (`explain`).
 *
 * BIDNOTE-1 What is read of them is bounded and printable, whatever a bidder sent (A5): at most
 *    `notesABidMax`, each with a code, a count and a text of `noteTextLengthMax` characters. What
 *    is beyond is cut off, and a note without a code is left out: no bid is wrong for its notes.
 */
import type { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import type { BidNote } from "../messages.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { shortened } from "./shortened.ts";
import { delimited, varint } from "./tags.ts";

const CODE = new RegExp(`^[a-z][a-z0-9-]{0,${LIMITS.noteReasonLengthMax - 1}}$`);
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** BIDNOTE-1; undefined where there are none. */
export function notesIn(
  notes: readonly auction.Note.$Properties[] | null | undefined,
): readonly BidNote[] | undefined {
  if (!notes?.length) return undefined;
  const read: BidNote[] = [];
  for (const { reason, count, text } of notes) {
    if (read.length === LIMITS.notesABidMax) break;
    if (typeof reason !== "string" || !CODE.test(reason)) continue;
    read.push({ reason, count: count ?? 0, text: noteText(text ?? "") });
  }
  return read.length === 0 ? undefined : read;
}

/** The text of a note as it may be shown. */
export function noteText(text: string): string {
  // Cut twice: the first cut bounds the work, and what replaces a character may not be longer.
  return shortened(
    shortened(text, LIMITS.noteTextLengthMax).replace(UNPRINTABLE, " "),
    LIMITS.noteTextLengthMax,
  );
}

/** Writes the field `notes` of a bid. */
export function writeNotes(w: ByteWriter, notes: readonly BidNote[]): void {
  for (const { reason, count, text } of notes) {
    const opened = w.uint32(delimited(10)).open();
    if (reason !== "") w.uint32(delimited(1)).text(reason);
    if (count !== 0) w.uint32(varint(2)).uint32(count);
    if (text !== "") w.uint32(delimited(3)).text(text);
    w.close(opened);
  }
}
