/** What a bid says beside its ids and its floor: offers, or why there are none. */
import { shortened } from "../../common/text/shortened.ts";
import { EMPTY_SHEET } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { Bid } from "../../proto/messages.ts";
import type { OfferBatch } from "./offer-batch.ts";
import { type OfferRow, pack } from "./rows.ts";

/** The fields of a bid that depend on how the search went. */
export type BidContent = Pick<
  Bid,
  "status" | "reason" | "sheet" | "stopped" | "cellFloors" | "notes"
>;

/** The content of a bid that is not final. Its rows are in their order, best first. */
export function contentOf({ offers, cellFloors }: OfferBatch<readonly OfferRow[]>): BidContent {
  const status = offers.length > 0 ? "offers" : "empty";
  const content: BidContent = { status, reason: null, sheet: pack(offers) };
  return cellFloors === undefined ? content : { ...content, cellFloors };
}

/** What the gateway reads of a reason, less what a code before it may need. */
export const REASON_CHARS_MAX = LIMITS.reasonLengthMax - 20;

/**
 * Text that fits into a bid's reason.
 * @param charsMax the most characters (UTF-16) of what is returned
 */
export function reasonText(text: string, charsMax = REASON_CHARS_MAX): string {
  return shortened(text, charsMax);
}

/**
 * The code of declines for lack of time: with more of it the bidder would have searched. One that
 * is overloaded or closing would not.
 */
export const OUT_OF_TIME = "out of time";

/**
 * The final bid of a call that is not searched.
 * @param reason - a code, or a code and a text after ": "; shortened to what a bid may carry. One
 *   that begins with OUT_OF_TIME marks the bid as stopped
 */
export function declined(reason: string): BidContent {
  const answer: BidContent = { status: "declined", reason: reasonText(reason), sheet: EMPTY_SHEET };
  return reason.startsWith(OUT_OF_TIME) ? markedStopped(answer) : answer;
}

/** The same answer, of a call that was cut short: a copy that is marked as stopped. */
export function markedStopped(answer: BidContent): BidContent {
  return { ...answer, stopped: true };
}

/**
 * The final bid of a call that was not answered because of an error.
 * @param reason - begins with a code: `timeout: ...`; shortened to what a bid may carry
 */
export function failed(reason: string): BidContent {
  return { status: "failed", reason: reasonText(reason), sheet: EMPTY_SHEET };
}

/**
 * What was thrown, as the gateway may read it: its code, and its text when that is meant for
 * others. One that was cancelled is marked as stopped.
 * @throws what a property of `thrown` throws; see `failedByAnything`
 */
function failedBy(thrown: unknown): BidContent {
  const error = AuctionError.from(thrown);
  const answer = failed(error.code === "internal" ? "internal" : `${error.code}: ${error.message}`);
  return error.code === "cancelled" ? markedStopped(answer) : answer;
}

/**
 * The same for a thrown value that cannot be read: a strategy can throw an object whose every
 * property throws.
 */
export function failedByAnything(thrown: unknown): BidContent {
  try {
    return failedBy(thrown);
  } catch {
    return failed("internal");
  }
}
