/**
 * The only file of this folder that imports the inside of a gateway: what a recorded auction is,
 * and how policies are judged on it.
 */
export type { RecordedAuction, RecordedEvent } from "../../gateway/recording/recorded-auction.ts";
export { type AuctionTimeline, timelineOf } from "../../gateway/replay/auction-timeline.ts";
export { judge } from "../../gateway/replay/judge.ts";
export { learnedJudge, warmUpOf } from "../../gateway/replay/policy-judge.ts";
export { replayAsRecorded, replayAuction } from "../../gateway/replay/replay-auction.ts";
export { AS_RECORDED, type ReplayPolicy } from "../../gateway/replay/replay-policy.ts";
export { type Score, scoreOf } from "../../gateway/replay/tuning/policy-score.ts";
export { policySpace } from "../../gateway/replay/tuning/policy-space.ts";
