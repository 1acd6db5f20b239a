/**
 * The offers of results that the ledger keeps, by their ids: what they were, and what they cost
 * now.
 *
 * OFFERS-1 An offer is found as long as the ledger keeps its search and it has not expired. After
 *    that the error says which of the two has ended, as long as that is known.
 * OFFERS-2 An offer whose bidder is asked by a gateway that traces is one span, under that of its
 *    caller, with how its price is now or the code of the error.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import type { TracedSpan, Tracing } from "../../common/runtime/tracing.ts";
import { decodePriceAnswer } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { Itinerary, Passengers } from "../../proto/messages.ts";
import type { Account } from "../auction/account.ts";
import { type KeptOffer, winnerOf } from "../auction/account-result.ts";
import { LEDGER_LIMITS, type Ledger } from "../auction/ledger.ts";
import { partsOfOfferId } from "../auction/offer-ids.ts";
import { round } from "../auction/outcome.ts";
import { type PricedOffer, pricedOffer, sheetOfKept } from "../auction/priced-offer.ts";
import type { Winner } from "../auction/winners.ts";
import type { Events } from "../events.ts";
import type { PriceLimits, PriceRequests } from "../scatter/price-requests.ts";
import { quoted } from "../search/problem.ts";
import type { Transport } from "../transport.ts";

/** One seller's offer, as a caller sees it. */
interface OfferView {
  readonly offerId: string;
  /** ISO 8601 UTC: until then it is found by its id, and its price holds. */
  readonly expiresAt: string;
  readonly remainingMs: number;
  readonly passengers: Passengers;
  /** Its only seller is that of the offer. */
  readonly itinerary: Itinerary;
}

/** What an offer costs now, as a caller sees it. */
interface PriceView extends PricedOffer {
  readonly offerId: string;
  readonly bidder: string;
  /** The process that answered. */
  readonly instance: string;
  readonly seller: string;
  /** Milliseconds from the request to the bidder's answer. */
  readonly elapsedMs: number;
}

interface PriceCaller extends PriceLimits {
  readonly transport: Transport;
}

interface OfferServicePorts {
  readonly ledger: Pick<Ledger, "offer" | "ownerOfOffer">;
  readonly clock: Clock;
  readonly requests: Pick<PriceRequests, "ask">;
  readonly events: Pick<Events, "priced">;
  /** Null: no traces are made. */
  readonly tracing: Tracing | null;
}

/** An offer that is kept and has not expired. */
interface LiveOffer {
  readonly account: Account;
  readonly kept: KeptOffer;
  readonly winner: Winner;
  /** Epoch milliseconds. */
  readonly expiresAtMs: number;
}

export class OfferService {
  readonly #ports: OfferServicePorts;

  constructor(ports: OfferServicePorts) {
    this.#ports = ports;
  }

  /** The tenant of the search of this offer; undefined where it has none, or is not kept. */
  ownerOf(offerId: string): string | undefined {
    return this.#ports.ledger.ownerOfOffer(offerId);
  }

  /** @throws AuctionError `not-found` or `offer-expired` */
  view(offerId: string): OfferView {
    const { account, winner, expiresAtMs } = this.#live(offerId);
    const { passengers } = account.rules(expiresAtMs).search;
    return {
      offerId,
      expiresAt: new Date(expiresAtMs).toISOString(),
      remainingMs: Math.max(0, Math.floor(expiresAtMs - this.#ports.clock.wall())),
      passengers,
      itinerary: account.itinerary(winner),
    };
  }

  /** Whether callers' spans are wanted (PriceLimits.traceparent). */
  get isTraced(): boolean {
    return this.#ports.tracing !== null;
  }

  /**
   * Asks the bidder that has made the offer.
   *
   * @throws AuctionError `not-found`, `offer-expired`, `price-unsupported`; of the bidder
   *   `price-failed`, `bid-invalid`, `bid-malformed`, `bid-too-large`, `no-bidder`, `no-answer`; of
   *   this gateway `overloaded`, `no-broker`, `cancelled`
   */
  async price(offerId: string, caller: PriceCaller): Promise<PriceView> {
    const { clock, requests, events } = this.#ports;
    const { account, kept, winner } = this.#live(offerId);
    const { bidder, offer } = winner;
    // Now: the account may be dropped while the bidder is asked.
    const rules = account.rules(clock.wall());
    const { search, objective, rates } = rules;
    const beganAtMs = clock.now();
    const span = this.#spanOf(bidder, caller);
    const question = {
      call: { search, objective, rates },
      offer: sheetOfKept(kept, offer, search.cabin),
    };
    try {
      const { id, instance, bytes } = await requests.ask(bidder, question, {
        ...caller,
        traceparent: span?.traceparent,
      });
      const answer = decodePriceAnswer(bytes);
      if (answer.searchId !== id && answer.status !== "failed")
        throw new AuctionError("bid-invalid", `'${bidder}' answered another request`);
      const priced = pricedOffer(answer, winner, { ...rules, wallMs: clock.wall() });
      const elapsedMs = round(clock.now() - beganAtMs);
      events.priced(bidder, priced.outcome, elapsedMs);
      span?.end({
        endMs: clock.wall(),
        attributes: { "price.id": id, "price.outcome": priced.outcome },
      });
      const { seller } = offer;
      return { offerId, bidder, instance, seller, elapsedMs, ...priced };
    } catch (thrown) {
      const { code } = AuctionError.from(thrown);
      events.priced(bidder, code, round(clock.now() - beganAtMs));
      span?.end({ endMs: clock.wall(), error: code });
      throw thrown;
    }
  }

  /** OFFERS-2 */
  #spanOf(bidder: string, { transport, traceparent }: PriceCaller): TracedSpan | undefined {
    const { tracing, clock } = this.#ports;
    return tracing?.start("price", {
      kind: "server",
      parent: traceparent,
      startMs: clock.wall(),
      attributes: { "auction.bidder": bidder, "auction.transport": transport },
    });
  }

  /** OFFERS-1 */
  #live(offerId: string): LiveOffer {
    const { ledger, clock } = this.#ports;
    const found = ledger.offer(offerId);
    if (found === undefined) throw offerNotKept(offerId);
    const { account, offer: kept, keptUntilMs } = found;
    const winner = winnerOf(kept);
    const { expiresAtMs } = winner.offer;
    if (expiresAtMs <= clock.wall())
      throw new AuctionError(
        "offer-expired",
        `the offer expired at ${new Date(expiresAtMs).toISOString()}; search again for a new one`,
      );
    return { account, kept, winner, expiresAtMs: Math.min(expiresAtMs, keptUntilMs) };
  }
}

export function offerNotKept(offerId: string): AuctionError {
  return new AuctionError("not-found", notFoundText(offerId));
}

function notFoundText(offerId: string): string {
  return partsOfOfferId(offerId) === undefined
    ? `'${quoted(offerId)}' is not the id of an offer, which has ${LIMITS.offerIdLength} characters of A-Z a-z 0-9 _ -`
    : `no offer '${quoted(offerId)}' is kept here; the gateway that answered a search keeps its offers for ${LEDGER_LIMITS.keepMs / 60_000} minutes`;
}
