/** The best offer that is known of a recorded auction, by the cost of its search. */
import type { SheetColumns } from "../../proto/messages.ts";
import { costOf } from "../auction/candidates.ts";
import { type Participant, sheetsOf } from "../auction/participant.ts";
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

interface KnownSheet {
  /** No offer of it costs less: by its columns, before anything is added. */
  readonly least: number;
  /** Of its best offer that can be sold, or that it has none; null: not opened yet. */
  cost: number | "none" | null;
}

/** The best offer of sheets, with as few of them opened as it takes. */
export class BestOfSheets {
  readonly #rules: Omit<RankingRules, "wallMs">;
  readonly #known = new Map<SheetColumns, KnownSheet>();

  /** @param rules with one result at most */
  constructor(rules: Omit<RankingRules, "wallMs">) {
    this.#rules = rules;
  }

  /** Of what these have in the ranking. */
  best(participants: readonly Participant[], wallMs: number): BestKnown | null {
    let best: BestKnown | null = null;
    for (const participant of participants)
      for (const sheet of sheetsOf(participant)) {
        const known = this.#knownOf(sheet);
        if (best !== null && known.least >= best.cost) continue;
        const { bidder } = participant;
        known.cost ??= this.#opened(bidder, sheet, wallMs);
        if (known.cost !== "none") best = lowest(best, { cost: known.cost, bidder });
      }
    return best;
  }

  #knownOf(sheet: SheetColumns): KnownSheet {
    let known = this.#known.get(sheet);
    if (known === undefined) {
      let least = Number.POSITIVE_INFINITY;
      for (let row = 0; row < sheet.rows; row++)
        least = Math.min(least, costOf(sheet, row, this.#rules) ?? least);
      known = { least, cost: sheet.rows === 0 ? "none" : null };
      this.#known.set(sheet, known);
    }
    return known;
  }

  /** Opens the offers of the best itinerary alone. */
  #opened(bidder: string, sheet: SheetColumns, wallMs: number): number | "none" {
    const ranked = rank([{ bidder, sheets: [sheet] }], { ...this.#rules, wallMs });
    return ranked.itineraries[0]?.cost ?? "none";
  }
}
