/** What the partners' tests begin with: a search, a partner, and answers in Duffel's shape, each made in one place. */
import type { FlightSearch } from "../../proto/messages.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import type { PartnerConfig } from "../kit/bidder.ts";
import { OFFERS_READ_MAX, type PageReading } from "./adapter.ts";
import { type PartnerEntry, partnerEntry, partnerOf } from "./settings.ts";

export const SEARCH: FlightSearch = flightSearch({
  slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-15" }],
  policy: { deadlineMs: 800, quorum: null, required: [] },
});
export const NEVER = new AbortController().signal;
export const NOW = Date.parse("2026-11-20T10:00:00Z");

/** An entry of the partners' file as its defaults make it, and what is told otherwise. */
export function partner(entry: Partial<PartnerEntry> = {}, over: Partial<PartnerConfig> = {}): PartnerConfig {
  const written = { name: "one", adapter: "duffel", url: "http://127.0.0.1:1", token: "t", concurrencyMax: 4, ...entry };
  return { ...partnerOf(partnerEntry.parse(written)), ...over };
}

/** The first page of an answer to the search. */
export function reading(over: Partial<PageReading> = {}): PageReading {
  return { search: SEARCH, cursor: null, offersMax: OFFERS_READ_MAX, mapping: null, secret: "", nowMs: NOW, endsAtMs: NOW, ...over };
}

/** BA117, as Duffel writes a segment. */
export function duffelSegment(over: object = {}): object {
  return {
    origin: { iata_code: "LHR" },
    destination: { iata_code: "JFK" },
    departing_at: "2026-12-15T08:30:00",
    arriving_at: "2026-12-15T11:05:00",
    duration: "PT7H35M",
    marketing_carrier: { iata_code: "BA" },
    marketing_carrier_flight_number: "117",
    ...over,
  };
}

export function duffelOffer(over: object = {}, slice: object = {}): object {
  return {
    id: "off_1",
    live_mode: true,
    total_amount: "300.00",
    total_currency: "USD",
    expires_at: "2027-01-01T00:00:00Z",
    owner: { name: "One" },
    slices: [{ segments: [duffelSegment()], ...slice }],
    ...over,
  };
}

/** So many offers, of `Owner 0`, `Owner 1` …, at 300, 301 … dollars. */
export function duffelOffers(count: number, first = 0): object[] {
  return Array.from({ length: count }, (_, i) =>
    duffelOffer({ id: `off_${first + i}`, total_amount: `${300 + first + i}.00`, owner: { name: `Owner ${first + i}` } }),
  );
}

/** An answer to an offer request; a page of offers, when it is a list. */
export function duffelAnswer(data: object, meta?: object): string {
  return JSON.stringify({ data, ...(meta === undefined ? {} : { meta }) });
}
