/** The HTTP door: JSON, server-sent events, and what operators look at. It translates; `searches.ts` decides. */
import { join } from "node:path";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import fastifyStatic from "@fastify/static";
import swagger from "@fastify/swagger";
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { AuctionError, type ErrorCode, messageOf } from "../proto/errors.ts";
import type { SearchEvent } from "../proto/messages.ts";
import { completePlace } from "./airports.ts";
import type { GatewayConfig } from "./config.ts";
import type { Events } from "./events.ts";
import { problemOf, retryAfterS } from "./problem.ts";
import type { BidderView } from "./scatter/microservice-client.ts";
import * as schemas from "./schemas.ts";
import type { Searches } from "./searches.ts";
import { searchSchema } from "./validate.ts";

export interface HttpPorts {
  readonly config: GatewayConfig;
  readonly searches: Searches;
  readonly events: Events;
  readonly bidders: () => readonly BidderView[];
  /** Why this gateway cannot take searches now; null when it can. */
  readonly unready: () => string | null;
  readonly version: string;
}

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;

export async function createHttp(ports: HttpPorts): Promise<FastifyInstance> {
  const { config, searches, events } = ports;
  const app = fastify({
    logger: false,
    bodyLimit: config.bodyBytesMax,
    requestTimeout: 10_000,
    // What validates is searches.ts, for both doors alike; the schemas on the routes make the OpenAPI document.
    schemaErrorFormatter: (errors) => new Error(errors[0]?.message),
  });
  app.removeContentTypeParser("text/plain"); // a search is JSON, or it is 415
  app.setValidatorCompiler(() => (value) => ({ value }));
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  app.setErrorHandler((error, request, reply) => refuse(error as FastifyError, request, reply));
  app.setNotFoundHandler((request, reply) => {
    return refuse(
      new AuctionError(
        "not-found",
        `there is nothing at ${request.method} ${request.url.slice(0, 200)}; /openapi.json lists what there is`,
      ),
      request,
      reply,
    );
  });

  function refuse(thrown: unknown, _request: FastifyRequest, reply: FastifyReply) {
    const error = asAuctionError(thrown);
    events.refused("http", error);
    const retryAfter = retryAfterS(error);
    if (retryAfter !== undefined) reply.header("retry-after", retryAfter);
    return reply
      .code(error.status)
      .type("application/problem+json")
      .send(JSON.stringify(problemOf(error)));
  }

  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Scatter by Auction", version: ports.version, description: "Flight search by auction among independent bidders." },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { "upgrade-insecure-requests": null } },
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, { global: false });

  const problems = { "4xx": schemas.problem, "5xx": schemas.problem };

  app.post(
    "/v1/searches",
    {
      schema: {
        summary: "Search",
        body: searchSchema({ policy: config.policy, currencies: config.rates.currencies }),
        response: { 200: schemas.searchResult, ...problems },
      },
      config: { rateLimit: { max: config.searchesPerMinuteMax, timeWindow: 60_000 } },
    },
    async (request, reply) => {
      const gone = new AbortController();
      reply.raw.once("close", () => gone.abort());
      if (!wantsEvents(request)) return searches.search(request.body, { door: "http", signal: gone.signal });
      return stream(request, reply, gone.signal);
    },
  );

  /** The result as the last of a stream of events. What is refused before the first event is an ordinary problem. */
  async function stream(request: FastifyRequest, reply: FastifyReply, signal: AbortSignal): Promise<FastifyReply> {
    const send = (event: string, data: unknown) => {
      if (!reply.raw.headersSent) openStream(reply);
      reply.raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    };
    const watch = (event: SearchEvent) => send(event.type, event[event.type as keyof typeof event]);
    try {
      send("result", await searches.search(request.body, { door: "http", signal, watch }));
    } catch (thrown) {
      if (!reply.raw.headersSent) throw thrown;
      const error = AuctionError.from(thrown);
      events.refused("http", error);
      send("error", problemOf(error));
    }
    reply.raw.end();
    return reply;
  }

  app.get<{ Params: { searchId: string } }>(
    "/v1/searches/:searchId",
    {
      schema: {
        summary: "A result of the last minutes, with what came too late for it",
        response: { 200: schemas.ledgerView, ...problems },
      },
    },
    async ({ params }) => searches.view(params.searchId),
  );

  app.get("/v1/bidders", { schema: { summary: "The roster", response: { 200: schemas.roster, ...problems } } }, async () => ({
    bidders: ports.bidders(),
  }));

  app.get(
    "/v1/airports",
    { schema: { summary: "Places for a search box", querystring: schemas.placeQuery, response: { 200: schemas.places, ...problems } } },
    async ({ query }) => {
      const read = schemas.placeQuery.safeParse(query);
      if (read.success) return completePlace(read.data.q);
      const faults = [
        { path: "q", message: "must be the beginning of an airport's code, city or name: 1 to 64 characters, as in ?q=lond" },
      ];
      throw new AuctionError("invalid-search", `the query has a fault: q ${faults[0]?.message}`, { faults });
    },
  );

  app.get("/live", { schema: { summary: "The process runs" } }, async () => ({ live: true }));

  app.get("/ready", { schema: { summary: "Searches will be answered", response: problems } }, async () => {
    const why = ports.unready();
    if (why !== null) throw new AuctionError(searches.draining ? "shutting-down" : "no-broker", why);
    return { ready: true };
  });

  app.get("/metrics", { schema: { summary: "Prometheus text" } }, async (_request, reply) => {
    return reply
      .type(events.registry.contentType)
      .serializer((text: string) => text)
      .send(await events.registry.metrics());
  });

  app.get("/openapi.json", { schema: { hide: true } }, async () => app.swagger());

  refuseOtherMethods(app, {
    "/v1/searches": ["POST"],
    "/v1/searches/:searchId": ["GET"],
    "/v1/bidders": ["GET"],
    "/v1/airports": ["GET"],
    "/live": ["GET"],
    "/ready": ["GET"],
    "/metrics": ["GET"],
    "/openapi.json": ["GET"],
  });

  await app.register(fastifyStatic, {
    root: join(import.meta.dirname, "web"),
    maxAge: 60_000,
    // Beside the page lie its tests and its types, which are nobody's business.
    allowedPath: (path) => path === "/" || /\.(html|css|js)$/.test(path),
  });
  await app.ready();
  return app;
}

function wantsEvents(request: FastifyRequest): boolean {
  return /\btext\/event-stream\b/.test(request.headers.accept ?? "");
}

function openStream(reply: FastifyReply): void {
  const headers = reply.getHeaders() as Record<string, string>;
  reply.hijack();
  reply.raw.writeHead(200, {
    ...headers,
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    "x-accel-buffering": "no",
  });
}

/** A known path under a method that it does not know is 405, not 404. */
function refuseOtherMethods(app: FastifyInstance, routes: Record<string, readonly string[]>): void {
  for (const [url, allowed] of Object.entries(routes)) {
    const allow = allowed.includes("GET") ? [...allowed, "HEAD"] : allowed;
    app.route({
      method: METHODS.filter((method) => !allowed.includes(method)),
      url,
      schema: { hide: true },
      // Before the body is read: whatever it is, the answer is the same.
      onRequest: async (request, reply) => {
        reply.header("allow", allow.join(", "));
        throw new AuctionError("method-not-allowed", `${request.method} is not for ${url}; ${allow.join(", ")} is`);
      },
      handler: async () => undefined,
    });
  }
}

const FASTIFY_CODES: Record<string, ErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: "too-large",
  FST_ERR_CTP_INVALID_MEDIA_TYPE: "unsupported-media-type",
  FST_ERR_CTP_EMPTY_JSON_BODY: "malformed",
  FST_ERR_CTP_INVALID_JSON_BODY: "malformed",
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: "malformed",
};

const DETAILS: Partial<Record<ErrorCode, string>> = {
  "too-large": "the body is larger than 64 KiB; a search is a few hundred bytes",
  "unsupported-media-type": "the body must be JSON: content-type: application/json",
  "rate-limited": "too many searches from this address; Retry-After says when to come back",
};

function asAuctionError(thrown: unknown): AuctionError {
  if (thrown instanceof AuctionError) return thrown;
  const { code = "", statusCode } = thrown as Partial<FastifyError>;
  const known = FASTIFY_CODES[code] ?? (statusCode === 429 ? "rate-limited" : statusCode === 400 ? "malformed" : undefined);
  if (known === undefined) return AuctionError.from(thrown);
  return new AuctionError(known, DETAILS[known] ?? `the body is not JSON: ${messageOf(thrown)}`);
}
