/** Which gateways answer on the broker, by the NATS service protocol. */
import { createInbox } from "nats";
import { z } from "zod";
import { LIMITS } from "../../proto/limits.ts";
import { GATEWAY_SERVICE, isToken, NO_RESPONDERS, serviceSubject } from "../../proto/subjects.ts";
import { answersOver } from "../cli/answers-over.ts";
import type { CliConnection } from "../cli/connect.ts";
import { ANSWERS_TIMEOUTS, clockAhead, type SentBetween } from "../cli/roster.ts";
import type { GatewayReport } from "./process-rules.ts";

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
  const answers = answersOver(ANSWERS_TIMEOUTS);
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
      answers.answered();
    },
  });
  for (const verb of ["PING", "STATS"] as const)
    connection.publish(serviceSubject(verb, GATEWAY_SERVICE), undefined, { reply });
  await answers.over;
  answers.stop();
  inbox.unsubscribe();
  return [...found.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
