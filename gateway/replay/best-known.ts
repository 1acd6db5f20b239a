/** The best offer that is known of a recorded auction, by the cost of its search. */
import type { SheetColumns } from "../../proto/messages.ts";
import { costOf } from "../auction/candidates.ts";
import { OfferFaults } from "../auction/offer-faults.ts";
import { type Participant, sheetsOf } from "../auction/participant.ts";
import { rankOpened } from "../auction/rank.ts";
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

/** A sheet of a recorded auction, and what is known of its best offer. */
export class HeldSheet {
  readonly bidder: string;
  /** Null once its best offer is opened. */
  #sheet: SheetColumns | null;
  readonly #rules: RankingRules;
  /**
   * Of its best offer that can be sold, or Infinity where it has none. Before that is opened: no
   * offer of it costs less, by its columns and before anything is added.
   */
  least = Number.POSITIVE_INFINITY;

  /** @param rules of the time when it came, with one result at most */
  constructor(bidder: string, sheet: SheetColumns, rules: RankingRules) {
    this.bidder = bidder;
    this.#sheet = sheet;
    this.#rules = rules;
    for (let row = 0; row < sheet.rows; row++) {
      const cost = costOf(sheet, row, rules);
      if (cost !== undefined && cost < this.least) this.least = cost;
    }
  }

  get isOpened(): boolean {
    return this.#sheet === null;
  }

  /** Opens the offers of the best itinerary alone. */
  open(): void {
    if (this.#sheet === null) return;
    const entries = [{ bidder: this.bidder, sheets: [this.#sheet] }];
    const [valid] = rankOpened(entries, this.#rules, new OfferFaults());
    this.least = valid?.[0]?.cost ?? Number.POSITIVE_INFINITY;
    this.#sheet = null;
  }
}

/** The best offer of sheets, with as few of them opened as it takes. The first of equal ones. */
export function bestOf(held: readonly HeldSheet[]): BestKnown | null {
  for (;;) {
    let first: HeldSheet | null = null;
    for (const one of held) if (first === null || one.least < first.least) first = one;
    if (first === null || first.least === Number.POSITIVE_INFINITY) return null;
    if (first.isOpened) return { cost: first.least, bidder: first.bidder };
    first.open();
  }
}

/** The sheets of one auction, each once. */
export class HeldSheets {
  readonly #rules: Omit<RankingRules, "wallMs">;
  readonly #held = new Map<SheetColumns, HeldSheet>();

  /** @param rules with one result at most */
  constructor(rules: Omit<RankingRules, "wallMs">) {
    this.#rules = rules;
  }

  /** What these have in the ranking. */
  of(participants: readonly Participant[], wallMs: number): readonly HeldSheet[] {
    const all: HeldSheet[] = [];
    for (const participant of participants)
      for (const sheet of sheetsOf(participant)) {
        let held = this.#held.get(sheet);
        if (held === undefined) {
          held = new HeldSheet(participant.bidder, sheet, { ...this.#rules, wallMs });
          this.#held.set(sheet, held);
        }
        all.push(held);
      }
    return all;
  }
}
