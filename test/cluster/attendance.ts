/**
 * When an observer was cut off from its broker. Each message of one connection comes in order: what
 * the broker sent before its answer to a flush has come when that answer comes. So a cut lasts from
 * the last flush that was answered before the connection was lost, to the first one that is
 * answered after it is there again.
 */
import type { Span } from "./records.ts";

const FLUSH_EVERY_MS = 250;

export class Attendance {
  readonly #cuts: Span[] = [];
  readonly #now: () => number;
  #flush: () => Promise<void> = async () => {};
  #timer: NodeJS.Timeout | undefined;
  /** When the last flush was sent that was answered. */
  #seenAtMs: number;
  /** Since when it is cut off; undefined: it is not. */
  #cutAtMs: number | undefined;
  /** Of this connection since it is there: an answer of an earlier one says nothing. */
  #epoch = 0;
  #isPending = false;

  /** @param now the wall clock, in milliseconds */
  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.#seenAtMs = now();
  }

  start(flush: () => Promise<void>): void {
    this.#flush = flush;
    this.#timer = setInterval(() => this.check(), FLUSH_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Receives the status events of the connection. */
  status(type: string): void {
    if (type !== "disconnect" && type !== "reconnect") return;
    this.#epoch++;
    this.#isPending = false;
    if (type === "disconnect") this.#cutAtMs ??= this.#seenAtMs;
    else this.check();
  }

  /** Sends a flush, where none is under way. */
  check(): void {
    if (this.#isPending) return;
    this.#isPending = true;
    const epoch = this.#epoch;
    const sentAtMs = this.#now();
    this.#flush().then(
      () => epoch === this.#epoch && this.#answered(sentAtMs),
      () => {},
    );
  }

  /** Those that are over, and the one that is not. */
  cuts(): Span[] {
    const open = this.#cutAtMs;
    return open === undefined
      ? [...this.#cuts]
      : [...this.#cuts, { fromMs: open, toMs: this.#now() }];
  }

  #answered(sentAtMs: number): void {
    this.#isPending = false;
    this.#seenAtMs = sentAtMs;
    if (this.#cutAtMs === undefined) return;
    this.#cuts.push({ fromMs: this.#cutAtMs, toMs: this.#now() });
    this.#cutAtMs = undefined;
  }
}
