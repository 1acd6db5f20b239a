/** The gateway put together: `startGateway(config)` gives a running one; `stop()` drains it. */
import type { AddressInfo } from "node:net";
import type { FastifyInstance } from "fastify";
import { type Logger, pino } from "pino";
import packageJson from "../package.json" with { type: "json" };
import { connect } from "../proto/connect.ts";
import type { Clock } from "./auction/clock.ts";
import { LEDGER_LIMITS, Ledger } from "./auction/ledger.ts";
import { systemClock } from "./clock.ts";
import type { GatewayConfig } from "./config.ts";
import { createEvents } from "./events.ts";
import { createHttp } from "./http.ts";
import { createRpc } from "./rpc.ts";
import { Inbox } from "./scatter/inbox.ts";
import { Roster } from "./scatter/roster.ts";
import { NatsScatter } from "./scatter/scatter.ts";
import { Searches } from "./searches.ts";

export interface Gateway extends AsyncDisposable {
  readonly id: string;
  /** Where the HTTP door is: `http://127.0.0.1:8080`. */
  readonly url: string;
  /** Takes no more searches, ends those under way with their results, and closes everything (A10). */
  stop(): Promise<void>;
}

export interface GatewayOverrides {
  readonly log?: Logger;
  readonly clock?: Clock;
}

/** @throws Error when the port is taken, or the broker refuses the credentials */
export async function startGateway(config: GatewayConfig, overrides: GatewayOverrides = {}): Promise<Gateway> {
  const log = overrides.log ?? pino({ name: "gateway", level: config.logLevel });
  const clock = overrides.clock ?? systemClock;
  let connected = true;
  const events = createEvents(log, () => searches.underWay);
  const connection = await connect(config.broker, {
    name: `gateway ${config.id}`,
    waitOnFirstConnect: true,
    onStatus({ type, detail }) {
      if (type === "disconnect" || type === "close") connected = false;
      if (type === "reconnect") connected = true;
      events.broker(type, detail, connected);
    },
  });
  events.broker("connect", config.broker.url, connected);

  const ledger = new Ledger(clock, (news) => events.late(news), { ...LEDGER_LIMITS, entriesMax: config.ledgerMax });
  const inbox = new Inbox(connection, config.id, {
    ended(searchId, bidder, bytes) {
      if (!ledger.enter(searchId, bidder, bytes)) events.stray(searchId, bidder);
    },
    fault: events.fault,
  });
  const roster = new Roster(connection, config.id, clock, events);
  const scatter = new NatsScatter({ connection, gateway: config.id, inbox, roster, clock, connected: () => connected });
  const searches = new Searches(config, { scatter, clock, ledger }, events);

  const http = await createHttp({
    config,
    searches,
    events,
    bidders: () => roster.views(config.policy.required),
    unready() {
      if (searches.draining) return "the gateway is shutting down";
      if (!connected) return "the gateway has no connection to its broker; it keeps trying";
      return roster.known ? null : "the gateway has not heard from any bidder yet";
    },
    version: packageJson.version,
  });
  const rpc = createRpc(connection, searches, events);
  roster.start();
  await connection.flush();
  try {
    await http.listen({ host: config.host, port: config.port });
  } catch (thrown) {
    roster.stop();
    await connection.close();
    throw thrown;
  }
  const url = `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${(http.server.address() as AddressInfo).port}`;
  events.listening(url);

  let stopping: Promise<void> | undefined;
  async function drain(): Promise<void> {
    events.draining(searches.underWay);
    // In this order: hear no new searches on NATS, then take none at all; finish those under way; then let go of the broker.
    if (connected) await rpc.close();
    await searches.drain();
    await closeHttp(http);
    roster.stop();
    inbox.close();
    if (connected) await connection.flush();
    await connection.close();
    events.stopped();
  }
  const stop = () => {
    stopping ??= drain();
    return stopping;
  };
  return { id: config.id, url, stop, [Symbol.asyncDispose]: stop };
}

/** How long answers that are on their way out, and whatever else is connected, may hold up the end. */
const HTTP_CLOSE_MS = 500;

/**
 * Closes the door. Node counts a connection that has not sent its first request as busy for a minute (browsers open such ones ahead
 * of time), so after a moment all that are left are cut.
 */
async function closeHttp(http: FastifyInstance): Promise<void> {
  const cut = setTimeout(() => http.server.closeAllConnections(), HTTP_CLOSE_MS);
  await http.close();
  clearTimeout(cut);
}
