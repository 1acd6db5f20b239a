/**
 * The mapping with which the partners bidder speaks to the agency of `trips.ts`: an example of one,
 * beside examples/partners.example.json.
 */
import type { WrittenMapping } from "../../bidders/partners/json/mapping.ts";

export const TRIPS_MAPPING: WrittenMapping = {
  request: {
    cities: true,
    method: "POST",
    path: "/trips/v3/search",
    auth: { kind: "header", name: "x-agency-key" },
    cabins: { economy: "Y", premium_economy: "W", business: "C", first: "F" },
    travellers: { adult: "ADT", child: "CHD", infant: "INF" },
    body: {
      journey: {
        $each: "slices",
        item: {
          from: "{{origin}}",
          to: "{{destination}}",
          on: "{{departureDate}}",
          leave_from: "{{departureFrom}}",
          leave_to: "{{departureTo}}",
        },
      },
      party: { $each: "travellers", item: { kind: "{{type}}", years: "{{age}}" } },
      class: "{{cabin}}",
      changes_max: "{{maxStops}}",
      quote_in: "{{currency}}",
      page_token: "{{cursor}}",
      sold_in: "{{market}}",
      tongue: "{{locale}}",
      account: "{{params.account}}",
    },
  },
  answer: {
    error: "problem.text || problem",
    offers: "trips",
    offer: {
      id: "ref",
      seller: "$answer.agency",
      expiresAt: "good_until",
      modelled: "$answer.demo",
      slices: "journey",
      fares: "tickets",
    },
    slice: { segments: "hops" },
    segment: {
      carrier: "airline",
      number: "flight",
      origin: "from.airport",
      destination: "to.airport",
      departure: "from.at",
      arrival: "to.at",
      duration: "minutes",
      aircraft: "plane",
      originTerminal: "from.hall",
      destinationTerminal: "to.hall",
      cabin: "class",
    },
    fare: {
      price: { amount: "coins", unit: "minor", currency: "$answer.quoted_in" },
      name: "family",
      bookingClass: "classes",
      cabinBags: "bags.cabin",
      checkedBags: "bags.hold",
      change: {
        allowed: "rules[?about=='change'] | [0].ok",
        fee: "rules[?about=='change'] | [0].coins",
      },
      refund: {
        allowed: "rules[?about=='refund'] | [0].ok",
        fee: "rules[?about=='refund'] | [0].coins",
      },
    },
    pages: { kind: "cursor", next: "page_token" },
  },
};
