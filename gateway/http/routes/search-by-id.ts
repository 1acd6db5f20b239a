/**
 * `/v1/searches/{searchId}`: an asynchronous search while it runs, and any search of the last
 * minutes with its late bids. As JSON or as a stream of events; DELETE ends it.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { withDetails } from "../../details/add-details.ts";
import type { SearchView } from "../../search/async-searches.ts";
import { stateQuery } from "../../search/state-query.ts";
import { streamFrom } from "../async-answers.ts";
import { watchCaller } from "../caller-watch.ts";
import { compressResults } from "../compressed-answer.ts";
import type { HttpPorts } from "../http-ports.ts";
import { lastEventId } from "../last-event-id.ts";
import { wantsEvents } from "../negotiation.ts";
import { TAGS } from "../openapi/document.ts";
import { jsonOrEvents, problems } from "../openapi/responses.ts";
import { searchStreamSchema } from "../openapi/stream-schemas.ts";
import { PATHS } from "../paths.ts";
import { RATE_WINDOW_MS } from "../rate-limit-store.ts";
import { PROBLEM_TYPE } from "../refusals.ts";
import {
  lastEventIdSchema,
  noContentSchema,
  noEventsSchema,
  searchByIdQuerySchema,
  searchIdSchema,
  searchViewSchema,
} from "../schemas.ts";
import { searchEvents, streamTermsOf } from "../search-stream.ts";

type Ports = Pick<HttpPorts, "config" | "events" | "asyncSearches">;
type ById = { Params: { searchId: string } };

export function addSearchByIdRoute(app: FastifyInstance, ports: Ports): void {
  const rateLimit = { max: ports.config.searchesPerMinuteMax, timeWindow: RATE_WINDOW_MS };
  app.get<ById>(
    PATHS.searchById,
    {
      schema: {
        operationId: "getSearch",
        tags: [TAGS.searches],
        summary: "A search that runs, or a result of the last minutes with what came too late",
        querystring: searchByIdQuerySchema,
        headers: lastEventIdSchema,
        params: searchIdSchema,
        response: {
          200: jsonOrEvents(searchViewSchema, searchStreamSchema, "The search, or its events."),
          204: noEventsSchema,
          ...problems(400, 404, 429),
        },
      },
      // Each id that is not known here may be looked for in the broker.
      config: { rateLimit },
      onSend: compressResults(ports.config.compression),
    },
    async (request, reply) =>
      wantsEvents(request.headers.accept)
        ? streamById(request, reply, ports)
        : answerById(request, reply, ports),
  );
  app.delete<ById>(
    PATHS.searchById,
    {
      schema: {
        operationId: "cancelSearch",
        tags: [TAGS.searches],
        summary: "Ends an asynchronous search that runs; one that has ended stays as it is",
        params: searchIdSchema,
        response: { 204: noContentSchema, ...problems(400, 404, 429) },
      },
      config: { rateLimit },
    },
    async ({ params }, reply) => {
      ports.asyncSearches.cancel(params.searchId);
      return reply.code(204).send();
    },
  );
}

async function streamById(
  request: FastifyRequest<ById>,
  reply: FastifyReply,
  ports: Ports,
): Promise<FastifyReply> {
  const { searchId } = request.params;
  const position = lastEventId(request.headers["last-event-id"]);
  const { withSteps, ...stream } = streamTermsOf(request.query);
  const answer = searchEvents(request as FastifyRequest, reply, stream, ports);
  const signal = watchCaller(request.raw.socket, reply.raw);
  // Of a search that another gateway runs the events come together, when it has ended.
  if (!(await ports.asyncSearches.endElsewhere(searchId, signal))) return reply.hijack();
  return streamFrom({ searchId, position, withSteps, answer, signal }, reply, ports);
}

async function answerById(
  request: FastifyRequest<ById>,
  reply: FastifyReply,
  { asyncSearches }: Ports,
): Promise<SearchView | FastifyReply> {
  const { searchId } = request.params;
  const { waitMs, details } = stateQuery(request.query, searchByIdQuerySchema);
  reply.header("cache-control", "no-store");
  const view =
    waitMs === 0
      ? asyncSearches.view(searchId)
      : await asyncSearches.wait(searchId, waitMs, watchCaller(request.raw.socket, reply.raw));
  if (view === null) return reply.hijack(); // the caller has left
  if (!("problem" in view)) return details ? withDetails(view) : view;
  const { problem, ...rest } = view;
  return reply
    .code(problem.status)
    .type(PROBLEM_TYPE)
    .send(JSON.stringify({ ...problem, ...rest }));
}
