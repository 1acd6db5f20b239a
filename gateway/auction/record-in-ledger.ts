/** Records an auction that has ended in the ledger, with the messages that came too late for it. */
import type { SearchResult } from "../../proto/messages.ts";
import type { Collected } from "./collect.ts";
import type { AuctionContext } from "./context.ts";
import { isFinished } from "./participant.ts";
import type { Ranking } from "./rank.ts";
import { incompleteBidders } from "./regret.ts";

export function recordInLedger(
  { request, ports: { ledger }, handler: { participants }, rules }: AuctionContext,
  { endedAtMs, late }: Collected,
  result: SearchResult,
  opened: Ranking["opened"],
): void {
  const { auctionId, arrivedAtMs: startedAtMs } = request;
  const finished: string[] = [];
  for (const participant of participants)
    if (isFinished(participant)) finished.push(participant.bidder);
  ledger.open(
    { auctionId, result, opened, rules, startedAtMs, endedAtMs },
    finished,
    incompleteBidders(participants, late.unread),
  );
  for (const { bidder, instance, bytes } of late.messages)
    ledger.enter(auctionId, bidder, instance, bytes);
}
