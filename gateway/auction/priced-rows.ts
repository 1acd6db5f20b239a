/**
 * The rows of sheets that have a price in the search's currency, as numbers. Most rows are never
 * shown: with an object for each, ranking three bids of 1,000 offers takes four times as long.
 */
import { convertAt, cost } from "../../common/money/money.ts";
import { shortened } from "../../common/text/shortened.ts";
import {
  type Candidate,
  candidateOf,
  compare,
  type PricingRules,
  type Source,
} from "./candidates.ts";
import type { OfferFaults } from "./offer-faults.ts";

const CAPACITY_MIN = 64;

/** A row is named by its index in these columns. */
export class PricedRows {
  count = 0;
  cost = new Float64Array(CAPACITY_MIN);
  /** In the search's currency. */
  price = new Float64Array(CAPACITY_MIN);
  /** Index into `sources`. */
  source = new Int32Array(CAPACITY_MIN);
  /** Of the sheet. */
  sheetRow = new Int32Array(CAPACITY_MIN);
  readonly sources: Source[] = [];

  /** Adds the rows of one sheet that have a price; the others are added to `faults`. */
  add(
    source: Source,
    { objective, rates }: PricingRules,
    faults: Pick<OfferFaults, "mismatch" | "unpriced">,
  ): void {
    const { bidder, sheet } = source;
    const { rows, price, currency, durationMinutes, stops, currencies } = sheet;
    const index = this.sources.push(source) - 1;
    if (this.count + rows > this.cost.length) this.#grow(this.count + rows);
    // A sheet has one currency or a few: a rate is looked up where the currency changes.
    let known = -1;
    let perUnit: number | undefined;
    for (let row = 0; row < rows; row++) {
      const its = currency[row] as number;
      if (its !== known) {
        known = its;
        perUnit = rates.perUnit.get(currencies[its] as string);
      }
      const converted = convertAt(price[row] as number, perUnit);
      if (converted === undefined) {
        const name = shortened(currencies[its] as string, 8);
        faults.unpriced(bidder, `an offer in '${name}', for which there is no rate`);
        continue;
      }
      const minutes = durationMinutes[row] as number;
      const total = cost(converted, minutes, stops[row] as number, objective);
      if (!Number.isSafeInteger(total)) {
        faults.mismatch(bidder, `an offer of ${minutes} minutes and ${stops[row]} stops`);
        continue;
      }
      const at = this.count++;
      this.cost[at] = total;
      this.price[at] = converted;
      this.source[at] = index;
      this.sheetRow[at] = row;
    }
  }

  /** Forgets the rows and their sheets, and keeps the memory for the next ones. */
  clear(): void {
    this.count = 0;
    this.sources.length = 0;
  }

  /** The itinerary key of a row. */
  itinerary(at: number): string {
    const { sheet } = this.sources[this.source[at] as number] as Source;
    return sheet.itinerary[this.sheetRow[at] as number] as string;
  }

  candidate(at: number): Candidate {
    return candidateOf(
      this.sources[this.source[at] as number] as Source,
      this.sheetRow[at] as number,
      this.cost[at] as number,
      this.price[at] as number,
    );
  }

  /** RANK-1. Most rows differ in cost: only those that do not are compared as candidates. */
  compare(a: number, b: number): number {
    return (
      (this.cost[a] as number) - (this.cost[b] as number) ||
      compare(this.candidate(a), this.candidate(b))
    );
  }

  #grow(needed: number): void {
    const capacity = Math.max(needed, 2 * this.cost.length);
    const { cost, price, source, sheetRow } = this;
    this.cost = new Float64Array(capacity);
    this.price = new Float64Array(capacity);
    this.source = new Int32Array(capacity);
    this.sheetRow = new Int32Array(capacity);
    this.cost.set(cost);
    this.price.set(price);
    this.source.set(source);
    this.sheetRow.set(sheetRow);
  }
}
