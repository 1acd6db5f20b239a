/**
 * The offers of results that the ledger keeps, by their ids.
 *
 * OFFERS-1 An offer is found as long as the ledger keeps its search and it has not expired. After
 *    that the error says which of the two has ended, as long as that is known.
 */
import type { Clock } from "../../common/runtime/clock.ts";
import { AuctionError } from "../../proto/errors.ts";
import { LIMITS } from "../../proto/limits.ts";
import type { Itinerary, Passengers } from "../../proto/messages.ts";
import type { Account } from "../auction/account.ts";
import { type KeptOffer, winnerOf } from "../auction/account-result.ts";
import { LEDGER_LIMITS, type Ledger } from "../auction/ledger.ts";
import { partsOfOfferId } from "../auction/offer-ids.ts";
import type { Winner } from "../auction/winners.ts";
import { quoted } from "../search/problem.ts";

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

interface OfferServicePorts {
  readonly ledger: Pick<Ledger, "offer">;
  readonly clock: Clock;
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

  /** OFFERS-1 */
  #live(offerId: string): LiveOffer {
    const { ledger, clock } = this.#ports;
    const found = ledger.offer(offerId);
    if (found === undefined) throw new AuctionError("not-found", notFoundText(offerId));
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

function notFoundText(offerId: string): string {
  return partsOfOfferId(offerId) === undefined
    ? `'${quoted(offerId)}' is not the id of an offer, which has ${LIMITS.offerIdLength} characters of A-Z a-z 0-9 _ -`
    : `no offer '${quoted(offerId)}' is kept here; the gateway that answered a search keeps its offers for ${LEDGER_LIMITS.keepMs / 60_000} minutes`;
}
