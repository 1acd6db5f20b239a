/**
 * One bidder process, from its configuration to its end. The door for `main.ts` and for tests.
 *
 * Stopping loses no call (A7, A10): it says `left` first, so that gateways ask another instance;
 * then takes what the broker has already given it, and no more; then waits for its searches, and
 * cuts short what the drain limit does not allow.
 */
import { readFileSync } from "node:fs";
import type { NatsConnection, Subscription } from "nats";
import { type Logger, pino } from "pino";
import { withoutCredentials } from "../common/runtime/broker-url.ts";
import { type Clock, systemClock } from "../common/runtime/clock.ts";
import { connect } from "../common/runtime/connect.ts";
import { logOutput } from "../common/runtime/log-output.ts";
import { messageOf } from "../proto/errors.ts";
import type { BidderConfig } from "./config.ts";
import { type BidderEvents, bidderEvents } from "./events.ts";
import type { BidderModule } from "./kit/bidder.ts";
import { stillWithin } from "./kit/encoded-bid.ts";
import { Handler } from "./kit/handler.ts";
import { concurrencyOf, loadBidder } from "./kit/modules.ts";
import { Outbox } from "./kit/outbox.ts";
import { announce, type ServiceIdentity, serve } from "./kit/service.ts";
import { Statistics } from "./kit/statistics.ts";
import { subscribeToCalls } from "./kit/subscription.ts";

export interface BidderApp extends AsyncDisposable {
  readonly kind: string;
  readonly instance: string;
  /** Resolves when the connection has ended: with an error when nobody asked for it. */
  readonly closed: Promise<Error | undefined>;
  /** Drains; resolves when everything is closed. Asked twice, it drains once. */
  stop(): Promise<void>;
}

export interface Overrides<Resources> {
  /** Instead of the folder that the kind names. */
  readonly module?: BidderModule<Resources>;
  readonly log?: Logger;
  readonly clock?: Clock;
}

/** How long a broker that does not answer, or a module that does not close, may delay the end. */
const CLOSE_MS_MAX = 1_000;

const { version } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };

/**
 * @throws Error when the module does not load or open, the broker is not there, or it refuses a
 * subscription
 */
export async function startBidder<Resources = unknown>(
  config: BidderConfig,
  overrides: Overrides<Resources> = {},
): Promise<BidderApp> {
  const clock = overrides.clock ?? systemClock;
  const log =
    overrides.log ??
    pino(
      { level: config.logLevel, base: { bidder: config.kind, instance: config.instance } },
      logOutput(),
    );
  const statistics = new Statistics(config.markets, () => clock.now());
  const events = bidderEvents(log, statistics);

  const module = overrides.module ?? ((await loadBidder(config.kind)) as BidderModule<Resources>);
  // A module without `open` asks for no resources: its type says undefined.
  const resources = (await module.open?.(
    { ...config.settings, note: events.noted },
    events.trouble,
  )) as Resources;
  try {
    return await join(config, { clock, statistics, events, module, resources });
  } catch (thrown) {
    await closeResources(resources, events);
    throw thrown;
  }
}

interface Parts<Resources> {
  readonly clock: Clock;
  readonly statistics: Statistics;
  readonly events: BidderEvents;
  readonly module: BidderModule<Resources>;
  readonly resources: Resources;
}

async function join<Resources>(config: BidderConfig, parts: Parts<Resources>): Promise<BidderApp> {
  const { clock, statistics, events, module, resources } = parts;
  const { kind, instance, markets } = config;
  const identity: ServiceIdentity = {
    kind,
    instance,
    version,
    markets,
    started: new Date(clock.wall()).toISOString(),
  };
  const outbox = new Outbox();
  const wallMs = () => clock.wall();
  let online = true;
  let leaving: Promise<void> | undefined;

  // The broker may say another number when it is back, or is another one.
  const payloadBytesMax = () => connection.info?.max_payload ?? Number.POSITIVE_INFINITY;

  const connection = await reach(config, (type, detail) => {
    events.brokerStatus(type, detail);
    if (type === "disconnect") online = false;
    if (type !== "reconnect") return;
    online = true;
    for (const { subject, payload } of outbox.take(clock.now())) {
      attempt(() => connection.publish(subject, stillWithin(payload, payloadBytesMax())));
    }
    // The client has subscribed again by itself; a roster that lost sight of us hears that we are
    // back.
    if (leaving === undefined) attempt(() => announce(connection, identity, "joined", wallMs));
  });
  const publish = (subject: string, payload: Uint8Array, keepUntilMs = 0) => {
    // The client drops what is published while it looks for the broker, and does not say so.
    if (online) connection.publish(subject, payload);
    else if (!outbox.keep(subject, payload, keepUntilMs, clock.now()))
      throw new Error("the broker is away");
  };
  const concurrencyMax = config.concurrencyMax ?? concurrencyOf(module, config.settings);
  const parallel = module.parallel?.(config.settings) ?? 1;
  const handler = new Handler({
    ...config,
    concurrencyMax,
    parallel,
    module,
    resources,
    clock,
    events,
    publish,
    payloadBytesMax,
  });

  const refusals: string[] = [];
  const fault = (subject: string, error: unknown) => {
    refusals.push(`${subject}: ${messageOf(error)}`);
    events.subscriptionFault(subject, error);
  };
  const { calls } = subscribeToCalls(connection, { kind, instance }, markets, handler, fault);
  const stopService = serve(
    connection,
    identity,
    statistics,
    handler,
    fault,
    (error) => events.unsent(null, error),
    wallMs,
  );
  await connection.flush();
  if (refusals.length > 0) {
    await connection.close();
    throw new Error(
      `the broker does not let this user be the bidder '${kind}': ${refusals.join("; ")}`,
    );
  }
  announce(connection, identity, "joined", wallMs);
  await connection.flush();
  events.joined(markets);

  const leave = async () => {
    events.draining(handler.running, handler.waiting);
    attempt(() => announce(connection, identity, "left", wallMs));
    stopService();
    await drain(handler, calls, config.drainMs, clock, events);
    await within(CLOSE_MS_MAX, clock, closeResources(resources, events));
    await within(CLOSE_MS_MAX, clock, connection.drain());
    await connection.close();
    events.stopped();
  };
  const stop = () => {
    leaving ??= leave();
    return leaving;
  };
  const closed = connection.closed().then((error) => {
    if (leaving !== undefined) return undefined;
    return error instanceof Error ? error : new Error("the connection to the broker was closed");
  });
  return { kind, instance, closed, stop, [Symbol.asyncDispose]: stop };
}

async function reach(
  config: BidderConfig,
  onStatus: (type: string, detail: string) => void,
): Promise<NatsConnection> {
  const { broker, kind, instance } = config;
  try {
    return await connect(broker, {
      name: `bidder ${kind} ${instance}`,
      onStatus: ({ type, detail }) => onStatus(type, detail),
    });
  } catch (thrown) {
    const url = withoutCredentials(broker.url);
    throw new Error(`cannot join the broker at ${url}: ${messageOf(thrown)}`, { cause: thrown });
  }
}

/**
 * A call that is on its way to us when we leave has no other instance to go to, so it is still
 * served: calls are taken until the broker has confirmed that none will follow. Cancels are heard
 * to the last.
 */
async function drain<R>(
  handler: Handler<R>,
  subscriptions: readonly Subscription[],
  drainMs: number,
  clock: Clock,
  events: BidderEvents,
): Promise<void> {
  const endsAtMs = clock.now() + drainMs;
  const drained = Promise.allSettled(subscriptions.map((subscription) => subscription.drain()));
  await within(Math.min(drainMs, CLOSE_MS_MAX), clock, drained);
  handler.close();
  if (await within(endsAtMs - clock.now(), clock, handler.idle())) return;
  events.cutShort(handler.running + handler.waiting, drainMs);
  handler.abort();
}

/** True when the promise settled within so many milliseconds. */
async function within(ms: number, clock: Clock, promise: Promise<unknown>): Promise<boolean> {
  let callOff = () => {};
  const late = new Promise<false>((resolve) => {
    callOff = clock.at(clock.now() + Math.max(0, ms), () => resolve(false));
  });
  const settled = promise.then(
    () => true,
    () => true,
  );
  const inTime = await Promise.race([settled, late]);
  callOff();
  return inTime;
}

/** Presence is news, not a promise: without it the roster finds out by asking. */
function attempt(run: () => void): void {
  try {
    run();
  } catch {
    // The connection is closed or closing.
  }
}

async function closeResources(resources: unknown, events: BidderEvents): Promise<void> {
  const close = (resources as { close?: unknown } | null | undefined)?.close;
  if (typeof close !== "function") return;
  try {
    await close.call(resources);
  } catch (thrown) {
    events.closeFailed(thrown);
  }
}
