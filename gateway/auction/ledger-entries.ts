/**
 * The entries of the ledger in the order in which they came, with their indexes and their bytes.
 * It knows no bound: who adds an entry drops the oldest (LEDGER-2).
 */
import { bytesOf, type LedgerEntry } from "./ledger-entry.ts";

export class LedgerEntries {
  /** Keyed by the id on the wire. */
  readonly #byAuctionId = new Map<string, LedgerEntry>();
  readonly #bySearchId = new Map<string, LedgerEntry>();
  /** Keyed by what the ids of its offers have in common. */
  readonly #byOfferIds = new Map<string, LedgerEntry>();
  // A list, because in a Map from which the first is always deleted the first is found slowly.
  #oldest: LedgerEntry | null = null;
  #newest: LedgerEntry | null = null;
  #bytes = 0;

  get size(): number {
    return this.#byAuctionId.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get oldest(): LedgerEntry | null {
    return this.#oldest;
  }

  ofAuction(auctionId: string): LedgerEntry | undefined {
    return this.#byAuctionId.get(auctionId);
  }

  ofSearch(searchId: string): LedgerEntry | undefined {
    return this.#bySearchId.get(searchId);
  }

  /** `common`: what the ids of its offers have in common (offer-ids.ts). */
  ofOffers(common: string): LedgerEntry | undefined {
    return this.#byOfferIds.get(common);
  }

  add(entry: LedgerEntry): void {
    const { account } = entry;
    this.#byAuctionId.set(account.auctionId, entry);
    this.#bySearchId.set(account.searchId, entry);
    if (account.offerIds !== undefined) this.#byOfferIds.set(account.offerIds.common, entry);
    if (this.#newest === null) this.#oldest = entry;
    else this.#newest.next = entry;
    this.#newest = entry;
    this.#bytes += bytesOf(entry);
  }

  /** An entry has changed; it had `before` bytes. One that is being dropped is counted no more. */
  recount(entry: LedgerEntry, before: number): void {
    if (this.has(entry)) this.#bytes += bytesOf(entry) - before;
  }

  has({ account }: LedgerEntry): boolean {
    return this.#byAuctionId.has(account.auctionId);
  }

  /** Null when there is none. */
  removeOldest(): LedgerEntry | null {
    const entry = this.#oldest;
    if (entry === null) return null;
    const { account } = entry;
    this.#oldest = entry.next;
    if (this.#oldest === null) this.#newest = null;
    // An old entry must not hold newer ones, or none of them is collected before all are old.
    entry.next = null;
    this.#byAuctionId.delete(account.auctionId);
    this.#bySearchId.delete(account.searchId);
    if (account.offerIds !== undefined) this.#byOfferIds.delete(account.offerIds.common);
    this.#bytes -= bytesOf(entry);
    return entry;
  }
}
