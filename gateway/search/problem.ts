/** Errors as RFC 9457 problem details, the same for both transports. */
import { STATUS_CODES } from "node:http";
import { shortened } from "../../common/text/shortened.ts";
import type { AuctionError, PartialOutcome } from "../../proto/errors.ts";
import { mayBeWholeNext } from "./partial-refusal.ts";

export interface Problem extends Partial<PartialOutcome> {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: readonly { path: string; message: string }[];
  /** Of the request that is refused (REQUESTID-2); absent where it has none. */
  readonly requestId?: string;
}

/** A6: many messages of one answer may quote what a caller sent, so each quotes little of it. */
const QUOTED_CHARACTERS_MAX = 64;
export const DETAIL_CHARACTERS_MAX = 2_000;

/** A text that a caller sent, short enough for a message. */
export function quoted(text: string): string {
  return shortened(text, QUOTED_CHARACTERS_MAX);
}

/**
 * `status` is given where HTTP has a more exact one than the code: a `malformed` request may be a
 * 400, 408, 412 or 431.
 */
export function problemOf(error: AuctionError, status = error.status, requestId?: string): Problem {
  return {
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
    status,
    code: error.code,
    detail: shortened(error.message, DETAIL_CHARACTERS_MAX),
    ...(error.faults.length === 0 ? {} : { errors: error.faults }),
    ...error.partial,
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/**
 * Whole seconds, of which 1 is the least that lets a caller wait at all (RFC 9110, 10.2.3). What
 * causes a 503 is over within it or lasts much longer: a full queue is empty after one deadline,
 * and a broker that restarts is back.
 */
export const RETRY_AFTER_S = 1;

/** Whole seconds after which to try again; undefined where trying again would not help. */
export function retryAfterS(error: AuctionError): number | undefined {
  if (error.retryAfterMs !== undefined)
    return Math.max(RETRY_AFTER_S, Math.ceil(error.retryAfterMs / 1_000));
  if (error.partial !== undefined && !mayBeWholeNext(error.partial.bidders)) return undefined;
  return error.status === 503 ? RETRY_AFTER_S : undefined;
}
