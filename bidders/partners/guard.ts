/**
 * What stands around every call to one partner (cockatiel): from the outside in, a timeout, a circuit breaker, a bulkhead.
 *
 * - The timeout is the outermost and does not wait for what it stops: a call that waits in the bulkhead's queue, which cockatiel
 *   cannot take out of it, is left behind at once all the same (A8).
 * - The breaker opens after some faults in a row that are the partner's own. While it is open, or one trial call is under way, a
 *   call is refused at once: nobody in an auction can wait for the trial.
 * - There are no retries. A retry costs a second patience out of the one budget that the auction has, and doubles the load on a
 *   partner at the moment it is slow; the next search is the retry.
 */
import {
  BrokenCircuitError,
  BulkheadRejectedError,
  bulkhead,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  TimeoutStrategy,
  timeout,
} from "cockatiel";
import { messageOf } from "../../proto/errors.ts";
import { PartnerFault, type Verdict } from "./fault.ts";

export interface GuardOptions {
  /** Calls in flight at once. */
  readonly concurrencyMax: number;
  /** Calls that may wait for one of them to end (A6). */
  readonly queueMax: number;
  /** Faults in a row that open the circuit. */
  readonly breakAfter: number;
  /** How long it stays open before one trial call is let through. */
  readonly halfOpenAfterMs: number;
}

export interface Patience {
  readonly ms: number;
  /** Whether running out of it speaks against the partner: not so when the auction had hardly any time left. */
  readonly isFair: boolean;
  /** Fires when the auction has no more use for the answer. */
  readonly signal: AbortSignal;
}

export interface Guard {
  readonly state: "closed" | "open" | "half-open";
  /** Told of every change of state. */
  onState(listener: (state: Guard["state"]) => void): void;
  /** @throws PartnerFault and nothing else */
  run<T>(call: (signal: AbortSignal) => Promise<T>, patience: Patience): Promise<T>;
}

const STATES: Readonly<Record<CircuitState, Guard["state"]>> = {
  [CircuitState.Closed]: "closed",
  [CircuitState.Open]: "open",
  [CircuitState.HalfOpen]: "half-open",
  [CircuitState.Isolated]: "open",
};

export function createGuard(options: GuardOptions): Guard {
  const slots = bulkhead(options.concurrencyMax, options.queueMax);
  // A trial must prove that the partner is well: cancelled, or stuck in the queue, it has not. (cockatiel would take every error
  // that is not counted for a success, and close the circuit.)
  const counts = (thrown: unknown): boolean => {
    const verdict: Verdict = thrown instanceof PartnerFault ? thrown.verdict : "unknown";
    return verdict === "sick" || (verdict === "unknown" && breaker.state === CircuitState.HalfOpen);
  };
  const breaker = circuitBreaker(handleWhen(counts), {
    breaker: new ConsecutiveBreaker(options.breakAfter),
    halfOpenAfter: options.halfOpenAfterMs,
  });
  let openSince = "";
  breaker.onBreak(() => {
    openSince = new Date().toISOString();
  });

  async function run<T>(call: (signal: AbortSignal) => Promise<T>, patience: Patience): Promise<T> {
    if (patience.signal.aborted) throw cancelled();
    if (breaker.state === CircuitState.HalfOpen)
      throw new PartnerFault(`circuit open since ${openSince}, a trial call is under way`, "unknown");
    let hasStarted = false;
    const stopped = (cause: unknown) => {
      if (patience.signal.aborted) return cancelled();
      if (!hasStarted)
        return new PartnerFault(`waited ${patience.ms} ms for one of ${options.concurrencyMax} connections`, "unknown", cause);
      return new PartnerFault(`timed out after ${patience.ms} ms`, patience.isFair ? "sick" : "unknown", cause);
    };
    const attempt = async (signal: AbortSignal) => {
      hasStarted = true;
      try {
        return await call(signal);
      } catch (thrown) {
        if (signal.aborted) throw stopped(thrown);
        throw thrown instanceof PartnerFault ? thrown : new PartnerFault(messageOf(thrown), "sick", thrown);
      }
    };
    try {
      return await timeout(patience.ms, TimeoutStrategy.Aggressive).execute(
        ({ signal }) => breaker.execute((b) => slots.execute((s) => attempt(s.signal), b.signal), signal),
        patience.signal,
      );
    } catch (thrown) {
      if (thrown instanceof PartnerFault) throw thrown;
      if (thrown instanceof BrokenCircuitError) {
        throw new PartnerFault(`circuit open since ${openSince}${describeLast(breaker.lastFailure)}`, "unknown", thrown);
      }
      if (thrown instanceof BulkheadRejectedError) {
        throw new PartnerFault(
          `${options.concurrencyMax} calls in flight and ${options.queueMax} waiting, no room for more`,
          "unknown",
          thrown,
        );
      }
      throw stopped(thrown);
    }
  }

  return {
    get state() {
      return STATES[breaker.state];
    },
    onState(listener) {
      breaker.onStateChange((state) => listener(STATES[state]));
    },
    run,
  };
}

function cancelled(): PartnerFault {
  return new PartnerFault("cancelled", "unknown");
}

function describeLast(failure: { error: unknown } | { value: unknown } | undefined): string {
  return failure !== undefined && "error" in failure ? ` (${messageOf(failure.error)})` : "";
}
