/** The gateway's connection to the broker, and whether it works now. */
import type { NatsConnection } from "nats";
import type { Clock } from "../common/runtime/clock.ts";
import { connect } from "../common/runtime/connect.ts";
import { GATEWAY_INBOX } from "../proto/subjects.ts";
import type { GatewayConfig } from "./config.ts";
import type { Events } from "./events.ts";
import { ConnectionHistory } from "./scatter/connection-history.ts";

/** Is called when the connection is lost, and when it is back. */
interface ConnectionListener {
  pause(): void;
  resume(): void;
}

export interface BrokerLink {
  readonly connection: NatsConnection;
  readonly connected: boolean;
  readonly history: ConnectionHistory;
  /** Replaces the listener of before. */
  listen(listener: ConnectionListener): void;
}

/** Waits until there is a broker. @throws Error when the broker refuses the credentials */
export async function connectToBroker(
  { id, broker, biddersReturnMs }: GatewayConfig,
  clock: Clock,
  events: Pick<Events, "connecting" | "broker" | "brokerPing">,
): Promise<BrokerLink> {
  const history = new ConnectionHistory(clock, biddersReturnMs);
  let connected = true;
  let listener: ConnectionListener | undefined;
  events.connecting(broker.url);
  const connection = await connect(broker, {
    name: `gateway ${id}`,
    inboxPrefix: GATEWAY_INBOX,
    waitOnFirstConnect: true,
    onPing: events.brokerPing,
    onStatus({ type, detail }) {
      if (type === "disconnect" || type === "close") connected = false;
      if (type === "reconnect") connected = true;
      history.status(type);
      if (type === "disconnect") listener?.pause();
      if (type === "reconnect") listener?.resume();
      events.broker(type, detail, connected);
    },
  });
  events.broker("connect", broker.url, connected);
  return {
    connection,
    history,
    get connected() {
      return connected;
    },
    listen(next) {
      listener = next;
    },
  };
}
