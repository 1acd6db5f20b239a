/** A JSON seller for tests, and its mapping: flat offers, one fare each, decimal prices. */
import { partner } from "../partner.fixture.ts";
import type { PartnerEntry } from "../settings.ts";
import type { JsonMapping, WrittenMapping } from "./mapping.ts";

type Change = { readonly [K in "request" | "answer"]?: object };

export const WRITTEN: WrittenMapping = {
  request: {
    method: "POST",
    path: "/search",
    body: {
      legs: { $each: "slices", item: { from: "{{origin}}", to: "{{destination}}", day: "{{departureDate}}" } },
      people: { $each: "travellers", item: "{{type}}" },
      cabin: "{{cabin}}",
      cursor: "{{cursor}}",
    },
  },
  answer: {
    error: "fault",
    offers: "result.items",
    offer: { id: "id", seller: "'Acme'", expiresAt: "until", slices: "legs" },
    slice: { segments: "flights" },
    segment: {
      carrier: "airline",
      number: "no",
      origin: "from",
      destination: "to",
      departure: "off",
      arrival: "on",
      duration: "takes",
      aircraft: "craft",
      cabin: "cabin",
    },
    fare: {
      price: { amount: "price.total", unit: "major", currency: "price.currency" },
      name: "family",
      bookingClass: "classes",
      cabinBags: "bags.hand",
      checkedBags: "bags.hold",
      change: { allowed: "change.ok", fee: "change.fee" },
      refund: { allowed: "refund.ok", fee: "refund.fee" },
    },
    pages: { kind: "cursor", next: "result.next" },
  },
};

/** The mapping with parts of `request` and `answer` exchanged. */
export function written({ request, answer }: Change = {}): WrittenMapping {
  return { request: { ...WRITTEN.request, ...request }, answer: { ...WRITTEN.answer, ...answer } } as WrittenMapping;
}

export function jsonPartner(change: Change = {}, entry: Partial<PartnerEntry> = {}) {
  return partner({ name: "acme", adapter: "json", mapping: written(change), ...entry });
}

export function mappingOf(change: Change = {}): JsonMapping {
  return jsonPartner(change).mapping as JsonMapping;
}

/** BA117, as this seller writes a flight. */
export function jsonFlight(over: object = {}): object {
  const times = { off: "2026-12-15T08:30:00", on: "2026-12-15T11:05:00", takes: 455 };
  return { airline: "BA", no: "117", from: "LHR", to: "JFK", ...times, craft: "772", cabin: "economy", ...over };
}

export function jsonOffer(over: object = {}): object {
  return {
    id: "A1",
    until: "2026-11-20T11:00:00Z",
    price: { total: "312.50", currency: "EUR" },
    legs: [{ flights: [jsonFlight()] }],
    ...over,
  };
}

export function jsonAnswer(items: unknown, more: object = {}): string {
  return JSON.stringify({ result: { items, ...more } });
}
