/**
 * What monitoring sees of a bidder: its metrics and its health, at METRICS_PORT. Without that
 * setting nothing is loaded, counted or opened.
 */
import type { NatsConnection } from "nats";
import type { Clock } from "../common/runtime/clock.ts";
import type { BidderConfig } from "./config.ts";
import type { BidderEvents } from "./events.ts";
import type { BidderMetrics } from "./kit/bidder-metrics.ts";
import type { Statistics } from "./kit/statistics.ts";

export interface Monitoring {
  /** Null where there is no listener. */
  readonly metricsUrl: string | null;
  /** For the bidder's own; undefined where there is no listener. */
  readonly metrics: BidderMetrics | undefined;
  /** The same events, counted where there is a listener. */
  counted(events: BidderEvents): BidderEvents;
  joined(
    connection: NatsConnection,
    load: { readonly running: number; readonly waiting: number },
  ): void;
  leaving(): void;
  close(): void;
}

const NONE: Monitoring = {
  metricsUrl: null,
  metrics: undefined,
  counted: (events) => events,
  joined() {},
  leaving() {},
  close() {},
};

/** @throws Error that names the setting of the port or host that cannot be used */
export async function openMonitoring(
  config: Pick<BidderConfig, "kind" | "instance" | "metrics">,
  version: string,
  clock: Clock,
  statistics: Statistics,
): Promise<Monitoring> {
  if (config.metrics === undefined) return NONE;
  const [{ Metrics }, { CpuProfiler }, { BidderHealth }, { openMetricsPort }, process] =
    await Promise.all([
      import("../common/runtime/metrics.ts"),
      import("../common/runtime/cpu-profile.ts"),
      import("./health.ts"),
      import("./metrics-port.ts"),
      import("./process-metrics.ts"),
    ]);
  const metrics = new Metrics();
  metrics.collectProcessMetrics();
  metrics.addBuildInfo("bidder", version);
  const health = new BidderHealth(clock);
  let load: Parameters<Monitoring["joined"]>[1] | undefined;
  process.addMeasuredMetrics(metrics, statistics, () => load);
  const { kind, instance } = config;
  const profiler = new CpuProfiler("METRICS_PROFILE", config.metrics.profile === true, clock);
  const name = `${kind}-${instance}`;
  const port = await openMetricsPort(config.metrics, { metrics, health, profiler, name });
  return {
    metricsUrl: port.url,
    metrics,
    counted: (events) => process.countedEvents(events, metrics, instance),
    joined(connection, handler) {
      load = handler;
      health.joined(connection);
    },
    leaving: () => health.leaving(),
    close: () => port.close(),
  };
}
