/**
 * The ledger: results of the last minutes, and what came too late for them. A late bid is priced by
 * the same rules and set against what was shown; it amends the ledger, never the result (A3).
 * Bounded in entries, bytes, time and messages (A6): what is oldest goes first. Every byte is
 * counted, whatever the results hold; see account.ts.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import { decodeBid } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { Bid, Money, SearchResult, Sheet } from "../../proto/messages.ts";
import { Account, type Ended } from "./account.ts";
import { round } from "./outcome.ts";
import { rank } from "./rank.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { Regret, type Unheard } from "./regret.ts";

export interface LedgerLimits {
  readonly entriesMax: number;
  /** Of all that is kept. A result that is larger by itself is not kept. */
  readonly bytesMax: number;
  readonly keepMs: number;
  /** Late messages that are read per bidder and auction. */
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
 * What one bidder takes at most, as a name in a set and as an entry in a map: a name may be cut out
 * of a subject, and keeps that alive.
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
   * when that is not known: see regret.ts.
   */
  readonly regret: Money | null;
}

interface Entry {
  readonly account: Account;
  /** Bidders whose final bid was in: what they still send is a duplicate, not late. */
  readonly finished: ReadonlySet<string>;
  readonly late: Map<string, Late & { messages: number }>;
  readonly regret: Regret;
  decided: boolean;
}

interface Ids {
  readonly searchId: string;
  readonly auctionId: string;
}

/** What a late bid changed, for the log and the metrics. */
export interface LateNews extends Ids {
  readonly instance: string;
  readonly late: Late;
  /** Of the search: what comes after it says nothing of the bidder's speed. */
  readonly deadlineMs: number;
  /** How long after the end of the auction it came. */
  readonly lateByMs: number;
  /** By how much this bid raised the auction's regret, in minor units of its currency. */
  readonly regretRise: Money;
  /** As it stands now; null when it is not known. */
  readonly regret: Money | null;
}

/**
 * Of a search that showed something it is decided what its regret is: known, or unknown for good
 * (null).
 */
export interface RegretNews extends Ids {
  readonly regret: Money | null;
}

export interface LedgerEvents {
  late?(news: LateNews): void;
  regret?(news: RegretNews): void;
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

  /** What is kept now, counted. */
  get size(): { readonly entries: number; readonly bytes: number } {
    this.#dropExpired();
    return { entries: this.#entries.size, bytes: this.#bytes };
  }

  /**
   * Opens the account of an auction that has just ended. `finished` and `unheard`: how its bidders
   * stand (regret.ts).
   */
  open(ended: Ended, finished: ReadonlySet<string>, unheard: Map<string, Unheard>): void {
    this.#dropExpired();
    const account = new Account(ended);
    const entry: Entry = {
      account,
      finished,
      late: new Map(),
      regret: new Regret(account.bestShown, unheard),
      decided: false,
    };
    if (bytesOf(entry) > this.#limits.bytesMax) {
      // All others would have to go for it, and then it would, too.
      this.#decide(entry, true);
      return;
    }
    this.#entries.set(account.auctionId, entry);
    this.#auctionIds.set(account.searchId, account.auctionId);
    this.#bytes += bytesOf(entry);
    this.#decide(entry);
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
   * Enters a message that came after its auction had ended. False when it is not late but surplus:
   * nothing is kept of that auction, its bidder had finished (the second answer to a hedged call),
   * or it was one too many.
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
    const bid = bidOf(auctionId, bytes);
    const best =
      bid === undefined || bid.sheet.rows === 0
        ? NOTHING
        : bestOf(bidder, bid.sheet, account.rules(this.#clock.wall()));
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
    this.#decide(entry);
    this.#dropSurplus();
    return true;
  }

  /**
   * Told once: when it is known, when nobody is left who could say, or at the end of its time here.
   */
  #decide(entry: Entry, atItsEnd = false): void {
    if (entry.decided || !entry.regret.applies || !(atItsEnd || entry.regret.decided)) return;
    entry.decided = true;
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
    this.#decide(entry, true);
  }
}

function bytesOf({ account, finished, late, regret }: Entry): number {
  return account.bytes + BIDDER_BYTES * (finished.size + late.size + regret.unheard);
}

function idsOf({ account: { searchId, auctionId } }: Entry): Ids {
  return { searchId, auctionId };
}

function regretOf({ account, regret: { amount } }: Entry): Money | null {
  return amount === null ? null : { amount, currency: account.currency };
}

/**
 * What a late message says; undefined when it cannot be read: late garbage is only counted as late.
 */
function bidOf(auctionId: string, bytes: Uint8Array): Bid | undefined {
  try {
    const bid = decodeBid(bytes);
    return bid.searchId === auctionId ? bid : undefined;
  } catch (thrown) {
    if (thrown instanceof AuctionError) return undefined;
    throw thrown;
  }
}

interface Best {
  readonly cost: number | undefined;
  readonly cheapest: Money | null;
}

const NOTHING: Best = { cost: undefined, cheapest: null };

/**
 * The lowest cost and the lowest price of what can be sold. Only the best itinerary of each order
 * is opened.
 */
function bestOf(bidder: string, sheet: Sheet, rules: RankingRules): Best {
  const first = (objective: RankingRules["objective"]) =>
    rank([{ bidder, sheets: [sheet] }], {
      ...rules,
      objective,
      search: { ...rules.search, maxResults: 1 },
    }).itineraries[0];
  return {
    cost: first(rules.objective)?.cost,
    cheapest: first({ valuePerHour: 0, penaltyPerStop: 0 })?.price ?? null,
  };
}

function cheaper(a: Money | null, b: Money | null): Money | null {
  if (a === null || b === null) return a ?? b;
  return b.amount < a.amount ? b : a;
}
