/** The connection to the broker: options, credentials, and what happens to it, told to the log. */
import { readFile } from "node:fs/promises";
import { connect as connectNats, credsAuthenticator, type NatsConnection, type NodeConnectionOptions, nkeyAuthenticator } from "nats";

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
