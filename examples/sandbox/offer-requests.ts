/**
 * `POST /air/offer_requests`, one search of the agency that the token names, and `GET
 * /air/offers/{id}`, one offer of it again: in Duffel's protocol.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { LRUCache } from "lru-cache";
import type { Money } from "../../proto/messages.ts";
import type { Agency } from "./agencies.ts";
import { type AgencyService, answerSearch } from "./agency-service.ts";
import {
  answerWithErrors,
  authenticationError,
  badRequest,
  internalError,
  noLongerAvailable,
  rateLimited,
} from "./errors.ts";
import {
  offerAnswer,
  offerRequestBody,
  readOfferRequest,
  type SoldOffer,
  soldOffers,
  supplierTimeoutMs,
} from "./protocol.ts";
import { NO_FAULTS } from "./simulated-faults.ts";

/** The milliseconds after which a caller over the rate limit may try again. */
const RATE_LIMIT_RESET_MS = 2_000;

/** A6: offers that are remembered, to be asked for by their ids. */
const OFFERS_KEPT_MAX = 10_000;

export function serveOfferRequests(app: FastifyInstance, service: AgencyService): void {
  const kept = new LRUCache<string, SoldOffer>({ max: OFFERS_KEPT_MAX });
  serveOffersById(app, service, kept);
  app.post("/air/offer_requests", async (request, reply) => {
    const agency = authenticate(request, reply, service.agencies);
    if (agency === undefined) return reply;
    if (request.headers["duffel-version"] !== "v2") {
      return answerWithErrors(
        request,
        reply,
        400,
        badRequest("unsupported_version", "the header Duffel-Version must be v2"),
      );
    }
    const read = readOfferRequest(request.body, service.now());
    if ("errors" in read) return answerWithErrors(request, reply, 422, ...read.errors);
    return answerSearch(service, agency, reply, {
      search: read.search,
      account: read.account,
      timeLimitMs: supplierTimeoutMs(request.query),
      status: 201,
      answer: (offers) => {
        for (const [id, sold] of soldOffers(read.search, offers, request.id))
          kept.set(`${agency.id} ${id}`, sold);
        return offerRequestBody(read.search, offers, request.id, service.now());
      },
      refuse: (status) => sendError(request, reply, status, service.now()),
    });
  });
}

/** `GET /air/offers/{id}`: one offer as it is now, for as long as it holds. */
function serveOffersById(
  app: FastifyInstance,
  service: AgencyService,
  kept: LRUCache<string, SoldOffer>,
): void {
  app.get<{ Params: { id: string } }>("/air/offers/:id", async (request, reply) => {
    const agency = authenticate(request, reply, service.agencies);
    if (agency === undefined) return reply;
    const sold = kept.get(`${agency.id} ${request.params.id}`);
    if (sold === undefined)
      return answerWithErrors(
        request,
        reply,
        404,
        badRequest("not_found", "this agency has sold no such offer"),
      );
    const nowMs = service.now();
    if (sold.offer.expiresAtMs <= nowMs)
      return answerWithErrors(request, reply, 422, noLongerAvailable());
    const { priceChangePercent = 0 } = service.faults.get(agency.id) ?? NO_FAULTS;
    return reply.send(offerAnswer(dearer(sold, 1 + priceChangePercent / 100), nowMs));
  });
}

function dearer(sold: SoldOffer, factor: number): SoldOffer {
  const price = ({ amount, currency }: Money): Money => ({
    amount: Math.max(1, Math.round(amount * factor)),
    currency,
  });
  const { offer, fare } = sold;
  return {
    ...sold,
    offer: { ...offer, price: price(offer.price) },
    fare: fare && { ...fare, price: price(fare.price) },
  };
}

/** The agency whose token the request carries; else the refusal is sent. */
function authenticate(
  request: FastifyRequest,
  reply: FastifyReply,
  agencies: readonly Agency[],
): Agency | undefined {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const agency = agencies.find((one) => one.protocol === "duffel" && one.token === token);
  if (agency !== undefined) return agency;
  const error =
    token === undefined
      ? authenticationError(
          "missing_authorization_header",
          "the header Authorization must be: Bearer TOKEN",
        )
      : authenticationError("access_token_not_found", "no agency has this access token");
  void answerWithErrors(request, reply, 401, error);
  return undefined;
}

function sendError(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  nowMs: number,
): FastifyReply {
  if (status !== 429) return answerWithErrors(request, reply, status, internalError());
  void reply.headers({
    "ratelimit-limit": "60",
    "ratelimit-remaining": "0",
    "ratelimit-reset": new Date(nowMs + RATE_LIMIT_RESET_MS).toUTCString(),
  });
  return answerWithErrors(request, reply, status, rateLimited());
}
