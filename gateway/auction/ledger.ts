/**
 * The ledger: the results of the last minutes, and the bids that came too late for them.
 *
 * LEDGER-1 A late bid is priced by the same rules as the result and compared with what was shown.
 *    It amends the ledger, never the result (A3).
 * LEDGER-2 The ledger is bounded in entries, bytes, time and messages (A6): the oldest entry is
 *    dropped first. Every byte is counted, whatever the results hold (account.ts).
 * LEDGER-3 The regret of a search is reported once: when it is known, when no bidder can change it
 *    any more, or when its entry is dropped.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import type { Money, SearchResult } from "../../proto/messages.ts";
import { Account, type Ended } from "./account.ts";
import { bestOffer, cheaper, NO_OFFER, readLateBid } from "./late-bid.ts";
import { round } from "./outcome.ts";
import { type IncompleteBidder, Regret } from "./regret.ts";

export interface LedgerLimits {
  readonly entriesMax: number;
  /** Of all entries together. A result that is larger by itself is not kept. */
  readonly bytesMax: number;
  readonly keepMs: number;
  /** Late messages that are read, per bidder and auction. */
  readonly lateBidsMax: number;
}

export const LEDGER_LIMITS: LedgerLimits = {
  entriesMax: 1_000,
  bytesMax: 64 * 1024 * 1024,
  keepMs: 5 * 60_000,
  lateBidsMax: 8,
};

/** A6: bidders whose late bids are entered for one auction. */
const LATE_BIDDERS_MAX = 80;

/**
 * The most that one bidder takes, as a name in a set and as an entry in a map: a name may be a
 * slice of a subject, and then keeps the whole subject in memory.
 */
const BIDDER_BYTES = 1_024;

/** One bidder's bids that came too late for one auction. */
export interface Late {
  readonly bidder: string;
  /** From the start of the auction to its last late bid. */
  readonly latencyMs: number;
  readonly offers: number;
  /** The lowest price among them, in the search's currency. */
  readonly cheapest: Money | null;
}

/** A result, with what came too late for it. */
export interface LedgerView extends SearchResult {
  readonly late: readonly Late[];
  /**
   * How much cheaper, by the search's objective, the best late offer was than the best shown. Null
   * when it is not known: see regret.ts.
   */
  readonly regret: Money | null;
}

interface Entry {
  readonly account: Account;
  /** Bidders whose final bid came in time: what they still send is a duplicate, not late. */
  readonly finished: ReadonlySet<string>;
  readonly late: Map<string, Late & { messages: number }>;
  readonly regret: Regret;
  /** The regret was reported (LEDGER-3). */
  regretReported: boolean;
}

interface Ids {
  readonly searchId: string;
  readonly auctionId: string;
}

/** What a late bid changed, for the log and the metrics. */
export interface LateBidEvent extends Ids {
  readonly instance: string;
  readonly late: Late;
  /** Of the search: later messages do not measure the bidder's speed. */
  readonly deadlineMs: number;
  /** How long after the end of the auction it came. */
  readonly lateByMs: number;
  /** By how much this bid raised the auction's regret, in minor units of its currency. */
  readonly regretRise: Money;
  /** The present regret; null when it is not known. */
  readonly regret: Money | null;
}

/** The final regret of a search that showed something; null when it will never be known. */
export interface RegretEvent extends Ids {
  readonly regret: Money | null;
}

export interface LedgerEvents {
  late?(event: LateBidEvent): void;
  regret?(event: RegretEvent): void;
}

export class Ledger {
  /** By the id on the wire, the oldest first. */
  readonly #entries = new Map<string, Entry>();
  /** From the public id to the id on the wire. */
  readonly #auctionIds = new Map<string, string>();
  readonly #clock: Clock;
  readonly #limits: LedgerLimits;
  readonly #events: LedgerEvents;
  #bytes = 0;

  constructor(clock: Clock, events: LedgerEvents = {}, limits: LedgerLimits = LEDGER_LIMITS) {
    this.#clock = clock;
    this.#events = events;
    this.#limits = limits;
  }

  /** What is kept now. */
  get size(): { readonly entries: number; readonly bytes: number } {
    this.#dropExpired();
    return { entries: this.#entries.size, bytes: this.#bytes };
  }

  /**
   * Opens the account of an auction that has just ended. `finished`: bidders that have finished;
   * `incomplete`: see regret.ts.
   */
  open(
    ended: Ended,
    finished: ReadonlySet<string>,
    incomplete: Map<string, IncompleteBidder>,
  ): void {
    this.#dropExpired();
    const account = new Account(ended);
    const entry: Entry = {
      account,
      finished,
      late: new Map(),
      regret: new Regret(account.bestShown, incomplete),
      regretReported: false,
    };
    if (bytesOf(entry) > this.#limits.bytesMax) {
      // All other entries would be dropped for it, and then it would be dropped too.
      this.#reportRegret(entry, true);
      return;
    }
    this.#entries.set(account.auctionId, entry);
    this.#auctionIds.set(account.searchId, account.auctionId);
    this.#bytes += bytesOf(entry);
    this.#reportRegret(entry);
    this.#dropSurplus();
  }

  view(searchId: string): LedgerView | undefined {
    this.#dropExpired();
    const entry = this.#entries.get(this.#auctionIds.get(searchId) ?? "");
    if (entry === undefined) return undefined;
    const late = [...entry.late.values()]
      .map(({ messages: _, ...one }) => one)
      .sort((a, b) => (a.bidder < b.bidder ? -1 : 1));
    return { ...entry.account.result(), late, regret: regretOf(entry) };
  }

  /**
   * Enters a message that came after its auction had ended. False when it is ignored: the auction is
   * not in the ledger, the bidder had finished (the second answer to a hedged call), or its late
   * messages exceed the limit.
   */
  enter(auctionId: string, bidder: string, instance: string, bytes: Uint8Array): boolean {
    this.#dropExpired();
    const entry = this.#entries.get(auctionId);
    if (entry === undefined || entry.finished.has(bidder)) return false;
    const before = entry.late.get(bidder);
    if (
      before === undefined
        ? entry.late.size >= LATE_BIDDERS_MAX
        : before.messages >= this.#limits.lateBidsMax
    )
      return false;
    const { account } = entry;
    const bid = readLateBid(auctionId, bytes);
    const best =
      bid === undefined || bid.sheet.rows === 0
        ? NO_OFFER
        : bestOffer(bidder, bid.sheet, account.rules(this.#clock.wall()));
    const now = this.#clock.now();
    const late: Late = {
      bidder,
      latencyMs: round(now - account.startedAt),
      offers: (before?.offers ?? 0) + (bid?.sheet.rows ?? 0),
      cheapest: cheaper(before?.cheapest ?? null, best.cheapest),
    };
    this.#bytes -= bytesOf(entry);
    entry.late.set(bidder, { ...late, messages: (before?.messages ?? 0) + 1 });
    const rise = entry.regret.enter(bidder, bid, best.cost);
    this.#bytes += bytesOf(entry);
    this.#events.late?.({
      ...idsOf(entry),
      instance,
      late,
      lateByMs: round(now - account.endedAt),
      deadlineMs: account.deadlineMs,
      regretRise: { amount: rise, currency: account.currency },
      regret: regretOf(entry),
    });
    this.#reportRegret(entry);
    this.#dropSurplus();
    return true;
  }

  /** LEDGER-3. `isDropped`: the entry is about to leave the ledger. */
  #reportRegret(entry: Entry, isDropped = false): void {
    const { regret, regretReported } = entry;
    if (regretReported || !regret.applies || !(isDropped || regret.decided)) return;
    entry.regretReported = true;
    this.#events.regret?.({ ...idsOf(entry), regret: regretOf(entry) });
  }

  #dropExpired(): void {
    const oldest = this.#clock.now() - this.#limits.keepMs;
    for (const entry of this.#entries.values()) {
      if (entry.account.endedAt >= oldest) return;
      this.#drop(entry);
    }
  }

  #dropSurplus(): void {
    for (const entry of this.#entries.values()) {
      if (this.#entries.size <= this.#limits.entriesMax && this.#bytes <= this.#limits.bytesMax)
        return;
      this.#drop(entry);
    }
  }

  #drop(entry: Entry): void {
    this.#entries.delete(entry.account.auctionId);
    this.#auctionIds.delete(entry.account.searchId);
    this.#bytes -= bytesOf(entry);
    this.#reportRegret(entry, true);
  }
}

function bytesOf({ account, finished, late, regret }: Entry): number {
  return account.bytes + BIDDER_BYTES * (finished.size + late.size + regret.incomplete);
}

function idsOf({ account: { searchId, auctionId } }: Entry): Ids {
  return { searchId, auctionId };
}

function regretOf({ account, regret: { amount } }: Entry): Money | null {
  return amount === null ? null : { amount, currency: account.currency };
}
