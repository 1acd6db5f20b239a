/** `GET /v1/offers/{offerId}`: one seller's offer of a recent result, and how long it is valid. */
import type { FastifyInstance } from "fastify";
import type { HttpPorts } from "../http-ports.ts";
import { PATHS } from "../paths.ts";
import { PROBLEM_RESPONSES } from "../problem-responses.ts";
import { RATE_WINDOW_MS } from "../rate-limit-store.ts";
import { offerViewSchema } from "../schemas.ts";

export function addOfferByIdRoute(
  app: FastifyInstance,
  { config, offers }: Pick<HttpPorts, "config" | "offers">,
): void {
  app.get<{ Params: { offerId: string } }>(
    PATHS.offerById,
    {
      schema: {
        summary: "An offer of a recent result, and how long it is valid",
        response: { 200: offerViewSchema, ...PROBLEM_RESPONSES },
      },
      config: { rateLimit: { max: config.searchesPerMinuteMax, timeWindow: RATE_WINDOW_MS } },
    },
    async ({ params }, reply) => {
      reply.header("cache-control", "no-store");
      return offers.view(params.offerId);
    },
  );
}
