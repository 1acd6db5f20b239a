/** `GET /v1/market`: how the bidders of this gateway did in the last minutes. */
import type { FastifyInstance } from "fastify";
import type { HttpPorts } from "../http-ports.ts";
import { type MarketAnswer, marketSchema } from "../market-schema.ts";
import { TAGS } from "../openapi/document.ts";
import { json, problems } from "../openapi/responses.ts";
import { PATHS } from "../paths.ts";
import { RATE_WINDOW_MS } from "../rate-limit-store.ts";

export function addMarketRoute(
  app: FastifyInstance,
  { config, market }: Pick<HttpPorts, "config" | "market">,
): void {
  app.get(
    PATHS.market,
    {
      schema: {
        operationId: "getMarket",
        tags: [TAGS.market],
        summary: "How each bidder, instance and outside seller did in the last minutes",
        response: { 200: json(marketSchema, "What was counted."), ...problems(400, 429) },
      },
      config: { rateLimit: { max: config.placesPerMinuteMax, timeWindow: RATE_WINDOW_MS } },
    },
    async (_request, reply): Promise<MarketAnswer> => {
      reply.header("cache-control", "no-store");
      return market();
    },
  );
}
