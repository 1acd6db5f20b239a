/** A search whose answer is a stream of events (`Accept: text/event-stream`). */
import type { FastifyReply, FastifyRequest } from "fastify";
import { AuctionError } from "../../proto/errors.ts";
import type { ProgressStep, SearchEvent } from "../../proto/messages.ts";
import { experimentKeyIn } from "../search/experiment-key.ts";
import { problemOf } from "../search/problem.ts";
import { callersSpan } from "./callers-span.ts";
import { codingFor } from "./compression.ts";
import { type EventStream, eventStream } from "./event-stream.ts";
import { PROGRESS, SNAPSHOTS, type Snapshots } from "./event-texts.ts";
import type { HttpPorts } from "./http-ports.ts";
import { requestIdOf } from "./request-id.ts";
import { searchQuerySchema } from "./schemas.ts";

type StreamPorts = Pick<HttpPorts, "config" | "events">;

/**
 * The answer as a stream of events. Where `snapshots` are `changes`, snapshots and result say only
 * what has changed (STREAM-2).
 */
export function searchEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  { snapshots }: Pick<StreamTerms, "snapshots">,
  { config, events }: StreamPorts,
): EventStream {
  const coding = codingFor(request.raw, config.compression);
  const { answerStallMs } = config;
  return eventStream(
    reply,
    { snapshots, coding, answerStallMs },
    {
      skipped: (event) => events.skipped("http", event),
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
  const terms = streamTermsOf(request.query);
  const answer = searchEvents(request, reply, terms, ports);
  const watch = (event: SearchEvent) =>
    answer.send(event.type, event[event.type as keyof typeof event] as unknown as object);
  const watchProgress = (step: ProgressStep) => answer.send("progress", step);
  const { tenant } = request;
  const requestId = requestIdOf(request.raw);
  try {
    const traceparent = searchService.isTraced ? callersSpan(request.headers) : undefined;
    const experimentKey = experimentKeyIn(request.headers);
    const known = { signal, watch, traceparent, tenant, requestId, experimentKey };
    const caller = { transport: "http", ...known } as const;
    const following = terms.withSteps ? { ...caller, watchProgress } : caller;
    answer.send("result", await searchService.search(request.body, following));
  } catch (thrown) {
    if (!answer.open) throw thrown;
    const error = AuctionError.from(thrown);
    events.refused("http", error, { tenant: tenant?.id, requestId });
    answer.send("error", problemOf(error, error.status, requestId));
  }
  answer.end();
  return reply;
}

const RULES = {
  snapshots: `must be one of ${SNAPSHOTS.join(", ")}, as in ?snapshots=changes`,
  progress: `must be one of ${PROGRESS.join(", ")}, as in ?progress=all`,
} as const;

interface StreamTerms {
  readonly snapshots: Snapshots;
  /** Each step of the auction too. */
  readonly withSteps: boolean;
}

/** @throws AuctionError `invalid-search` */
export function streamTermsOf(query: unknown): StreamTerms {
  const read = searchQuerySchema.safeParse(query);
  if (read.success) {
    const { snapshots = "full", progress } = read.data;
    return { snapshots, withSteps: progress === "all" };
  }
  const faults = read.error.issues.map(({ path: [name] }) => {
    const path = name as keyof typeof RULES;
    return { path, message: RULES[path] };
  });
  const words = faults.map(({ path, message }) => `${path} ${message}`).join("; ");
  throw new AuctionError("invalid-search", `the query has a fault: ${words}`, { faults });
}
