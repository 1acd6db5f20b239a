/**
 * Writes what changes in this gateway's ledger to the bucket that gateways share.
 *
 * SHAREDWRITE-1 No auction waits for a write, and none fails with it: writes begin in a later turn
 *    of the event loop than the change, all of a turn together, and of several changes of one search
 *    the last is written.
 * SHAREDWRITE-2 A search is written again after each change, one write after the other: the value
 *    that stays is the newest (A3).
 * SHAREDWRITE-3 A bucket that is missing, full or slow costs writes alone. They wait, as ids, until
 *    it is open again; what has left the ledger by then, has no room among those that wait, or is
 *    refused, is counted.
 * SHAREDWRITE-4 A6: writes in progress, their bytes, and what waits are bounded.
 * SHAREDWRITE-5 A value with an account stays: when the ledger has dropped it, the end of its
 *    asynchronous search alone is not written over it.
 */
import { LRUCache } from "lru-cache";
import type { Clock } from "../../common/runtime/clock.ts";
import { within } from "../../common/runtime/within.ts";
import { type Bucket, ValueRefused } from "../buckets/bucket.ts";
import type { BucketAvailability } from "../buckets/bucket-availability.ts";
import { sharedKey } from "./shared-key.ts";
import { encodeShared, type SharedSearch, VALUE_BYTES_MAX } from "./shared-value.ts";

/** A6: enough for a turn of the event loop, and for a broker some milliseconds away. */
export const WRITES_MAX = 64;
export const WRITES_BYTES_MAX = 4 * 1024 * 1024;
/** A6: ids of searches that wait. A ledger of the usual size keeps 1,000. */
export const WAITING_MAX = 4_096;
/** How long writes may delay the shutdown. */
const CLOSE_MS = 1_000;

/** Why a search was not written. */
export type UnwrittenReason = "gone" | "no-room" | "too-large" | "refused";

interface SharedWritePorts {
  readonly bucket: Bucket;
  readonly availability: BucketAvailability;
  readonly clock: Clock;
  /** What is known of a search now; undefined where nothing is. */
  readonly known: (searchId: string) => SharedSearch | undefined;
  /** Runs a job in a later turn of the event loop. */
  readonly later: (job: () => void) => void;
  readonly events: {
    written(bytes: number): void;
    unwritten(searchId: string, reason: UnwrittenReason): void;
  };
}

export class SharedWrites {
  readonly #ports: SharedWritePorts;
  /** Ids of searches, the one that has waited longest first. */
  readonly #waiting = new Set<string>();
  /** Keyed by search: its write in progress. */
  readonly #writing = new Map<string, Promise<void>>();
  /** Searches whose value in the bucket has an account: all that may still wait (SHAREDWRITE-5). */
  readonly #withAccount = new LRUCache<string, true>({ max: WAITING_MAX });
  #bytes = 0;
  #isDue = false;
  readonly #write = () => {
    this.#isDue = false;
    this.writeWaiting();
  };

  constructor(ports: SharedWritePorts) {
    this.#ports = ports;
  }

  /** Searches that wait to be written, or are being written. */
  get size(): number {
    return this.#waiting.size + this.#writing.size;
  }

  /** Something is known of this search that was not. */
  changed(searchId: string): void {
    this.#wait(searchId);
    if (this.#isDue) return;
    this.#isDue = true;
    this.#ports.later(this.#write);
  }

  /** Begins as many writes as may be in progress. */
  writeWaiting(): void {
    const { availability } = this.#ports;
    for (const searchId of this.#waiting) {
      if (!availability.isOpen || this.#writing.size >= WRITES_MAX) return;
      if (this.#bytes >= WRITES_BYTES_MAX) return;
      // Its next write begins after this one (SHAREDWRITE-2).
      if (this.#writing.has(searchId)) continue;
      this.#waiting.delete(searchId);
      this.#begin(searchId);
    }
  }

  /** Waits for what is known already. A bucket that does not answer delays it by a limited time. */
  async close(): Promise<void> {
    const { availability, clock } = this.#ports;
    const all = async () => {
      this.writeWaiting();
      while (availability.isOpen && this.size > 0) {
        await Promise.allSettled(this.#writing.values());
        this.writeWaiting();
      }
    };
    await within(all(), CLOSE_MS, clock);
  }

  #wait(searchId: string): void {
    this.#waiting.add(searchId);
    if (this.#waiting.size <= WAITING_MAX) return;
    const [oldest = ""] = this.#waiting;
    this.#waiting.delete(oldest);
    this.#ports.events.unwritten(oldest, "no-room");
  }

  #begin(searchId: string): void {
    const { known, events } = this.#ports;
    const search = known(searchId);
    const isKept = search?.account !== undefined || !this.#withAccount.has(searchId);
    if (search === undefined || !isKept) {
      events.unwritten(searchId, "gone");
      return;
    }
    const length = search.account?.bytes.length ?? 0;
    this.#bytes += length;
    const writing = this.#writeOne(searchId, search).finally(() => {
      this.#bytes -= length;
      this.#writing.delete(searchId);
      this.writeWaiting();
    });
    this.#writing.set(searchId, writing);
  }

  async #writeOne(searchId: string, search: SharedSearch): Promise<void> {
    const { bucket, availability, events } = this.#ports;
    const { period } = availability;
    try {
      const value = await encodeShared(search);
      if (value.length > VALUE_BYTES_MAX) {
        events.unwritten(searchId, "too-large");
        return;
      }
      await bucket.write(sharedKey(searchId), value);
      if (search.account !== undefined) this.#withAccount.set(searchId, true);
      events.written(value.length);
    } catch (thrown) {
      if (thrown instanceof ValueRefused) {
        events.unwritten(searchId, "refused");
        return;
      }
      if (availability.isClosed) return;
      availability.failed(thrown, period);
      this.#wait(searchId);
    }
  }
}
