/**
 * A partner's circuit (cockatiel's circuit breaker), and the counts that open it.
 *
 * CIRCUIT-1 It opens after some failures in a row that are the partner's own; or after as many
 *           timeouts in a row with no answer in between, for any length of the time limit. One
 *           timeout in an auction with little time left shows little; several in a row show that the
 *           partner is down, or slower than every auction here. In both cases asking it is of no use.
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

  /** Any answer ends a row of timeouts; one of a healthy partner also ends a row of failures. */
  countAnswer(isHealthy: boolean): void {
    this.#inARow.timeouts = 0;
    if (isHealthy) this.#inARow.failures = 0;
  }

  /** Returns true when enough are now in a row to count against the partner. */
  countTimeout(): boolean {
    return ++this.#inARow.timeouts >= this.#faultsInARowMax;
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
    return health === "unhealthy" || (health === "unknown" && this.state === "half-open");
  }
}
