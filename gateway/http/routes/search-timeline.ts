/** `GET /v1/searches/{searchId}/timeline`: what happened in the auction of a recent search. */
import type { FastifyInstance } from "fastify";
import { timelineQuerySchema } from "../../search/kept-query.ts";
import { compressResults } from "../compressed-answer.ts";
import type { HttpPorts } from "../http-ports.ts";
import { TAGS } from "../openapi/document.ts";
import { json, problems } from "../openapi/responses.ts";
import { PATHS } from "../paths.ts";
import { RATE_WINDOW_MS } from "../rate-limit-store.ts";
import { searchIdSchema } from "../schemas.ts";
import { timelineSchema } from "../timeline-schema.ts";

export function addSearchTimelineRoute(
  app: FastifyInstance,
  { config, searchService }: Pick<HttpPorts, "config" | "searchService">,
): void {
  app.get<{ Params: { searchId: string } }>(
    PATHS.searchTimeline,
    {
      schema: {
        operationId: "getTimeline",
        tags: [TAGS.searches],
        summary: "What happened in the auction of a recent search, bidder by bidder, and when",
        querystring: timelineQuerySchema,
        params: searchIdSchema,
        response: { 200: json(timelineSchema, "The timeline."), ...problems(400, 404, 429) },
      },
      config: { rateLimit: { max: config.searchesPerMinuteMax, timeWindow: RATE_WINDOW_MS } },
      onSend: compressResults(config.compression),
    },
    async ({ params, query }, reply) => {
      reply.header("cache-control", "no-store"); // late bids change it
      return searchService.kept.timeline(params.searchId, query);
    },
  );
}
