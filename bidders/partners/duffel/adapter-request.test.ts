import { describe, expect, test } from "@jest/globals";
import type { FlightSearch } from "../../../proto/messages.ts";
import { partner, SEARCH } from "../../../test/fixtures/partners/partner.ts";
import { duffel } from "./adapter.ts";

const PARTNER = partner({ name: "duffel", token: "secret" });

describe("the request", () => {
  test("states the whole search in Duffel's terms", () => {
    const search: FlightSearch = {
      ...SEARCH,
      slices: [
        ...SEARCH.slices,
        { origin: "JFK", destination: "LHR", departureDate: "2026-12-22" },
      ],
      passengers: { adults: 2, children: 1, infants: 1 },
      cabin: "premium_economy",
      maxStops: 1,
    };
    const request = duffel.request(search, PARTNER, { supplierTimeoutMs: 5_000.7, cursor: null });
    expect(request).toMatchObject({
      method: "POST",
      path: "/air/offer_requests?return_offers=true&supplier_timeout=5000",
    });
    expect(request.headers).toMatchObject({
      authorization: "Bearer secret",
      "duffel-version": "v2",
      "content-type": "application/json",
    });
    expect(JSON.parse(request.body ?? "")).toEqual({
      data: {
        slices: [
          { origin: "LHR", destination: "JFK", departure_date: "2026-12-15" },
          { origin: "JFK", destination: "LHR", departure_date: "2026-12-22" },
        ],
        passengers: [{ type: "adult" }, { type: "adult" }, { age: 11 }, { age: 1 }],
        cabin_class: "premium_economy",
        max_connections: 1,
      },
    });
  });

  const dataOf = (search: Partial<FlightSearch>, params?: unknown) => {
    const page = { supplierTimeoutMs: 600, cursor: null, params };
    return JSON.parse(duffel.request({ ...SEARCH, ...search }, PARTNER, page).body ?? "").data;
  };

  test("the ages of children and infants are those of the search", () => {
    const passengers = { adults: 1, children: 2, infants: 1, ages: [12, 7, 0] };
    expect(dataOf({ passengers }).passengers).toEqual([
      { type: "adult" },
      { age: 12 },
      { age: 7 },
      { age: 0 },
    ]);
  });

  test("time windows are passed on, but for those that cross midnight", () => {
    const [slice] = SEARCH.slices as [FlightSearch["slices"][number]];
    const morning = { fromMinute: 365, toMinute: 720 };
    const night = { fromMinute: 1_320, toMinute: 60 };
    const slices = [
      { ...slice, departure: morning, arrival: night },
      { ...slice, arrival: morning },
    ];
    const texts = { from: "06:05", to: "12:00" };
    const sent = { origin: "LHR", destination: "JFK", departure_date: "2026-12-15" };
    expect(dataOf({ slices }).slices).toEqual([
      { ...sent, departure_time: texts },
      { ...sent, arrival_time: texts },
    ]);
  });

  test("a caller's accounts and corporate codes are in Duffel's fields", () => {
    const params = duffel.params(PARTNER).parse({
      travellers: [
        null,
        {
          givenName: "Amelia",
          familyName: "Earhart",
          loyaltyProgrammeAccounts: [{ airline: "BA", accountNumber: "12901014" }],
        },
      ],
      privateFares: [
        { airline: "QF", corporateCode: "FLX53", trackingReference: "ABN:2345678" },
        { airline: "UA", corporateCode: "1234", tourCode: "578DFL" },
        { airline: "QF", corporateCode: "FLX54" },
      ],
    });
    const passengers = { adults: 1, children: 1, infants: 0 };
    expect(dataOf({ passengers }, params)).toMatchObject({
      passengers: [
        { type: "adult" },
        {
          age: 11,
          given_name: "Amelia",
          family_name: "Earhart",
          loyalty_programme_accounts: [{ airline_iata_code: "BA", account_number: "12901014" }],
        },
      ],
      private_fares: {
        QF: [
          { corporate_code: "FLX53", tracking_reference: "ABN:2345678" },
          { corporate_code: "FLX54" },
        ],
        UA: [{ corporate_code: "1234", tour_code: "578DFL" }],
      },
    });
  });

  test("accounts of more travellers than travel are not asked for", () => {
    const reason = (travellers: readonly null[]) =>
      duffel.unsupportedReason?.(SEARCH, PARTNER, { travellers });
    expect({ one: reason([null]), two: reason([null, null]) }).toEqual({
      one: undefined,
      two: "has accounts of 2 travellers, and 1 travel",
    });
  });

  test.each([
    [550, 2_000],
    [2_000, 2_000],
    [9_999.9, 9_999],
    [100_000, 60_000],
  ])("a supplier timeout of %s ms is sent as %s: Duffel ignores what is not within 2-60 s", (asked, sent) => {
    expect(
      duffel.request(SEARCH, PARTNER, { supplierTimeoutMs: asked, cursor: null }).path,
    ).toContain(`&supplier_timeout=${sent}`);
  });

  test.each([
    [0, 0],
    [2, 2],
    [3, 2],
  ])("at most %s stops are asked for as max_connections %s", (maxStops, sent) => {
    const { body } = duffel.request({ ...SEARCH, maxStops }, PARTNER, {
      supplierTimeoutMs: 600,
      cursor: null,
    });
    expect(JSON.parse(body ?? "").data.max_connections).toBe(sent);
  });
});
