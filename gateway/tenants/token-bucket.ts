/**
 * A token bucket: so much a second on average, and so much at once. It has no timer: what has come
 * in since is computed when something is taken.
 *
 * BUCKET-1 In any span of time no more is taken than the burst and the rate times the span.
 * BUCKET-2 What is refused takes nothing, and is told when it will be there.
 */
export class TokenBucket {
  #perSecond: number;
  #burst: number;
  #level: number;
  #atMs: number;

  /** @param nowMs monotonic */
  constructor(perSecond: number, burst: number, nowMs: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#level = burst;
    this.#atMs = nowMs;
  }

  /** The most that can be taken at once. */
  get burst(): number {
    return this.#burst;
  }

  /** Takes so much now and gives 0, or takes nothing and gives the milliseconds until it could. */
  take(count: number, nowMs: number): number {
    this.#fill(nowMs);
    if (this.#level >= count) {
      this.#level -= count;
      return 0;
    }
    if (count > this.#burst) return Number.POSITIVE_INFINITY;
    return ((count - this.#level) / this.#perSecond) * 1_000;
  }

  /** Other limits from now on. What is in it stays, as far as it has room. */
  limit(perSecond: number, burst: number, nowMs: number): void {
    this.#fill(nowMs);
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#level = Math.min(this.#level, burst);
  }

  #fill(nowMs: number): void {
    const passedMs = Math.max(0, nowMs - this.#atMs);
    this.#level = Math.min(this.#burst, this.#level + (passedMs / 1_000) * this.#perSecond);
    this.#atMs = nowMs;
  }
}
