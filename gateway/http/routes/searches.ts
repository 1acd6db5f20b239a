/**
 * `POST /v1/searches`: one search. The answer is JSON or, on request, a stream of events, or that
 * the search is accepted.
 */
import type { FastifyInstance } from "fastify";
import { experimentKeyIn } from "../../search/experiment-key.ts";
import { searchSchema } from "../../search/search-schema.ts";
import { startAsync } from "../async-answers.ts";
import { watchCaller } from "../caller-watch.ts";
import { callersSpan } from "../callers-span.ts";
import { compressResults } from "../compressed-answer.ts";
import type { HttpPorts } from "../http-ports.ts";
import { checkBodyForm, wantsEvents } from "../negotiation.ts";
import { TAGS } from "../openapi/document.ts";
import { json, jsonOrEvents, problems } from "../openapi/responses.ts";
import { searchStreamSchema } from "../openapi/stream-schemas.ts";
import { PATHS } from "../paths.ts";
import { prefersAsync } from "../preferences.ts";
import { RATE_WINDOW_MS } from "../rate-limit-store.ts";
import { requestIdOf } from "../request-id.ts";
import {
  runningSearchSchema,
  searchHeadersSchema,
  searchQuerySchema,
  searchResultSchema,
} from "../schemas.ts";
import { streamSearch } from "../search-stream.ts";

export function addSearchesRoute(app: FastifyInstance, ports: HttpPorts): void {
  const { config, searchService } = ports;
  const { policy, bounds, rates } = config;
  const body = searchSchema({ policy, bounds, currencies: rates.currencies });
  app.post(
    PATHS.searches,
    {
      schema: {
        operationId: "search",
        tags: [TAGS.searches],
        summary: "Search",
        querystring: searchQuerySchema,
        headers: searchHeadersSchema,
        body,
        response: {
          200: jsonOrEvents(searchResultSchema, searchStreamSchema, "The result, or its events."),
          202: json(runningSearchSchema, "Accepted, with `Prefer: respond-async`."),
          ...problems(400, 413, 415, 429, 503),
        },
      },
      config: { rateLimit: { max: config.searchesPerMinuteMax, timeWindow: RATE_WINDOW_MS } },
      preParsing: ({ headers }, reply, payload, done) => {
        try {
          checkBodyForm(headers);
          done(null, payload);
        } catch (thrown) {
          // A refused body is answered with the encoding that is accepted (RFC 9110, 15.5.16).
          reply.header("accept-encoding", "identity");
          done(thrown as Error);
        }
      },
      onSend: compressResults(config.compression),
    },
    async (request, reply) => {
      if (prefersAsync(request.headers["prefer"])) return startAsync(request, reply, ports);
      const signal = watchCaller(request.raw.socket, reply.raw);
      if (wantsEvents(request.headers.accept)) return streamSearch(request, reply, signal, ports);
      const traceparent = searchService.isTraced ? callersSpan(request.headers) : undefined;
      const { tenant, raw } = request;
      const requestId = requestIdOf(raw);
      const experimentKey = experimentKeyIn(request.headers);
      const known = { signal, traceparent, tenant, requestId, experimentKey };
      const caller = { transport: "http", ...known } as const;
      return searchService.search(request.body, caller);
    },
  );
}
