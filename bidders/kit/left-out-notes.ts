/**
 * What a strategy says that it left out by rule, as the notes of its final bid.
 *
 * KITNOTE-1 It is asked for by the search (`explain`), and changes no offer. At most `notesABidMax`
 *    notes are kept, whatever a strategy says, with codes and texts as the wire has them (A6).
 */
import { noteText } from "../../proto/codec/index.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { BidNote } from "../../proto/messages.ts";

const COUNT_MAX = 0xffff_ffff;
/** What is not a code: a reason is lower-case words with hyphens between them. */
const OTHER_CHARACTERS = /[^a-z0-9-]+/g;

/** The notes of one answer. */
export class LeftOutNotes {
  readonly #notes = new Map<string, BidNote>();

  /** The same as `SearchContext.leftOut`. A field, so that a strategy may take it out. */
  readonly add = ({ reason, count, text }: BidNote): void => {
    const note = { reason: codeOf(reason), count: countOf(count), text: noteText(String(text)) };
    if (note.count === 0) return;
    const key = `${note.reason} ${note.text}`;
    const before = this.#notes.get(key);
    if (before !== undefined)
      this.#notes.set(key, { ...note, count: countOf(before.count + note.count) });
    else if (this.#notes.size < LIMITS.notesABidMax) this.#notes.set(key, note);
  };

  /** In the order in which they were said. */
  get notes(): readonly BidNote[] {
    return [...this.#notes.values()];
  }
}

function codeOf(reason: string): string {
  const code = String(reason).toLowerCase().replace(OTHER_CHARACTERS, "-");
  return /^[a-z]/.test(code) ? code.slice(0, LIMITS.noteReasonLengthMax) : "other";
}

/** A whole number from 0 on; 0 for what is none. */
function countOf(count: number): number {
  return count >= 1 ? Math.min(COUNT_MAX, Math.floor(count)) : 0;
}
