/**
 * Answers the PING of the NATS service protocol (ADR-32) under the gateways' service name. A caller
 * whose first attempt got no sign of a gateway pings to find the gateways that are alive, and sends
 * its search to the one that answers first. The bare `$SRV.PING` is for bidders: the roster uses
 * it.
 */
import type { Msg, NatsConnection, Subscription } from "nats";
import { subscribe } from "../../common/runtime/connect.ts";
import {
  GATEWAY_SERVICE,
  isClientInbox,
  MONITOR_INBOX,
  serviceSubject,
} from "../../proto/subjects.ts";
import type { Events } from "../events.ts";

interface PingedService {
  readonly connection: NatsConnection;
  readonly id: string;
  readonly version: string;
  readonly events: Pick<Events, "fault">;
}

export function answerPings({ connection, id, version, events }: PingedService): Subscription {
  const answer = JSON.stringify({
    type: "io.nats.micro.v1.ping_response",
    name: GATEWAY_SERVICE,
    id,
    version,
    metadata: {},
  });
  const take = ({ reply }: Msg) => {
    // The caller chooses the reply subject, and a gateway may publish where a caller may not.
    if (reply !== undefined && (isClientInbox(reply) || reply.startsWith(`${MONITOR_INBOX}.`)))
      connection.publish(reply, answer);
  };
  return subscribe(connection, serviceSubject("PING", GATEWAY_SERVICE), {
    take,
    fault: events.fault,
  });
}
