/**
 * What a bidder may measure of itself: shown at its METRICS_PORT beside the metrics of the kit.
 * Names begin with `bidder_`, times are in seconds, and every label has few values (A6).
 */
export interface BidderMetrics {
  /** A number that only grows. Its name ends with `_total`. */
  counter<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): BidderCounter<Label>;
  /** A number that rises and falls. */
  gauge<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
  ): BidderGauge<Label>;
  /** How often values were at most each of the bounds. */
  histogram<Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    bounds: readonly number[],
  ): BidderHistogram<Label>;
  /** A gauge whose value is read when the metrics are collected. */
  measuredGauge(name: string, help: string, value: () => number): void;
}

/** A counter of {@link BidderMetrics}. */
export interface BidderCounter<Label extends string> {
  /** Adds to the count of these label values. */
  inc(labels: Record<Label, string>, by: number): void;
}

/** A gauge of {@link BidderMetrics}. */
export interface BidderGauge<Label extends string> {
  /** The value from now on, of these label values. */
  set(labels: Record<Label, string>, value: number): void;
}

/** A histogram of {@link BidderMetrics}. */
export interface BidderHistogram<Label extends string> {
  /** One combination of label values: it is made once, and kept. */
  child(labels: Record<Label, string>): BidderObservations;
}

/** One combination of label values of a {@link BidderHistogram}. */
export interface BidderObservations {
  /** Counts one value. */
  observe(value: number): void;
}
