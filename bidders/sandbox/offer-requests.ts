/** `POST /air/offer_requests`: one search of one agency, told by the token which, answered as its behaviour has it. */
import { setTimeout as delay } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Agency } from "./agencies.ts";
import { type Behaviour, drawFate } from "./behaviour.ts";
import { authenticationError, badRequest, internalError, rateLimited, refuse } from "./errors.ts";
import type { SandboxEvents } from "./events.ts";
import { GARBAGE, spoil } from "./garbage.ts";
import type { Inventory } from "./inventory.ts";
import { resell } from "./pricing.ts";
import { offerRequestBody, readOfferRequest, supplierTimeoutMs } from "./protocol.ts";

export interface OfferDesk {
  readonly agencies: readonly Agency[];
  readonly behaviours: ReadonlyMap<string, Behaviour>;
  readonly inventory: Inventory;
  readonly events: SandboxEvents;
  /** Fires when the sandbox will wait no longer for what is in flight. */
  readonly stopping: AbortSignal;
  /** 0 <= n < 1 */
  random(): number;
  now(): number;
}

/** How long a caller over the rate limit is told to stay away. */
const RATE_LIMIT_RESET_MS = 2_000;

export function serveOfferRequests(app: FastifyInstance, desk: OfferDesk): void {
  const { events, now } = desk;
  app.post("/air/offer_requests", async (request, reply) => {
    const startedAtMs = performance.now();
    const agency = authenticate(request, reply, desk.agencies);
    const behaviour = desk.behaviours.get(agency?.id ?? "");
    if (agency === undefined || behaviour === undefined) return reply;
    if (request.headers["duffel-version"] !== "v2") {
      return refuse(request, reply, 400, badRequest("unsupported_version", "the header Duffel-Version must be v2"));
    }
    const read = readOfferRequest(request.body, now());
    if ("errors" in read) return refuse(request, reply, 422, ...read.errors);

    const { delayMs, answer } = drawFate(behaviour, desk.random);
    const patienceMs = supplierTimeoutMs(request.query);
    const signal = AbortSignal.any([whenGone(reply), desk.stopping]);
    events.asked(agency.id);
    try {
      await delay(Math.min(delayMs, patienceMs), undefined, { signal });
      if (answer === "error") {
        events.answered(agency.id, answer, 0, performance.now() - startedAtMs);
        return misbehave(request, reply, behaviour.status, now());
      }
      // Slower than the caller would wait: an answer without that airline's offers, as Duffel gives it.
      const offers = delayMs > patienceMs ? [] : await desk.inventory.find(read.search, signal);
      const sold = offers.map((offer) => resell(offer, agency, now())).filter((offer) => offer !== undefined);
      const body = JSON.stringify(offerRequestBody(read.search, sold, request.id, now()));
      events.answered(agency.id, answer, sold.length, performance.now() - startedAtMs);
      if (answer === "offers") return reply.code(201).type("application/json; charset=utf-8").send(body);
      const spoilt = spoil(GARBAGE[Math.floor(desk.random() * GARBAGE.length)] ?? "html", body);
      return reply.code(200).type(spoilt.type).send(spoilt.body);
    } catch (thrown) {
      if (desk.stopping.aborted) return refuse(request, reply, 503, internalError());
      if (!signal.aborted) throw thrown;
      events.abandoned(agency.id, performance.now() - startedAtMs);
      return reply.hijack();
    }
  });
}

/** The agency whose token the request carries; else the refusal is sent. */
function authenticate(request: FastifyRequest, reply: FastifyReply, agencies: readonly Agency[]): Agency | undefined {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const agency = agencies.find((one) => one.token === token);
  if (agency !== undefined) return agency;
  const error =
    token === undefined
      ? authenticationError("missing_authorization_header", "the header Authorization must be: Bearer TOKEN")
      : authenticationError("access_token_not_found", "nobody has this access token");
  void refuse(request, reply, 401, error);
  return undefined;
}

function misbehave(request: FastifyRequest, reply: FastifyReply, status: number, nowMs: number): FastifyReply {
  if (status !== 429) return refuse(request, reply, status, internalError());
  void reply.headers({
    "ratelimit-limit": "60",
    "ratelimit-remaining": "0",
    "ratelimit-reset": new Date(nowMs + RATE_LIMIT_RESET_MS).toUTCString(),
  });
  return refuse(request, reply, status, rateLimited());
}

/** Fires when the caller hangs up before it has its answer. */
function whenGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) gone.abort();
  });
  return gone.signal;
}
