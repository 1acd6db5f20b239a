/** The subscriptions that a bidder gets its calls and cancels from. */
import type { Msg, NatsConnection, Subscription } from "nats";
import { subscribe } from "../../common/runtime/connect.ts";
import { TRACEPARENT } from "../../common/runtime/tracing.ts";
import {
  bidderQueue,
  CANCEL_SUBJECT,
  directSubject,
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

/** What `subscribeToCalls` has subscribed to. */
export interface CallSubscriptions {
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
  onFault: FaultListener,
  isTraced = false,
): CallSubscriptions {
  const inMarkets = subscribeToMarkets(connection, kind, markets, listener, onFault, isTraced);
  const direct = subscribe(connection, directSubject(kind, instance), {
    take: takeCalls(listener, null, isTraced),
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
