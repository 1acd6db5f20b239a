/** What a final bid says, and the ways to say that there are no offers. */

import { shortened } from "../../common/text/shortened.ts";
import { EMPTY_SHEET } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { BidStatus, Sheet } from "../../proto/messages.ts";

export interface Answer {
  readonly status: BidStatus;
  readonly reason: string | null;
  readonly sheet: Sheet;
  /**
   * It was cut short, and may have had more: by a cancel, its budget, or the end of its process.
   */
  readonly stopped?: true;
}

/** The gateway reads 500 characters of a reason. */
const REASON_CHARS_MAX = 480;

/** Text that fits into a bid's reason. */
export function reasonText(text: string, charsMax = REASON_CHARS_MAX): string {
  return shortened(text, charsMax);
}

/**
 * The code of declines for lack of time: with more of it the bidder would have searched. One that
 * is overloaded or closing would not.
 */
export const OUT_OF_TIME = "out of time";

export function declined(reason: string): Answer {
  const answer: Answer = { status: "declined", reason: reasonText(reason), sheet: EMPTY_SHEET };
  return reason.startsWith(OUT_OF_TIME) ? cutShort(answer) : answer;
}

/** The same answer, of a call that was cut short. */
export function cutShort(answer: Answer): Answer {
  return { ...answer, stopped: true };
}

/** The reason begins with a code: `timeout: ...` */
export function failed(reason: string): Answer {
  return { status: "failed", reason: reasonText(reason), sheet: EMPTY_SHEET };
}

/**
 * A thrown thing as the gateway may read it: its code, and its text when that is meant for others.
 */
export function failedBy(thrown: unknown): Answer {
  const error = AuctionError.from(thrown);
  const answer = failed(error.code === "internal" ? "internal" : `${error.code}: ${error.message}`);
  return error.code === "cancelled" ? cutShort(answer) : answer;
}

/**
 * The same for what may not even be looked at: a strategy can throw a thing whose every property
 * throws.
 */
export function failedByAnything(thrown: unknown): Answer {
  try {
    return failedBy(thrown);
  } catch {
    return failed("internal");
  }
}
