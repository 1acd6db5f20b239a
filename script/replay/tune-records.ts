/** Tunes a policy on records: on all of them, and on each class of markets by itself. */
import { kilometresBetween } from "../../common/places/distance.ts";
import { MEDIUM_KM, SHORT_KM } from "../../gateway/auction/value/market-class.ts";
import type { RecordedAuction } from "../../gateway/recording/recorded-auction.ts";
import {
  type AuctionTimeline,
  type RegretBase,
  timelineOf,
} from "../../gateway/replay/auction-timeline.ts";
import { DrawnAuctions, type DrawnCounts } from "../../gateway/replay/drawn-auctions.ts";
import { warmUpOf } from "../../gateway/replay/policy-judge.ts";
import { unsoundness } from "../../gateway/replay/sound-record.ts";
import type { Budget } from "../../gateway/replay/tuning/policy-score.ts";
import { type Tuned, tune } from "../../gateway/replay/tuning/tune.ts";
import { PLACES } from "./replay-records.ts";

/** A6: a timeline has some 2 kB. Of more auctions a sample is taken, each with equal chance. */
const AUCTIONS_MAX = 20_000;
/** A class with fewer auctions says nothing about its tail. */
const CLASS_AUCTIONS_MIN = 200;

/** Bidders take longer for long trips: more connections, and more sellers. */
const CLASSES = [
  { market: "up to 1,500 km", km: SHORT_KM },
  { market: "up to 4,000 km", km: MEDIUM_KM },
  { market: "beyond 4,000 km", km: Number.POSITIVE_INFINITY },
] as const;

export interface TunedMarkets extends Omit<DrawnCounts, "auctions"> {
  /** On which policies were tuned. */
  readonly auctions: number;
  /** Auctions that the sample has not. */
  readonly left: number;
  /** Left out because their losers were not heard, beside others whose losers were. */
  readonly unheard: number;
  /** The first of them, from which the rule `value` learns: they are in no figure. */
  readonly warmUp: number;
  /** Auctions in which a bidder had an offer, and those of them whose regret can be known. */
  readonly offered: number;
  readonly whole: number;
  readonly all: readonly Tuned[];
  readonly classes: readonly {
    readonly market: string;
    readonly auctions: number;
    readonly tuned: readonly Tuned[];
  }[];
}

/** @param random of a seed, so that the sample is the same each time */
export async function tuneRecords(
  records: AsyncIterable<RecordedAuction> | Iterable<RecordedAuction>,
  budget: Budget,
  random: () => number,
  {
    all = false,
    against,
  }: { readonly all?: boolean; readonly against?: RegretBase | undefined } = {},
): Promise<TunedMarkets> {
  const drawn = new DrawnAuctions(() => new HeardAuctions(random, against), all);
  for await (const recorded of records)
    if (unsoundness(recorded) === undefined) drawn.of(recorded).add(recorded);
  const { timelines, left, unheard } = drawn.chosen.sample;
  const { leftOut, notDrawn } = drawn.counts;
  const classes = CLASSES.flatMap(({ market }) => {
    const its = timelines.filter((timeline) => classOf(timeline) === market);
    return its.length < CLASS_AUCTIONS_MIN
      ? []
      : [{ market, auctions: its.length, tuned: tune(its, budget) }];
  });
  return {
    auctions: timelines.length,
    ...{ left, unheard, leftOut, notDrawn, warmUp: warmUpOf(timelines.length) },
    offered: timelines.filter(({ best }) => best !== null).length,
    whole: timelines.filter(({ isWhole }) => isWhole).length,
    all: tune(timelines, budget),
    classes,
  };
}

interface Sample {
  readonly timelines: AuctionTimeline[];
  read: number;
}

/**
 * Where late bids were wanted of any auction, these alone: of the others regret is known of those
 * that lost little.
 */
class HeardAuctions {
  readonly #random: () => number;
  readonly #heard: Sample = { timelines: [], read: 0 };
  readonly #others: Sample = { timelines: [], read: 0 };

  readonly #against: RegretBase | undefined;

  constructor(random: () => number, against: RegretBase | undefined) {
    this.#random = random;
    this.#against = against;
  }

  add(recorded: RecordedAuction): void {
    const to = recorded.lateWanted ? this.#heard : this.#others;
    // Once there is one that was heard, the others are not needed.
    if (recorded.lateWanted) this.#others.timelines.length = 0;
    else if (this.#heard.read > 0) {
      to.read++;
      return;
    }
    // Algorithm R of Vitter, "Random Sampling with a Reservoir", 1985.
    const at = to.read < AUCTIONS_MAX ? to.read : Math.floor(this.#random() * (to.read + 1));
    to.read++;
    const options = { learning: true, against: this.#against };
    if (at < AUCTIONS_MAX) to.timelines[at] = timelineOf(recorded, PLACES, options);
  }

  get sample() {
    const isHeard = this.#heard.read > 0;
    const { timelines, read } = isHeard ? this.#heard : this.#others;
    const unheard = isHeard ? this.#others.read : 0;
    return { timelines, left: read - timelines.length, unheard };
  }
}

function classOf({ origin, destination }: AuctionTimeline): string {
  const km = kilometresBetween(origin, destination) ?? Number.POSITIVE_INFINITY;
  return (CLASSES.find((one) => km <= one.km) ?? CLASSES[2]).market;
}
