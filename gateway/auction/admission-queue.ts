/**
 * Which searches run now, which wait, and which are refused. It knows no search: it is asked before
 * anything is read.
 *
 * P1 A6: at most `limit` auctions run and `waitingMax` searches wait, of all doors together. The
 *    limit follows the delay of the event loop (concurrency-limit.ts).
 * P2 The doors share fairly: the next place goes to the door with the fewest running, and when no
 *    room is left to wait in, the door with the longer queue gives way (RFC 8290 for packets; the
 *    longest queue is the one that loses). Within a door: first come, first served.
 * P3 In one turn of the event loop searches are started for a slice of time and no longer: then
 *    sockets and timers have their turn.
 * P4 A newcomer is refused while the queue of its door stands (standing-delay.ts): it would be
 *    served late.
 * P5 A search waits for a place no longer than its patience, and leaves when its caller leaves.
 *    Neither runs later. One that only waits for the next turn of the loop has a place, and keeps
 *    it as long as there is one.
 */

import type { Clock } from "../../common/runtime/clock.ts";
import { AuctionError } from "../../proto/errors.ts";
import { ConcurrencyLimit } from "./concurrency-limit.ts";
import { StandingDelay } from "./standing-queue.ts";

export interface AdmissionLimits {
  readonly runningMax: number;
  readonly waitingMax: number;
}

/** A search at the door, not yet read. */
export interface Entrant {
  readonly door: string;
  /** Monotonic: when its bytes came. */
  readonly arrivedAt: number;
  /** How long it may wait from now on. */
  readonly patienceMs: number;
  /** Fires when its caller has gone. */
  readonly signal?: AbortSignal;
}

export interface AdmissionPorts {
  readonly clock: Clock;
  /** Calls back in the next turn of the event loop, after sockets have been read. */
  readonly nextTurn: (callback: () => void) => void;
}

/** However late the loop is, so many may run: most of an auction is waiting. */
export const RUNNING_MIN = 32;

/**
 * P3: at least so much of a turn, or this share of what the last turn took (refusals take their
 * time too, and must not take all), but no more than the most.
 */
export const SLICE_MS = 5;
const SLICE_SHARE = 0.25;
const SLICE_MS_MAX = 50;

/** P5: how often a search whose patience is over is looked at while there are free places. */
const RECHECK_MS = 25;

interface Waiting {
  readonly entrant: Entrant;
  readonly since: number;
  readonly start: () => void;
  readonly refuse: (error: AuctionError) => void;
}

interface Door {
  readonly waiting: Set<Waiting>;
  readonly standing: StandingDelay;
  running: number;
}

export class Admission {
  readonly #limit: ConcurrencyLimit;
  readonly #waitingMax: number;
  readonly #clock: Clock;
  readonly #nextTurn: AdmissionPorts["nextTurn"];
  readonly #doors = new Map<string, Door>();
  #running = 0;
  #waiting = 0;
  /** When this turn's slice is used up; null before the first start of a turn. */
  #sliceEndsAt: number | null = null;
  /** What the last turn took in which searches were started. */
  #turnMs = 0;
  #whenIdle: PromiseWithResolvers<void> | undefined;

  constructor({ runningMax, waitingMax }: AdmissionLimits, { clock, nextTurn }: AdmissionPorts) {
    this.#limit = new ConcurrencyLimit({ min: RUNNING_MIN, max: runningMax });
    this.#waitingMax = waitingMax;
    this.#clock = clock;
    this.#nextTurn = nextTurn;
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#waiting;
  }

  get limit(): number {
    return this.#limit.value;
  }

  /** How late the event loop is, measured again and again. */
  observeDelay(delayMs: number): void {
    this.#limit.observe(delayMs, this.#running);
    this.#fill();
  }

  /**
   * Why a search that comes through this door now would be refused; undefined when it would not.
   * Costs next to nothing.
   */
  refusal(doorName: string): AuctionError | undefined {
    if (this.#waiting === 0 && this.#running < this.#limit.value) return undefined;
    const door = this.#door(doorName);
    const now = this.#clock.now();
    const [oldest] = door.waiting;
    const stands = door.standing.observe(now, oldest === undefined ? 0 : now - oldest.since);
    if (!stands && (this.#hasRoom() || this.#longestBeside(door) !== undefined)) return undefined;
    return this.#overloaded();
  }

  /**
   * Runs the auction when there is a place for it. @throws AuctionError `overloaded`, `cancelled`,
   * or what the auction throws
   */
  run<T>(entrant: Entrant, auction: () => Promise<T>): Promise<T> {
    const refusal = this.refusal(entrant.door);
    if (refusal !== undefined) return Promise.reject(refusal);
    const door = this.#door(entrant.door);
    return new Promise<T>((resolve, reject) => {
      const start = () => {
        door.running++;
        this.#running++;
        auction()
          .then(resolve, reject)
          .finally(() => this.#leave(door));
      };
      if (this.#waiting === 0 && this.#mayStart()) return start();
      if (!this.#hasRoom()) this.#giveWay(door);
      this.#wait(door, { entrant, since: this.#clock.now(), start, refuse: reject });
    });
  }

  /** Resolves when nothing runs and nothing waits. */
  async idle(): Promise<void> {
    if (this.#running + this.#waiting === 0) return;
    this.#whenIdle ??= Promise.withResolvers<void>();
    await this.#whenIdle.promise;
  }

  #door(name: string): Door {
    let door = this.#doors.get(name);
    if (door === undefined) {
      door = { waiting: new Set(), standing: new StandingDelay(), running: 0 };
      this.#doors.set(name, door);
    }
    return door;
  }

  /** A search that only waits for the next turn has a place that is free. */
  #hasRoom(): boolean {
    return this.#running + this.#waiting < this.#limit.value + this.#waitingMax;
  }

  #mayStart(): boolean {
    if (this.#running >= this.#limit.value) return false;
    const now = this.#clock.now();
    if (this.#sliceEndsAt === null) {
      this.#sliceEndsAt =
        now + Math.max(SLICE_MS, Math.min(SLICE_MS_MAX, this.#turnMs * SLICE_SHARE));
      this.#nextTurn(() => {
        this.#turnMs = this.#clock.now() - now;
        this.#sliceEndsAt = null;
        this.#fill();
      });
    }
    return now < this.#sliceEndsAt;
  }

  /**
   * P2: a door whose queue is longer than this one's, even after it has lost one and this one has
   * got one.
   */
  #longestBeside(door: Door): Door | undefined {
    return [...this.#doors.values()].find((other) => other.waiting.size > door.waiting.size + 1);
  }

  /** The newest of the longer queue loses its room: it is the one that would wait longest. */
  #giveWay(door: Door): void {
    const newest = [...(this.#longestBeside(door)?.waiting ?? [])].at(-1);
    newest?.refuse(this.#overloaded());
  }

  #wait(door: Door, { entrant, since, start, refuse }: Waiting): void {
    const { patienceMs, signal } = entrant;
    const withdraw = () => {
      door.waiting.delete(waiting);
      this.#waiting--;
      stopTimer();
      signal?.removeEventListener("abort", gone);
    };
    const waiting: Waiting = {
      entrant,
      since,
      start() {
        withdraw();
        start();
      },
      refuse: (error) => {
        withdraw();
        refuse(error);
        this.#settleIdle();
      },
    };
    const gone = () =>
      waiting.refuse(new AuctionError("cancelled", "the caller went away before its search began"));
    const impatient = () => {
      if (this.#running < this.#limit.value) {
        // Those before it may take the free places: it is asked again.
        stopTimer = this.#clock.at(this.#clock.now() + RECHECK_MS, impatient);
        return;
      }
      const waited = `no place became free within ${Math.round(patienceMs)} ms, a quarter of the search's deadline`;
      waiting.refuse(new AuctionError("overloaded", waited));
    };
    let stopTimer = this.#clock.at(since + patienceMs, impatient);
    signal?.addEventListener("abort", gone, { once: true });
    door.waiting.add(waiting);
    this.#waiting++;
  }

  /** Starts what may start, the door with the fewest running first. */
  #fill(): void {
    while (this.#waiting > 0 && this.#mayStart()) {
      const doors = [...this.#doors.values()]
        .filter(({ waiting }) => waiting.size > 0)
        .sort((a, b) => a.running - b.running);
      const [next] = doors[0]?.waiting ?? [];
      next?.start();
    }
  }

  #leave(door: Door): void {
    door.running--;
    this.#running--;
    this.#fill();
    this.#settleIdle();
  }

  #settleIdle(): void {
    if (this.#running + this.#waiting > 0) return;
    this.#whenIdle?.resolve();
    this.#whenIdle = undefined; // a later question waits for what runs then
  }

  #overloaded(): AuctionError {
    return new AuctionError(
      "overloaded",
      `${this.#running} searches are under way and ${this.#waiting} wait, which is all that this gateway takes now`,
    );
  }
}
