/** `GET /v1/offers/{offerId}`: one seller's offer of a recent result, and how long it is valid. */
import type { FastifyInstance } from "fastify";
import type { HttpPorts } from "../http-ports.ts";
import { TAGS } from "../openapi/document.ts";
import { json, problems } from "../openapi/responses.ts";
import { PATHS } from "../paths.ts";
import { RATE_WINDOW_MS } from "../rate-limit-store.ts";
import { offerIdSchema, offerViewSchema } from "../schemas.ts";

export function addOfferByIdRoute(
  app: FastifyInstance,
  { config, offers }: Pick<HttpPorts, "config" | "offers">,
): void {
  app.get<{ Params: { offerId: string } }>(
    PATHS.offerById,
    {
      schema: {
        operationId: "getOffer",
        tags: [TAGS.offers],
        summary: "An offer of a recent result, and how long it is valid",
        params: offerIdSchema,
        response: { 200: json(offerViewSchema, "The offer."), ...problems(400, 404, 410, 429) },
      },
      config: { rateLimit: { max: config.searchesPerMinuteMax, timeWindow: RATE_WINDOW_MS } },
    },
    async ({ params }, reply) => {
      reply.header("cache-control", "no-store");
      return offers.view(params.offerId);
    },
  );
}
