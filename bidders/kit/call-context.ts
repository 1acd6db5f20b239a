/** What the strategy receives with its call. */
import { convert, cost } from "../../common/money/money.ts";
import type { Clock } from "../../common/runtime/clock.ts";
import type { Money, Objective, Rates } from "../../proto/messages.ts";
import type { AcceptedCall } from "./accepted-call.ts";
import type { SearchContext } from "./bidder.ts";

/** What of the kit a context uses. */
export interface ContextParts<Resources> {
  readonly resources: Resources;
  readonly clock: Clock;
  readonly offersMax: number;
  part(accepted: AcceptedCall, floor: number | null): Promise<void>;
}

/**
 * The functions are fields of their own, so that a strategy may take them out of the context. The
 * signal is a getter, because it is created when it is first read.
 */
export class CallContext<Resources> implements SearchContext<Resources> {
  readonly resources: Resources;
  readonly auctionId: string;
  readonly objective: Objective;
  readonly rates: Rates;
  readonly offersMax: number;
  readonly remainingMs: () => number;
  readonly now: () => number;
  readonly convert: (money: Money) => number | undefined;
  readonly cost: (price: Money, durationMinutes: number, stops: number) => number | undefined;
  readonly note: (text: string) => void;
  readonly cutShort: () => void;
  readonly part: (floor: number | null) => Promise<void>;
  readonly #accepted: AcceptedCall;

  constructor(accepted: AcceptedCall, parts: ContextParts<Resources>) {
    const { rates, objective, searchId: auctionId } = accepted.call;
    const { clock } = parts;
    this.#accepted = accepted;
    this.resources = parts.resources;
    this.auctionId = auctionId;
    this.objective = objective;
    this.rates = rates;
    this.offersMax = parts.offersMax;
    this.remainingMs = () => Math.max(0, accepted.deadlineAtMs - clock.now());
    this.now = () => clock.wall();
    this.convert = ({ amount, currency }) => convert(amount, currency, rates);
    this.cost = ({ amount, currency }, durationMinutes, stops) => {
      const converted = convert(amount, currency, rates);
      return converted === undefined
        ? undefined
        : cost(converted, durationMinutes, stops, objective);
    };
    this.note = (text) => accepted.builder.note(text);
    this.cutShort = () => {
      accepted.isCutShort = true;
    };
    this.part = (floor) => parts.part(accepted, floor);
  }

  get signal(): AbortSignal {
    return this.#accepted.signal;
  }
}
