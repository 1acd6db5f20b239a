/**
 * What came after the recorded end of an auction, by the rules of regret
 * (gateway/auction/regret.ts): whether all that bidders would have brought is in the record.
 */
import { bestOffer, NO_OFFER, readLateBid } from "../auction/late-bid.ts";
import { LEDGER_LIMITS } from "../auction/ledger.ts";
import { isFinished, type Participant, worksOn } from "../auction/participant.ts";
import type { RankingRules } from "../auction/ranking-rules.ts";
import { incompleteBidders, Regret } from "../auction/regret.ts";
import type { RecordedEvent } from "../recording/recorded-auction.ts";
import { type BestKnown, lowest } from "./best-known.ts";

export type RecordedBid = Extract<RecordedEvent, { readonly kind: "bid" }>;

const NONE_UNREAD: ReadonlySet<string> = new Set();

export class LateOffers {
  readonly #auctionId: string;
  readonly #rules: Omit<RankingRules, "wallMs">;
  #regret = new Regret(undefined, null);
  #finished: ReadonlySet<string> = new Set();
  readonly #messages = new Map<string, number>();
  best: BestKnown | null = null;

  constructor(auctionId: string, rules: Omit<RankingRules, "wallMs">) {
    this.#auctionId = auctionId;
    this.#rules = rules;
  }

  /** The auction has ended with these. */
  begin(participants: readonly Participant[]): void {
    const over = participants.filter((one) => isFinished(one) && !worksOn(one));
    this.#finished = new Set(over.map(({ bidder }) => bidder));
    this.#regret = new Regret(undefined, incompleteBidders(participants, NONE_UNREAD));
  }

  /** Of a bidder that had finished it changes nothing. */
  enter({ bidder, bytes }: RecordedBid, wallMs: number): void {
    const messages = (this.#messages.get(bidder) ?? 0) + 1;
    this.#messages.set(bidder, messages);
    // A6: as the ledger of a gateway.
    if (this.#finished.has(bidder) || messages > LEDGER_LIMITS.lateBidsMax) return;
    const bid = readLateBid(this.#auctionId, bytes);
    const best =
      bid === undefined || bid.sheet.rows === 0
        ? NO_OFFER
        : bestOffer(bidder, bid.sheet, { ...this.#rules, wallMs });
    this.#regret.enter(bidder, bid, best.cost, best.costByColumns);
    if (best.cost !== undefined) this.best = lowest(this.best, { cost: best.cost, bidder });
  }

  /** Whether no bidder can have had anything that costs less than this (REGRET-3). */
  isWhole(cost: number): boolean {
    return this.#regret.state.incomplete.every(([, { floor }]) => floor !== null && floor >= cost);
  }
}
