/**
 * Long work in small steps: a cancel can arrive between two of them (A8). All work of the process
 * takes turns. Node resumes everything that waits for `setImmediate` in one phase of its loop, so N
 * searches that each waited by themselves would hold it N times as long.
 *
 * LOOP-1 One waiter goes on in each turn of the loop, the one that has waited longest first;
 *   between two turns timers and sockets are handled.
 * LOOP-2 Work waits for its turn before its first step too: a burst of searches begins one a turn.
 * LOOP-3 A waiter whose signal fires leaves at once, with the signal's reason, and takes no turn.
 */

/** The event loop is held no longer than this, give or take one step. */
const HOLD_MS_MAX = 1.5;

export class EventLoopTurns {
  readonly #nowMs: () => number;
  /** The order is that in which they came. */
  readonly #waiting = new Set<() => void>();
  /**
   * Whether the next turn of the loop is asked for. Those who wait may have left by then, so their
   * number does not say it.
   */
  #asked = false;

  /** `nowMs` is a steady clock. */
  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  /**
   * Runs a generator to its end, and pauses whenever it has held the loop for a while. The work
   * yields at least every few hundred microseconds. @throws the signal's reason once it has fired.
   */
  async run<T>(work: Generator<undefined, T>, signal: AbortSignal): Promise<T> {
    for (;;) {
      await this.#turn(signal);
      const since = this.#nowMs();
      do {
        const step = work.next();
        if (step.done) return step.value;
      } while (this.#nowMs() - since < HOLD_MS_MAX);
    }
  }

  #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    return new Promise((resolve, reject) => {
      const resume = () => {
        signal.removeEventListener("abort", leave);
        resolve();
      };
      const leave = () => {
        this.#waiting.delete(resume);
        reject(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      this.#waiting.add(resume);
      this.#ask();
    });
  }

  #ask(): void {
    if (this.#asked || this.#waiting.size === 0) return;
    this.#asked = true;
    setImmediate(() => {
      this.#asked = false;
      const [first] = this.#waiting;
      if (first === undefined) return;
      this.#waiting.delete(first);
      first();
      this.#ask();
    });
  }
}

const shared = new EventLoopTurns(() => performance.now());

/** The same as `EventLoopTurns.run`, among all work of this process. */
export function runInTurns<T>(work: Generator<undefined, T>, signal: AbortSignal): Promise<T> {
  return shared.run(work, signal);
}
