/** `GET /v1/searches/{searchId}/explain`: why offers of a recent search are where they are. */
import type { FastifyInstance } from "fastify";
import { explainQuerySchema } from "../../search/kept-query.ts";
import { compressResults } from "../compressed-answer.ts";
import type { HttpPorts } from "../http-ports.ts";
import { explainAnswerSchema } from "../kept-schemas.ts";
import { PATHS } from "../paths.ts";
import { PROBLEM_RESPONSES } from "../problem-responses.ts";
import { RATE_WINDOW_MS } from "../rate-limit-store.ts";

export function addSearchExplainRoute(
  app: FastifyInstance,
  { config, searchService }: Pick<HttpPorts, "config" | "searchService">,
): void {
  app.get<{ Params: { searchId: string } }>(
    PATHS.searchExplain,
    {
      schema: {
        summary:
          "Why offers of a recent search are not shown, and why an itinerary stands where it stands",
        querystring: explainQuerySchema,
        response: { 200: explainAnswerSchema, ...PROBLEM_RESPONSES },
      },
      config: { rateLimit: { max: config.searchesPerMinuteMax, timeWindow: RATE_WINDOW_MS } },
      onSend: compressResults(config.compression),
    },
    async ({ params, query }) => searchService.kept.explain(params.searchId, query),
  );
}
