/**
 * The answers of an asynchronous search (`Prefer: respond-async`): the one that accepts it, and
 * those of the requests that pick it up by its id.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Reading } from "../search/event-reader.ts";
import { experimentKeyIn } from "../search/experiment-key.ts";
import { watchCaller } from "./caller-watch.ts";
import { callersSpan } from "./callers-span.ts";
import type { EventStream } from "./event-stream.ts";
import type { HttpPorts } from "./http-ports.ts";
import { wantsEvents } from "./negotiation.ts";
import { PATHS } from "./paths.ts";
import { RESPOND_ASYNC } from "./preferences.ts";
import { requestIdOf } from "./request-id.ts";
import { searchEvents, streamTermsOf } from "./search-stream.ts";

type AsyncPorts = Pick<HttpPorts, "config" | "events" | "asyncSearches">;

/**
 * Accepts a search and answers at once: 202 with what is known of it, or a stream of its events,
 * whose end does not end the search.
 *
 * @throws AuctionError when the search has a fault, or its query, or there is no room for it
 */
export async function startAsync(
  request: FastifyRequest,
  reply: FastifyReply,
  ports: AsyncPorts & Pick<HttpPorts, "searchService">,
): Promise<unknown> {
  const { asyncSearches, searchService } = ports;
  const { withSteps, ...stream } = streamTermsOf(request.query);
  const traceparent = searchService.isTraced ? callersSpan(request.headers) : undefined;
  const { tenant, raw } = request;
  const experimentKey = experimentKeyIn(request.headers);
  const terms = { traceparent, withSteps, tenant, requestId: requestIdOf(raw), experimentKey };
  // A caller that has left already would never know the id.
  const signal = watchCaller(request.raw.socket, reply.raw);
  if (!wantsEvents(request.headers.accept)) {
    const searchId = asyncSearches.start(request.body, terms);
    accepted(reply, searchId).code(202).header("cache-control", "no-store");
    return asyncSearches.view(searchId);
  }
  const answer = searchEvents(request, reply, stream, ports);
  asyncSearches.checkRoom();
  const searchId = asyncSearches.start(request.body, terms);
  accepted(reply, searchId);
  return streamFrom({ searchId, position: 0, withSteps, answer, signal }, reply, ports);
}

function accepted(reply: FastifyReply, searchId: string): FastifyReply {
  return reply
    .header("location", PATHS.searchById.replace(":searchId", searchId))
    .header("preference-applied", RESPOND_ASYNC);
}

interface Following extends Reading {
  readonly searchId: string;
  readonly answer: EventStream;
  readonly signal: AbortSignal;
}

/**
 * Sends the events after this position, to the end of the search or until the caller leaves. 204
 * when there are none and none will come: a browser's EventSource then asks no more (HTML standard,
 * 9.2.3).
 *
 * @throws AuctionError when the search is not known, has no such event, or too many wait for it
 */
export async function streamFrom(
  { searchId, answer, signal, ...reading }: Following,
  reply: FastifyReply,
  { asyncSearches }: Pick<AsyncPorts, "asyncSearches">,
): Promise<FastifyReply> {
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const stop = asyncSearches.follow(searchId, reading, ({ id, type, data }) => {
    answer.send(type, data, id);
    if (id === "end") resolve();
  });
  if (stop === null) return reply.code(204).send();
  signal.addEventListener("abort", () => resolve(), { once: true });
  answer.begin();
  await over;
  stop();
  answer.end();
  return reply;
}
