/** Where a bidder's calls come from. */
import type { NatsConnection, Subscription } from "nats";
import { subscribe } from "../../proto/connect.ts";
import { bidderQueue, CANCEL_SUBJECT, marketSubject } from "../../proto/subjects.ts";
import type { IncomingCall } from "./handler.ts";

export interface CallListener {
  take(call: IncomingCall): void;
  takeCancel(data: Uint8Array): void;
}

/** Told when the broker refuses or ends a subscription, after which nothing comes on it; or when our own handling threw. */
export type FaultListener = (subject: string, error: unknown) => void;

export interface CallSubscriptions {
  readonly calls: readonly Subscription[];
  readonly cancels: Subscription;
}

/**
 * One subscription a market, all in the queue group of the kind: the broker gives a call to one instance, and once, even where
 * two of its markets overlap. Cancels go to every instance: only the one that took the call knows it.
 */
export function subscribeToCalls(
  connection: NatsConnection,
  kind: string,
  markets: readonly string[],
  listener: CallListener,
  fault: FaultListener,
): CallSubscriptions {
  const queue = bidderQueue(kind);
  const calls = markets.map((market) =>
    subscribe(connection, marketSubject(market), { queue, take: ({ reply, data }) => listener.take({ reply, data, market }), fault }),
  );
  return { calls, cancels: subscribe(connection, CANCEL_SUBJECT, { take: ({ data }) => listener.takeCancel(data), fault }) };
}
