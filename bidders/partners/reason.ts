/**
 * What a bid says of its partners, within what the kit keeps of a reason: 480 characters in 8
 * notes. Each partner that has something to say is named, however much the others say: a note
 * leaves room for those that are still to come.
 */
import { shortened } from "../../common/text/shortened.ts";

const CHARS_MAX = 440;
/** When all failed: less than 480 by the code before it. */
const FAILED_CHARS_MAX = 460;
/** A name, and the beginning of why. */
const CHARS_EACH = 48;
const NOTES_MAX = 7;

export interface Reason {
  /** One thing that the caller should know of a partner, noted at once. */
  tell(partner: string, text: string): void;
  /** Names those for whom there was no room. */
  end(): void;
}

export function reasonOf(partners: readonly string[], note: (text: string) => void): Reason {
  const silent = new Set(partners);
  const beyond = new Set<string>();
  let left = CHARS_MAX;
  let notes = 0;
  return {
    tell(partner, text) {
      silent.delete(partner);
      if (++notes > NOTES_MAX) return void beyond.add(partner);
      const told = shortened(
        `${partner}: ${text}`,
        Math.max(CHARS_EACH, left - CHARS_EACH * silent.size),
      );
      left -= told.length + 2;
      note(told);
    },
    end() {
      if (beyond.size > 0) note(`and of ${[...beyond].join(", ")}`);
    },
  };
}

/**
 * All faults as one text: what the short ones leave is for the long ones, and each has its share.
 */
export function describeAll(faults: readonly string[]): string {
  let left = FAILED_CHARS_MAX;
  let share = FAILED_CHARS_MAX;
  for (const [i, length] of faults
    .map((fault) => fault.length + 2)
    .sort((a, b) => a - b)
    .entries()) {
    share = Math.max(CHARS_EACH, Math.floor(left / (faults.length - i)) - 2);
    left -= Math.min(length, share + 2);
  }
  return faults.map((fault) => shortened(fault, share)).join("; ");
}
