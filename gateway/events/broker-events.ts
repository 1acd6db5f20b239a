/** Events of the connection to the broker and of its subscriptions. */
import type { Logger } from "pino";
import { withoutCredentials } from "../../common/runtime/broker-url.ts";
import type { Metrics } from "../../common/runtime/metrics.ts";

/** The log level of each status of the connection. All others are `info`. */
const LEVELS: Readonly<Record<string, "debug" | "warn">> = {
  reconnecting: "debug",
  disconnect: "warn",
  error: "warn",
  staleConnection: "warn",
  slowConsumer: "warn",
};

export function brokerEvents(log: Logger, metrics: Metrics) {
  const broker = metrics.gauge("auction_broker_connected", "1 while connected to the broker");
  const reconnects = metrics.counter(
    "auction_broker_reconnects_total",
    "Times that a lost connection to the broker was made again",
  );
  const faults = metrics.counter(
    "auction_subscription_faults_total",
    "Refused subscriptions and failed handling",
  );

  return {
    /** The start waits for the broker. Credentials in the address are not logged. */
    connecting(url: string) {
      log.info({ url: withoutCredentials(url) }, "connecting to the broker");
    },

    broker(type: string, detail: string, connected: boolean) {
      broker.set(connected ? 1 : 0);
      if (type === "reconnect") reconnects.inc();
      log[LEVELS[type] ?? "info"]({ type, detail }, "broker");
    },

    /** The client asks whether the broker is there: once a second, so for `debug` alone. */
    brokerPing(unanswered: number) {
      log.debug({ unanswered }, "broker ping");
    },

    /**
     * The broker refused a subscription, a bidder's presence message is refused, or our own handler
     * of a message threw (a bug).
     */
    fault(subject: string, error: unknown) {
      faults.inc();
      log.error({ subject, err: error }, "subscription fault");
    },
  };
}
