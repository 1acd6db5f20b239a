/**
 * What happens in an auction while it runs, in the terms of its timeline: for a caller that draws
 * it meanwhile.
 *
 * PROGRESS-1 The call, each hedge and each bid are told when they happen, once, as the timeline has
 *    them later; so are the quorum when it is met, and what would be shown at each change.
 * PROGRESS-2 Of an auction whose observer does not ask for it nothing is made. Of one that does,
 *    the ranking for bids that are not final is made `PARTS_RANKED_MAX` times at most (A6); beyond,
 *    the next final bid says what would be shown.
 * PROGRESS-3 A caller that asks for them gets the same steps by each way that gives it the events
 *    of its search: a stream over HTTP, the stream of an asynchronous search, and NATS in either
 *    form. One that does not ask gets none.
 */
import type {
  BestPrice,
  Itinerary,
  ProgressStep,
  QuorumTimes,
  TimelineBid,
} from "../../../proto/messages.ts";
import type { AsyncServiceHandler } from "../async-service-handler.ts";
import { round } from "../outcome.ts";
import type { AuctionRequest } from "../ports.ts";
import { bestPriceOf } from "./best-prices.ts";
import { type NotedBid, notedBid } from "./bid-times.ts";
import { ownTimes } from "./own-times.ts";
import { quorumOf } from "./timeline.ts";

/** A ranking takes a millisecond at most; a bidder may send 64 bids. */
export const PARTS_RANKED_MAX = 32;

interface ReportedAuction {
  readonly request: AuctionRequest;
  readonly handler: AsyncServiceHandler;
  /** What would be shown now. */
  readonly ranking: () => readonly Itinerary[];
  readonly tell: (step: ProgressStep) => void;
}

export class ProgressReport {
  readonly #auction: ReportedAuction;
  #calledAtMs = 0;
  #partsRanked = 0;
  #best: BestPrice | undefined;
  #quorumIsMet = false;

  constructor(auction: ReportedAuction) {
    this.#auction = auction;
  }

  /** @param calledAtMs monotonic, as every time that is handed in */
  called(calledAtMs: number): void {
    const { handler, tell } = this.#auction;
    this.#calledAtMs = calledAtMs;
    const quorum = this.#quorum(handler.quorumTimes);
    const step = { calledAtMs: this.#since(calledAtMs) };
    tell(quorum === null ? step : { ...step, quorum });
  }

  hedged(bidder: string, instance: string, atMs: number): void {
    this.#auction.tell({ bidder, hedge: { atMs: this.#since(atMs), instance } });
  }

  /** A bid that has not finished its bidder. */
  added(bidder: string, instance: string): void {
    const noted = this.#noted(bidder, instance);
    if (noted === undefined) return;
    const isRanked = noted.hasSheet && this.#partsRanked < PARTS_RANKED_MAX;
    if (isRanked) this.#partsRanked++;
    this.#tellBid(bidder, instance, noted, isRanked ? this.#auction.ranking() : undefined);
  }

  /** @param instance whose bid has finished the bidder; null where it was no bid */
  finished(bidder: string, instance: string | null, itineraries: readonly Itinerary[]): void {
    const noted = instance === null ? undefined : this.#noted(bidder, instance);
    if (instance !== null && noted !== undefined)
      this.#tellBid(bidder, instance, noted, itineraries);
  }

  #noted(bidder: string, instance: string): NotedBid | undefined {
    const attempts = this.#auction.handler.participant(bidder)?.attempts;
    const attempt = attempts?.find((one) => one.instance === instance);
    return attempt === undefined ? undefined : notedBid(attempt);
  }

  #tellBid(
    bidder: string,
    instance: string,
    noted: NotedBid,
    itineraries: readonly Itinerary[] | undefined,
  ): void {
    const { request, handler, tell } = this.#auction;
    const { currency } = request.search;
    const atMs = this.#since(noted.atMs);
    const hedge = handler.participant(bidder)?.hedges?.find((one) => one.instance === instance);
    const roomMs = atMs - this.#since(hedge?.atMs ?? this.#calledAtMs);
    const { offers, final, floor } = noted;
    const bid: TimelineBid = {
      ...{ atMs, instance, offers, final },
      floor: floor === null ? null : { amount: floor, currency },
      ...ownTimes(noted.queuedMs, noted.workedMs, roomMs),
    };
    const quorum = this.#metQuorum();
    const best = itineraries === undefined ? undefined : this.#newBest(atMs, itineraries);
    tell({
      bidder,
      bid,
      ...(quorum === null ? {} : { quorum }),
      ...(best === undefined ? {} : { best }),
    });
  }

  /** Once, when it is met. */
  #metQuorum(): QuorumTimes | null {
    if (this.#quorumIsMet || this.#auction.handler.quorumAtMs === null) return null;
    this.#quorumIsMet = true;
    return this.#quorum(this.#auction.handler.quorumTimes);
  }

  /** Undefined where nothing would be shown, or the same as before. */
  #newBest(atMs: number, itineraries: readonly Itinerary[]): BestPrice | undefined {
    const best = bestPriceOf(atMs, itineraries, this.#best);
    if (best !== undefined) this.#best = best;
    return best;
  }

  #quorum(times: QuorumTimes | null): QuorumTimes | null {
    return quorumOf(times, this.#auction.request.arrivedAtMs);
  }

  #since(atMs: number): number {
    return round(atMs - this.#auction.request.arrivedAtMs);
  }
}
