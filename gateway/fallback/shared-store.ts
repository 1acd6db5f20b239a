/**
 * The fallback store that gateways share: this gateway's memory, and a bucket of the broker.
 *
 * STORE-1 The newest record counts, whether it is in memory or in the bucket. So the bucket is
 *    read first, although memory is faster: another gateway may have recorded there that the bidder
 *    has no offers any more. Memory alone serves while the bucket is unavailable, or when it is
 *    slower than the search allows.
 * STORE-2 A bucket that is missing, refused, full or slow never fails a search, and no search
 *    waits for it longer than it asked. The failure is reported once. One failure stops all writes,
 *    and the connection is closed. The bucket is opened again later, and later still each time,
 *    until it has served for RETRY_MS_MAX. Until it is open, this gateway's memory serves alone.
 * STORE-3 A record that a bidder has no offers is always written, if necessary later. A record
 *    with offers may be left out: memory has it.
 * STORE-4 Everything is bounded (A6): reads and writes in progress, writes that wait, in number
 *    and in bytes, and how often one key is written.
 */
import { LRUCache } from "lru-cache";
import type { Clock } from "../../common/runtime/clock.ts";
import { within } from "../../common/runtime/within.ts";
import type { FallbackRecord } from "../../proto/codec/index.ts";
import type { SheetColumns } from "../../proto/messages.ts";
import { fallbackKey, isToken } from "../../proto/subjects.ts";
import { CLOCKS_APART_MS_MAX, type FallbackStore } from "../auction/fallback-store.ts";
import { type Bucket, ValueRefused } from "../buckets/bucket.ts";
import { BucketAvailability } from "../buckets/bucket-availability.ts";
import { expiryBy } from "../runtime/cache-expiry.ts";
import type { MemoryFallbackStore } from "./memory-store.ts";
import { PENDING_WRITES_MAX, type PendingWrite, PendingWrites } from "./pending-writes.ts";
import { type FallbackEvents, readRecord, type StoredRecord } from "./record.ts";

/**
 * Bids of one search are not written again within this time: what another gateway reads is older by
 * no more than this.
 */
export const REWRITE_MS = 1_000;
export const READS_MAX = 256;
export const WRITES_MAX = 64;
export const WRITES_BYTES_MAX = 4 * 1024 * 1024;
/** How long the writes in progress may delay the shutdown. */
const CLOSE_MS = 500;

export class SharedFallbackStore implements FallbackStore {
  readonly #memory: MemoryFallbackStore;
  readonly #bucket: Bucket;
  readonly #clock: Clock;
  readonly #events: FallbackEvents;
  readonly #availability: BucketAvailability;
  #reads = 0;
  readonly #writes = new Set<Promise<void>>();
  #writesBytes = 0;
  readonly #pending = new PendingWrites();
  /** Keys whose bids were written less than REWRITE_MS ago. */
  readonly #written: LRUCache<string, true>;

  constructor(memory: MemoryFallbackStore, bucket: Bucket, clock: Clock, events: FallbackEvents) {
    this.#memory = memory;
    this.#bucket = bucket;
    this.#clock = clock;
    this.#events = events;
    this.#written = new LRUCache({ max: PENDING_WRITES_MAX, ...expiryBy(clock, REWRITE_MS) });
    this.#availability = new BucketAvailability(bucket, clock, events, () => this.#writePending());
  }

  /** Begins to open the bucket. Until it is open, memory serves alone (STORE-2). */
  start(): void {
    this.#availability.start();
  }

  save(bidder: string, key: string, bids: FallbackRecord<SheetColumns>): void {
    if (!this.#memory.save(bidder, key, bids)) return;
    const name = nameOf(bidder, key);
    // Bids that are written late could replace a newer empty record of another gateway (STORE-3).
    if (name === undefined || !this.#availability.isOpen || this.#written.has(name)) return;
    const record = this.#memory.get(bidder, key);
    if (record === undefined) return;
    this.#written.set(name, true);
    this.#write(name, bidder, record);
  }

  saveEmpty(bidder: string, key: string): void {
    const record = this.#memory.saveEmpty(bidder, key);
    const name = nameOf(bidder, key);
    if (name === undefined || this.#availability.isClosed) return;
    this.#written.delete(name);
    this.#write(name, bidder, record);
  }

  async find(bidder: string, key: string, withinMs: number): Promise<FallbackRecord | undefined> {
    const shared = await this.#readWithin(bidder, key, withinMs);
    const newest = this.#memory.get(bidder, key) ?? shared;
    return newest && this.#memory.usableBids(newest);
  }

  async close(): Promise<void> {
    this.#availability.close();
    this.#pending.clear();
    await within(Promise.allSettled(this.#writes), CLOSE_MS, this.#clock);
    this.#bucket.drop();
    await this.#memory.close();
  }

  // -------------------------------------------------------------------------
  // writing

  #write(name: string, bidder: string, record: StoredRecord): void {
    this.#wait(name, { bidder, record });
    this.#writePending();
  }

  #wait(name: string, write: PendingWrite): void {
    for (const { bidder } of this.#pending.add(name, write))
      this.#events.dropped(bidder, "unwritten");
  }

  #writePending(): void {
    while (
      this.#availability.isOpen &&
      this.#writes.size < WRITES_MAX &&
      this.#writesBytes < WRITES_BYTES_MAX
    ) {
      const oldest = this.#pending.takeOldest();
      if (oldest === undefined) return;
      const [name, write] = oldest;
      const { length } = write.record.bytes;
      this.#writesBytes += length;
      const writing = this.#writeOne(name, write).finally(() => {
        this.#writesBytes -= length;
        this.#writes.delete(writing);
        this.#writePending();
      });
      this.#writes.add(writing);
    }
  }

  async #writeOne(name: string, write: PendingWrite): Promise<void> {
    const { period } = this.#availability;
    try {
      await this.#bucket.write(name, write.record.bytes);
    } catch (thrown) {
      this.#written.delete(name);
      if (this.#availability.isClosed) return;
      const refused = thrown instanceof ValueRefused;
      if (!refused) this.#availability.failed(thrown, period);
      if (refused || !write.record.empty) this.#events.dropped(write.bidder, "unwritten");
      else if (!this.#pending.has(name)) this.#wait(name, write);
    }
  }

  // -------------------------------------------------------------------------
  // reading

  /**
   * The record in the bucket, kept in memory if it is newer. Undefined when the bucket has none, or
   * does not answer in time.
   */
  async #readWithin(
    bidder: string,
    key: string,
    withinMs: number,
  ): Promise<StoredRecord | undefined> {
    const name = nameOf(bidder, key);
    const mayRead = this.#availability.isOpen && this.#reads < READS_MAX && withinMs > 0;
    if (name === undefined || !mayRead) return undefined;
    this.#reads++;
    // An answer that comes too late for this search is kept for the next one.
    const reading = this.#read(name, bidder, key).finally(() => void this.#reads--);
    return within(reading, withinMs, this.#clock);
  }

  async #read(name: string, bidder: string, key: string): Promise<StoredRecord | undefined> {
    const { period } = this.#availability;
    try {
      const bytes = await this.#bucket.read(name);
      if (bytes === undefined || this.#availability.isClosed) return undefined;
      const record = readRecord(bytes);
      // A record from the future would hide every other record until that time.
      if (record === undefined || record.takenAtMs > this.#clock.wall() + CLOCKS_APART_MS_MAX) {
        this.#events.dropped(bidder, "unreadable");
        return undefined;
      }
      this.#memory.put(bidder, key, record);
      return record;
    } catch (thrown) {
      this.#availability.failed(thrown, period);
      return undefined;
    }
  }
}

/** Undefined when the name cannot be a key of the bucket: the record is then in memory only. */
function nameOf(bidder: string, key: string): string | undefined {
  return isToken(bidder) && /^[A-Za-z0-9_-]{1,144}$/.test(key)
    ? fallbackKey(bidder, key)
    : undefined;
}
