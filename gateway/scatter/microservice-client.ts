/**
 * MicroserviceClient: the gateway's side of one bidder (a kind): its live instances, what they said
 * of themselves, how long their answers take as seen from here, whether it is worth waiting for,
 * and to whom a slow call goes a second time.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import {
  type Admission,
  BREAKER_SETTINGS,
  Breaker,
  type BreakerResult,
  type BreakerSettings,
  type BreakerState,
} from "./breaker.ts";
import { chooseHedge, HEDGE_SETTINGS, HedgeAllowance, type HedgeSettings } from "./hedging.ts";
import { Latencies } from "./latencies.ts";

/** What an instance says of itself in the service protocol. */
export interface InstanceNews {
  readonly instance: string;
  readonly version: string;
  readonly markets: readonly string[];
  readonly inFlight: number | null;
  /** What its wall clock showed when it said this; null or absent where it does not say. */
  readonly sentAtMs?: number | null;
}

/** First slice of a search. */
export interface Market {
  readonly origin: string;
  readonly destination: string;
}

/**
 * Milliseconds from call to final bid as this gateway saw them lately; null when there were none.
 */
export interface LatencyView {
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

export interface InstanceView extends LatencyView {
  readonly id: string;
  readonly version: string;
  readonly inFlight: number | null;
}

export interface BidderView extends LatencyView {
  readonly bidder: string;
  readonly required: boolean;
  readonly breaker: BreakerState;
  readonly markets: readonly string[];
  readonly instances: readonly InstanceView[];
}

export interface MicroserviceSettings {
  readonly breaker: BreakerSettings;
  readonly hedge: HedgeSettings;
  /** Told of each change of the breaker, for the log and the metrics. */
  readonly onBreaker?: (state: BreakerState) => void;
}

export const MICROSERVICE_SETTINGS: MicroserviceSettings = {
  breaker: BREAKER_SETTINGS,
  hedge: HEDGE_SETTINGS,
};

interface Instance {
  news: InstanceNews;
  markets: ReadonlySet<string>;
  lastHeardAt: number;
  /**
   * Its wall clock when the steady clock here stood at 0, and when that was read; null while it has
   * not said.
   */
  clock: { readonly wallAtZeroMs: number; readonly readAt: number } | null;
  /** Until then it is not hedged to: the broker knew no subscriber under its own subject. */
  unreachedUntil: number;
  /** Made at its first answer: thousands of silent names cost nothing (A6). */
  latencies: Latencies | null;
}

/**
 * A6: instances of one kind that are kept; one more than this is not listed. nats.conf takes 1,024
 * connections in all.
 */
export const INSTANCES_MAX = 256;

/**
 * A connection on which nobody answers is cut by the broker within a minute (`ping_interval` and
 * `ping_max` of nats.conf).
 */
const LOST_KEPT_MS = 60_000;

/**
 * Longer than the roster takes to notice that an instance is gone, and than a client takes to
 * reconnect.
 */
const UNREACHED_MS = 5_000;

export class MicroserviceClient {
  readonly bidder: string;
  readonly #clock: Clock;
  readonly #hedge: HedgeSettings;
  readonly #instances = new Map<string, Instance>();
  /**
   * Those that were forgotten without having said that they go, and when. The broker may still give
   * them calls.
   */
  readonly #lost = new Map<string, number>();
  /**
   * Every market that is served, and by how many instances: looked up in each auction, whatever the
   * instances' number.
   */
  readonly #markets = new Map<string, number>();
  readonly #latencies: Latencies;
  readonly #allowance: HedgeAllowance;
  readonly #breaker: Breaker;

  constructor(
    bidder: string,
    clock: Clock,
    settings: MicroserviceSettings = MICROSERVICE_SETTINGS,
  ) {
    this.bidder = bidder;
    this.#clock = clock;
    this.#hedge = settings.hedge;
    this.#latencies = new Latencies(clock);
    this.#allowance = new HedgeAllowance(settings.hedge);
    this.#breaker = new Breaker(clock, settings.breaker, settings.onBreaker);
  }

  get alive(): boolean {
    return this.#instances.size > 0;
  }

  /** As of the last auction: a cool-down that is over shows when the next one is admitted. */
  get breaker(): BreakerState {
    return this.#breaker.state;
  }

  /** True when a live instance hears calls of this market. */
  serves(origin: string, destination: string): boolean {
    return marketsOf(origin, destination).some((market) => this.#markets.has(market));
  }

  /**
   * An instance has spoken of itself. True when it is new. Past INSTANCES_MAX nobody new is listed.
   */
  seen(news: InstanceNews, now: number): boolean {
    const known = this.#instances.get(news.instance);
    const clock = news.sentAtMs == null ? null : { wallAtZeroMs: news.sentAtMs - now, readAt: now };
    if (known !== undefined) {
      known.lastHeardAt = now;
      known.clock = clock ?? known.clock;
      known.news = { ...news, inFlight: news.inFlight ?? known.news.inFlight };
      this.#serve(known, news.markets);
      return false;
    }
    if (this.#instances.size >= INSTANCES_MAX) return false;
    this.#lost.delete(news.instance);
    const instance: Instance = {
      news,
      markets: new Set(),
      lastHeardAt: now,
      clock,
      unreachedUntil: Number.NEGATIVE_INFINITY,
      latencies: null,
    };
    this.#instances.set(news.instance, instance);
    this.#serve(instance, news.markets);
    return true;
  }

  lists(instance: string): boolean {
    return this.#instances.has(instance);
  }

  /**
   * The median of its instances' clocks; null where none says its own. So an instance alone does
   * not speak for the kind.
   */
  get clock(): { readonly wallAtZeroMs: number; readonly readAt: number } | null {
    const clocks = [...this.#instances.values()]
      .map(({ clock }) => clock)
      .filter((clock) => clock !== null);
    return clocks.sort((a, b) => a.wallAtZeroMs - b.wallAtZeroMs)[clocks.length >> 1] ?? null;
  }

  /**
   * Any message of this instance has just come: it lives. One that the roster does not list is not
   * listed by this.
   */
  heard(instance: string): void {
    const known = this.#instances.get(instance);
    if (known !== undefined) known.lastHeardAt = this.#clock.now();
  }

  /** An instance has said that it goes. True when it was there. */
  left(instance: string): boolean {
    this.#lost.delete(instance);
    const known = this.#instances.get(instance);
    if (known === undefined) return false;
    this.#serve(known, []);
    return this.#instances.delete(instance);
  }

  /** Forgets the instances that have not spoken since; returns their ids. */
  forgetUnseenSince(instant: number): string[] {
    const lost = [...this.#instances]
      .filter(([, { lastHeardAt }]) => lastHeardAt < instant)
      .map(([id]) => id);
    for (const id of lost) {
      this.left(id);
      if (this.#lost.size < INSTANCES_MAX) this.#lost.set(id, this.#clock.now());
    }
    return lost;
  }

  /**
   * True while calls may be lying with an instance that nobody hears any more: one that has missed
   * its last questions while another has answered them, or that was lost so lately that the broker
   * may not have noticed. A frozen process keeps its connection, and its share of the calls.
   */
  get someoneUnheard(): boolean {
    const now = this.#clock.now();
    for (const [id, lostAt] of this.#lost) if (now - lostAt >= LOST_KEPT_MS) this.#lost.delete(id);
    if (this.#lost.size > 0) return true;
    let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { lastHeardAt, unreachedUntil } of this.#instances.values()) {
      if (now < unreachedUntil) return true;
      first = Math.min(first, lastHeardAt);
      last = Math.max(last, lastHeardAt);
    }
    return last - first > this.#hedge.heardWithinMs;
  }

  /** From now on this instance serves these markets. Mostly they are those it has served. */
  #serve(instance: Instance, markets: readonly string[]): void {
    const before = instance.markets;
    const after = new Set(markets);
    if (after.size === before.size && markets.every((market) => before.has(market))) return;
    for (const market of after) this.#markets.set(market, (this.#markets.get(market) ?? 0) + 1);
    for (const market of before) {
      const served = (this.#markets.get(market) ?? 1) - 1;
      if (served === 0) this.#markets.delete(market);
      else this.#markets.set(market, served);
    }
    instance.markets = after;
  }

  /**
   * A final answer, in time or late, took its instance so long; `sinceCallMs` where the call had
   * first gone to another one. It counts for the kind also when its instance has gone since.
   */
  answered(instance: string, latencyMs: number, sinceCallMs = latencyMs): void {
    this.#latencies.record(sinceCallMs);
    const known = this.#instances.get(instance);
    if (known === undefined) return;
    known.latencies ??= new Latencies(this.#clock);
    known.latencies.record(latencyMs);
  }

  /** A call went out to this kind: it earns its share of a hedge. A hedge itself earns nothing. */
  called(): void {
    this.#allowance.called();
  }

  /**
   * When a call that is still unanswered is worth a second one: the 95th percentile of the kind's
   * lately seen final answers, so that one call in twenty gets there. Null where nothing is to be
   * guessed (little history) or gained (no second instance).
   */
  hedgeAfterMs(): number | null {
    if (this.#latencies.answers < this.#hedge.answersMin) return null;
    if (this.#instances.size < 2 && !(this.#instances.size === 1 && this.someoneUnheard))
      return null;
    const { p95Ms } = this.#latencies;
    return p95Ms === null ? null : Math.max(p95Ms, this.#hedge.afterMsMin);
  }

  /**
   * The instance to send the one hedge to, paid from the allowance, or null. `holder` is who has
   * the call, or null when that is not known; with `market`, only instances that hear it are asked.
   * A call of which nobody has said that he has it, while one instance is not heard
   * (`someoneUnheard`), costs no allowance: that one does not work on it, so nobody works twice.
   */
  takeHedge(holder: string | null, market?: Market): string | null {
    if (this.#latencies.answers < this.#hedge.answersMin) return null;
    const served = market === undefined ? [] : marketsOf(market.origin, market.destination);
    const now = this.#clock.now();
    const instances = [...this.#instances]
      .filter(([, { unreachedUntil }]) => now >= unreachedUntil)
      .map(([id, { markets, lastHeardAt, latencies }]) => ({
        id,
        lastHeardAt,
        p50Ms: latencies?.p50Ms ?? null,
        serves: market === undefined || served.some((one) => markets.has(one)),
      }));
    const replaces = holder === null && this.someoneUnheard;
    const chosen = chooseHedge(instances, holder, this.#hedge.heardWithinMs, replaces);
    return chosen !== null && (replaces || this.#allowance.take()) ? chosen : null;
  }

  /**
   * A hedge found no subscriber where this instance should be: it has died, lost its connection, or
   * takes no direct calls. Another one is asked for a while. `paid`: the hedge was paid from the
   * allowance.
   */
  hedgeLost(instance: string, paid: boolean): void {
    const known = this.#instances.get(instance);
    if (known !== undefined) known.unreachedUntil = this.#clock.now() + UNREACHED_MS;
    if (paid) this.#allowance.refund();
  }

  /**
   * At the start of an auction: whether it waits for this bidder. What it says goes back with
   * `observe`.
   */
  admit(): Admission {
    return this.#breaker.admit();
  }

  /** At the end of an auction, also of one that did not wait: how the bidder did. */
  observe(result: BreakerResult, trial: boolean): void {
    this.#breaker.observe(result, trial);
  }

  view(required: boolean): BidderView {
    const instances = [...this.#instances.values()];
    return {
      bidder: this.bidder,
      required,
      breaker: this.breaker,
      ...latencyView(this.#latencies),
      markets: [...this.#markets.keys()].sort(),
      instances: instances
        .map(({ news, latencies }) => ({
          id: news.instance,
          version: news.version,
          inFlight: news.inFlight,
          ...latencyView(latencies),
        }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    };
  }
}

/** The four markets that hold this one: what `marketServes` says yes to. */
function marketsOf(origin: string, destination: string): string[] {
  return ["*.*", `${origin}.*`, `*.${destination}`, `${origin}.${destination}`];
}

function latencyView(latencies: Latencies | null): LatencyView {
  return { p50Ms: latencies?.p50Ms ?? null, p95Ms: latencies?.p95Ms ?? null };
}
