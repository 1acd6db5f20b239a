/**
 * One call for bids in, exactly one final bid out (A7), whatever the strategy does: throws at once or later, yields garbage,
 * hangs, never ends. Knows no NATS: it is handed a way to publish, and a clock.
 *
 * H1 A call that is taken is in exactly one state: waiting, searching or answered; only the step to answered publishes, so
 *    there is one final bid (A7).
 * H2 Nothing starts that has no budget left: it is checked on arrival and again when the call's turn comes (A8).
 * H3 When the budget is spent, the auction is cancelled or the process stops, the answer goes out at once and the place is free:
 *    nobody waits for a strategy that ignores its signal. It is counted as a runaway.
 * H4 A strategy that never gives way to timers and sockets between two offers is made to (A8). One that computes without
 *    yielding cannot be interrupted: there is one thread.
 */
import { decodeCall, decodeCancel, encodeBid } from "../../proto/codec.ts";
import { AuctionError, messageOf } from "../../proto/errors.ts";
import type { CallForBids } from "../../proto/messages.ts";
import { bidSubject, isToken, parseInboxSubject } from "../../proto/subjects.ts";
import { Admission } from "./admission.ts";
import { type Answer, declined, failed, failedBy } from "./answer.ts";
import type { BidderModule } from "./bidder.ts";
import { QueueingDelay } from "./budget.ts";
import type { Clock } from "./clock.ts";
import { InFlight } from "./in-flight.ts";
import { type CallReport, contextOf, isAnswered, reportOf, type TakenCall, takenCall } from "./taken-call.ts";

/** Offers read of one strategy; what an endless one yields beyond is not waited for (A6). */
export const OFFERS_TAKEN_MAX = 100_000;

/** How long all running searches together may keep the event loop between two of its turns, as far as the kit can see to it. */
const SLICE_MS = 5;

/** A strategy that has not stopped by then, after its signal, is a runaway. */
export const RUNAWAY_AFTER_MS = 100;

/** A call as it came off the wire. `market` names the subscription that it came on. */
export interface IncomingCall {
  readonly reply: string | undefined;
  readonly data: Uint8Array;
  readonly market: string;
}

export interface HandlerEvents {
  answered(report: CallReport): void;
  /** Not a call, or not a cancel: `market` is null for the latter. */
  unreadable(what: string, market: string | null): void;
  runaway(searchId: string): void;
  /** Null where it is no bid, but an answer to the service protocol. */
  unsent(searchId: string | null, error: unknown): void;
}

export interface HandlerOptions<Resources> {
  readonly kind: string;
  readonly instance: string;
  readonly module: BidderModule<Resources>;
  readonly resources: Resources;
  readonly concurrencyMax: number;
  readonly queueMax: number;
  readonly offersMax: number;
  readonly clock: Clock;
  readonly events: HandlerEvents;
  publish(subject: string, payload: Uint8Array): void;
}

export class Handler<Resources> {
  readonly #options: HandlerOptions<Resources>;
  readonly #clock: Clock;
  readonly #delays = new QueueingDelay();
  readonly #inFlight = new InFlight<TakenCall>();
  readonly #admission: Admission<TakenCall>;
  #closed = false;

  constructor(options: HandlerOptions<Resources>) {
    this.#options = options;
    this.#clock = options.clock;
    this.#admission = new Admission(options, (taken) => void this.#search(taken));
  }

  /** Searches that run. */
  get running(): number {
    return this.#admission.running;
  }

  get waiting(): number {
    return this.#admission.waiting;
  }

  /** One message from a market's subscription. Never throws. */
  take(incoming: IncomingCall): void {
    const receivedAtMs = this.#clock.steadyMs();
    const { reply, market } = incoming;
    if (reply === undefined || reply === "") {
      this.#options.events.unreadable("a call without an inbox to reply to", market);
      return;
    }
    let call: CallForBids;
    try {
      call = decodeCall(incoming.data);
      if (!isToken(call.searchId)) throw new AuctionError("malformed", "search_id is no token");
    } catch (thrown) {
      this.#unreadable(reply, market, thrown);
      return;
    }
    const queueingMs = this.#delays.measure(call.gateway, call.sentAtMs, receivedAtMs);
    const taken = takenCall(call, { reply, market, receivedAtMs, queueingMs }, this.#options.offersMax);
    this.#inFlight.add(call.searchId, taken);
    const refusal = this.#admit(taken);
    if (refusal !== undefined) this.#answer(taken, declined(refusal));
  }

  /** One message from the cancel subject: the auction has ended without us. Never throws. */
  takeCancel(data: Uint8Array): void {
    try {
      for (const taken of this.#inFlight.of(decodeCancel(data))) this.#answer(taken, declined("cancelled"));
    } catch (thrown) {
      this.#options.events.unreadable(messageOf(thrown), null);
    }
  }

  /** From now on every call is declined. Those that were taken go on. */
  close(): void {
    this.#closed = true;
  }

  /** Resolves as soon as every call that was taken is answered. */
  idle(): Promise<void> {
    return this.#inFlight.idle();
  }

  /** Answers everything in flight without waiting for it, and fires its signals. */
  abort(): void {
    const all = this.#inFlight.all();
    // First those that wait: a place that becomes free would start them.
    for (const taken of all.filter(({ state }) => state === "waiting")) this.#answer(taken, declined("shutting down"));
    for (const taken of all) this.#answer(taken, failed("shutting-down: the search was cut short"));
  }

  /** A call that cannot be read still gets its answer when its inbox names the search: so it costs nobody the deadline (A7). */
  #unreadable(reply: string, market: string, thrown: unknown): void {
    this.#options.events.unreadable(messageOf(thrown), market);
    const searchId = parseInboxSubject(reply)?.searchId;
    if (searchId === undefined || !isToken(searchId)) return;
    const { code, message } = AuctionError.from(thrown, "malformed");
    this.#publish(searchId, reply, failed(`${code}: ${message}`));
  }

  /** Starts a call or lets it wait, under a timer; or says why not. */
  #admit(taken: TakenCall): string | undefined {
    const { call, leftMs, queueingMs } = taken;
    if (this.#closed) return "shutting down";
    if (leftMs <= 0) return `out of time: of ${call.budgetMs} ms ${Math.round(queueingMs)} went in queues`;
    taken.stopTimer = this.#clock.after(leftMs, () => this.#outOfTime(taken));
    return this.#admission.enter(taken) ? undefined : `overloaded: ${this.running} running, ${this.waiting} waiting`;
  }

  async #search(taken: TakenCall): Promise<void> {
    const { call, builder, controller } = taken;
    const { module, resources, offersMax } = this.#options;
    taken.state = "searching";
    // Whatever came in the same packet is heard first: other calls, and the cancel of this one.
    await this.#clock.turn();
    if (isAnswered(taken)) return;
    let turnedAtMs = this.#clock.steadyMs();
    if (turnedAtMs >= taken.deadlineMs) return this.#outOfTime(taken);
    taken.startedAtMs = turnedAtMs;
    try {
      for await (const offer of module.search(call.search, contextOf(taken, resources, offersMax, this.#clock))) {
        if (isAnswered(taken)) return;
        builder.add(offer, this.#clock.now());
        const nowMs = this.#clock.steadyMs();
        if (nowMs >= taken.deadlineMs) return this.#outOfTime(taken);
        if (builder.taken >= OFFERS_TAKEN_MAX) return this.#answer(taken, builder.finish(`stopped after ${OFFERS_TAKEN_MAX} offers`));
        if (nowMs - turnedAtMs >= SLICE_MS / this.running) {
          await this.#clock.turn();
          turnedAtMs = this.#clock.steadyMs();
        }
      }
      this.#answer(taken, builder.finish());
    } catch (thrown) {
      if (isAnswered(taken)) return;
      if (this.#clock.steadyMs() >= taken.deadlineMs) this.#outOfTime(taken);
      else this.#answer(taken, failedBy(thrown), thrown);
    } finally {
      // The strategy has come to its end, so it is no runaway; what it left behind may stop too.
      taken.stopTimer();
      controller.abort();
    }
  }

  #outOfTime(taken: TakenCall): void {
    const leftMs = Math.round(taken.leftMs);
    if (taken.startedAtMs === undefined) this.#answer(taken, declined(`out of time: all ${leftMs} ms were spent waiting for a place`));
    else this.#answer(taken, taken.builder.finish(`timeout: the ${leftMs} ms that were left are spent`));
  }

  /** The only way to the state `answered`, once (H1). */
  #answer(taken: TakenCall, answer: Answer, error?: unknown): void {
    if (taken.state === "answered") return;
    const state = taken.state;
    taken.state = "answered";
    taken.stopTimer();
    this.#publish(taken.call.searchId, taken.reply, answer);
    this.#inFlight.remove(taken.call.searchId, taken);
    if (taken.startedAtMs !== undefined) {
      taken.stopTimer = this.#clock.after(RUNAWAY_AFTER_MS, () => this.#options.events.runaway(taken.call.searchId));
    }
    taken.controller.abort();
    this.#options.events.answered(reportOf(taken, answer, this.#clock.steadyMs(), error));
    if (state === "searching") this.#admission.leave();
    else this.#admission.withdraw(taken);
  }

  /** The broker may be away, and the reply subject is a stranger's: what cannot be sent is counted, and nothing throws. */
  #publish(searchId: string, reply: string, answer: Answer): void {
    try {
      const bid = encodeBid({ searchId, sequence: 0, final: true, floor: null, ...answer });
      this.#options.publish(bidSubject(reply, this.#options.kind, this.#options.instance), bid);
    } catch (thrown) {
      this.#options.events.unsent(searchId, thrown);
    }
  }
}
