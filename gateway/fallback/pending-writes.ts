/**
 * The records that wait to be written to the bucket: one per key, bounded in number and bytes
 * (STORE-4).
 */
import type { StoredRecord } from "./record.ts";

export const PENDING_WRITES_MAX = 1_024;
export const PENDING_BYTES_MAX = 16 * 1024 * 1024;

export interface PendingWrite {
  readonly bidder: string;
  readonly record: StoredRecord;
}

export class PendingWrites {
  /** Keyed by key of the bucket, the oldest first. */
  readonly #writes = new Map<string, PendingWrite>();
  #bytes = 0;

  has(key: string): boolean {
    return this.#writes.has(key);
  }

  /**
   * Replaces the write of this key. Returns the writes that were given up because of the bounds.
   */
  add(key: string, write: PendingWrite): PendingWrite[] {
    this.#take(key);
    this.#writes.set(key, write);
    this.#bytes += write.record.bytes.length;
    const givenUp: PendingWrite[] = [];
    while (this.#writes.size > PENDING_WRITES_MAX || this.#bytes > PENDING_BYTES_MAX) {
      const [oldest, pending] = this.#leastImportant();
      this.#take(oldest);
      givenUp.push(pending);
    }
    return givenUp;
  }

  /** Removes and returns the oldest write, with its key. */
  takeOldest(): [key: string, write: PendingWrite] | undefined {
    const [key] = this.#writes.keys();
    const write = key === undefined ? undefined : this.#take(key);
    return key === undefined || write === undefined ? undefined : [key, write];
  }

  clear(): void {
    this.#writes.clear();
    this.#bytes = 0;
  }

  #take(key: string): PendingWrite | undefined {
    const write = this.#writes.get(key);
    if (write === undefined) return undefined;
    this.#writes.delete(key);
    this.#bytes -= write.record.bytes.length;
    return write;
  }

  /** The oldest write that has offers; the oldest of all where none has (STORE-3). */
  #leastImportant(): [string, PendingWrite] {
    const all = this.#writes.entries();
    return (all.find(([, { record }]) => !record.empty) ?? this.#writes.entries().next().value) as [
      string,
      PendingWrite,
    ];
  }
}
