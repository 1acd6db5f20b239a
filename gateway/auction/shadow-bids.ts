/**
 * What shadow bidders send in one auction. The operator of the gateway names them
 * (BIDDERS_SHADOW): a new bidder is tried on real searches before its offers are shown.
 *
 * SHADOW-1 A shadow bidder is called and heard as any other, and the result is the one that the
 *    auction would have without it: its offers, its outcome and its name are in no result, page,
 *    offer or event. It is one whether the roster lists it or not.
 * SHADOW-2 No auction waits for it: it is in no quorum, in no check for `settled`, required by no
 *    search, and its call is not hedged.
 * SHADOW-3 A search for which a whole roster has shadow bidders alone ends as `no-bidders`.
 * SHADOW-4 What it brought by the end of the auction is accounted for apart, in `explain`: its
 *    outcome, and what would have been shown of it. What comes later is not read.
 */
import type { BidderReport } from "../../proto/messages.ts";
import { type BidRules, foldBid } from "./fold-bid.ts";
import { attemptOf, isFinished, newParticipant, type Participant } from "./participant.ts";

/** One shadow bidder: how it ended, and what would have been shown with it. */
export interface ShadowReport {
  readonly report: BidderReport;
  /** Itineraries that it would have been a seller of. */
  readonly shown: number;
  /** Those of them of which it would have been the first seller. */
  readonly won: number;
}

export class ShadowBids {
  readonly #rules: BidRules;
  readonly #participants: ReadonlyMap<string, Participant>;

  constructor(bidders: readonly string[], rules: BidRules) {
    this.#rules = rules;
    this.#participants = new Map(bidders.map((bidder) => [bidder, newParticipant(bidder)]));
  }

  get participants(): readonly Participant[] {
    return [...this.#participants.values()];
  }

  has(bidder: string): boolean {
    return this.#participants.has(bidder);
  }

  /** Whether one of them may be at work for this auction. */
  get anyoneAtWork(): boolean {
    return this.participants.some((participant) => !isFinished(participant));
  }

  /** Never throws on what it sent (A5). */
  take(bidder: string, instance: string, bytes: Uint8Array, at: number): void {
    const participant = this.#participants.get(bidder);
    if (participant === undefined || isFinished(participant)) return;
    const attempt = attemptOf(participant, instance);
    if (attempt === undefined) return;
    attempt.lastAtMs = at;
    const end = foldBid(attempt, bytes, this.#rules);
    if (end === null) return;
    attempt.ended = end;
    participant.outcome = end.outcome;
    participant.reason = end.reason;
    participant.answer = attempt;
  }
}

/** Null where the auction has none: mostly it has none. */
export function shadowBids(
  bidders: readonly string[] | undefined,
  rules: BidRules,
): ShadowBids | null {
  return bidders === undefined || bidders.length === 0 ? null : new ShadowBids(bidders, rules);
}
