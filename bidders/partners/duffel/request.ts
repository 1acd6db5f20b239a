/** The requests to Duffel: for offers, for another page of them, and for one offer by its id. */
import type { FlightSearch, Passengers } from "../../../proto/messages.ts";
import { type PageRequest, type PartnerRequest, pathUnder } from "../adapter.ts";
import { askedSlices } from "../asked-places.ts";
import type { PartnerConfig } from "../partner-config.ts";

/**
 * Duffel ignores a `supplier_timeout` outside of these and uses its default, 20 s. A shorter time
 * limit is sent as the least that Duffel accepts.
 */
const SUPPLIER_TIMEOUT_MS = { min: 2_000, max: 60_000 };
/**
 * Duffel refuses more. Our searches may ask for 3: offers with 3 are then missing in its answer,
 * which is still right.
 */
const MAX_CONNECTIONS = 2;
/**
 * Duffel accepts `type: adult` for adults and requires the age of all others. A search does not
 * state ages, so a child is sent with the highest age of child fares (2-11), so that the price is
 * not too low; an infant is sent as 1 year old.
 */
const CHILD_AGE = 11;
const INFANT_AGE = 1;

export function request(
  search: FlightSearch,
  partner: PartnerConfig,
  { supplierTimeoutMs, cursor, offerId }: PageRequest,
): PartnerRequest {
  const headers = {
    authorization: `Bearer ${partner.token}`,
    "duffel-version": "v2",
    accept: "application/json",
    "accept-encoding": "gzip",
  };
  if (offerId !== undefined)
    return {
      method: "GET",
      path: pathUnder(partner, `/air/offers/${encodeURIComponent(offerId)}`),
      headers,
      body: null,
    };
  if (cursor !== null)
    return {
      method: "GET",
      path: pathUnder(partner, `/air/offers?${cursor}`),
      headers,
      body: null,
    };
  const supplierTimeout = Math.min(
    SUPPLIER_TIMEOUT_MS.max,
    Math.max(SUPPLIER_TIMEOUT_MS.min, Math.floor(supplierTimeoutMs)),
  );
  return {
    method: "POST",
    path: pathUnder(
      partner,
      `/air/offer_requests?return_offers=true&supplier_timeout=${supplierTimeout}`,
    ),
    headers: { ...headers, "content-type": "application/json" },
    body: JSON.stringify({
      data: {
        slices: askedSlices(search, true).map((s) => ({
          origin: s.origin,
          destination: s.destination,
          departure_date: s.departureDate,
        })),
        passengers: passengers(search.passengers),
        cabin_class: search.cabin,
        max_connections: Math.min(search.maxStops, MAX_CONNECTIONS),
      },
    }),
  };
}

function passengers(who: Passengers): object[] {
  return [
    ...Array.from({ length: who.adults }, () => ({ type: "adult" })),
    ...Array.from({ length: who.children }, () => ({ age: CHILD_AGE })),
    ...Array.from({ length: who.infants }, () => ({ age: INFANT_AGE })),
  ];
}
