/** The closed set of things that can go wrong, and the one error class that carries them. */

/** Each code with its HTTP status. The same number goes into the NATS error header. */
export const ERROR_STATUS = {
  "invalid-search": 400,
  malformed: 400,
  "not-found": 404,
  "method-not-allowed": 405,
  "too-large": 413,
  "unsupported-media-type": 415,
  misdirected: 421,
  "rate-limited": 429,
  cancelled: 499,
  internal: 500,
  "result-too-large": 500,
  overloaded: 503,
  "no-broker": 503,
  "shutting-down": 503,
  "bid-malformed": 502,
  "bid-too-large": 502,
  "bid-invalid": 502,
  "partner-failed": 502,
  "no-gateway": 503,
  "no-result": 504,
  expired: 504,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/**
 * One fault of an input: where it is (`slices[0].origin`; empty for the whole), and what would be
 * right.
 */
export interface Fault {
  readonly path: string;
  readonly message: string;
}

export class AuctionError extends Error {
  override readonly name = "AuctionError";
  readonly code: ErrorCode;
  readonly faults: readonly Fault[];

  /** `detail` is for the caller; `cause` is for the log, and never crosses the wire. */
  constructor(
    code: ErrorCode,
    detail: string,
    options: { faults?: readonly Fault[]; cause?: unknown } = {},
  ) {
    super(detail, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.faults = options.faults ?? [];
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }

  /**
   * Whatever was thrown, as an AuctionError. Unknown things become `internal`, with their text kept
   * in the cause.
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
