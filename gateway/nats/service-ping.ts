/**
 * Says that this gateway is there: the PING of the NATS service protocol (ADR-32), under its
 * service's name and its own. A caller whose first attempt got no sign asks so which gateways are
 * well, and turns to the one that answers first. The bare `$SRV.PING` is for bidders: the roster
 * asks it.
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

export interface ServiceIdentity {
  readonly connection: NatsConnection;
  readonly id: string;
  readonly version: string;
  readonly events: Pick<Events, "fault">;
}

export function answerPings({ connection, id, version, events }: ServiceIdentity): Subscription {
  const answer = JSON.stringify({
    type: "io.nats.micro.v1.ping_response",
    name: GATEWAY_SERVICE,
    id,
    version,
    metadata: {},
  });
  const take = ({ reply }: Msg) => {
    // The subject is the caller's to choose, and a gateway may publish where a caller may not.
    if (reply !== undefined && (isClientInbox(reply) || reply.startsWith(`${MONITOR_INBOX}.`)))
      connection.publish(reply, answer);
  };
  return subscribe(connection, serviceSubject("PING", GATEWAY_SERVICE), {
    take,
    fault: events.fault,
  });
}
