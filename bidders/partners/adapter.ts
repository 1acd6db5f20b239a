/**
 * What an adapter is: how one kind of outside seller is asked, and how its answer is read. Two pure functions; connections,
 * patience, breakers and bulkheads are `client.ts`. A new adapter is one file, its line in `adapters.ts` and its name in the kit's
 * `PartnerConfig`; a new partner that speaks a known protocol is one entry of the configuration.
 */

import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import type { PartnerConfig } from "../kit/bidder.ts";

/** One HTTP request, relative to the partner's URL. */
export interface PartnerRequest {
  readonly method: "GET" | "POST";
  /** With its query: `/air/offer_requests?return_offers=true`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a partner's answer came to. */
export interface PartnerOffers {
  readonly offers: readonly FlightOffer[];
  /** What is not sold, one line each: which offer, and why. */
  readonly refused: readonly string[];
}

export interface Adapter {
  /**
   * `supplierTimeoutMs` is how long the partner may take to answer, for protocols that can be told; it is a little less than the
   * time after which the call is aborted, so that a partner that keeps to it is heard.
   */
  request(search: FlightSearch, partner: PartnerConfig, supplierTimeoutMs: number): PartnerRequest;
  /**
   * Reads an answer's body, decoded but not parsed, in steps of one offer, so that whoever runs it may let the event loop turn.
   * Prices are parsed exactly or refused (A9); an offer that is not for the search is refused by name.
   * @throws AuctionError `partner-failed` when the body is no answer: not the protocol at all, not one offer in its shape, or an
   * error, whatever status it came with
   */
  offers(responseBody: string, search: FlightSearch): Generator<undefined, PartnerOffers>;
}

/** Offers read of one answer; what lies beyond is refused in one line (A6). */
export const OFFERS_READ_MAX = 1_000;

/** `refused 2 of 9 offers: off_1 costs '12.345', no amount of EUR; off_7 leaves on …` */
export function describeRefused({ offers, refused }: PartnerOffers): string {
  const more = refused.length > 2 ? `; and ${refused.length - 2} more` : "";
  return `refused ${refused.length} of ${offers.length + refused.length} offers: ${refused.slice(0, 2).join("; ")}${more}`;
}
