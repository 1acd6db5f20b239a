/** `POST /v1/offers/{offerId}/price`: what an offer costs now, as its bidder says. */
import type { FastifyInstance } from "fastify";
import { priceTermsSchema, readPriceTerms } from "../../offers/price-terms.ts";
import { watchCaller } from "../caller-watch.ts";
import { callersSpan } from "../callers-span.ts";
import type { HttpPorts } from "../http-ports.ts";
import { TAGS } from "../openapi/document.ts";
import { json, problems } from "../openapi/responses.ts";
import { PATHS } from "../paths.ts";
import { RATE_WINDOW_MS } from "../rate-limit-store.ts";
import { offerIdSchema, offerPriceSchema } from "../schemas.ts";

export function addOfferPriceRoute(
  app: FastifyInstance,
  { config, offers }: Pick<HttpPorts, "config" | "offers">,
): void {
  const terms = priceTermsSchema(config.bounds);
  app.post<{ Params: { offerId: string } }>(
    PATHS.offerPrice,
    {
      schema: {
        operationId: "priceOffer",
        tags: [TAGS.offers],
        summary: "What an offer costs now: its bidder, or its seller, is asked",
        body: terms.optional(),
        params: offerIdSchema,
        response: {
          200: json(offerPriceSchema, "What it costs now, beside what it cost."),
          ...problems(400, 404, 410, 413, 415, 429, 503),
        },
      },
      config: { rateLimit: { max: config.searchesPerMinuteMax, timeWindow: RATE_WINDOW_MS } },
    },
    async ({ params, body, raw, headers }, reply) => {
      const { deadlineMs } = readPriceTerms(terms, body);
      const signal = watchCaller(raw.socket, reply.raw);
      reply.header("cache-control", "no-store");
      const traceparent = offers.isTraced ? callersSpan(headers) : undefined;
      const caller = { transport: "http", deadlineMs, signal, traceparent } as const;
      return offers.price(params.offerId, caller);
    },
  );
}
