/** Records an auction that has ended in the ledger, with the messages that came too late for it. */
import type { SearchResult } from "../../proto/messages.ts";
import type { Collected } from "./collect.ts";
import type { AuctionContext } from "./context.ts";
import type { Ranking } from "./rank.ts";
import { incompleteBidders } from "./regret.ts";
import { isFinished } from "./standing.ts";

export function recordInLedger(
  { request, ports: { ledger }, handler: { standings }, rules }: AuctionContext,
  { endedAtMs, tooLate, unread }: Collected,
  result: SearchResult,
  opened: Ranking["opened"],
): void {
  const { auctionId, arrivedAtMs: startedAtMs } = request;
  const finished: string[] = [];
  for (const standing of standings) if (isFinished(standing)) finished.push(standing.bidder);
  ledger.open(
    { auctionId, result, opened, rules, startedAtMs, endedAtMs },
    finished,
    incompleteBidders(standings, unread),
  );
  for (const { bidder, instance, bytes } of tooLate)
    ledger.enter(auctionId, bidder, instance, bytes);
}
