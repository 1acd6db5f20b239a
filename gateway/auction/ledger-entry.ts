/** What the ledger keeps of one auction, and what of it counts against the bounds (LEDGER-2). */
import type { Money } from "../../proto/messages.ts";
import type { Account } from "./account.ts";
import type { AccountCopy } from "./account-copy.ts";
import type { Regret } from "./regret.ts";

/**
 * The most that one bidder takes, as a name in a set and as an entry in a map: a name may be a
 * slice of a subject, and then keeps the whole subject in memory.
 */
const BIDDER_BYTES = 1_024;
/** The same of a bidder with late bids, with the times of its messages. */
const LATE_BIDDER_BYTES = 2_048;

/** One message that came too late. */
export interface LateTime {
  /** Since the search was accepted. */
  readonly atMs: number;
  readonly offers: number;
  /** The lowest price among them, in the search's currency. */
  readonly cheapest: Money | null;
}

/** One bidder's bids that came too late for one auction. */
export interface Late {
  readonly bidder: string;
  /** The time from the start of the auction to its last late bid. */
  readonly latencyMs: number;
  readonly offers: number;
  /** The lowest price among them, in the search's currency. */
  readonly cheapest: Money | null;
}

interface LateBids extends Late {
  /** The number of messages, also of those that wait to be read. */
  messages: number;
  /** The messages that were read; null before the first. A6: `lateBidsMax` at most. */
  times: LateTime[] | null;
}

/** What another gateway needs of an auction to answer as the one that ran it. */
export type LedgerCopy = AccountCopy<LateBids>;

export interface LedgerEntry {
  readonly account: Account;
  /** Null before the first late bid. */
  late: Map<string, LateBids> | null;
  regret: Regret;
  /** Another gateway ran it (LEDGER-4). */
  readonly isAdopted: boolean;
  /** The regret was reported (LEDGER-3). */
  regretReported: boolean;
  /** The entry that was opened next. */
  next: LedgerEntry | null;
}

export interface Ids {
  readonly searchId: string;
  readonly auctionId: string;
}

export function bytesOf({ account, late, regret }: LedgerEntry): number {
  const lateBytes = LATE_BIDDER_BYTES * (late?.size ?? 0);
  return account.bytes + lateBytes + BIDDER_BYTES * regret.incomplete;
}

/** Late messages that were read. */
export function lateRead(late: Iterable<LateBids>): number {
  let read = 0;
  for (const { times } of late) read += times?.length ?? 0;
  return read;
}

export function idsOf({ account: { searchId, auctionId } }: LedgerEntry): Ids {
  return { searchId, auctionId };
}

export function regretOf({ account, regret: { amount } }: LedgerEntry): Money | null {
  return amount === null ? null : { amount, currency: account.currency };
}
