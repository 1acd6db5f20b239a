/** Where a bidder's calls come from. */
import type { NatsConnection, Subscription } from "nats";
import { subscribe } from "../../common/runtime/connect.ts";
import { bidderQueue, CANCEL_SUBJECT, directSubject, marketSubject } from "../../proto/subjects.ts";
import type { IncomingCall } from "./call-handler.ts";

export interface CallListener {
  take(call: IncomingCall): void;
  takeCancel(data: Uint8Array): void;
}

/**
 * Told when the broker refuses or ends a subscription, after which nothing comes on it; or when our
 * own handling threw.
 */
export type FaultListener = (subject: string, error: unknown) => void;

export interface CallSubscriptions {
  /** Of every market, and of this instance's own subject. */
  readonly calls: readonly Subscription[];
  readonly cancels: Subscription;
}

/**
 * One subscription a market, all in the queue group of the kind: the broker gives a call to one
 * instance, and once, even where two of its markets overlap. Hedges come on the instance's own
 * subject, in no queue group. Cancels go to every instance: only the one that took the call knows
 * it.
 */
export function subscribeToCalls(
  connection: NatsConnection,
  { kind, instance }: { readonly kind: string; readonly instance: string },
  markets: readonly string[],
  listener: CallListener,
  fault: FaultListener,
): CallSubscriptions {
  const queue = bidderQueue(kind);
  const calls = markets.map((market) =>
    subscribe(connection, marketSubject(market), {
      queue,
      take: ({ reply, data }) => listener.take({ reply, data, market }),
      fault,
    }),
  );
  calls.push(
    subscribe(connection, directSubject(kind, instance), {
      take: ({ reply, data }) => listener.take({ reply, data, market: null }),
      fault,
    }),
  );
  return {
    calls,
    cancels: subscribe(connection, CANCEL_SUBJECT, {
      take: ({ data }) => listener.takeCancel(data),
      fault,
    }),
  };
}
