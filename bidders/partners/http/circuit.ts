/**
 * A partner's circuit (cockatiel's circuit breaker), and the counts that open it.
 *
 * CIRCUIT-1 It opens after some failures in a row that are the partner's own; or after as many
 *           timeouts in a row with no answer in between, for any length of the time limit that is
 *           not too short (CIRCUIT-5). One timeout in an auction with little time left shows little;
 *           several in a row show that the partner is down: asking it is of no use.
 * CIRCUIT-4 All requests of one search count as one failure at most, and as one timeout: a search
 *           of several days asks several times, and has one time for all of them.
 * CIRCUIT-5 A timeout after less than the partner's usual time shows only that we had little time:
 *           it does not count. The usual time is that of the slowest of its last answers, older ones
 *           counting less; before the first answer each timeout counts. Each search with a timeout
 *           that does not count makes the usual time shorter: a partner that is down gives no
 *           answers, and after some such searches its timeouts count.
 * CIRCUIT-2 While it is open, a call is refused at once. After a while one call is the trial, which
 *           decides whether it closes. Other calls do not wait for it: they are refused.
 * CIRCUIT-3 The time that it stays open is measured here, by the steady clock. cockatiel asks
 *           Date.now: a clock that is put back by an hour would keep it open for an hour more.
 */
import { CircuitState, circuitBreaker, handleWhen } from "cockatiel";
import { type Clock, systemClock } from "../../../common/runtime/clock.ts";
import { messageOf } from "../../../proto/errors.ts";
import { PartnerFailure, type PartnerHealth } from "../partner-failure.ts";

export type CircuitStateName = "closed" | "open" | "half-open";

const STATES: Readonly<Record<CircuitState, CircuitStateName>> = {
  [CircuitState.Closed]: "closed",
  [CircuitState.Open]: "open",
  [CircuitState.HalfOpen]: "half-open",
  [CircuitState.Isolated]: "open",
};

/** Of the usual time, what a faster answer leaves of it, and a search with too little time. */
const USUAL_KEPT = 0.95;

/** The wait that makes a trial always due for cockatiel, for any value of Date.now: CIRCUIT-3. */
const ALWAYS_DUE_MS = Number.NEGATIVE_INFINITY;

/** Periods by the steady clock, and the instants that a failure names by the wall clock. */
export type RequestClock = Pick<Clock, "now" | "wall">;

export interface CircuitOptions {
  /** Failures in a row, or timeouts in a row, that open it. */
  readonly faultsInARowMax: number;
  /** How long it stays open before one trial call is let through. */
  readonly halfOpenAfterMs: number;
}

export class Circuit {
  readonly #faultsInARowMax: number;
  readonly #clock: RequestClock;
  readonly #inARow = { failures: 0, timeouts: 0 };
  /** The searches that those are of (CIRCUIT-4). A6: each is bounded by `#faultsInARowMax`. */
  readonly #counted = {
    failures: new Set<object>(),
    timeouts: new Set<object>(),
    tooShort: new Set<object>(),
  };
  readonly #searchOf = new WeakMap<object, object>();
  /** CIRCUIT-5. 0 before the first answer. */
  #usualMs = 0;
  readonly #cockatiel: ReturnType<typeof circuitBreaker>;
  #openSince = "";
  #openUntilMs = 0;

  constructor(
    { faultsInARowMax, halfOpenAfterMs }: CircuitOptions,
    clock: RequestClock = systemClock,
  ) {
    this.#faultsInARowMax = faultsInARowMax;
    this.#clock = clock;
    this.#cockatiel = circuitBreaker(
      handleWhen((thrown) => this.#counts(thrown)),
      {
        breaker: {
          state: null,
          success: () => this.countAnswer(true),
          failure: () =>
            ++this.#inARow.failures >= faultsInARowMax || this.#inARow.timeouts >= faultsInARowMax,
        },
        halfOpenAfter: ALWAYS_DUE_MS,
      },
    );
    this.#cockatiel.onBreak(() => {
      this.#openSince = new Date(clock.wall()).toISOString();
      this.#openUntilMs = clock.now() + halfOpenAfterMs;
    });
  }

  get state(): CircuitStateName {
    return STATES[this.#cockatiel.state];
  }

  /** Calls the listener at every change of state. */
  onState(listener: (state: CircuitStateName) => void): void {
    this.#cockatiel.onStateChange((state) => listener(STATES[state]));
  }

  /** CIRCUIT-2. @throws PartnerFailure while no call is let through */
  throwWhileOpen(): void {
    if (this.state === "half-open")
      throw new PartnerFailure(
        `circuit open since ${this.#openSince}, a trial call is under way`,
        "unknown",
        "partner-circuit-open",
      );
    if (this.state === "open" && this.#clock.now() < this.#openUntilMs) throw this.openFailure();
  }

  /** Cockatiel calls `call` at once or, while the circuit is open, not at all. */
  execute<T>(call: () => Promise<T>): Promise<T> {
    return this.#cockatiel.execute(call);
  }

  /**
   * Any answer ends a row of timeouts; one of a healthy partner also ends a row of failures.
   * `tookMs`: absent where it is not known.
   */
  countAnswer(isHealthy: boolean, tookMs = 0): void {
    this.#usualMs = Math.max(tookMs, this.#usualMs * USUAL_KEPT);
    this.#inARow.timeouts = 0;
    this.#counted.timeouts.clear();
    this.#counted.tooShort.clear();
    if (!isHealthy) return;
    this.#inARow.failures = 0;
    this.#counted.failures.clear();
  }

  /** CIRCUIT-5: whether a timeout after so long does not count; then the usual time falls. */
  passOver(hadMs: number, search: object | undefined): boolean {
    if (hadMs >= this.#usualMs) return false;
    if (this.#isFirst(this.#counted.tooShort, search)) this.#usualMs *= USUAL_KEPT;
    return true;
  }

  /** Returns true when enough are now in a row to count against the partner. */
  countTimeout(search: object | undefined): boolean {
    if (!this.#isFirst(this.#counted.timeouts, search)) return false;
    return ++this.#inARow.timeouts >= this.#faultsInARowMax;
  }

  /** This failure is one of this search. */
  attribute(failure: PartnerFailure, search: object | undefined): PartnerFailure {
    if (search !== undefined) this.#searchOf.set(failure, search);
    return failure;
  }

  /** CIRCUIT-4: whether this is the first that counts of this search; from now on it is known. */
  #isFirst(counted: Set<object>, search: object | undefined): boolean {
    if (search === undefined) return true;
    if (counted.has(search)) return false;
    counted.add(search);
    const [oldest] = counted;
    if (counted.size > this.#faultsInARowMax && oldest !== undefined) counted.delete(oldest);
    return true;
  }

  openFailure(cause?: unknown): PartnerFailure {
    const last = this.#cockatiel.lastFailure;
    const reason = last !== undefined && "error" in last ? ` (${messageOf(last.error)})` : "";
    return new PartnerFailure(
      `circuit open since ${this.#openSince}${reason}`,
      "unknown",
      "partner-circuit-open",
      { cause },
    );
  }

  /**
   * A trial must prove that the partner is healthy. One that was ended early, or that is still in
   * the queue, has not. (cockatiel treats every error that is not counted as a success, and would
   * close the circuit.)
   */
  #counts(thrown: unknown): boolean {
    const health: PartnerHealth = thrown instanceof PartnerFailure ? thrown.health : "unknown";
    if (this.state === "half-open") return health !== "healthy";
    return (
      health === "unhealthy" &&
      this.#isFirst(this.#counted.failures, this.#searchOf.get(thrown as PartnerFailure))
    );
  }
}
