/**
 * The live instances of one bidder: what each reports, which markets they serve, and when each sent
 * its last message.
 *
 * INSTANCE-1 A standby that waits is alive and serves no market: nobody calls it, hedges to it,
 *    expects its bidder for it, or holds its silence against the bidder.
 * INSTANCE-2 While it has standbys, a bidder is told with each probe whether an instance of it is
 *    alive that is no standby.
 *
 * Tests: also `market-bidders.test.ts`, `microservice-client.test.ts`, `roster-standby.test.ts`.
 */
import { isRegionMarket, marketsIncluding } from "../../common/places/region-markets.ts";
import type { StandbyWord } from "../../proto/standby.ts";
import type { Latencies } from "./latencies.ts";
import type { Placed } from "./placement.ts";
import { RoundTrips } from "./round-trips.ts";

/** What an instance reports about itself in the service protocol. */
export interface InstanceReport {
  readonly instance: string;
  readonly version: string;
  readonly markets: readonly string[];
  /** The identity of the table of rates that it has; null or absent when it names none. */
  readonly ratesId?: string | null;
  /** It takes what a search says to its bidder alone. Absent: it does not. */
  readonly takesParams?: true;
  /** It asks to be told what becomes of its bids. Absent: it does not. */
  readonly wantsFeedback?: true;
  /** What a standby does now. Absent: it is none. */
  readonly standby?: "waiting" | "acting";
  /** Its share of the calls is by its weight; absent: it states none (PLACEMENT-1). */
  readonly weight?: number;
  /** Where it runs; absent: it does not say. */
  readonly zone?: string;
  readonly inFlight: number | null;
  /** Its wall clock when it sent the report; null or absent when it does not send it. */
  readonly sentAtMs?: number | null;
}

/** The origin and destination of the first slice of a search. */
export interface Market {
  readonly origin: string;
  readonly destination: string;
}

/** The wall clock of an instance when our monotonic clock was 0, and when that was read. */
export interface ClockReading {
  readonly wallAtZeroMs: number;
  readonly readAtMs: number;
}

interface Instance {
  report: InstanceReport;
  markets: ReadonlySet<string>;
  lastMessageAtMs: number;
  /** Null while it has not sent its wall clock. */
  clock: ClockReading | null;
  /**
   * The instant until which it gets no hedge: the broker knew no subscriber under its own subject.
   */
  unreachableUntilMs: number;
  /** Created with its first answer: an instance that never answers costs nothing (A6). */
  latencies: Latencies | null;
  readonly roundTrips: RoundTrips;
}

export type InstanceEntry = readonly [id: string, instance: Instance];

/**
 * A6: instances of one bidder that are listed; one more than this is not. nats.conf allows 1,024
 * connections in all.
 */
export const INSTANCES_MAX = 256;

/**
 * A6: lists of instances that are kept, one for all the markets of a search. Each names at most
 * INSTANCES_MAX; one that is not kept is found again.
 */
export const SERVING_KEPT_MAX = 256;

/**
 * The broker closes a connection that does not answer within a minute (`ping_interval` and
 * `ping_max` of nats.conf).
 */
const LOST_KEPT_MS = 60_000;

export class InstanceTable {
  readonly #instances = new Map<string, Instance>();
  /**
   * Instances that were removed without their announcement, and when. The broker may still send
   * them calls.
   */
  readonly #lost = new Map<string, number>();
  /**
   * Every market that is served, and by whom: each auction looks a market up, and the cost does not
   * depend on the number of instances.
   */
  readonly #markets = new Map<string, Set<string>>();
  /** How many of them name a region. */
  #regionMarkets = 0;
  /** Those that take calls. */
  #serving = 0;
  /** What `servingAnyOf` has found since the last change, by the markets asked for. */
  readonly #servingAnyOf = new Map<string, readonly InstanceEntry[]>();
  readonly #onChange: () => void;

  /**
   * `onChange` is called when an instance serves other markets than before, or has another table of
   * rates.
   */
  constructor(onChange: () => void = () => {}) {
    this.#onChange = onChange;
  }

  get size(): number {
    return this.#instances.size;
  }

  /** The number of those that take calls: all but standbys that wait. */
  get serving(): number {
    return this.#serving;
  }

  /** What to tell the standbys (INSTANCE-2); undefined where there is none. */
  get standbyWord(): StandbyWord | undefined {
    let standbys = 0;
    for (const { report } of this.#instances.values()) if (report.standby !== undefined) standbys++;
    if (standbys === 0) return undefined;
    return standbys === this.#instances.size ? "act" : "wait";
  }

  /** The markets that a live instance serves, in order. */
  get markets(): string[] {
    return [...this.#markets.keys()].sort();
  }

  [Symbol.iterator](): IterableIterator<[id: string, instance: Instance]> {
    return this.#instances.entries();
  }

  get(id: string): Instance | undefined {
    return this.#instances.get(id);
  }

  /** True when a live instance serves this market. */
  serves(origin: string, destination: string): boolean {
    return this.patternsOf({ origin, destination }).some((pattern) => this.#markets.has(pattern));
  }

  /**
   * True when the call to this market reaches a live instance: one that names its markets by
   * airports. Those that it serves by regions are called directly.
   */
  hears(origin: string, destination: string): boolean {
    return patternsOf({ origin, destination }).some((pattern) => this.#markets.has(pattern));
  }

  /** The patterns, of those that an instance here may name, that include this market. */
  patternsOf(market: Market): readonly string[] {
    return this.#regionMarkets > 0
      ? marketsIncluding(market.origin, market.destination)
      : patternsOf(market);
  }

  /**
   * The instances that serve one of these markets, by the order of their ids. Each search that a
   * bidder is called directly for asks this.
   */
  servingAnyOf(markets: readonly Market[]): readonly InstanceEntry[] {
    const asked = markets.map(({ origin, destination }) => `${origin}.${destination}`).join();
    const known = this.#servingAnyOf.get(asked);
    if (known !== undefined) return known;
    const ids = new Set<string>();
    for (const pattern of new Set(markets.flatMap((market) => this.patternsOf(market))))
      for (const id of this.#markets.get(pattern) ?? []) ids.add(id);
    const found = [...this.#instances]
      .filter(([id]) => ids.has(id))
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const [oldest] = this.#servingAnyOf.keys();
    if (oldest !== undefined && this.#servingAnyOf.size >= SERVING_KEPT_MAX)
      this.#servingAnyOf.delete(oldest);
    this.#servingAnyOf.set(asked, found);
    return found;
  }

  /** What those that take calls state of their places. */
  *places(): Iterable<Placed> {
    for (const [id, { report }] of this.#instances)
      if (takesCalls(report)) yield { id, weight: report.weight, zone: report.zone };
  }

  /** True when every live instance has the rates of this identity. */
  haveRates(ratesId: string): boolean {
    for (const { report } of this.#instances.values()) if (report.ratesId !== ratesId) return false;
    return true;
  }

  /** An instance has reported. True when it is new. Above INSTANCES_MAX no new one is listed. */
  update(report: InstanceReport, now: number): boolean {
    const known = this.#instances.get(report.instance);
    const clock =
      report.sentAtMs == null ? null : { wallAtZeroMs: report.sentAtMs - now, readAtMs: now };
    if (known !== undefined) {
      known.lastMessageAtMs = now;
      known.clock = clock ?? known.clock;
      if (known.report.ratesId !== report.ratesId || isElsewhere(known.report, report))
        this.#onChange();
      this.#serving += Number(takesCalls(report)) - Number(takesCalls(known.report));
      known.report = { ...report, inFlight: report.inFlight ?? known.report.inFlight };
      this.#setMarkets(known, marketsOf(report));
      return false;
    }
    if (this.#instances.size >= INSTANCES_MAX) return false;
    this.#lost.delete(report.instance);
    const instance: Instance = {
      report,
      markets: new Set(),
      lastMessageAtMs: now,
      clock,
      unreachableUntilMs: Number.NEGATIVE_INFINITY,
      latencies: null,
      roundTrips: new RoundTrips(),
    };
    this.#instances.set(report.instance, instance);
    this.#serving += Number(takesCalls(report));
    this.#setMarkets(instance, marketsOf(report));
    return true;
  }

  /** An instance has announced its end. True when it was listed. */
  remove(id: string): boolean {
    this.#lost.delete(id);
    const known = this.#instances.get(id);
    if (known === undefined) return false;
    this.#setMarkets(known, []);
    this.#serving -= Number(takesCalls(known.report));
    return this.#instances.delete(id);
  }

  /** Removes the instances that have sent nothing since; returns their ids. */
  removeSilentSince(instant: number, now: number): string[] {
    const silent = [...this.#instances]
      .filter(([, { lastMessageAtMs }]) => lastMessageAtMs < instant)
      .map(([id]) => id);
    for (const [id, lostAtMs] of this.#lost)
      if (now - lostAtMs >= LOST_KEPT_MS) this.#lost.delete(id);
    for (const id of silent) {
      const mayHaveCalls = this.#instances.get(id)?.report.standby !== "waiting";
      this.remove(id);
      if (mayHaveCalls && this.#lost.size < INSTANCES_MAX) this.#lost.set(id, now);
    }
    return silent;
  }

  /**
   * The shortest round trip to any instance that serves; null while that of one of them is not
   * known.
   */
  roundTripMs(now: number): number | null {
    let shortestMs: number | null = null;
    for (const { roundTrips, report } of this.#instances.values()) {
      if (report.standby === "waiting") continue;
      const ms = roundTrips.shortestMs(now);
      if (ms === null) return null;
      shortestMs = Math.min(shortestMs ?? ms, ms);
    }
    return shortestMs;
  }

  /**
   * The median of the instances' clocks; null when none sends its own. So one instance alone does
   * not decide for the bidder.
   */
  get clock(): ClockReading | null {
    const clocks = [...this.#instances.values()]
      .map(({ clock }) => clock)
      .filter((clock) => clock !== null);
    return clocks.sort((a, b) => a.wallAtZeroMs - b.wallAtZeroMs)[clocks.length >> 1] ?? null;
  }

  /**
   * True while an unresponsive instance may have calls: one whose last message is more than
   * `messageLagMsMax` older than the newest one, or one that was lost so recently that the broker
   * may not know it. A frozen process keeps its connection and its share of the calls.
   */
  hasUnresponsive(now: number, messageLagMsMax: number): boolean {
    for (const lostAtMs of this.#lost.values()) if (now - lostAtMs < LOST_KEPT_MS) return true;
    let [oldest, newest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { lastMessageAtMs, unreachableUntilMs, report } of this.#instances.values()) {
      if (report.standby === "waiting") continue;
      if (now < unreachableUntilMs) return true;
      oldest = Math.min(oldest, lastMessageAtMs);
      newest = Math.max(newest, lastMessageAtMs);
    }
    return newest - oldest > messageLagMsMax;
  }

  /** The instance serves these markets from now on. Mostly they have not changed. */
  #setMarkets(instance: Instance, markets: readonly string[]): void {
    const before = instance.markets;
    const after = new Set(markets);
    if (after.size === before.size && markets.every((market) => before.has(market))) return;
    const { instance: id } = instance.report;
    for (const market of after) this.#add(market, id);
    for (const market of before) if (!after.has(market)) this.#delete(market, id);
    instance.markets = after;
    this.#servingAnyOf.clear();
    this.#onChange();
  }

  #add(market: string, id: string): void {
    const ids = this.#markets.get(market);
    if (ids !== undefined) {
      ids.add(id);
      return;
    }
    this.#markets.set(market, new Set([id]));
    if (isRegionMarket(market)) this.#regionMarkets++;
  }

  #delete(market: string, id: string): void {
    const ids = this.#markets.get(market);
    ids?.delete(id);
    if (ids?.size !== 0) return;
    this.#markets.delete(market);
    if (isRegionMarket(market)) this.#regionMarkets--;
  }
}

function isElsewhere(before: InstanceReport, now: InstanceReport): boolean {
  return before.weight !== now.weight || before.zone !== now.zone;
}

/** INSTANCE-1 */
function marketsOf({ standby, markets }: InstanceReport): readonly string[] {
  return standby === "waiting" ? NO_MARKETS : markets;
}

/** INSTANCE-1 */
function takesCalls({ standby }: InstanceReport): boolean {
  return standby !== "waiting";
}

const NO_MARKETS: readonly string[] = [];

/** The four patterns that include this market: those for which `marketServes` is true. */
function patternsOf({ origin, destination }: Market): string[] {
  return ["*.*", `${origin}.*`, `*.${destination}`, `${origin}.${destination}`];
}
