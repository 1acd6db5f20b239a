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
 * FALLBACK-4 Never for a bidder to which the search says something alone: its answer follows from
 *    what was said, which is not kept. It is neither saved nor replaced.
 */
import type { FallbackRecord } from "../../proto/codec/index.ts";
import type { BidderReport, EndedBy } from "../../proto/messages.ts";
import { ageMsOf, searchKey, usable } from "./fallback-store.ts";
import type { OpenAuction } from "./open-auction.ts";
import { type Participant, sheetsOf } from "./participant.ts";
import type { ShownFallback } from "./ports.ts";
import type { BidderSheets } from "./rank.ts";

export type FallbackEntry = BidderSheets & ShownFallback;

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
  readonly #auction: OpenAuction;
  /** Null before the first. */
  #lookups: Map<string, Promise<FallbackRecord | undefined>> | null = null;
  #cancelTimer: (() => void) | null = null;

  constructor(auction: OpenAuction) {
    this.#auction = auction;
  }

  /** Begins the lookups for absent bidders, and plans those that are needed at the deadline. */
  start(): void {
    const { request, reservation, ports, collectUntilMs } = this.#auction;
    if (reservation.absent.length > 0) this.#beginFor(({ outcome }) => outcome === "absent");
    if (request.search.policy.required.length > 0) {
      const lookUpAtMs = collectUntilMs - LOOKUP_AHEAD_MS;
      this.#cancelTimer = ports.clock.at(lookUpAtMs, () => this.#beginFor(needsFallback));
    }
  }

  /** Cancels the lookups that have not begun. */
  stop(): void {
    this.#cancelTimer?.();
  }

  /** The bidders that brought nothing and may have a fallback, once the auction has ended. */
  missing(endedBy: EndedBy): readonly string[] {
    this.stop();
    // The caller has disconnected and would not see the bids.
    if (endedBy === "cancelled") return NO_BIDDERS;
    // In a settled auction, an awaited bidder that brought nothing has promised that nothing of it
    // could be shown.
    return this.#beginFor(
      (participant) =>
        needsFallback(participant) && !(endedBy === "settled" && participant.awaited),
    );
  }

  /** The bids to show for these bidders. */
  async entries(missing: readonly string[]): Promise<FallbackEntry[]> {
    const { clock, fallbackAgeMsMax } = this.#auction.ports;
    const entries = await Promise.all(
      missing.map(async (bidder): Promise<FallbackEntry | undefined> => {
        const found = await this.#lookups?.get(bidder);
        const bids = found && usable(found, clock.wall(), fallbackAgeMsMax);
        if (bids === undefined) return undefined;
        const { sheets, takenAtMs } = bids;
        return { bidder, sheets, takenAtMs, staleAgeMs: ageMsOf(bids, clock.wall()) };
      }),
    );
    return entries.filter((entry) => entry !== undefined);
  }

  /** Begins the missing lookups for the required bidders that match; returns those bidders. */
  #beginFor(matches: (participant: Participant) => boolean): readonly string[] {
    const { request, handler } = this.#auction;
    let missing: string[] | null = null;
    for (const bidder of request.search.policy.required) {
      const participant = handler.participant(bidder);
      if (participant === undefined || !matches(participant)) continue;
      if (request.params?.has(bidder)) continue;
      missing ??= [];
      missing.push(bidder);
      this.#begin(bidder);
    }
    return missing ?? NO_BIDDERS;
  }

  #begin(bidder: string): void {
    this.#lookups ??= new Map();
    if (this.#lookups.has(bidder)) return;
    const { request, ports, deadlineAtMs } = this.#auction;
    const { clock, fallbackStore } = ports;
    const withinMs = Math.min(LOOKUP_MS_MAX, Math.max(0, deadlineAtMs - clock.now() - 1));
    this.#lookups.set(bidder, fallbackStore.find(bidder, searchKey(request.search), withinMs));
  }
}

const NO_BIDDERS: readonly string[] = [];

/** Whether this bidder may have a fallback (FALLBACK-1). */
function needsFallback(participant: Participant): boolean {
  const { outcome } = participant;
  const hasNotAnswered = outcome === null || outcome === "absent" || outcome === "failed";
  return hasNotAnswered && sheetsOf(participant).length === 0;
}

/** Saves what required bidders answered for the next search (FALLBACK-3). */
export function saveFallbackBids(
  { request: { search, params }, ports: { clock, fallbackStore }, handler }: OpenAuction,
  reports: readonly BidderReport[],
): void {
  const { required } = search.policy;
  if (required.length === 0) return;
  const key = searchKey(search);
  for (const { bidder, outcome } of reports) {
    if ((outcome !== "answered" && outcome !== "empty") || !required.includes(bidder)) continue;
    if (params?.has(bidder)) continue;
    const participant = handler.participant(bidder);
    if (participant === undefined || participant.outcome === null) continue;
    if (outcome === "empty") {
      fallbackStore.saveEmpty(bidder, key);
      continue;
    }
    // The time of its last bid, not the present: another gateway may have a newer answer of it.
    const now = clock.now();
    const takenAtMs = clock.wall() - (now - (participant.answer?.lastAtMs ?? now));
    fallbackStore.save(bidder, key, { takenAtMs, sheets: sheetsOf(participant) });
  }
}
