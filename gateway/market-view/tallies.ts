/** What is counted of a bidder, an instance and a seller in one minute, or in several together. */
import { build, type Histogram } from "hdr-histogram-js";
import { LIMITS } from "../../proto/limits.ts";
import {
  type AuctionFeedback,
  type BidderReport,
  OUTCOMES,
  type Outcome,
} from "../../proto/messages.ts";

/** Latencies are recorded in tenths of a millisecond. */
const UNITS_A_MS = 10;
/** No final bid in time takes longer. */
const UNITS_MAX = LIMITS.searchDeadlineMsMax * UNITS_A_MS;

/** Of one bidder, or of one of its instances. */
export class Tally {
  auctions = 0;
  readonly outcomes = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<
    Outcome,
    number
  >;
  lateBids = 0;
  /** By currency, minor units; null before the first late bid. A6: the currencies of searches. */
  regret: Map<string, number> | null = null;
  /** Exact to 1 %; null before the first. A6: 6 kB. */
  #latencies: Histogram | null = null;

  report({ outcome, latencyMs }: Pick<BidderReport, "outcome" | "latencyMs">): void {
    this.auctions++;
    this.outcomes[outcome]++;
    if (latencyMs === null) return;
    const units = Math.round(latencyMs * UNITS_A_MS);
    this.#latencies ??= histogram();
    this.#latencies.recordValue(Math.min(Math.max(units, 0), UNITS_MAX));
  }

  late(rise: number, currency: string): void {
    this.lateBids++;
    this.#addRegret(rise, currency);
  }

  /** Milliseconds; null without a final bid in time. */
  percentileMs(rank: number): number | null {
    const latencies = this.#latencies;
    return latencies === null ? null : latencies.getValueAtPercentile(rank) / UNITS_A_MS;
  }

  add(other: Tally): void {
    this.auctions += other.auctions;
    for (const outcome of OUTCOMES) this.outcomes[outcome] += other.outcomes[outcome];
    this.lateBids += other.lateBids;
    for (const [currency, rise] of other.regret ?? []) this.#addRegret(rise, currency);
    if (other.#latencies === null) return;
    this.#latencies ??= histogram();
    this.#latencies.add(other.#latencies);
  }

  #addRegret(rise: number, currency: string): void {
    this.regret ??= new Map();
    this.regret.set(currency, (this.regret.get(currency) ?? 0) + rise);
  }
}

/** Of one outside seller of one bidder. */
export class SellerTally {
  /** Searches that have shown an offer of it. */
  searches = 0;
  /** Its offers that were shown. */
  shown = 0;
  /** Itineraries that it was the first seller of. */
  won = 0;
  /** Which search of the minute was counted last. */
  #lastSearch = -1;

  offered(search: number, isFirst: boolean): void {
    if (this.#lastSearch !== search) this.searches++;
    this.#lastSearch = search;
    this.shown++;
    if (isFirst) this.won++;
  }

  add(other: SellerTally): void {
    this.searches += other.searches;
    this.shown += other.shown;
    this.won += other.won;
  }
}

/** What is counted of feedback. */
export type ToldFeedback = Pick<
  AuctionFeedback,
  "outcome" | "shown" | "won" | "best" | "priceToWin"
>;

/** A gap is counted in tenths of a percent of the bidder's own price. */
const GAP_UNITS = 1_000;

/** What one bidder was told (feedback/feedback-batches.ts). */
export class ToldTally {
  auctions = 0;
  /** Those that have shown an offer of it. */
  shown = 0;
  /** Those that have shown none, though it had one that could be sold. */
  outbid = 0;
  late = 0;
  invalid = 0;
  /** By how much its best was too dear, as a share of its price; null before the first. */
  #gaps: Histogram | null = null;

  count({ outcome, shown, best, priceToWin }: ToldFeedback): void {
    this.auctions++;
    if (shown > 0) this.shown++;
    else if (best !== null) this.outbid++;
    if (outcome === "late" || outcome === "silent") this.late++;
    if (outcome === "invalid") this.invalid++;
    if (best === null || priceToWin === null || best.amount <= 0) return;
    const share = (best.amount - priceToWin.amount) / best.amount;
    this.#gaps ??= histogram();
    this.#gaps.recordValue(Math.max(0, Math.round(share * GAP_UNITS)));
  }

  /** The median, in percent; null where no price was told. */
  get gapPercent(): number | null {
    return this.#gaps === null ? null : (this.#gaps.getValueAtPercentile(50) * 100) / GAP_UNITS;
  }

  add(other: ToldTally): void {
    this.auctions += other.auctions;
    this.shown += other.shown;
    this.outbid += other.outbid;
    this.late += other.late;
    this.invalid += other.invalid;
    if (other.#gaps === null) return;
    this.#gaps ??= histogram();
    this.#gaps.add(other.#gaps);
  }
}

/** Of one bidder, with what is known of its instances and outside sellers. */
export class BidderTally extends Tally {
  /** Itineraries of which the first seller is of this bidder. */
  won = 0;
  /** Null: it was told nothing. */
  told: ToldTally | null = null;
  readonly instances = new Map<string, Tally>();
  /** Instances that are not counted by name; null: none. */
  otherInstances: Tally | null = null;
  readonly sellers = new Map<string, SellerTally>();
  /** The same of sellers. */
  otherSellers: SellerTally | null = null;

  override add(other: BidderTally): void {
    super.add(other);
    this.won += other.won;
    if (other.told !== null) {
      this.told ??= new ToldTally();
      this.told.add(other.told);
    }
    addAll(this.instances, other.instances, () => new Tally());
    addAll(this.sellers, other.sellers, () => new SellerTally());
    if (other.otherInstances !== null) {
      this.otherInstances ??= new Tally();
      this.otherInstances.add(other.otherInstances);
    }
    if (other.otherSellers !== null) {
      this.otherSellers ??= new SellerTally();
      this.otherSellers.add(other.otherSellers);
    }
  }
}

/** Adds to each tally the one of the same name; `make` makes one that is missing. */
export function addAll<T extends { add(other: T): void }>(
  to: Map<string, T>,
  from: ReadonlyMap<string, T>,
  make: () => T,
): void {
  for (const [name, tally] of from) {
    const known = to.get(name) ?? make();
    known.add(tally);
    to.set(name, known);
  }
}

/** Counts are 32 bits wide: a value may come more than 65,535 times a minute. */
function histogram(): Histogram {
  return build({
    bitBucketSize: 32,
    autoResize: false,
    lowestDiscernibleValue: 1,
    highestTrackableValue: UNITS_MAX,
    numberOfSignificantValueDigits: 2,
  });
}
