/**
 * MicroserviceClient: the gateway's side of one bidder (a kind): its live instances, what they said of themselves, and how long
 * their answers have taken as seen from here.
 */
import { build, type Histogram } from "hdr-histogram-js";
import { marketServes } from "../../proto/subjects.ts";

/** What an instance says of itself in the service protocol. */
export interface InstanceNews {
  readonly instance: string;
  readonly version: string;
  readonly markets: readonly string[];
  readonly inFlight: number | null;
}

export interface InstanceView {
  readonly id: string;
  readonly version: string;
  readonly inFlight: number | null;
  /** Milliseconds from call to final bid as this gateway saw them; null before the first. */
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

export interface BidderView {
  readonly bidder: string;
  readonly required: boolean;
  readonly markets: readonly string[];
  readonly instances: readonly InstanceView[];
}

interface Instance {
  news: InstanceNews;
  lastSeenAt: number;
  readonly latencies: Histogram;
}

/** A6: instances of one kind that are kept; one more than this is not listed. */
const INSTANCES_MAX = 1_000;

export class MicroserviceClient {
  readonly bidder: string;
  readonly #instances = new Map<string, Instance>();

  constructor(bidder: string) {
    this.bidder = bidder;
  }

  get alive(): boolean {
    return this.#instances.size > 0;
  }

  /** True when a live instance hears calls of this market. */
  serves(origin: string, destination: string): boolean {
    for (const { news } of this.#instances.values()) {
      if (news.markets.some((market) => marketServes(market, origin, destination))) return true;
    }
    return false;
  }

  /** An instance has spoken. True when it is new. */
  seen(news: InstanceNews, now: number): boolean {
    const known = this.#instances.get(news.instance);
    if (known !== undefined) {
      known.lastSeenAt = now;
      known.news = { ...news, inFlight: news.inFlight ?? known.news.inFlight };
      return false;
    }
    if (this.#instances.size >= INSTANCES_MAX) return false;
    const latencies = build({ lowestDiscernibleValue: 1, highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: 2 });
    this.#instances.set(news.instance, { news, lastSeenAt: now, latencies });
    return true;
  }

  /** An instance has said that it goes. True when it was there. */
  left(instance: string): boolean {
    return this.#instances.delete(instance);
  }

  /** Forgets the instances that have not spoken since; returns their ids. */
  forgetUnseenSince(instant: number): string[] {
    const lost = [...this.#instances].filter(([, { lastSeenAt }]) => lastSeenAt < instant).map(([id]) => id);
    for (const id of lost) this.#instances.delete(id);
    return lost;
  }

  answered(instance: string, latencyMs: number): void {
    this.#instances.get(instance)?.latencies.recordValue(Math.max(1, Math.round(latencyMs * 1000)));
  }

  view(required: boolean): BidderView {
    const instances = [...this.#instances.values()];
    return {
      bidder: this.bidder,
      required,
      markets: [...new Set(instances.flatMap(({ news }) => news.markets))].sort(),
      instances: instances
        .map(({ news, latencies }) => ({
          id: news.instance,
          version: news.version,
          inFlight: news.inFlight,
          p50Ms: percentile(latencies, 50),
          p95Ms: percentile(latencies, 95),
        }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    };
  }
}

/** Microseconds in, milliseconds with two decimals out. */
function percentile(latencies: Histogram, rank: number): number | null {
  return latencies.totalCount === 0 ? null : Math.round(latencies.getValueAtPercentile(rank) / 10) / 100;
}
