/**
 * How many auctions run at once, and how many searches may wait for a place. Past both a search is refused at once: a gateway that
 * takes more than it can serves all of them late. A search waits a quarter of its own deadline at most, and what it has waited is off its
 * deadline.
 */
import { AuctionError } from "../../proto/errors.ts";
import type { Clock } from "./clock.ts";

export interface AdmissionLimits {
  readonly runningMax: number;
  readonly waitingMax: number;
}

const WAIT_SHARE = 0.25;

interface Waiting {
  readonly start: () => void;
}

export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #clock: Clock;
  readonly #queue = new Set<Waiting>();
  #running = 0;
  #whenIdle: PromiseWithResolvers<void> | undefined;

  constructor(limits: AdmissionLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#queue.size;
  }

  /** Runs the auction when there is a place. @throws AuctionError `overloaded`, or what the auction throws */
  async run<T>(deadlineMs: number, auction: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#limits.runningMax) await this.#wait(deadlineMs * WAIT_SHARE);
    else this.#running++;
    try {
      return await auction();
    } finally {
      this.#leave();
    }
  }

  /** Resolves when nothing runs and nothing waits. */
  async idle(): Promise<void> {
    if (this.#running === 0) return;
    this.#whenIdle ??= Promise.withResolvers<void>();
    await this.#whenIdle.promise;
  }

  #wait(patienceMs: number): Promise<void> {
    const { runningMax, waitingMax } = this.#limits;
    if (this.#queue.size >= waitingMax) {
      throw new AuctionError(
        "overloaded",
        `${runningMax} searches are under way and ${waitingMax} wait, which is all that this gateway takes`,
      );
    }
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        start: () => {
          giveUp();
          resolve();
        },
      };
      const giveUp = this.#clock.at(this.#clock.now() + patienceMs, () => {
        this.#queue.delete(waiting);
        reject(
          new AuctionError("overloaded", `no place became free within ${Math.round(patienceMs)} ms, a quarter of the search's deadline`),
        );
      });
      this.#queue.add(waiting);
    });
  }

  /** The place goes to the one that has waited longest, and never stands empty between. */
  #leave(): void {
    const [next] = this.#queue;
    if (next !== undefined) {
      this.#queue.delete(next);
      next.start();
      return;
    }
    if (--this.#running > 0) return;
    this.#whenIdle?.resolve();
    this.#whenIdle = undefined; // who asks later waits for what runs then
  }
}
