/** A search whose answer is a stream of events (`Accept: text/event-stream`). */
import type { FastifyReply, FastifyRequest } from "fastify";
import { AuctionError } from "../../proto/errors.ts";
import type { SearchEvent } from "../../proto/messages.ts";
import { problemOf } from "../search/problem.ts";
import { callersSpan } from "./callers-span.ts";
import { codingFor } from "./compression.ts";
import { type EventStream, eventStream } from "./event-stream.ts";
import { SNAPSHOTS, type Snapshots } from "./event-texts.ts";
import type { HttpPorts } from "./http-ports.ts";
import { streamQuerySchema } from "./schemas.ts";

type StreamPorts = Pick<HttpPorts, "config" | "events">;

/**
 * The answer as a stream of events. With `?snapshots=changes` snapshots and result say only what
 * has changed (STREAM-2).
 *
 * @throws AuctionError when the query has a fault
 */
export function searchEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  { config, events }: StreamPorts,
): EventStream {
  const snapshots = snapshotsIn(request.query);
  const coding = codingFor(request.raw, config.compression);
  const { answerStallMs } = config;
  return eventStream(
    reply,
    { snapshots, coding, answerStallMs },
    {
      skipped: () => events.skipped("http", "snapshot"),
      cut: events.cut,
    },
  );
}

/**
 * The result is the last event. An error before the first event is an ordinary problem response.
 *
 * @throws AuctionError when the query has a fault, or the search is refused before the first event
 */
export async function streamSearch(
  request: FastifyRequest,
  reply: FastifyReply,
  signal: AbortSignal,
  ports: StreamPorts & Pick<HttpPorts, "searchService">,
): Promise<FastifyReply> {
  const { searchService, events } = ports;
  const answer = searchEvents(request, reply, ports);
  const watch = (event: SearchEvent) =>
    answer.send(event.type, event[event.type as keyof typeof event] as unknown as object);
  try {
    const traceparent = searchService.isTraced ? callersSpan(request.headers) : undefined;
    const caller = { transport: "http", signal, watch, traceparent } as const;
    answer.send("result", await searchService.search(request.body, caller));
  } catch (thrown) {
    if (!answer.open) throw thrown;
    const error = AuctionError.from(thrown);
    events.refused("http", error);
    answer.send("error", problemOf(error));
  }
  answer.end();
  return reply;
}

const SNAPSHOTS_RULE = `must be one of ${SNAPSHOTS.join(", ")}, as in ?snapshots=changes`;

/** @throws AuctionError `invalid-search` */
function snapshotsIn(query: unknown): Snapshots {
  const read = streamQuerySchema.safeParse(query);
  if (read.success) return read.data.snapshots ?? "full";
  throw new AuctionError("invalid-search", `the query has a fault: snapshots ${SNAPSHOTS_RULE}`, {
    faults: [{ path: "snapshots", message: SNAPSHOTS_RULE }],
  });
}
