/**
 * One auction, from the call to the result. The rules of all auctions:
 *
 * A1 Every search that is accepted gets exactly one final result, by its deadline.
 * A2 The result depends on which bids are in, never on the order in which they came. (rank.ts)
 * A3 Every expected bidder has exactly one outcome in the result; a late bid amends the ledger,
 *    never the result. (outcome.ts, ledger.ts)
 * A4 A bid counts for the bidder in its subject. (scatter/inbox.ts)
 * A5 Nothing a bidder sends can throw, hang or grow memory in the gateway: it becomes an outcome.
 *    (fold-bid.ts, verify.ts)
 * A6 Everything is bounded: bytes a bid, offers a bid, bids a bidder, auctions in flight, searches
 *    that wait, what the ledger keeps. (proto, fold-bid.ts, admission-queue.ts, ledger.ts)
 * A7 A bidder answers every call that it takes, exactly once finally. (bidders/kit)
 * A8 No bidder starts work past its budget; cancelled work stops within 10 ms of event-loop time.
 *    (bidders/kit)
 * A9 Money is an integer in minor units with its ISO 4217 currency. Never a float. (common/money)
 * A10 Shutting down, draining or losing the broker for a moment loses no accepted search: it ends
 *    with a result or a clear error.
 */
import type { BidderReport, SearchResult } from "../../proto/messages.ts";
import { type Collected, collect } from "./collect.ts";
import { type Concluded, conclude } from "./conclude.ts";
import { type AuctionContext, createContext } from "./context.ts";
import { FallbackLookup, saveFallbackBids } from "./fallback.ts";
import { tellBidders } from "./feedback/tell-bidders.ts";
import type { AuctionObserver, AuctionRequest, Call, Ports } from "./ports.ts";
import { recordInLedger } from "./record-in-ledger.ts";
import { type ShadowRanking, shadowRanking } from "./shadow-reports.ts";
import { computeShadowPolicies } from "./shadow-results.ts";

/**
 * Runs one auction to its result: sends the call to all bidders at once, and collects their bids
 * until the auction may stop. A required bidder that brought nothing is replaced by its last bids.
 * All offers are ranked into one result, which the caller gets at once; afterwards the ledger keeps
 * it, for the bids that come too late.
 *
 * @throws AuctionError `no-broker` when the call cannot be sent, or reaches no bidder although some
 *   are known; every other auction ends with a result (A1, A10)
 */
export async function run(
  request: AuctionRequest,
  ports: Ports,
  observer: AuctionObserver | null = null,
): Promise<SearchResult> {
  const auction = createContext(request, ports, observer);
  const fallback = new FallbackLookup(auction);
  let call: Call | null = null;
  try {
    fallback.start();
    const collected = await collect(auction);
    call = collected.call;
    const missing = fallback.missing(collected.endedBy);
    // Most auctions miss no bidder, and do not wait here.
    const entries = missing.length === 0 ? [] : await fallback.entries(missing);
    const concluded = conclude(auction, collected, entries);
    ports.afterwards(() => record(auction, collected, concluded));
    if (request.shadowPolicies !== undefined)
      ports.afterwards(() => computeShadowPolicies(auction, collected, concluded));
    return concluded.result;
  } catch (thrown) {
    auction.reservation.release();
    call?.release();
    throw thrown;
  } finally {
    fallback.stop();
  }
}

/**
 * What is kept and learned of an auction that has its result. Late messages are collected until
 * then.
 */
function record(auction: AuctionContext, collected: Collected, concluded: Concluded): void {
  const { request, ports } = auction;
  const { call, endedBy, endedAtMs } = collected;
  const { result, fallbacks } = concluded;
  const { bidders, itineraries } = result;
  try {
    const shadows = shadowRanking(auction, collected, concluded);
    recordInLedger(auction, collected, concluded, shadows);
    saveFallbackBids(auction, bidders);
    call.learn(endedBy, shadows === null ? bidders : [...bidders, ...reportsOf(shadows)]);
    if (shadows !== null) ports.onShadows?.({ ...idsOf(request), bidders: shadows.reports });
    ports.waiting?.learn({
      request,
      participants: auction.handler.participants,
      reports: bidders,
      endedAtMs,
      bestCost: itineraries[0]?.cost,
    });
    call.recorded?.({ request, result, endedBy, endedAtMs, fallbacks });
    tellBidders(auction, collected, concluded, shadows);
  } catch (thrown) {
    auction.reservation.release();
    throw thrown;
  } finally {
    call.release();
  }
}

function reportsOf({ reports }: ShadowRanking): BidderReport[] {
  return reports.map(({ report }) => report);
}

function idsOf({ searchId, auctionId }: AuctionRequest) {
  return { searchId, auctionId };
}
