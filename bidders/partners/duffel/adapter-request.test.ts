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
