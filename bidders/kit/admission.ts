/** Who may search now, who waits, and who is turned away: bounded concurrency before a bounded queue, first come first served (A6). */

export interface AdmissionLimits {
  readonly concurrencyMax: number;
  readonly queueMax: number;
}

export class Admission<T> {
  readonly #limits: AdmissionLimits;
  readonly #start: (entrant: T) => void;
  readonly #queue: T[] = [];
  #running = 0;

  /** `start` is called when an entrant's turn comes; it has a place from then on until `leave`. */
  constructor(limits: AdmissionLimits, start: (entrant: T) => void) {
    this.#limits = limits;
    this.#start = start;
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#queue.length;
  }

  /** Starts the entrant, or lets it wait. False when there is no room for either. */
  enter(entrant: T): boolean {
    if (this.#running >= this.#limits.concurrencyMax && this.#queue.length >= this.#limits.queueMax) return false;
    this.#queue.push(entrant);
    this.#fill();
    return true;
  }

  /** One that was started has ended: its place goes to the next. */
  leave(): void {
    this.#running--;
    this.#fill();
  }

  /** Takes one that waits out of the queue. False when it does not wait. */
  withdraw(entrant: T): boolean {
    const place = this.#queue.indexOf(entrant);
    if (place >= 0) this.#queue.splice(place, 1);
    return place >= 0;
  }

  #fill(): void {
    while (this.#running < this.#limits.concurrencyMax) {
      const next = this.#queue.shift();
      if (next === undefined) return;
      this.#running++;
      this.#start(next);
    }
  }
}
