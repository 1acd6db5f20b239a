/**
 * A record: the last answer of a bidder to one search, as bytes. It holds offers, or states that
 * the bidder has none (no sheets). It is kept as bytes because a sheet's bodies are views into the
 * messages in which they arrived: a view of one kilobyte keeps a socket read of 64 kB in memory.
 */
import {
  decodeFallbackRecord,
  encodeFallbackRecord,
  type FallbackRecord,
  LIMITS,
} from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { SheetColumns } from "../../proto/messages.ts";
import type { BucketEvents } from "../buckets/bucket-availability.ts";

export interface StoredRecord {
  /** Epoch milliseconds, the gateway's clock. */
  readonly takenAtMs: number;
  readonly empty: boolean;
  readonly bytes: Uint8Array;
}

/** Why a record was not kept, or not used. */
type DropReason = "too-large" | "unreadable" | "unwritten";

export type FallbackEvents = BucketEvents & {
  /** One record was not kept, not written to the bucket, or not readable there. */
  dropped(bidder: string, reason: DropReason): void;
};

/** The record which states that the bidder has no offers. */
export function emptyRecord(takenAtMs: number): StoredRecord {
  return {
    takenAtMs,
    empty: true,
    bytes: ownBytes(encodeFallbackRecord({ takenAtMs, sheets: [] })),
  };
}

/**
 * Undefined when the bids are too large to be kept. Rows are not left out to make them fit: which
 * rows are the most expensive depends on the objective, and a fallback must be what the bidder
 * sent. More than half a megabyte for one search is not an ordinary answer.
 */
export function recordOf({
  takenAtMs,
  sheets,
}: FallbackRecord<SheetColumns>): StoredRecord | undefined {
  const withRows = sheets.filter(({ rows }) => rows > 0);
  if (withRows.length > LIMITS.fallbackSheetsMax) return undefined;
  const bytes = encodeFallbackRecord({ takenAtMs, sheets: withRows });
  return bytes.length > LIMITS.fallbackBytesMax
    ? undefined
    : { takenAtMs, empty: withRows.length === 0, bytes: ownBytes(bytes) };
}

/** Undefined when the bytes cannot be read. */
export function readRecord(
  bytes: Uint8Array,
): (StoredRecord & { readonly bids: FallbackRecord }) | undefined {
  try {
    const bids = decodeFallbackRecord(bytes);
    return {
      takenAtMs: bids.takenAtMs,
      empty: bids.sheets.every(({ rows }) => rows === 0),
      bytes: ownBytes(bytes),
      bids,
    };
  } catch (thrown) {
    if (thrown instanceof AuctionError) return undefined;
    throw thrown;
  }
}

/**
 * The newer of two records of one search. Of two records of the same millisecond, the empty one: in
 * doubt there is no fallback.
 */
export function newer<A extends StoredRecord, B extends StoredRecord>(a: A, b: B): A | B {
  if (a.takenAtMs !== b.takenAtMs) return a.takenAtMs > b.takenAtMs ? a : b;
  return b.empty ? b : a;
}

/**
 * A copy in a buffer of its own. Node cuts small buffers out of larger ones, and a larger one stays
 * in memory as long as the smallest part of it.
 */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes);
}
