/** What the pricing of one offer receives from the kit. */
import { convert, cost } from "../../common/money/money.ts";
import type { Clock } from "../../common/runtime/clock.ts";
import type { CallForBids } from "../../proto/messages.ts";
import type { PriceContext } from "./bidder.ts";

interface PriceContextParts<Resources> {
  readonly call: CallForBids;
  readonly resources: Resources;
  readonly clock: Clock;
  readonly offersMax: number;
  readonly signal: AbortSignal;
  /** By the steady clock. */
  readonly deadlineAtMs: number;
  note(text: string): void;
  /** Undefined where there is no trace. */
  readonly startSpan: PriceContext["startSpan"];
}

/** The context of one price request. */
export function priceContext<Resources>(
  parts: PriceContextParts<Resources>,
): PriceContext<Resources> {
  const { call, resources, clock, offersMax, signal, deadlineAtMs, note, startSpan } = parts;
  const { rates, objective, searchId: auctionId } = call;
  return {
    resources,
    auctionId,
    signal,
    remainingMs: () => Math.max(0, deadlineAtMs - clock.now()),
    now: () => clock.wall(),
    objective,
    rates,
    convert: ({ amount, currency }) => convert(amount, currency, rates),
    cost: ({ amount, currency }, durationMinutes, stops) => {
      const converted = convert(amount, currency, rates);
      return converted === undefined
        ? undefined
        : cost(converted, durationMinutes, stops, objective);
    },
    offersMax,
    note,
    startSpan,
  };
}
