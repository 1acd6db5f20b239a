/** What can be learned of an auction that has ended: which message came when, and what it cost. */
import { costOf } from "../candidates.ts";
import { type Attempt, isFinished, type Participant, rankedAttempts } from "../participant.ts";
import { NUMBERS_A_BID, SHEET } from "../timeline/bid-times.ts";
import { marketClassOf } from "./market-class.ts";
import type { ObservedAuction, ObservedMessage } from "./value-history.ts";
import type { LearnedAuction } from "./waiting-port.ts";

/**
 * Costs are those of the columns, since that is what is there without opening any offer. What a
 * bidder with the outcome `invalid` sent is not shown, and brings nothing.
 */
export function observedAuction(auction: Omit<LearnedAuction, "bestCost">): ObservedAuction {
  const { request, participants, reports, endedAtMs } = auction;
  const { search, kilometres, arrivedAtMs } = request;
  const invalid = new Set<string>();
  for (const { bidder, outcome } of reports) if (outcome === "invalid") invalid.add(bidder);
  const bidders = new Map<string, number | null>();
  const messages: ObservedMessage[] = [];
  for (const participant of participants) {
    const { bidder } = participant;
    // One that had no call, or was lost, says nothing of how long it takes.
    if (!wasWatched(participant)) continue;
    const finished = isFinished(participant);
    bidders.set(
      bidder,
      finished ? (participant.answer?.lastAtMs ?? endedAtMs) - arrivedAtMs : null,
    );
    if (invalid.has(bidder)) continue;
    for (const attempt of rankedAttempts(participant))
      for (const { atMs, cost } of costsOf(attempt, request))
        messages.push({ bidder, atMs: atMs - arrivedAtMs, cost });
  }
  messages.sort((a, b) => a.atMs - b.atMs);
  const marketClass = marketClassOf(search, kilometres);
  return { marketClass, messages, bidders, endedAtMs: endedAtMs - arrivedAtMs };
}

function wasWatched({ expected, outcome, reason }: Participant): boolean {
  return expected && outcome !== "absent" && (outcome !== null || reason === null);
}

/** The bids that brought a sheet, with the cost of their cheapest offer. */
function costsOf(
  { times, sheets }: Attempt,
  request: LearnedAuction["request"],
): { readonly atMs: number; readonly cost: number | null }[] {
  if (times === null || sheets.length === 0) return [];
  const costs: { atMs: number; cost: number | null }[] = [];
  let next = 0;
  for (let i = 0; i < times.length; i += NUMBERS_A_BID) {
    if (((times[i + 3] as number) & SHEET) === 0) continue;
    const sheet = sheets[next++];
    if (sheet === undefined) break;
    let cost: number | null = null;
    for (let row = 0; row < sheet.rows; row++) {
      const one = costOf(sheet, row, request);
      if (one !== undefined && (cost === null || one < cost)) cost = one;
    }
    costs.push({ atMs: times[i] as number, cost });
  }
  return costs;
}
