/**
 * What one tenant uses now, and whether there is room for more. It outlives the reading of the
 * tenants file: a new file changes the limits, and not what was used.
 *
 * USAGE-1 A request, a search or a cost beyond a limit of its tenant is `rate-limited` and counts
 *    for nothing. The error says after how long there is room.
 * USAGE-2 A search has its place from its acceptance to its end, however it ends.
 */
import { AuctionError } from "../../proto/errors.ts";
import type { TenantLimits } from "./tenants-schema.ts";
import { TokenBucket } from "./token-bucket.ts";

const MINUTE_S = 60;

/** Whether a search ends sooner is not known: most last less than this. */
const AFTER_A_SEARCH_MS = 1_000;

export class TenantUsage {
  readonly #id: string;
  readonly #nowMs: () => number;
  #limits: TenantLimits;
  #requests: TokenBucket | null = null;
  #cost: TokenBucket | null = null;
  #searches = 0;

  /** @param nowMs monotonic */
  constructor(id: string, limits: TenantLimits, nowMs: () => number) {
    this.#id = id;
    this.#nowMs = nowMs;
    this.#limits = limits;
    this.limit(limits);
  }

  /** Searches that have a place. */
  get searches(): number {
    return this.#searches;
  }

  /** Other limits from now on. */
  limit(limits: TenantLimits): void {
    this.#limits = limits;
    const { requestsPerSecond, burst, costPerMinute } = limits;
    this.#requests = this.#bucket(this.#requests, requestsPerSecond, burst ?? requestsPerSecond);
    this.#cost = this.#bucket(
      this.#cost,
      costPerMinute === undefined ? undefined : costPerMinute / MINUTE_S,
      costPerMinute,
    );
  }

  #bucket(before: TokenBucket | null, perSecond: number | undefined, burst = 0) {
    if (perSecond === undefined) return null;
    if (before === null) return new TokenBucket(perSecond, burst, this.#nowMs());
    before.limit(perSecond, burst, this.#nowMs());
    return before;
  }

  /** Counts a request. @throws AuctionError `rate-limited` */
  request(): void {
    const refusal = this.tryRequest();
    if (refusal !== undefined) throw refusal;
  }

  /** The same, with the refusal as its value. */
  tryRequest(): AuctionError | undefined {
    const waitMs = this.#requests?.take(1, this.#nowMs()) ?? 0;
    if (waitMs === 0) return undefined;
    const { requestsPerSecond } = this.#limits;
    const detail = `the tenant '${this.#id}' has ${requestsPerSecond} requests a second; Retry-After says when to come back`;
    return new AuctionError("rate-limited", detail, { retryAfterMs: waitMs });
  }

  /**
   * Counts what a search costs (SPEND-1).
   *
   * @throws AuctionError `rate-limited`, or `forbidden` where it can never be paid
   */
  spend(units: number): void {
    const waitMs = this.#cost?.take(units, this.#nowMs()) ?? 0;
    if (waitMs === 0) return;
    const costs = `this costs ${units} units, and the tenant '${this.#id}' has ${this.#limits.costPerMinute} a minute`;
    if (waitMs === Number.POSITIVE_INFINITY)
      throw new AuctionError("forbidden", `${costs}: ask for fewer days`);
    throw new AuctionError("rate-limited", `${costs}; Retry-After says when to come back`, {
      retryAfterMs: waitMs,
    });
  }

  /** USAGE-2. Rejects with `rate-limited` where no search more may run. */
  async during<Result>(search: () => Promise<Result>): Promise<Result> {
    this.checkRoom();
    this.#searches++;
    try {
      return await search();
    } finally {
      this.#searches--;
    }
  }

  /** @throws AuctionError `rate-limited` where no search more may run */
  checkRoom(): void {
    const { searchesAtOnce } = this.#limits;
    if (searchesAtOnce === undefined || this.#searches < searchesAtOnce) return;
    const detail = `${this.#searches} searches of the tenant '${this.#id}' run, which is its limit`;
    throw new AuctionError("rate-limited", detail, { retryAfterMs: AFTER_A_SEARCH_MS });
  }
}
