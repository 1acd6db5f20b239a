/**
 * Makes the gateway's metrics, for Prometheus. Each file of this folder makes the metrics of its
 * own events.
 */
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { CountedCounter, CountedHistogram } from "./counted-metrics.ts";

/** Bounds of the histograms of an auction's times, in seconds. */
export const AUCTION_SECONDS = [
  0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.5, 0.8, 1, 2, 5, 10,
];

export class Metrics {
  readonly registry = new Registry();

  counter<Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  /** A counter of what comes with every search or bid. */
  countedCounter<Label extends string>(name: string, help: string, labelNames: readonly Label[]) {
    return new CountedCounter({ name, help, labelNames }, this.registry);
  }

  histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    buckets: readonly number[],
  ) {
    return new CountedHistogram({ name, help, labelNames }, buckets, this.registry);
  }

  gauge<Label extends string>(name: string, help: string, labelNames: readonly Label[] = []) {
    return new Gauge({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  /** A gauge whose value is read when the metrics are collected. */
  measuredGauge(name: string, help: string, value: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(value());
      },
    });
  }

  /** Node's own metrics of the process. */
  collectProcessMetrics(): void {
    collectDefaultMetrics({ register: this.registry });
  }
}
