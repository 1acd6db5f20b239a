/** The connection to the broker: options, credentials, and what happens to it, told to the log. */
import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { setTimeout } from "node:timers/promises";
import { checkServerIdentity, type PeerCertificate } from "node:tls";
import {
  connect as connectNats,
  credsAuthenticator,
  type Msg,
  type NatsConnection,
  type NodeConnectionOptions,
  nkeyAuthenticator,
  type Server,
  type Subscription,
} from "nats";
import { messageOf } from "../../proto/errors.ts";
import { Backoff } from "./backoff.ts";
import { explained, isRefusal } from "./broker-refusal.ts";
import type { BrokerTls } from "./broker-tls.ts";
import { withoutCredentials } from "./broker-url.ts";

export type BrokerCredentials =
  | { readonly kind: "none" }
  | { readonly kind: "password"; readonly user: string; readonly password: string }
  | { readonly kind: "creds"; readonly path: string }
  | { readonly kind: "nkey"; readonly seed: string };

export interface BrokerConfig {
  /**
   * One or more `nats://host:port` of one cluster, or `tls://host:port`, separated by commas; no
   * credentials in them.
   */
  readonly url: string;
  readonly credentials: BrokerCredentials;
  /** The connection has TLS, or there is none. */
  readonly tls?: BrokerTls;
}

/**
 * Things that happen to a connection, in the client's words: disconnect, reconnecting, reconnect,
 * error, ldm, close ...
 */
export type StatusListener = (status: { readonly type: string; readonly detail: string }) => void;

export interface ConnectOptions {
  /** Shown in the broker's monitoring. */
  readonly name: string;
  readonly onStatus: StatusListener;
  /** Prefix of reply inboxes, where the user's rights ask for one. */
  readonly inboxPrefix?: string;
  /**
   * Try for ever to reach a broker that is not there yet; else the first failure throws. One that
   * refuses us throws in any case.
   */
  readonly waitOnFirstConnect?: boolean;
}

/**
 * A frozen node of a cluster is left after at most three of these, and one that does not greet
 * within DIAL_MS_MAX is passed over.
 */
export const PING_EVERY_MS = 900;
const PINGS_UNANSWERED_MAX = 2;
const DIAL_MS_MAX = 2_500;

/**
 * The connection lasts until it is closed: while the broker is away, or refuses the credentials
 * that it took before, it is tried again, ever more slowly up to RETRY_MS_MAX.
 *
 * @throws Error when the broker cannot be reached (unless `waitOnFirstConnect`), refuses the
 *   credentials, or has no TLS that holds
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
    ...(await authentication(broker.credentials)),
  };
  let told = "";
  for (;;) {
    try {
      const connection = await connectNats(clientOptions);
      backoff.reset();
      void tellStatus(connection, options.onStatus, backoff);
      return connection;
    } catch (thrown) {
      if (options.waitOnFirstConnect !== true || isRefusal(thrown))
        throw explained(thrown, broker.url);
      const detail = withoutCredentials(messageOf(thrown));
      if (detail !== told) options.onStatus({ type: "waiting", detail });
      told = detail;
      await setTimeout(backoff.delayMs);
    }
  }
}

/**
 * The client names no host in the handshake where an IP address is dialled, and Node then looks for
 * `localhost` in the certificate. The address that was dialled is what must be in it (RFC 2818,
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

/** A node that does not answer any more is not dialled again before the others. */
function leastRecentlyDialled(servers: readonly Server[]): Server | null {
  return servers.reduce<Server | null>(
    (least, one) => (least === null || one.lastConnect < least.lastConnect ? one : least),
    null,
  );
}

export interface SubscribeOptions {
  readonly queue?: string;
  take(message: Msg): void;
  /** The broker refuses or ends the subscription, or `take` threw. */
  fault(subject: string, error: unknown): void;
}

/**
 * A callback subscription: an iterator would buffer without bound behind a slow consumer (A6). What
 * `take` throws goes to `fault`: thrown on, it would end the client's reading of its socket, and
 * with it everything.
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

async function authentication(credentials: BrokerCredentials): Promise<NodeConnectionOptions> {
  switch (credentials.kind) {
    case "none":
      return {};
    case "password":
      return { user: credentials.user, pass: credentials.password };
    case "creds":
      return { authenticator: credsAuthenticator(await readFile(credentials.path)) };
    case "nkey":
      return { authenticator: nkeyAuthenticator(new TextEncoder().encode(credentials.seed)) };
  }
}

async function tellStatus(
  connection: NatsConnection,
  listener: StatusListener,
  backoff: Backoff,
): Promise<void> {
  let refused = false;
  for await (const status of connection.status()) {
    const { type, ...rest } = status;
    if (type === "reconnect") {
      backoff.reset();
      refused = false;
    }
    // Every attempt is refused in the same words: they are told once until the broker takes us
    // again.
    const repeated = type === "error" && isRefusal(status.error) && refused;
    if (type === "error" && isRefusal(status.error)) refused = true;
    // A ping is no news: there is one a second.
    if (type === "ping" || repeated) continue;
    listener({ type, detail: withoutCredentials(Object.values(rest).map(String).join(" ")) });
  }
}
