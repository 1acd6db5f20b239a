/**
 * One bidder process, from its configuration to its end. `startBidder` is how main.ts, a bidder
 * outside of `bidders/` and the tests start one.
 */
import { readFileSync } from "node:fs";
import type { NatsConnection } from "nats";
import type { Logger } from "pino";
import { type Clock, systemClock } from "../common/runtime/clock.ts";
import { openTracing } from "../common/runtime/open-tracing.ts";
import { openLog } from "../common/runtime/process-log.ts";
import { processorMs } from "../common/runtime/processor-time.ts";
import type { Tracing } from "../common/runtime/tracing.ts";
import { type BidderConnection, openConnection } from "./broker-connection.ts";
import type { BidderConfig } from "./config.ts";
import { type BidderEvents, bidderEvents } from "./events.ts";
import type { BidderModule } from "./kit/bidder.ts";
import { CallHandler } from "./kit/call-handler.ts";
import { coverageWithin } from "./kit/coverage-within.ts";
import { FeedbackReader } from "./kit/feedback.ts";
import { concurrencyOf, loadBidder } from "./kit/modules.ts";
import { OwnRates } from "./kit/own-rates.ts";
import { PriceHandler } from "./kit/price-handler.ts";
import { publishPresence, type ServiceIdentity } from "./kit/service-protocol.ts";
import { Statistics } from "./kit/statistics.ts";
import { type Monitoring, openMonitoring } from "./monitoring.ts";
import { closeResources, shutdown, stoppedTogether } from "./shutdown.ts";
import { StandbyRole } from "./standby-role.ts";
import { subscribeAll, subscribeToShare } from "./subscribe-all.ts";
import { warmUp } from "./warm-up.ts";

/** A bidder that runs. */
export interface BidderApp extends AsyncDisposable {
  readonly kind: string;
  readonly instance: string;
  /**
   * Resolves when the connection to the broker has ended: with undefined after `stop`, else with
   * the error.
   */
  readonly closed: Promise<Error | undefined>;
  /** The address of the listener for monitoring; null where there is none. */
  readonly metricsUrl: string | null;
  /**
   * Drains: no accepted call is lost (A7, A10). Resolves when everything is closed. A second call
   * returns the same promise.
   */
  stop(): Promise<void>;
}

/** What replaces the parts that `startBidder` would choose itself. */
export interface BidderOverrides<Settings, Resources> {
  /** The bidder itself, instead of the folder that the kind names. */
  readonly module?: BidderModule<Settings, Resources>;
  /** The folder in which bidders are looked for; undefined: `bidders/`. */
  readonly folder?: string;
  readonly log?: Logger;
  readonly clock?: Clock;
  /** How long the bidder may warm up before it joins (warm-up.ts). Without it, it does not. */
  readonly warmUpMs?: number;
  /** Where its spans go, instead of what the configuration says. */
  readonly tracing?: Tracing;
  /** Fires when the bidder is to end before it has joined: then it does not join. */
  readonly signal?: AbortSignal;
}

const { version } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
) as { version: string };

/**
 * Opens the bidder's resources, connects to the broker and subscribes to calls. Resolves when calls
 * can arrive.
 * @throws Error when the module does not load or open, the broker cannot be reached, or it refuses
 *   a subscription; the reason of `signal` when that has fired before it joins
 */
export async function startBidder<Settings, Resources = unknown>(
  config: BidderConfig<Settings>,
  overrides: BidderOverrides<Settings, Resources> = {},
): Promise<BidderApp> {
  const clock = overrides.clock ?? systemClock;
  const log =
    overrides.log ??
    openLog({
      level: config.logLevel,
      base: { bidder: config.kind, instance: config.instance },
    });
  const statistics = new Statistics(config.markets, () => clock.now());
  const monitoring = await openMonitoring(config, version, clock, statistics);
  const events = monitoring.counted(bidderEvents(log, statistics, config.instance));
  if (monitoring.metricsUrl !== null) events.listening(monitoring.metricsUrl);
  const service = { name: `bidder-${config.kind}`, instance: config.instance, version };
  const tracing = overrides.tracing ?? (await openTracing(config.tracing, service));
  try {
    return await startWith(config, overrides, { clock, statistics, events, monitoring, tracing });
  } catch (thrown) {
    monitoring.close();
    await tracing?.close();
    throw thrown;
  }
}

/** @throws as `startBidder` */
async function startWith<Settings, Resources>(
  config: BidderConfig<Settings>,
  overrides: BidderOverrides<Settings, Resources>,
  base: Omit<Parts<Settings, Resources>, "module" | "resources">,
): Promise<BidderApp> {
  const { clock, events, monitoring } = base;
  const module =
    overrides.module ??
    ((await loadBidder(config.kind, overrides.folder)) as BidderModule<Settings, Resources>);
  // A module without `open` has the type of Resources undefined.
  const resources = (await module.open?.(config.settings, {
    note: events.noted,
    reportFailure: events.failure,
    metrics: monitoring.metrics,
  })) as Resources;
  try {
    await warmUp({
      module,
      resources,
      clock,
      parallel: module.parallel?.(config.settings) ?? 1,
      offersMax: config.offersMax,
      limitMs: overrides.warmUpMs ?? 0,
      workedMs: processorMs,
      signal: overrides.signal,
      onError: (thrown) => events.failure("the warm-up has failed", thrown),
    });
    overrides.signal?.throwIfAborted();
    return await join(config, { ...base, module, resources });
  } catch (thrown) {
    await closeResources(resources, events);
    throw thrown;
  }
}

interface Parts<Settings, Resources> {
  readonly clock: Clock;
  readonly statistics: Statistics;
  readonly events: BidderEvents;
  readonly monitoring: Monitoring;
  readonly tracing: Tracing | null;
  readonly module: BidderModule<Settings, Resources>;
  readonly resources: Resources;
}

async function join<Settings, Resources>(
  config: BidderConfig<Settings>,
  parts: Parts<Settings, Resources>,
): Promise<BidderApp> {
  const { clock, events, resources, monitoring, tracing } = parts;
  const { kind, instance, markets, weight, zone } = config;
  const rates = config.rates && new OwnRates(config.rates);
  const wantsFeedback = config.feedback ?? parts.module.onFeedback !== undefined;
  let role: StandbyRole | undefined;
  const identity: ServiceIdentity = {
    kind,
    instance,
    version,
    ...{ markets, weight, zone },
    ratesId: rates?.id,
    takesParams: parts.module.params !== undefined,
    wantsFeedback,
    coverage: coverageOf(parts),
    started: new Date(clock.wall()).toISOString(),
    get standby() {
      return role?.state;
    },
  };
  const wallMs = () => clock.wall();
  let leaving: Promise<void> | undefined;
  const link = await openConnection(config, clock, events, (connection) => {
    // For rosters that have lost this instance.
    if (leaving === undefined) publishPresence(connection, identity, "joined", wallMs);
  });
  const { connection } = link;
  const handler = createHandler(config, parts, link, rates);
  const prices = createPriceHandler(config, parts, link);
  const drainAsked = Promise.withResolvers<void>();
  const feedback = wantsFeedback ? new FeedbackReader({ ...parts, instance }) : undefined;
  const drain = drainAsked.resolve;
  const subscriber = { config, ...parts, connection, handler, prices, feedback, drain };
  const announce = () => publishPresence(connection, identity, "joined", wallMs);
  const subscribe = () => subscribeToShare(subscriber);
  if (config.standby === true) role = new StandbyRole({ clock, events, subscribe, announce });
  const { calls, stopService } = await subscribeAll(subscriber, identity, role);
  announce();
  await connection.flush();
  events.joined(markets);
  monitoring.joined(connection, handler);

  const stop = () => {
    monitoring.leaving();
    leaving ??= shutdown({
      clock,
      events,
      resources,
      connection,
      handler: stoppedTogether(handler, prices),
      drainMs: config.drainMs,
      calls: [...calls, ...(role?.subscriptions ?? [])],
      stopService,
      publishLeft: () => publishPresence(connection, identity, "left", wallMs),
    }).finally(async () => {
      await tracing?.close();
      monitoring.close();
    });
    return leaving;
  };
  void drainAsked.promise.then(stop);
  const closed = closedOf(connection, () => leaving !== undefined);
  const { metricsUrl } = monitoring;
  return { kind, instance, closed, metricsUrl, stop, [Symbol.asyncDispose]: stop };
}

/** Resolves with an error, unless the bidder itself has closed its connection. */
async function closedOf(
  connection: NatsConnection,
  isLeaving: () => boolean,
): Promise<Error | undefined> {
  const error = await connection.closed();
  if (isLeaving()) return undefined;
  return error instanceof Error ? error : new Error("the connection to the broker was closed");
}

/** @throws Error, from the bidder's own code */
function coverageOf<Settings, Resources>({ module, resources }: Parts<Settings, Resources>) {
  const coverage = module.coverage?.(resources);
  return coverage && coverageWithin(coverage);
}

function createHandler<Settings, Resources>(
  config: BidderConfig<Settings>,
  { module, resources, clock, events, tracing }: Parts<Settings, Resources>,
  { publish, payloadBytesMax }: BidderConnection,
  rates: OwnRates | undefined,
): CallHandler<Resources> {
  const { kind, instance, markets, queueMax, offersMax, settings } = config;
  return new CallHandler({
    kind,
    instance,
    markets,
    queueMax,
    offersMax,
    rates,
    concurrencyMax: config.concurrencyMax ?? concurrencyOf(module, settings),
    parallel: module.parallel?.(settings) ?? 1,
    module,
    resources,
    clock,
    events,
    publish,
    payloadBytesMax,
    tracing,
  });
}

function createPriceHandler<Settings, Resources>(
  { kind, instance, offersMax }: BidderConfig<Settings>,
  { module, resources, clock, events, tracing }: Parts<Settings, Resources>,
  { publish }: BidderConnection,
): PriceHandler<Resources> {
  return new PriceHandler({
    kind,
    instance,
    offersMax,
    module,
    resources,
    clock,
    events,
    publish,
    tracing,
  });
}
