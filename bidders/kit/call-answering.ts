/** How a call ends: the only way to the state `answered` (KIT-1), and what is released by it. */

import type { Clock } from "../../common/runtime/clock.ts";
import { AuctionError } from "../../proto/errors.ts";
import { type AcceptedCall, callReportOf, isAnswered } from "./accepted-call.ts";
import { type BidContent, declined, markedStopped, OUT_OF_TIME } from "./bid-content.ts";
import type { BidSender } from "./bid-sender.ts";
import type { CallEvents } from "./call-events.ts";
import type { CallsInFlight } from "./calls-in-flight.ts";
import type { SearchScheduler } from "./search-scheduler.ts";

/** A strategy that has not stopped by then, after its signal, is a runaway. */
export const RUNAWAY_AFTER_MS = 100;

/**
 * The first lane in which a search that has found nothing when its time is over is declined, not
 * failed: its cost does not show the bidder's health, and a gateway does not wait for a bidder
 * that fails often.
 */
const EXPENSIVE_LANE = 2;

/** Answers calls. Each of its methods may be called at any time, also for an answered call. */
export class CallAnswering {
  readonly #clock: Clock;
  readonly #events: Pick<CallEvents, "answered" | "runaway" | "lateFailure">;
  readonly #sender: BidSender;
  readonly #inFlight: CallsInFlight<AcceptedCall>;
  readonly #scheduler: SearchScheduler<AcceptedCall>;
  /** How many calls in flight work on (KIT-9): while there is none, nothing is looked through. */
  #workingOn = 0;

  constructor(
    clock: Clock,
    events: Pick<CallEvents, "answered" | "runaway" | "lateFailure">,
    sender: BidSender,
    inFlight: CallsInFlight<AcceptedCall>,
    scheduler: SearchScheduler<AcceptedCall>,
  ) {
    this.#clock = clock;
    this.#events = events;
    this.#sender = sender;
    this.#inFlight = inFlight;
    this.#scheduler = scheduler;
  }

  /**
   * Answers with what the strategy has yielded so far. What one message has no room for is sent in
   * several, at once. `stoppedBy` is the reason where the strategy has not come to its end.
   */
  finish(accepted: AcceptedCall, stoppedBy: string | null): void {
    this.answer(accepted, this.#finished(accepted, stoppedBy));
  }

  #finished(accepted: AcceptedCall, stoppedBy: string | null): BidContent {
    const { builder } = accepted;
    const isWhole = stoppedBy === null;
    // What is found in the allowance is one bid (KIT-9): of late ones a gateway reads a few.
    for (
      let batch = accepted.isCut ? undefined : builder.overflow(isWhole);
      batch !== undefined;
      batch = builder.overflow(isWhole)
    ) {
      if (!this.#sender.sendBatch(accepted, batch)) break;
    }
    return builder.finish(stoppedBy);
  }

  /**
   * Answers a call whose budget is spent (KIT-3), or sends the answer as that of a call that is
   * worked on (KIT-9).
   */
  expire(accepted: AcceptedCall): void {
    if (isAnswered(accepted)) return;
    const content = this.#expired(accepted);
    if (!this.#mayWorkOn(accepted) || !this.#sender.sendCut(accepted, content)) {
      this.answer(accepted, content);
      return;
    }
    this.#report(accepted, content, this.#clock.now(), undefined);
    accepted.workOn();
    this.#workingOn++;
  }

  /** Ends the calls that work on until a search of this lane finds a slot (KIT-9). */
  giveWay(lane: number): void {
    if (this.#workingOn === 0 || this.#scheduler.hasSlot(lane)) return;
    for (const accepted of this.#inFlight.all()) {
      if (!accepted.isCut) continue;
      this.#endLate(accepted, "gave way to another search");
      if (this.#scheduler.hasSlot(lane)) return;
    }
  }

  /** Ends all calls that work on (KIT-9). */
  endAllLate(stoppedBy: string): void {
    for (const accepted of this.#inFlight.all())
      if (accepted.isCut) this.#endLate(accepted, stoppedBy);
  }

  #endLate(accepted: AcceptedCall, stoppedBy: string): void {
    this.answer(accepted, markedStopped(this.#finished(accepted, stoppedBy)));
  }

  #expired(accepted: AcceptedCall): BidContent {
    const leftMs = Math.round(accepted.leftMs);
    if (accepted.isCut) return this.#finished(accepted, "timeout: the late allowance is spent");
    if (accepted.startedAtMs === undefined)
      return declined(`${OUT_OF_TIME}: all ${leftMs} ms were spent waiting for a place`);
    if (accepted.lane >= EXPENSIVE_LANE && accepted.builder.isBare) {
      const costMs = Math.ceil(accepted.costMs);
      return declined(
        `${OUT_OF_TIME}: ${leftMs} ms were too few for a search of about ${costMs} ms`,
      );
    }
    return this.#finished(accepted, `timeout: the ${leftMs} ms that were left are spent`);
  }

  /** KIT-9. Where others wait, they have its slot. */
  #mayWorkOn({ allowanceMs, isCut, startedAtMs, hasEnded, isWaiting }: AcceptedCall): boolean {
    return (
      allowanceMs > 0 &&
      !isCut &&
      !hasEnded &&
      !isWaiting &&
      startedAtMs !== undefined &&
      this.#scheduler.waiting === 0
    );
  }

  /**
   * Sends the final bid, fires the signal and frees the slot. Does nothing where the call is
   * answered already. `error` is what the strategy threw, for the log.
   */
  answer(accepted: AcceptedCall, answer: BidContent, error?: unknown): void {
    if (accepted.state === "answered") return;
    const state = accepted.state;
    accepted.state = "answered";
    this.#sender.sendFinal(accepted, accepted.isMarkedStopped ? markedStopped(answer) : answer);
    const { searchId: auctionId } = accepted.call;
    this.#inFlight.remove(accepted);
    if (accepted.isCut) this.#workingOn--;
    const nowMs = this.#clock.now();
    if (accepted.startedAtMs !== undefined && !accepted.hasEnded) {
      accepted.stopRunaway = this.#clock.at(nowMs + RUNAWAY_AFTER_MS, () =>
        this.#events.runaway(auctionId),
      );
    }
    accepted.fireSignal();
    // The answer of one that was cut was reported then.
    if (!accepted.isCut) this.#report(accepted, answer, nowMs, error);
    else if (error !== undefined) this.#reportLate(error);
    // Last, because it may start the next search.
    if (state === "searching") this.#scheduler.leave(accepted);
    else this.#scheduler.withdraw(accepted);
  }

  /** The strategy of an answered call has come to its end: it is not a runaway. */
  ended(accepted: AcceptedCall): void {
    accepted.stopRunaway?.();
  }

  /** What a strategy threw in the allowance is no answer to the caller, and counts as none. */
  #reportLate(error: unknown): void {
    // It was cut short.
    if (error instanceof AuctionError && error.code === "cancelled") return;
    try {
      this.#events.lateFailure(error);
    } catch {
      this.#events.lateFailure(new Error("the strategy threw something that cannot be read"));
    }
  }

  /**
   * What a strategy threw is logged as it is, and reading it may throw again: the slot must not be
   * lost by that.
   */
  #report(accepted: AcceptedCall, answer: BidContent, nowMs: number, error: unknown): void {
    accepted.trace?.end(callReportOf(accepted, answer, nowMs, undefined));
    try {
      this.#events.answered(callReportOf(accepted, answer, nowMs, error), nowMs);
    } catch {
      const unreadable = new Error("the strategy threw something that cannot be read");
      this.#events.answered(callReportOf(accepted, answer, nowMs, unreadable), nowMs);
    }
  }
}
