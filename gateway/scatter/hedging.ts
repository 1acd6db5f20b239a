/**
 * Hedging: a second call, to one other instance, when an answer is later than usual for this bidder
 * (Dean and Barroso, "The Tail at Scale", 2013). The time and the instance are chosen from the
 * latencies that were measured. `takeHedge` of microservice-client.ts puts the parts together: it
 * refuses a hedge where there is no instance for it, or no allowance.
 *
 * HEDGE-1 The number of hedges is bounded by the number of calls: a bidder that is slow on all
 *    instances must not become slower because each call is sent twice.
 * HEDGE-2 Where instances state zones, a hedge goes to another zone than that of the instance that
 *    has the call, if one there can take it: what slows that one may be its zone. None goes to an
 *    instance with weight 0.
 */

export interface HedgeSettings {
  /** The least number of known answers for a hedge. Infinity turns hedging off. */
  readonly answersMin: number;
  /**
   * The earliest time of a hedge, also for a very fast bidder. The instance that has the call sends
   * a notice after 5 ms (the kit's notice). Before that, with two instances, half of the hedges
   * would go to the slow instance itself.
   */
  readonly afterMsMin: number;
  /** The number of calls that allow one hedge: 20 means 5 % of calls. */
  readonly callsPerHedge: number;
  /** How many unused hedges the allowance keeps. */
  readonly savedMax: number;
  /**
   * An instance is responsive when its last message is at most this much older than the newest
   * message of all instances.
   */
  readonly messageLagMsMax: number;
}

export const HEDGE_SETTINGS: HedgeSettings = {
  answersMin: 50,
  afterMsMin: 7,
  callsPerHedge: 20,
  savedMax: 10,
  messageLagMsMax: 1_000,
};

/** A token bucket, counted in calls (HEDGE-1): never more hedges than calls / callsPerHedge. */
export class HedgeAllowance {
  readonly #settings: HedgeSettings;
  #calls = 0;

  constructor(settings: HedgeSettings) {
    this.#settings = settings;
  }

  addCall(): void {
    this.#calls = Math.min(this.#calls + 1, this.#settings.callsPerHedge * this.#settings.savedMax);
  }

  /** A hedge that was counted reached no instance: no call was made twice. */
  refund(): void {
    this.#calls = Math.min(
      this.#calls + this.#settings.callsPerHedge,
      this.#settings.callsPerHedge * this.#settings.savedMax,
    );
  }

  /** True, and counted, when a hedge is allowed. */
  take(): boolean {
    if (this.#calls < this.#settings.callsPerHedge) return false;
    this.#calls -= this.#settings.callsPerHedge;
    return true;
  }
}

/** One live instance. */
export interface HedgeCandidate {
  readonly id: string;
  readonly lastMessageAtMs: number;
  readonly p50Ms: number | null;
  /** It serves the market of the call. */
  readonly serves: boolean;
  /** What it states of its place (placement.ts). */
  readonly weight?: number | undefined;
  readonly zone?: string | undefined;
}

/**
 * The instance to send the hedge to, or null when no other is known to be responsive. `holder` has
 * the call already. When the holder is not known, it may be the silent instance, so the instance
 * with the newest message is chosen. Ties are decided by id. `unlistedHolder`: an instance that is
 * not listed may have the call.
 */
export function chooseHedge(
  instances: readonly HedgeCandidate[],
  holder: string | null,
  messageLagMsMax: number,
  unlistedHolder = false,
): string | null {
  // As far as is known, the only instance has the call.
  if (holder === null && instances.length < 2 && !unlistedHolder) return null;
  const newestMessageAtMs = Math.max(...instances.map(({ lastMessageAtMs }) => lastMessageAtMs));
  const responsive = instances.filter(
    ({ id, serves, lastMessageAtMs, weight }) =>
      id !== holder &&
      serves &&
      weight !== 0 &&
      newestMessageAtMs - lastMessageAtMs <= messageLagMsMax,
  );
  const zone = instances.find(({ id }) => id === holder)?.zone;
  const order =
    holder === null
      ? (a: HedgeCandidate, b: HedgeCandidate) =>
          b.lastMessageAtMs - a.lastMessageAtMs || byMedian(a, b)
      : byMedian;
  const elsewhere = zone === undefined ? [] : responsive.filter((one) => isOutside(one, zone));
  return (elsewhere.length > 0 ? elsewhere : responsive).sort(order)[0]?.id ?? null;
}

/** HEDGE-2: of one that states no zone nobody knows that it is elsewhere. */
const isOutside = (candidate: HedgeCandidate, zone: string) =>
  candidate.zone !== undefined && candidate.zone !== zone;

/** An instance without an answer comes after all that have answered. */
function byMedian(a: HedgeCandidate, b: HedgeCandidate): number {
  const [slow, slower] = [a.p50Ms ?? Number.MAX_VALUE, b.p50Ms ?? Number.MAX_VALUE];
  return slow - slower || (a.id < b.id ? -1 : 1);
}
