/** `GET /v1/searches/{searchId}/facets`: by what the itineraries of a recent search differ. */
import type { FastifyInstance } from "fastify";
import { facetsQuerySchema } from "../../search/kept-query.ts";
import { compressResults } from "../compressed-answer.ts";
import type { HttpPorts } from "../http-ports.ts";
import { facetsAnswerSchema } from "../kept-schemas.ts";
import { TAGS } from "../openapi/document.ts";
import { json, problems } from "../openapi/responses.ts";
import { PATHS } from "../paths.ts";
import { RATE_WINDOW_MS } from "../rate-limit-store.ts";
import { searchIdSchema } from "../schemas.ts";

export function addSearchFacetsRoute(
  app: FastifyInstance,
  { config, searchService }: Pick<HttpPorts, "config" | "searchService">,
): void {
  app.get<{ Params: { searchId: string } }>(
    PATHS.searchFacets,
    {
      schema: {
        operationId: "countFacets",
        tags: [TAGS.searches],
        summary:
          "By what the itineraries of a recent search differ, and how many there are of each",
        querystring: facetsQuerySchema,
        params: searchIdSchema,
        response: { 200: json(facetsAnswerSchema, "The facets."), ...problems(400, 404, 429) },
      },
      config: { rateLimit: { max: config.searchesPerMinuteMax, timeWindow: RATE_WINDOW_MS } },
      onSend: compressResults(config.compression),
    },
    async ({ params, query }) => searchService.kept.facets(params.searchId, query),
  );
}
