/**
 * `POST /air/offer_requests`: one search of the agency that the token names, in Duffel's protocol.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Agency } from "./agencies.ts";
import { type AgencyService, answerSearch } from "./agency-service.ts";
import {
  answerWithErrors,
  authenticationError,
  badRequest,
  internalError,
  rateLimited,
} from "./errors.ts";
import { offerRequestBody, readOfferRequest, supplierTimeoutMs } from "./protocol.ts";

/** The milliseconds after which a caller over the rate limit may try again. */
const RATE_LIMIT_RESET_MS = 2_000;

export function serveOfferRequests(app: FastifyInstance, service: AgencyService): void {
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
      timeLimitMs: supplierTimeoutMs(request.query),
      status: 201,
      answer: (sold) => offerRequestBody(read.search, sold, request.id, service.now()),
      refuse: (status) => sendError(request, reply, status, service.now()),
    });
  });
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
