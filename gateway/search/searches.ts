/**
 * The desk behind both doors: takes a raw request, runs its auction, and keeps the books. The doors
 * only translate.
 */
import { randomBytes } from "node:crypto";
import { kilometresBetween } from "../../common/places/distance.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { FlightSearch, SearchEvent, SearchResult } from "../../proto/messages.ts";
import { Admission } from "../auction/admission-queue.ts";
import type { LedgerView } from "../auction/ledger.ts";
import type { Ports } from "../auction/ports.ts";
import type { Plausibility } from "../auction/ranking-rules.ts";
import { run } from "../auction/run.ts";
import { patienceMs, remainingDeadlineMs } from "../auction/waiting.ts";
import type { GatewayConfig } from "../config.ts";
import type { Door, Events } from "../events.ts";
import { FROZEN_MS_MIN } from "../runtime/freeze-detector.ts";
import { LoopDelay } from "../runtime/loop-delay.ts";
import { elapsed } from "./elapsed.ts";
import { objectiveOf } from "./objective.ts";
import { createValidator } from "./validate.ts";

export interface Caller {
  readonly door: Door;
  /** Fires when the caller has gone; left out where that cannot be seen. */
  readonly signal?: AbortSignal;
  readonly watch?: (event: SearchEvent) => void;
  /**
   * Monotonic: when the request came. Left out, it is now, less what it may have waited for the
   * event loop.
   */
  readonly arrivedAt?: number;
  /** How long after that the caller waits, where it has said so. */
  readonly waitsMs?: number;
}

/** For a caller that cannot be seen to go away. */
const NEVER = new AbortController().signal;

function newId(): string {
  return randomBytes(12).toString("base64url");
}

export class Searches {
  readonly #config: GatewayConfig;
  readonly #ports: Ports;
  readonly #events: Events;
  readonly #admission: Admission;
  readonly #loop: LoopDelay;
  readonly #validate: (raw: unknown) => FlightSearch;
  readonly #plausibility: Plausibility | null;
  readonly #closed = new Set<Door>();

  /**
   * `known`: the bidders that there are, for checking what a policy names. `onBeat`: called every
   * some 25 ms while open.
   */
  constructor(
    config: GatewayConfig,
    ports: Ports,
    events: Events,
    known: () => readonly string[],
    onBeat: () => void = () => {},
  ) {
    this.#config = config;
    this.#ports = ports;
    this.#events = events;
    this.#plausibility =
      config.plausibility === null
        ? null
        : { ...config.plausibility, kilometres: kilometresBetween };
    const { clock } = ports;
    this.#admission = new Admission(
      { runningMax: config.auctionsMax, waitingMax: config.waitingMax },
      { clock, nextTurn },
    );
    this.#loop = new LoopDelay(clock, nextTurn, (delayMs) => {
      this.#admission.observeDelay(delayMs);
      onBeat();
    });
    this.#validate = createValidator({
      policy: config.policy,
      bounds: config.bounds,
      currencies: config.rates.currencies,
      wall: () => ports.clock.wall(),
      known,
    });
  }

  get underWay(): number {
    return this.#admission.running;
  }

  get waiting(): number {
    return this.#admission.waiting;
  }

  get draining(): boolean {
    return this.#closed.size > 0;
  }

  /** The longest that a request that is read now can have waited unseen. */
  get unseenMsMax(): number {
    return this.#loop.ms;
  }

  /** What it will have waited on the average. */
  get unseenMs(): number {
    return this.#loop.expectedMs;
  }

  /**
   * Why a search through this door would be refused now, before anything of it is read; undefined
   * when it would be taken.
   */
  refusal(door: Door): AuctionError | undefined {
    if (this.#closed.has(door))
      return new AuctionError(
        "shutting-down",
        "this gateway is shutting down; another one will answer",
      );
    return this.#admission.refusal(door);
  }

  /**
   * @throws AuctionError `invalid-search`, `overloaded`, `shutting-down`, `no-broker`, `cancelled`,
   * `expired`
   */
  search(raw: unknown, caller: Caller): Promise<SearchResult> {
    return this.searchUnread(() => raw, deadlineIn(raw), caller);
  }

  /**
   * The same for a request that is read when its turn comes. `deadlineMs`: its search's own
   * deadline, where that is known already.
   */
  async searchUnread(
    read: () => unknown,
    deadlineMs: number | undefined,
    caller: Caller,
  ): Promise<SearchResult> {
    const { clock } = this.#ports;
    const arrivedAt = caller.arrivedAt ?? clock.now() - this.#loop.expectedMs;
    const { door, signal, waitsMs } = caller;
    if (this.#closed.has(door))
      throw new AuctionError(
        "shutting-down",
        "this gateway is shutting down; another one will answer",
      );
    // After a freeze many callers have hung up, and that is read after their requests.
    if (signal !== undefined && this.#loop.ms >= FROZEN_MS_MIN) await this.#loop.settled();
    if (signal?.aborted)
      throw new AuctionError("cancelled", "the caller went away before its search began");
    const patience = patienceMs(
      deadlineMs ?? this.#config.policy.deadlineMs,
      this.#config.bounds,
      waitsMs,
    );
    const entrant = {
      door,
      arrivedAt,
      patienceMs: patience,
      ...(signal === undefined ? {} : { signal }),
    };
    return this.#admission.run(entrant, () => this.#run(read, arrivedAt, caller));
  }

  async #run(read: () => unknown, arrivedAt: number, caller: Caller): Promise<SearchResult> {
    const { door, signal = NEVER, watch, waitsMs } = caller;
    const asked = this.#validate(read());
    const deadlineMs = remainingDeadlineMs(
      asked.policy.deadlineMs,
      this.#ports.clock.now() - arrivedAt,
      waitsMs,
    );
    const search =
      deadlineMs === asked.policy.deadlineMs
        ? asked
        : { ...asked, policy: { ...asked.policy, deadlineMs } };
    const rates = this.#config.rates.into(search.currency);
    const objective = objectiveOf(search, this.#config.preferences, rates);
    // Two ids, neither of which can be found from the other: see Order.
    const [searchId, auctionId] = [newId(), newId()];
    const { grace } = this.#config;
    const rules = { search, objective, rates, elapsed, plausibility: this.#plausibility };
    const order = { searchId, auctionId, ...rules, grace, arrivedAt, signal };
    const result = await run(watch === undefined ? order : { ...order, watch }, this.#ports);
    this.#events.searched(door, search, result, auctionId);
    return result;
  }

  /** @throws AuctionError `not-found` */
  view(searchId: string): LedgerView {
    const view = this.#ports.ledger.view(searchId);
    if (view === undefined)
      throw new AuctionError(
        "not-found",
        `no search '${searchId.slice(0, 64)}' is kept here; results are kept for 5 minutes`,
      );
    return view;
  }

  /** Takes no more searches from this door. */
  close(door: Door): void {
    this.#closed.add(door);
  }

  /** Resolves when all that were taken have their results (A10). Their deadlines bound the wait. */
  idle(): Promise<void> {
    return this.#admission.idle();
  }

  /** Begins to watch the event loop. */
  start(): void {
    this.#loop.start();
  }

  stop(): void {
    this.#loop.stop();
  }
}

function nextTurn(callback: () => void): void {
  setImmediate(callback);
}

/**
 * The deadline that a search names, if it is one; what is wrong with it is said when it is
 * validated.
 */
function deadlineIn(raw: unknown): number | undefined {
  const deadlineMs = (raw as { policy?: { deadlineMs?: unknown } | null } | null | undefined)
    ?.policy?.deadlineMs;
  return typeof deadlineMs === "number" ? deadlineMs : undefined;
}
