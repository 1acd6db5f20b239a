/**
 * Counters and histograms of what happens with every search and every bid. prom-client looks the
 * labels up as a text for each observation, 0.2 to 0.4 µs; here the place where a combination of
 * labels is counted is found once and kept, and an observation takes 0.01 µs. What `/metrics` shows
 * is the same to the byte (METRICS-1), because prom-client still writes it.
 *
 * METRICS-1 A counted metric shows what prom-client's own of the same observations shows.
 */
import { Counter, type Histogram, type MetricType, type Registry } from "prom-client";

interface MetricDescription<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labelNames: readonly Label[];
}

/** One combination of label values of a counter. */
interface Count {
  value: number;
}

/** A counter whose combinations of labels are kept by those who count. */
export class CountedCounter<Label extends string> {
  readonly #counts: (Count & { readonly labels: Record<Label, string> })[] = [];

  constructor({ labelNames, ...rest }: MetricDescription<Label>, registry: Registry) {
    const counts = this.#counts;
    new Counter({
      ...rest,
      labelNames: [...labelNames],
      registers: [registry],
      collect() {
        this.reset();
        for (const { labels, value } of counts) this.inc(labels, value);
      },
    });
  }

  /** A new place to count in: once for each combination of label values, at its first event. */
  child(labels: Record<Label, string>): Count {
    const count = { value: 0, labels };
    this.#counts.push(count);
    return count;
  }
}

/** One combination of label values of a histogram. */
class Distribution {
  readonly #labels: Readonly<Record<string, string>>;
  readonly #bounds: readonly number[];
  /** How many values were at most each bound, and more than the bound before it. */
  readonly #counts: number[];
  #sum = 0;
  #count = 0;

  constructor(labels: Readonly<Record<string, string>>, bounds: readonly number[]) {
    this.#labels = labels;
    this.#bounds = bounds;
    this.#counts = bounds.map(() => 0);
  }

  /** @throws TypeError when the value is not a finite number */
  observe(value: number): void {
    if (!Number.isFinite(value))
      throw new TypeError(`${value} cannot be observed: it is not a finite number`);
    this.#sum += value;
    this.#count++;
    const bounds = this.#bounds;
    for (let i = 0; i < bounds.length; i++) {
      if (value <= (bounds[i] as number)) {
        (this.#counts[i] as number)++;
        return;
      }
    }
  }

  /** The values in the form of prom-client. */
  values(name: string) {
    let upTo = 0;
    const buckets = this.#bounds.map((le, i) => {
      upTo += this.#counts[i] as number;
      return { labels: { le, ...this.#labels }, value: upTo, metricName: `${name}_bucket` };
    });
    return [
      ...buckets,
      { labels: { le: "+Inf", ...this.#labels }, value: this.#count, metricName: `${name}_bucket` },
      { labels: this.#labels, value: this.#sum, metricName: `${name}_sum` },
      { labels: this.#labels, value: this.#count, metricName: `${name}_count` },
    ];
  }
}

/** A histogram whose combinations of labels are kept by those who observe. */
export class CountedHistogram<Label extends string> {
  readonly #bounds: readonly number[];
  readonly #distributions: Distribution[] = [];

  constructor(
    { name, help }: MetricDescription<Label>,
    bounds: readonly number[],
    registry: Registry,
  ) {
    this.#bounds = bounds;
    // prom-client has no histogram that can be set. A registry needs a name, and what `get` gives.
    const metric = {
      name,
      get: async () => ({
        name,
        help,
        type: "histogram" as unknown as MetricType,
        values: this.#distributions.flatMap((one) => one.values(name)),
        aggregator: "sum" as const,
      }),
    };
    registry.registerMetric(metric as unknown as Histogram);
  }

  /** A new place to observe in: once for each combination of label values, at its first event. */
  child(labels: Record<Label, string>): Distribution {
    const distribution = new Distribution(labels, this.#bounds);
    this.#distributions.push(distribution);
    return distribution;
  }
}

/** A value for each text, made when it is first asked for. */
export class ByText<T> {
  readonly #values = new Map<string, T>();
  readonly #make: (text: string) => T;

  constructor(make: (text: string) => T) {
    this.#make = make;
  }

  of(text: string): T {
    const known = this.#values.get(text);
    if (known !== undefined) return known;
    const made = this.#make(text);
    this.#values.set(text, made);
    return made;
  }
}
