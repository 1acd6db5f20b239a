/**
 * The rows of sheets that have a price in the search's currency, as numbers. Most rows are never
 * shown: with an object for each, ranking three bids of 1,000 offers takes four times as long.
 */
import { convertAt, cost } from "../../common/money/money.ts";
import { shortened } from "../../common/text/shortened.ts";
import { keyHash } from "../../proto/codec/index.ts";
import type { SearchLimits } from "../../proto/messages.ts";
import {
  type Candidate,
  candidateOf,
  compareRows,
  mixedOf,
  type PricingRules,
  type Source,
} from "./candidates.ts";
import { withMarkUp } from "./mark-up.ts";
import type { OfferFaults } from "./offer-faults.ts";

/**
 * A row is named by its index in these columns. Typed arrays are not faster here, and do not
 * grow by themselves.
 */
export class PricedRows {
  /** Rows of earlier rankings may stand behind these. */
  count = 0;
  readonly cost: number[] = [];
  /** Minor units of the search's currency. */
  readonly price: number[] = [];
  /** Index into `sources`. */
  readonly source: number[] = [];
  /** The row of the sheet. */
  readonly sheetRow: number[] = [];
  readonly sources: Source[] = [];
  /** Whether a sheet has the column `mixed`: few have. */
  #hasMixed = false;

  /**
   * Adds the rows of one sheet that have a price; the others are added to `faults`, but those of
   * sellers that are disabled (DISABLED-3).
   */
  add(
    source: Source,
    { objective, rates, search, markUp, disabledSellers }: PricingRules,
    faults: Pick<OfferFaults, "columnMismatch" | "unpriced" | "columnLeftOut">,
  ): void {
    const { bidder, sheet } = source;
    const { priceMax, minutesMax } = columnLimits(search);
    const { rows, price, currency, durationMinutes, stops, currencies, seller, sellers } = sheet;
    const index = this.sources.push(source) - 1;
    if (sheet.mixed !== undefined) this.#hasMixed = true;
    // A sheet has one currency or a few: a rate is looked up where the currency changes.
    let known = -1;
    let perUnit: number | undefined;
    for (let row = 0; row < rows; row++) {
      // They are no fault of their bidder: nothing is counted.
      if (disabledSellers?.has(sellers[seller[row] as number] as string)) continue;
      const currencyIndex = currency[row] as number;
      if (currencyIndex !== known) {
        known = currencyIndex;
        perUnit = rates.perUnit.get(currencies[currencyIndex] as string);
      }
      let converted = convertAt(price[row] as number, perUnit);
      if (converted === undefined) {
        const name = shortened(currencies[currencyIndex] as string, 8);
        faults.unpriced(bidder, `an offer in '${name}', for which there is no rate`);
        continue;
      }
      if (markUp !== undefined)
        converted = withMarkUp(converted, markUp, bidder, sellers[seller[row] as number] as string);
      const minutes = durationMinutes[row] as number;
      if (converted > priceMax || minutes > minutesMax) {
        faults.columnLeftOut(bidder, converted > priceMax ? "maxPrice" : "maxDurationMinutes");
        continue;
      }
      const total = cost(converted, minutes, stops[row] as number, objective);
      if (!Number.isSafeInteger(total)) {
        faults.columnMismatch(bidder, `an offer of ${minutes} minutes and ${stops[row]} stops`);
        continue;
      }
      const at = this.count++;
      this.cost[at] = total;
      this.price[at] = converted;
      this.source[at] = index;
      this.sheetRow[at] = row;
    }
  }

  /** Drops the rows and their sheets, and keeps the memory for the next ones. */
  clear(): void {
    this.count = 0;
    this.#hasMixed = false;
    this.sources.length = 0;
  }

  /** The itinerary key of a row. */
  itinerary(at: number): string {
    const { sheet } = this.sources[this.source[at] as number] as Source;
    return sheet.itinerary.at(this.sheetRow[at] as number) as string;
  }

  /** The hash of that key. */
  keyHash(at: number): number {
    const { sheet } = this.sources[this.source[at] as number] as Source;
    const row = this.sheetRow[at] as number;
    return sheet.keyHash === undefined
      ? keyHash(sheet.itinerary.at(row) as string)
      : (sheet.keyHash[row] as number);
  }

  /** @param key its itinerary's, where it is known */
  candidate(at: number, key?: string): Candidate {
    return candidateOf(
      this.sources[this.source[at] as number] as Source,
      this.sheetRow[at] as number,
      this.cost[at] as number,
      this.price[at] as number,
      key,
    );
  }

  /** RANK-1. Most rows differ in cost. */
  compare(a: number, b: number): number {
    const byCost = (this.cost[a] as number) - (this.cost[b] as number);
    return byCost !== 0 ? byCost : this.#compareOfOneCost(a, b);
  }

  #compareOfOneCost(a: number, b: number): number {
    return (
      (this.#hasMixed ? this.#mixed(a) - this.#mixed(b) : 0) ||
      (this.price[a] as number) - (this.price[b] as number) ||
      compareRows(
        this.sources[this.source[a] as number] as Source,
        this.sheetRow[a] as number,
        this.sources[this.source[b] as number] as Source,
        this.sheetRow[b] as number,
      )
    );
  }

  #mixed(at: number): number {
    const { sheet } = this.sources[this.source[at] as number] as Source;
    return mixedOf(sheet, this.sheetRow[at] as number);
  }
}

/** The limits that columns show (WITHIN-5): what breaks them need not be opened. */
export function columnLimits({ slices, limits }: PricingRules["search"]): {
  priceMax: number;
  minutesMax: number;
} {
  const { maxPrice, maxDurationMinutes } = limits ?? NO_LIMITS;
  return {
    priceMax: maxPrice ?? Number.POSITIVE_INFINITY,
    minutesMax: (maxDurationMinutes ?? Number.POSITIVE_INFINITY) * slices.length,
  };
}

const NO_LIMITS: SearchLimits = {};
