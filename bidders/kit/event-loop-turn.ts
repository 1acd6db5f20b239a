/**
 * The turn of the event loop in which searches run. All searches of the process share its time
 * (KIT-4), and those that wait go on in it one after the other while it has time: so their answers
 * leave in one write to the socket. With a turn for each of them, 64 calls at once cost 20 µs more
 * each.
 *
 * The order is the one in which they asked. For whom this turn has no time is first in the next
 * one, and each search that reads has an equal share: none has the turn to itself while others
 * wait.
 */

import { afterMicrotasks } from "../../common/runtime/after-microtasks.ts";
import type { Clock } from "../../common/runtime/clock.ts";
import { inNextTurn, turnNumber } from "../../common/runtime/next-turn.ts";

/**
 * How long all running searches together may keep the event loop between two of its turns, as far
 * as the kit can influence it.
 */
const TURN_MS_MAX = 5;
/** The part of that for new searches, in the turn in which their calls are read. */
const SOON_MS_MAX = 2;

/** Shares each turn of the event loop among the searches of a process that have work to do. */
export class EventLoopTurn {
  readonly #clock: Pick<Clock, "now">;
  #endsAtMs = Number.NEGATIVE_INFINITY;
  /** When the search that runs now is to wait: at the end of the turn, or of its share. */
  #overAtMs = Number.NEGATIVE_INFINITY;
  /** Whether `soon` has set that, for the turn of its use alone. */
  #isOverOfSoon = false;
  /** Those of this turn that have not gone on, in their order from `#at` on. */
  #resuming: (() => void)[] = [];
  #at = 0;
  #waiting: (() => void)[] = [];
  #isAsked = false;
  /** When `soon` has no more time in the turn of its last use, and the number of that turn. */
  #soonEndsAtMs = Number.NEGATIVE_INFINITY;
  #soonTurn = -1;
  /** How many waited at its first use: who waits later has not seen the sockets read since. */
  #waitedBefore = 0;
  #readersBefore = 0;
  #beganAtMs = 0;
  /**
   * How long those that waited kept the last turn in which some did, and its number: in the turn
   * after it, what is new has the rest of TURN_MS_MAX.
   */
  #tookMs = 0;
  #tookTurn = -1;
  /** How many of those that wait are to read. */
  #readers = 0;
  #shareMs = TURN_MS_MAX;
  #promised: PromiseWithResolvers<void> | undefined;

  readonly #nextTurn: (callback: () => void) => void;
  readonly #inThisTurn: (callback: () => void) => void;
  readonly #turnNumber: () => number;

  constructor(
    clock: Pick<Clock, "now">,
    nextTurn: (callback: () => void) => void = inNextTurn,
    inThisTurn: (callback: () => void) => void = afterMicrotasks,
    numberOfTurn: () => number = turnNumber,
  ) {
    this.#clock = clock;
    this.#nextTurn = nextTurn;
    this.#inThisTurn = inThisTurn;
    this.#turnNumber = numberOfTurn;
  }

  /** Whether a search that began or went on in this turn is to wait for the next one. */
  isOver(nowMs: number): boolean {
    return nowMs >= this.#overAtMs;
  }

  /**
   * The same for one that goes on by itself, in whatever turn: in one in which none began it has no
   * time.
   */
  isOverOrUnknown(nowMs: number): boolean {
    return this.isOver(nowMs) || (this.#isOverOfSoon && this.#soonTurn !== this.#turnNumber());
  }

  /** Calls back in a turn that follows: after timers, sockets and cancels had theirs. */
  wait(resume: () => void): void {
    this.#waiting.push(resume);
    this.#ask();
  }

  /**
   * Calls back in this turn, when what has come in the same packet is handled; in a turn that
   * follows where this one has no time left. One call alone is answered 0.03 ms sooner than after
   * `wait`. Only for what has waited for nothing: it goes before those that wait.
   */
  soon(begin: () => void): void {
    this.#inThisTurn(() => {
      const nowMs = this.#clock.now();
      const turn = this.#turnNumber();
      if (turn !== this.#soonTurn) this.#beginSoon(nowMs, turn);
      if (nowMs >= this.#soonEndsAtMs) {
        this.waitToBegin(begin);
        return;
      }
      this.#endsAtMs = this.#overAtMs = this.#soonEndsAtMs;
      this.#isOverOfSoon = true;
      begin();
    });
  }

  /** The same as `wait`, for what has not begun: nothing that the sockets have would change it. */
  waitToBegin(begin: () => void): void {
    if (this.#soonTurn === this.#turnNumber()) this.#waiting.splice(this.#waitedBefore++, 0, begin);
    else this.#waiting.push(begin);
    this.#ask();
  }

  /** The same as `wait`, for a search that has more to read: it has its share of that turn. */
  waitToRead(read: () => void): void {
    this.#readers++;
    this.wait(() => {
      this.#readers--;
      this.#overAtMs = Math.min(this.#endsAtMs, this.#clock.now() + this.#shareMs);
      read();
    });
  }

  /**
   * The same as `wait`, with a promise. All promises resolve together: what follows from them takes
   * turns by itself, and a write for each would cost what a turn for each does.
   */
  next(): Promise<void> {
    if (this.#promised === undefined) {
      this.#promised = Promise.withResolvers();
      this.wait(this.#promised.resolve);
    }
    return this.#promised.promise;
  }

  #ask(): void {
    if (this.#isAsked) return;
    this.#isAsked = true;
    this.#nextTurn(this.#begin);
  }

  /**
   * The first use of `soon` in this turn. No callback at the end of the turn is asked for, which
   * would cost a turn more for each packet: the number of the next turn is another one.
   */
  #beginSoon(nowMs: number, turn: number): void {
    const tookMs = turn - this.#tookTurn <= 1 ? this.#tookMs : 0;
    this.#soonEndsAtMs = nowMs + Math.min(SOON_MS_MAX, TURN_MS_MAX - tookMs);
    this.#soonTurn = turn;
    this.#waitedBefore = this.#waiting.length;
    this.#readersBefore = this.#readers;
  }

  readonly #begin = () => {
    const isAfterNewSearches = this.#soonTurn === this.#turnNumber();
    const leftMs = isAfterNewSearches ? TURN_MS_MAX - SOON_MS_MAX : TURN_MS_MAX;
    this.#isAsked = false;
    this.#isOverOfSoon = false;
    this.#soonTurn = -1;
    this.#beganAtMs = this.#clock.now();
    this.#endsAtMs = this.#beganAtMs + leftMs;
    this.#shareMs = leftMs / (isAfterNewSearches ? this.#readersBefore : this.#readers);
    this.#at = 0;
    this.#resuming = this.#waiting;
    // Who began to wait after `soon` goes on in the turn after this one.
    this.#waiting = isAfterNewSearches ? this.#resuming.splice(this.#waitedBefore) : [];
    if (this.#waiting.length > 0) this.#ask();
    if (this.#resuming.length > 0) this.#resume();
    else this.#endUnused();
  };

  /** No search waited. One that goes on by itself until the next turn is to wait for that. */
  #endUnused(): void {
    this.#tookMs = 0;
    this.#overAtMs = Number.NEGATIVE_INFINITY;
  }

  readonly #resume = () => {
    let isPaused = false;
    try {
      do {
        this.#overAtMs = this.#endsAtMs;
        const resume = this.#resuming[this.#at++] as () => void;
        isPaused = resume === this.#promised?.resolve;
        if (isPaused) this.#promised = undefined;
        resume();
      } while (!isPaused && this.#at < this.#resuming.length && this.#clock.now() < this.#endsAtMs);
    } finally {
      // What follows from the promises is done before the next one goes on.
      if (isPaused && this.#at < this.#resuming.length) afterMicrotasks(this.#goOnInTime);
      else this.#end();
    }
  };

  readonly #goOnInTime = () => {
    if (this.#clock.now() < this.#endsAtMs) this.#resume();
    else this.#end();
  };

  #end(): void {
    this.#overAtMs = this.#endsAtMs;
    this.#tookMs = this.#clock.now() - this.#beganAtMs;
    this.#tookTurn = this.#turnNumber();
    if (this.#at < this.#resuming.length) {
      this.#waiting = [...this.#resuming.slice(this.#at), ...this.#waiting];
      this.#ask();
    }
    this.#resuming = [];
    this.#at = 0;
  }
}
