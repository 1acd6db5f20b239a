import { describe, expect, test } from "@jest/globals";
import { flightOffer, flightSearch } from "../../test/harness/offers.ts";
import { AGENCIES, type Agency } from "./agencies.ts";
import { offerRequestBody, readOfferRequest, supplierTimeoutMs } from "./protocol.ts";
import { tripsBody } from "./trips.ts";

const NOW = Date.parse("2026-11-20T10:00:00Z");
const SLICE = { origin: "LHR", destination: "JFK", departure_date: "2026-12-15" };
const BACK = { origin: "JFK", destination: "LHR", departure_date: "2026-12-22" };
const body = (over: object = {}) => ({
  data: { slices: [SLICE], passengers: [{ type: "adult" }], ...over },
});

describe("an offer request", () => {
  test("becomes a search, with Duffel's defaults", () => {
    expect(readOfferRequest(body(), NOW)).toMatchObject({
      search: {
        slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-15" }],
        passengers: { adults: 1, children: 0, infants: 0 },
        cabin: "economy",
        maxStops: 1,
      },
    });
  });

  test("ages make adults, children and infants", () => {
    const passengers = [
      { type: "adult" },
      { age: 12 },
      { age: 11 },
      { age: 2 },
      { age: 1 },
      { type: "infant_without_seat" },
      { type: "child" },
    ];
    expect(readOfferRequest(body({ passengers }), NOW)).toMatchObject({
      search: { passengers: { adults: 2, children: 3, infants: 2 } },
    });
  });

  test("every fault is named at once, with a pointer to it", () => {
    const bad = {
      data: {
        slices: [{ ...SLICE, origin: "lhr", departure_date: "2026-02-30" }],
        passengers: [],
        cabin_class: "steerage",
        pets: 1,
      },
    };
    const read = readOfferRequest(bad, NOW);
    const errors = "errors" in read ? read.errors : [];
    expect(errors.map((e) => e.source?.pointer).sort()).toEqual([
      "/data",
      "/data/cabin_class",
      "/data/passengers",
      "/data/slices/0/departure_date",
      "/data/slices/0/origin",
    ]);
    expect(errors.every((e) => e.type === "validation_error")).toBe(true);
  });

  test.each([
    ["nothing", undefined, "/"],
    ["no data", {}, "/data"],
    ["no slices", body({ slices: [] }), "/data/slices"],
    ["seven slices", body({ slices: Array.from({ length: 7 }, () => SLICE) }), "/data/slices"],
    [
      "equal ends",
      body({ slices: [{ ...SLICE, destination: "LHR" }] }),
      "/data/slices/0/destination",
    ],
    [
      "a past date",
      body({ slices: [{ ...SLICE, departure_date: "2026-11-18" }] }),
      "/data/slices/0/departure_date",
    ],
    [
      "a date that no timetable knows",
      body({ slices: [{ ...SLICE, departure_date: "2100-01-01" }] }),
      "/data/slices/0/departure_date",
    ],
    [
      "the last date there is",
      body({ slices: [{ ...SLICE, departure_date: "9999-12-31" }] }),
      "/data/slices/0/departure_date",
    ],
    ["slices out of order", body({ slices: [BACK, SLICE] }), "/data/slices/1/departure_date"],
    [
      "ten passengers",
      body({ passengers: Array.from({ length: 10 }, () => ({ type: "adult" })) }),
      "/data/passengers",
    ],
    ["a child alone", body({ passengers: [{ age: 9 }] }), "/data/passengers"],
    [
      "more infants than adults",
      body({ passengers: [{ type: "adult" }, { age: 0 }, { age: 1 }] }),
      "/data/passengers",
    ],
    [
      "a passenger with type and age",
      body({ passengers: [{ type: "adult", age: 30 }] }),
      "/data/passengers/0",
    ],
    ["three connections", body({ max_connections: 3 }), "/data/max_connections"],
  ])("%s is refused", (_, request, pointer) => {
    const read = readOfferRequest(request, NOW);
    expect("errors" in read ? read.errors.map((e) => e.source?.pointer) : []).toEqual([pointer]);
  });
});

test.each([
  ["2000", 2_000],
  ["60000", 60_000],
  ["1999", 20_000],
  ["60001", 20_000],
  ["soon", 20_000],
  [undefined, 20_000],
])("with supplier_timeout %p the sandbox waits %s ms at most", (asked, waits) => {
  expect(supplierTimeoutMs({ supplier_timeout: asked })).toBe(waits);
});

describe("the cabin of each flight of a mixed offer is named", () => {
  const search = flightSearch({ cabin: "business" });
  const offers = [flightOffer(search, { stops: 1, cabins: ["economy", undefined] })];
  const valuesOf = (body: object, name: string) =>
    [...JSON.stringify(body).matchAll(new RegExp(`"${name}":"(\\w+)"`, "g"))].map(([, its]) => its);

  test("in Duffel's protocol", () =>
    expect(valuesOf(offerRequestBody(search, offers, "r", NOW), "cabin_class")).toEqual([
      "business", // of the request
      "economy",
      "business",
    ]));

  test("in the protocol of its own", () =>
    expect(valuesOf(tripsBody(AGENCIES[0] as Agency, search, offers, null), "class")).toEqual([
      "Y",
      "C",
    ]));
});
