/** The same numbers from the same seed: xorshift32 (Marsaglia 2003). */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    // Its state is never 0; neighbouring seeds must not begin alike.
    this.#state = Math.imul(seed + 1, 0x9e3779b1) | 1;
    for (let i = 0; i < 4; i++) this.below(2);
  }

  /** 0 <= n < limit, a whole number. */
  below(limit: number): number {
    this.#state ^= this.#state << 13;
    this.#state ^= this.#state >>> 17;
    this.#state ^= this.#state << 5;
    return (this.#state >>> 0) % limit;
  }

  of<Value>(values: readonly Value[]): Value {
    return values[this.below(values.length)] as Value;
  }

  byte(): number {
    return this.below(256);
  }
}
