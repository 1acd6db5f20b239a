/** The gateway put together: `startGateway(config)` gives a running one; `stop()` drains it. */
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { type Logger, pino } from "pino";
import { type Clock, systemClock } from "../common/runtime/clock.ts";
import { connect } from "../common/runtime/connect.ts";
import { logOutput } from "../common/runtime/log-output.ts";
import packageJson from "../package.json" with { type: "json" };
import { GATEWAY_INBOX } from "../proto/subjects.ts";
import { LEDGER_LIMITS, Ledger } from "./auction/ledger.ts";
import type { GatewayConfig } from "./config.ts";
import { createEvents } from "./events.ts";
import { createStandIns, STAND_IN_DEFAULTS, type StandInConfig } from "./fallback/create-store.ts";
import { createHttp } from "./http/app.ts";
import { listenFault } from "./http/listen-fault.ts";
import { type Listeners, listen } from "./http/listeners.ts";
import { createOperations } from "./http/operations.ts";
import { createRpc } from "./nats/rpc.ts";
import { FROZEN_MS_MIN, FreezeDetector } from "./runtime/freeze-detector.ts";
import { JudgedClock } from "./runtime/judged-clock.ts";
import { RoundTrips } from "./runtime/round-trips.ts";
import { ConnectionHistory } from "./scatter/connection-history.ts";
import { Inbox } from "./scatter/inbox.ts";
import { MICROSERVICE_SETTINGS, type MicroserviceSettings } from "./scatter/microservice-client.ts";
import { Roster } from "./scatter/roster.ts";
import { NatsScatter } from "./scatter/scatter.ts";
import { Searches } from "./search/searches.ts";

export interface Gateway extends AsyncDisposable {
  readonly id: string;
  /** Where the HTTP door is: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Where /live, /ready and /metrics are answered besides; null where nowhere. */
  readonly operationsUrl: string | null;
  /**
   * Resolves when the connection to the broker has ended for good: with an error when nobody asked
   * for it.
   */
  readonly closed: Promise<Error | undefined>;
  /**
   * Takes no more searches, ends those under way with their results, and closes everything (A10).
   */
  stop(): Promise<void>;
}

export interface GatewayOverrides {
  readonly log?: Logger;
  readonly clock?: Clock;
}

/** @throws Error when the port is taken, or the broker refuses the credentials */
export async function startGateway(
  config: GatewayConfig,
  overrides: GatewayOverrides = {},
): Promise<Gateway> {
  const log = overrides.log ?? pino({ name: "gateway", level: config.logLevel }, logOutput());
  const clock = new JudgedClock(overrides.clock ?? systemClock, (fault) => events.clock(fault));
  let connected = true;
  const history = new ConnectionHistory(clock, config.biddersReturnMs);
  // Not before there is a connection to ask over.
  let known: Roster | undefined;
  const events = createEvents(log, {
    running: () => searches.underWay,
    waiting: () => searches.waiting,
    ledger: () => ledger.size,
  });
  events.connecting(config.broker.url);
  const connection = await connect(config.broker, {
    name: `gateway ${config.id}`,
    inboxPrefix: GATEWAY_INBOX,
    waitOnFirstConnect: true,
    onStatus({ type, detail }) {
      if (type === "disconnect" || type === "close") connected = false;
      if (type === "reconnect") connected = true;
      history.status(type);
      if (type === "disconnect") known?.pause();
      if (type === "reconnect") known?.resume();
      events.broker(type, detail, connected);
    },
  });
  events.broker("connect", config.broker.url, connected);

  const ledger = new Ledger(
    clock,
    {
      late(news) {
        events.late(news);
        const { instance, deadlineMs, late } = news;
        const { bidder, latencyMs } = late;
        scatter.learnLate({
          bidder,
          instance,
          latencyMs,
          deadlineMs,
          arrivedAt: clock.now() - latencyMs,
        });
      },
      regret: events.regret,
    },
    { ...LEDGER_LIMITS, entriesMax: config.ledgerMax, bytesMax: config.ledgerBytesMax },
  );
  const inbox = new Inbox(connection, config.id, {
    ended(auctionId, bidder, instance, bytes) {
      if (!ledger.enter(auctionId, bidder, instance, bytes)) events.stray(auctionId, bidder);
    },
    fault: events.fault,
  });
  const roster = new Roster(
    connection,
    config.id,
    clock,
    {
      ...events,
      lost: (bidder) => inbox.lost(bidder),
      clocks: (readings) => clock.judge(readings),
    },
    microserviceSettings(config),
  );
  known = roster;
  const scatter = new NatsScatter({
    connection,
    gateway: config.id,
    inbox,
    roster,
    clock,
    connected: () => connected,
    history,
    onHedge: events.hedged,
    onHedgeLost: events.hedgeLost,
  });
  const dialBucket = () =>
    connect(config.broker, {
      name: `gateway ${config.id} stand-ins`,
      inboxPrefix: GATEWAY_INBOX,
      onStatus: () => {},
    });
  const standIns = createStandIns(standInConfig(config), dialBucket, clock, events.standIns);
  const roundTrips = new RoundTrips(clock, () => connection.flush());
  const ports = { scatter, clock, ledger, standIns, standInAgeMaxMs: config.standInAgeMaxMs };
  const freezes = new FreezeDetector([systemClock.now, systemClock.wall], FROZEN_MS_MIN);
  const searches = new Searches(
    config,
    ports,
    events,
    () => (roster.known ? roster.bidders : []),
    () => {
      const frozenMs = freezes.beat();
      if (frozenMs !== null) void rpc.rejoin(frozenMs);
    },
  );

  const http = await createHttp({
    config,
    searches,
    events,
    bidders: () => roster.views(config.policy.required),
    unready() {
      if (searches.draining) return "the gateway is shutting down";
      if (!connected) return "the gateway has no connection to its broker; it keeps trying";
      if (roundTrips.late) return "the broker does not answer on this gateway's connection";
      if (!roster.known) return "the gateway is asking which bidders there are";
      if (history.isFresh && roster.notReturned.length > 0 && !roster.anyReturned) {
        return "the connection to the broker is back; none of the bidders that were there has returned yet";
      }
      return roster.anyAlive ? null : "no bidder answers this gateway; it asks twice a second";
    },
    warnings: () => (clock.fault === null ? [] : [{ code: "clock", detail: clock.fault.detail }]),
    nowMs: () => clock.now(),
    version: packageJson.version,
  });
  inbox.start();
  roster.start();
  roundTrips.start();
  const operations =
    config.operations === null ? undefined : createOperations(http, config, events);
  let listeners: Listeners | undefined;
  try {
    await connection.flush();
    const at = { host: config.host, port: config.port, backlog: config.connectionsMax };
    listeners = await opened(listen(http, at), config, { host: "HOST", port: "PORT" });
    if (operations !== undefined && config.operations !== null) {
      await opened(listening(operations, config.operations), config.operations, {
        host: "OPERATIONS_HOST",
        port: "OPERATIONS_PORT",
      });
    }
  } catch (thrown) {
    await closeHttp(http, listeners);
    roster.stop();
    roundTrips.stop();
    await standIns.close();
    await connection.close();
    throw thrown;
  }
  // The queue group is joined last: a gateway that cannot start must not take searches (A10).
  const rpc = createRpc({
    connection,
    id: config.id,
    version: packageJson.version,
    searches,
    events,
    clock,
  });
  await within(BROKER_MS_MAX, connection.flush());
  const url = urlOf(config.host, http.server);
  const operationsUrl =
    operations === undefined || config.operations === null
      ? null
      : urlOf(config.operations.host, operations);
  freezes.beat();
  searches.start();
  events.listening(url);
  if (operationsUrl !== null) events.listening(operationsUrl);

  let stopping: Promise<void> | undefined;
  async function drain(): Promise<void> {
    events.draining(searches.underWay);
    // In this order: take no new searches over HTTP; hear no new ones on NATS, but take what the
    // broker has already given us, for nobody else will; finish all; then let go. A broker that
    // does not answer holds up none of it for long.
    searches.close("http");
    if (connected) await within(BROKER_MS_MAX, rpc.close());
    searches.close("nats");
    await searches.idle();
    searches.stop();
    await closeHttp(http, listeners);
    operations?.close();
    operations?.closeAllConnections();
    roster.stop();
    roundTrips.stop();
    inbox.stop();
    await standIns.close();
    if (connected) await within(BROKER_MS_MAX, connection.flush());
    await connection.close();
    events.stopped();
  }
  const stop = () => {
    stopping ??= drain();
    return stopping;
  };
  const closed = connection.closed().then((error) => {
    if (stopping !== undefined) return undefined;
    return error instanceof Error ? error : new Error("the connection to the broker was closed");
  });
  return { id: config.id, url, operationsUrl, closed, stop, [Symbol.asyncDispose]: stop };
}

function urlOf(host: string, server: Server): string {
  return `http://${host.includes(":") ? `[${host}]` : host}:${(server.address() as AddressInfo).port}`;
}

/** @throws Error when the port is taken */
async function listening(server: Server, where: { host: string; port: number }): Promise<void> {
  server.listen(where);
  await once(server, "listening");
}

/** @throws Error that names the settings which say where */
async function opened<T>(
  listening: Promise<T>,
  where: { host: string; port: number },
  names: { host: string; port: string },
): Promise<T> {
  try {
    return await listening;
  } catch (thrown) {
    throw listenFault(thrown, where, names);
  }
}

/** How long a broker that does not answer may delay the end. */
const BROKER_MS_MAX = 1_000;

/** Waits for the promise, but not for longer than this; how it ends is nobody's business. */
async function within(ms: number, promise: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([promise.catch(() => {}), timeout]);
  clearTimeout(timer);
}

function standInConfig({ standIns, standInAgeMaxMs }: GatewayConfig): StandInConfig {
  return {
    ...STAND_IN_DEFAULTS,
    keptIn: standIns,
    limits: { ...STAND_IN_DEFAULTS.limits, ageMsMax: standInAgeMaxMs },
  };
}

function microserviceSettings({ hedgeShare }: GatewayConfig): MicroserviceSettings {
  const hedge =
    hedgeShare === 0 ? { answersMin: Number.POSITIVE_INFINITY } : { callsPerHedge: 1 / hedgeShare };
  return { ...MICROSERVICE_SETTINGS, hedge: { ...MICROSERVICE_SETTINGS.hedge, ...hedge } };
}

/**
 * How long answers that are on their way out, and whatever else is connected, may hold up the end.
 */
const HTTP_CLOSE_MS = 500;

/**
 * Closes the door. Node counts a connection that has not sent its first request as busy for a
 * minute (browsers open such ones ahead of time), so after a moment all that are left are cut.
 */
async function closeHttp(http: FastifyInstance, listeners: Listeners | undefined): Promise<void> {
  const cut = setTimeout(() => http.server.closeAllConnections(), HTTP_CLOSE_MS);
  await Promise.all([listeners?.close(), http.close()]);
  clearTimeout(cut);
}
