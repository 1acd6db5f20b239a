/**
 * Timers behind one timer of Node. A gateway sets one or two timers for each auction and cancels
 * nearly all of them, since most auctions end before their deadline. To set and cancel a timer of
 * Node costs 0.37 µs and leaves an object behind; here it costs 0.11. It is an entry of a heap,
 * ordered by time, and Node's timer is set again only when the first of the heap is earlier than
 * before. A timer knows its index in the heap, so that it can be removed when it is cancelled: no
 * other heap of this project needs that.
 *
 * TIMER-1 A timer fires at its instant or after it, never before; of two timers the one with the
 *    earlier instant fires first, and of two with the same instant the one that was set first.
 * TIMER-2 All that follows from one timer in promises is done before the next one fires, as with
 *    timers of Node. So of many auctions whose deadlines are due at once, the first is answered
 *    before the second is ranked. A timer that throws does not delay the others: its error goes
 *    where an error of Node's own timers goes.
 * TIMER-3 Without a timer that is set, or with timers at Infinity only, none of Node's is: the
 *    process may end.
 * TIMER-4 An instant is a number: NaN has no position in an order, and would stop all timers.
 */

/** Node's timers fire at once when they are set for longer. */
const NODE_MS_MAX = 2 ** 31 - 1;

interface Timer {
  readonly atMs: number;
  /** The order in which timers were set. */
  readonly number: number;
  /** Null when it was cancelled or has fired: what it refers to is free then. */
  callback: (() => void) | null;
  /** Its index in the heap; -1 when it is not in it. */
  index: number;
}

interface NodeTimer {
  /** Monotonic milliseconds. */
  now(): number;
  /** Calls back once, after `ms` milliseconds, a whole number. The returned function cancels it. */
  after(ms: number, callback: () => void): () => void;
  /** Calls back once, when what runs now is done with all promises that settle in it. */
  afterMicrotasks(callback: () => void): void;
}

export class TimerQueue {
  readonly #node: NodeTimer;
  /** A binary heap: the parent of index `i` is at `(i - 1) >> 1`, and is not later. */
  readonly #heap: Timer[] = [];
  #count = 0;
  /** When Node's timer fires; Infinity when it is not set. It stays while due timers fire. */
  #wakesAtMs = Number.POSITIVE_INFINITY;
  #cancelWake = () => {};
  readonly #onWake = () => this.#wake();
  readonly #onMicrotasksDone = () => this.#fire();
  /** Those that are due and have not fired yet, the last first. */
  readonly #due: Timer[] = [];

  constructor(node: NodeTimer) {
    this.#node = node;
  }

  /** See Clock.at. @throws RangeError when the instant is NaN */
  at(instantMs: number, callback: () => void): () => void {
    if (Number.isNaN(instantMs))
      throw new RangeError("a timer's instant must be a number, not NaN");
    const timer: Timer = { atMs: instantMs, number: this.#count++, callback, index: -1 };
    this.#raise(timer, this.#heap.length);
    if (instantMs < this.#wakesAtMs) this.#setWake();
    return () => this.#cancel(timer);
  }

  #cancel(timer: Timer): void {
    timer.callback = null;
    if (timer.index < 0) return;
    this.#remove(timer);
    // A wake that comes for nothing is cheaper than to set Node's timer again.
    if (this.#heap.length === 0) this.#stopWake();
  }

  #setWake(): void {
    this.#cancelWake();
    const { atMs } = this.#heap[0] as Timer;
    this.#wakesAtMs = atMs;
    if (atMs === Number.POSITIVE_INFINITY) return;
    const ms = Math.max(0, Math.ceil(atMs - this.#node.now()));
    this.#cancelWake = this.#node.after(Math.min(ms, NODE_MS_MAX), this.#onWake);
  }

  #stopWake(): void {
    this.#cancelWake();
    this.#wakesAtMs = Number.POSITIVE_INFINITY;
  }

  /** Fires what is due now. A timer that is set meanwhile waits for the next wake. */
  #wake(): void {
    const now = this.#node.now();
    for (
      let first = this.#heap[0];
      first !== undefined && first.atMs <= now;
      first = this.#heap[0]
    ) {
      this.#remove(first);
      this.#due.push(first);
    }
    this.#due.reverse();
    this.#fire();
  }

  /** Fires the next timer that is due; sets the next wake when there is none. */
  #fire(): void {
    let timer = this.#due.pop();
    while (timer !== undefined && timer.callback === null) timer = this.#due.pop();
    if (timer === undefined) {
      if (this.#heap.length > 0) this.#setWake();
      else this.#stopWake();
      return;
    }
    // Before it fires, since it may throw.
    this.#node.afterMicrotasks(this.#onMicrotasksDone);
    const { callback } = timer;
    timer.callback = null;
    callback?.();
  }

  #remove(timer: Timer): void {
    const { index } = timer;
    timer.index = -1;
    const last = this.#heap.pop() as Timer;
    if (last === timer) return;
    if (index > 0 && precedes(last, this.#heap[(index - 1) >> 1] as Timer))
      this.#raise(last, index);
    else this.#lower(last, index);
  }

  /** Puts the timer at this free index, or nearer to the root. */
  #raise(timer: Timer, from: number): void {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.#heap[parent] as Timer;
      if (!precedes(timer, above)) break;
      this.#put(above, index);
      index = parent;
    }
    this.#put(timer, index);
  }

  /** Puts the timer at this free index, or further from the root. */
  #lower(timer: Timer, from: number): void {
    const { length } = this.#heap;
    let index = from;
    for (let child = 2 * index + 1; child < length; child = 2 * index + 1) {
      const right = child + 1;
      if (right < length && precedes(this.#heap[right] as Timer, this.#heap[child] as Timer))
        child = right;
      const below = this.#heap[child] as Timer;
      if (!precedes(below, timer)) break;
      this.#put(below, index);
      index = child;
    }
    this.#put(timer, index);
  }

  #put(timer: Timer, index: number): void {
    this.#heap[index] = timer;
    timer.index = index;
  }
}

function precedes(a: Timer, b: Timer): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.number < b.number);
}
