/**
 * Stand-ins of this gateway alone: the last statements of the bidders, bounded in entries, bytes
 * and age (A6).
 */
import { LRUCache } from "lru-cache";
import type { Clock } from "../../common/runtime/clock.ts";
import { type Kept, type StandIns, usable } from "../auction/fallback-store.ts";
import {
  newer,
  nothing,
  readStatement,
  type StandInEvents,
  type Statement,
  statementOf,
} from "./record.ts";

export interface StandInLimits {
  readonly entriesMax: number;
  readonly bytesMax: number;
  readonly ageMsMax: number;
}

export const STAND_IN_LIMITS: StandInLimits = {
  entriesMax: 10_000,
  bytesMax: 64 * 1024 * 1024,
  ageMsMax: 10 * 60_000,
};

/**
 * What an entry takes beside its bytes: key (200 characters at most), statement, buffer, the
 * cache's own columns.
 */
const ENTRY_OVERHEAD_BYTES = 1_024;

export class MemoryStandIns implements StandIns {
  readonly #statements: LRUCache<string, Statement>;
  readonly #clock: Clock;
  readonly #limits: StandInLimits;
  readonly #events: Pick<StandInEvents, "dropped">;

  constructor(
    clock: Clock,
    events: Pick<StandInEvents, "dropped">,
    limits: StandInLimits = STAND_IN_LIMITS,
  ) {
    this.#clock = clock;
    this.#limits = limits;
    this.#events = events;
    this.#statements = new LRUCache({
      max: limits.entriesMax,
      maxSize: limits.bytesMax,
      sizeCalculation: ({ bytes }) => bytes.length + ENTRY_OVERHEAD_BYTES,
      ttl: limits.ageMsMax,
      ttlResolution: 0,
      // The cache takes a start of 0 for "never expires", and a clock may begin there.
      perf: { now: () => clock.now() + 1 },
    });
  }

  remember(bidder: string, key: string, kept: Kept): void {
    this.learn(bidder, key, kept);
  }

  forget(bidder: string, key: string): void {
    this.unlearn(bidder, key);
  }

  recall(bidder: string, key: string, _withinMs: number): Promise<Kept | undefined> {
    const statement = this.read(bidder, key);
    return Promise.resolve(statement && this.use(statement));
  }

  close(): Promise<void> {
    this.#statements.clear();
    return Promise.resolve();
  }

  /** As `remember`. The statement, if it is the newest now. */
  learn(bidder: string, key: string, kept: Kept): Statement | undefined {
    const statement = statementOf(kept);
    if (statement === undefined) {
      this.#events.dropped(bidder, "too-large");
      return undefined;
    }
    return this.keep(bidder, key, statement);
  }

  /** As `forget`. The statement that there is nothing. */
  unlearn(bidder: string, key: string): Statement {
    const statement = nothing(this.#clock.wall());
    this.keep(bidder, key, statement);
    return statement;
  }

  /**
   * Keeps a statement, unless a newer one is known: searches overlap, and the older may end last.
   * It, if it is kept.
   */
  keep(bidder: string, key: string, statement: Statement): Statement | undefined {
    const known = this.read(bidder, key);
    if (known !== undefined && newer(known, statement) === known) return undefined;
    // Only what is counted: a statement that was read from the bucket comes with its sheets
    // decoded.
    const { takenAtMs, empty, bytes } = statement;
    this.#statements.set(nameOf(bidder, key), { takenAtMs, empty, bytes });
    return statement;
  }

  read(bidder: string, key: string): Statement | undefined {
    return this.#statements.get(nameOf(bidder, key));
  }

  /** What a statement has to offer now. */
  use(statement: Statement): Kept | undefined {
    const kept = readStatement(statement.bytes)?.kept;
    return kept && usable(kept, this.#clock.wall(), this.#limits.ageMsMax);
  }

  /** What is held, for a gauge. */
  get size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#statements.size, bytes: this.#statements.calculatedSize };
  }
}

function nameOf(bidder: string, key: string): string {
  return `${bidder}.${key}`;
}
