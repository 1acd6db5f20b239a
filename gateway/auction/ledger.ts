/**
 * The ledger: results of the last minutes, and what came too late for them. A late bid is priced by the same rules and set
 * against what was shown; it amends the ledger, never the result (A3). Bounded in entries, time and messages (A6).
 */
import { LRUCache } from "lru-cache";
import { decodeBid } from "../../proto/codec.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { Money, SearchResult, Sheet } from "../../proto/messages.ts";
import type { Clock } from "./clock.ts";
import { round } from "./outcome.ts";
import { rank } from "./rank.ts";
import type { RankingRules } from "./ranking-rules.ts";

export interface LedgerLimits {
  readonly entriesMax: number;
  /** Of what is kept in all, by a rough measure of its size. */
  readonly bytesMax: number;
  readonly keepMs: number;
  /** Late messages that are read per bidder and auction. */
  readonly lateBidsMax: number;
}

export const LEDGER_LIMITS: LedgerLimits = { entriesMax: 1_000, bytesMax: 256 * 1024 * 1024, keepMs: 5 * 60_000, lateBidsMax: 8 };

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
  /** How much cheaper, by the search's objective, the best late offer was than the best shown. Null when none was shown. */
  readonly regret: Money | null;
}

interface Account {
  readonly auctionId: string;
  readonly result: SearchResult;
  readonly rules: RankingRules;
  readonly startedAt: number;
  /** Monotonic. */
  readonly endedAt: number;
  /** Bidders whose final bid was in: what they still send is a duplicate, not late. */
  readonly finished: ReadonlySet<string>;
  readonly late: Map<string, Late & { messages: number }>;
  regret: number;
}

/** What a late bid changed, for the log and the metrics. */
export interface LateNews {
  readonly searchId: string;
  readonly auctionId: string;
  readonly instance: string;
  readonly late: Late;
  /** How long after the end of the auction it came. */
  readonly lateByMs: number;
  /** By how much this bid raised the auction's regret, in minor units of its currency. */
  readonly regretRise: Money;
}

export class Ledger {
  /** By the public id. */
  readonly #accounts: LRUCache<string, Account>;
  /** From the id on the wire to the public id, of the accounts that are kept. */
  readonly #searchIds = new Map<string, string>();
  readonly #clock: Clock;
  readonly #limits: LedgerLimits;
  readonly #onLate: (news: LateNews) => void;

  constructor(clock: Clock, onLate: (news: LateNews) => void = () => {}, limits: LedgerLimits = LEDGER_LIMITS) {
    this.#clock = clock;
    this.#onLate = onLate;
    this.#limits = limits;
    this.#accounts = new LRUCache({
      max: limits.entriesMax,
      maxSize: limits.bytesMax,
      sizeCalculation: roughBytes,
      ttl: limits.keepMs,
      ttlResolution: 0,
      perf: { now: () => clock.now() },
      dispose: ({ auctionId }) => void this.#searchIds.delete(auctionId),
    });
  }

  /** Opens the account of an auction that has just ended. */
  open(
    auctionId: string,
    result: SearchResult,
    rules: RankingRules,
    when: { startedAt: number; endedAt: number },
    finished: ReadonlySet<string>,
  ): void {
    this.#searchIds.set(auctionId, result.searchId);
    this.#accounts.set(result.searchId, { auctionId, result, rules, ...when, finished, late: new Map(), regret: 0 });
  }

  view(searchId: string): LedgerView | undefined {
    const account = this.#accounts.get(searchId);
    if (account === undefined) return undefined;
    const { result, late, regret, rules } = account;
    return {
      ...result,
      late: [...late.values()].map(({ messages: _, ...entry }) => entry).sort((a, b) => (a.bidder < b.bidder ? -1 : 1)),
      regret: result.itineraries.length === 0 ? null : { amount: regret, currency: rules.search.currency },
    };
  }

  /**
   * Enters a message that came after its auction had ended. False when it is not late but surplus: nothing is kept of that auction,
   * its bidder had finished (the second answer to a hedged call), or it was one too many.
   */
  enter(auctionId: string, bidder: string, instance: string, bytes: Uint8Array): boolean {
    const searchId = this.#searchIds.get(auctionId);
    const account = searchId === undefined ? undefined : this.#accounts.get(searchId);
    const before = account?.late.get(bidder);
    // The names under which bids can come are those of nats.conf, so this map is as small as that file.
    if (
      searchId === undefined ||
      account === undefined ||
      account.finished.has(bidder) ||
      (before?.messages ?? 0) >= this.#limits.lateBidsMax
    )
      return false;
    const sheet = sheetOf(auctionId, bytes);
    const { itineraries } = rank([{ bidder, sheets: sheet === undefined ? [] : [sheet] }], {
      ...account.rules,
      wallMs: this.#clock.wall(),
    });
    const now = this.#clock.now();
    const late = {
      bidder,
      latencyMs: round(now - account.startedAt),
      offers: (before?.offers ?? 0) + (sheet?.rows ?? 0),
      cheapest: cheaper(before?.cheapest ?? null, cheapestOf(itineraries)),
      messages: (before?.messages ?? 0) + 1,
    };
    account.late.set(bidder, late);
    const regretRise = this.#raiseRegret(account, itineraries[0]?.cost);
    const { messages: _, ...entry } = late;
    const lateByMs = round(now - account.endedAt);
    this.#onLate({
      searchId,
      auctionId,
      instance,
      late: entry,
      lateByMs,
      regretRise: { amount: regretRise, currency: account.rules.search.currency },
    });
    return true;
  }

  #raiseRegret(account: Account, bestLate: number | undefined): number {
    const bestShown = account.result.itineraries[0]?.cost;
    if (bestLate === undefined || bestShown === undefined) return 0;
    const rise = Math.max(0, bestShown - bestLate - account.regret);
    account.regret += rise;
    return rise;
  }
}

/** An itinerary of two segments takes about a kilobyte, each seller about a third of one. */
function roughBytes({ result }: Account): number {
  return result.itineraries.reduce((sum, { sellers, slices }) => sum + 300 * sellers.length + 1_000 * slices.length, 2_000);
}

/** What a late message offers; nothing when it cannot be read: late garbage is only counted as late. */
function sheetOf(auctionId: string, bytes: Uint8Array): Sheet | undefined {
  try {
    const bid = decodeBid(bytes);
    return bid.searchId === auctionId ? bid.sheet : undefined;
  } catch (thrown) {
    if (thrown instanceof AuctionError) return undefined;
    throw thrown;
  }
}

function cheapestOf(itineraries: SearchResult["itineraries"]): Money | null {
  return itineraries.reduce<Money | null>((best, { price }) => cheaper(best, price), null);
}

function cheaper(a: Money | null, b: Money | null): Money | null {
  if (a === null || b === null) return a ?? b;
  return b.amount < a.amount ? b : a;
}
