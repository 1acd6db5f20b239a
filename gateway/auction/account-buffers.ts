/**
 * The buffers of accounts. A full ledger drops one account for each that it opens: the buffer of
 * the one is used for the other, so that no auction has one made and another one collected (2 µs
 * each, and they are large).
 */

import { BidsWriter } from "./account-bids.ts";
import { AccountWriter } from "./account-bytes.ts";

/** Buffers are multiples of this, so that they fit for accounts of about the same size. */
const STEP_BYTES = 256;
/** A6: buffers that wait to be used again, and the size up to which one does. */
const SPARE_MAX = 32;
const SPARE_BYTES_MAX = 16 * 1024;
/** A spare buffer is used for an account that fills at least this share of it. */
const FILLED_SHARE_MIN = 0.75;

/**
 * The buffers in which the accounts of one ledger are written, and what is kept for the next of
 * them.
 */
export class AccountBuffers {
  /** One for all: an account is written from its beginning to its end before the next one. */
  readonly writer = new AccountWriter();
  readonly bidsWriter = new BidsWriter();
  readonly #spare: Buffer[] = [];

  /** A buffer of `bytes` or a little more. Its content is undefined. */
  take(bytes: number): Buffer {
    for (let i = this.#spare.length - 1; i >= 0; i--) {
      const { length } = this.#spare[i] as Buffer;
      if (length < bytes || length * FILLED_SHARE_MIN > bytes) continue;
      const [buffer] = this.#spare.splice(i, 1);
      return buffer as Buffer;
    }
    // Never from Node's pool: a slice of the pool keeps the whole pool in memory.
    return Buffer.allocUnsafeSlow(Math.ceil(bytes / STEP_BYTES) * STEP_BYTES);
  }

  /** The buffer is not used any more. */
  give(buffer: Buffer): void {
    if (buffer.length > SPARE_BYTES_MAX) return;
    if (this.#spare.length >= SPARE_MAX) this.#spare.shift();
    this.#spare.push(buffer);
  }
}
