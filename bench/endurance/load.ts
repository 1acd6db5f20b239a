/** Steady load, however long answers take, and its books: of the whole run and of each fault. */
import { setTimeout as delay } from "node:timers/promises";
import type { Doors } from "./ask.ts";
import { type Book, type Ended, OpenBook } from "./books.ts";

const TICK_MS = 5;
/** Callers that wait at once: those that a frozen part keeps waiting are bounded. */
const OPEN_MAX = 4_000;

export class SteadyLoad {
  readonly #doors: Doors;
  readonly #perSecond: number;
  readonly #whole = new OpenBook(performance.now());
  #span = new OpenBook(performance.now());
  readonly #waited: number[] = [];
  #timer: NodeJS.Timeout | undefined;
  #startedAtMs = 0;
  /** Until when a broker or a gateway was broken, of the last time. */
  #brokenUntilMs = Number.NEGATIVE_INFINITY;
  #due = 0;
  #open = 0;
  #notSent = 0;
  #full = 0;
  #errors = 0;

  constructor(doors: Doors, perSecond: number) {
    this.#doors = doors;
    this.#perSecond = perSecond;
  }

  /** Searches are opened while this works, and not after it has ended or thrown. */
  async during<Value>(work: () => Promise<Value>): Promise<Value> {
    this.#startedAtMs = performance.now();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    try {
      return await work();
    } finally {
      clearInterval(this.#timer);
    }
  }

  /**
   * The searches that are opened from now on are in a book of their own. Returns the one before,
   * whose last searches may not have ended yet.
   */
  nextSpan(): OpenBook {
    const before = this.#span;
    before.fullUntil(performance.now(), false);
    this.#span = new OpenBook(before.lastFullMs);
    return before;
  }

  /**
   * A broker or a gateway breaks, or all is whole again. What a broken part takes with it, no other
   * one can answer; at any other time no result over NATS is a silent loss.
   */
  setBroken(isBroken: boolean): void {
    this.#brokenUntilMs = isBroken ? Number.POSITIVE_INFINITY : performance.now();
  }

  /** What has ended since the last time, and how long its callers waited. */
  sinceLast(): { full: number; errors: number; waitedP99Ms: number } {
    const waited = this.#waited.splice(0).sort((a, b) => a - b);
    const since = {
      full: this.#full,
      errors: this.#errors,
      waitedP99Ms: waited[Math.floor(waited.length * 0.99)] ?? 0,
    };
    this.#full = 0;
    this.#errors = 0;
    return since;
  }

  /** After `during`: resolves when every search has ended. */
  async settle(): Promise<{ book: Book; notSent: number }> {
    // Each of them ends by itself: the callers' patience is a bound.
    while (this.#open > 0) await delay(TICK_MS);
    this.#whole.fullUntil(performance.now(), false);
    return { book: this.#whole.read(), notSent: this.#notSent };
  }

  #tick(): void {
    const due = Math.floor((this.#perSecond * (performance.now() - this.#startedAtMs)) / 1_000);
    for (; this.#due < due; this.#due++)
      if (this.#open < OPEN_MAX) void this.#search(this.#due);
      else this.#notSent++;
  }

  async #search(i: number): Promise<void> {
    const books = [this.#whole, this.#span];
    const sentAtMs = performance.now();
    this.#open++;
    for (const book of books) book.open();
    const ended = this.#judged(await this.#doors.ask(i), sentAtMs);
    const now = performance.now();
    this.#open--;
    for (const book of books) book.end(ended);
    // The span that runs now, which may be a later one.
    if (ended.kind === "full")
      for (const book of [this.#whole, this.#span]) book.fullUntil(now, true);
    this.#waited.push(now - sentAtMs);
    if (ended.kind === "full") this.#full++;
    else if (ended.kind !== "partial") this.#errors++;
  }

  #judged(ended: Awaited<ReturnType<Doors["ask"]>>, sentAtMs: number): Ended {
    if (ended.kind !== "no-result") return ended;
    const isExcused = this.#brokenUntilMs >= sentAtMs;
    return isExcused ? { kind: "error", code: "no-result" } : { kind: "silent" };
  }
}
