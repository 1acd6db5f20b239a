/**
 * The sandbox: an outside seller's stand-in that speaks Duffel's Flights API v2 over HTTP, and a
 * protocol of its own, and plays several agencies, told apart by their tokens. It misbehaves as it
 * is told to, by its configuration and at run time under `/sandbox/behaviour`.
 */
import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import Fastify, { type FastifyError, LogController } from "fastify";
import * as nonstop from "../../bidders/nonstop/index.ts";
import type { PartnerEntry } from "../../bidders/partners/settings.ts";
import * as stops from "../../bidders/stops/inline.ts";
import { logOutput } from "../../common/runtime/log-output.ts";
import { messageOf } from "../../proto/errors.ts";
import type { Behaviour } from "./behaviour.ts";
import type { SandboxConfig } from "./config.ts";
import { serveBehaviour } from "./control.ts";
import { badRequest, internalError, refuse } from "./errors.ts";
import { createEvents, type SandboxEvent } from "./events.ts";
import { anySearch, createInventory, finderOf, type Inventory } from "./inventory.ts";
import { serveOfferRequests } from "./offer-requests.ts";
import { sandboxPartners } from "./partners.ts";
import { serveTripSearches } from "./trip-searches.ts";

export interface Sandbox extends AsyncDisposable {
  readonly url: string;
  /** The entries of the partners' file under which the partners bidder finds its agencies. */
  readonly partners: readonly PartnerEntry[];
  /** Stops taking requests and lets those in flight end, for `drainMs`; then they are cut off. */
  stop(drainMs?: number): Promise<void>;
}

export interface SandboxOverrides {
  /** Instead of what `nonstop` and `stops` find. */
  readonly inventory?: Inventory;
  /**
   * How long a search of what `nonstop` and `stops` find may take: 2,000 ms where nothing is said.
   */
  readonly searchMsMax?: number;
  /** 0 <= n < 1 */
  readonly random?: () => number;
  readonly now?: () => number;
  /** Told of everything that happens, after the log. */
  readonly onEvent?: (event: SandboxEvent) => void;
}

const BODY_BYTES_MAX = 64 * 1024;
const DRAIN_MS = 5_000;
/** After the cut, for the last answers to leave. */
const HANG_UP_MS = 500;
const WARM_UP_DAYS = 30;

async function openShelf(
  config: SandboxConfig,
  now: () => number,
  searchMsMax?: number,
): Promise<Inventory> {
  const resources = await stops.open(config);
  return createInventory([
    finderOf(nonstop.search, resources, now, searchMsMax),
    finderOf(stops.search, resources, now, searchMsMax),
  ]);
}

/**
 * The first search pays for what Node compiles as it goes, and would take longer than an agency
 * may: it is one that nobody waits for.
 */
async function warmUp(inventory: Inventory, signal: AbortSignal, now: () => number): Promise<void> {
  const departureDate = new Date(now() + WARM_UP_DAYS * 86_400_000).toISOString().slice(0, 10);
  await inventory
    .find(anySearch([{ origin: "LHR", destination: "JFK", departureDate }]), signal)
    .catch(() => {});
}

/** @throws Error when the timetable cannot be read or the port is taken */
export async function startSandbox(
  config: SandboxConfig,
  overrides: SandboxOverrides = {},
): Promise<Sandbox> {
  const { random = Math.random, now = Date.now } = overrides;
  const inventory = overrides.inventory ?? (await openShelf(config, now, overrides.searchMsMax));
  const app = Fastify({
    logger: { level: config.logLevel, stream: logOutput() },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES_MAX,
    forceCloseConnections: "idle",
    genReqId: () => randomBytes(8).toString("hex"),
  });
  const events = createEvents(app.log, overrides.onEvent);
  const behaviours = new Map<string, Behaviour>(
    config.agencies.map((agency) => [agency.id, config.behaviour]),
  );
  const stopping = new AbortController();

  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) events.broken(error);
    return refuse(
      request,
      reply,
      status,
      status >= 500 ? internalError() : badRequest("bad_request", error.message),
    );
  });
  app.setNotFoundHandler((request, reply) =>
    refuse(
      request,
      reply,
      404,
      badRequest("not_found", `no ${request.method} ${request.url} here`),
    ),
  );
  // A connection that is kept alive would keep the server open after its last answer.
  app.addHook("onSend", async (_, reply) => {
    if (!app.server.listening) void reply.header("connection", "close");
  });
  const desk = {
    agencies: config.agencies,
    behaviours,
    inventory,
    events,
    stopping: stopping.signal,
    random,
    now,
  };
  serveOfferRequests(app, desk);
  serveTripSearches(app, desk);
  serveBehaviour(app, behaviours);

  try {
    await app.listen({ host: config.host, port: config.port });
  } catch (thrown) {
    await inventory.close();
    throw new Error(
      `the sandbox cannot listen on ${config.host}:${config.port}: ${messageOf(thrown)}`,
      { cause: thrown },
    );
  }
  const { port } = app.server.address() as AddressInfo;
  const url = `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`;
  events.started(url);
  const warm =
    overrides.inventory === undefined ? warmUp(inventory, stopping.signal, now) : undefined;

  let stopped: Promise<void> | undefined;
  const stop = (drainMs = DRAIN_MS): Promise<void> => {
    stopped ??= drain(drainMs);
    return stopped;
  };
  async function drain(drainMs: number): Promise<void> {
    const cutOff = setTimeout(() => stopping.abort(), drainMs);
    const hangUp = setTimeout(() => app.server.closeAllConnections(), drainMs + HANG_UP_MS);
    await app.close();
    // Whatever it still looks for, nobody asked for it.
    stopping.abort();
    await warm;
    clearTimeout(cutOff);
    clearTimeout(hangUp);
    await inventory.close();
    events.stopped();
  }
  return {
    url,
    partners: sandboxPartners(url, config.agencies),
    stop,
    [Symbol.asyncDispose]: () => stop(),
  };
}
