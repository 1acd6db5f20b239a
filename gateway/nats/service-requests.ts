/**
 * Answers the NATS service protocol (ADR-32) under the gateways' service name: PING, INFO and
 * STATS. A caller whose first attempt got no sign of a gateway pings to find the gateways that are
 * alive, and sends its search to the one that answers first; `scatter doctor` compares versions and
 * clocks. The bare `$SRV.PING` is for bidders: the roster uses it.
 */
import type { Msg, NatsConnection, Subscription } from "nats";
import { subscribe } from "../../common/runtime/connect.ts";
import {
  GATEWAY_QUEUE,
  GATEWAY_SERVICE,
  isClientInbox,
  MONITOR_INBOX,
  SEARCH_SUBJECT,
  type ServiceVerb,
  serviceSubject,
} from "../../proto/subjects.ts";
import type { Events } from "../events.ts";

export interface AskedService {
  readonly connection: NatsConnection;
  readonly id: string;
  readonly version: string;
  /** ISO 8601 UTC. */
  readonly started: string;
  /** The wall clock of this machine, epoch milliseconds, not corrected by those of others. */
  readonly ownWallMs: () => number;
  readonly events: Pick<Events, "fault">;
}

export function answerServiceRequests(service: AskedService): Subscription[] {
  const { connection, id, version, started, ownWallMs, events } = service;
  const heading = (verb: ServiceVerb) => ({
    type: `io.nats.micro.v1.${verb.toLowerCase()}_response`,
    ...{ name: GATEWAY_SERVICE, id, version, metadata: {} },
  });
  const endpoint = { name: "search", subject: SEARCH_SUBJECT, queue_group: GATEWAY_QUEUE };
  const ping = JSON.stringify(heading("PING"));
  const info = {
    ...heading("INFO"),
    description: "runs flight auctions",
    endpoints: [{ ...endpoint, metadata: {} }],
  };
  const answers: Record<ServiceVerb, () => string> = {
    PING: () => ping,
    INFO: () => JSON.stringify(info),
    // Its searches are counted by its metrics, those over HTTP too: no endpoint counts them again.
    STATS: () =>
      JSON.stringify({ ...heading("STATS"), started, endpoints: [], sentAtMs: ownWallMs() }),
  };
  return (["PING", "INFO", "STATS"] as const).flatMap((verb) => {
    const take = ({ reply }: Msg) => {
      // The caller chooses the reply subject, and a gateway may publish where a caller may not.
      if (reply !== undefined && (isClientInbox(reply) || reply.startsWith(`${MONITOR_INBOX}.`)))
        connection.publish(reply, answers[verb]());
    };
    return [serviceSubject(verb, GATEWAY_SERVICE), serviceSubject(verb, GATEWAY_SERVICE, id)].map(
      (subject) => subscribe(connection, subject, { take, fault: events.fault }),
    );
  });
}
