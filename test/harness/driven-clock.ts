/**
 * A clock that moves only when it is told to. It has the shape of the gateway's and is handed in
 * for it.
 */
export class DrivenClock {
  #nowMs = 0;
  readonly #wallAtStart: number;
  readonly #timers = new Set<{ at: number; callback: () => void }>();

  constructor(wallMs = Date.parse("2026-11-23T12:00:00Z")) {
    this.#wallAtStart = wallMs;
  }

  now(): number {
    return this.#nowMs;
  }

  wall(): number {
    return this.#wallAtStart + this.#nowMs;
  }

  at(instantMs: number, callback: () => void): () => void {
    const timer = { at: instantMs, callback };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  }

  /** How many timers are set: none must be left when an auction has ended. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Moves to the instant, firing on the way what is due, each at its own time. */
  moveTo(instantMs: number): void {
    for (;;) {
      const due = [...this.#timers]
        .filter(({ at }) => at <= instantMs)
        .sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers.delete(due);
      this.#nowMs = Math.max(this.#nowMs, due.at);
      due.callback();
    }
    this.#nowMs = Math.max(this.#nowMs, instantMs);
  }
}
