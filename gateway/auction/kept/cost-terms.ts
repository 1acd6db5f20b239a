/**
 * Why an itinerary stands where it stands: what its cost is the sum of, and its neighbours.
 *
 * TERMS-1 The terms of a cost are exactly its sum.
 */
import { convert } from "../../../common/money/money.ts";
import { rowColumns } from "../../../proto/codec/index.ts";
import type { Money } from "../../../proto/messages.ts";
import type { RankingRules } from "../ranking-rules.ts";
import type { Opened } from "../winners.ts";
import { keyOf } from "./kept-auction.ts";
import type { PackedList } from "./packed-list.ts";

export const COST_TERMS = ["price", "mark-up", "time", "stops", "inconvenience"] as const;

interface CostTerm {
  readonly term: (typeof COST_TERMS)[number];
  /** Minor units of the search's currency. */
  readonly amount: number;
}

interface Neighbour {
  readonly key: string;
  readonly cost: number;
  readonly price: Money;
}

/** One itinerary of the whole list. */
export interface Standing extends Neighbour {
  /** 1 is the best. */
  readonly rank: number;
  readonly durationMinutes: number;
  readonly stops: number;
  readonly terms: readonly CostTerm[];
  /** The one before it and the one behind it; null where there is none. */
  readonly before: Neighbour | null;
  readonly behind: Neighbour | null;
}

/** Undefined where the list does not have the itinerary. */
export function standingOf(
  key: string,
  list: PackedList,
  rules: Pick<RankingRules, "objective" | "search" | "rates" | "markUp">,
): Standing | undefined {
  const index = list.indexOf(key);
  if (index < 0) return undefined;
  const sellers = list.at(index);
  const { candidate } = sellers[0] as Opened;
  const { durationMinutes, sheet, row } = candidate;
  const neighbour = (at: number) => {
    return at < 0 || at >= list.length ? null : neighbourOf(list.at(at), rules);
  };
  return {
    rank: index + 1,
    ...neighbourOf(sellers, rules),
    durationMinutes,
    stops: sheet.stops[row] as number,
    terms: termsOf(sellers[0] as Opened, rules),
    before: neighbour(index - 1),
    behind: neighbour(index + 1),
  };
}

/** TERMS-1. As `cost` of common/money, RANK-4 and MARKUP-1: the price is the bidder's own. */
function termsOf(
  { price, inconvenienceCost, candidate }: Opened,
  { objective, rates, markUp }: Pick<RankingRules, "objective" | "rates" | "markUp">,
): CostTerm[] {
  const { durationMinutes, sheet, row } = candidate;
  const { price: sold, currency } = rowColumns(sheet, row);
  const base = markUp === undefined ? price : (convert(sold, currency, rates) ?? price);
  const amounts = {
    price: base,
    "mark-up": price - base,
    time: Math.round((objective.valuePerHour * durationMinutes) / 60),
    stops: objective.penaltyPerStop * (sheet.stops[row] as number),
    inconvenience: inconvenienceCost,
  };
  const terms = COST_TERMS.filter((term) => term !== "mark-up" || markUp !== undefined);
  return terms.map((term) => ({ term, amount: amounts[term] }));
}

function neighbourOf(
  sellers: readonly Opened[],
  { search: { currency } }: Pick<RankingRules, "search">,
): Neighbour {
  const { cost, price } = sellers[0] as Opened;
  return { key: keyOf(sellers), cost, price: { amount: price, currency } };
}
