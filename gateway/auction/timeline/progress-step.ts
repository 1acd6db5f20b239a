import type { BestPrice } from "./best-prices.ts";
import type { QuorumTimes } from "./kept-times.ts";
import type { TimelineBid, TimelineHedge } from "./timeline.ts";

/**
 * One thing that has happened in an auction that runs (progress.ts). What is absent has not
 * changed.
 */
export interface ProgressStep {
  /** The first step: when the call was sent. */
  readonly calledAtMs?: number;
  /** What the quorum asks for, in the first step; again when it is met. */
  readonly quorum?: QuorumTimes;
  /** Whose bid or hedge it is. */
  readonly bidder?: string;
  readonly bid?: TimelineBid;
  readonly hedge?: TimelineHedge;
  readonly best?: BestPrice;
}
