/**
 * What is counted of one arm, or of one shadow policy: enough for the intervals of confidence that
 * `scatter experiment report` shows, and of bounded size (A6).
 *
 * ARMCOUNT-1 The regret of an auction counts only where it is known; how many are not is counted
 *    beside it.
 */
import { build, encodeIntoCompressedBase64, type Histogram } from "hdr-histogram-js";
import { LIMITS } from "../../proto/limits.ts";
import { ENDED_BY, type EndedBy } from "../../proto/messages.ts";
import { Moments, type MomentsView } from "./moments.ts";

/** Times are recorded in tenths of a millisecond. */
export const UNITS_A_MS = 10;

/** No auction takes longer than its deadline by much. */
const UNITS_MAX = 2 * LIMITS.searchDeadlineMsMax * UNITS_A_MS;

/** One auction that has ended, or that would have. */
interface CountedAuction {
  readonly endedBy: EndedBy;
  readonly partial: boolean;
  readonly elapsedMs: number;
  /** The price of the best offer, in minor units of the report's currency; null: there is none. */
  readonly bestPrice: number | null;
}

export interface ArmCountsView {
  readonly auctions: number;
  readonly partial: number;
  readonly endedBy: Readonly<Partial<Record<EndedBy, number>>>;
  readonly elapsedMs: MomentsView & {
    readonly p50: number | null;
    readonly p95: number | null;
    readonly p99: number | null;
    /** Tenths of a millisecond, as HdrHistogram writes them; null before the first. */
    readonly histogram: string | null;
  };
  /** Minor units of `currency`. */
  readonly bestPrice: MomentsView;
  /** Minor units of `currency`. */
  readonly regret: MomentsView & { readonly unknown: number; readonly some: number };
}

export class ArmCounts {
  readonly #endedBy = new Map<EndedBy, number>();
  readonly #elapsed = new Moments();
  readonly #bestPrice = new Moments();
  readonly #regret = new Moments();
  #partial = 0;
  #unknown = 0;
  #someRegret = 0;
  /** Exact to 1 %; null before the first. */
  #times: Histogram | null = null;

  add({ endedBy, partial, elapsedMs, bestPrice }: CountedAuction): void {
    this.#endedBy.set(endedBy, (this.#endedBy.get(endedBy) ?? 0) + 1);
    if (partial) this.#partial++;
    this.#elapsed.add(elapsedMs);
    if (bestPrice !== null) this.#bestPrice.add(bestPrice);
    this.#times ??= build({ highestTrackableValue: UNITS_MAX, numberOfSignificantValueDigits: 2 });
    const units = Math.round(elapsedMs * UNITS_A_MS);
    this.#times.recordValue(Math.min(Math.max(units, 0), UNITS_MAX));
  }

  /** ARMCOUNT-1 @param amount null: it is not known */
  addRegret(amount: number | null): void {
    if (amount === null) this.#unknown++;
    else {
      this.#regret.add(amount);
      if (amount > 0) this.#someRegret++;
    }
  }

  view(): ArmCountsView {
    const times = this.#times;
    const percentile = (rank: number) =>
      times === null ? null : times.getValueAtPercentile(rank) / UNITS_A_MS;
    return {
      auctions: this.#elapsed.count,
      partial: this.#partial,
      endedBy: Object.fromEntries(
        ENDED_BY.flatMap((by) => (this.#endedBy.has(by) ? [[by, this.#endedBy.get(by)]] : [])),
      ),
      elapsedMs: {
        ...this.#elapsed.view(),
        ...{ p50: percentile(50), p95: percentile(95), p99: percentile(99) },
        histogram: times === null ? null : encodeIntoCompressedBase64(times),
      },
      bestPrice: this.#bestPrice.view(),
      regret: { ...this.#regret.view(), unknown: this.#unknown, some: this.#someRegret },
    };
  }
}
