/**
 * The fallback of one auction: a required bidder that brought nothing is replaced by its last bids
 * for the same search.
 *
 * FALLBACK-1 Only for required bidders that are absent, silent, skipped or failed. Never for one
 *    that answered `empty`, and never beside offers that it did send.
 * FALLBACK-2 Only bids within a maximum age, and only offers that have not expired (verify.ts
 *    checks this as for any offer).
 * FALLBACK-3 A whole answer of a required bidder is saved for the next search. Bids that were
 *    themselves a fallback are not saved again: they would never become too old.
 */
import type { FallbackRecord } from "../../proto/codec/index.ts";
import type { BidderReport, EndedBy } from "../../proto/messages.ts";
import type { AuctionContext } from "./context.ts";
import { ageMsOf, searchKey, usable } from "./fallback-store.ts";
import type { Entry } from "./rank.ts";
import { type Standing, sheetsOf } from "./standing.ts";

export interface FallbackEntry extends Entry {
  readonly staleAgeMs: number;
}

/**
 * A lookup takes a round trip to the broker where the store is shared: it begins so long before the
 * auction must end.
 */
const LOOKUP_AHEAD_MS = 20;

/** An auction that has ended waits no longer than this for a lookup, whatever its deadline. */
const LOOKUP_MS_MAX = 50;

/**
 * The lookups of one auction. They begin at once for absent bidders, and for others shortly before
 * the deadline or at the end; they are done by the deadline (A1).
 */
export class FallbackLookup {
  readonly #auction: AuctionContext;
  readonly #lookups = new Map<string, Promise<FallbackRecord | undefined>>();
  /** Cancels the lookups that have not begun. */
  readonly stop: () => void;

  constructor(auction: AuctionContext) {
    this.#auction = auction;
    this.#beginFor(({ outcome }) => outcome === "absent");
    const { request, ports, collectUntil } = auction;
    this.stop =
      request.search.policy.required.length === 0
        ? () => {}
        : ports.clock.at(collectUntil - LOOKUP_AHEAD_MS, () => this.#beginFor(needsFallback));
  }

  /** The bids to show for bidders that brought nothing, once the auction has ended. */
  async entries(endedBy: EndedBy): Promise<FallbackEntry[]> {
    // The caller has disconnected and would not see them.
    if (endedBy === "cancelled") return [];
    const { clock, fallbackAgeMsMax } = this.#auction.ports;
    // In a settled auction, an awaited bidder that brought nothing has promised that nothing of it
    // could be shown.
    const missing = this.#beginFor(
      (standing) => needsFallback(standing) && !(endedBy === "settled" && standing.awaited),
    );
    const entries = await Promise.all(
      missing.map(async (bidder): Promise<FallbackEntry | undefined> => {
        const found = await this.#lookups.get(bidder);
        const bids = found && usable(found, clock.wall(), fallbackAgeMsMax);
        return bids && { bidder, sheets: bids.sheets, staleAgeMs: ageMsOf(bids, clock.wall()) };
      }),
    );
    return entries.filter((entry) => entry !== undefined);
  }

  /** Begins the missing lookups for the required bidders that match; returns those bidders. */
  #beginFor(matches: (standing: Standing) => boolean): string[] {
    const { request, ports, handler, deadlineAt } = this.#auction;
    const { clock, fallbackStore } = ports;
    const missing = request.search.policy.required.filter((bidder) => {
      const standing = handler.standing(bidder);
      return standing !== undefined && matches(standing);
    });
    for (const bidder of missing) {
      if (this.#lookups.has(bidder)) continue;
      const withinMs = Math.min(LOOKUP_MS_MAX, Math.max(0, deadlineAt - clock.now() - 1));
      this.#lookups.set(bidder, fallbackStore.find(bidder, searchKey(request.search), withinMs));
    }
    return missing;
  }
}

/** Whether this bidder may have a fallback (FALLBACK-1). */
function needsFallback(standing: Standing): boolean {
  const { outcome } = standing;
  const hasNotAnswered = outcome === null || outcome === "absent" || outcome === "failed";
  return hasNotAnswered && sheetsOf(standing).length === 0;
}

/** Saves what required bidders answered for the next search (FALLBACK-3). */
export function saveFallbackBids(
  { request: { search }, ports: { clock, fallbackStore }, handler }: AuctionContext,
  reports: readonly BidderReport[],
): void {
  for (const { bidder, outcome } of reports) {
    if (!search.policy.required.includes(bidder)) continue;
    const standing = handler.standing(bidder);
    if (standing === undefined || standing.outcome === null) continue;
    // The time of its last bid, not the present: another gateway may have a newer answer of it.
    const takenAtMs = clock.wall() - (clock.now() - (standing.answer?.lastAt ?? clock.now()));
    if (outcome === "answered")
      fallbackStore.save(bidder, searchKey(search), { takenAtMs, sheets: sheetsOf(standing) });
    if (outcome === "empty") fallbackStore.saveEmpty(bidder, searchKey(search));
  }
}
