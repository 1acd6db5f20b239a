/** The connection to the broker: options, credentials, and what happens to it, told to the log. */
import { readFile } from "node:fs/promises";
import {
  connect as connectNats,
  credsAuthenticator,
  type Msg,
  type NatsConnection,
  type NodeConnectionOptions,
  nkeyAuthenticator,
  type Subscription,
} from "nats";

export type BrokerCredentials =
  | { readonly kind: "none" }
  | { readonly kind: "password"; readonly user: string; readonly password: string }
  | { readonly kind: "creds"; readonly path: string }
  | { readonly kind: "nkey"; readonly seed: string };

export interface BrokerConfig {
  /** One or more `nats://host:port`, separated by commas. */
  readonly url: string;
  readonly credentials: BrokerCredentials;
}

/** Things that happen to a connection, in the client's words: disconnect, reconnecting, reconnect, error, ldm, close ... */
export type StatusListener = (status: { readonly type: string; readonly detail: string }) => void;

export interface ConnectOptions {
  /** Shown in the broker's monitoring. */
  readonly name: string;
  readonly onStatus: StatusListener;
  /** Prefix of reply inboxes, where the user's rights ask for one. */
  readonly inboxPrefix?: string;
  /** Try for ever to reach a broker that is not there yet; else the first failure throws. */
  readonly waitOnFirstConnect?: boolean;
}

/** @throws Error when the broker cannot be reached (unless told to wait) or refuses the credentials */
export async function connect(broker: BrokerConfig, options: ConnectOptions): Promise<NatsConnection> {
  const connection = await connectNats({
    servers: broker.url.split(",").map((url) => url.trim()),
    name: options.name,
    // A broker that restarts comes back within seconds: try often, forever, with jitter against a stampede.
    maxReconnectAttempts: -1,
    reconnectTimeWait: 200,
    reconnectJitter: 200,
    // A half-open connection is noticed after two missed pings.
    pingInterval: 5_000,
    maxPingOut: 2,
    waitOnFirstConnect: options.waitOnFirstConnect ?? false,
    ...(options.inboxPrefix === undefined ? {} : { inboxPrefix: options.inboxPrefix }),
    ...(await authentication(broker.credentials)),
  });
  void tellStatus(connection, options.onStatus);
  return connection;
}

export interface SubscribeOptions {
  readonly queue?: string;
  take(message: Msg): void;
  /** The broker refuses or ends the subscription, or `take` threw. */
  fault(subject: string, error: unknown): void;
}

/**
 * A callback subscription: an iterator would buffer without bound behind a slow consumer (A6). What `take` throws goes to `fault`:
 * thrown on, it would end the client's reading of its socket, and with it everything.
 */
export function subscribe(connection: NatsConnection, subject: string, { queue, take, fault }: SubscribeOptions): Subscription {
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

async function tellStatus(connection: NatsConnection, listener: StatusListener): Promise<void> {
  for await (const status of connection.status()) {
    const { type, ...rest } = status;
    listener({ type, detail: Object.values(rest).map(String).join(" ") });
  }
}
