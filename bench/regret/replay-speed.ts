/** How many recorded auctions are replayed in a second of one core. */
import { AS_RECORDED, judge, type ReplayPolicy, replayAsRecorded, timelineOf } from "./access.ts";
import { RecordedMarket } from "./market-model.ts";
import { PLACES } from "./measure.ts";

export interface ReplayOptions {
  readonly auctions: number;
  readonly bidders: number;
  readonly offersABid: number;
  readonly seed: number;
}

export const REPLAY_DEFAULTS: ReplayOptions = {
  auctions: 60_000,
  bidders: 3,
  offersABid: 10,
  seed: 1,
};

/** Other records than those that are measured: the code is compiled by then. */
const WARM_UP = 10_000;
const POLICIES: readonly ReplayPolicy[] = [
  AS_RECORDED,
  { name: "fixed", deadlineMs: 300, settle: false },
  { name: "quorum", quorum: 2, grace: { share: 0.25 } },
];

interface ReplaySpeed {
  /** Read once, and judged under one policy. */
  readonly onePolicyASecond: number;
  /** The same under three. */
  readonly threePoliciesASecond: number;
  /** With the whole result, compared to the byte. */
  readonly resultsASecond: number;
}

/** By processor time, which other processes do not change as they change time. */
export async function replaySpeed(
  { auctions, bidders, offersABid, seed }: ReplayOptions,
  signal: AbortSignal,
): Promise<ReplaySpeed> {
  const market = new RecordedMarket(seed, { bidders, offersABid, floors: false });
  const draw = (count: number) => Array.from({ length: count }, () => market.next());
  const [warmUp, records] = [draw(Math.min(WARM_UP, auctions)), draw(auctions)];
  const judged = (policies: readonly ReplayPolicy[]) => async (its: typeof records) => {
    for (const recorded of its) {
      const timeline = timelineOf(recorded, PLACES, { kept: false });
      for (const policy of policies) judge(timeline, policy);
    }
  };
  const results = async (its: typeof records) => {
    for (const recorded of its) await replayAsRecorded(recorded, PLACES);
  };
  const speedOf = async (work: (its: typeof records) => Promise<void>) => {
    signal.throwIfAborted();
    await work(warmUp);
    const before = process.cpuUsage();
    await work(records);
    const { user, system } = process.cpuUsage(before);
    return (records.length * 1e6) / (user + system);
  };
  return {
    onePolicyASecond: await speedOf(judged(POLICIES.slice(0, 1))),
    threePoliciesASecond: await speedOf(judged(POLICIES)),
    resultsASecond: await speedOf(results),
  };
}
