/**
 * A list of a kept auction in columns, for the next questions about it. Its itineraries are made
 * again where they are asked for: all of them, with their sellers, are some 500 bytes an offer.
 *
 * PACKED-1 It gives the list that it was made of.
 */
import { type Candidate, candidateOf, type Source } from "../candidates.ts";
import type { RankingRules } from "../ranking-rules.ts";
import { checkOffer } from "../verify.ts";
import type { Opened } from "../winners.ts";
import type { RankedList } from "./kept-auction.ts";

export class PackedList {
  /** Itineraries. */
  readonly length: number;
  readonly #rules: RankingRules;
  /** The first seller of each itinerary; one more at the end. */
  readonly #first: Uint32Array;
  readonly #sources: Source[] = [];
  /** Of each seller: the index of its source, and its row of that sheet. */
  readonly #source: Uint32Array;
  readonly #row: Uint32Array;
  readonly #cost: Float64Array;
  readonly #price: Float64Array;
  readonly #inconvenience: Float64Array;
  readonly #isWhole: Uint8Array;

  /** @param rules by which the list was made */
  constructor(list: RankedList, rules: RankingRules) {
    this.length = list.length;
    this.#rules = rules;
    this.#first = new Uint32Array(list.length + 1);
    let count = 0;
    for (let i = 0; i < list.length; i++) {
      count += (list[i] as readonly Opened[]).length;
      this.#first[i + 1] = count;
    }
    this.#source = new Uint32Array(count);
    this.#row = new Uint32Array(count);
    this.#cost = new Float64Array(count);
    this.#price = new Float64Array(count);
    this.#inconvenience = new Float64Array(count);
    this.#isWhole = new Uint8Array(count);
    const known = new Map<unknown, number>();
    let at = 0;
    for (let i = 0; i < list.length; i++) {
      const sellers = list[i] as readonly Opened[];
      for (let j = 0; j < sellers.length; j++)
        this.#set(at++, (sellers[j] as Opened).candidate, known);
    }
  }

  #set(at: number, candidate: Candidate, known: Map<unknown, number>): void {
    const { sheet, bidder, staleAgeMs } = candidate;
    let source = known.get(sheet);
    if (source === undefined) {
      source = this.#sources.push({ sheet, bidder, staleAgeMs }) - 1;
      known.set(sheet, source);
    }
    this.#source[at] = source;
    this.#row[at] = candidate.row;
    this.#cost[at] = candidate.cost;
    this.#price[at] = candidate.convertedPrice;
    this.#inconvenience[at] = candidate.inconvenienceCost;
    this.#isWhole[at] = candidate.isWhole ? 1 : 0;
  }

  /** The sellers of an itinerary, the best first. */
  at(index: number): readonly Opened[] {
    const from = this.#first[index] as number;
    const end = this.#first[index + 1] as number;
    const sellers = [this.#opened(from)];
    for (let at = from + 1; at < end; at++) sellers.push(this.#opened(at));
    return sellers;
  }

  /** Those of these itineraries; up to the end where there are fewer. */
  slice(from: number, end: number): RankedList {
    const part: (readonly Opened[])[] = [];
    for (let i = from; i < Math.min(end, this.length); i++) part.push(this.at(i));
    return part;
  }

  /** The index of the itinerary with this key, or -1. */
  indexOf(key: string): number {
    for (let i = 0; i < this.length; i++) {
      const at = this.#first[i] as number;
      const { sheet } = this.#sources[this.#source[at] as number] as Source;
      if (sheet.itinerary.at(this.#row[at] as number) === key) return i;
    }
    return -1;
  }

  *[Symbol.iterator](): Generator<readonly Opened[]> {
    for (let i = 0; i < this.length; i++) yield this.at(i);
  }

  #opened(at: number): Opened {
    const source = this.#sources[this.#source[at] as number] as Source;
    const row = this.#row[at] as number;
    const cost = this.#cost[at] as number;
    const price = this.#price[at] as number;
    const { bidder, sheet, staleAgeMs } = source;
    const inconvenienceCost = this.#inconvenience[at] as number;
    const check = this.#rules.opening?.check ?? checkOffer;
    const byColumns = candidateOf(source, row, cost, price);
    const isWhole = this.#isWhole[at] === 1;
    // Most are so, and a copy takes longer than all else here.
    const candidate =
      inconvenienceCost === 0 && !isWhole
        ? byColumns
        : { ...byColumns, inconvenienceCost, isWhole };
    // It was right when the list was made.
    const offer = check(sheet, row, this.#rules, bidder) as Opened["offer"];
    const ownId = undefined;
    return { candidate, bidder, cost, inconvenienceCost, price, staleAgeMs, offer, ownId };
  }
}
