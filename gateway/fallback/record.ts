/**
 * A statement: what a bidder last said to one search, as bytes. Good bids, or that it has nothing
 * (no sheets). It is kept as bytes because a sheet's bodies are views into the messages they came
 * in: one of a kilobyte would keep alive a read of the socket of 64.
 */
import { decodeFallbackRecord, encodeFallbackRecord, LIMITS } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { Kept } from "../auction/fallback-store.ts";

export interface Statement {
  readonly takenAtMs: number;
  readonly empty: boolean;
  readonly bytes: Uint8Array;
}

/** Why something was not kept, or not used. */
export type DropReason = "too-large" | "unreadable" | "unwritten";

export type StandInEvents = {
  /**
   * The bucket cannot be used, and why: this gateway's memory alone serves until `shared`. Told
   * once until then.
   */
  unshared(why: string): void;
  /** The bucket is in use. `note` when another gateway set it up with other bounds than ours. */
  shared(note: string | null): void;
  /** One statement was not kept, not written to the bucket, or not readable there. */
  dropped(bidder: string, reason: DropReason): void;
};

export function nothing(takenAtMs: number): Statement {
  return {
    takenAtMs,
    empty: true,
    bytes: ownBytes(encodeFallbackRecord({ takenAtMs, sheets: [] })),
  };
}

/**
 * Undefined when it is too large to be kept. Rows are not left out to make it fit: which are the
 * dearest depends on the objective, and a stand-in should be what the bidder said. Half a megabyte
 * and more for one search is no ordinary answer.
 */
export function statementOf({ takenAtMs, sheets }: Kept): Statement | undefined {
  const withRows = sheets.filter(({ rows }) => rows > 0);
  if (withRows.length > LIMITS.fallbackSheetsMax) return undefined;
  const bytes = encodeFallbackRecord({ takenAtMs, sheets: withRows });
  return bytes.length > LIMITS.fallbackBytesMax
    ? undefined
    : { takenAtMs, empty: withRows.length === 0, bytes: ownBytes(bytes) };
}

/** Undefined when it cannot be read. */
export function readStatement(
  bytes: Uint8Array,
): (Statement & { readonly kept: Kept }) | undefined {
  try {
    const kept = decodeFallbackRecord(bytes);
    return {
      takenAtMs: kept.takenAtMs,
      empty: kept.sheets.every(({ rows }) => rows === 0),
      bytes: ownBytes(bytes),
      kept,
    };
  } catch (thrown) {
    if (thrown instanceof AuctionError) return undefined;
    throw thrown;
  }
}

/**
 * The newer of two statements on one search. Of two in the same millisecond, the one that has
 * nothing: when in doubt, none stands in.
 */
export function newer<A extends Statement, B extends Statement>(a: A, b: B): A | B {
  if (a.takenAtMs !== b.takenAtMs) return a.takenAtMs > b.takenAtMs ? a : b;
  return b.empty ? b : a;
}

/**
 * Node cuts small buffers out of larger ones, which would stay as long as the smallest piece does.
 */
function ownBytes(bytes: Uint8Array): Uint8Array {
  return Uint8Array.from(bytes);
}
