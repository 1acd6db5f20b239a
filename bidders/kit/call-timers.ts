/**
 * The times at which a call is to be looked at before it is answered: when its notice is due
 * (KIT-5), and when its budget is spent (KIT-3). All calls share one timer, set to the first of
 * these times, because nearly every call is answered before either comes: a call costs a
 * comparison, and no timer is set or cleared for it. When the timer fires, all calls in flight are
 * looked at, and it is set to the next time. So it may also fire for a call that is answered
 * meanwhile.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import { type AcceptedCall, isAnswered } from "./accepted-call.ts";
import type { CallsInFlight } from "./calls-in-flight.ts";

/** What is done for a call whose time has come. Both may answer calls. */
interface CallTimerActions {
  notice(accepted: AcceptedCall): void;
  expire(accepted: AcceptedCall): void;
}

/** The timer of the calls in flight. */
export class CallTimers {
  readonly #clock: Clock;
  readonly #inFlight: CallsInFlight<AcceptedCall>;
  readonly #actions: CallTimerActions;
  #wakeAtMs = Number.POSITIVE_INFINITY;
  #stop: () => void = () => {};

  constructor(clock: Clock, inFlight: CallsInFlight<AcceptedCall>, actions: CallTimerActions) {
    this.#clock = clock;
    this.#inFlight = inFlight;
    this.#actions = actions;
  }

  /** Watches the call, which is in flight, until it is answered. */
  watch(accepted: AcceptedCall): void {
    const dueAtMs = dueAt(accepted);
    if (dueAtMs < this.#wakeAtMs) this.#wakeAt(dueAtMs);
  }

  /** Stops the timer, when no call will be watched any more. */
  stop(): void {
    this.#stop();
    this.#wakeAtMs = Number.POSITIVE_INFINITY;
  }

  #wakeAt(instantMs: number): void {
    this.#stop();
    this.#wakeAtMs = instantMs;
    this.#stop = this.#clock.at(instantMs, () => this.#checkCalls());
  }

  #checkCalls(): void {
    this.#wakeAtMs = Number.POSITIVE_INFINITY;
    const nowMs = this.#clock.now();
    let nextMs = Number.POSITIVE_INFINITY;
    for (const accepted of this.#inFlight.all()) {
      if (isAnswered(accepted)) continue;
      if (!accepted.hasEnded && accepted.expiresAtMs <= nowMs) {
        this.#actions.expire(accepted);
        // It may work on (KIT-9).
        if (!isAnswered(accepted)) nextMs = Math.min(nextMs, dueAt(accepted));
      } else {
        if (accepted.noticeAtMs <= nowMs) {
          // Once, even if it cannot be sent.
          accepted.noticeAtMs = Number.POSITIVE_INFINITY;
          this.#actions.notice(accepted);
        }
        nextMs = Math.min(nextMs, dueAt(accepted));
      }
    }
    if (nextMs < this.#wakeAtMs) this.#wakeAt(nextMs);
  }
}

/** A strategy that has come to its end is not cut short any more. */
function dueAt({ noticeAtMs, expiresAtMs, hasEnded }: AcceptedCall): number {
  return hasEnded ? noticeAtMs : Math.min(noticeAtMs, expiresAtMs);
}
