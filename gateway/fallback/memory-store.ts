/**
 * The fallback store of this gateway alone, in its memory: the newest record of each bidder and
 * search, bounded in entries, bytes and age (A6).
 *
 * Each answer of a required bidder is saved, and few are ever looked up. So an answer waits before
 * it becomes a record (it is encoded and copied): an answer to the same search that comes meanwhile
 * replaces it.
 */
import { LRUCache } from "lru-cache";
import type { Clock } from "../../common/runtime/clock.ts";
import { OpenMap } from "../../common/runtime/open-map.ts";
import type { FallbackRecord } from "../../proto/codec/index.ts";
import type { SheetColumns } from "../../proto/messages.ts";
import { type FallbackStore, usable } from "../auction/fallback-store.ts";
import { cacheTime, expiryBy } from "../runtime/cache-expiry.ts";
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

/** How long an answer waits at most. Nothing is lost: who looks for it finds it. */
export const ENCODED_AFTER_MS = 100;
/**
 * A6: answers that wait; for one more, all become records. Each may keep the reads of the socket in
 * memory in which it came, of 64 kB.
 */
const WAITING_MAX = 64;
/** A larger answer does not wait: it may be too large for a record, and the known one must stay. */
const WAITING_BYTES_MAX = 32 * 1024;
const WAITING_SHEETS_MAX = 8;

interface WaitingAnswer {
  readonly bidder: string;
  readonly bids: FallbackRecord<SheetColumns>;
  /** Monotonic: from here its age is counted. */
  readonly savedAtMs: number;
}

export class MemoryFallbackStore implements FallbackStore {
  /** Keyed by name, the oldest first. */
  readonly #waiting = new OpenMap<string, WaitingAnswer>();
  #cancelTimer: (() => void) | null = null;
  readonly #onTimer = () => this.#encodeWaiting();
  #closed = false;
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
      ...expiryBy(clock, limits.ageMsMax),
    });
  }

  /** It shares nothing, so there is nothing to connect. */
  start(): void {}

  /** True when these bids are the newest now. */
  save(bidder: string, key: string, bids: FallbackRecord<SheetColumns>): boolean {
    if (this.#closed) return false;
    const name = nameOf(bidder, key);
    const known = this.#waiting.get(name)?.bids ?? this.#records.get(name);
    // As `newer` of record.ts: of two answers of the same millisecond, the one that is known.
    if (known !== undefined && known.takenAtMs >= bids.takenAtMs) return false;
    const answer = { bidder, bids, savedAtMs: this.#clock.now() };
    if (!mayWait(bids)) {
      this.#encodeWaiting();
      return this.#encode(name, answer);
    }
    // The newest stands last.
    this.#waiting.delete(name);
    this.#waiting.set(name, answer);
    if (this.#waiting.size > WAITING_MAX) this.#encodeWaiting();
    else this.#cancelTimer ??= this.#clock.at(answer.savedAtMs + ENCODED_AFTER_MS, this.#onTimer);
    return true;
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
    this.#closed = true;
    this.#cancelTimer?.();
    this.#waiting.clear();
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
    this.#store(nameOf(bidder, key), record, this.#clock.now());
    return record;
  }

  get(bidder: string, key: string): StoredRecord | undefined {
    this.#encodeWaiting();
    return this.#records.get(nameOf(bidder, key));
  }

  /** All answers that wait become records, in their order. */
  #encodeWaiting(): void {
    if (this.#waiting.size === 0) return;
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    for (const [name, answer] of this.#waiting) this.#encode(name, answer);
    this.#waiting.clear();
  }

  /** False when the answer is too large. */
  #encode(name: string, { bidder, bids, savedAtMs }: WaitingAnswer): boolean {
    const record = recordOf(bids);
    if (record === undefined) this.#events.dropped(bidder, "too-large");
    else this.#store(name, record, savedAtMs);
    return record !== undefined;
  }

  #store(name: string, { takenAtMs, empty, bytes }: StoredRecord, savedAtMs: number): void {
    // Only what is counted: a record that was read from the bucket also has its decoded sheets.
    this.#records.set(name, { takenAtMs, empty, bytes }, { start: cacheTime(savedAtMs) });
  }

  /** The bids of a record, when they may be used now. */
  usableBids(record: StoredRecord): FallbackRecord | undefined {
    const bids = readRecord(record.bytes)?.bids;
    return bids && usable(bids, this.#clock.wall(), this.#limits.ageMsMax);
  }

  /** What is kept now, for a gauge. */
  get size(): { readonly entries: number; readonly bytes: number } {
    this.#encodeWaiting();
    return { entries: this.#records.size, bytes: this.#records.calculatedSize };
  }
}

function mayWait({ sheets }: FallbackRecord<SheetColumns>): boolean {
  if (sheets.length > WAITING_SHEETS_MAX) return false;
  let bytes = 0;
  for (const { encoded, body } of sheets) {
    if (encoded !== undefined) bytes += encoded.length;
    else for (let row = 0; row < body.length; row++) bytes += body.at(row)?.length ?? 0;
  }
  return bytes > 0 && bytes <= WAITING_BYTES_MAX;
}

function nameOf(bidder: string, key: string): string {
  return `${bidder}.${key}`;
}
