/**
 * The connection to the broker: options, credentials, and its status events for the log.
 *
 * PING-1 A ping is passed to `onPing` alone, and logged at `debug` alone: listeners of the status
 *    know no such event, and there is one a second.
 */
import { isIP } from "node:net";
import { setTimeout } from "node:timers/promises";
import { checkServerIdentity, type PeerCertificate } from "node:tls";
import {
  connect as connectNats,
  type Msg,
  type NatsConnection,
  type NodeConnectionOptions,
  type Server,
  type Subscription,
} from "nats";
import { messageOf } from "../../proto/errors.ts";
import { Backoff } from "./backoff.ts";
import { explained, isRefusal, isSignInTimeout } from "./broker-refusal.ts";
import type { BrokerTls } from "./broker-tls.ts";
import { withoutCredentials } from "./broker-url.ts";
import { type BrokerCredentials, signIn } from "./sign-in.ts";
import { statusDetail } from "./status-detail.ts";

/** Which broker to connect to. */
export interface BrokerConfig {
  /**
   * One or more `nats://host:port` of one cluster, or `tls://host:port`, separated by commas; no
   * credentials in them.
   */
  readonly url: string;
  readonly credentials: BrokerCredentials;
  /** The TLS options; with them there is no connection without TLS. */
  readonly tls?: BrokerTls;
}

/**
 * Receives the status events of a connection, by the client's names: disconnect, reconnecting,
 * reconnect, error, ldm, close …
 */
export type StatusListener = (status: { readonly type: string; readonly detail: string }) => void;

export interface ConnectOptions {
  /** Shown in the broker's monitoring. */
  readonly name: string;
  readonly onStatus: StatusListener;
  /**
   * Called with each ping that is sent, one every PING_EVERY_MS, and the number of those that the
   * broker has not answered yet. It is no status: `onStatus` is not called.
   */
  readonly onPing?: (unanswered: number) => void;
  /** Prefix of reply inboxes, where the user's permissions require one. */
  readonly inboxPrefix?: string;
  /**
   * Try without end to reach a broker that does not run yet; else the first failure throws, but
   * for one to sign in within the broker's time, which is tried SIGN_IN_TRIES times. A refusal
   * throws in any case.
   */
  readonly waitOnFirstConnect?: boolean;
}

/**
 * A frozen node of a cluster is given up after at most three of these, and a node that does not
 * answer a connection within DIAL_MS_MAX is skipped.
 */
const PING_EVERY_MS = 900;
const PINGS_UNANSWERED_MAX = 2;
const DIAL_MS_MAX = 2_500;
const SIGN_IN_TRIES = 5;

/**
 * Connects. The connection lasts until it is closed: while the broker is unreachable, or refuses
 * credentials that it accepted before, it is tried again, with delays up to RETRY_MS_MAX.
 *
 * @throws Error when the broker cannot be reached (unless `waitOnFirstConnect`), refuses the
 *   credentials, or has no valid TLS
 */
export async function connect(
  broker: BrokerConfig,
  options: ConnectOptions,
): Promise<NatsConnection> {
  const backoff = new Backoff();
  let dialled: Server | null = null;
  const clientOptions: NodeConnectionOptions = {
    servers: broker.url.split(",").map((url) => url.trim()),
    name: options.name,
    maxReconnectAttempts: -1,
    // Passwords that are wrong for a moment, while an operator changes them, must not end every
    // process.
    ignoreAuthErrorAbort: true,
    reconnectDelayHandler: () => backoff.delayMs,
    reconnectToServer: (servers) => {
      backoff.next();
      dialled = leastRecentlyDialled(servers);
      return dialled;
    },
    pingInterval: PING_EVERY_MS,
    maxPingOut: PINGS_UNANSWERED_MAX,
    timeout: DIAL_MS_MAX,
    ...(broker.tls === undefined
      ? {}
      : { tls: { ...broker.tls, ...identityCheck(() => dialled) } }),
    ...(options.inboxPrefix === undefined ? {} : { inboxPrefix: options.inboxPrefix }),
    ...signIn(broker.credentials),
  };
  let reported = "";
  let signInTimeouts = 0;
  for (;;) {
    try {
      const connection = await connectNats(clientOptions);
      backoff.reset();
      void reportStatus(connection, options, backoff);
      return connection;
    } catch (thrown) {
      const mayTryAgain = isSignInTimeout(thrown) && ++signInTimeouts < SIGN_IN_TRIES;
      if (isRefusal(thrown) || (options.waitOnFirstConnect !== true && !mayTryAgain))
        throw explained(thrown, broker);
      const detail = withoutCredentials(messageOf(explained(thrown, broker)));
      if (detail !== reported) options.onStatus({ type: "waiting", detail });
      reported = detail;
      await setTimeout(backoff.delayMs);
    }
  }
}

/**
 * The client names no host in the handshake where an IP address is dialled, and Node then looks for
 * `localhost` in the certificate. The certificate must have the address that was dialled (RFC 2818,
 * 3.1).
 */
function identityCheck(dialled: () => Server | null): object {
  return {
    checkServerIdentity(host: string, certificate: PeerCertificate) {
      const server = dialled();
      const named =
        server !== null && server.tlsName === "" && isIP(server.hostname) !== 0
          ? server.hostname
          : host;
      return checkServerIdentity(named, certificate);
    },
  };
}

/**
 * The server that was dialled least recently. A node that no longer answers is therefore not
 * dialled again before the others.
 */
function leastRecentlyDialled(servers: readonly Server[]): Server | null {
  return servers.reduce<Server | null>(
    (least, one) => (least === null || one.lastConnect < least.lastConnect ? one : least),
    null,
  );
}

/** A subscription and its two callbacks. */
interface SubscribeOptions {
  readonly queue?: string;
  take(message: Msg): void;
  /** The broker refuses or ends the subscription, or `take` threw. */
  fault(subject: string, error: unknown): void;
}

/**
 * A callback subscription: an iterator would buffer without bound behind a slow consumer (A6). What
 * `take` throws goes to `fault`: if it reached the client, the client would stop reading its
 * socket.
 */
export function subscribe(
  connection: NatsConnection,
  subject: string,
  { queue, take, fault }: SubscribeOptions,
): Subscription {
  return connection.subscribe(subject, {
    ...(queue === undefined ? {} : { queue }),
    callback(error, message) {
      if (error !== null) return fault(subject, error);
      try {
        take(message);
      } catch (thrown) {
        fault(subject, thrown);
      }
    },
  });
}

async function reportStatus(
  connection: NatsConnection,
  { onStatus, onPing }: Pick<ConnectOptions, "onStatus" | "onPing">,
  backoff: Backoff,
): Promise<void> {
  let refused = false;
  for await (const status of connection.status()) {
    const { type } = status;
    if (type === "reconnect") {
      backoff.reset();
      refused = false;
    }
    // Every attempt is refused with the same text: it is reported once until the broker accepts
    // the credentials again.
    const repeated = type === "error" && isRefusal(status.error) && refused;
    if (type === "error" && isRefusal(status.error)) refused = true;
    if (repeated) continue;
    if (type === "ping") {
      onPing?.(status.pendingPings);
      continue;
    }
    const detail = statusDetail(status);
    if (detail !== undefined) onStatus({ type, detail });
  }
}
