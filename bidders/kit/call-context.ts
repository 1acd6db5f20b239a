/** What the strategy receives with its call. */
import { convert, cost } from "../../common/money/money.ts";
import type { Clock } from "../../common/runtime/clock.ts";
import type { StartSpan } from "../../common/runtime/tracing.ts";
import type { BidNote, Money, Objective, Rates } from "../../proto/messages.ts";
import type { AcceptedCall } from "./accepted-call.ts";
import type { SearchContext } from "./bidder.ts";

/** What of the kit a context uses. */
export interface ContextPorts<Resources> {
  readonly resources: Resources;
  readonly clock: Clock;
  readonly offersMax: number;
  sendBatch(
    accepted: AcceptedCall,
    floor: number | null,
    cellFloors?: readonly number[],
  ): Promise<void>;
}

/**
 * What one search receives from the kit. The functions are fields of their own, so that a strategy
 * may take them out of the context. The signal is a getter, because it is created when it is first
 * read.
 */
export class CallContext<Resources> implements SearchContext<Resources> {
  readonly resources: Resources;
  readonly params: unknown;
  readonly auctionId: string;
  readonly objective: Objective;
  readonly rates: Rates;
  readonly offersMax: number;
  readonly remainingMs: () => number;
  readonly workMs: () => number;
  readonly now: () => number;
  readonly convert: (money: Money) => number | undefined;
  readonly cost: (price: Money, durationMinutes: number, stops: number) => number | undefined;
  readonly note: (text: string) => void;
  readonly leftOut: ((note: BidNote) => void) | undefined;
  readonly waiting: ((isWaiting: boolean) => void) | undefined;
  readonly markStopped: () => void;
  readonly startSpan: StartSpan | undefined;
  readonly sendBatch: (floor: number | null, cellFloors?: readonly number[]) => Promise<void>;
  readonly #accepted: AcceptedCall;

  constructor(accepted: AcceptedCall, ports: ContextPorts<Resources>) {
    const { rates, objective, searchId: auctionId } = accepted.call;
    const { clock } = ports;
    this.#accepted = accepted;
    this.resources = ports.resources;
    this.params = accepted.params;
    this.auctionId = auctionId;
    this.objective = objective;
    this.rates = rates;
    this.offersMax = ports.offersMax;
    this.remainingMs = () => Math.max(0, accepted.expiresAtMs - clock.now());
    const endsAtMs = accepted.deadlineAtMs + accepted.allowanceMs;
    this.workMs =
      accepted.allowanceMs === 0 ? this.remainingMs : () => Math.max(0, endsAtMs - clock.now());
    this.now = () => clock.wall();
    this.convert = ({ amount, currency }) => convert(amount, currency, rates);
    this.cost = ({ amount, currency }, durationMinutes, stops) => {
      const converted = convert(amount, currency, rates);
      return converted === undefined
        ? undefined
        : cost(converted, durationMinutes, stops, objective);
    };
    this.note = (text) => accepted.builder.note(text);
    // Bound late: a call that is cut has another builder from then on (KIT-9).
    this.leftOut =
      accepted.builder.leftOut === undefined
        ? undefined
        : (note) => accepted.builder.leftOut?.add(note);
    // What begins at the end of the budget or later does not make a call one that works on.
    this.waiting =
      accepted.allowanceMs === 0
        ? undefined
        : (isWaiting) => {
            if (clock.now() < accepted.deadlineAtMs) accepted.isWaiting = isWaiting;
          };
    this.startSpan = accepted.trace?.startSpan;
    this.markStopped = () => {
      accepted.isMarkedStopped = true;
    };
    this.sendBatch = (floor, cellFloors) => ports.sendBatch(accepted, floor, cellFloors);
  }

  /** See SearchContext.signal. Created when it is first read. */
  get signal(): AbortSignal {
    return this.#accepted.signal;
  }
}
