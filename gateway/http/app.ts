/**
 * The HTTP transport: builds the Fastify app from its hooks, its plugins and the routes in
 * `routes/`. It translates; `search-service.ts` decides.
 */
import rateLimit from "@fastify/rate-limit";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { AuctionError } from "../../proto/errors.ts";
import type { Events } from "../events.ts";
import { parseJsonBody } from "../search/json-body.ts";
import { quoted } from "../search/problem.ts";
import { bringShared, requireKeys } from "./access.ts";
import { hostsServed } from "./allowed-hosts.ts";
import { cutWhenStalled } from "./event-stream.ts";
import { createHostCheck } from "./host-check.ts";
import type { HttpPorts } from "./http-ports.ts";
import { registerOpenapi } from "./openapi/document.ts";
import { recordMethods, refuseOtherMethods } from "./other-methods.ts";
import { refuseUnderOverload } from "./overload-refusal.ts";
import { PATHS } from "./paths.ts";
import { checkQueries } from "./query-check.ts";
import { monotonicStore, RateWindows } from "./rate-limit-store.ts";
import { refuse } from "./refusals.ts";
import { setRequestId } from "./request-id.ts";
import { addAirportsRoute } from "./routes/airports.ts";
import { addBiddersRoute } from "./routes/bidders.ts";
import { addCalendarsRoute } from "./routes/calendars.ts";
import { addCoverageRoute } from "./routes/coverage.ts";
import { addLiveRoute } from "./routes/live.ts";
import { addMarketRoute } from "./routes/market.ts";
import { addMetricsRoute } from "./routes/metrics.ts";
import { addOfferByIdRoute } from "./routes/offer-by-id.ts";
import { addOfferPriceRoute } from "./routes/offer-price.ts";
import { addOpenapiRoute } from "./routes/openapi.ts";
import { servePage } from "./routes/page.ts";
import { addReadyRoute } from "./routes/ready.ts";
import { addSearchByIdRoute } from "./routes/search-by-id.ts";
import { addSearchExplainRoute } from "./routes/search-explain.ts";
import { addSearchFacetsRoute } from "./routes/search-facets.ts";
import { addSearchItinerariesRoute } from "./routes/search-itineraries.ts";
import { addSearchTimelineRoute } from "./routes/search-timeline.ts";
import { addSearchesRoute } from "./routes/searches.ts";
import { addSignInRoute } from "./routes/sign-in.ts";
import { SearchFastPath, type SearchFastPathOptions } from "./search-fast-path.ts";
import { setSecurityHeaders } from "./security-headers.ts";
import { serverFactory } from "./server.ts";
import { callerKey, proxyRule } from "./trusted-proxies.ts";

export async function createHttpApp(ports: HttpPorts): Promise<FastifyInstance> {
  const { config, nowMs } = ports;
  const shared: Shared = {
    isProxy: config.trustProxy === null ? null : proxyRule(config.trustProxy),
    hostCheck: createHostCheck(hostsServed(config)),
    windows: new RateWindows(nowMs),
  };
  const app = createApp(ports, shared);
  acceptOnlyJson(app);
  answerErrorsAsProblems(app, ports.events);
  addHooks(app, ports, shared);
  requireKeys(app, ports);
  bringShared(app, ports);
  await registerOpenapi(app, ports.version);
  await limitRates(app, ports, shared);

  checkQueries(app);
  const methodsByPath = recordMethods(app);
  addSearchesRoute(app, ports);
  addSearchByIdRoute(app, ports);
  addSearchItinerariesRoute(app, ports);
  addSearchFacetsRoute(app, ports);
  addSearchExplainRoute(app, ports);
  addSearchTimelineRoute(app, ports);
  addCalendarsRoute(app, ports);
  addOfferByIdRoute(app, ports);
  addOfferPriceRoute(app, ports);
  addBiddersRoute(app, ports);
  addMarketRoute(app, ports);
  addAirportsRoute(app, ports);
  addCoverageRoute(app, ports);
  addSignInRoute(app, ports);
  addLiveRoute(app);
  addReadyRoute(app, ports);
  addMetricsRoute(app, ports);
  addOpenapiRoute(app);
  await servePage(app, { signIn: config.signIn });
  refuseOtherMethods(app, methodsByPath);

  await app.ready();
  return app;
}

/** What the routes and the fast path of a search have in common. */
type Shared = SearchFastPathOptions;

function createApp(ports: HttpPorts, shared: Shared): FastifyInstance {
  const { config, events } = ports;
  const { isProxy } = shared;
  const createServer = serverFactory(config, isProxy, events);
  const fastPath = new SearchFastPath(ports, shared);
  return fastify({
    logger: false,
    bodyLimit: config.bodyBytesMax,
    serverFactory: (routing) =>
      createServer((request, response) => {
        if (!fastPath.take(request, response)) routing(request, response);
      }),
    clientErrorHandler: () => {}, // each server has its own (server.ts)
    trustProxy: isProxy ?? false,
    // The search service validates, for both transports alike. The schemas of the routes are for
    // the OpenAPI document only.
    schemaErrorFormatter: (errors) => new Error(errors[0]?.message),
    // An error of Node or of fastify is answered as a problem, like one of ours.
    frameworkErrors: (error, _request, reply) => void refuse(error, reply, events),
    return503OnClosing: false,
  });
}

function acceptOnlyJson(app: FastifyInstance): void {
  app.removeAllContentTypeParsers(); // any other body is 415
  app.addContentTypeParser(
    "application/json",
    { parseAs: "buffer" },
    async (_request: FastifyRequest, body: Buffer) => parseJsonBody(body),
  );
  app.setValidatorCompiler(() => (value) => ({ value }));
  app.setSerializerCompiler(() => (value) => JSON.stringify(value));
}

function answerErrorsAsProblems(app: FastifyInstance, events: Events): void {
  app.setErrorHandler((error, _request, reply) => refuse(error, reply, events));
  app.setNotFoundHandler(({ method, url }, reply) => {
    const detail = `there is nothing at ${method} ${quoted(url)}; ${PATHS.openapi} lists what there is`;
    return refuse(new AuctionError("not-found", detail), reply, events);
  });
}

function addHooks(app: FastifyInstance, ports: HttpPorts, { hostCheck }: Shared): void {
  const { config, searchService, events, nowMs } = ports;
  refuseUnderOverload(app, searchService, events, nowMs);
  app.addHook("onRequest", ({ raw }, _reply, done) => {
    hostCheck.check(raw);
    done();
  });
  app.addHook("onSend", (_request, { raw }, _payload, done) => {
    setSecurityHeaders(raw);
    setRequestId(raw);
    done();
    cutWhenStalled(raw, config.answerStallMs, events.cut);
  });
}

async function limitRates(
  app: FastifyInstance,
  { nowMs, tenants }: HttpPorts,
  { windows }: Shared,
): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    store: monotonicStore(nowMs, new Map([[PATHS.searches, windows]])),
    keyGenerator: ({ ip, socket }: FastifyRequest) => callerKey(ip, socket.remoteAddress),
    // ACCESS-3
    ...(tenants === null
      ? {}
      : { allowList: ({ tenant }: FastifyRequest) => tenant !== undefined }),
  });
}
