/**
 * Hedging: a second call, to one other instance, for an answer that is later than this bidder's
 * usually are (Dean and Barroso, "The Tail at Scale", 2013). When and to whom rests on what was
 * seen; how often is bounded, so that a bidder that is slow altogether is not made slower by being
 * asked twice.
 */

export interface HedgeSettings {
  /** Fewer answers known than this, and nothing is guessed. Infinity turns hedging off. */
  readonly answersMin: number;
  /**
   * No hedge goes out sooner than this, however fast the bidder is: the instance that has the call
   * says so after 5 ms (the kit's notice), and before that the hedge of two instances would as
   * often as not go to the very one that is slow.
   */
  readonly afterMsMin: number;
  /** One hedge is earned by so many calls: 20 is 5 % of calls. */
  readonly callsPerHedge: number;
  /** Hedges that can be saved up. */
  readonly savedMax: number;
  /**
   * An instance is well when it was heard from at most this much before the one that was heard
   * last.
   */
  readonly heardWithinMs: number;
}

export const HEDGE_SETTINGS: HedgeSettings = {
  answersMin: 50,
  afterMsMin: 7,
  callsPerHedge: 20,
  savedMax: 10,
  heardWithinMs: 1_000,
};

/**
 * A token bucket, counted in calls, so that it is exact: never more hedges than calls /
 * callsPerHedge.
 */
export class HedgeAllowance {
  readonly #settings: HedgeSettings;
  #calls = 0;

  constructor(settings: HedgeSettings) {
    this.#settings = settings;
  }

  called(): void {
    this.#calls = Math.min(this.#calls + 1, this.#settings.callsPerHedge * this.#settings.savedMax);
  }

  /** A hedge that was paid for reached no instance: no call was made twice. */
  refund(): void {
    this.#calls = Math.min(
      this.#calls + this.#settings.callsPerHedge,
      this.#settings.callsPerHedge * this.#settings.savedMax,
    );
  }

  /** True, and paid for, when a hedge may go out. */
  take(): boolean {
    if (this.#calls < this.#settings.callsPerHedge) return false;
    this.#calls -= this.#settings.callsPerHedge;
    return true;
  }
}

/** One live instance. */
export interface HedgeCandidate {
  readonly id: string;
  readonly lastHeardAt: number;
  readonly p50Ms: number | null;
  /** It hears calls of this market. */
  readonly serves: boolean;
}

/**
 * The instance to send the hedge to, or null when no other is known to be well. `holder` has the
 * call already. When nobody knows who that is, it is the silent one that should be avoided, so the
 * instance heard from last is taken. Ties go by id. `unheard`: one more instance, that is not
 * listed, may have the call.
 */
export function chooseHedge(
  instances: readonly HedgeCandidate[],
  holder: string | null,
  heardWithinMs: number,
  unheard = false,
): string | null {
  // The only instance has the call, for all that is known.
  if (holder === null && instances.length < 2 && !unheard) return null;
  const heardLastAt = Math.max(...instances.map(({ lastHeardAt }) => lastHeardAt));
  const well = instances.filter(
    ({ id, serves, lastHeardAt }) =>
      id !== holder && serves && heardLastAt - lastHeardAt <= heardWithinMs,
  );
  const order =
    holder === null
      ? (a: HedgeCandidate, b: HedgeCandidate) => b.lastHeardAt - a.lastHeardAt || byMedian(a, b)
      : byMedian;
  return well.sort(order)[0]?.id ?? null;
}

/** One that has never answered comes after all that have. */
function byMedian(a: HedgeCandidate, b: HedgeCandidate): number {
  const [slow, slower] = [a.p50Ms ?? Number.MAX_VALUE, b.p50Ms ?? Number.MAX_VALUE];
  return slow - slower || (a.id < b.id ? -1 : 1);
}
