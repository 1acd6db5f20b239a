/**
 * Stand-ins that gateways share: this gateway's memory, and a bucket behind it.
 *
 * S1 The newest statement wins, wherever it stands. So the bucket is asked first, although memory
 *    would be faster: there another gateway may have noted that the bidder has nothing any more.
 *    Memory serves when the bucket is away, or slower than asked for.
 * S2 A bucket that is missing, refused, full or slow never fails a search and is never waited for
 *    longer than asked: it is told once, tried again, and until then this gateway's memory serves
 *    alone. One failure stops all writes: its connection is given up, and the bucket is tried again
 *    later, and later still each time, until it has served for RETRY_MS_MAX.
 * S3 That a bidder has nothing is never left unsaid where it can be said later; that it had offers
 *    is, and is in memory anyway.
 * S4 Everything is bounded (A6): reads and writes under way, what waits to be written, in number
 *    and in bytes, how often one key is.
 */
import { LRUCache } from "lru-cache";
import type { Clock } from "../../common/runtime/clock.ts";
import { messageOf } from "../../proto/errors.ts";
import { fallbackKey, isToken } from "../../proto/subjects.ts";
import { CLOCKS_APART_MS_MAX, type Kept, type StandIns } from "../auction/fallback-store.ts";
import { type Bucket, ValueRefused } from "./bucket.ts";
import type { MemoryStandIns } from "./memory-store.ts";
import { readStatement, type StandInEvents, type Statement } from "./record.ts";

/**
 * A bucket that failed is tried again after the first, and after twice as long each time, up to the
 * second.
 */
export const RETRY_MS = 5_000;
export const RETRY_MS_MAX = 60_000;
/**
 * Good bids of one search that come again within this are not written again: another gateway's
 * would be at most so much older.
 */
export const REWRITE_MS = 1_000;
export const READS_MAX = 256;
export const WRITES_MAX = 64;
export const WRITES_BYTES_MAX = 4 * 1024 * 1024;
export const WAITING_MAX = 1_024;
export const WAITING_BYTES_MAX = 16 * 1024 * 1024;
/** How long what is being written may hold up the end. */
const CLOSE_MS = 500;

interface Waiting {
  readonly bidder: string;
  readonly statement: Statement;
}

export class SharedStandIns implements StandIns {
  readonly #memory: MemoryStandIns;
  readonly #bucket: Bucket;
  readonly #clock: Clock;
  readonly #events: StandInEvents;
  #state: "away" | "opening" | "open" | "closed" = "away";
  /** Counts the changes of state: what an earlier one asked for has no say in the present one. */
  #era = 0;
  #told: "nothing" | "shared" | "unshared" = "nothing";
  #cancelRetry = () => {};
  #retryMs = RETRY_MS;
  #openedAt = 0;
  #reads = 0;
  readonly #writes = new Set<Promise<void>>();
  /** What is to be written, by key; the first is the oldest. */
  readonly #waiting = new Map<string, Waiting>();
  #writesBytes = 0;
  #waitingBytes = 0;
  /** Keys whose good bids were written a moment ago. */
  readonly #written: LRUCache<string, true>;

  constructor(memory: MemoryStandIns, bucket: Bucket, clock: Clock, events: StandInEvents) {
    this.#memory = memory;
    this.#bucket = bucket;
    this.#clock = clock;
    this.#events = events;
    // The cache takes a start of 0 for "never expires", and a clock may begin there.
    this.#written = new LRUCache({
      max: WAITING_MAX,
      ttl: REWRITE_MS,
      ttlResolution: 0,
      perf: { now: () => clock.now() + 1 },
    });
    bucket.watch((connected) => {
      // The log has it already that the broker is away: no event of our own.
      if (!this.#leave()) return;
      if (connected) void this.#open();
    });
    void this.#open();
  }

  remember(bidder: string, key: string, kept: Kept): void {
    const statement = this.#memory.learn(bidder, key, kept);
    if (statement !== undefined) this.#share(bidder, key, statement);
  }

  forget(bidder: string, key: string): void {
    this.#share(bidder, key, this.#memory.unlearn(bidder, key));
  }

  async recall(bidder: string, key: string, withinMs: number): Promise<Kept | undefined> {
    const shared = await this.#learn(bidder, key, withinMs);
    const newest = this.#memory.read(bidder, key) ?? shared;
    return newest && this.#memory.use(newest);
  }

  async close(): Promise<void> {
    this.#leave();
    this.#state = "closed";
    this.#waiting.clear();
    this.#waitingBytes = 0;
    await this.#within(Promise.allSettled(this.#writes), CLOSE_MS);
    this.#bucket.drop();
    await this.#memory.close();
  }

  // -------------------------------------------------------------------------
  // there and away

  async #open(): Promise<void> {
    if (this.#state !== "away") return;
    this.#state = "opening";
    const era = ++this.#era;
    try {
      const note = await this.#bucket.open();
      if (era !== this.#era) return;
      this.#state = "open";
      this.#openedAt = this.#clock.now();
      if (this.#told !== "shared") this.#events.shared(note);
      this.#told = "shared";
      this.#write();
    } catch (thrown) {
      this.#lost(thrown, era);
    }
  }

  #lost(thrown: unknown, era: number): void {
    const served = this.#state === "open" && this.#clock.now() - this.#openedAt >= RETRY_MS_MAX;
    if (era !== this.#era || !this.#leave()) return;
    this.#bucket.drop();
    if (served) this.#retryMs = RETRY_MS;
    if (this.#told !== "unshared") this.#events.unshared(messageOf(thrown));
    this.#told = "unshared";
    this.#cancelRetry = this.#clock.at(this.#clock.now() + this.#retryMs, () => void this.#open());
    this.#retryMs = Math.min(2 * this.#retryMs, RETRY_MS_MAX);
  }

  /** Lets go of the bucket. False when this is closed. */
  #leave(): boolean {
    this.#cancelRetry();
    if (this.#state === "closed") return false;
    this.#state = "away";
    this.#era++;
    return true;
  }

  // -------------------------------------------------------------------------
  // writing

  #share(bidder: string, key: string, statement: Statement): void {
    const name = nameOf(bidder, key);
    if (name === undefined || this.#state === "closed") return;
    if (statement.empty) {
      this.#written.delete(name);
    } else {
      // Written late, good bids could hide that there is nothing now, as another gateway has noted
      // since (S3).
      if (this.#state !== "open" || this.#written.has(name)) return;
      this.#written.set(name, true);
    }
    this.#wait(name, { bidder, statement });
    this.#write();
  }

  #wait(name: string, waiting: Waiting): void {
    this.#take(name);
    this.#waiting.set(name, waiting);
    this.#waitingBytes += waiting.statement.bytes.length;
    while (this.#waiting.size > WAITING_MAX || this.#waitingBytes > WAITING_BYTES_MAX) {
      const [oldest, { bidder }] = this.#oldest();
      this.#take(oldest);
      this.#events.dropped(bidder, "unwritten");
    }
  }

  #take(name: string): Waiting | undefined {
    const waiting = this.#waiting.get(name);
    if (waiting === undefined) return undefined;
    this.#waiting.delete(name);
    this.#waitingBytes -= waiting.statement.bytes.length;
    return waiting;
  }

  /** The one to give up: the first of those with offers, if there are any (S3). */
  #oldest(): [string, Waiting] {
    const all = this.#waiting.entries();
    return (all.find(([, { statement }]) => !statement.empty) ??
      this.#waiting.entries().next().value) as [string, Waiting];
  }

  #write(): void {
    while (
      this.#state === "open" &&
      this.#writes.size < WRITES_MAX &&
      this.#writesBytes < WRITES_BYTES_MAX
    ) {
      const [name] = this.#waiting.keys();
      const waiting = name === undefined ? undefined : this.#take(name);
      if (name === undefined || waiting === undefined) return;
      const { length } = waiting.statement.bytes;
      this.#writesBytes += length;
      const writing = this.#writeOne(name, waiting).finally(() => {
        this.#writesBytes -= length;
        this.#writes.delete(writing);
        this.#write();
      });
      this.#writes.add(writing);
    }
  }

  async #writeOne(name: string, waiting: Waiting): Promise<void> {
    const era = this.#era;
    try {
      await this.#bucket.write(name, waiting.statement.bytes);
    } catch (thrown) {
      this.#written.delete(name);
      if (this.#state === "closed") return;
      const refused = thrown instanceof ValueRefused;
      if (!refused) this.#lost(thrown, era);
      if (refused || !waiting.statement.empty) this.#events.dropped(waiting.bidder, "unwritten");
      else if (!this.#waiting.has(name)) this.#wait(name, waiting);
    }
  }

  // -------------------------------------------------------------------------
  // reading

  /**
   * What the bucket says, kept in memory if it is news there. Undefined when it says nothing, or
   * not in time.
   */
  async #learn(bidder: string, key: string, withinMs: number): Promise<Statement | undefined> {
    const name = nameOf(bidder, key);
    if (name === undefined || this.#state !== "open" || this.#reads >= READS_MAX || !(withinMs > 0))
      return undefined;
    this.#reads++;
    // What comes too late for this search is kept for the next.
    const asked = this.#read(name, bidder, key).finally(() => void this.#reads--);
    return this.#within(asked, withinMs);
  }

  async #read(name: string, bidder: string, key: string): Promise<Statement | undefined> {
    const era = this.#era;
    try {
      const bytes = await this.#bucket.read(name);
      if (bytes === undefined || this.#state === "closed") return undefined;
      const statement = readStatement(bytes);
      // One from the future would hide all that is said until then.
      if (
        statement === undefined ||
        statement.takenAtMs > this.#clock.wall() + CLOCKS_APART_MS_MAX
      ) {
        this.#events.dropped(bidder, "unreadable");
        return undefined;
      }
      this.#memory.keep(bidder, key, statement);
      return statement;
    } catch (thrown) {
      this.#lost(thrown, era);
      return undefined;
    }
  }

  /** The result, or undefined when it takes longer. */
  #within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
    const late = Promise.withResolvers<undefined>();
    const cancel = this.#clock.at(this.#clock.now() + ms, () => late.resolve(undefined));
    return Promise.race([promise, late.promise]).finally(cancel);
  }
}

/** Undefined for what is no key of the bucket: it is then kept in memory only. */
function nameOf(bidder: string, key: string): string | undefined {
  return isToken(bidder) && /^[A-Za-z0-9_-]{1,128}$/.test(key)
    ? fallbackKey(bidder, key)
    : undefined;
}
