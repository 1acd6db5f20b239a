/**
 * MicroserviceClient: the gateway's side of one bidder. It keeps the bidder's live instances, the
 * latencies of its answers, the breaker that decides whether an auction waits for it, and the
 * allowance for hedges.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import type { StandbyWord } from "../../proto/standby.ts";
import type { BidderResult } from "../auction/ports.ts";
import {
  BREAKER_SETTINGS,
  Breaker,
  type BreakerReservation,
  type BreakerSettings,
  type BreakerState,
} from "./breaker.ts";
import { chooseHedge, HEDGE_SETTINGS, HedgeAllowance, type HedgeSettings } from "./hedging.ts";
import {
  type ClockReading,
  type InstanceEntry,
  type InstanceReport,
  InstanceTable,
  type Market,
} from "./instance-table.ts";
import { Latencies } from "./latencies.ts";
import { eligible, isPlaced, type Placed, WeightedTurns } from "./placement.ts";

/**
 * Milliseconds from call to final bid, as this gateway measured them recently; null without any.
 */
interface LatencyView {
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
}

interface InstanceView extends LatencyView {
  readonly id: string;
  readonly version: string;
  readonly inFlight: number | null;
  /** What a standby does now; absent for one that is none. */
  readonly standby?: "waiting" | "acting";
  /** What it states of its place; absent: nothing. */
  readonly weight?: number;
  readonly zone?: string;
}

export interface BidderView extends LatencyView {
  readonly bidder: string;
  readonly required: boolean;
  /** Nothing of it is shown (SHADOW-1); absent where that is not so. */
  readonly shadow?: true;
  readonly breaker: BreakerState;
  /** The shortest to any of its instances lately; absent where it is not known. */
  readonly roundTripMs?: number;
  readonly markets: readonly string[];
  readonly instances: readonly InstanceView[];
}

export interface MicroserviceSettings {
  readonly breaker: BreakerSettings;
  readonly hedge: HedgeSettings;
  /** Called with each change of the breaker, for the log and the metrics. */
  readonly onBreaker?: (state: BreakerState) => void;
  /** Called when an instance serves other markets than before, or has another table of rates. */
  readonly onInstances?: () => void;
  /** The identity of the gateway's table of rates. Without it, every call carries its rates. */
  readonly ratesId?: string;
  /** Outside bidders, which are called directly (MARKET-4); absent: there are none. */
  readonly outside?: ReadonlySet<string>;
  /** Where this gateway runs (PLACEMENT-4); absent: all zones are alike to it. */
  readonly zone?: string | undefined;
  /** Bidders that nothing is shown of (SHADOW-1); absent: there are none. */
  readonly shadow?: ReadonlySet<string>;
}

export const MICROSERVICE_SETTINGS: MicroserviceSettings = {
  breaker: BREAKER_SETTINGS,
  hedge: HEDGE_SETTINGS,
};

/** A multiple of most numbers of instances: they take turns. */
const DIRECT_CALLS_COUNTED = 5_040;

/** Longer than the roster needs to detect a lost instance, and than a client needs to reconnect. */
const UNREACHABLE_MS = 5_000;

export class MicroserviceClient {
  readonly bidder: string;
  /** Calls to markets do not reach it (MARKET-4). */
  readonly isOutside: boolean;
  /** Nothing of it is shown (SHADOW-1). */
  readonly isShadow: boolean;
  readonly #clock: Clock;
  readonly #hedge: HedgeSettings;
  readonly #ratesId: string | undefined;
  readonly #instances: InstanceTable;
  readonly #latencies: Latencies;
  readonly #allowance: HedgeAllowance;
  readonly #breaker: Breaker;
  readonly #zone: string | undefined;
  readonly #turns = new WeightedTurns();
  #directCalls = 0;

  constructor(
    bidder: string,
    clock: Clock,
    settings: MicroserviceSettings = MICROSERVICE_SETTINGS,
  ) {
    this.bidder = bidder;
    this.#clock = clock;
    this.#hedge = settings.hedge;
    this.#ratesId = settings.ratesId;
    this.isOutside = settings.outside?.has(bidder) === true;
    this.isShadow = settings.shadow?.has(bidder) === true;
    this.#zone = settings.zone;
    this.#instances = new InstanceTable(() => {
      this.#turns.forget();
      settings.onInstances?.();
    });
    this.#latencies = new Latencies(clock);
    this.#allowance = new HedgeAllowance(settings.hedge);
    this.#breaker = new Breaker(clock, settings.breaker, settings.onBreaker);
  }

  get alive(): boolean {
    return this.#instances.size > 0;
  }

  /** An instance is alive that takes calls: not only standbys that wait. */
  get takesCalls(): boolean {
    return this.#instances.serving > 0;
  }

  /** See InstanceTable.standbyWord. */
  get standbyWord(): StandbyWord | undefined {
    return this.#instances.standbyWord;
  }

  /** The ids of the live instances. */
  get instances(): string[] {
    return [...this.#instances].map(([id]) => id);
  }

  /** True when a live instance serves this market. */
  serves(origin: string, destination: string): boolean {
    return this.#instances.serves(origin, destination);
  }

  /** PLACEMENT-1: this gateway chooses the instance for each of its calls. */
  get isPlaced(): boolean {
    return isPlaced(this.#instances.places(), this.#zone);
  }

  /**
   * The call to this market is for it: see InstanceTable.hears. An outside bidder hears none, and
   * none is for a placed one (MARKET-5).
   */
  hears(origin: string, destination: string): boolean {
    return !this.isOutside && !this.isPlaced && this.#instances.hears(origin, destination);
  }

  /** True when every live instance has the gateway's table of rates. */
  get haveRates(): boolean {
    return this.#ratesId !== undefined && this.#instances.haveRates(this.#ratesId);
  }

  /** True when this instance has the gateway's table of rates. */
  hasRates(instance: string): boolean {
    return (
      this.#ratesId !== undefined && this.#instances.get(instance)?.report.ratesId === this.#ratesId
    );
  }

  /** True when a live instance takes what a search says to this bidder alone. */
  get takesParams(): boolean {
    for (const [, { report }] of this.#instances) if (report.takesParams === true) return true;
    return false;
  }

  /** An instance of it has asked to be told what becomes of its bids. */
  get wantsFeedback(): boolean {
    for (const [, { report }] of this.#instances) if (report.wantsFeedback === true) return true;
    return false;
  }

  lists(instance: string): boolean {
    return this.#instances.get(instance) !== undefined;
  }

  /** See InstanceTable.update. */
  update(report: InstanceReport, now: number): boolean {
    return this.#instances.update(report, now);
  }

  /**
   * Any message of this instance has arrived: it is alive. An instance that the roster does not
   * list is not listed by this.
   */
  messageReceived(instance: string): void {
    const known = this.#instances.get(instance);
    if (known !== undefined) known.lastMessageAtMs = this.#clock.now();
  }

  /** An instance has announced its end. True when it was listed. */
  remove(instance: string): boolean {
    return this.#instances.remove(instance);
  }

  /** Removes the instances that have sent nothing since; returns their ids. */
  removeSilentSince(instant: number): string[] {
    return this.#instances.removeSilentSince(instant, this.#clock.now());
  }

  /**
   * A probe of this instance was answered after so many milliseconds. Returns the shortest of its
   * round trips; null where that is not known.
   */
  roundTrip(instance: string, roundTripMs: number): number | null {
    const roundTrips = this.#instances.get(instance)?.roundTrips;
    const now = this.#clock.now();
    roundTrips?.record(roundTripMs, now);
    return roundTrips?.shortestMs(now) ?? null;
  }

  /** See InstanceTable.roundTripMs. */
  get roundTripMs(): number | null {
    return this.#instances.roundTripMs(this.#clock.now());
  }

  /** See InstanceTable.clock. */
  get clock(): ClockReading | null {
    return this.#instances.clock;
  }

  /** True while an unresponsive instance may have calls. See InstanceTable.hasUnresponsive. */
  get hasUnresponsiveInstance(): boolean {
    return this.#instances.hasUnresponsive(this.#clock.now(), this.#hedge.messageLagMsMax);
  }

  /**
   * A final answer, in time or late, took its instance `latencyMs`; `sinceCallMs` when the call had
   * first gone to another instance. It counts for the bidder also when its instance has gone since.
   */
  answered(instance: string, latencyMs: number, sinceCallMs = latencyMs): void {
    this.#latencies.record(sinceCallMs);
    const known = this.#instances.get(instance);
    if (known === undefined) return;
    known.latencies ??= new Latencies(this.#clock);
    known.latencies.record(latencyMs);
  }

  /** A call was sent to this bidder: it adds to the hedging allowance. A hedge adds nothing. */
  callSent(): void {
    this.#allowance.addCall();
  }

  /**
   * The milliseconds after which a call without an answer gets a second one: the 95th percentile of
   * the bidder's recent final answers, so that one call in twenty is hedged. Null with too little
   * history, or without a second instance.
   */
  hedgeAfterMs(): number | null {
    const { serving } = this.#instances;
    if (serving < 2 && !(serving === 1 && this.hasUnresponsiveInstance)) return null;
    if (this.#latencies.answers < this.#hedge.answersMin) return null;
    const { p95Ms } = this.#latencies;
    return p95Ms === null ? null : Math.max(p95Ms, this.#hedge.afterMsMin);
  }

  /**
   * Takes a hedge from the allowance and returns the instance to send it to, or null. `holder` is
   * the instance that has the call, or null when it is not known; with `market`, only instances
   * that serve it are considered. A call whose holder is not known, while one instance is
   * unresponsive, costs no allowance: that instance does not work on it, so no work is done twice.
   */
  takeHedge(holder: string | null, market?: Market): string | null {
    if (this.#latencies.answers < this.#hedge.answersMin) return null;
    const now = this.#clock.now();
    const patterns = market === undefined ? null : this.#instances.patternsOf(market);
    const candidates = [...this.#instances]
      .filter(
        ([, { unreachableUntilMs, report }]) =>
          now >= unreachableUntilMs && report.standby !== "waiting",
      )
      .map(([id, instance]) => ({
        id,
        lastMessageAtMs: instance.lastMessageAtMs,
        p50Ms: instance.latencies?.p50Ms ?? null,
        serves: patterns === null || patterns.some((pattern) => instance.markets.has(pattern)),
        weight: instance.report.weight,
        zone: instance.report.zone,
      }));
    const replaces = holder === null && this.hasUnresponsiveInstance;
    const chosen = chooseHedge(candidates, holder, this.#hedge.messageLagMsMax, replaces);
    return chosen !== null && (replaces || this.#allowance.take()) ? chosen : null;
  }

  /**
   * The instance for a call that goes to one alone: one that serves one of these markets, in turn
   * or, of a placed bidder, by weights and zones (PLACEMENT-2 to PLACEMENT-4), but none of `tried`;
   * with `takesParams`, one that takes what a search says to its bidder alone. Those that are known
   * to be unresponsive are chosen only where there is no other; null where there is none.
   */
  takeDirect(
    markets: readonly Market[],
    tried: ReadonlySet<string>,
    takesParams = false,
  ): string | null {
    const now = this.#clock.now();
    const serving = this.#instances
      .servingAnyOf(markets)
      .filter(
        ([id, { report }]) => !tried.has(id) && (!takesParams || report.takesParams === true),
      );
    let newest = Number.NEGATIVE_INFINITY;
    for (const [, { lastMessageAtMs }] of serving) newest = Math.max(newest, lastMessageAtMs);
    const responsive = serving.filter(
      ([, { lastMessageAtMs, unreachableUntilMs }]) =>
        now >= unreachableUntilMs && newest - lastMessageAtMs <= this.#hedge.messageLagMsMax,
    );
    const candidates = responsive.length > 0 ? responsive : serving;
    if (this.isPlaced) return this.#turns.take(eligible(candidates.map(placeOf), this.#zone));
    this.#directCalls = (this.#directCalls + 1) % DIRECT_CALLS_COUNTED;
    return candidates[this.#directCalls % candidates.length]?.[0] ?? null;
  }

  /**
   * A hedge found no subscriber where this instance should be: it has died, has lost its
   * connection, or accepts no direct calls. For a while another one is chosen. `paid`: the hedge
   * was taken from the allowance.
   */
  hedgeLost(instance: string, paid: boolean): void {
    const known = this.#instances.get(instance);
    if (known !== undefined) known.unreachableUntilMs = this.#clock.now() + UNREACHABLE_MS;
    if (paid) this.#allowance.refund();
  }

  /** See Breaker.state. */
  get breaker(): BreakerState {
    return this.#breaker.state;
  }

  /** Whether an auction that began now would wait for this bidder. Changes nothing. */
  get wouldWait(): boolean {
    return this.#breaker.wouldWait;
  }

  /** The reservation, at the breaker, of an auction that begins now. See Breaker.reserve. */
  reserve(): BreakerReservation {
    return this.#breaker.reserve();
  }

  /** How an auction that had no reservation for this bidder ended for it. */
  observe(result: BidderResult): void {
    this.#breaker.observe(result);
  }

  view(required: boolean): BidderView {
    const { roundTripMs } = this;
    return {
      bidder: this.bidder,
      required,
      ...(this.isShadow ? { shadow: true as const } : {}),
      breaker: this.breaker,
      ...latencyView(this.#latencies),
      ...(roundTripMs === null ? {} : { roundTripMs: Math.round(roundTripMs * 100) / 100 }),
      markets: this.#instances.markets,
      instances: [...this.#instances]
        .map(([id, { report, latencies }]) => ({
          id,
          version: report.version,
          inFlight: report.inFlight,
          ...(report.standby === undefined ? {} : { standby: report.standby }),
          ...(report.weight === undefined ? {} : { weight: report.weight }),
          ...(report.zone === undefined ? {} : { zone: report.zone }),
          ...latencyView(latencies),
        }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    };
  }
}

function placeOf([id, { report }]: InstanceEntry): Placed {
  return { id, weight: report.weight, zone: report.zone };
}

function latencyView(latencies: Latencies | null): LatencyView {
  return { p50Ms: latencies?.p50Ms ?? null, p95Ms: latencies?.p95Ms ?? null };
}
