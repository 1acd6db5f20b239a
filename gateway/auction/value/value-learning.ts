/**
 * The policy `value` of one gateway: what it has learned, which rule an auction gets of it, and
 * what it learns of auctions that have ended, whatever their policy.
 *
 * VALUELEARN-1 It learns after the result is on its way, of one auction in `LEARN_EVERY_MS` at most
 *    (A6), so that searches that do not ask for this policy do not pay for it.
 * VALUELEARN-2 A bid that came too late amends what was learned of its auction, once a bidder. How
 *    many auctions wait for that is bounded (A6).
 */
import { LRUCache } from "lru-cache";
import { marketClassOf } from "./market-class.ts";
import { observedAuction } from "./observed-auction.ts";
import { ValueHistory } from "./value-history.ts";
import type { LearnedAuction, WaitingRequest, WaitingRules } from "./waiting-port.ts";
import {
  explores,
  pricePerSecondOf,
  ruleOfSearch,
  unitsPerDollarOf,
  type WaitingRule,
} from "./waiting-rule.ts";

/** To learn of an auction takes some 0.1 ms: this is 2 % of one processor. */
export const LEARN_EVERY_MS = 5;
/** VALUELEARN-2: as many as the ledger keeps by default. */
const AMENDED_MAX = 1_000;

/** An auction of which bidders may still answer. */
interface OpenEnd {
  readonly marketClass: number;
  /** Milliseconds since the acceptance. */
  readonly endedAtMs: number;
  readonly bestCost: number | undefined;
  readonly out: Set<string>;
}

/** A message that came too late, as the ledger reports it. */
interface LateAnswer {
  readonly auctionId: string;
  readonly late: {
    readonly bidder: string;
    /** Milliseconds since the acceptance. */
    readonly latencyMs: number;
    readonly offers: number;
  };
  readonly regretRise: { readonly amount: number };
}

export class ValueLearning implements WaitingRules {
  readonly #history: ValueHistory;
  readonly #ended = new LRUCache<string, OpenEnd>({ max: AMENDED_MAX });
  #learnedAtMs = Number.NEGATIVE_INFINITY;

  constructor(history = new ValueHistory()) {
    this.#history = history;
  }

  /** What was learned, for who keeps it. */
  get history(): Pick<ValueHistory, "records" | "adopt" | "changes"> {
    return this.#history;
  }

  ruleFor({ searchId, search, rates, kilometres }: WaitingRequest): WaitingRule | null {
    const { dollarsPerSecond } = search.policy;
    if (dollarsPerSecond === undefined) return null;
    const price = pricePerSecondOf(dollarsPerSecond, unitsPerDollarOf(rates));
    return ruleOfSearch(searchId, this.#history, marketClassOf(search, kilometres), price);
  }

  learn(auction: LearnedAuction): void {
    const { request, endedAtMs, bestCost } = auction;
    // What explores is rare, and all that is known of late answers.
    const isDue = endedAtMs - this.#learnedAtMs >= LEARN_EVERY_MS;
    if (!isDue && !explores(request.searchId)) return;
    this.#learnedAtMs = endedAtMs;
    const observed = observedAuction(auction);
    this.#history.learn(observed);
    const out = new Set<string>();
    for (const [bidder, finishedMs] of observed.bidders) if (finishedMs === null) out.add(bidder);
    if (out.size === 0) return;
    const { marketClass, endedAtMs: endedMs } = observed;
    this.#ended.set(request.auctionId, { marketClass, endedAtMs: endedMs, bestCost, out });
  }

  /** One without offers was mostly told to stop, and says nothing of what it would have sent. */
  late({ auctionId, late: { bidder, latencyMs, offers }, regretRise }: LateAnswer): void {
    const ended = this.#ended.peek(auctionId);
    if (ended === undefined || offers === 0 || !ended.out.delete(bidder)) return;
    if (ended.out.size === 0) this.#ended.delete(auctionId);
    const { marketClass, endedAtMs, bestCost } = ended;
    const atMs = Math.max(endedAtMs, latencyMs);
    const isGain = regretRise.amount > 0 && bestCost !== undefined && bestCost > 0;
    const gains = isGain ? [{ atMs, share: Math.min(1, regretRise.amount / bestCost) }] : [];
    this.#history.amend(bidder, marketClass, endedAtMs, { untilMs: atMs, finished: true, gains });
  }
}
