/**
 * What the reason of a bid states about its partners, within what the kit keeps of a reason:
 * `REASON_CHARS_MAX` characters in 8 notes. Each partner with a remark is named, also when other
 * remarks are long: a note leaves room for the remarks that may still follow.
 */
import { shortened } from "../../common/text/shortened.ts";
import { REASON_CHARS_MAX } from "../kit/bid-content.ts";

const CHARS_MAX = REASON_CHARS_MAX - 40;
/** When all failed: less by the code before it. */
const FAILED_CHARS_MAX = REASON_CHARS_MAX - 20;
/** A name, and the beginning of its remark. */
const CHARS_EACH = 48;
const NOTES_MAX = 7;

interface BidReason {
  /** One thing that the caller should know of a partner, noted at once. */
  add(partner: string, text: string): void;
  /** Names the partners for which there was no room. */
  end(): void;
}

export function createBidReason(
  partners: readonly string[],
  note: (text: string) => void,
): BidReason {
  const unnamed = new Set(partners);
  const beyond = new Set<string>();
  let left = CHARS_MAX;
  let notes = 0;
  return {
    add(partner, text) {
      unnamed.delete(partner);
      if (++notes > NOTES_MAX) return void beyond.add(partner);
      const line = shortened(
        `${partner}: ${text}`,
        Math.max(CHARS_EACH, left - CHARS_EACH * unnamed.size),
      );
      left -= line.length + 2;
      note(line);
    },
    end() {
      if (beyond.size > 0) note(`and of ${[...beyond].join(", ")}`);
    },
  };
}

/** All failures as one text: the room that short ones leave is for the long ones. */
export function describeFailures(failures: readonly string[]): string {
  let left = FAILED_CHARS_MAX;
  let share = FAILED_CHARS_MAX;
  for (const [i, length] of failures
    .map((failure) => failure.length + 2)
    .sort((a, b) => a - b)
    .entries()) {
    share = Math.max(CHARS_EACH, Math.floor(left / (failures.length - i)) - 2);
    left -= Math.min(length, share + 2);
  }
  return failures.map((failure) => shortened(failure, share)).join("; ");
}
