/**
 * Where a final bid waits while the broker is away: the client would drop it and not say so. It
 * goes out on reconnect, if its auction still has time. Bounded (A6): past the bound a bid is
 * refused, and its call counts as unsent.
 */
export const OUTBOX_MAX = 256;

interface Waiting {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly untilMs: number;
}

export class Outbox {
  #waiting: Waiting[] = [];

  /** `untilMs`, `nowMs`: by the steady clock. False when there is no place, or no time. */
  keep(subject: string, payload: Uint8Array, untilMs: number, nowMs: number): boolean {
    this.#waiting = this.#waiting.filter((one) => one.untilMs > nowMs);
    if (untilMs <= nowMs || this.#waiting.length >= OUTBOX_MAX) return false;
    this.#waiting.push({ subject, payload, untilMs });
    return true;
  }

  /** Takes out all that may still be of use. */
  take(nowMs: number): { readonly subject: string; readonly payload: Uint8Array }[] {
    const due = this.#waiting.filter(({ untilMs }) => untilMs > nowMs);
    this.#waiting = [];
    return due;
  }
}
