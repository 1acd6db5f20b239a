/**
 * The sandbox: it simulates outside sellers. Several agencies, each with its own token, answer over
 * HTTP with Duffel's Flights API v2 or with a protocol of the sandbox's own. Their faults are
 * simulated as the configuration says, and can be changed at run time at `/sandbox/behaviour`.
 */

import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import Fastify, { type FastifyError, type FastifyInstance, LogController } from "fastify";
import * as nonstop from "../../bidders/nonstop/index.ts";
import type { PartnerEntry } from "../../bidders/partners/entries.ts";
import * as stops from "../../bidders/stops/same-thread-search.ts";
import { withoutSecrets } from "../../common/runtime/line-secrets.ts";
import { logOutput } from "../../common/runtime/log-output.ts";
import { messageOf } from "../../proto/errors.ts";
import { DAY_MS } from "../../proto/local-time.ts";
import { serveBookingPage } from "./booking-page.ts";
import type { SandboxConfig } from "./config.ts";
import { answerWithErrors, badRequest, internalError } from "./errors.ts";
import { createEvents, type SandboxEvent, type SandboxEvents } from "./events.ts";
import { serveFaultsRoute } from "./faults-route.ts";
import { anySearch, createInventory, finderOf, type Inventory } from "./inventory.ts";
import { serveOfferRequests } from "./offer-requests.ts";
import { sandboxPartners } from "./partners.ts";
import type { SimulatedFaults } from "./simulated-faults.ts";
import { serveTripSearches } from "./trip-searches.ts";

export interface Sandbox extends AsyncDisposable {
  readonly url: string;
  /** The entries of the partners' file under which the partners bidder finds its agencies. */
  readonly partners: readonly PartnerEntry[];
  /** Accepts no more requests, lets those in flight end for `drainMs`, and then aborts them. */
  stop(drainMs?: number): Promise<void>;
}

export interface SandboxOverrides {
  /** Instead of what `nonstop` and `stops` find. */
  readonly inventory?: Inventory;
  /** How long a search of what `nonstop` and `stops` find may take: 2,000 ms by default. */
  readonly searchMsMax?: number;
  /** 0 <= n < 1 */
  readonly random?: () => number;
  readonly now?: () => number;
  /** Receives every event, after the log. */
  readonly onEvent?: (event: SandboxEvent) => void;
  /** Called with the URL when the port is open: requests wait until the flights are read. */
  readonly onListening?: (url: string) => void;
}

const BODY_BYTES_MAX = 64 * 1024;
const DRAIN_MS = 5_000;
/** The time after that for the last answers to be sent. */
const DISCONNECT_MS = 500;
const WARM_UP_DAYS = 30;
const WARM_UP_MS = 600;
/** One way, and there and back. */
const WARM_UP_TRIPS = [["LHR JFK"], ["CDG BKK"], ["LHR JFK", "JFK LHR"]];

async function openInventory(
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
 * The first searches include the time in which Node compiles the code, and would take longer than
 * an agency may: so they are some without a caller.
 */
async function warmUp(inventory: Inventory, signal: AbortSignal, now: () => number): Promise<void> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(WARM_UP_MS)]);
  const date = (days: number) => new Date(now() + days * DAY_MS).toISOString().slice(0, 10);
  for (const trip of WARM_UP_TRIPS) {
    const slices = trip.map((market, i) => {
      const [origin = "", destination = ""] = market.split(" ");
      return { origin, destination, departureDate: date(WARM_UP_DAYS * (i + 1)) };
    });
    await inventory.find(anySearch(slices), limit).catch(() => {});
  }
}

/** An inventory that is still being opened: its searches wait for it. */
function whenOpen(opened: Promise<Inventory>): Inventory {
  // The caller of startSandbox gets the error; searches that wait for it fail with it.
  const closing = opened.then(
    (inventory) => () => inventory.close(),
    () => async () => {},
  );
  return {
    find: async (search, signal) => (await opened).find(search, signal),
    close: async () => (await closing)(),
  };
}

/** @throws Error when the timetable cannot be read or the port is taken */
export async function startSandbox(
  config: SandboxConfig,
  overrides: SandboxOverrides = {},
): Promise<Sandbox> {
  const { random = Math.random, now = Date.now } = overrides;
  // The port is open while the flights are read: whoever needs its URL need not wait for them.
  const opened = Promise.resolve(
    overrides.inventory ?? openInventory(config, now, overrides.searchMsMax),
  );
  const inventory = whenOpen(opened);
  const app = createServer(config);
  const events = createEvents(app.log, overrides.onEvent);
  const faults = new Map<string, SimulatedFaults>(
    config.agencies.map((agency) => [agency.id, config.faults]),
  );
  const stopping = new AbortController();
  answerErrors(app, events);
  const { agencies } = config;
  const service = { agencies, faults, inventory, events, stopping: stopping.signal, random, now };
  serveOfferRequests(app, service);
  serveTripSearches(app, service);
  serveFaultsRoute(app, faults);
  serveBookingPage(app);
  const url = await listen(app, config, inventory);
  overrides.onListening?.(url);
  try {
    await opened;
  } catch (thrown) {
    await app.close();
    throw thrown;
  }
  if (overrides.inventory === undefined) await warmUp(inventory, stopping.signal, now);
  events.started(url);

  let stopped: Promise<void> | undefined;
  const stop = (drainMs = DRAIN_MS): Promise<void> => {
    stopped ??= drain(drainMs);
    return stopped;
  };
  async function drain(drainMs: number): Promise<void> {
    const abort = setTimeout(() => stopping.abort(), drainMs);
    const disconnect = setTimeout(() => app.server.closeAllConnections(), drainMs + DISCONNECT_MS);
    await app.close();
    // A search that still runs has no caller any more.
    stopping.abort();
    clearTimeout(abort);
    clearTimeout(disconnect);
    await inventory.close();
    events.stopped();
  }
  return {
    url,
    partners: sandboxPartners(url, config.agencies, config.links),
    stop,
    [Symbol.asyncDispose]: () => stop(),
  };
}

function createServer(config: SandboxConfig) {
  return Fastify({
    logger: {
      level: config.logLevel,
      stream: logOutput(),
      hooks: { streamWrite: withoutSecrets },
    },
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES_MAX,
    forceCloseConnections: "idle",
    genReqId: () => randomBytes(8).toString("hex"),
  });
}

/** Errors, in Duffel's error model, and what every answer has while the sandbox stops. */
function answerErrors(app: FastifyInstance, events: SandboxEvents): void {
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) events.broken(error);
    return answerWithErrors(
      request,
      reply,
      status,
      status >= 500 ? internalError() : badRequest("bad_request", error.message),
    );
  });
  app.setNotFoundHandler((request, reply) =>
    answerWithErrors(
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
}

/** The URL. @throws Error, with the inventory closed, when the port is taken */
async function listen(
  app: FastifyInstance,
  { host, port }: SandboxConfig,
  inventory: Inventory,
): Promise<string> {
  try {
    await app.listen({ host, port });
  } catch (thrown) {
    await inventory.close();
    throw new Error(`the sandbox cannot listen on ${host}:${port}: ${messageOf(thrown)}`, {
      cause: thrown,
    });
  }
  const address = app.server.address() as AddressInfo;
  return `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`;
}
