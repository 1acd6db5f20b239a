/**
 * The searches that the ledger keeps, as callers ask for them: pages of their itineraries, facets,
 * and why offers are where they are.
 */
import { AuctionError } from "../../proto/errors.ts";
import type { BidderReport, Itinerary, SearchResult, Sort } from "../../proto/messages.ts";
import type { BidderNotes } from "../auction/account.ts";
import { type Standing, standingOf } from "../auction/kept/cost-terms.ts";
import type { Facets } from "../auction/kept/facets.ts";
import { type KeptAuction, keyOf, shownOf } from "../auction/kept/kept-auction.ts";
import { type NotShown, type ReasonCount, reasonCounts } from "../auction/kept/not-shown.ts";
import type { PackedList } from "../auction/kept/packed-list.ts";
import { LEDGER_LIMITS, type Ledger } from "../auction/ledger.ts";
import type { ShadowReport } from "../auction/shadow-bids.ts";
import { type Timeline, timelineOf } from "../auction/timeline/timeline.ts";
import { withDetails } from "../details/add-details.ts";
import { whyEnded } from "../web/shared/why-ended.js";
import { cursorOf, placeIn } from "./cursor.ts";
import { KeptLists, type KeptReading } from "./kept-lists.ts";
import { explainQuery, facetsQuery, itinerariesQuery, timelineQuery } from "./kept-query.ts";
import type { Preferences } from "./objective.ts";
import { quoted } from "./problem.ts";
import { invalidSearch } from "./validation-error.ts";

/** How much of the bids is kept: all, or the offers that were shown (KEPT-2). */
type Kept = "all" | "shown";

interface KeptAnswer {
  readonly searchId: string;
  readonly kept: Kept;
}

interface ItinerariesAnswer extends KeptAnswer {
  readonly sort: Sort;
  /** Itineraries of the whole list. */
  readonly total: number;
  readonly itineraries: readonly Itinerary[];
  /** Null on the last page. */
  readonly next: string | null;
  readonly facets?: Facets;
  /** Only where it is asked for (DETAILS-1). */
  readonly names?: NonNullable<SearchResult["names"]>;
}

interface ExplainAnswer extends KeptAnswer {
  /** Itineraries in the result. */
  readonly shown: number;
  /** Offers that are not. */
  readonly notShown: number;
  readonly reasons: readonly ReasonCount[];
  readonly offers: readonly NotShown[];
  readonly next: string | null;
  /**
   * What the bidders of the result left out by rule (EXPLAIN-2); absent where the search has not
   * asked for it.
   */
  readonly bidders?: readonly BidderNotes[];
  /** How shadow bidders ended (SHADOW-4); absent where the search had none. */
  readonly shadow?: readonly ShadowView[];
}

/** A shadow bidder: how it ended, and what would have been shown of it. */
interface ShadowView
  extends Pick<
    BidderReport,
    "bidder" | "outcome" | "instance" | "latencyMs" | "offers" | "reason"
  > {
  readonly wouldShow: number;
  readonly wouldWin: number;
}

interface StandingAnswer extends ExplainAnswer {
  /** Null where no offer of it can be sold. */
  readonly itinerary: (Standing & { readonly shown: boolean }) | null;
}

interface TimelineAnswer extends Timeline {
  /** Why it ended, and who is missing. */
  readonly why: string;
}

type KeptLedger = Pick<Ledger, "auctionIdOf" | "kept" | "timed" | "readLate" | "dropExpired">;

/** The list of an answer of reasons, for its cursors. */
const EXPLAINED = "explained";

export class KeptSearches {
  readonly #lists: KeptLists;
  readonly #ledger: KeptLedger;

  constructor(ledger: KeptLedger, preferences: Preferences) {
    this.#ledger = ledger;
    this.#lists = new KeptLists(ledger, preferences);
  }

  /** @throws AuctionError `invalid-search`, `not-found` */
  itineraries(searchId: string, raw: unknown): ItinerariesAnswer {
    const query = itinerariesQuery(raw);
    const auction = this.#kept(searchId);
    const sort = query.sort ?? auction.rules.search.sort;
    const { list, origins } = auction.listed(query.filter, sort);
    const from = query.after === undefined ? 0 : behind(query.after, sort, list);
    const page = list.slice(from, from + query.limit);
    const last = page.at(-1);
    const isLast = last === undefined || from + page.length === list.length;
    const answer: ItinerariesAnswer = {
      searchId,
      kept: keptOf(auction),
      sort,
      total: list.length,
      itineraries: shownOf(page, auction.rules, auction.ids, origins),
      next: isLast ? null : cursorOf(sort, keyOf(last)),
      ...(query.facets ? { facets: auction.facets(query.filter, sort) } : {}),
    };
    return query.details ? withDetails(answer) : answer;
  }

  /** @throws AuctionError `invalid-search`, `not-found` */
  facets(searchId: string, raw: unknown): KeptAnswer & { total: number; facets: Facets } {
    const filter = facetsQuery(raw);
    const auction = this.#kept(searchId);
    const total = auction.list(filter).length;
    return { searchId, kept: keptOf(auction), total, facets: auction.facets(filter) };
  }

  /** @throws AuctionError `invalid-search`, `not-found` */
  explain(searchId: string, raw: unknown): ExplainAnswer | StandingAnswer {
    const { itinerary: key, limit, after } = explainQuery(raw);
    const auction = this.#kept(searchId);
    const all = auction.notShown();
    const offers = key === undefined ? all : all.filter(({ itinerary }) => itinerary === key);
    const from = after === undefined ? 0 : placeOf(after, offers.length);
    const page = offers.slice(from, from + limit);
    const next = from + page.length;
    const answer: ExplainAnswer = {
      searchId,
      kept: keptOf(auction),
      shown: auction.result.itineraries.length,
      notShown: offers.length,
      reasons: reasonCounts(offers),
      offers: page,
      next: next < offers.length ? cursorOf(EXPLAINED, String(next)) : null,
      ...(auction.notes === undefined ? {} : { bidders: biddersIn(auction, auction.notes) }),
      ...(auction.shadows === undefined ? {} : { shadow: auction.shadows.map(shadowView) }),
    };
    if (key === undefined) return answer;
    const itinerary = standingIn(auction, key);
    if (itinerary === null && offers.length === 0)
      throw new AuctionError(
        "not-found",
        `no offer of this search is for the itinerary '${quoted(key)}'; keys are those of \`itineraries\``,
      );
    return { ...answer, itinerary };
  }

  /** @throws AuctionError `invalid-search`, `not-found` */
  timeline(searchId: string, raw: unknown): TimelineAnswer {
    timelineQuery(raw);
    this.#ledger.dropExpired();
    this.#ledger.readLate(searchId);
    const timed = this.#ledger.timed(searchId);
    if (timed === undefined) throw notKept(searchId);
    const { quorum, lanes, best, regret, ...head } = timelineOf(timed);
    return { ...head, why: whyEnded({ ...head, lanes }), quorum, lanes, best, regret };
  }

  #kept(searchId: string): KeptReading {
    const auction = this.#lists.of(searchId);
    if (auction === undefined) throw notKept(searchId);
    return auction;
  }
}

export function notKept(searchId: string): AuctionError {
  return new AuctionError(
    "not-found",
    `no search '${quoted(searchId)}' is kept here; results are kept for ${LEDGER_LIMITS.keepMs / 60_000} minutes`,
  );
}

function keptOf({ bids }: KeptAuction): Kept {
  return bids.isWhole ? "all" : "shown";
}

/** Each bidder of the result, with what it has said: a bidder may say nothing. */
function biddersIn(
  { result }: Pick<KeptAuction, "result">,
  said: readonly BidderNotes[],
): readonly BidderNotes[] {
  return result.bidders.map(({ bidder }) => ({
    bidder,
    notes: said.find((one) => one.bidder === bidder)?.notes ?? [],
  }));
}

function shadowView({ report, shown, won }: ShadowReport): ShadowView {
  const { bidder, outcome, instance, latencyMs, offers, reason } = report;
  const its = { bidder, outcome, instance, latencyMs, offers, reason };
  return { ...its, wouldShow: shown, wouldWin: won };
}

function standingIn(auction: KeptReading, key: string): StandingAnswer["itinerary"] {
  const standing = standingOf(key, auction.list(), auction.rules);
  if (standing === undefined) return null;
  const shown = auction.result.itineraries.some((itinerary) => itinerary.key === key);
  return { ...standing, shown };
}

/** The index behind the itinerary that a cursor names. */
function behind(cursor: string, sort: Sort, list: PackedList): number {
  const key = placeIn(sort, cursor);
  const index = key === undefined ? -1 : list.indexOf(key);
  if (index < 0) throw wrongCursor("of this search with the same sort and filters");
  return index + 1;
}

function placeOf(cursor: string, count: number): number {
  const place = placeIn(EXPLAINED, cursor);
  const index = place !== undefined && /^[1-9]\d{0,8}$/.test(place) ? Number(place) : count;
  if (index >= count) throw wrongCursor("of the same reasons");
  return index;
}

function wrongCursor(of: string): AuctionError {
  return invalidSearch(
    [{ path: "after", message: `must be the \`next\` of a page ${of}` }],
    "the query",
  );
}
