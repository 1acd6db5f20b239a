/**
 * Which instance of a bidder a call goes to, where instances state weights or zones. It knows no
 * roster and no clock.
 *
 * PLACEMENT-1 A bidder is placed, so that the gateway chooses the instance for each call, exactly
 *    where every instance that takes calls states a weight, and either these weights differ, or
 *    some of the instances, and not all, are in the gateway's zone. Of any other bidder the broker
 *    chooses.
 * PLACEMENT-2 While the instances stay the same, each has in every W calls exactly as many as its
 *    weight, W the sum of the weights; and no instance is ever a whole call ahead of its share.
 * PLACEMENT-3 An instance with weight 0 has a call only where every other one has weight 0 too.
 * PLACEMENT-4 A call goes to the gateway's zone where an instance there can take it, by the weights
 *    of those there, and else to the other zones.
 *
 * The turns are the smooth weighted round robin of nginx (`ngx_http_upstream_get_peer` in
 * `ngx_http_upstream_round_robin.c`, 2012): each instance gains its weight with each call, the one
 * that has most takes the call and loses what all have gained. What an instance has is W times what
 * it lacks to its share. It is above 0 for the one that is chosen, so after its call it is above
 * -W: the second half of PLACEMENT-2. After W calls it is a multiple of W for each, above -W, and 0
 * in sum, so 0 for each: the first half.
 */

/** What an instance states of its place. */
export interface Placed {
  readonly id: string;
  /** 0 to WEIGHT_MAX; undefined where it states none. */
  readonly weight: number | undefined;
  readonly zone: string | undefined;
}

/**
 * PLACEMENT-1. `instances`: those that take calls. `zone`: the gateway's; undefined where it has
 * none.
 */
export function isPlaced(instances: Iterable<Placed>, zone: string | undefined): boolean {
  let first: number | undefined;
  let [count, inZone] = [0, 0];
  let differ = false;
  for (const { weight, zone: its } of instances) {
    if (weight === undefined) return false;
    first ??= weight;
    differ ||= weight !== first;
    count++;
    if (zone !== undefined && its === zone) inZone++;
  }
  return differ || (inZone > 0 && inZone < count);
}

/** The instances among which the turns are: PLACEMENT-3 comes before PLACEMENT-4. */
export function eligible<P extends Placed>(
  instances: readonly P[],
  zone: string | undefined,
): readonly P[] {
  const weighty = instances.filter(({ weight = 0 }) => weight > 0);
  const able = weighty.length > 0 ? weighty : instances;
  const near = zone === undefined ? [] : able.filter((one) => one.zone === zone);
  return near.length > 0 ? near : able;
}

/** Whose turn it is (PLACEMENT-2). A6: it keeps one number for each instance until `forget`. */
export class WeightedTurns {
  readonly #gains = new Map<string, number>();

  /** The id of the instance that takes the call; null where there is none. Ties: the first one. */
  take(instances: readonly Placed[]): string | null {
    let chosen: string | null = null;
    let most = Number.NEGATIVE_INFINITY;
    let sum = 0;
    const allZero = instances.every(({ weight = 0 }) => weight === 0);
    for (const { id, weight = 0 } of instances) {
      // Where all have none, they take turns.
      const gain = allZero ? 1 : weight;
      const has = (this.#gains.get(id) ?? 0) + gain;
      this.#gains.set(id, has);
      sum += gain;
      if (has > most) [chosen, most] = [id, has];
    }
    if (chosen !== null) this.#gains.set(chosen, most - sum);
    return chosen;
  }

  /** Other instances, or other weights: everybody begins at 0. */
  forget(): void {
    this.#gains.clear();
  }
}
