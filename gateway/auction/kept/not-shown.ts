/**
 * Why each offer that was bid is not in the result.
 *
 * EXPLAIN-1 Each offer that was bid and kept is shown, or is not shown for exactly one reason: the
 *    one for which the auction's own ranking left it out. Only offers that could have been shown by
 *    the cost of their columns are opened, as in the auction (RANK-3).
 * EXPLAIN-2 What a bidder says that it left out by rule is shown beside them: of the bid that ended
 *    its answer in time, and only of a search that has asked for it (`explain`).
 */
import { convert, cost } from "../../../common/money/money.ts";
import { hasLimits } from "../../../common/offers/search-limits.ts";
import { shortened } from "../../../common/text/shortened.ts";
import type { Money, SheetColumns } from "../../../proto/messages.ts";
import { type Candidate, candidateOf, compareCandidates, type Source } from "../candidates.ts";
import { inconvenienceCostOf } from "../inconvenience-cost.ts";
import { withMarkUp } from "../mark-up.ts";
import { OfferFaults } from "../offer-faults.ts";
import { columnLimits } from "../priced-rows.ts";
import { rankOpened } from "../rank.ts";
import type { RankingRules } from "../ranking-rules.ts";
import { checkOffer, expiryFault } from "../verify.ts";
import { limitOf, type Opened, SELLERS_MAX } from "../winners.ts";
import { type KeptAuction, keyOf, type RankedList } from "./kept-auction.ts";

/** In the order in which they are shown. */
export const NOT_SHOWN_REASONS = [
  "dearer",
  "same-seller",
  "too-many-sellers",
  "mismatch",
  "expired",
  "over-limit",
  "below-floor",
  "no-rate",
  "disabled-seller",
  "bidder-faults",
  "not-compared",
] as const;

type NotShownReason = (typeof NOT_SHOWN_REASONS)[number];

/** What each reason means, for answers and their schema. */
export const REASON_MEANINGS: Record<NotShownReason, string> = {
  dearer: "its itinerary costs more than the last that is shown",
  "same-seller":
    "the same seller, by the same bidder, is listed for this itinerary at a lower cost",
  "too-many-sellers": `${SELLERS_MAX} sellers of this itinerary cost less`,
  mismatch: "its body is not what its columns say, or it breaks a rule: `detail` says which",
  expired: "it had expired when the auction ended",
  "over-limit": "it breaks a limit of the search: `detail` names its field",
  "below-floor": "it costs less than the floor that its own bidder had promised",
  "no-rate": "its currency has no rate into the search's",
  "disabled-seller": "the operator of the gateway had disabled its seller",
  "bidder-faults":
    "its bidder had so many offers with a mismatch, or over a limit, that its others were not opened",
  "not-compared": "the ranking had opened as many itineraries as it may",
};

/** An offer that was bid and is not shown. */
export interface NotShown {
  readonly bidder: string;
  readonly seller: string;
  /** The key of its itinerary, as its bidder sent it. */
  readonly itinerary: string;
  /** In the search's currency; null where there is no rate. */
  readonly price: Money | null;
  /** The part of the price that its tenant has added; absent where it adds nothing. */
  readonly markUp?: Money;
  /** With its inconvenience where the offer was opened, else of its columns. */
  readonly cost: number | null;
  readonly reason: NotShownReason;
  /** What is wrong, in words; null where the reason says it all. */
  readonly detail: string | null;
}

/** A6: a bidder's texts that are repeated. A key of the largest search has 1,600 characters. */
const SELLER_CHARS_MAX = 80;
const KEY_CHARS_MAX = 2_000;
const DETAIL_CHARS_MAX = 500;

interface Verdict {
  readonly reason: NotShownReason;
  readonly detail?: string | undefined;
  /** Its whole cost, where that is known. */
  readonly cost?: number;
}

/** The offers that are not shown, the cheapest first; those without a cost last. */
export function notShown({ bids, rules }: Pick<KeptAuction, "bids" | "rules">): NotShown[] {
  const faults = new OfferFaults();
  const shown = new ShownOffers(rankOpened(bids.entries, rules, faults), rules);
  const found: NotShown[] = [];
  for (const { bidder, sheets, staleAgeMs } of bids.entries)
    for (const sheet of sheets) {
      const source = { bidder, sheet, staleAgeMs };
      for (let row = 0; row < sheet.rows; row++) {
        if (shown.has(sheet, row)) continue;
        found.push(explained(source, row, rules, (one) => verdictOn(one, shown, rules, faults)));
      }
    }
  for (const { bidder, sheets } of bids.belowFloor)
    for (const sheet of sheets)
      for (let row = 0; row < sheet.rows; row++)
        found.push(
          explained({ bidder, sheet, staleAgeMs: undefined }, row, rules, () => BELOW_FLOOR),
        );
  return found.sort(cheapestFirst);
}

const BELOW_FLOOR: Verdict = { reason: "below-floor" };

function cheapestFirst(a: NotShown, b: NotShown): number {
  return (a.cost ?? Number.POSITIVE_INFINITY) - (b.cost ?? Number.POSITIVE_INFINITY) || 0;
}

/** How many offers have a reason, and what that means. */
export interface ReasonCount {
  readonly reason: NotShownReason;
  readonly meaning: string;
  readonly offers: number;
}

/** Reasons that no offer has are left out. */
export function reasonCounts(offers: readonly NotShown[]): ReasonCount[] {
  return NOT_SHOWN_REASONS.map((reason) => ({
    reason,
    meaning: REASON_MEANINGS[reason],
    offers: offers.filter((one) => one.reason === reason).length,
  })).filter(({ offers: count }) => count > 0);
}

function explained(
  source: Source,
  row: number,
  { search, rates, objective, markUp, disabledSellers }: RankingRules,
  verdict: (candidate: Candidate) => Verdict,
): NotShown {
  const { bidder, sheet } = source;
  const currency = sheet.currencies[sheet.currency[row] as number] as string;
  const base = convert(sheet.price[row] as number, currency, rates);
  const seller = sheet.sellers[sheet.seller[row] as number] as string;
  const named = {
    bidder,
    seller: shortened(seller, SELLER_CHARS_MAX),
    itinerary: shortened(sheet.itinerary.at(row) as string, KEY_CHARS_MAX),
  };
  if (base === undefined) {
    const detail = `an offer in '${shortened(currency, 8)}', for which there is no rate`;
    return { ...named, price: null, cost: null, reason: "no-rate", detail };
  }
  const price = withMarkUp(base, markUp, bidder, seller);
  const known =
    price === base
      ? named
      : { ...named, markUp: { amount: price - base, currency: search.currency } };
  const minutes = sheet.durationMinutes[row] as number;
  const amount = { amount: price, currency: search.currency };
  if (disabledSellers?.has(seller))
    return { ...known, price: amount, cost: null, reason: "disabled-seller", detail: null };
  const { priceMax, minutesMax } = columnLimits(search);
  if (price > priceMax || minutes > minutesMax) {
    const detail = price > priceMax ? "maxPrice" : "maxDurationMinutes";
    return { ...known, price: amount, cost: null, reason: "over-limit", detail };
  }
  const stops = sheet.stops[row] as number;
  const byColumns = cost(price, minutes, stops, objective);
  if (!Number.isSafeInteger(byColumns)) {
    const detail = `an offer of ${minutes} minutes and ${stops} stops`;
    return { ...known, price: amount, cost: null, reason: "mismatch", detail };
  }
  const found = verdict(candidateOf(source, row, byColumns, price));
  return {
    ...known,
    price: amount,
    cost: found.cost ?? byColumns,
    reason: found.reason,
    detail: found.detail === undefined ? null : shortened(found.detail, DETAIL_CHARS_MAX),
  };
}

/** The offers of a result, as its ranking gives them again. */
class ShownOffers {
  readonly #rows = new Map<SheetColumns, Set<number>>();
  readonly #byKey = new Map<string, readonly Opened[]>();
  /** The best offer of the last itinerary; undefined while more could be shown. */
  readonly last: Candidate | undefined;

  constructor(list: RankedList, { search }: RankingRules) {
    for (const sellers of list) {
      this.#byKey.set(keyOf(sellers), sellers);
      for (const { candidate } of sellers) {
        const rows = this.#rows.get(candidate.sheet) ?? new Set();
        this.#rows.set(candidate.sheet, rows.add(candidate.row));
      }
    }
    if (list.length === search.maxResults) this.last = list.at(-1)?.[0]?.candidate;
  }

  has(sheet: SheetColumns, row: number): boolean {
    return this.#rows.get(sheet)?.has(row) === true;
  }

  /** The sellers of a shown itinerary. */
  sellersOf(key: string): readonly Opened[] | undefined {
    return this.#byKey.get(key);
  }
}

function verdictOn(
  candidate: Candidate,
  shown: ShownOffers,
  rules: RankingRules,
  faults: OfferFaults,
): Verdict {
  const { bidder, sheet, row } = candidate;
  const sellers = shown.sellersOf(candidate.itinerary);
  const { last } = shown;
  if (sellers === undefined && last !== undefined && compareCandidates(candidate, last) > 0)
    return { reason: "dearer" };
  const offer = (rules.opening?.check ?? checkOffer)(sheet, row, rules, bidder);
  if (typeof offer === "string") return { reason: "mismatch", detail: offer };
  if (!(offer.expiresAtMs > rules.wallMs)) return { reason: "expired" };
  const fault = expiryFault(offer, rules);
  if (fault !== undefined) return { reason: "mismatch", detail: fault };
  const limit = hasLimits(rules.search)
    ? limitOf(offer, candidate.convertedPrice, rules)
    : undefined;
  if (limit !== undefined) return { reason: "over-limit", detail: limit };
  const cost = candidate.cost + inconvenienceCostOf(offer, rules);
  if (!Number.isSafeInteger(cost))
    return { reason: "mismatch", detail: `an offer whose cost is not a safe integer: ${cost}` };
  if (sellers !== undefined) {
    if (isListedBy(candidate, sellers)) return { reason: "same-seller", cost };
    if (sellers.length >= SELLERS_MAX) return { reason: "too-many-sellers", cost };
  } else if (last !== undefined && compareCandidates({ ...candidate, cost }, last) > 0)
    return { reason: "dearer", cost };
  return faults.areTooMany(bidder)
    ? { reason: "bidder-faults", cost }
    : { reason: "not-compared", cost };
}

/** As winners.ts lists sellers: a whole offer is listed beside a mixed one. */
function isListedBy({ bidder, seller, isMixed }: Candidate, sellers: readonly Opened[]): boolean {
  return sellers.some(
    ({ candidate }) =>
      candidate.bidder === bidder && candidate.seller === seller && (isMixed || !candidate.isMixed),
  );
}
