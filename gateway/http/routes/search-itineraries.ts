/**
 * `GET /v1/searches/{searchId}/itineraries`: pages of all itineraries of a recent search, sorted
 * and filtered anew.
 */
import type { FastifyInstance } from "fastify";
import { itinerariesQuerySchema } from "../../search/kept-query.ts";
import { compressResults } from "../compressed-answer.ts";
import type { HttpPorts } from "../http-ports.ts";
import { itinerariesAnswerSchema } from "../kept-schemas.ts";
import { TAGS } from "../openapi/document.ts";
import { json, problems } from "../openapi/responses.ts";
import { PATHS } from "../paths.ts";
import { RATE_WINDOW_MS } from "../rate-limit-store.ts";
import { searchIdSchema } from "../schemas.ts";

export function addSearchItinerariesRoute(
  app: FastifyInstance,
  { config, searchService }: Pick<HttpPorts, "config" | "searchService">,
): void {
  app.get<{ Params: { searchId: string } }>(
    PATHS.searchItineraries,
    {
      schema: {
        operationId: "listItineraries",
        tags: [TAGS.searches],
        summary: "More of the same auction: all its itineraries, sorted and filtered anew",
        querystring: itinerariesQuerySchema,
        params: searchIdSchema,
        response: {
          200: json(itinerariesAnswerSchema, "One page of the itineraries."),
          ...problems(400, 404, 429),
        },
      },
      config: { rateLimit: { max: config.searchesPerMinuteMax, timeWindow: RATE_WINDOW_MS } },
      onSend: compressResults(config.compression),
    },
    async ({ params, query }) => searchService.kept.itineraries(params.searchId, query),
  );
}
