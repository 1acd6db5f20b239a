/** Tunes a policy on records: on all of them, and on each class of markets by itself. */
import { kilometresBetween } from "../../common/places/distance.ts";
import type { RecordedAuction } from "../../gateway/recording/recorded-auction.ts";
import { type AuctionTimeline, timelineOf } from "../../gateway/replay/auction-timeline.ts";
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
  { market: "up to 1,500 km", km: 1_500 },
  { market: "up to 4,000 km", km: 4_000 },
  { market: "beyond 4,000 km", km: Number.POSITIVE_INFINITY },
] as const;

export interface TunedMarkets {
  readonly auctions: number;
  /** Auctions that the sample has not. */
  readonly left: number;
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
): Promise<TunedMarkets> {
  const timelines: AuctionTimeline[] = [];
  let read = 0;
  for await (const recorded of records) {
    if (unsoundness(recorded) !== undefined) continue;
    // Algorithm R of Vitter, "Random Sampling with a Reservoir", 1985.
    const at = read < AUCTIONS_MAX ? read : Math.floor(random() * (read + 1));
    read++;
    if (at < AUCTIONS_MAX) timelines[at] = timelineOf(recorded, PLACES);
  }
  const classes = CLASSES.flatMap(({ market }) => {
    const its = timelines.filter((timeline) => classOf(timeline) === market);
    return its.length < CLASS_AUCTIONS_MIN
      ? []
      : [{ market, auctions: its.length, tuned: tune(its, budget) }];
  });
  return {
    auctions: timelines.length,
    left: read - timelines.length,
    all: tune(timelines, budget),
    classes,
  };
}

function classOf({ origin, destination }: AuctionTimeline): string {
  const km = kilometresBetween(origin, destination) ?? Number.POSITIVE_INFINITY;
  return (CLASSES.find((one) => km <= one.km) ?? CLASSES[2]).market;
}
