/**
 * What was computed of kept auctions, for the next question about the same one: a reader of pages
 * asks several times, and filters and sorts.
 *
 * KEPTLIST-1 An answer is the one that is computed anew, whatever was asked before.
 * KEPTLIST-2 It is bounded (A6) by the rows of all auctions together: the one that was asked for
 *    longest ago is forgotten first. Nothing of an auction that has left the ledger is read.
 */
import { LRUCache } from "lru-cache";
import type { Sort } from "../../proto/messages.ts";
import type { BidderNotes } from "../auction/account.ts";
import { CheckedOffers } from "../auction/kept/checked-offers.ts";
import { type Facets, facetsOf } from "../auction/kept/facets.ts";
import type { KeptAuction } from "../auction/kept/kept-auction.ts";
import { type NotShown, notShown } from "../auction/kept/not-shown.ts";
import type { OfferFilter } from "../auction/kept/offer-filter.ts";
import { type PackedList, packedList } from "../auction/kept/packed-list.ts";
import { RowOrigins } from "../auction/kept/row-origins.ts";
import type { Ledger } from "../auction/ledger.ts";
import { objectiveOf, type Preferences } from "./objective.ts";

/**
 * A6: what is remembered of a row is some 100 bytes, and 40 more in each list; with the copies that
 * filters make of sheets, less than 3 kB. An auction of more rows is computed anew each time.
 */
const ROWS_MAX = 8_000;
/** What an auction takes beside its rows, as so many rows. */
const ROWS_AN_AUCTION = 40;
/** A6: lists of one auction that are remembered, each of one order and one filter. */
const LISTS_MAX = 4;

export class KeptLists {
  readonly #ledger: Pick<Ledger, "auctionIdOf" | "kept" | "dropExpired">;
  readonly #preferences: Preferences;
  /** Keyed by the ids of auctions. */
  readonly #auctions: LRUCache<string, KeptReading>;

  constructor(
    ledger: Pick<Ledger, "auctionIdOf" | "kept" | "dropExpired">,
    preferences: Preferences,
    rowsMax = ROWS_MAX,
  ) {
    this.#ledger = ledger;
    this.#preferences = preferences;
    this.#auctions = new LRUCache({ maxSize: rowsMax });
  }

  /** Rows that are remembered. */
  get rows(): number {
    return this.#auctions.calculatedSize;
  }

  /** Valid in this turn of the event loop; undefined where the ledger does not keep it. */
  of(searchId: string): KeptReading | undefined {
    this.#ledger.dropExpired();
    const id = this.#ledger.auctionIdOf(searchId);
    const auction = id === undefined ? undefined : this.#auctions.get(id);
    if (id === undefined || auction !== undefined) return auction;
    const kept = this.#ledger.kept(searchId);
    if (kept === undefined) return undefined;
    const reading = new KeptReading(kept, this.#preferences);
    this.#auctions.set(id, reading, { size: ROWS_AN_AUCTION + rowsOf(kept) });
    return reading;
  }
}

/** A list, with what is computed of it when it is asked for. */
interface Listed {
  readonly list: PackedList;
  /** From which rows of the kept bids its offers are. */
  readonly origins: RowOrigins;
  facets?: Facets;
}

/** One kept auction that is read. */
export class KeptReading implements KeptAuction {
  readonly bids: KeptAuction["bids"];
  readonly rules: KeptAuction["rules"];
  readonly ids: KeptAuction["ids"];
  readonly notes?: readonly BidderNotes[];
  readonly shadows?: KeptAuction["shadows"];
  readonly #kept: KeptAuction;
  readonly #checked: CheckedOffers;
  readonly #lists = new LRUCache<string, Listed>({ max: LISTS_MAX });
  readonly #preferences: Preferences;
  #notShown: readonly NotShown[] | undefined;

  constructor(kept: KeptAuction, preferences: Preferences) {
    const { bids, rules, ids, notes, shadows } = kept;
    this.#kept = kept;
    this.bids = bids;
    this.#checked = new CheckedOffers(bids.entries);
    this.rules = { ...rules, opening: this.#checked };
    this.ids = ids;
    if (notes !== undefined) this.notes = notes;
    if (shadows !== undefined) this.shadows = shadows;
    this.#preferences = preferences;
  }

  get result(): KeptAuction["result"] {
    return this.#kept.result;
  }

  /** PAGE-1, in the order of the auction where no other is named. */
  list(filter: OfferFilter = {}, sort: Sort = this.rules.search.sort): PackedList {
    return this.listed(filter, sort).list;
  }

  /** FACET-1, of that list. */
  facets(filter: OfferFilter, sort: Sort = this.rules.search.sort): Facets {
    const listed = this.#remembered(filter, sort);
    listed.facets ??= facetsOf(listed.list, this.rules);
    return listed.facets;
  }

  /** EXPLAIN-1 */
  notShown(): readonly NotShown[] {
    this.#notShown ??= notShown(this);
    return this.#notShown;
  }

  /** The same, with the origins of its offers. */
  listed(filter: OfferFilter, sort: Sort): Pick<Listed, "list" | "origins"> {
    return this.#remembered(filter, sort);
  }

  #remembered(filter: OfferFilter, sort: Sort): Listed {
    const key = JSON.stringify([sort, filter]);
    let listed = this.#lists.get(key);
    if (listed === undefined) {
      const origins = new RowOrigins(this.bids);
      const rows = { checked: this.#checked, origins };
      const list = packedList(this, { filter, objective: this.#objective(sort), kept: rows });
      listed = { list, origins };
      this.#lists.set(key, listed);
    }
    return listed;
  }

  /** That of the auction itself, unless the order is another one. */
  #objective(sort: Sort) {
    const { search, objective, rates } = this.rules;
    return sort === search.sort
      ? objective
      : objectiveOf({ ...search, sort }, this.#preferences, rates);
  }
}

function rowsOf({ bids: { entries, belowFloor } }: KeptAuction): number {
  let rows = 0;
  for (const { sheets } of [...entries, ...belowFloor])
    for (const sheet of sheets) rows += sheet.rows;
  return rows;
}
