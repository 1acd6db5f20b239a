/** The closed set of error codes, and the one error class that has them. */
import type { BidderReport, EndedBy } from "./messages.ts";

/** Each code with its HTTP status. The same number goes into the NATS error header. */
export const ERROR_STATUS = {
  "invalid-search": 400,
  "invalid-request": 400,
  malformed: 400,
  unauthorized: 401,
  forbidden: 403,
  "not-found": 404,
  "method-not-allowed": 405,
  "offer-expired": 410,
  "too-large": 413,
  "unsupported-media-type": 415,
  misdirected: 421,
  "rate-limited": 429,
  cancelled: 499,
  internal: 500,
  "result-too-large": 500,
  overloaded: 503,
  "no-broker": 503,
  "partial-result": 503,
  "shutting-down": 503,
  "bid-malformed": 502,
  "bid-too-large": 502,
  "bid-invalid": 502,
  "partner-failed": 502,
  "price-failed": 502,
  "gateway-lost": 502,
  "price-unsupported": 501,
  "no-bidder": 503,
  "no-gateway": 503,
  "no-issuer": 503,
  "no-result": 504,
  "no-answer": 504,
  expired: 504,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/**
 * One fault of an input.
 */
export interface Fault {
  /** The place of the fault: `slices[0].origin`; empty for the whole input. */
  readonly path: string;
  /** What is wrong, and what would be right. */
  readonly message: string;
}

/** What a caller receives of a result that is refused because it is partial. */
export interface PartialOutcome {
  /** The id under which the result is kept. */
  readonly searchId: string;
  readonly endedBy: EndedBy;
  readonly bidders: readonly BidderReport[];
  /** The arm of an experiment that it belongs to; absent: none. */
  readonly arm?: string | undefined;
}

interface AuctionErrorOptions {
  readonly faults?: readonly Fault[];
  readonly cause?: unknown;
  readonly partial?: PartialOutcome;
  readonly retryAfterMs?: number;
}

/** An error with a code that a caller can act on. */
export class AuctionError extends Error {
  override readonly name = "AuctionError";
  readonly code: ErrorCode;
  readonly faults: readonly Fault[];
  /** Of `partial-result` alone. */
  readonly partial: PartialOutcome | undefined;
  /** After how long there is room again, where that is known. */
  readonly retryAfterMs: number | undefined;

  /** @param detail for the caller; the `cause` is for the log and is never sent */
  constructor(code: ErrorCode, detail: string, options: AuctionErrorOptions = {}) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.faults = options.faults ?? [];
    this.partial = options.partial;
    this.retryAfterMs = options.retryAfterMs;
  }

  /** The HTTP status of the code. */
  get status(): number {
    return ERROR_STATUS[this.code];
  }

  /**
   * Anything that was thrown, as an AuctionError. What is none becomes one with `code`; the detail
   * of `internal` does not repeat its text, which only the cause has.
   */
  static from(thrown: unknown, code: ErrorCode = "internal"): AuctionError {
    if (thrown instanceof AuctionError) return thrown;
    const detail = code === "internal" ? "an internal error; the log has it" : messageOf(thrown);
    return new AuctionError(code, detail, { cause: thrown });
  }
}

/** The text of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
