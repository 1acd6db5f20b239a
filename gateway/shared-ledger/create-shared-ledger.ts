/** Creates the ledger that gateways share, with its bucket; its caller starts it. */
import { errors, type NatsConnection } from "nats";
import type { Clock } from "../../common/runtime/clock.ts";
import { subscribe } from "../../common/runtime/connect.ts";
import { inNextTurn } from "../../common/runtime/next-turn.ts";
import { gatewayAliveSubject, LEDGER_BUCKET } from "../../proto/subjects.ts";
import type { OwnRules } from "../auction/account-copy.ts";
import { LEDGER_LIMITS, type Ledger } from "../auction/ledger.ts";
import { sharedBucket } from "../buckets/bucket.ts";
import type { ConnectBucket } from "../buckets/bucket-connection.ts";
import type { AsyncSearches } from "../search/async-searches.ts";
import { GatewayLiveness } from "./gateway-liveness.ts";
import { SharedLedger, type SharedLedgerEvents } from "./shared-ledger.ts";
import { VALUE_BYTES_MAX } from "./shared-value.ts";

interface SharedLedgerParts {
  /** This gateway's id. */
  readonly gateway: string;
  readonly bytesMax: number;
  /** Opens a connection for the bucket alone. */
  readonly connect: ConnectBucket;
  /** The gateway's own. */
  readonly connection: NatsConnection;
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly asyncSearches: AsyncSearches;
  readonly own: OwnRules;
  readonly hasTenants: boolean;
  readonly events: SharedLedgerEvents;
}

export function createSharedLedger(parts: SharedLedgerParts): SharedLedger {
  const { gateway, connection, clock, ledger, asyncSearches, own, hasTenants, events } = parts;
  const bucket = sharedBucket(parts.connect, {
    name: LEDGER_BUCKET,
    description: "what the ledgers of gateways keep, shared between them",
    probeKey: "probe",
    valueBytesMax: VALUE_BYTES_MAX,
    bytesMax: parts.bytesMax,
    ageMsMax: LEDGER_LIMITS.keepMs,
  });
  // Others see by this subscription that this gateway is there.
  subscribe(connection, gatewayAliveSubject(gateway), { take: () => {}, fault: () => {} });
  const liveness = new GatewayLiveness(clock, (other) => isConnected(connection, other));
  return new SharedLedger({
    ...{ bucket, clock, ledger, asyncSearches, own, hasTenants, events },
    // This gateway itself, before it was started again, runs nothing that it does not know.
    isGone: (other) => (other === gateway ? Promise.resolve(true) : liveness.isGone(other)),
    later: inNextTurn,
  });
}

/** How long the broker has to say that nobody listens. */
const SAID_MS_MAX = 250;

/**
 * Whether this gateway is connected to the broker; true where the broker does not say. A gateway
 * that listens may not answer, since no user may publish to the inbox of gateways. So a ping is
 * sent after the question: the broker says that nobody listens before it answers the ping.
 */
function isConnected(connection: NatsConnection, gateway: string): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const isThere = () => resolve(true);
  const timer = setTimeout(isThere, SAID_MS_MAX);
  connection
    .request(gatewayAliveSubject(gateway), "", { timeout: SAID_MS_MAX })
    .then(isThere, (thrown) => resolve(!isNoResponders(thrown)));
  // A turn later, since both answers may come in one read of the socket.
  connection.flush().then(() => setImmediate(isThere), isThere);
  return promise.finally(() => clearTimeout(timer));
}

function isNoResponders(thrown: unknown): boolean {
  return thrown instanceof errors.RequestError
    ? thrown.isNoResponders()
    : thrown instanceof errors.NoRespondersError;
}
