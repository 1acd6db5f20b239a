/**
 * The market view: who is on the roster, and how each bidder did in the last minutes.
 *
 * MARKETVIEW-1 Every bidder that is on the roster or was counted is listed once, in the order of
 *    names, up to LISTED_MAX: those with the most auctions. The rest are counted together, and so
 *    are the instances and outside sellers of one bidder. So the shares of all add up to 1.
 * MARKETVIEW-2 The regret that a bidder caused is unknown (null) where it was missed in an auction
 *    (`silent`, `late`, `skipped`) and nothing of it came later: what it had is not known. Else it
 *    is the sum of what its late bids have raised regret by: what is known, so at least that.
 */
import type { Money, Outcome } from "../../proto/messages.ts";
import type { BreakerState } from "../scatter/breaker.ts";
import type { BidderView } from "../scatter/microservice-client.ts";
import { UNFINISHED } from "../web/shared/regret.js";
import { MINUTES, type RecentSums } from "./recent-minutes.ts";
import { BidderTally, SellerTally, Tally, type ToldTally } from "./tallies.ts";

/** A6: rows of an answer. It stays below a message of the broker, and below what is readable. */
export const LISTED_MAX = { bidders: 64, instancesEach: 16, sellersEach: 32 } as const;

interface CountsView {
  readonly auctions: number;
  /** Those that have happened. */
  readonly outcomes: Partial<Record<Outcome, number>>;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  readonly lateBids: number;
  readonly regret: readonly Money[] | null;
}

interface InstanceRow extends CountsView {
  readonly instance: string;
  readonly live: boolean;
  readonly version: string | null;
  readonly inFlight: number | null;
}

interface SellerCounts {
  readonly searches: number;
  readonly shown: number;
  readonly won: number;
  readonly share: number | null;
}

/** What a bidder was told of its auctions, where it has asked for it. */
interface FeedbackCounts {
  readonly auctions: number;
  readonly shown: number;
  readonly outbid: number;
  readonly late: number;
  readonly invalid: number;
  readonly gapPercent: number | null;
}

interface BidderCounts extends CountsView {
  /** Absent: it was told nothing. */
  readonly feedback?: FeedbackCounts;
  readonly won: number;
  readonly share: number | null;
}

interface BidderRow extends BidderCounts {
  readonly bidder: string;
  readonly required: boolean;
  /** Nothing of it is shown (SHADOW-1); absent where that is not so. */
  readonly shadow?: true;
  readonly live: boolean;
  readonly breaker: BreakerState | null;
  readonly instances: readonly InstanceRow[];
  readonly otherInstances: CountsView | null;
  readonly sellers: readonly ({ readonly seller: string } & SellerCounts)[];
  readonly otherSellers: SellerCounts | null;
}

export interface MarketView {
  readonly since: string;
  readonly minutes: number;
  readonly searches: number;
  readonly shown: number;
  readonly bidders: readonly BidderRow[];
  readonly others: BidderCounts | null;
}

export function marketView(sums: RecentSums, roster: readonly BidderView[]): MarketView {
  const { sinceMs, searches, shown } = sums;
  const onRoster = new Map(roster.map((view) => [view.bidder, view]));
  const none = new BidderTally();
  const all = new Map([...onRoster.keys()].map((bidder) => [bidder, none]));
  for (const [bidder, tally] of sums.bidders) all.set(bidder, tally);
  const { listed, rest } = split(all, LISTED_MAX.bidders, ({ auctions }) => auctions);
  const others = together(BidderTally, rest, sums.others);
  return {
    since: new Date(sinceMs).toISOString(),
    minutes: MINUTES,
    searches,
    shown,
    bidders: listed.map(([bidder, tally]) => ({
      bidder,
      ...rosterFields(onRoster.get(bidder)),
      ...bidderCounts(tally, shown),
      ...instanceFields(tally, onRoster.get(bidder)),
      ...sellerFields(tally, shown),
    })),
    others: others === null ? null : bidderCounts(others, shown),
  };
}

function rosterFields(view: BidderView | undefined) {
  const live = view !== undefined && view.instances.length > 0;
  return {
    required: view?.required ?? false,
    ...(view?.shadow === true ? { shadow: true as const } : {}),
    live,
    breaker: live ? view.breaker : null,
  };
}

function instanceFields(tally: BidderTally, view: BidderView | undefined) {
  const live = new Map(view?.instances.map((one) => [one.id, one]));
  const none = new Tally();
  const all = new Map([...live.keys()].map((id) => [id, none]));
  for (const [id, one] of tally.instances) all.set(id, one);
  const { listed, rest } = split(all, LISTED_MAX.instancesEach, ({ auctions }) => auctions);
  const others = together(Tally, rest, tally.otherInstances);
  return {
    instances: listed.map(([instance, one]) => ({
      instance,
      live: live.has(instance),
      version: live.get(instance)?.version ?? null,
      inFlight: live.get(instance)?.inFlight ?? null,
      ...counts(one),
    })),
    otherInstances: others === null ? null : counts(others),
  };
}

function sellerFields({ sellers, otherSellers }: BidderTally, shown: number) {
  const { listed, rest } = split(sellers, LISTED_MAX.sellersEach, (one) => one.shown);
  const others = together(SellerTally, rest, otherSellers);
  return {
    sellers: listed.map(([seller, tally]) => ({ seller, ...sellerCounts(tally, shown) })),
    otherSellers: others === null ? null : sellerCounts(others, shown),
  };
}

function sellerCounts({ searches, shown, won }: SellerTally, allShown: number): SellerCounts {
  return { searches, shown, won, share: shareOf(won, allShown) };
}

function bidderCounts(tally: BidderTally, shown: number): BidderCounts {
  const { won, told } = tally;
  const view = { ...counts(tally), won, share: shareOf(won, shown) };
  return told === null ? view : { ...view, feedback: feedbackCounts(told) };
}

function feedbackCounts(told: ToldTally): FeedbackCounts {
  const { auctions, shown, outbid, late, invalid, gapPercent } = told;
  return { auctions, shown, outbid, late, invalid, gapPercent };
}

function counts(tally: Tally): CountsView {
  const { auctions, outcomes, lateBids } = tally;
  return {
    auctions,
    outcomes: Object.fromEntries(Object.entries(outcomes).filter(([, times]) => times > 0)),
    p50Ms: tally.percentileMs(50),
    p95Ms: tally.percentileMs(95),
    p99Ms: tally.percentileMs(99),
    lateBids,
    regret: regretOf(tally),
  };
}

/** MARKETVIEW-2 */
function regretOf({ outcomes, lateBids, regret }: Tally): Money[] | null {
  if (lateBids === 0 && UNFINISHED.some((outcome) => outcomes[outcome] > 0)) return null;
  return [...(regret ?? [])]
    .filter(([, amount]) => amount > 0)
    .map(([currency, amount]) => ({ amount, currency }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}

function shareOf(won: number, shown: number): number | null {
  return shown === 0 ? null : won / shown;
}

/** The `max` largest in the order of their names, and the others. */
function split<T>(all: ReadonlyMap<string, T>, max: number, sizeOf: (one: T) => number) {
  const byName = [...all].sort(([a], [b]) => (a < b ? -1 : 1));
  if (byName.length <= max) return { listed: byName, rest: [] };
  const largest = new Set(byName.toSorted(([, a], [, b]) => sizeOf(b) - sizeOf(a)).slice(0, max));
  return {
    listed: byName.filter((one) => largest.has(one)),
    rest: byName.filter((one) => !largest.has(one)).map(([, one]) => one),
  };
}

/** Null: there are none. */
function together<T extends { add(other: T): void }>(
  Kind: new () => T,
  rest: readonly T[],
  others: T | null,
): T | null {
  if (rest.length === 0 && others === null) return null;
  const all = new Kind();
  for (const one of rest) all.add(one);
  if (others !== null) all.add(others);
  return all;
}
