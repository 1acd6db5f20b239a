/**
 * The ledger that gateways share: what each of them keeps is written to a bucket of the broker, and
 * a search that this gateway does not know is looked for there.
 *
 * SHARE-1 Any gateway answers for any search and any offer as the one that ran it, also when that
 *    one is gone: with the same result, pages, reasons, timeline, events, late bids and regret.
 * SHARE-2 What this gateway has run itself is not looked for while its own ledger answers. What
 *    that has dropped is brought back.
 * SHARE-3 What cannot be looked for is an error that says so, and no `not-found`. What was found
 *    before is answered as it was then.
 * SHARE-4 A search that is marked as running is `lost` when its gateway is gone (LIVENESS-1), or
 *    has not said its end long after its deadline.
 * SHARE-5 A6: searches that are looked for at once are bounded, and each is looked for once at a
 *    time, however many ask.
 * SHARE-6 A gateway without tenants brings nothing that belongs to one: no key of its callers could
 *    show whose it is (ACCESS-2).
 */
import type { Clock } from "../../common/runtime/clock.ts";
import { AuctionError, messageOf } from "../../proto/errors.ts";
import type { OwnRules } from "../auction/account-copy.ts";
import type { Ledger } from "../auction/ledger.ts";
import { partsOfOfferId } from "../auction/offer-ids.ts";
import type { Bucket } from "../buckets/bucket.ts";
import { BucketAvailability, type BucketEvents } from "../buckets/bucket-availability.ts";
import type { AsyncSearches } from "../search/async-searches.ts";
import { sharedKey } from "./shared-key.ts";
import { decodeShared, type SharedSearch } from "./shared-value.ts";
import { SharedWrites, type UnwrittenReason } from "./shared-writes.ts";

/** A6: some for each caller that waits; the broker answers one in a millisecond. */
export const READS_MAX = 64;

export type SharedLedgerEvents = BucketEvents & {
  written(bytes: number): void;
  unwritten(searchId: string, reason: UnwrittenReason): void;
  lookedFor(outcome: "found" | "missing" | "unreadable"): void;
};

interface SharedLedgerPorts {
  readonly bucket: Bucket;
  readonly clock: Clock;
  readonly ledger: Pick<
    Ledger,
    "copyOf" | "adopt" | "isOwn" | "isOwnOfOffers" | "auctionIdOf" | "offer" | "dropExpired"
  >;
  readonly asyncSearches: Pick<
    AsyncSearches,
    "copyOf" | "adopt" | "isOwnWithoutResult" | "isWithoutResult"
  >;
  readonly own: OwnRules;
  /** Whether callers have keys, so that what belongs to a tenant can be answered (SHARE-6). */
  readonly hasTenants: boolean;
  /** Whether another gateway is known to be gone from the broker (LIVENESS-1). */
  readonly isGone: (gateway: string) => Promise<boolean>;
  readonly later: (job: () => void) => void;
  readonly events: SharedLedgerEvents;
}

/** What a caller asks for: a search, or an offer of one. */
export interface SharedIds {
  readonly searchId?: string | undefined;
  readonly offerId?: string | undefined;
}

export class SharedLedger {
  readonly #ports: SharedLedgerPorts;
  readonly #availability: BucketAvailability;
  readonly #writes: SharedWrites;
  /** Keyed by key of the bucket: those that are looked for now. */
  readonly #reads = new Map<string, Promise<void>>();
  #whyUnshared = "it is not open yet";

  constructor(ports: SharedLedgerPorts) {
    this.#ports = ports;
    const { bucket, clock, ledger, asyncSearches, events, later } = ports;
    const told: BucketEvents = {
      shared: (note) => events.shared(note),
      unshared: (why) => {
        this.#whyUnshared = why;
        events.unshared(why);
      },
    };
    const onOpen = () => this.#writes.writeWaiting();
    const availability = new BucketAvailability(bucket, clock, told, onOpen);
    const known = (searchId: string): SharedSearch | undefined => {
      const account = ledger.copyOf(searchId);
      const asynchronous = asyncSearches.copyOf(searchId);
      return account === undefined && asynchronous === undefined
        ? undefined
        : { searchId, account, asynchronous };
    };
    this.#availability = availability;
    this.#writes = new SharedWrites({ bucket, availability, clock, known, later, events });
  }

  start(): void {
    this.#availability.start();
  }

  /** Something is known of a search that this gateway runs. */
  changed(searchId: string): void {
    this.#writes.changed(searchId);
  }

  /**
   * Brings what another gateway knows of a search to this one, so that it is answered from here.
   * Null where there is nothing to bring.
   *
   * @throws AuctionError `no-broker` when it cannot be looked for, `overloaded` when too many are
   */
  bring(ids: SharedIds): Promise<void> | null {
    const key = this.#keyOf(ids);
    if (key === undefined) return null;
    let read = this.#reads.get(key);
    if (read === undefined) {
      if (this.#reads.size >= READS_MAX) return this.#failed(ids, tooMany());
      read = this.#begin(key);
      this.#reads.set(key, read);
    }
    return read.catch((thrown) => this.#failed(ids, thrown));
  }

  /** Why what others keep is not known now; undefined where it is. */
  get unreadable(): AuctionError | undefined {
    return this.#availability.isOpen ? undefined : unreadable(this.#whyUnshared);
  }

  /** Writes what is known, for a limited time. */
  async close(): Promise<void> {
    await this.#writes.close();
    this.#availability.close();
    this.#ports.bucket.drop();
  }

  /** Undefined where nothing has to be looked for (SHARE-2). */
  #keyOf({ searchId, offerId }: SharedIds): string | undefined {
    const { ledger, asyncSearches } = this.#ports;
    ledger.dropExpired();
    if (searchId !== undefined)
      return ledger.isOwn(searchId) || asyncSearches.isOwnWithoutResult(searchId)
        ? undefined
        : sharedKey(searchId);
    const common = offerId === undefined ? undefined : partsOfOfferId(offerId)?.common;
    return common === undefined || ledger.isOwnOfOffers(common) ? undefined : common;
  }

  /** SHARE-3 */
  async #failed({ searchId, offerId }: SharedIds, thrown: unknown): Promise<void> {
    const { ledger, asyncSearches } = this.#ports;
    if (searchId !== undefined && ledger.auctionIdOf(searchId) !== undefined) return;
    if (searchId !== undefined && asyncSearches.isWithoutResult(searchId)) return;
    if (offerId !== undefined && ledger.offer(offerId) !== undefined) return;
    throw thrown;
  }

  /** Its place among the reads is free as soon as the bucket has answered. */
  #begin(key: string): Promise<void> {
    const value = this.#valueAt(key);
    const free = () => void this.#reads.delete(key);
    value.then(free, free);
    return value.then((read) => this.#takeValue(read));
  }

  async #takeValue(value: Uint8Array | undefined): Promise<void> {
    if (value === undefined) {
      this.#ports.events.lookedFor("missing");
      return;
    }
    try {
      const isTaken = await this.#take(await decodeShared(value));
      this.#ports.events.lookedFor(isTaken ? "found" : "missing");
    } catch {
      // A5: a value of another version, or one that nobody of ours has written.
      this.#ports.events.lookedFor("unreadable");
    }
  }

  async #valueAt(key: string): Promise<Uint8Array | undefined> {
    const { unreadable: why } = this;
    if (why !== undefined) throw why;
    const { period } = this.#availability;
    try {
      return await this.#ports.bucket.read(key);
    } catch (thrown) {
      this.#availability.failed(thrown, period);
      throw unreadable(messageOf(thrown));
    }
  }

  /** False where it is another's (SHARE-6). */
  async #take({ searchId, account, asynchronous }: SharedSearch): Promise<boolean> {
    const { ledger, asyncSearches, own, hasTenants, isGone } = this.#ports;
    const owner = account?.head.owner ?? asynchronous?.owner;
    if (owner !== undefined && !hasTenants) return false;
    const isLost = asynchronous?.state === "running" && (await isGone(asynchronous.gateway));
    if (account !== undefined) ledger.adopt(account, own);
    if (asynchronous !== undefined) asyncSearches.adopt(searchId, asynchronous, isLost);
    return true;
  }
}

function unreadable(why: string): AuctionError {
  return new AuctionError(
    "no-broker",
    `this gateway does not keep it, and what other gateways keep cannot be read now: ${why}`,
  );
}

function tooMany(): AuctionError {
  return new AuctionError(
    "overloaded",
    `${READS_MAX} searches of other gateways are looked for already, which is the limit of this gateway`,
  );
}
