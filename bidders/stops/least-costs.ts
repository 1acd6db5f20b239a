/** The least costs that were found so far, as many as are wanted. */
export class LeastCosts {
  readonly #wanted: number;
  /** In order. */
  readonly #costs: number[] = [];

  constructor(wanted: number) {
    this.#wanted = wanted;
  }

  /** The highest of them: what costs more is not wanted. Infinite while there is room. */
  get last(): number {
    return this.#costs.length < this.#wanted
      ? Number.POSITIVE_INFINITY
      : (this.#costs[this.#wanted - 1] as number);
  }

  add(cost: number): void {
    if (cost >= this.last) return;
    const at = this.#costs.findLastIndex((one) => one <= cost) + 1;
    this.#costs.splice(at, 0, cost);
    if (this.#costs.length > this.#wanted) this.#costs.pop();
  }
}
