/**
 * What the ledger keeps of one auction, in a form whose size can be counted (A6): one buffer with
 * the search, the reports, the bids as their bidders sent them, and the places of the offers that
 * were shown. It refers to nothing of the auction itself: no object of the result, no
 * view into a message from the network, no slice of a longer text. The result is built again when
 * it is read.
 *
 * ACCOUNT-1 It gives back the result and the rules as they were, whatever they hold.
 */

import { isAsked } from "../../proto/bidder-choice.ts";
import type {
  BidNote,
  FlightSearch,
  Itinerary,
  Objective,
  SearchResult,
} from "../../proto/messages.ts";
import { BidsReader, type EndedBids, type KeptBids } from "./account-bids.ts";
import type { AccountBuffers } from "./account-buffers.ts";
import { AccountReader } from "./account-bytes.ts";
import { findOffer, type KeptOffer, readResult, shownIds, skipResult } from "./account-result.ts";
import { PageIds } from "./kept/page-ids.ts";
import { derivedOffer } from "./kept-offers.ts";
import type { OfferIds } from "./offer-ids.ts";
import type { RankingRules } from "./ranking-rules.ts";
import type { ShadowReport } from "./shadow-bids.ts";
import { type EndedTimes, type KeptTimes, readTimes } from "./timeline/kept-times.ts";
import { mergeWinners, type Opened, type ShownTerms, type Winner } from "./winners.ts";

/**
 * What the length of the buffer does not count: the objects of the account and the buffer, its
 * three ids, and their entries in three maps.
 */
const ACCOUNT_OVERHEAD_BYTES = 2_048;

/** The search, as its JSON stands in the bytes. */
export interface StoredSearch {
  readonly search: FlightSearch;
  readonly objective: Objective;
  readonly notes?: readonly BidderNotes[] | undefined;
  readonly shadows?: readonly ShadowReport[] | undefined;
}

/** What one bidder has said that it left out by rule. */
export interface BidderNotes {
  readonly bidder: string;
  readonly notes: readonly BidNote[];
}

/** What an account keeps beside its bytes. */
export interface AccountHead {
  readonly auctionId: string;
  readonly result: Pick<SearchResult, "searchId" | "deadlineMs"> & {
    readonly itineraries: readonly Pick<Itinerary, "cost">[];
  };
  readonly rules: Omit<RankingRules, "wallMs">;
  /** The tenant that it belongs to; absent: none. */
  readonly owner?: string | undefined;
  /** Monotonic. */
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** Epoch milliseconds: the time of the ranking. */
  readonly rankedWallMs: number;
}

export interface ConcludedAuction extends AccountHead {
  readonly result: SearchResult;
  /** The offers of each itinerary of the result, the best first. */
  readonly opened: readonly (readonly Opened[])[];
  /** All that was ranked, and what was dropped before. */
  readonly bids: EndedBids;
  /** When what happened; absent where it was not noted. */
  readonly times?: EndedTimes | undefined;
  /** Absent where the search does not ask for them. */
  readonly notes?: readonly BidderNotes[] | undefined;
  /** Absent where the auction had no shadow bidder. */
  readonly shadows?: readonly ShadowReport[] | undefined;
}

/** What of an account stands in its bytes, and what all searches of a currency share. */
interface WrittenAccount {
  readonly bytes: Buffer;
  readonly sheetsBegin: number;
  readonly rates: RankingRules["rates"];
  readonly markUp: RankingRules["markUp"];
  readonly disabledSellers: RankingRules["disabledSellers"];
}

export class Account {
  readonly searchId: string;
  readonly auctionId: string;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** Epoch milliseconds: the time of the ranking, by which offers had expired or not. */
  readonly rankedWallMs: number;
  readonly deadlineMs: number;
  /** The cost of the best itinerary; undefined when nothing was shown. */
  readonly bestShown: number | undefined;
  readonly currency: string;
  readonly cabin: FlightSearch["cabin"];
  /** The tenant that it belongs to: a text of its tenants file, which all its accounts share. */
  readonly owner: string | undefined;
  /** The first part of the ids of its offers; undefined where they have none. */
  readonly offerIds: Pick<OfferIds, "common"> | undefined;
  /** Some bidders are not asked. */
  readonly #hasChoice: boolean;
  /** Shared by all searches in one currency; the others are shared by all searches. */
  readonly #rates: RankingRules["rates"];
  readonly #elapsed: RankingRules["elapsed"];
  readonly #kilometres: RankingRules["kilometres"];
  readonly #plausibility: RankingRules["plausibility"];
  /** Shared by all searches of its tenant in one currency and cabin. */
  readonly #markUp: RankingRules["markUp"];
  /** Shared by all searches until an operator changes them. */
  readonly #disabledSellers: RankingRules["disabledSellers"];
  /**
   * The bytes of the bidders that had finished, of the search, of the bids without their sheets, of
   * the result, of the times, and of the sheets, in this order.
   */
  readonly #bytes: Buffer;
  /** The index of the first byte of the sheets. */
  readonly #sheetsBegin: number;

  /** How many of the bytes are its own: its buffer may be larger. */
  readonly #length: number;

  constructor(head: AccountHead, bytes: Buffer, length: number, sheetsBegin: number) {
    const { result, rules } = head;
    const { search } = rules;
    this.searchId = result.searchId;
    this.auctionId = head.auctionId;
    this.startedAtMs = head.startedAtMs;
    this.endedAtMs = head.endedAtMs;
    this.rankedWallMs = head.rankedWallMs;
    this.deadlineMs = result.deadlineMs;
    this.bestShown = result.itineraries[0]?.cost;
    this.currency = search.currency;
    this.cabin = search.cabin;
    this.owner = head.owner;
    this.offerIds = rules.offerIds;
    this.#hasChoice = search.bidders !== undefined;
    this.#rates = rules.rates;
    this.#elapsed = rules.elapsed;
    this.#kilometres = rules.kilometres;
    this.#plausibility = rules.plausibility;
    this.#markUp = rules.markUp;
    this.#disabledSellers = rules.disabledSellers;
    this.#bytes = bytes;
    this.#length = length;
    this.#sheetsBegin = sheetsBegin;
  }

  /** All that it keeps in memory, without what is shared. */
  get bytes(): number {
    return this.#bytes.length + ACCOUNT_OVERHEAD_BYTES;
  }

  /** A copy of all that is kept of it, for another gateway (account-copy.ts). */
  written(): WrittenAccount {
    return {
      bytes: Buffer.from(this.#bytes.subarray(0, this.#length)),
      sheetsBegin: this.#sheetsBegin,
      rates: this.#rates,
      markUp: this.#markUp,
      disabledSellers: this.#disabledSellers,
    };
  }

  /** The account is not used any more. */
  release(buffers: AccountBuffers): void {
    buffers.give(this.#bytes);
  }

  /** Something was added to its prices. */
  get hasMarkUp(): boolean {
    return this.#markUp !== undefined;
  }

  /** True when the final bid of this bidder came in time. */
  hasFinished(bidder: string): boolean {
    const reader = new AccountReader(this.#bytes);
    for (let left = reader.count(); left > 0; left--) if (reader.textIs(bidder)) return true;
    return false;
  }

  /** False where the search did not ask this bidder. */
  asked(bidder: string): boolean {
    if (!this.#hasChoice) return true;
    const { search }: StoredSearch = JSON.parse(this.#atSearch().text());
    return isAsked(search.bidders, bidder);
  }

  /** The rules by which offers for this search are priced, ranked and checked. */
  rules(wallMs: number): RankingRules {
    const { search, objective }: StoredSearch = JSON.parse(this.#atSearch().text());
    return {
      search,
      objective,
      rates: this.#rates,
      elapsed: this.#elapsed,
      kilometres: this.#kilometres,
      plausibility: this.#plausibility,
      ...(this.#markUp === undefined ? {} : { markUp: this.#markUp }),
      ...(this.#disabledSellers === undefined ? {} : { disabledSellers: this.#disabledSellers }),
      wallMs,
    };
  }

  /**
   * What bidders left out by rule, undefined where the search has not asked for it; and how shadow
   * bidders ended, undefined where it had none.
   */
  explained(): Pick<StoredSearch, "notes" | "shadows"> {
    const { notes, shadows }: StoredSearch = JSON.parse(this.#atSearch().text());
    return { notes, shadows };
  }

  /** The result as it was. */
  result(): SearchResult {
    const reader = this.#atSearch();
    const { search }: StoredSearch = JSON.parse(reader.text());
    return readResult(reader, this, this.#shownTerms(search), this.#bidsAfter(reader));
  }

  /** When what happened; undefined where it was not noted. */
  times(): KeptTimes | undefined {
    const reader = this.#atSearch();
    reader.skipText();
    this.#bidsAfter(reader);
    skipResult(reader);
    return reader.byte() === 0 ? undefined : readTimes(reader);
  }

  /** The bids of the auction. They are views: valid as long as the account is in the ledger. */
  bids(): KeptBids {
    const reader = this.#atSearch();
    reader.skipText();
    return this.#bidsAfter(reader).bids();
  }

  /**
   * One offer by its own part of its id: of the result, else of its pages (OFFERID-3); undefined
   * when none has it. Its bytes are valid as long as the account.
   */
  offer(ownId: string): KeptOffer | undefined {
    const reader = this.#atSearch();
    reader.skipText();
    return (
      findOffer(reader, ownId, this.#bidsAfter(reader)) ??
      derivedOffer(this.searchId, ownId, this.bids(), this.rules(this.rankedWallMs))
    );
  }

  /** The ids of the offers on pages (OFFERID-3); undefined where offers have none. */
  pageIds(): PageIds | undefined {
    if (this.offerIds === undefined) return undefined;
    const reader = this.#atSearch();
    reader.skipText();
    this.#bidsAfter(reader);
    return new PageIds(this.searchId, this.offerIds, shownIds(reader));
  }

  /** The itinerary of one offer, as it is shown where this is its only seller. */
  itinerary(winner: Winner): Itinerary {
    const { search }: StoredSearch = JSON.parse(this.#atSearch().text());
    return mergeWinners([winner], this.#shownTerms(search));
  }

  #shownTerms(search: FlightSearch): ShownTerms {
    return { search, rates: this.#rates, offerIds: this.offerIds, markUp: this.#markUp };
  }

  /** Reads what stands before the result, after which the reader is at the result. */
  #bidsAfter(reader: AccountReader): BidsReader {
    return new BidsReader(reader, this.#bytes, this.#sheetsBegin);
  }

  #atSearch(): AccountReader {
    const reader = new AccountReader(this.#bytes);
    for (let left = reader.count(); left > 0; left--) reader.skipText();
    return reader;
  }
}
