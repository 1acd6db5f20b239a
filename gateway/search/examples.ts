/** Requests as they are shown in the OpenAPI document. */

export const SEARCH_EXAMPLES = [
  { slices: [{ origin: "LHR", destination: "JFK", departureDate: "2027-01-28" }] },
  {
    slices: [
      {
        origin: "LON",
        destination: "BKK",
        departureDate: { from: "2027-01-28", to: "2027-01-30" },
      },
      { origin: "BKK", destination: { airport: "LHR", nearbyKm: 100 } },
    ],
    stayNights: { min: 12, max: 14 },
    passengers: { adults: 2, children: 1, ages: [9] },
    cabin: "premium_economy",
    currency: "EUR",
    bags: { checked: 1 },
    policy: { deadlineMs: 2_000, quorum: "67%", required: ["nonstop"] },
  },
];

export const CALENDAR_EXAMPLES = [
  { origin: "LHR", destination: "JFK", month: "2027-01", stayNights: { min: 6, max: 8 } },
];

export const PRICE_EXAMPLES = [{ deadlineMs: 3_000 }];
