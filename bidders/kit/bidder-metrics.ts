/**
 * What a bidder may measure of itself: shown at its METRICS_PORT beside the metrics of the kit.
 * Names begin with `bidder_`, times are in seconds, and every label has few values (A6).
 */
export interface BidderMetrics {
  /** Its name ends with `_total`. */
  counter<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): { inc(labels: Record<Label, string>, by: number): void };
  gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): { set(labels: Record<Label, string>, value: number): void };
  /** A child is one combination of label values: it is made once, and kept. */
  histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    bounds: readonly number[],
  ): { child(labels: Record<Label, string>): { observe(value: number): void } };
  /** A gauge whose value is read when the metrics are collected. */
  measuredGauge(name: string, help: string, value: () => number): void;
}
