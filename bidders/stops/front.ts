/** The Pareto front over price, travel time and stops: what nothing else beats in one of them without losing in another. */

export interface Point {
  /** Minor units of the search's currency. */
  readonly price: number;
  readonly minutes: number;
  readonly stops: number;
}

export class Front<T extends Point> {
  #points: T[] = [];

  /** True when some point is at least as good in all three and better in one; points that are equal in all three live together. */
  dominates(price: number, minutes: number, stops: number): boolean {
    for (const p of this.#points) {
      if (p.price <= price && p.minutes <= minutes && p.stops <= stops && (p.price < price || p.minutes < minutes || p.stops < stops))
        return true;
    }
    return false;
  }

  /** Call only for what `dominates` denied. Drops the points that it beats. */
  add(point: T): void {
    const { price, minutes, stops } = point;
    this.#points = this.#points.filter(
      (p) => !(price <= p.price && minutes <= p.minutes && stops <= p.stops && (price < p.price || minutes < p.minutes || stops < p.stops)),
    );
    this.#points.push(point);
  }

  /** What is left, in no particular order. */
  get points(): readonly T[] {
    return this.#points;
  }
}
