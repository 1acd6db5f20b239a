/** `GET /v1/coverage`: what the bidders have to search in, and which large carriers they lack. */
import type { FastifyInstance } from "fastify";
import { coverageAnswer } from "../coverage-answer.ts";
import type { HttpPorts } from "../http-ports.ts";
import { TAGS } from "../openapi/document.ts";
import { json, problems } from "../openapi/responses.ts";
import { PATHS } from "../paths.ts";
import { RATE_WINDOW_MS } from "../rate-limit-store.ts";
import { coverageSchema } from "../schemas.ts";

/** How long a caller may cache an answer that every bidder has given its part of. */
const CACHE_AGE_S = 60;

export function addCoverageRoute(
  app: FastifyInstance,
  { config, coverage }: Pick<HttpPorts, "config" | "coverage">,
): void {
  app.get(
    PATHS.coverage,
    {
      schema: {
        operationId: "getCoverage",
        tags: [TAGS.market],
        summary: "What the bidders have to search in",
        response: { 200: json(coverageSchema, "What the bidders state."), ...problems(400, 429) },
      },
      config: { rateLimit: { max: config.placesPerMinuteMax, timeWindow: RATE_WINDOW_MS } },
    },
    async (_request, reply) => {
      const view = await coverage();
      const isWhole = view.stated.length > 0 && view.unanswered.length === 0;
      reply.header("cache-control", isWhole ? `public, max-age=${CACHE_AGE_S}` : "no-store");
      return coverageAnswer(view);
    },
  );
}
