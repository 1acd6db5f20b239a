/**
 * The ledger: the results of the last minutes, and the bids that came too late for them.
 *
 * LEDGER-1 A late bid is priced by the same rules as the result and compared with what was shown.
 *    It amends the ledger, never the result (A3).
 * LEDGER-2 The ledger is bounded in entries, bytes, time and messages (A6): the oldest entry is
 *    dropped first. Every byte is counted, whatever the results hold (account.ts).
 * LEDGER-3 The regret of a search is reported once: when it is known, when no bidder can change it
 *    any more, or when its entry is dropped.
 * LEDGER-4 An auction of another gateway (`adopt`) is kept and answered as one of its own, within
 *    the same bounds. It takes no late bids here, and its regret is not reported: both are the
 *    affair of the gateway that ran it, whose later copies amend it, and older ones do not. One of
 *    its own is never replaced.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import type { Bid, SheetColumns } from "../../proto/messages.ts";
import type { ConcludedAuction } from "./account.ts";
import { AccountBuffers } from "./account-buffers.ts";
import { accountOfCopy, copyOf, type OwnRules } from "./account-copy.ts";
import type { KeptAuction } from "./kept/kept-auction.ts";
import { type BestOffer, bestOffer, cheaper, NO_OFFER, readLateBid } from "./late-bid.ts";
import { LateQueue, type QueuedMessage } from "./late-queue.ts";
import { LedgerEntries } from "./ledger-entries.ts";
import {
  bytesOf,
  idsOf,
  type Late,
  type LedgerCopy,
  type LedgerEntry,
  lateRead,
  regretOf,
} from "./ledger-entry.ts";
import type { LedgerEvents } from "./ledger-events.ts";
import {
  type KeptOfferView,
  keptOf,
  type LedgerView,
  type TimedAuction,
  timedOf,
  viewOf,
} from "./ledger-views.ts";
import { BIDDERS_MAX, UNEXPECTED_BIDDERS_MAX } from "./limits.ts";
import { partsOfOfferId } from "./offer-ids.ts";
import { round } from "./outcome.ts";
import { type IncompleteBidder, Regret } from "./regret.ts";
import { accountOf } from "./write-account.ts";

interface LedgerLimits {
  readonly entriesMax: number;
  /** The bytes of all entries together. A result that is larger by itself is not kept. */
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

/** A6: bidders whose late bids are entered for one auction: all that can have bid in time. */
export const LATE_BIDDERS_MAX = BIDDERS_MAX + UNEXPECTED_BIDDERS_MAX;

interface LateContent {
  readonly bid: Bid<SheetColumns> | undefined;
  readonly best: BestOffer;
}

const UNREAD: LateContent = { bid: undefined, best: NO_OFFER };

/** Reads what is late now: the ledger of a test, or one that has its own time for it. */
const runNow = (job: () => void) => job();

export class Ledger {
  readonly #entries = new LedgerEntries();
  readonly #buffers: AccountBuffers;
  readonly #clock: Clock;
  readonly #limits: LedgerLimits;
  readonly #events: LedgerEvents;
  readonly #waiting: LateQueue<LedgerEntry>;

  /**
   * `later` runs a job now or in one of the next turns of the event loop: late bids are read when
   * there is time, because a gateway that is late must not be later for them. `buffers` are its
   * own: what they keep is bounded for itself, and not counted.
   */
  constructor(
    clock: Clock,
    events: LedgerEvents = {},
    limits: LedgerLimits = LEDGER_LIMITS,
    later: (job: () => void) => void = runNow,
    buffers = new AccountBuffers(),
  ) {
    this.#buffers = buffers;
    this.#clock = clock;
    this.#events = events;
    this.#limits = limits;
    this.#waiting = new LateQueue(later, (message) => this.#readSafely(message));
  }

  /** What it holds now. Entries that are too old are among them until `dropExpired`. */
  get size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#entries.size, bytes: this.#entries.bytes };
  }

  /**
   * Opens the account of an auction that has just ended. `finished`: bidders that have finished;
   * `incomplete`: see regret.ts.
   */
  open(
    ended: ConcludedAuction,
    finished: readonly string[],
    incomplete: Map<string, IncompleteBidder> | null,
  ): void {
    this.dropExpired();
    // First, so that its buffer is used again.
    while (this.#entries.size >= this.#limits.entriesMax && this.#dropOldest());
    const account = accountOf(ended, finished, this.#buffers);
    const entry: LedgerEntry = {
      account,
      late: null,
      regret: new Regret(account.bestShown, incomplete),
      isAdopted: false,
      regretReported: false,
      next: null,
    };
    this.#keep(entry);
  }

  /** Enters it, unless it is larger than all that the ledger may hold. */
  #keep(entry: LedgerEntry): void {
    const { account } = entry;
    if (bytesOf(entry) > this.#limits.bytesMax) {
      // All other entries would be dropped for it, and then it would be dropped too.
      this.#reportRegret(entry, true);
      return;
    }
    this.#entries.add(entry);
    this.#reportRegret(entry);
    this.#dropSurplus();
    if (!entry.isAdopted) this.#events.changed?.(account.searchId);
  }

  /** What it keeps of this search, for another gateway; undefined where it did not run it. */
  copyOf(searchId: string): LedgerCopy | undefined {
    const entry = this.#entries.ofSearch(searchId);
    if (entry === undefined || entry.isAdopted) return undefined;
    const late = [...(entry.late?.values() ?? [])];
    return copyOf(entry.account, late, entry.regret.state, this.#clock);
  }

  /**
   * LEDGER-4: keeps an auction of another gateway, or amends what is kept of it. False for one that
   * is too old.
   *
   * @throws Error when it is not what `copyOf` has made
   */
  adopt(copy: LedgerCopy, own: OwnRules): boolean {
    const { searchId, late, regret } = copy.head;
    const known = this.#entries.ofSearch(searchId);
    if (known?.isAdopted === false) return true;
    const byBidder = late.length === 0 ? null : new Map(late.map((one) => [one.bidder, one]));
    if (known !== undefined) {
      // An older copy may come after a newer one.
      if (lateRead(late) < lateRead(known.late?.values() ?? [])) return true;
      const before = bytesOf(known);
      known.late = byBidder;
      known.regret = Regret.from(known.account.bestShown, regret);
      this.#entries.recount(known, before);
      this.#dropSurplus();
      return true;
    }
    const account = accountOfCopy(copy, own, this.#clock);
    const entry: LedgerEntry = {
      account,
      late: byBidder,
      regret: Regret.from(account.bestShown, regret),
      isAdopted: true,
      regretReported: true,
      next: null,
    };
    if (this.#isExpired(entry)) return false;
    this.#keep(entry);
    return true;
  }

  /** Whether it keeps this search, and has run it. */
  isOwn(searchId: string): boolean {
    return this.#entries.ofSearch(searchId)?.isAdopted === false;
  }

  /** The same of the search with these ids of offers: what they have in common. */
  isOwnOfOffers(common: string): boolean {
    return this.#entries.ofOffers(common)?.isAdopted === false;
  }

  /** Drops the entries that are too old, and reports their regret (LEDGER-3). */
  dropExpired(): void {
    for (let { oldest } = this.#entries; oldest !== null; { oldest } = this.#entries) {
      if (!this.#isExpired(oldest)) return;
      this.#dropOldest();
    }
  }

  /**
   * Reads the late messages of this search that wait to be read. What was read may take the place
   * of the entry.
   */
  readLate(searchId: string): void {
    const entry = this.#entries.ofSearch(searchId);
    if (entry !== undefined) this.#waiting.readAllOf(entry);
  }

  /**
   * The result, with the late bids that were read. Undefined when the search is not kept, or is too
   * old.
   */
  view(searchId: string): LedgerView | undefined {
    const entry = this.#entries.ofSearch(searchId);
    if (entry === undefined || this.#isExpired(entry)) return undefined;
    return viewOf(entry);
  }

  /** The id of the auction of this search. Undefined as for `view`. */
  auctionIdOf(searchId: string): string | undefined {
    const entry = this.#entries.ofSearch(searchId);
    return entry === undefined || this.#isExpired(entry) ? undefined : entry.account.auctionId;
  }

  /** The tenant of this search; undefined where it has none, or is not kept. */
  ownerOf(searchId: string): string | undefined {
    return this.#entries.ofSearch(searchId)?.account.owner;
  }

  /** The same of the search of this offer. */
  ownerOfOffer(offerId: string): string | undefined {
    const parts = partsOfOfferId(offerId);
    return parts && this.#entries.ofOffers(parts.common)?.account.owner;
  }

  /** The auction with all its bids, to be read again. Undefined as for `view`. */
  kept(searchId: string): KeptAuction | undefined {
    const entry = this.#entries.ofSearch(searchId);
    if (entry === undefined || this.#isExpired(entry)) return undefined;
    return keptOf(entry);
  }

  /** The same, with the times of what happened. Undefined as for `view`, or where none are kept. */
  timed(searchId: string): TimedAuction | undefined {
    const entry = this.#entries.ofSearch(searchId);
    if (entry === undefined || this.#isExpired(entry)) return undefined;
    return timedOf(entry);
  }

  /**
   * An offer of a result by its id. Undefined when it is not kept, or its search is too old. It is
   * valid for this turn of the event loop: its bytes are used again when its search is dropped.
   */
  offer(offerId: string): KeptOfferView | undefined {
    const parts = partsOfOfferId(offerId);
    if (parts === undefined) return undefined;
    const entry = this.#entries.ofOffers(parts.common);
    if (entry === undefined || this.#isExpired(entry)) return undefined;
    const { account } = entry;
    const offer = account.offer(parts.own);
    if (offer === undefined) return undefined;
    const leftMs = account.endedAtMs + this.#limits.keepMs - this.#clock.now();
    return { account, offer, keptUntilMs: this.#clock.wall() + leftMs };
  }

  /**
   * Enters a message that came after its auction had ended. It is read when there is time. False
   * when it is ignored: the auction is not in the ledger, the bidder had finished (the second
   * answer to a hedged call) or was not asked (CHOICE-1), or its late messages exceed the limit.
   */
  enter(auctionId: string, bidder: string, instance: string, bytes: Uint8Array): boolean {
    this.dropExpired();
    const entry = this.#entries.ofAuction(auctionId);
    if (entry === undefined || entry.isAdopted) return false;
    const before = entry.late?.get(bidder);
    if (before === undefined) {
      const late = entry.late?.size ?? 0;
      if (late >= LATE_BIDDERS_MAX || entry.account.hasFinished(bidder)) return false;
      if (!entry.account.asked(bidder)) return false;
    } else if (before.messages >= this.#limits.lateBidsMax) return false;
    if (before !== undefined) before.messages++;
    else this.#addLate(entry, bidder);
    this.#waiting.add({ entry, bidder, instance, bytes, arrivedAtMs: this.#clock.now() });
    this.#dropSurplus();
    return true;
  }

  #addLate(entry: LedgerEntry, bidder: string): void {
    const before = bytesOf(entry);
    entry.late ??= new Map();
    entry.late.set(bidder, {
      bidder,
      latencyMs: 0,
      offers: 0,
      cheapest: null,
      messages: 1,
      times: null,
    });
    this.#entries.recount(entry, before);
  }

  /** A5: no bidder's bytes may end the gateway, which reads them outside of every other handler. */
  #readSafely(message: QueuedMessage<LedgerEntry>): void {
    try {
      this.#read(message);
    } catch (thrown) {
      this.#events.fault?.(message.entry.account.auctionId, thrown);
    }
  }

  /** The bid is undefined where it cannot be read: it is only counted as late. */
  #contentOf({ entry: { account }, bidder, bytes }: QueuedMessage<LedgerEntry>): LateContent {
    if (bytes === null) return UNREAD;
    try {
      const bid = readLateBid(account.auctionId, bytes);
      return bid === undefined || bid.sheet.rows === 0
        ? { bid, best: NO_OFFER }
        : { bid, best: bestOffer(bidder, bid.sheet, account.rules(this.#clock.wall())) };
    } catch (thrown) {
      this.#events.fault?.(account.auctionId, thrown);
      return UNREAD;
    }
  }

  /** LEDGER-1. `bytes` is null when the message could not wait: its content is not known. */
  #read(message: QueuedMessage<LedgerEntry>): void {
    const { entry, bidder, instance, arrivedAtMs } = message;
    const { account } = entry;
    const before = entry.late?.get(bidder);
    if (before === undefined) return;
    const { bid, best } = this.#contentOf(message);
    const late: Late = {
      bidder,
      latencyMs: round(arrivedAtMs - account.startedAtMs),
      offers: before.offers + (bid?.sheet.rows ?? 0),
      cheapest: cheaper(before.cheapest, best.cheapest),
    };
    const bytesBefore = bytesOf(entry);
    const times = before.times ?? [];
    times.push({ atMs: late.latencyMs, offers: bid?.sheet.rows ?? 0, cheapest: best.cheapest });
    entry.late?.set(bidder, { ...late, messages: before.messages, times });
    const rise = entry.regret.enter(bidder, bid, best.cost, best.costByColumns);
    this.#entries.recount(entry, bytesBefore);
    this.#events.late?.({
      ...idsOf(entry),
      instance,
      late,
      lateByMs: round(arrivedAtMs - account.endedAtMs),
      deadlineMs: account.deadlineMs,
      ...(account.hasMarkUp ? { hasMarkUp: true as const } : {}),
      regretRise: { amount: rise, currency: account.currency },
      regret: regretOf(entry),
    });
    this.#reportRegret(entry);
    this.#dropSurplus();
    // Of one that is dropped there is nothing left to tell.
    if (this.#entries.has(entry)) this.#events.changed?.(account.searchId);
  }

  /** LEDGER-3. `isDropped`: the entry is about to leave the ledger. */
  #reportRegret(entry: LedgerEntry, isDropped = false): void {
    const { regret, regretReported } = entry;
    if (regretReported || !regret.applies || !(isDropped || regret.decided)) return;
    entry.regretReported = true;
    this.#events.regret?.({ ...idsOf(entry), regret: regretOf(entry) });
  }

  #isExpired({ account }: LedgerEntry): boolean {
    return account.endedAtMs < this.#clock.now() - this.#limits.keepMs;
  }

  #dropSurplus(): void {
    const { entriesMax, bytesMax } = this.#limits;
    while (this.#entries.size > entriesMax || this.#entries.bytes > bytesMax)
      if (!this.#dropOldest()) return;
  }

  /** False when there is none. */
  #dropOldest(): boolean {
    const entry = this.#entries.removeOldest();
    if (entry === null) return false;
    this.#waiting.readAllOf(entry);
    this.#reportRegret(entry, true);
    entry.account.release(this.#buffers);
    return true;
  }
}
