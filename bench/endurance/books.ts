/** What became of the searches of a run, and the longest time without a full result. */
import type { Ended as EndedForCaller } from "./ask.ts";

/** As it is judged: no result over NATS is silent, or excused by a part that was broken. */
export type Ended = Exclude<EndedForCaller, { readonly kind: "no-result" }>;

export interface Book {
  readonly opened: number;
  /** Keyed by the reason of the end. */
  readonly full: Readonly<Record<string, number>>;
  readonly partial: Readonly<Record<string, number>>;
  /** Clear errors, by their code. */
  readonly errors: Readonly<Record<string, number>>;
  /** Full results that are not the right ones, by the first difference. */
  readonly wrong: Readonly<Record<string, number>>;
  readonly silent: number;
  /** Milliseconds; those of a book that ends without one count up to its end. */
  readonly withoutFullMsMax: number;
}

export const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);

export const endedOf = ({ full, partial, errors, wrong, silent }: Book): number =>
  sum(full) + sum(partial) + sum(errors) + sum(wrong) + silent;

/** A book that is being written. Times are those of one steady clock. */
export class OpenBook {
  readonly #full: Record<string, number> = {};
  readonly #partial: Record<string, number> = {};
  readonly #errors: Record<string, number> = {};
  readonly #wrong: Record<string, number> = {};
  #opened = 0;
  #silent = 0;
  #lastFullMs: number;
  #withoutFullMsMax = 0;

  /** @param lastFullMs when there was a full result before it begins, or when it begins */
  constructor(lastFullMs: number) {
    this.#lastFullMs = lastFullMs;
  }

  get lastFullMs(): number {
    return this.#lastFullMs;
  }

  open(): void {
    this.#opened++;
  }

  /** A search that was opened in this book has ended, be it after the book's own time. */
  end(ended: Ended): void {
    switch (ended.kind) {
      case "full":
        count(this.#full, ended.endedBy);
        break;
      case "partial":
        count(this.#partial, ended.endedBy);
        break;
      case "error":
        count(this.#errors, ended.code);
        break;
      case "wrong":
        count(this.#wrong, ended.what);
        break;
      case "silent":
        this.#silent++;
    }
  }

  /** A full result came, or the book's time is over. */
  fullUntil(nowMs: number, isFull: boolean): void {
    this.#withoutFullMsMax = Math.max(this.#withoutFullMsMax, nowMs - this.#lastFullMs);
    if (isFull) this.#lastFullMs = nowMs;
  }

  read(): Book {
    return {
      opened: this.#opened,
      full: this.#full,
      partial: this.#partial,
      errors: this.#errors,
      wrong: this.#wrong,
      silent: this.#silent,
      withoutFullMsMax: this.#withoutFullMsMax,
    };
  }
}

function count(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
