/**
 * A copy of what the ledger keeps of one auction, for the ledger of another gateway: the bytes of
 * the account as they are, and a head that JSON can hold.
 *
 * COPY-1 An account that is made of a copy gives the result, the bids, the times, the offers, the
 *    late bids and the regret of the one that was copied, in whatever gateway of the same settings.
 *    Times of the monotonic clock are those of the gateway that reads.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import { Account, type AccountHead } from "./account.ts";
import { AccountReader } from "./account-bytes.ts";
import { type AppliedRule, markUpBy } from "./mark-up.ts";
import type { RankingRules } from "./ranking-rules.ts";
import type { RegretState } from "./regret.ts";

export interface AccountCopy<Late> {
  readonly head: CopyHead<Late>;
  readonly bytes: Buffer;
}

/** What is not in the bytes of the account. */
interface CopyHead<Late> {
  readonly searchId: string;
  readonly auctionId: string;
  readonly deadlineMs: number;
  readonly rankedWallMs: number;
  /** By the wall clock of the gateway that ran it, epoch milliseconds. */
  readonly endedWallMs: number;
  readonly durationMs: number;
  readonly sheetsBegin: number;
  /** Absent where nothing was shown. */
  readonly bestShown?: number | undefined;
  readonly owner?: string | undefined;
  /** The first part of the ids of its offers; absent where they have none. */
  readonly offerIds?: string | undefined;
  readonly rates: {
    readonly date: string;
    readonly perUnit: readonly (readonly [string, number])[];
  };
  readonly markUp?: readonly AppliedRule[] | undefined;
  /** Absent: none was (DISABLED-3). */
  readonly disabledSellers?: readonly string[] | undefined;
  /** By bidder. */
  readonly late: readonly Late[];
  readonly regret: RegretState;
}

/** What all gateways have of themselves. */
export type OwnRules = Pick<RankingRules, "elapsed" | "kilometres" | "plausibility">;

type Times = Pick<Clock, "now" | "wall">;

export function copyOf<Late>(
  account: Account,
  late: readonly Late[],
  regret: RegretState,
  clock: Times,
): AccountCopy<Late> {
  const { searchId, auctionId, deadlineMs, rankedWallMs, startedAtMs, endedAtMs } = account;
  const { bytes, sheetsBegin, rates, markUp, disabledSellers } = account.written();
  return {
    head: {
      ...{ searchId, auctionId, deadlineMs, rankedWallMs, sheetsBegin },
      endedWallMs: clock.wall() - (clock.now() - endedAtMs),
      durationMs: endedAtMs - startedAtMs,
      bestShown: account.bestShown,
      owner: account.owner,
      offerIds: account.offerIds?.common,
      rates: { date: rates.date, perUnit: [...rates.perUnit] },
      markUp: markUp?.rules,
      ...(disabledSellers === undefined ? {} : { disabledSellers: [...disabledSellers] }),
      ...{ late, regret },
    },
    bytes,
  };
}

/** @throws Error when it is not what `copyOf` has made */
export function accountOfCopy<Late>(
  { head, bytes }: AccountCopy<Late>,
  own: OwnRules,
  clock: Times,
): Account {
  const { offerIds, markUp, disabledSellers, bestShown, durationMs } = head;
  const endedAtMs = clock.now() - (clock.wall() - head.endedWallMs);
  const account = new Account(
    {
      auctionId: head.auctionId,
      result: {
        searchId: head.searchId,
        deadlineMs: head.deadlineMs,
        itineraries: bestShown === undefined ? [] : [{ cost: bestShown }],
      },
      rules: {
        ...searchIn(bytes),
        ...own,
        rates: { date: head.rates.date, perUnit: new Map(head.rates.perUnit) },
        ...(offerIds === undefined ? {} : { offerIds: { common: offerIds, own: noMoreIds } }),
        ...(markUp === undefined ? {} : { markUp: markUpBy(markUp) }),
        ...(disabledSellers === undefined ? {} : { disabledSellers: new Set(disabledSellers) }),
      },
      owner: head.owner,
      startedAtMs: endedAtMs - durationMs,
      endedAtMs,
      rankedWallMs: head.rankedWallMs,
    } satisfies AccountHead,
    bytes,
    bytes.length,
    head.sheetsBegin,
  );
  // Each byte is read once, so that whatever is wrong with them is known here.
  account.result();
  account.times();
  account.bids();
  return account;
}

function searchIn(bytes: Buffer): Pick<RankingRules, "search" | "objective"> {
  const reader = new AccountReader(bytes);
  for (let left = reader.count(); left > 0; left--) reader.skipText();
  const { search, objective } = JSON.parse(reader.text()) as RankingRules;
  return { search, objective };
}

/** An auction that has ended draws none. */
function noMoreIds(): string {
  throw new Error("an auction that has ended draws no ids of offers");
}
