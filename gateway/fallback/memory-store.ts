/**
 * The fallback store of this gateway alone, in its memory: the newest record of each bidder and
 * search, bounded in entries, bytes and age (A6).
 */
import { LRUCache } from "lru-cache";
import type { Clock } from "../../common/runtime/clock.ts";
import type { FallbackRecord } from "../../proto/codec/index.ts";
import { type FallbackStore, usable } from "../auction/fallback-store.ts";
import {
  emptyRecord,
  type FallbackEvents,
  newer,
  readRecord,
  recordOf,
  type StoredRecord,
} from "./record.ts";

export interface FallbackLimits {
  readonly entriesMax: number;
  readonly bytesMax: number;
  readonly ageMsMax: number;
}

export const FALLBACK_LIMITS: FallbackLimits = {
  entriesMax: 10_000,
  bytesMax: 64 * 1024 * 1024,
  ageMsMax: 10 * 60_000,
};

/**
 * What an entry takes beside its bytes: key (200 characters at most), record, buffer, the cache's
 * own columns.
 */
const ENTRY_OVERHEAD_BYTES = 1_024;

export class MemoryFallbackStore implements FallbackStore {
  readonly #records: LRUCache<string, StoredRecord>;
  readonly #clock: Clock;
  readonly #limits: FallbackLimits;
  readonly #events: Pick<FallbackEvents, "dropped">;

  constructor(
    clock: Clock,
    events: Pick<FallbackEvents, "dropped">,
    limits: FallbackLimits = FALLBACK_LIMITS,
  ) {
    this.#clock = clock;
    this.#limits = limits;
    this.#events = events;
    this.#records = new LRUCache({
      max: limits.entriesMax,
      maxSize: limits.bytesMax,
      sizeCalculation: ({ bytes }) => bytes.length + ENTRY_OVERHEAD_BYTES,
      ttl: limits.ageMsMax,
      ttlResolution: 0,
      // The cache takes a start of 0 for "never expires", and a clock may begin there.
      perf: { now: () => clock.now() + 1 },
    });
  }

  /** Returns the record, if it is the newest one now. */
  save(bidder: string, key: string, bids: FallbackRecord): StoredRecord | undefined {
    const record = recordOf(bids);
    if (record === undefined) {
      this.#events.dropped(bidder, "too-large");
      return undefined;
    }
    return this.put(bidder, key, record);
  }

  /** Returns the record which states that the bidder has no offers. */
  saveEmpty(bidder: string, key: string): StoredRecord {
    const record = emptyRecord(this.#clock.wall());
    this.put(bidder, key, record);
    return record;
  }

  find(bidder: string, key: string, _withinMs: number): Promise<FallbackRecord | undefined> {
    const record = this.get(bidder, key);
    return Promise.resolve(record && this.usableBids(record));
  }

  close(): Promise<void> {
    this.#records.clear();
    return Promise.resolve();
  }

  /**
   * Keeps a record, unless a newer one is known: searches overlap, and the older search may end
   * last. Returns the record, if it is kept.
   */
  put(bidder: string, key: string, record: StoredRecord): StoredRecord | undefined {
    const known = this.get(bidder, key);
    if (known !== undefined && newer(known, record) === known) return undefined;
    // Only what is counted: a record that was read from the bucket also has its decoded sheets.
    const { takenAtMs, empty, bytes } = record;
    this.#records.set(nameOf(bidder, key), { takenAtMs, empty, bytes });
    return record;
  }

  get(bidder: string, key: string): StoredRecord | undefined {
    return this.#records.get(nameOf(bidder, key));
  }

  /** The bids of a record, when they may be used now. */
  usableBids(record: StoredRecord): FallbackRecord | undefined {
    const bids = readRecord(record.bytes)?.bids;
    return bids && usable(bids, this.#clock.wall(), this.#limits.ageMsMax);
  }

  /** What is kept now, for a gauge. */
  get size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#records.size, bytes: this.#records.calculatedSize };
  }
}

function nameOf(bidder: string, key: string): string {
  return `${bidder}.${key}`;
}
