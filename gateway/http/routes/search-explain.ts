/** `GET /v1/searches/{searchId}/explain`: why offers of a recent search are where they are. */
import type { FastifyInstance } from "fastify";
import { explainQuerySchema } from "../../search/kept-query.ts";
import { compressResults } from "../compressed-answer.ts";
import type { HttpPorts } from "../http-ports.ts";
import { explainAnswerSchema } from "../kept-schemas.ts";
import { TAGS } from "../openapi/document.ts";
import { json, problems } from "../openapi/responses.ts";
import { PATHS } from "../paths.ts";
import { RATE_WINDOW_MS } from "../rate-limit-store.ts";
import { searchIdSchema } from "../schemas.ts";

export function addSearchExplainRoute(
  app: FastifyInstance,
  { config, searchService }: Pick<HttpPorts, "config" | "searchService">,
): void {
  app.get<{ Params: { searchId: string } }>(
    PATHS.searchExplain,
    {
      schema: {
        operationId: "explainSearch",
        tags: [TAGS.searches],
        summary:
          "Why offers of a recent search are not shown, and why an itinerary stands where it stands",
        querystring: explainQuerySchema,
        params: searchIdSchema,
        response: { 200: json(explainAnswerSchema, "The reasons."), ...problems(400, 404, 429) },
      },
      config: { rateLimit: { max: config.searchesPerMinuteMax, timeWindow: RATE_WINDOW_MS } },
      onSend: compressResults(config.compression),
    },
    async ({ params, query }) => searchService.kept.explain(params.searchId, query),
  );
}
