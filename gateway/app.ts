/**
 * The gateway put together: `startGateway(config)` starts one; `stop()` drains it.
 *
 * Tests: `test/integration/transports.test.ts`, `test/faults/drain.test.ts`.
 */
import type { Logger } from "pino";
import { type Clock, systemClock } from "../common/runtime/clock.ts";
import { openTracing } from "../common/runtime/open-tracing.ts";
import { openLog } from "../common/runtime/process-log.ts";
import { processorMs } from "../common/runtime/processor-time.ts";
import type { Tracing } from "../common/runtime/tracing.ts";
import { settlesWithin } from "../common/runtime/within.ts";
import packageJson from "../package.json" with { type: "json" };
import { openAdministration } from "./admin/open-administration.ts";
import { type BrokerLink, connectToBroker } from "./broker-link.ts";
import type { GatewayConfig } from "./config.ts";
import type { GatewayLoad } from "./events/load-metrics.ts";
import { createEvents, type Events } from "./events.ts";
import { type OpenExperiments, openExperiments } from "./experiments/open-experiments.ts";
import { createHttpApp } from "./http/app.ts";
import { HttpListeners } from "./http/http-listeners.ts";
import { marketView } from "./market-view/market-view.ts";
import { RecentMinutes } from "./market-view/recent-minutes.ts";
import { type SearchEndpoint, startSearchEndpoint } from "./nats/search-endpoint.ts";
import { knownPlaces } from "./places/known-places.ts";
import { absentBidders, readinessChecks } from "./readiness.ts";
import { CorrectedClock } from "./runtime/corrected-clock.ts";
import { FROZEN_MS_MIN, FreezeDetector } from "./runtime/freeze-detector.ts";
import type { BidderView } from "./scatter/microservice-client.ts";
import type { SearchService } from "./search/search-service.ts";
import { createServices, type Services } from "./services.ts";
import { type OpenTenants, openTenants } from "./tenants/open-tenants.ts";
import { loadTokens } from "./tokens/load-tokens.ts";
import type { OpenTokens } from "./tokens/open-tokens.ts";
import { warmUp } from "./warm-up.ts";

export interface Gateway extends AsyncDisposable {
  readonly id: string;
  /** The address of the HTTP transport: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The address of the listener for monitoring; null where there is none. */
  readonly operationsUrl: string | null;
  /**
   * A search by code of this process: what both transports call. The ledger records the result
   * after the promises that settle with it: it must not be changed before that, and cannot be
   * viewed.
   */
  readonly search: SearchService["search"];
  /** Reads the tenants file and the policies file again, where there are any. */
  reload(): void;
  /** Resolves when the broker connection is closed: with an error unless `stop` closed it. */
  readonly closed: Promise<Error | undefined>;
  /** Accepts no more searches, ends the running ones with their results, and closes all (A10). */
  stop(): Promise<void>;
}

export interface GatewayOverrides {
  readonly log?: Logger;
  readonly clock?: Clock;
  /** How long it may warm up before it takes searches (warm-up.ts). Without it, it does not. */
  readonly warmUpMs?: number;
  /** Where its spans go, instead of what the configuration says. */
  readonly tracing?: Tracing;
}

const { version } = packageJson;

/** How long a broker that does not answer may delay the start or the end. */
const BROKER_MS_MAX = 1_000;

/** @throws Error when the port is in use, or the broker refuses the credentials */
export async function startGateway(
  config: GatewayConfig,
  overrides: GatewayOverrides = {},
): Promise<Gateway> {
  const log = overrides.log ?? openLog({ name: "gateway", level: config.logLevel });
  const { required } = config.policy;
  const ownClock = overrides.clock ?? systemClock;
  const recent = new RecentMinutes(ownClock);
  const load = loadOf(() => services);
  const events = createEvents(log, load, { version, required }, recent);
  const clock = new CorrectedClock(ownClock, events.clock);
  const service = { name: "gateway", instance: config.id, version };
  const tracing = overrides.tracing ?? (await openTracing(config.tracing, service));
  const link = await connectToBroker(config, clock, events);
  const freezes = new FreezeDetector([systemClock.now, systemClock.wall], FROZEN_MS_MIN);
  const onBeat = () => rejoinAfter(freezes.beat(), searchEndpoint);
  const opened = openExperiments(config, { clock, events });
  const experiments = opened?.experiments ?? null;
  const services = createServices(config, { link, clock, events, onBeat, tracing, experiments });
  const { searchService, asyncSearches, offers, roster, sharedLedger } = services;
  const bidders = () => roster.views(searchService.policy.required);
  const market = () => marketView(recent.sums(), bidders());
  const places = knownPlaces();
  const tenants = openTenants(config, { clock, events });
  const tokens = await loadTokens(config, tenants, { clock, events });
  const http = await createHttpApp({
    config,
    searchService,
    asyncSearches,
    offers,
    sharedLedger,
    tenants: tenants?.tenants ?? null,
    tokens: tokens?.tokens ?? null,
    events,
    bidders,
    market,
    coverage: () => roster.coverage(),
    places,
    checks: () => readinessChecks(link, services),
    warnings: () => warningsOf(clock, bidders(), tokens),
    nowMs: () => clock.now(),
    version,
  });
  const admin = openAdministration(config, {
    ...{ searchService, bidders, events, tenants, experiments },
    connection: link.connection,
    connected: () => link.connected,
  });
  const listeners = new HttpListeners(http, config, events, admin);
  startServices(services);
  const warm = { clock, limitMs: overrides.warmUpMs ?? 0, workedMs: processorMs, places };
  await Promise.all([warmUp(config, warm), learnedBefore(services, clock)]);
  await openListeners(listeners, link, services);
  // The queue group is joined last: a gateway that cannot start must not receive searches (A10).
  const { connection } = link;
  const searchEndpoint = startSearchEndpoint({
    ...{ connection, version, searchService, asyncSearches, offers, market, events, clock },
    ...{ id: config.id, bounds: config.bounds },
    started: new Date(systemClock.wall()).toISOString(),
    ownWallMs: () => ownClock.wall(),
    ...{ tenants: tenants?.tenants ?? null, sharedLedger },
  });
  await settlesWithin(connection.flush(), BROKER_MS_MAX);
  freezes.beat();
  searchService.start();
  for (const url of [listeners.url, listeners.operationsUrl])
    if (url !== null) events.listening(url);
  const parts = { events, link, services, listeners, searchEndpoint, tracing, tenants, tokens };
  return running(config.id, { ...parts, experiments: opened });
}

/** `frozenMs`: how long this process did not run; null where it did. */
function rejoinAfter(frozenMs: number | null, endpoint: SearchEndpoint): void {
  if (frozenMs !== null) void endpoint.rejoin(frozenMs);
}

/** What an operator should correct, although searches are answered. */
function warningsOf(
  { skew }: CorrectedClock,
  bidders: readonly BidderView[],
  tokens: OpenTokens | null,
) {
  const clock = skew === null ? [] : [{ code: "clock" as const, detail: skew.detail }];
  return [...clock, ...absentBidders(bidders), ...(tokens?.warnings() ?? [])];
}

/** What is asked for with each scrape, when the services are there. */
function loadOf(services: () => Services): GatewayLoad {
  return {
    running: () => services().searchService.running,
    waiting: () => services().searchService.waiting,
    asynchronous: () => services().asyncSearches.size,
    ledger: () => {
      const { ledger } = services();
      ledger.dropExpired();
      return ledger.size;
    },
  };
}

/** @throws Error when a port is in use, with everything closed */
async function openListeners(
  listeners: HttpListeners,
  { connection }: BrokerLink,
  services: Services,
): Promise<void> {
  try {
    await connection.flush();
    await listeners.open();
  } catch (thrown) {
    await listeners.closeMain();
    await closeServices(services);
    await connection.close();
    throw thrown;
  }
}

interface RunningParts {
  readonly events: Events;
  readonly link: BrokerLink;
  readonly services: Services;
  readonly listeners: HttpListeners;
  readonly searchEndpoint: SearchEndpoint;
  readonly tracing: Tracing | null;
  readonly tenants: OpenTenants | null;
  readonly tokens: OpenTokens | null;
  readonly experiments: OpenExperiments | null;
}

function running(id: string, parts: RunningParts): Gateway {
  const { url, operationsUrl } = parts.listeners;
  const { searchService } = parts.services;
  const search: Gateway["search"] = (raw, caller) => searchService.search(raw, caller);
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= drain(parts);
    return stopping;
  };
  const closed = parts.link.connection.closed().then((error) => {
    if (stopping !== undefined) return undefined;
    return error instanceof Error ? error : new Error("the connection to the broker was closed");
  });
  const reload = () => {
    parts.tenants?.tenants.reload();
    parts.experiments?.experiments.reload();
  };
  return { id, url, operationsUrl, search, reload, closed, stop, [Symbol.asyncDispose]: stop };
}

/**
 * Shuts down in this order: accept no new searches over HTTP; receive no new ones over NATS, but
 * accept those that the broker has delivered already, because no other gateway gets them; finish
 * all; close. A broker that does not answer delays each step by a limited time.
 */
async function drain(parts: RunningParts): Promise<void> {
  const { events, link, services, listeners, searchEndpoint, tracing, tenants, tokens } = parts;
  const { searchService, asyncSearches, inbox } = services;
  const { connection } = link;
  events.draining(searchService.running);
  searchService.close("http");
  if (link.connected) await settlesWithin(searchEndpoint.close(), BROKER_MS_MAX);
  searchService.close("nats");
  await searchService.idle();
  searchService.stop();
  asyncSearches.close();
  tenants?.close();
  tokens?.close();
  parts.experiments?.close();
  await Promise.all([listeners.closeMain(), searchEndpoint.answered()]);
  listeners.closeOperations();
  inbox.stop();
  await services.recording?.close();
  await closeServices(services);
  if (link.connected) await settlesWithin(connection.flush(), BROKER_MS_MAX);
  await connection.close();
  await tracing?.close();
  events.stopped();
}

function startServices(services: Services): void {
  const { roster, brokerPing, fallbackStore, sharedLedger, learned } = services;
  services.startInbox();
  roster.start();
  brokerPing.start();
  fallbackStore.start();
  sharedLedger?.start();
  learned?.start();
}

/** The first searches are to have what was learned before; none waits for it. */
async function learnedBefore({ learned }: Services, clock: Clock): Promise<void> {
  if (learned !== null) await settlesWithin(learned.loaded, BROKER_MS_MAX, clock);
}

async function closeServices(services: Services): Promise<void> {
  const { roster, brokerPing, fallbackStore, sharedLedger, learned, feedback } = services;
  feedback.close();
  roster.stop();
  brokerPing.stop();
  await Promise.all([fallbackStore.close(), sharedLedger?.close(), learned?.close()]);
}
