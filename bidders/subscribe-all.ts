/** What a bidder subscribes to when it joins, and a standby when it takes calls. */
import type { NatsConnection, Subscription } from "nats";
import type { Clock } from "../common/runtime/clock.ts";
import type { Tracing } from "../common/runtime/tracing.ts";
import { messageOf } from "../proto/errors.ts";
import type { BidderConfig } from "./config.ts";
import type { BidderEvents } from "./events.ts";
import type { CallHandler } from "./kit/call-handler.ts";
import {
  type FaultListener,
  subscribeToCalls,
  subscribeToFeedback,
  subscribeToMarkets,
  subscribeToPrices,
} from "./kit/call-subscriptions.ts";
import type { FeedbackReader } from "./kit/feedback.ts";
import type { PriceHandler } from "./kit/price-handler.ts";
import { answerServiceRequests, type ServiceIdentity } from "./kit/service-protocol.ts";
import type { Statistics } from "./kit/statistics.ts";
import type { StandbyRole } from "./standby-role.ts";

/** Who subscribes, and what takes the messages. */
interface Subscriber<Resources> {
  readonly config: Pick<BidderConfig, "kind" | "instance" | "markets">;
  readonly connection: NatsConnection;
  readonly handler: CallHandler<Resources>;
  readonly prices: PriceHandler<Resources>;
  /** An operator asks this instance to drain (DRAIN-1). */
  readonly drain: () => void;
  readonly clock: Clock;
  readonly statistics: Statistics;
  readonly events: BidderEvents;
  readonly tracing: Tracing | null;
  /** Undefined: it does not ask for it. */
  readonly feedback: Pick<FeedbackReader<Resources>, "take"> | undefined;
}

interface Subscribed {
  /** Of those that bring work. */
  readonly calls: readonly Subscription[];
  readonly stopService: () => void;
}

/**
 * `role`: of a standby, which takes no share of the calls yet.
 * @throws Error, with the connection closed, when the broker refuses a subscription
 */
export async function subscribeAll<Resources>(
  subscriber: Subscriber<Resources>,
  identity: ServiceIdentity,
  role: StandbyRole | undefined,
): Promise<Subscribed> {
  const { connection, handler, clock, statistics, events, tracing, drain, feedback } = subscriber;
  const { kind, instance, markets } = subscriber.config;
  const onDrain = () => {
    events.drainAsked();
    drain();
  };
  const refusals: string[] = [];
  const onFault: FaultListener = (subject, error) => {
    refusals.push(`${subject}: ${messageOf(error)}`);
    events.subscriptionFault(subject, error);
  };
  const { calls } = subscribeToCalls(
    connection,
    { kind, instance },
    role === undefined ? markets : [],
    handler,
    { fault: onFault, drain: onDrain },
    tracing !== null,
  );
  const pricing = role === undefined ? [subscribeToPricing(subscriber)] : [];
  // A broker that does not know this subject yet is no reason not to bid.
  if (feedback !== undefined)
    subscribeToFeedback(connection, kind, (data) => feedback.take(data), events.subscriptionFault);
  const stopService = answerServiceRequests(connection, {
    identity,
    statistics,
    gauges: handler,
    wallMs: () => clock.wall(),
    onFault,
    onUnsent: (error) => events.unsent(null, error),
    ...(role === undefined ? {} : { onStatsAsked: (data) => role.asked(data) }),
  });
  await connection.flush();
  if (refusals.length > 0) {
    await connection.close();
    throw new Error(
      `the broker does not let this user be the bidder '${kind}': ${refusals.join("; ")}`,
    );
  }
  return { calls: [...calls, ...pricing], stopService };
}

/** The share of a bidder's calls and price requests that a standby takes over. */
export function subscribeToShare<Resources>(subscriber: Subscriber<Resources>): Subscription[] {
  const { config, connection, handler, events, tracing } = subscriber;
  const { kind, markets } = config;
  const isTraced = tracing !== null;
  const fault: FaultListener = (subject, error) => events.subscriptionFault(subject, error);
  return [
    ...subscribeToMarkets(connection, kind, markets, handler, fault, isTraced),
    subscribeToPricing(subscriber),
  ];
}

/**
 * A broker that does not know this subject yet is no reason not to bid: gateways learn at once that
 * no bidder answers there.
 */
function subscribeToPricing<Resources>({
  config,
  connection,
  prices,
  events,
  tracing,
}: Subscriber<Resources>): Subscription {
  const fault: FaultListener = (subject, error) => events.subscriptionFault(subject, error);
  const accept = (one: Parameters<typeof prices.accept>[0]) => prices.accept(one);
  return subscribeToPrices(connection, config.kind, accept, fault, tracing !== null);
}
