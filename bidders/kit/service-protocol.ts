/**
 * The NATS service protocol (ADR-32) on plain subscriptions, so that the roster and the `nats
 * micro` tools find the bidder: PING, INFO and STATS, each for all services, for the kind and for
 * this instance. And the bidder's presence: that it has joined or left.
 */
import type { Msg, NatsConnection } from "nats";
import { subscribe } from "../../common/runtime/connect.ts";
import type { Coverage } from "../../proto/coverage.ts";
import {
  bidderQueue,
  directSubject,
  isMarket,
  marketSubject,
  presenceSubject,
  type ServiceVerb,
  serviceSubject,
} from "../../proto/subjects.ts";
import type { FaultListener } from "./call-subscriptions.ts";
import type { StandbyState } from "./standby.ts";
import type { Statistics } from "./statistics.ts";

/** What the service protocol names this instance by. */
export interface ServiceIdentity {
  readonly kind: string;
  readonly instance: string;
  /** semver */
  readonly version: string;
  readonly markets: readonly string[];
  /** The identity of its table of rates. A gateway with the same table need not send it rates. */
  readonly ratesId?: string | undefined;
  /** It takes what a search says to it alone. */
  readonly takesParams?: boolean | undefined;
  /** It asks to be told what becomes of its bids. */
  readonly wantsFeedback?: boolean | undefined;
  /** What it has to search in, if it states it: at most COVERAGE_BYTES_MAX as JSON. */
  readonly coverage?: Coverage | undefined;
  /** ISO 8601 UTC. */
  readonly started: string;
  /** What a standby does now; absent for one that takes its share of the calls. */
  readonly standby?: StandbyState | undefined;
  /** Its share of the calls beside others of its kind, 0 to 100; absent: it states none. */
  readonly weight?: number | undefined;
  /** Where it runs; absent: it does not say. */
  readonly zone?: string | undefined;
}

/** The searches that run and the calls that wait, at the moment. */
interface Gauges {
  readonly running: number;
  readonly waiting: number;
}

const TYPES = {
  PING: "io.nats.micro.v1.ping_response",
  INFO: "io.nats.micro.v1.info_response",
  STATS: "io.nats.micro.v1.stats_response",
} as const satisfies Record<ServiceVerb, string>;

/**
 * A market as an endpoint's name, for which ADR-32 allows [A-Za-z0-9_-]: `flights`,
 * `flights-LHR-any`.
 */
export function endpointName(market: string): string {
  return market === "*.*"
    ? "flights"
    : `flights-${market.replaceAll("*", "any").replace(".", "-")}`;
}

/** Where the calls of a market come: those of regions on the instance's own subject. */
function addressOf(
  market: string,
  { kind, instance }: Pick<ServiceIdentity, "kind" | "instance">,
): { readonly subject: string; readonly queue_group: string } {
  return isMarket(market)
    ? { subject: marketSubject(market), queue_group: bidderQueue(kind) }
    : { subject: directSubject(kind, instance), queue_group: "" };
}

function heading(identity: ServiceIdentity, verb: ServiceVerb) {
  const { kind, instance, version, markets, ratesId, takesParams, wantsFeedback } = identity;
  const { standby, weight, zone } = identity;
  return {
    type: TYPES[verb],
    name: kind,
    id: instance,
    version,
    // JSON leaves out what is undefined.
    metadata: {
      markets: markets.join(","),
      rates_id: ratesId,
      params: takesParams === true ? "yes" : undefined,
      feedback: wantsFeedback === true ? "yes" : undefined,
      standby,
      // The service protocol has texts alone here.
      weight: weight === undefined ? undefined : String(weight),
      zone,
    },
  };
}

/** The response to PING, as ADR-32 has it. */
export function pingResponse(identity: ServiceIdentity) {
  return heading(identity, "PING");
}

/** The response to INFO: one endpoint for each market. */
export function infoResponse(identity: ServiceIdentity) {
  return {
    ...heading(identity, "INFO"),
    description: `bids as '${identity.kind}' in flight auctions`,
    endpoints: identity.markets.map((market) => ({
      name: endpointName(market),
      ...addressOf(market, identity),
      metadata: { market },
    })),
  };
}

/**
 * The response to STATS. Times are in nanoseconds, as ADR-32 has them. `data` is of the whole
 * instance, and so the same at each endpoint.
 */
export function statsResponse(identity: ServiceIdentity, statistics: Statistics, gauges: Gauges) {
  const data = {
    inFlight: gauges.running,
    waiting: gauges.waiting,
    ...statistics.quantiles(),
    ...statistics.counters(),
  };
  return {
    ...heading(identity, "STATS"),
    started: identity.started,
    endpoints: identity.markets.map((market) => {
      const { requests, errors, lastError, processingMs } = statistics.market(market);
      return {
        name: endpointName(market),
        ...addressOf(market, identity),
        num_requests: requests,
        num_errors: errors,
        last_error: lastError,
        processing_time: Math.round(processingMs * 1e6),
        average_processing_time: requests === 0 ? 0 : Math.round((processingMs * 1e6) / requests),
        data,
      };
    }),
  };
}

/**
 * A response as JSON of at most `bytesMax` bytes. With 64 markets it has some 30 kB, and a broker
 * may take less in one message: then it has the first endpoints only. `metadata` has all markets,
 * and what STATS contains of the instance is the same at each endpoint.
 */
export function responseWithin(
  response: {
    readonly endpoints: readonly unknown[];
    readonly presence?: string;
    readonly coverage?: Coverage | undefined;
    readonly sentAtMs?: number;
  },
  bytesMax: number,
): string {
  let endpoints = response.endpoints;
  for (;;) {
    const text = JSON.stringify({ ...response, endpoints });
    if (endpoints.length === 0 || Buffer.byteLength(text) <= bytesMax) return text;
    endpoints = endpoints.slice(0, Math.floor(endpoints.length / 2));
  }
}

function payloadOf(
  response: Parameters<typeof responseWithin>[0],
  { info }: Pick<NatsConnection, "info">,
): string {
  return responseWithin(response, info?.max_payload ?? Number.POSITIVE_INFINITY);
}

/** What the responses contain, and what receives failures. */
interface ServiceOptions {
  readonly identity: ServiceIdentity;
  readonly statistics: Statistics;
  readonly gauges: Gauges;
  /** The wall clock, epoch milliseconds. STATS carries it: gateways compare it with their own. */
  wallMs(): number;
  readonly onFault: FaultListener;
  /** Receives why a response could not be published. */
  onUnsent(error: unknown): void;
  /** Of a standby: receives what a question for statistics says to it. */
  onStatsAsked?(data: Uint8Array): void;
}

/**
 * Responds to the requests of the protocol until the returned function is called. After that it
 * responds to none, so that a roster does not take an instance that leaves for one that is back.
 */
export function answerServiceRequests(
  connection: NatsConnection,
  { identity, statistics, gauges, wallMs, onFault, onUnsent, onStatsAsked }: ServiceOptions,
): () => void {
  const ping = JSON.stringify(pingResponse(identity));
  const responses: Record<ServiceVerb, () => string> = {
    // What a standby does changes.
    PING: () => (identity.standby === undefined ? ping : JSON.stringify(pingResponse(identity))),
    // Not in the presence message: a gateway asks for it when a caller asks the gateway.
    INFO: () => payloadOf({ ...infoResponse(identity), coverage: identity.coverage }, connection),
    STATS: () =>
      payloadOf({ ...statsResponse(identity, statistics, gauges), sentAtMs: wallMs() }, connection),
  };
  const { kind, instance } = identity;
  const subscriptions = (["PING", "INFO", "STATS"] as const).flatMap((verb) => {
    const respond = (message: Msg) => {
      try {
        if (verb === "STATS") onStatsAsked?.(message.data);
        if (message.reply) connection.publish(message.reply, responses[verb]());
      } catch (thrown) {
        onUnsent(thrown);
      }
    };
    const subjects = [
      serviceSubject(verb),
      serviceSubject(verb, kind),
      serviceSubject(verb, kind, instance),
    ];
    return subjects.map((subject) =>
      subscribe(connection, subject, { take: respond, fault: onFault }),
    );
  });
  return () => {
    for (const subscription of subscriptions) subscription.unsubscribe();
  };
}

/**
 * Publishes that this instance has joined or leaves. The payload is the INFO response with the
 * fields `presence` and `sentAtMs` added. @throws Error when the connection is closed
 */
export function publishPresence(
  connection: NatsConnection,
  identity: ServiceIdentity,
  presence: "joined" | "left",
  wallMs: () => number,
): void {
  const payload = payloadOf(
    { ...infoResponse(identity), presence, sentAtMs: wallMs() },
    connection,
  );
  connection.publish(presenceSubject(identity.kind, identity.instance), payload);
}
