/**
 * `POST /air/offer_requests`: one search of one agency, told by the token which, answered as its
 * behaviour has it.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Agency } from "./agencies.ts";
import { attend, type OfferDesk } from "./agency-service.ts";
import { authenticationError, badRequest, internalError, rateLimited, refuse } from "./errors.ts";
import { offerRequestBody, readOfferRequest, supplierTimeoutMs } from "./protocol.ts";

/** How long a caller over the rate limit is told to stay away. */
const RATE_LIMIT_RESET_MS = 2_000;

export function serveOfferRequests(app: FastifyInstance, desk: OfferDesk): void {
  app.post("/air/offer_requests", async (request, reply) => {
    const agency = authenticate(request, reply, desk.agencies);
    if (agency === undefined) return reply;
    if (request.headers["duffel-version"] !== "v2") {
      return refuse(
        request,
        reply,
        400,
        badRequest("unsupported_version", "the header Duffel-Version must be v2"),
      );
    }
    const read = readOfferRequest(request.body, desk.now());
    if ("errors" in read) return refuse(request, reply, 422, ...read.errors);
    return attend(desk, agency, reply, {
      search: read.search,
      patienceMs: supplierTimeoutMs(request.query),
      status: 201,
      answer: (sold) => offerRequestBody(read.search, sold, request.id, desk.now()),
      refuse: (status) => misbehave(request, reply, status, desk.now()),
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
      : authenticationError("access_token_not_found", "nobody has this access token");
  void refuse(request, reply, 401, error);
  return undefined;
}

function misbehave(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  nowMs: number,
): FastifyReply {
  if (status !== 429) return refuse(request, reply, status, internalError());
  void reply.headers({
    "ratelimit-limit": "60",
    "ratelimit-remaining": "0",
    "ratelimit-reset": new Date(nowMs + RATE_LIMIT_RESET_MS).toUTCString(),
  });
  return refuse(request, reply, status, rateLimited());
}
