/** Which gateways answer on the broker, by the NATS service protocol. */
import { createInbox } from "nats";
import { z } from "zod";
import { LIMITS } from "../../proto/limits.ts";
import { GATEWAY_SERVICE, isToken, NO_RESPONDERS, serviceSubject } from "../../proto/subjects.ts";
import type { CliConnection } from "../cli/connect.ts";
import { clockAhead, type SentBetween } from "../cli/roster.ts";
import type { GatewayReport } from "./process-rules.ts";

/** The answers are complete when none has come for this long. */
const QUIET_MS = 300;
const ANSWERS_MS_MAX = 3_000;
/** A6 */
const GATEWAYS_MAX = 512;

const answer = z.object({
  name: z.literal(GATEWAY_SERVICE),
  id: z.string().refine(isToken),
  version: z.string().max(64).catch("unknown"),
  sentAtMs: z.number().nonnegative().nullable().catch(null),
});

/** One answer to PING or STATS; undefined when it is not a gateway's. */
export function readGateway(text: string, between: SentBetween): GatewayReport | undefined {
  try {
    const { id, version, sentAtMs } = answer.parse(JSON.parse(text));
    return { id, version, clockAheadMs: clockAhead(sentAtMs, between) };
  } catch {
    return undefined;
  }
}

/**
 * The gateways that answer PING, sorted by id. Those that answer STATS too, as older ones do not,
 * say what their clock shows.
 */
export async function askGateways({
  connection,
  inboxPrefix,
}: Pick<CliConnection, "connection" | "inboxPrefix">): Promise<GatewayReport[]> {
  const found = new Map<string, GatewayReport>();
  const { promise: over, resolve: end } = Promise.withResolvers<void>();
  const last = setTimeout(end, ANSWERS_MS_MAX);
  let quiet = setTimeout(end, QUIET_MS);
  const fromMs = Date.now();
  const reply = createInbox(inboxPrefix);
  const inbox = connection.subscribe(reply, {
    callback: (error, message) => {
      if (error !== null || message.data.length > LIMITS.serviceAnswerBytesMax) return;
      if (message.headers?.code === NO_RESPONDERS) return;
      const read = readGateway(message.string(), { fromMs, toMs: Date.now() });
      if (read === undefined) return;
      const before = found.get(read.id);
      if (before === undefined && found.size >= GATEWAYS_MAX) return;
      found.set(read.id, read.clockAheadMs === null ? (before ?? read) : read);
      clearTimeout(quiet);
      quiet = setTimeout(end, QUIET_MS);
    },
  });
  for (const verb of ["PING", "STATS"] as const)
    connection.publish(serviceSubject(verb, GATEWAY_SERVICE), undefined, { reply });
  await over;
  clearTimeout(last);
  clearTimeout(quiet);
  inbox.unsubscribe();
  return [...found.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
