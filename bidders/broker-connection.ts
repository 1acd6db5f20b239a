/** A bidder's connection to the broker, with the final bids that wait while the broker is away. */
import type { NatsConnection } from "nats";
import { withoutCredentials } from "../common/runtime/broker-url.ts";
import type { Clock } from "../common/runtime/clock.ts";
import { type ConnectOptions, connect, type StatusListener } from "../common/runtime/connect.ts";
import { messageOf } from "../proto/errors.ts";
import type { BidderConfig } from "./config.ts";
import type { BidderEvents } from "./events.ts";
import { stillWithin } from "./kit/encoded-bid.ts";
import { PendingBids } from "./kit/pending-bids.ts";
import { ignoreFailure } from "./shutdown.ts";

/** The connection, and how bids are published on it. */
export interface BidderConnection {
  readonly connection: NatsConnection;
  /**
   * `keepUntilMs`, by the steady clock, is for a final bid: until then it may still go out when the
   * broker is back. @throws Error when the broker is away and the message cannot wait
   */
  readonly publish: (subject: string, payload: Uint8Array, keepUntilMs?: number) => void;
  /** Bytes that the broker takes in one message. It may change with each new connection. */
  readonly payloadBytesMax: () => number;
}

/**
 * `onReconnect` is called each time the connection has been made again, after the bids that waited.
 * @throws Error when the broker cannot be reached or refuses the user
 */
export async function openConnection(
  config: Pick<BidderConfig, "broker" | "kind" | "instance">,
  clock: Clock,
  events: Pick<BidderEvents, "brokerStatus" | "brokerPing">,
  onReconnect: (connection: NatsConnection) => void,
): Promise<BidderConnection> {
  const pending = new PendingBids();
  let online = true;
  const payloadBytesMax = () => connection.info?.max_payload ?? Number.POSITIVE_INFINITY;

  const onStatus: StatusListener = ({ type, detail }) => {
    events.brokerStatus(type, detail);
    if (type === "disconnect") online = false;
    if (type !== "reconnect") return;
    online = true;
    for (const { subject, payload } of pending.takeAll(clock.now()))
      ignoreFailure(() => connection.publish(subject, stillWithin(payload, payloadBytesMax())));
    ignoreFailure(() => onReconnect(connection));
  };
  const connection = await connectTo(config, { onStatus, onPing: events.brokerPing });
  const publish = (subject: string, payload: Uint8Array, keepUntilMs = 0) => {
    // The client drops what is published while it is disconnected, without an error.
    if (online) connection.publish(subject, payload);
    else if (!pending.add(subject, payload, keepUntilMs, clock.now()))
      throw new Error("the broker is away");
  };
  return { connection, publish, payloadBytesMax };
}

async function connectTo(
  { broker, kind, instance }: Pick<BidderConfig, "broker" | "kind" | "instance">,
  listeners: Pick<ConnectOptions, "onStatus" | "onPing">,
): Promise<NatsConnection> {
  try {
    return await connect(broker, { name: `bidder ${kind} ${instance}`, ...listeners });
  } catch (thrown) {
    const url = withoutCredentials(broker.url);
    throw new Error(`cannot join the broker at ${url}: ${messageOf(thrown)}`, { cause: thrown });
  }
}
