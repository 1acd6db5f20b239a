/** A ranking of all bids at once, which holds again while nothing has changed. */
import type { SheetColumns } from "../../proto/messages.ts";
import { type BidderSheets, type Ranking, rank } from "./rank.ts";
import type { RankingRules } from "./ranking-rules.ts";

export class WholeRanking {
  readonly ranking: Ranking;
  readonly #bidders: string[] = [];
  /** The sheets of the bidder of the same index. */
  readonly #sheets: SheetColumns[] = [];
  /**
   * Epoch milliseconds. It holds from then on, since a clock that is corrected may go back, until
   * the first offer expires; never where an offer had a fault, which a later one may not have.
   */
  readonly #madeAtMs: number;
  readonly #expiresAtMs: number;

  private constructor(
    ranking: Ranking,
    entries: readonly BidderSheets[],
    madeAtMs: number,
    expiresAtMs: number,
  ) {
    this.ranking = ranking;
    this.#madeAtMs = madeAtMs;
    this.#expiresAtMs = expiresAtMs;
    for (const { bidder, sheets } of entries) {
      for (const sheet of sheets) {
        this.#bidders.push(bidder);
        this.#sheets.push(sheet);
      }
    }
  }

  /** Ranks these entries. */
  static of(entries: readonly BidderSheets[], rules: RankingRules): WholeRanking {
    let expiresAtMs = Number.POSITIVE_INFINITY;
    // Also of what is not shown: once it has expired, its bidder has a fault.
    const ranking = rank(entries, rules, (valid) => {
      for (const { offer } of valid) expiresAtMs = Math.min(expiresAtMs, offer.expiresAtMs);
    });
    const isSound =
      ranking.faults.size === 0 && entries.every(({ staleAgeMs }) => staleAgeMs === undefined);
    if (!isSound) expiresAtMs = Number.NEGATIVE_INFINITY;
    return new WholeRanking(ranking, entries, rules.wallMs, expiresAtMs);
  }

  /** The same ranking, if `rank` gives it for these entries at this time; else undefined. */
  again(entries: readonly BidderSheets[], wallMs: number): Ranking | undefined {
    if (wallMs < this.#madeAtMs || wallMs >= this.#expiresAtMs) return undefined;
    let at = 0;
    for (const { bidder, sheets, staleAgeMs } of entries) {
      for (const sheet of sheets) {
        if (staleAgeMs !== undefined || this.#sheets[at] !== sheet || this.#bidders[at] !== bidder)
          return undefined;
        at++;
      }
    }
    return at === this.#sheets.length ? this.ranking : undefined;
  }
}
