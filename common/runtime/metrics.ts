/** Makes the metrics of a process, for Prometheus. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from "prom-client";
import { CountedCounter, CountedHistogram } from "./counted-metrics.ts";

/** Bounds of the histograms of times within an auction, in seconds. */
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

  /** A counter that is kept elsewhere, and read when the metrics are collected. */
  measuredCounter(name: string, help: string, value: () => number): void {
    new Counter({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  }

  /** Node's own metrics of the process, the delay of its event loop among them. */
  collectProcessMetrics(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Which code runs: always 1, with the versions as labels. `component`: gateway or bidder. */
  addBuildInfo(component: string, version: string): void {
    const help = "Always 1; the labels say which code runs";
    const labels = { component, version, node: process.versions.node };
    this.gauge("auction_build_info", help, ["component", "version", "node"]).set(labels, 1);
  }
}
