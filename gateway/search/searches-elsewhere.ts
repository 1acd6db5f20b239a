/**
 * Asynchronous searches of other gateways, as far as they have told it (shared-ledger.ts).
 *
 * ELSEWHERE-1 One that runs is said to run until its gateway is known to be gone, or has not said
 *    its end by `SILENT_MS_MAX` after its deadline: then it is lost, and the answer says so.
 * ELSEWHERE-2 A6: they are bounded in number and bytes; the one that was told longest ago is
 *    forgotten first. Nothing runs here for them, but for those who wait: a limited number for each,
 *    and none when this gateway closes.
 */
import { LRUCache } from "lru-cache";
import type { Clock } from "../../common/runtime/clock.ts";
import { AuctionError } from "../../proto/errors.ts";
import { expiryBy } from "../runtime/cache-expiry.ts";
import type { AsyncCopy } from "./async-copy.ts";
import type { AsyncSearchLimits } from "./async-limits.ts";
import { EndedRecord } from "./ended-record.ts";
import { type Problem, problemOf } from "./problem.ts";
import type { RunningView } from "./search-record.ts";

/** An end is written within milliseconds; a broker that restarts is back within seconds. */
export const SILENT_MS_MAX = 10_000;
/** How often those who wait look for the end. */
const LOOK_MS = 250;
/** What is kept of one that runs. */
const RUNNING_BYTES = 1_024;

interface Running {
  readonly state: "running" | "lost";
  readonly owner: string | undefined;
  readonly gateway: string;
  readonly startedWallMs: number;
  readonly deadlineMs: number;
}

interface Ended {
  readonly state: "ended";
  readonly record: EndedRecord;
}

/** A search of which nobody can say the end any more. */
export interface LostView {
  readonly searchId: string;
  readonly state: "lost";
  readonly problem: Problem;
}

export class SearchesElsewhere {
  readonly #clock: Clock;
  readonly #searches: LRUCache<string, Running | Ended>;
  /** Keyed by search: requests that wait. */
  readonly #waiters = new Map<string, number>();
  /** Each ends the pause of one that waits. */
  readonly #pauses = new Set<() => void>();
  #isClosed = false;

  constructor(clock: Clock, limits: AsyncSearchLimits) {
    this.#clock = clock;
    this.#searches = new LRUCache({
      max: limits.recordsMax,
      maxSize: limits.recordBytesMax,
      sizeCalculation: (one) => (one.state === "ended" ? one.record.bytes : RUNNING_BYTES),
      ...expiryBy(clock, limits.keepMs),
    });
  }

  /**
   * Replaces what was known of it, unless that is its end and this is older. `isLost`: its gateway
   * is gone.
   */
  take(searchId: string, copy: AsyncCopy, isLost: boolean): void {
    if (copy.state === "ended") {
      const problem: Problem | null = copy.problem === null ? null : JSON.parse(copy.problem);
      const terms = { count: copy.count, hasSteps: copy.hasSteps, owner: copy.owner };
      const record = new EndedRecord(terms, JSON.parse(copy.events), problem);
      this.#searches.set(searchId, { state: "ended", record });
      return;
    }
    if (this.#searches.peek(searchId)?.state === "ended") return;
    const { owner, gateway, startedWallMs, deadlineMs } = copy;
    const state = isLost ? "lost" : "running";
    this.#searches.set(searchId, { state, owner, gateway, startedWallMs, deadlineMs });
  }

  /** What is kept of one that has ended. */
  recordOf(searchId: string): EndedRecord | undefined {
    const known = this.#searches.peek(searchId);
    return known?.state === "ended" ? known.record : undefined;
  }

  ownerOf(searchId: string): string | undefined {
    const known = this.#searches.peek(searchId);
    return known?.state === "ended" ? known.record.owner : known?.owner;
  }

  /** Which gateway runs it; undefined where none does. */
  runsAt(searchId: string): string | undefined {
    const known = this.#searches.peek(searchId);
    return known?.state === "running" && !this.#isSilent(known) ? known.gateway : undefined;
  }

  /** One that runs, or is lost; undefined where it is neither. */
  view(searchId: string): RunningView | LostView | undefined {
    const known = this.#searches.peek(searchId);
    if (known === undefined || known.state === "ended") return undefined;
    const { deadlineMs, gateway } = known;
    if (known.state === "lost" || this.#isSilent(known))
      return { searchId, state: "lost", problem: problemOf(lost(gateway, known.state)) };
    const elapsedMs = Math.max(0, Math.round(this.#elapsedMs(known)));
    return { searchId, state: "running", elapsedMs, deadlineMs, itineraries: [], bidders: [] };
  }

  /** Requests that wait for this search. */
  waitersOf(searchId: string): number {
    return this.#waiters.get(searchId) ?? 0;
  }

  /** Ends all that wait, now and later. */
  close(): void {
    this.#isClosed = true;
    for (const end of this.#pauses) end();
  }

  /**
   * Looks for the end of a search that runs, again and again. Resolves when it does not run any
   * more, after `waitMs`, when the caller has left, or at `close`.
   */
  async untilEnded(
    searchId: string,
    waitMs: number,
    signal: AbortSignal,
    look: () => Promise<void>,
  ): Promise<void> {
    const untilMs = this.#clock.now() + waitMs;
    const isOver = () => this.#isClosed || signal.aborted;
    this.#waiters.set(searchId, this.waitersOf(searchId) + 1);
    try {
      while (this.runsAt(searchId) !== undefined && this.#clock.now() < untilMs && !isOver()) {
        await this.#pause(Math.min(LOOK_MS, untilMs - this.#clock.now()), signal);
        if (!isOver() && this.#clock.now() < untilMs) await look();
      }
    } finally {
      const left = this.waitersOf(searchId) - 1;
      if (left === 0) this.#waiters.delete(searchId);
      else this.#waiters.set(searchId, left);
    }
  }

  /** How long it can be until this search is known to have ended, or to be lost. */
  leftMs(searchId: string): number {
    const known = this.#searches.peek(searchId);
    if (known === undefined || known.state === "ended") return 0;
    return Math.max(0, known.deadlineMs + SILENT_MS_MAX - this.#elapsedMs(known));
  }

  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const cancel = this.#clock.at(this.#clock.now() + ms, resolve);
    const end = () => resolve();
    signal.addEventListener("abort", end, { once: true });
    this.#pauses.add(end);
    await promise;
    this.#pauses.delete(end);
    cancel();
    signal.removeEventListener("abort", end);
  }

  #elapsedMs({ startedWallMs }: Running): number {
    return this.#clock.wall() - startedWallMs;
  }

  #isSilent(search: Running): boolean {
    return this.#elapsedMs(search) > search.deadlineMs + SILENT_MS_MAX;
  }
}

function lost(gateway: string, how: "running" | "lost"): AuctionError {
  const why =
    how === "lost"
      ? "is not connected to the broker any more"
      : "has not said how it ended, long after its deadline";
  return new AuctionError("gateway-lost", `the gateway '${gateway}', which ran the search, ${why}`);
}

/** Only the gateway that runs a search can end it. */
export function runsElsewhere(gateway: string): AuctionError {
  return new AuctionError(
    "misdirected",
    `the search runs at the gateway '${gateway}', which alone can end it`,
  );
}
