/**
 * The HTTP transport: builds the Fastify app from its hooks, its plugins and the routes in
 * `routes/`. It translates; `search-service.ts` decides.
 */
import helmet from "@fastify/helmet";
import rateLimit from "@fastify/rate-limit";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { AuctionError } from "../../proto/errors.ts";
import type { Events } from "../events.ts";
import { parseJson } from "../search/json-body.ts";
import { quoted } from "../search/problem.ts";
import { hostRule } from "./allowed-hosts.ts";
import { cutWhenStalled } from "./event-stream.ts";
import { checkHost } from "./host-check.ts";
import type { HttpPorts } from "./http-ports.ts";
import { refuseUnderOverload } from "./overload-refusal.ts";
import { PATHS } from "./paths.ts";
import { monotonicStore } from "./rate-limit-store.ts";
import { refuse } from "./refusals.ts";
import { addAirportsRoute } from "./routes/airports.ts";
import { addBiddersRoute } from "./routes/bidders.ts";
import { addHealthRoutes } from "./routes/health.ts";
import { addMetricsRoute } from "./routes/metrics.ts";
import { addOpenapiRoute, registerOpenapi } from "./routes/openapi.ts";
import { recordMethods, refuseOtherMethods } from "./routes/other-methods.ts";
import { servePage } from "./routes/page.ts";
import { addSearchByIdRoute } from "./routes/search-by-id.ts";
import { addSearchesRoute } from "./routes/searches.ts";
import { serverFactory } from "./server.ts";
import { callerKey, proxyRule } from "./trusted-proxies.ts";

export async function createHttpApp(ports: HttpPorts): Promise<FastifyInstance> {
  const app = createApp(ports);
  acceptOnlyJson(app);
  answerErrorsAsProblems(app, ports.events);
  addHooks(app, ports);
  await registerOpenapi(app, ports.version);
  await registerPlugins(app, ports);

  const methodsByPath = recordMethods(app);
  addSearchesRoute(app, ports);
  addSearchByIdRoute(app, ports);
  addBiddersRoute(app, ports);
  addAirportsRoute(app, ports);
  addHealthRoutes(app, ports);
  addMetricsRoute(app, ports);
  addOpenapiRoute(app);
  methodsByPath.set(PATHS.page, ["GET", "HEAD"]);
  refuseOtherMethods(app, methodsByPath);
  await servePage(app);

  await app.ready();
  return app;
}

function createApp({ config, events }: HttpPorts): FastifyInstance {
  const isProxy = config.trustProxy === null ? null : proxyRule(config.trustProxy);
  return fastify({
    logger: false,
    bodyLimit: config.bodyBytesMax,
    serverFactory: serverFactory(config, isProxy, events),
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
    async (_request: FastifyRequest, body: Buffer) => parseJson(body),
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

function addHooks(app: FastifyInstance, ports: HttpPorts): void {
  const { config, searchService, events, nowMs } = ports;
  refuseUnderOverload(app, searchService, events, nowMs);
  const listensOn =
    config.operations === null ? [config.host] : [config.host, config.operations.host];
  const hostAllowed =
    config.hostsAllowed === null ? null : hostRule(listensOn, config.hostsAllowed);
  app.addHook("onRequest", async ({ raw }) => checkHost(raw, hostAllowed));
  app.addHook("onSend", async (_request, reply) =>
    cutWhenStalled(reply.raw, config.answerStallMs, events.cut),
  );
}

async function registerPlugins(app: FastifyInstance, { nowMs }: HttpPorts): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { "upgrade-insecure-requests": null } },
    strictTransportSecurity: false,
  });
  await app.register(rateLimit, {
    global: false,
    store: monotonicStore(nowMs),
    keyGenerator: ({ ip, socket }: FastifyRequest) => callerKey(ip, socket.remoteAddress),
  });
}
