/**
 * The adapter to Duffel's Flights API v2: one `POST /air/offer_requests?return_offers=true` a
 * search. Where its answer has no offers, or not all of them, the rest is read in pages, cheapest
 * first: `GET /air/offers?offer_request_id=…&after=…`. One offer is priced again by
 * `GET /air/offers/…`.
 *
 * The seller of an offer is its owner's name (`British Airways`): Duffel only transmits the offer;
 * the traveller deals with the owner. An offer made in Duffel's test mode (`live_mode: false`) has
 * an invented price, so it is marked `modelled`. A `partial` offer is a part of a journey, and not
 * sold. Offers of one itinerary in several fare brands become one offer with its fares
 * (`offers/fares.ts`).
 *
 * Not read, since nothing is booked here: `passenger_identity_documents_required`,
 * `payment_requirements`, `available_services`. A flight is named by its marketing carrier and
 * number, as with all our sellers; its operating carrier is stated where it is another one.
 */

import type { Adapter } from "../adapter.ts";
import { offers } from "./answer.ts";
import { duffelParams } from "./params.ts";
import { request, unsupportedReason } from "./request.ts";

export const duffel: Adapter = {
  params: () => duffelParams,
  unsupportedReason,
  knowsCities: () => true,
  canPrice: () => true,
  request,
  offers,
};
