/**
 * What limits every call to one partner: a limit in time, a circuit (circuit.ts) and a
 * bulkhead (cockatiel's).
 *
 * GUARD-1 A call that runs out of its time limit, or whose auction has ended, is left at once, even
 *         one that waits in the bulkhead's queue, which cockatiel cannot take out of it (A8).
 * GUARD-2 The trial of an open circuit belongs to the partner, not to the auction in which it
 *         began: it may take as long as the partner may, and continues when that auction has ended.
 *         Else a partner that is healthy but slower than most auctions would always stay rejected.
 *         That is one request for each partner and period beyond an auction's end; `close` ends it
 *         (A8).
 * GUARD-3 There are no retries. A retry takes a second time limit out of the one budget that the
 *         auction has, and doubles the load on a partner while it is slow; the next search is the
 *         retry.
 */
import { BrokenCircuitError, BulkheadRejectedError, bulkhead } from "cockatiel";
import { systemClock } from "../../../common/runtime/clock.ts";
import { messageOf } from "../../../proto/errors.ts";
import { PartnerFailure, type PartnerHealth } from "../partner-failure.ts";
import {
  Circuit,
  type CircuitOptions,
  type CircuitStateName,
  type RequestClock,
} from "./circuit.ts";
import { callAtEnd, type TimeLimit } from "./time-limit.ts";

export interface GuardOptions extends CircuitOptions {
  /** Calls in flight at once. */
  readonly concurrencyMax: number;
  /** Calls that may wait for one of them to end (A6). */
  readonly queueMax: number;
  /** How long the trial may take. */
  readonly trialMs: number;
}

/**
 * One request to the partner. `mayTakeMs` is how long it may take; the signal fires when that is
 * over.
 */
type GuardedRequest<T> = (signal: AbortSignal, mayTakeMs: number) => Promise<T>;

/** One call under way. */
interface RunningRequest {
  readonly beganAtMs: number;
  readonly stop: AbortController;
  isTrial: boolean;
  /** When it left the bulkhead's queue; null: it is in it. */
  startedAtMs: number | null;
}

export class Guard {
  readonly #options: GuardOptions;
  readonly #slots: ReturnType<typeof bulkhead>;
  readonly #circuit: Circuit;
  readonly #clock: RequestClock;
  readonly #closing = new AbortController();

  constructor(options: GuardOptions, clock: RequestClock = systemClock) {
    this.#options = options;
    this.#clock = clock;
    this.#slots = bulkhead(options.concurrencyMax, options.queueMax);
    this.#circuit = new Circuit(options, clock);
  }

  get state(): CircuitStateName {
    return this.#circuit.state;
  }

  /** Calls the listener at every change of state. */
  onState(listener: (state: CircuitStateName) => void): void {
    this.#circuit.onState(listener);
  }

  /** @throws PartnerFailure and nothing else */
  async run<T>(call: GuardedRequest<T>, timeLimit: TimeLimit): Promise<T> {
    if (timeLimit.signal.aborted || this.#closing.signal.aborted) throw cancelled();
    this.#circuit.throwWhileOpen();
    const attempt: RunningRequest = {
      beganAtMs: this.#clock.now(),
      stop: new AbortController(),
      isTrial: false,
      startedAtMs: null,
    };
    const left = Promise.withResolvers<never>();
    const done = this.#circuit.execute(() => {
      attempt.isTrial = this.#circuit.state === "half-open";
      return this.#slots.execute(() => this.#start(call, attempt, timeLimit), attempt.stop.signal);
    });
    const signals = [timeLimit.signal, this.#closing.signal];
    const release = callAtEnd(timeLimit.ms, signals, (isTimeOver) => {
      const failure = isTimeOver ? this.#outOfTime(attempt, timeLimit) : cancelled();
      if (!attempt.isTrial) attempt.stop.abort(failure);
      left.reject(failure);
    });
    if (attempt.isTrial) this.#limitTrial(attempt, done);
    try {
      return await Promise.race([done, left.promise]);
    } catch (thrown) {
      throw this.#describe(thrown, attempt.stop.signal);
    } finally {
      release();
    }
  }

  /** Ends what is under way, a trial too. */
  close(): void {
    this.#closing.abort();
  }

  async #start<T>(
    call: GuardedRequest<T>,
    attempt: RunningRequest,
    { ms, search }: TimeLimit,
  ): Promise<T> {
    const { signal } = attempt.stop;
    signal.throwIfAborted();
    const startedAtMs = this.#clock.now();
    attempt.startedAtMs = startedAtMs;
    try {
      const mayTakeMs = attempt.isTrial ? this.#options.trialMs : ms;
      const value = await call(signal, attempt.beganAtMs + mayTakeMs - startedAtMs);
      this.#circuit.countAnswer(true, this.#clock.now() - startedAtMs);
      return value;
    } catch (thrown) {
      if (signal.aborted) throw signal.reason;
      const failure = thrown instanceof PartnerFailure ? thrown : internal(thrown, "unhealthy");
      const isHealthy = failure.health === "healthy";
      this.#circuit.countAnswer(isHealthy, isHealthy ? this.#clock.now() - startedAtMs : 0);
      throw this.#circuit.attribute(failure, search);
    }
  }

  /** GUARD-2 */
  #limitTrial(attempt: RunningRequest, done: Promise<unknown>): void {
    const ms = this.#options.trialMs;
    const release = callAtEnd(ms, [this.#closing.signal], (isTimeOver) => {
      const itsTime = { ms, countsAgainstPartner: true };
      attempt.stop.abort(isTimeOver ? this.#timedOut(attempt, itsTime) : cancelled());
    });
    done.then(release, release);
  }

  /** The auction's time is over; a trial continues, and nothing is counted yet. */
  #outOfTime(attempt: RunningRequest, limit: TimeLimit): PartnerFailure {
    return attempt.isTrial ? timeout(limit.ms, "unknown") : this.#timedOut(attempt, limit);
  }

  #timedOut(
    { startedAtMs, beganAtMs, isTrial }: RunningRequest,
    { ms, countsAgainstPartner, search }: Omit<TimeLimit, "signal">,
  ): PartnerFailure {
    if (startedAtMs === null) {
      return new PartnerFailure(
        `waited ${ms} ms for one of ${this.#options.concurrencyMax} connections`,
        "unknown",
        "partner-no-capacity",
      );
    }
    // CIRCUIT-5. A trial has the partner's own time.
    const hadMs = ms - (startedAtMs - beganAtMs);
    if (!isTrial && this.#circuit.passOver(hadMs, search)) return timeout(ms, "unknown");
    const areTooMany = this.#circuit.countTimeout(search);
    const health = countsAgainstPartner || areTooMany ? "unhealthy" : "unknown";
    return this.#circuit.attribute(timeout(ms, health), search);
  }

  #describe(thrown: unknown, stopped: AbortSignal): PartnerFailure {
    if (thrown instanceof PartnerFailure) return thrown;
    if (thrown instanceof BrokenCircuitError) return this.#circuit.openFailure(thrown);
    if (thrown instanceof BulkheadRejectedError) {
      const { concurrencyMax, queueMax } = this.#options;
      const full = `${concurrencyMax} calls in flight and ${queueMax} waiting, no room for more`;
      return new PartnerFailure(full, "unknown", "partner-no-capacity", { cause: thrown });
    }
    return stopped.reason instanceof PartnerFailure ? stopped.reason : internal(thrown, "unknown");
  }
}

function cancelled(): PartnerFailure {
  return new PartnerFailure("cancelled", "unknown", "partner-cancelled");
}

function timeout(ms: number, health: PartnerHealth): PartnerFailure {
  return new PartnerFailure(`timed out after ${ms} ms`, health, "partner-timeout");
}

function internal(thrown: unknown, health: PartnerHealth): PartnerFailure {
  return new PartnerFailure(messageOf(thrown), health, "partner-internal", { cause: thrown });
}
