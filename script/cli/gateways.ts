/** The gateways that are on a broker. */
import { createInbox } from "nats";
import { gatewayIdIn } from "../../gateway/client/reply.ts";
import { GATEWAY_SERVICE, serviceSubject } from "../../proto/subjects.ts";
import type { CliConnection } from "./connect.ts";

/** How long gateways have to answer a ping, and how many are asked (A6). */
const PING_MS = 300;
const GATEWAYS_MAX = 64;

/** The ids of the gateways that answer a ping in time. */
export async function gatewaysOf({ connection, inboxPrefix }: CliConnection): Promise<string[]> {
  const ids = new Set<string>();
  const reply = createInbox(inboxPrefix);
  const inbox = connection.subscribe(reply, {
    callback: (error, message) => {
      const id = error === null ? gatewayIdIn(message) : undefined;
      if (id !== undefined && ids.size < GATEWAYS_MAX) ids.add(id);
    },
  });
  connection.publish(serviceSubject("PING", GATEWAY_SERVICE), undefined, { reply });
  await new Promise((resolve) => setTimeout(resolve, PING_MS));
  inbox.unsubscribe();
  return [...ids];
}
