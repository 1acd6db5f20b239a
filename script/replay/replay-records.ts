/** Replays records under policies, auction after auction, and gathers what they would cost. */
import { elapsed } from "../../common/places/airport-clocks.ts";
import { airportByCode } from "../../common/places/airports.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import { FALLBACK_WORDS } from "../../gateway/auction/outcome.ts";
import type { RecordedAuction } from "../../gateway/recording/recorded-auction.ts";
import {
  type AuctionTimeline,
  type RegretBase,
  timelineOf,
} from "../../gateway/replay/auction-timeline.ts";
import { DrawnAuctions, type DrawnCounts } from "../../gateway/replay/drawn-auctions.ts";
import { FiguresGatherer, type PolicyFigures } from "../../gateway/replay/policy-figures.ts";
import { isLearning } from "../../gateway/replay/policy-judge.ts";
import { replayAsRecorded } from "../../gateway/replay/replay-auction.ts";
import {
  AS_RECORDED,
  type HedgeChoice,
  type ReplayPolicy,
} from "../../gateway/replay/replay-policy.ts";
import { unsoundness } from "../../gateway/replay/sound-record.ts";

export const PLACES = { elapsed, kilometres: kilometresBetween };

/** How many records give their own result again under their own policy (REPLAY-1). */
interface Verified {
  readonly same: number;
  readonly other: number;
  /**
   * Records that cannot be compared: without a result that can be read, with offers of an earlier
   * search in it, or of an auction that ended because waiting was not worth its price, by what its
   * gateway had learned.
   */
  readonly without: number;
}

export interface ReplayedRecords extends DrawnCounts {
  /** Records that no gateway writes: they are left out. */
  readonly unsound: number;
  /** Null where no policy learns. */
  readonly learning: FiguresGatherer["learning"];
  /** The first is that of the records. */
  readonly policies: readonly PolicyFigures[];
  /** Of all auctions. Null where it was not asked for. */
  readonly verified: Verified | null;
}

interface ReplayOptions {
  readonly verify?: boolean;
  readonly all?: boolean;
  readonly against?: RegretBase | undefined;
}

export async function replayRecords(
  records: AsyncIterable<RecordedAuction> | Iterable<RecordedAuction>,
  policies: readonly ReplayPolicy[],
  { verify = false, all = false, against = "all" }: ReplayOptions = {},
): Promise<ReplayedRecords> {
  const drawn = new DrawnAuctions(() => new FiguresGatherer([AS_RECORDED, ...policies]), all);
  const verified = { same: 0, other: 0, without: 0 };
  const learning = policies.some(isLearning);
  let unsound = 0;
  for await (const recorded of records) {
    if (unsoundness(recorded) !== undefined) {
      unsound++;
      continue;
    }
    drawn.of(recorded).add(timelinesOf(recorded, { learning, against }), marketOf(recorded));
    if (verify) verified[await verdictOf(recorded)]++;
  }
  // The figures first: they judge what is still kept for its order.
  const figures = drawn.chosen.figures;
  const learned = drawn.chosen.learning;
  return {
    ...drawn.counts,
    ...{ unsound, learning: learned, policies: figures, verified: verify ? verified : null },
  };
}

/** Each is made when it is needed. */
function timelinesOf(
  recorded: RecordedAuction,
  options: { readonly learning: boolean; readonly against: RegretBase },
): (policy: ReplayPolicy) => AuctionTimeline {
  const made = new Map<HedgeChoice, AuctionTimeline>();
  return ({ hedge = "recorded" }) => {
    let timeline = made.get(hedge);
    if (timeline === undefined) {
      timeline = timelineOf(recorded, PLACES, { ...options, hedge, kept: options.learning });
      made.set(hedge, timeline);
    }
    return timeline;
  };
}

/** `GB–US`: the countries of both ends. */
function marketOf({ search: { slices } }: Pick<RecordedAuction, "search">): string {
  const [first] = slices;
  const country = (code: string) => airportByCode(code)?.country ?? code;
  return `${country(first?.origin ?? "")}–${country(first?.destination ?? "")}`;
}

async function verdictOf(recorded: RecordedAuction): Promise<keyof Verified> {
  const { result, endedBy } = recorded;
  if (result === null || endedBy === "not-worth-waiting") return "without";
  const isFallback = recorded.bidders.some(({ reason }) => reason?.includes(FALLBACK_WORDS));
  // A record of an older version does not have them.
  if (isFallback && recorded.fallbacks.length === 0) return "without";
  try {
    const bytes = await replayAsRecorded(recorded, PLACES);
    return Buffer.compare(bytes, result) === 0 ? "same" : "other";
  } catch {
    // Its file may have been written by anyone (sound-record.ts).
    return "without";
  }
}
