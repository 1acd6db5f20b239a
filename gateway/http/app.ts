/**
 * The HTTP door: JSON, server-sent events, and what operators look at. It translates; `searches.ts`
 * decides.
 */
import { METHODS } from "node:http";
import { join } from "node:path";
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import fastifyStatic from "@fastify/static";
import swagger from "@fastify/swagger";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { jsonSchemaTransform } from "fastify-type-provider-zod";
import { allAirports } from "../../common/places/airports.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { SearchEvent } from "../../proto/messages.ts";
import type { GatewayConfig } from "../config.ts";
import type { Events } from "../events.ts";
import { indexPlaces } from "../places/place-index.ts";
import type { BidderView } from "../scatter/microservice-client.ts";
import { parseJson } from "../search/json-body.ts";
import { problemOf, quoted } from "../search/problem.ts";
import type { Searches } from "../search/search-service.ts";
import { searchSchema } from "../search/validate.ts";
import { hostRule } from "./allowed-hosts.ts";
import { cutWhenStalled, eventStream } from "./event-stream.ts";
import { probeWhenHalfClosed } from "./half-closed.ts";
import { checkHost } from "./host-check.ts";
import { checkBodyForm, isCurrent, wantsEvents } from "./negotiation.ts";
import { refuseUnderOverload } from "./overload-refusal.ts";
import { steadyStore } from "./rate-limit-store.ts";
import { answerProblem, refusalOf, refuse } from "./refusals.ts";
import * as schemas from "./schemas.ts";
import { serverFactory } from "./server.ts";
import { callerKey, proxyRule } from "./trusted-proxies.ts";

export interface Warning {
  readonly code: "clock";
  readonly detail: string;
}

export interface HttpPorts {
  readonly config: GatewayConfig;
  readonly searches: Searches;
  readonly events: Events;
  readonly bidders: () => readonly BidderView[];
  /** Why this gateway cannot take searches now; null when it can. */
  readonly unready: () => string | null;
  /** What an operator should see to, though searches are answered. */
  readonly warnings: () => readonly Warning[];
  /** Monotonic. */
  readonly nowMs: () => number;
  readonly version: string;
}

export async function createHttp(ports: HttpPorts): Promise<FastifyInstance> {
  const { config, searches, events } = ports;
  const isProxy = config.trustProxy === null ? null : proxyRule(config.trustProxy);
  const app = fastify({
    logger: false,
    bodyLimit: config.bodyBytesMax,
    serverFactory: serverFactory(config, isProxy, events),
    clientErrorHandler: () => {}, // each server has its own (http-server.ts)
    trustProxy: isProxy ?? false,
    // What validates is searches.ts, for both doors alike; the schemas on the routes make the
    // OpenAPI document.
    schemaErrorFormatter: (errors) => new Error(errors[0]?.message),
    // Whoever refuses (Node, fastify or we), the caller gets a problem: so what they would answer
    // by themselves is taken from them.
    frameworkErrors: (error, _request, reply) => void refuse(error, reply, events),
    return503OnClosing: false,
  });
  app.removeAllContentTypeParsers(); // a search is JSON, or it is 415
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    async (_request: FastifyRequest, body: Buffer) => parseJson(body),
  );
  app.setValidatorCompiler(() => (value) => ({ value }));
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
  app.setErrorHandler((error, _request, reply) => refuse(error, reply, events));
  app.setNotFoundHandler(({ method, url }, reply) => {
    const detail = `there is nothing at ${method} ${quoted(url)}; /openapi.json lists what there is`;
    return refuse(new AuctionError("not-found", detail), reply, events);
  });
  refuseUnderOverload(app, searches, events, ports.nowMs);
  const listensOn =
    config.operations === null ? [config.host] : [config.host, config.operations.host];
  const hostAllowed =
    config.hostsAllowed === null ? null : hostRule(listensOn, config.hostsAllowed);
  app.addHook("onRequest", async ({ raw }) => checkHost(raw, hostAllowed));
  app.addHook("onSend", async (_request, reply) =>
    cutWhenStalled(reply.raw, config.answerStallMs, events.cut),
  );

  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Scatter by Auction",
        version: ports.version,
        description: "Flight search by auction among independent bidders.",
      },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { "upgrade-insecure-requests": null } },
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, {
    global: false,
    store: steadyStore(ports.nowMs),
    keyGenerator: ({ ip, socket }: FastifyRequest) => callerKey(ip, socket.remoteAddress),
  });

  const problems = { "4xx": schemas.problem, "5xx": schemas.problem };

  app.post(
    "/v1/searches",
    {
      schema: {
        summary: "Search",
        body: searchSchema({
          policy: config.policy,
          bounds: config.bounds,
          currencies: config.rates.currencies,
        }),
        response: { 200: schemas.searchResult, ...problems },
      },
      config: { rateLimit: { max: config.searchesPerMinuteMax, timeWindow: 60_000 } },
      preParsing: async ({ headers }, reply) => {
        // what would be right, for one that is refused (RFC 9110, 15.5.16)
        reply.header("accept-encoding", "identity");
        checkBodyForm(headers);
        reply.removeHeader("accept-encoding");
      },
    },
    async (request, reply) => {
      const gone = new AbortController();
      reply.raw.once("close", () => gone.abort());
      probeWhenHalfClosed(request.raw.socket, reply.raw);
      if (request.raw.socket.destroyed)
        throw new AuctionError("cancelled", "the caller went away before its search began");
      if (!wantsEvents(request.headers.accept))
        return searches.search(request.body, { door: "http", signal: gone.signal });
      return stream(request, reply, gone.signal);
    },
  );

  /**
   * The result as the last of a stream of events. What is refused before the first event is an
   * ordinary problem.
   */
  async function stream(
    request: FastifyRequest,
    reply: FastifyReply,
    signal: AbortSignal,
  ): Promise<FastifyReply> {
    const answer = eventStream(reply, config.answerStallMs, {
      skipped: () => events.skipped("http", "snapshot"),
      cut: events.cut,
    });
    const watch = (event: SearchEvent) =>
      answer.send(event.type, event[event.type as keyof typeof event]);
    try {
      answer.send("result", await searches.search(request.body, { door: "http", signal, watch }));
    } catch (thrown) {
      if (!answer.open) throw thrown;
      const error = AuctionError.from(thrown);
      events.refused("http", error);
      answer.send("error", problemOf(error));
    }
    answer.end();
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

  app.get(
    "/v1/bidders",
    { schema: { summary: "The roster", response: { 200: schemas.roster, ...problems } } },
    async () => ({
      bidders: ports.bidders(),
    }),
  );

  const places = indexPlaces(allAirports());
  const placesTag = `"${ports.version}-${places.version}"`;
  app.get(
    "/v1/airports",
    {
      schema: {
        summary: "Places for a search box",
        querystring: schemas.placeQuery,
        response: { 200: schemas.places, ...problems },
      },
      config: { rateLimit: { max: config.placesPerMinuteMax, timeWindow: 60_000 } },
    },
    async ({ query, headers }, reply) => {
      const read = schemas.placeQuery.safeParse(query);
      if (read.success) {
        reply.header("cache-control", `public, max-age=${PLACES_AGE_S}`).header("etag", placesTag);
        if (isCurrent(headers["if-none-match"], placesTag)) return reply.code(304).send();
        return places.complete(read.data.q);
      }
      const faults = [
        {
          path: "q",
          message:
            "must be the beginning of an airport's code, city or name: 1 to 64 characters, as in ?q=lond",
        },
      ];
      throw new AuctionError("invalid-search", `the query has a fault: q ${faults[0]?.message}`, {
        faults,
      });
    },
  );

  app.get("/live", { schema: { summary: "The process runs" } }, async () => ({ live: true }));

  app.get(
    "/ready",
    { schema: { summary: "Searches will be answered", response: problems } },
    async (_request, reply) => {
      const why = ports.unready();
      events.readiness(why);
      if (why !== null)
        return answerProblem(
          refusalOf(new AuctionError(searches.draining ? "shutting-down" : "no-broker", why)),
          reply,
        );
      const warnings = ports.warnings();
      return warnings.length === 0 ? { ready: true } : { ready: true, warnings };
    },
  );

  app.get("/metrics", { schema: { summary: "Prometheus text" } }, async (_request, reply) => {
    return reply
      .type(events.registry.contentType)
      .serializer((text: string) => text)
      .send(await events.registry.metrics());
  });

  app.get("/openapi.json", { schema: { hide: true } }, async () => app.swagger());

  refuseOtherMethods(app, {
    "/": ["GET"],
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
    root: join(import.meta.dirname, "..", "web"),
    maxAge: 60_000,
    // Beside the page lie its tests and its types, which are nobody's business.
    allowedPath: (path) => path === "/" || /\.(html|css|js)$/.test(path),
  });
  await app.ready();
  return app;
}

/** How long a caller may use places without asking again. They change with a release only. */
const PLACES_AGE_S = 3_600;

/**
 * Those that Node's parser knows. CONNECT never becomes a request: Node closes its connection; nor
 * does any that is not known.
 */
const ALL_METHODS = METHODS.filter((method) => method !== "CONNECT");

/** A known path under a method that it does not know is 405, not 404. */
function refuseOtherMethods(app: FastifyInstance, routes: Record<string, readonly string[]>): void {
  for (const method of ALL_METHODS)
    if (!app.supportedMethods.includes(method)) app.addHttpMethod(method);
  for (const [url, allowed] of Object.entries(routes)) {
    const allow = allowed.includes("GET") ? [...allowed, "HEAD"] : allowed;
    app.route({
      method: ALL_METHODS.filter((method) => !allow.includes(method)),
      url,
      schema: { hide: true },
      // Before the body is read: whatever it is, the answer is the same.
      onRequest: async (request, reply) => {
        reply.header("allow", allow.join(", "));
        throw new AuctionError(
          "method-not-allowed",
          `${request.method} is not for ${url}; ${allow.join(", ")} is`,
        );
      },
      handler: async () => undefined,
    });
  }
}
