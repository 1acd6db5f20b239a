/** A bid that came too late: its content, and the best of its offers (LEDGER-1). */
import { decodeBidColumns } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import type { Bid, Money, SheetColumns } from "../../proto/messages.ts";
import { type OpenedListener, rank } from "./rank.ts";
import type { RankingRules } from "./ranking-rules.ts";

/** The bid in a late message; undefined when it cannot be read: it is only counted as late. */
export function readLateBid(auctionId: string, bytes: Uint8Array): Bid<SheetColumns> | undefined {
  try {
    const bid = decodeBidColumns(bytes);
    return bid.searchId === auctionId ? bid : undefined;
  } catch (thrown) {
    if (thrown instanceof AuctionError) return undefined;
    throw thrown;
  }
}

export interface BestOffer {
  /** The lowest whole cost (RANK-4). */
  readonly cost: number | undefined;
  /** The lowest cost by columns: floors are promises of this one. */
  readonly costByColumns: number | undefined;
  readonly cheapest: Money | null;
}

export const NO_OFFER: BestOffer = {
  cost: undefined,
  costByColumns: undefined,
  cheapest: null,
};

const BY_PRICE: RankingRules["objective"] = { valuePerHour: 0, penaltyPerStop: 0 };

/**
 * The lowest cost and the lowest price of the offers that can be sold. For each of the two few
 * itineraries are opened.
 */
export function bestOffer(bidder: string, sheet: SheetColumns, rules: RankingRules): BestOffer {
  const search = { ...rules.search, maxResults: 1 };
  let costByColumns: number | undefined;
  const onOpened: OpenedListener = ([first]) => {
    costByColumns ??= first?.candidate.cost;
  };
  const first = (objective: RankingRules["objective"]) =>
    rank([{ bidder, sheets: [sheet] }], { ...rules, objective, search }, onOpened).itineraries[0];
  const best = first(rules.objective);
  if (rules.markUp !== undefined) costByColumns = bestByColumns(bidder, sheet, rules);
  const { valuePerHour, penaltyPerStop } = rules.objective;
  const isByPrice = valuePerHour === 0 && penaltyPerStop === 0;
  return {
    cost: best?.cost,
    costByColumns,
    cheapest: (isByPrice ? best : first(BY_PRICE))?.price ?? null,
  };
}

/** Without its mark-up: of this the floors of its bidder are promises (MARKUP-1). */
function bestByColumns(
  bidder: string,
  sheet: SheetColumns,
  { markUp: _, ...rules }: RankingRules,
): number | undefined {
  return bestOffer(bidder, sheet, rules).costByColumns;
}

export function cheaper(a: Money | null, b: Money | null): Money | null {
  if (a === null || b === null) return a ?? b;
  return b.amount < a.amount ? b : a;
}
