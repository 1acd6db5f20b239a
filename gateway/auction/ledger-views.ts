/** What the ledger answers of an auction that it keeps. */
import type { Money, SearchResult } from "../../proto/messages.ts";
import type { Account } from "./account.ts";
import type { KeptOffer } from "./account-result.ts";
import type { KeptAuction } from "./kept/kept-auction.ts";
import { type Late, type LateTime, type LedgerEntry, regretOf } from "./ledger-entry.ts";
import { round } from "./outcome.ts";
import type { KeptTimes } from "./timeline/kept-times.ts";

/** A result, with what came too late for it. */
export interface LedgerView extends SearchResult {
  readonly late: readonly Late[];
  /**
   * How much cheaper, by the search's objective, the best late offer was than the best shown. Null
   * when it is not known: see regret.ts.
   */
  readonly regret: Money | null;
}

/** An offer of a result that is kept. */
export interface KeptOfferView {
  readonly account: Account;
  readonly offer: KeptOffer;
  /** Epoch milliseconds: until then the ledger keeps it, if it does not need the room. */
  readonly keptUntilMs: number;
}

/** An auction with the times of what happened, also after its end. */
export interface TimedAuction {
  readonly auction: KeptAuction;
  readonly times: KeptTimes;
  /** Since the search was accepted: when the auction stopped. */
  readonly endedAtMs: number;
  /** Keyed by bidder, in the order of their names. */
  readonly late: ReadonlyMap<string, readonly LateTime[]>;
  readonly regret: Money | null;
}

/** The result, with the late bids that were read. */
export function viewOf(entry: LedgerEntry): LedgerView {
  const late = lateByName(entry).map(({ messages: _, times: __, ...one }) => one);
  return { ...entry.account.result(), late, regret: regretOf(entry) };
}

/** The auction with the times of what happened. Undefined where none are kept. */
export function timedOf(entry: LedgerEntry): TimedAuction | undefined {
  const { account } = entry;
  const times = account.times();
  if (times === undefined) return undefined;
  return {
    auction: keptOf(entry),
    times,
    endedAtMs: round(account.endedAtMs - account.startedAtMs),
    late: new Map(lateByName(entry).map((one) => [one.bidder, one.times ?? []])),
    regret: regretOf(entry),
  };
}

const lateByName = ({ late }: LedgerEntry) =>
  [...(late?.values() ?? [])].sort((a, b) => (a.bidder < b.bidder ? -1 : 1));

/** The auction with all its bids, to be read again. */
export function keptOf({ account }: LedgerEntry): KeptAuction {
  const rules = account.rules(account.rankedWallMs);
  const { notes, shadows } = account.explained();
  let result: SearchResult | undefined;
  return {
    bids: account.bids(),
    rules,
    // To read it takes as long as to check some forty offers, and few questions need it.
    get result() {
      result ??= account.result();
      return result;
    },
    ids: account.pageIds(),
    ...(notes === undefined ? {} : { notes }),
    ...(shadows === undefined ? {} : { shadows }),
  };
}
