/** Records an auction that has ended in the ledger, with the messages that came too late for it. */
import type { BidderNotes } from "./account.ts";
import type { EndedBids } from "./account-bids.ts";
import type { Collected } from "./collect.ts";
import type { Concluded } from "./conclude.ts";
import type { AuctionContext } from "./context.ts";
import { isFinished, type Participant, rankedAttempts, worksOn } from "./participant.ts";
import type { BidderSheets } from "./rank.ts";
import { incompleteBidders } from "./regret.ts";
import type { ShadowRanking } from "./shadow-reports.ts";
import type { EndedTimes } from "./timeline/kept-times.ts";

export function recordInLedger(
  { request, ports: { ledger }, handler, rules }: AuctionContext,
  { calledAtMs, endedAtMs, late }: Collected,
  { result, opened, entries, rankedWallMs }: Concluded,
  shadows: ShadowRanking | null,
): void {
  const { auctionId, arrivedAtMs: startedAtMs, owner } = request;
  const { participants, quorumTimes: quorum, anyoneAtWork: cancelSent } = handler;
  const finished: string[] = [];
  for (const participant of participants)
    if (isFinished(participant) && !worksOn(participant)) finished.push(participant.bidder);
  // SHADOW-4: what comes of them later is ignored, as that of bidders that have finished.
  for (const { report } of shadows?.reports ?? []) finished.push(report.bidder);
  const bids: EndedBids = { entries, belowFloor: belowFloorOf(participants) };
  const notes = rules.search.explain === true ? notesOf(participants) : undefined;
  const times: EndedTimes = { calledAtMs, quorum, participants, cancelSent };
  ledger.open(
    {
      auctionId,
      result,
      opened,
      bids,
      times,
      notes,
      shadows: shadows?.reports,
      rules,
      owner,
      startedAtMs,
      endedAtMs,
      rankedWallMs,
    },
    finished,
    incompleteBidders(participants, late.unread),
  );
  for (const { bidder, instance, bytes } of late.messages)
    ledger.enter(auctionId, bidder, instance, bytes);
}

/** EXPLAIN-2: of the answers that count. Bidders that say nothing are left out. */
function notesOf(participants: readonly Participant[]): readonly BidderNotes[] {
  return participants.flatMap((participant) => {
    const notes = isFinished(participant) ? participant.answer?.ended?.notes : undefined;
    return notes === undefined ? [] : [{ bidder: participant.bidder, notes }];
  });
}

/** The offers that were dropped for a broken floor, of the attempts that were ranked. */
function belowFloorOf(participants: readonly Participant[]): readonly BidderSheets[] {
  let dropped: BidderSheets[] | null = null;
  for (const participant of participants) {
    for (const { belowFloor } of rankedAttempts(participant)) {
      if (belowFloor === null) continue;
      dropped ??= [];
      dropped.push({ bidder: participant.bidder, sheets: belowFloor });
    }
  }
  return dropped ?? NONE_DROPPED;
}

const NONE_DROPPED: readonly BidderSheets[] = [];
