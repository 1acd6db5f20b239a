/**
 * What stands around every call to one partner: a limit in time, a circuit breaker and a bulkhead
 * (cockatiel's).
 *
 * G1 A call that runs out of its patience, or whose auction has ended, is left behind at once, even
 *    one that waits in the bulkhead's queue, which cockatiel cannot take out of it (A8).
 * G2 The breaker opens after some faults in a row that are the partner's own; or after as many
 *    timeouts in a row with no answer in between, however short the patience was. One timeout in a
 *    hurried auction says little; so many say that the partner is dead, or slower than every
 *    auction here, and asking it is of no use either way.
 * G3 While it is open, a call is refused at once. After a while one call is the trial, which
 *    decides whether it closes. The trial is the breaker's, not the auction's that it began in: it
 *    takes as long as the partner may, and goes on when that auction has ended, or a partner that
 *    is well but slower than most auctions would stay shut out for ever. That is one request for
 *    each partner and period beyond an auction's end; `close` ends it (A8). Nobody else waits for
 *    it: they are refused.
 * G4 There are no retries. A retry costs a second patience out of the one budget that the auction
 *    has, and doubles the load on a partner at the moment it is slow; the next search is the retry.
 * G5 The time that it stays open is measured here, by the steady clock. cockatiel asks Date.now: a
 *    clock that is put back by an hour would keep a partner shut out for an hour more.
 */
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  circuitBreaker,
  handleWhen,
} from "cockatiel";
import { messageOf } from "../../../proto/errors.ts";
import { PartnerFailure, type PartnerHealth } from "../partner-failure.ts";

export interface GuardOptions {
  /** Calls in flight at once. */
  readonly concurrencyMax: number;
  /** Calls that may wait for one of them to end (A6). */
  readonly queueMax: number;
  /** Faults in a row, or timeouts in a row, that open the circuit. */
  readonly breakAfter: number;
  /** How long it stays open before one trial call is let through. */
  readonly halfOpenAfterMs: number;
  /** How long the trial may take. */
  readonly trialMs: number;
}

export interface TimeLimit {
  readonly ms: number;
  /**
   * Whether running out of it, once, speaks against the partner: not so when the auction had hardly
   * any time left.
   */
  readonly countsAgainstPartner: boolean;
  /** Fires when the auction has no more use for the answer. */
  readonly signal: AbortSignal;
}

/**
 * One request to the partner. `mayTakeMs` is how long it may take; the signal fires when that is
 * over.
 */
export type Call<T> = (signal: AbortSignal, mayTakeMs: number) => Promise<T>;

export interface Guard {
  readonly state: "closed" | "open" | "half-open";
  /** Told of every change of state. */
  onState(listener: (state: Guard["state"]) => void): void;
  /** @throws PartnerFailure and nothing else */
  run<T>(call: Call<T>, timeLimit: TimeLimit): Promise<T>;
  /** Ends what is under way, a trial too. */
  close(): void;
}

const STATES: Readonly<Record<CircuitState, Guard["state"]>> = {
  [CircuitState.Closed]: "closed",
  [CircuitState.Open]: "open",
  [CircuitState.HalfOpen]: "half-open",
  [CircuitState.Isolated]: "open",
};

/** To cockatiel the time for a trial has always come, wherever Date.now stands; see G5. */
const ALWAYS_DUE_MS = Number.NEGATIVE_INFINITY;

export function createGuard(options: GuardOptions): Guard {
  const { concurrencyMax, queueMax, breakAfter } = options;
  const slots = bulkhead(concurrencyMax, queueMax);
  const closing = new AbortController();
  const inARow = { faults: 0, timeouts: 0 };
  const answered = (isWell: boolean) => {
    inARow.timeouts = 0;
    if (isWell) inARow.faults = 0;
  };
  // A trial must prove that the partner is well: cut short or stuck in the queue, it has not.
  // (cockatiel would take every error that is not counted for a success, and close the circuit.)
  const counts = (thrown: unknown): boolean => {
    const health: PartnerHealth = thrown instanceof PartnerFailure ? thrown.health : "unknown";
    return (
      health === "unhealthy" || (health === "unknown" && breaker.state === CircuitState.HalfOpen)
    );
  };
  const breaker = circuitBreaker(handleWhen(counts), {
    breaker: {
      state: null,
      success: () => answered(true),
      failure: () => ++inARow.faults >= breakAfter || inARow.timeouts >= breakAfter,
    },
    halfOpenAfter: ALWAYS_DUE_MS,
  });
  let openSince = "";
  let openUntilMs = 0;
  breaker.onBreak(() => {
    openSince = new Date().toISOString();
    openUntilMs = performance.now() + options.halfOpenAfterMs;
  });

  async function run<T>(call: Call<T>, timeLimit: TimeLimit): Promise<T> {
    if (timeLimit.signal.aborted || closing.signal.aborted) throw cancelled();
    if (breaker.state === CircuitState.HalfOpen)
      throw new PartnerFailure(
        `circuit open since ${openSince}, a trial call is under way`,
        "unknown",
        "partner-circuit-open",
      );
    if (breaker.state === CircuitState.Open && performance.now() < openUntilMs) throw stillOpen();
    const begunAtMs = performance.now();
    const stop = new AbortController();
    const left = Promise.withResolvers<never>();
    let isTrial = false;
    let hasStarted = false;

    const attempt = async () => {
      stop.signal.throwIfAborted();
      hasStarted = true;
      try {
        const mayTakeMs = isTrial ? options.trialMs : timeLimit.ms;
        const value = await call(stop.signal, begunAtMs + mayTakeMs - performance.now());
        answered(true);
        return value;
      } catch (thrown) {
        if (stop.signal.aborted) throw stop.signal.reason;
        const fault = thrown instanceof PartnerFailure ? thrown : internal(thrown, "unhealthy");
        answered(fault.health === "healthy");
        throw fault;
      }
    };
    const outOfTime = (ms: number, countsAgainstPartner: boolean): PartnerFailure => {
      if (!hasStarted) {
        return new PartnerFailure(
          `waited ${ms} ms for one of ${concurrencyMax} connections`,
          "unknown",
          "partner-no-capacity",
        );
      }
      inARow.timeouts++;
      return timedOut(
        ms,
        countsAgainstPartner || inARow.timeouts >= breakAfter ? "unhealthy" : "unknown",
      );
    };

    // cockatiel calls this at once or, while the circuit is open, not at all: there is no other
    // trial then (see above).
    const done = breaker.execute(() => {
      isTrial = breaker.state === CircuitState.HalfOpen;
      return slots.execute(attempt, stop.signal);
    });
    const leave = (fault: PartnerFailure) => {
      if (!isTrial) stop.abort(fault);
      left.reject(fault);
    };
    const release = limit(timeLimit.ms, [timeLimit.signal, closing.signal], (isTimeOver) => {
      if (!isTimeOver) leave(cancelled());
      else
        leave(
          isTrial
            ? timedOut(timeLimit.ms, "unknown")
            : outOfTime(timeLimit.ms, timeLimit.countsAgainstPartner),
        );
    });
    if (isTrial) {
      const { trialMs } = options;
      const releaseTrial = limit(trialMs, [closing.signal], (isTimeOver) => {
        stop.abort(isTimeOver ? outOfTime(trialMs, true) : cancelled());
      });
      done.then(releaseTrial, releaseTrial);
    }
    try {
      return await Promise.race([done, left.promise]);
    } catch (thrown) {
      throw describe(thrown, stop.signal);
    } finally {
      release();
    }
  }

  function stillOpen(cause?: unknown): PartnerFailure {
    const since = `circuit open since ${openSince}${describeLast(breaker.lastFailure)}`;
    return new PartnerFailure(since, "unknown", "partner-circuit-open", { cause });
  }

  function describe(thrown: unknown, stopped: AbortSignal): PartnerFailure {
    if (thrown instanceof PartnerFailure) return thrown;
    if (thrown instanceof BrokenCircuitError) {
      return stillOpen(thrown);
    }
    if (thrown instanceof BulkheadRejectedError) {
      const full = `${concurrencyMax} calls in flight and ${queueMax} waiting, no room for more`;
      return new PartnerFailure(full, "unknown", "partner-no-capacity", { cause: thrown });
    }
    return stopped.reason instanceof PartnerFailure ? stopped.reason : internal(thrown, "unknown");
  }

  return {
    get state() {
      return STATES[breaker.state];
    },
    onState(listener) {
      breaker.onStateChange((state) => listener(STATES[state]));
    },
    run,
    close: () => closing.abort(),
  };
}

/**
 * Calls `onEnd` once, when the time is over or one of the signals fires. Returns how to call it
 * off.
 */
function limit(
  ms: number,
  signals: readonly AbortSignal[],
  onEnd: (isTimeOver: boolean) => void,
): () => void {
  const end = (isTimeOver: boolean) => {
    release();
    onEnd(isTimeOver);
  };
  const fired = () => end(false);
  const timer = setTimeout(end, ms, true);
  const release = () => {
    clearTimeout(timer);
    for (const signal of signals) signal.removeEventListener("abort", fired);
  };
  for (const signal of signals) signal.addEventListener("abort", fired, { once: true });
  return release;
}

function cancelled(): PartnerFailure {
  return new PartnerFailure("cancelled", "unknown", "partner-cancelled");
}

function timedOut(ms: number, health: PartnerHealth): PartnerFailure {
  return new PartnerFailure(`timed out after ${ms} ms`, health, "partner-timeout");
}

function internal(thrown: unknown, health: PartnerHealth): PartnerFailure {
  return new PartnerFailure(messageOf(thrown), health, "partner-internal", { cause: thrown });
}

function describeLast(failure: { error: unknown } | { value: unknown } | undefined): string {
  return failure !== undefined && "error" in failure ? ` (${messageOf(failure.error)})` : "";
}
