/** The best offer that is known of a recorded auction, by the cost of its search. */
import type { SheetColumns } from "../../proto/messages.ts";
import { rank } from "../auction/rank.ts";
import type { RankingRules } from "../auction/ranking-rules.ts";

export interface BestKnown {
  /** Minor units of the search's currency, by its objective. */
  readonly cost: number;
  readonly bidder: string;
}

/** The first of equal ones. */
export function lowest(a: BestKnown | null, b: BestKnown | null): BestKnown | null {
  if (a === null || b === null) return a ?? b;
  return b.cost < a.cost ? b : a;
}

/**
 * The cost of the best offer of a sheet that can be sold; undefined where there is none. Opens the
 * offers of the best itinerary alone.
 *
 * @param rules with one result at most
 */
export function bestCost(
  bidder: string,
  sheet: SheetColumns,
  rules: RankingRules,
): number | undefined {
  if (sheet.rows === 0) return undefined;
  return rank([{ bidder, sheets: [sheet] }], rules).itineraries[0]?.cost;
}
