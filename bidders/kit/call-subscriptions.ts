/**
 * The subscriptions that a bidder gets its calls and cancels from.
 *
 * DRAIN-1 A message without a body on the own subject of an instance, with the header for it, has
 *    it leave as a signal does: it takes no more calls, ends those that it has, and its process
 *    ends with 0. The broker lets gateways alone send it.
 */
import type { Msg, NatsConnection, Subscription } from "nats";
import { subscribe } from "../../common/runtime/connect.ts";
import { TRACEPARENT } from "../../common/runtime/tracing.ts";
import {
  bidderQueue,
  CANCEL_SUBJECT,
  DRAIN_HEADER,
  directSubject,
  feedbackSubject,
  isMarket,
  marketSubject,
  priceSubject,
} from "../../proto/subjects.ts";
import type { IncomingCall } from "./call-handler.ts";

/** What receives the messages: the CallHandler. */
interface CallListener {
  accept(call: IncomingCall): void;
  /** `data` is an encoded cancel. */
  cancel(data: Uint8Array): void;
}

/**
 * Called when the broker refuses or ends a subscription, after which nothing arrives on it; or when
 * the listener threw.
 */
export type FaultListener = (subject: string, error: unknown) => void;

/** What else may come of the subscriptions to calls. */
interface CallSubscriptionEvents {
  readonly fault: FaultListener;
  /** An operator asks this instance, and no other, to take no more calls and to end (DRAIN-1). */
  readonly drain: () => void;
}

/** What `subscribeToCalls` has subscribed to. */
interface CallSubscriptions {
  /** One for each market that names airports, and one for this instance's own subject. */
  readonly calls: readonly Subscription[];
  readonly cancels: Subscription;
}

/**
 * One subscription for each market that names airports, all in the queue group of the kind: the
 * broker delivers a call to one instance, and once, even where two of its markets overlap. Hedges
 * come on the instance's own subject, in no queue group, and so do the calls of markets that name
 * regions. Cancels go to every instance, because only the instance that accepted the call knows it.
 * `isTraced`: the span of each call's auction is wanted.
 */
export function subscribeToCalls(
  connection: NatsConnection,
  { kind, instance }: { readonly kind: string; readonly instance: string },
  markets: readonly string[],
  listener: CallListener,
  { fault: onFault, drain }: CallSubscriptionEvents,
  isTraced = false,
): CallSubscriptions {
  const inMarkets = subscribeToMarkets(connection, kind, markets, listener, onFault, isTraced);
  const takeDirect = takeCalls(listener, null, isTraced);
  const direct = subscribe(connection, directSubject(kind, instance), {
    take: (message) => {
      if (isDrain(message)) drain();
      else takeDirect(message);
    },
    fault: onFault,
  });
  return {
    calls: [...inMarkets, direct],
    cancels: subscribe(connection, CANCEL_SUBJECT, {
      take: ({ data }) => listener.cancel(data),
      fault: onFault,
    }),
  };
}

/** The calls of these markets alone, in the queue group of the kind. */
export function subscribeToMarkets(
  connection: NatsConnection,
  kind: string,
  markets: readonly string[],
  listener: Pick<CallListener, "accept">,
  onFault: FaultListener,
  isTraced: boolean,
): Subscription[] {
  return markets.filter(isMarket).map((market) =>
    subscribe(connection, marketSubject(market), {
      queue: bidderQueue(kind),
      take: takeCalls(listener, market, isTraced),
      fault: onFault,
    }),
  );
}

/** Headers are read where there is a trace to continue, and not before. */
function takeCalls(
  listener: Pick<CallListener, "accept">,
  market: string | null,
  isTraced: boolean,
): (message: Msg) => void {
  return isTraced
    ? ({ reply, data, headers }) =>
        listener.accept({ reply, data, market, traceparent: headers?.get(TRACEPARENT) })
    : ({ reply, data }) => listener.accept({ reply, data, market });
}

/** No call is empty, so the headers of calls are not read for this. */
function isDrain(message: Msg): boolean {
  return message.data.length === 0 && message.headers?.get(DRAIN_HEADER) === "1";
}

/** What became of the bids of the kind: every instance receives it, in no queue group. */
export function subscribeToFeedback(
  connection: NatsConnection,
  kind: string,
  take: (data: Uint8Array) => void,
  onFault: FaultListener,
): Subscription {
  return subscribe(connection, feedbackSubject(kind), {
    take: ({ data }) => take(data),
    fault: onFault,
  });
}

/**
 * The subscription to requests for the price of one offer, in the queue group of the kind: any
 * instance answers. `isTraced`: the span of each request is wanted.
 */
export function subscribeToPrices(
  connection: NatsConnection,
  kind: string,
  accept: (request: Pick<IncomingCall, "reply" | "data" | "traceparent">) => void,
  onFault: FaultListener,
  isTraced: boolean,
): Subscription {
  return subscribe(connection, priceSubject(kind), {
    queue: bidderQueue(kind),
    take: ({ reply, data, headers }) =>
      accept(isTraced ? { reply, data, traceparent: headers?.get(TRACEPARENT) } : { reply, data }),
    fault: onFault,
  });
}
