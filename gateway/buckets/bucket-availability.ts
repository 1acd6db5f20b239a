/**
 * Whether the bucket can be used: opens it, and opens it again after a failure, later each time
 * (STORE-2, SHARE-3).
 */

import type { Clock } from "../../common/runtime/clock.ts";
import { messageOf } from "../../proto/errors.ts";
import type { Bucket } from "./bucket.ts";

/**
 * A bucket that failed is opened again after the first of these, and after twice as long each time,
 * up to the second.
 */
export const BUCKET_RETRY_MS = 5_000;
export const BUCKET_RETRY_MS_MAX = 60_000;

export interface BucketEvents {
  /**
   * The bucket cannot be used, and why: only this gateway's memory serves until `shared`. Reported
   * once until then.
   */
  unshared(why: string): void;
  /** The bucket is in use. `note`: another gateway created it with bounds that are not ours. */
  shared(note: string | null): void;
}

export class BucketAvailability {
  readonly #bucket: Bucket;
  readonly #clock: Clock;
  readonly #events: BucketEvents;
  readonly #onOpen: () => void;
  #state: "unavailable" | "opening" | "open" | "closed" = "unavailable";
  /**
   * Counts the changes of state: a request of an earlier period cannot change the present state.
   */
  #period = 0;
  #lastReported: "nothing" | "shared" | "unshared" = "nothing";
  #cancelTimer = () => {};
  #retryMs = BUCKET_RETRY_MS;
  #openedAtMs = 0;

  constructor(bucket: Bucket, clock: Clock, events: BucketEvents, onOpen: () => void) {
    this.#bucket = bucket;
    this.#clock = clock;
    this.#events = events;
    this.#onOpen = onOpen;
  }

  get isOpen(): boolean {
    return this.#state === "open";
  }

  get isClosed(): boolean {
    return this.#state === "closed";
  }

  /** The value to pass to `failed` with the failure of a request that begins now. */
  get period(): number {
    return this.#period;
  }

  /** Begins to open the bucket, and follows its connection. */
  start(): void {
    this.#bucket.watch((connected) => {
      if (connected) this.#restored();
      else this.#lost();
    });
    void this.#open();
  }

  /** A request of this period has failed: the bucket is given up, and opened again later. */
  failed(thrown: unknown, period: number): void {
    const servedLong =
      this.#state === "open" && this.#clock.now() - this.#openedAtMs >= BUCKET_RETRY_MS_MAX;
    if (period !== this.#period || !this.#leave()) return;
    this.#bucket.drop();
    if (servedLong) this.#retryMs = BUCKET_RETRY_MS;
    this.#reportUnshared(messageOf(thrown));
    this.#cancelTimer = this.#clock.at(this.#clock.now() + this.#retryMs, () => void this.#open());
    this.#retryMs = Math.min(2 * this.#retryMs, BUCKET_RETRY_MS_MAX);
  }

  /** Never opens the bucket again. */
  close(): void {
    this.#leave();
    this.#state = "closed";
  }

  /**
   * The client dials again by itself, and the bucket is opened when it has connected. A moment is
   * no event. A longer loss is one: it can concern this connection alone, and then no other part of
   * the gateway reports it. Each dial that fails is a loss too, and must not restart the time.
   */
  #lost(): void {
    if (this.#state !== "open" && this.#state !== "opening") return;
    this.#leave();
    this.#cancelTimer = this.#clock.at(this.#clock.now() + BUCKET_RETRY_MS, () =>
      this.#reportUnshared("the bucket's connection to the broker is lost"),
    );
  }

  #restored(): void {
    if (this.#leave()) void this.#open();
  }

  #reportUnshared(why: string): void {
    if (this.#lastReported !== "unshared") this.#events.unshared(why);
    this.#lastReported = "unshared";
  }

  async #open(): Promise<void> {
    if (this.#state !== "unavailable") return;
    this.#state = "opening";
    const period = ++this.#period;
    try {
      const note = await this.#bucket.open();
      if (period !== this.#period) return;
      this.#state = "open";
      this.#openedAtMs = this.#clock.now();
      if (this.#lastReported !== "shared") this.#events.shared(note);
      this.#lastReported = "shared";
      this.#onOpen();
    } catch (thrown) {
      this.failed(thrown, period);
    }
  }

  /** Stops using the bucket. False when this is closed. */
  #leave(): boolean {
    this.#cancelTimer();
    if (this.#state === "closed") return false;
    this.#state = "unavailable";
    this.#period++;
    return true;
  }
}
