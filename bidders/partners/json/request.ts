/** The request to an outside seller, as a mapping describes it. */

import type { FlightSearch } from "../../../proto/messages.ts";
import { type PageRequest, type PartnerRequest, pathUnder } from "../adapter.ts";
import { askedSlices } from "../asked-places.ts";
import { agesOf } from "../offers/ages.ts";
import { short } from "../offers/seller-values.ts";
import type { PartnerConfig } from "../partner-config.ts";
import { PartnerFailure } from "../partner-failure.ts";
import { printable } from "../printable.ts";
import { limitValues, windowValues } from "./limit-values.ts";
import type { JsonMapping } from "./mapping.ts";
import { paramValues } from "./params.ts";
import { fillJson, fillText, type TemplateValues, usesPlaceholder } from "./template.ts";
import { tripValues } from "./trip-values.ts";

/** Any age of an adult: a seller asks for one where its protocol has no word for adults. */
const ADULT_AGE = 30;

export function mappingOf(partner: Pick<PartnerConfig, "mapping" | "name">): JsonMapping {
  if (partner.mapping === null)
    throw new PartnerFailure(`${partner.name} has no mapping`, "unknown", "partner-internal");
  return partner.mapping;
}

export function unsupportedReason(
  { slices, cabin }: FlightSearch,
  partner: PartnerConfig,
): string | undefined {
  const { request } = mappingOf(partner);
  if (request.cabins[cabin] === undefined) return `cannot be asked for ${cabin}`;
  if (usesPlaceholder(request, "slices") || slices.length === 1) return undefined;
  const [out, back] = slices;
  const isReturn =
    slices.length === 2 && out?.origin === back?.destination && out?.destination === back?.origin;
  if (usesPlaceholder(request, "returnDate"))
    return isReturn ? undefined : "can be asked for one way and for there and back only";
  return "can be asked for one way only";
}

export function request(
  search: FlightSearch,
  partner: PartnerConfig,
  page: PageRequest,
): PartnerRequest {
  const { request: searched, answer, price } = mappingOf(partner);
  const asked = page.offerId === undefined ? searched : priceRequestOf(searched, price);
  const values = valuesOf(search, partner, page);
  const path = pathUnder(partner, fillText(asked.path, values, encodeURIComponent));
  const query = Object.entries(asked.query).map(
    ([name, text]) => [name, fillText(text, values)] as const,
  );
  const headers = Object.entries(asked.headers).map(
    ([name, text]) => [name.toLowerCase(), fillText(text, values)] as const,
  );
  const target = new URL(path, partner.url);
  for (const [name, text] of query) if (text !== "") target.searchParams.set(name, text);
  const isLink = answer.pages?.kind === "link" && page.cursor !== null;
  const url = isLink ? linked(page.cursor ?? "", target) : target;
  if (asked.auth.kind === "query") url.searchParams.set(asked.auth.name, partner.token);
  const hasBody = asked.body !== undefined && !isLink;
  return {
    method: isLink ? "GET" : asked.method,
    path: url.pathname + url.search,
    headers: {
      accept: "application/json",
      ...(hasBody ? { "content-type": "application/json" } : {}),
      ...Object.fromEntries(headers),
      ...(asked.auth.kind === "bearer" ? { authorization: `Bearer ${partner.token}` } : {}),
      ...(asked.auth.kind === "header" ? { [asked.auth.name.toLowerCase()]: partner.token } : {}),
      "accept-encoding": "gzip",
    },
    body: hasBody
      ? JSON.stringify(fillJson(asked.body, values, listsOf(search, mappingOf(partner))))
      : null,
  };
}

/** The headers and what the seller calls cabins are those of a search. */
function priceRequestOf(
  searched: JsonMapping["request"],
  price: JsonMapping["price"],
): JsonMapping["request"] {
  if (price === undefined)
    throw new PartnerFailure("its mapping has no price", "unknown", "partner-not-askable");
  const { method, path, query, body } = price;
  const { body: _, ...rest } = searched;
  return { ...rest, method, path, query, ...(body === undefined ? {} : { body }) };
}

/**
 * The page that a link names, on the host that was asked, by the same protocol. A seller must not
 * choose another host to which we send our token. @throws PartnerFailure
 */
function linked(link: string, asked: URL): URL {
  const url = URL.canParse(link, asked.href) ? new URL(link, asked.href) : undefined;
  if (url === undefined)
    throw new PartnerFailure(
      `its next page, '${short(link)}', is not a URL`,
      "unhealthy",
      "partner-bad-answer",
    );
  if (url.origin !== asked.origin || url.username + url.password !== "") {
    throw new PartnerFailure(
      `its next page is on another host, ${printable(url.origin, 80)}, which is not asked`,
      "unhealthy",
      "partner-bad-answer",
    );
  }
  return url;
}

function valuesOf(
  search: FlightSearch,
  partner: PartnerConfig,
  { supplierTimeoutMs, cursor, offerId, params }: PageRequest,
): TemplateValues {
  const { request, answer } = mappingOf(partner);
  const { adults, children, infants } = search.passengers;
  return {
    ...tripValues(askedSlices(search, request.cities), search.passengers),
    travellers: adults + children + infants,
    cabin: request.cabins[search.cabin] ?? null,
    currency: partner.currency ?? search.currency,
    maxStops: search.maxStops,
    timeoutMs: Math.max(1, Math.floor(supplierTimeoutMs)),
    cursor: answer.pages?.kind === "cursor" ? cursor : null,
    page: answer.pages?.kind === "number" ? Number(cursor ?? 1) : 1,
    token: partner.token,
    id: offerId ?? null,
    ...limitValues(search, partner.currency ?? search.currency),
    ...windowValues(search.slices[0]),
    ...paramValues(partner, params),
  };
}

export function knowsCities(partner: PartnerConfig): boolean {
  return mappingOf(partner).request.cities;
}

export function canPrice(partner: PartnerConfig): boolean {
  return mappingOf(partner).price !== undefined;
}

function listsOf(search: FlightSearch, { request }: JsonMapping) {
  const { adults } = search.passengers;
  const { children, infants } = agesOf(search.passengers);
  const travellers = (kind: "adult" | "child" | "infant", ages: readonly number[]) =>
    ages.map((age) => ({ type: request.travellers[kind] ?? kind, age }));
  return {
    slices: askedSlices(search, request.cities).map((ends, i) => ({
      ...ends,
      ...windowValues(search.slices[i]),
    })),
    travellers: [
      ...travellers(
        "adult",
        Array.from({ length: adults }, () => ADULT_AGE),
      ),
      ...travellers("child", children),
      ...travellers("infant", infants),
    ],
  };
}
