/**
 * A list of a kept auction in columns, for the next questions about it. Its itineraries are made
 * again where they are asked for: all of them, with their sellers, are some 500 bytes an offer. It
 * is packed while it is ranked, so that no collection of garbage has to copy a thousand of them.
 *
 * PACKED-1 It gives the list that it was made of.
 */
import type { FlightOffer, SheetColumns } from "../../../proto/messages.ts";
import { type Candidate, candidateOf, type Source } from "../candidates.ts";
import type { RankedInto } from "../rank.ts";
import type { RankingRules } from "../ranking-rules.ts";
import { checkOffer } from "../verify.ts";
import type { Opened } from "../winners.ts";
import { type KeptAuction, type ListTerms, listInto, type RankedList } from "./kept-auction.ts";

/** The whole list (PAGE-1). */
export function packedList(
  auction: Pick<KeptAuction, "bids" | "rules">,
  terms: ListTerms = {},
): PackedList {
  return listInto((offersMax) => new PackedList(auction.rules, offersMax), auction, terms);
}

/** The numbers of sellers and itineraries, in one block of memory. */
class Numbers {
  readonly cost: Float64Array;
  readonly price: Float64Array;
  readonly inconvenience: Float64Array;
  /** The first seller of each itinerary; one more at the end. */
  readonly first: Uint32Array;
  /** Of each seller: the index of its source, and its row of that sheet. */
  readonly source: Uint32Array;
  readonly row: Uint32Array;
  readonly isWhole: Uint8Array;

  constructor(sellersMax: number) {
    const memory = new ArrayBuffer(sellersMax * (3 * 8 + 3 * 4 + 1) + 4);
    const reals = (i: number) => new Float64Array(memory, sellersMax * 8 * i, sellersMax);
    const at = (i: number) => sellersMax * (3 * 8 + 4 * i);
    this.cost = reals(0);
    this.price = reals(1);
    this.inconvenience = reals(2);
    this.source = new Uint32Array(memory, at(0), sellersMax);
    this.row = new Uint32Array(memory, at(1), sellersMax);
    this.first = new Uint32Array(memory, at(2), sellersMax + 1);
    this.isWhole = new Uint8Array(memory, at(3) + 4, sellersMax);
  }
}

export class PackedList implements RankedInto {
  readonly #rules: RankingRules;
  readonly #numbers: Numbers;
  readonly #sources: Source[] = [];
  readonly #sourceOfSheet = new Map<SheetColumns, number>();
  #itineraries = 0;
  #sellers = 0;

  /** @param rules by which the list is made */
  constructor(rules: RankingRules, sellersMax: number) {
    this.#rules = rules;
    this.#numbers = new Numbers(sellersMax);
  }

  /** Itineraries. */
  get length(): number {
    return this.#itineraries;
  }

  /** Adds an itinerary behind the others. */
  push(sellers: readonly Opened[]): void {
    for (let i = 0; i < sellers.length; i++)
      this.#set(this.#sellers++, (sellers[i] as Opened).candidate);
    this.#numbers.first[++this.#itineraries] = this.#sellers;
  }

  #set(at: number, candidate: Candidate): void {
    const { cost, price, inconvenience, source, row, isWhole } = this.#numbers;
    source[at] = this.#sourceOf(candidate);
    row[at] = candidate.row;
    cost[at] = candidate.cost;
    price[at] = candidate.convertedPrice;
    inconvenience[at] = candidate.inconvenienceCost;
    isWhole[at] = candidate.isWhole ? 1 : 0;
  }

  #sourceOf({ sheet, bidder, staleAgeMs }: Source): number {
    let source = this.#sourceOfSheet.get(sheet);
    if (source === undefined) {
      source = this.#sources.push({ sheet, bidder, staleAgeMs }) - 1;
      this.#sourceOfSheet.set(sheet, source);
    }
    return source;
  }

  /** The sellers of an itinerary, the best first. */
  at(index: number): readonly Opened[] {
    const end = this.firstSeller(index + 1);
    const from = this.firstSeller(index);
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
    for (let i = 0; i < this.length; i++) if (this.key(i) === key) return i;
    return -1;
  }

  /** The key of an itinerary. */
  key(index: number): string {
    const at = this.firstSeller(index);
    return this.#sheet(at).itinerary.at(this.#row(at)) as string;
  }

  /**
   * The number of the first seller of an itinerary. Its other sellers follow, up to the first of
   * the next itinerary; behind the last one is their end.
   */
  firstSeller(index: number): number {
    return this.#numbers.first[index] as number;
  }

  /** In the search's currency. */
  price(seller: number): number {
    return this.#numbers.price[seller] as number;
  }

  durationMinutes(seller: number): number {
    return this.#sheet(seller).durationMinutes[this.#row(seller)] as number;
  }

  sellerName(seller: number): string {
    const sheet = this.#sheet(seller);
    return sheet.sellers[sheet.seller[this.#row(seller)] as number] as string;
  }

  bidder(seller: number): string {
    return this.#source(seller).bidder;
  }

  /** It was right when the list was made. */
  offer(seller: number): FlightOffer {
    const { sheet, bidder } = this.#source(seller);
    const check = this.#rules.opening?.check ?? checkOffer;
    return check(sheet, this.#row(seller), this.#rules, bidder) as FlightOffer;
  }

  #source(seller: number): Source {
    return this.#sources[this.#numbers.source[seller] as number] as Source;
  }

  #sheet(seller: number): SheetColumns {
    return this.#source(seller).sheet;
  }

  #row(seller: number): number {
    return this.#numbers.row[seller] as number;
  }

  #opened(at: number): Opened {
    const source = this.#source(at);
    const { cost: costs, inconvenience, isWhole: areWhole } = this.#numbers;
    const cost = costs[at] as number;
    const price = this.price(at);
    const inconvenienceCost = inconvenience[at] as number;
    const byColumns = candidateOf(source, this.#row(at), cost, price);
    const isWhole = areWhole[at] === 1;
    // Most are so, and a copy takes longer than all else here.
    const candidate =
      inconvenienceCost === 0 && !isWhole
        ? byColumns
        : { ...byColumns, inconvenienceCost, isWhole };
    const { bidder, staleAgeMs } = source;
    const offer = this.offer(at);
    const ownId = undefined;
    return { candidate, bidder, cost, inconvenienceCost, price, staleAgeMs, offer, ownId };
  }
}
