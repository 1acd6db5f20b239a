/** The requests to Duffel: for offers, for another page of them, and for one offer by its id. */
import type { FlightSearch, SearchSlice } from "../../../proto/messages.ts";
import { type PageRequest, type PartnerRequest, pathUnder } from "../adapter.ts";
import { type AskedSlice, askedSlices } from "../asked-places.ts";
import { agesOf } from "../offers/ages.ts";
import { windowTexts } from "../offers/window-texts.ts";
import type { PartnerConfig } from "../partner-config.ts";
import { accountFields, type DuffelParams, privateFareFields } from "./params.ts";

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

export function request(
  search: FlightSearch,
  partner: PartnerConfig,
  { supplierTimeoutMs, cursor, offerId, params }: PageRequest,
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
        slices: askedSlices(search, true).map((ends, i) => sliceFields(ends, search.slices[i])),
        passengers: passengers(search, params as DuffelParams | undefined),
        cabin_class: search.cabin,
        max_connections: Math.min(search.maxStops, MAX_CONNECTIONS),
        ...privateFareFields((params as DuffelParams | undefined)?.privateFares),
      },
    }),
  };
}

function sliceFields(
  { origin, destination, departureDate }: AskedSlice,
  slice: SearchSlice | undefined,
): object {
  const leaves = windowTexts(slice?.departure);
  const lands = windowTexts(slice?.arrival);
  return {
    origin,
    destination,
    departure_date: departureDate,
    ...(leaves === undefined ? {} : { departure_time: leaves }),
    ...(lands === undefined ? {} : { arrival_time: lands }),
  };
}

/** Duffel accepts `type: adult` for adults and requires the age of all others. */
function passengers({ passengers: who }: FlightSearch, params: DuffelParams | undefined): object[] {
  const { children, infants } = agesOf(who);
  const all = [
    ...Array.from({ length: who.adults }, () => ({ type: "adult" })),
    ...[...children, ...infants].map((age) => ({ age })),
  ];
  return all.map((one, i) => ({ ...one, ...accountFields(params?.travellers?.[i]) }));
}

/** Duffel would refuse accounts of those who do not travel. */
export function unsupportedReason(
  { passengers: { adults, children, infants } }: FlightSearch,
  _: PartnerConfig,
  params?: unknown,
): string | undefined {
  const named = (params as DuffelParams | undefined)?.travellers?.length ?? 0;
  const travel = adults + children + infants;
  return named <= travel ? undefined : `has accounts of ${named} travellers, and ${travel} travel`;
}
