/** Answers as they are shown in the OpenAPI document. */

const price = { amount: 51_234, currency: "USD" };

const bidders = [
  {
    bidder: "nonstop",
    outcome: "answered",
    instance: "nonstop-7f3a",
    latencyMs: 12.1,
    offers: 5,
    reason: null,
    hedged: false,
  },
  {
    bidder: "partners",
    outcome: "silent",
    instance: null,
    latencyMs: null,
    offers: 0,
    reason: "no answer within 800 ms",
    hedged: false,
  },
];

const segment = {
  carrier: "BA",
  flightNumber: "BA117",
  origin: "LHR",
  destination: "JFK",
  departure: "2027-01-28T08:30",
  arrival: "2027-01-28T11:25",
  durationMinutes: 475,
  aircraft: "77W",
  cabin: "economy",
};

const seller = {
  bidder: "nonstop",
  seller: "BA",
  price,
  originalPrice: { amount: 40_120, currency: "GBP" },
  expiresAt: "2027-01-02T10:15:00.000Z",
  modelled: true,
  stale: false,
  fares: [],
};

const itinerary = {
  key: "BA117/2027-01-28",
  cost: 74_984,
  price,
  durationMinutes: 475,
  stops: 0,
  slices: [{ durationMinutes: 475, segments: [segment] }],
  similar: 0,
  sellers: [seller],
};

export const RESULT_EXAMPLES = [
  {
    searchId: "q0mXS-1bYxsVdGkP",
    endedBy: "deadline",
    partial: true,
    elapsedMs: 800.4,
    deadlineMs: 800,
    itineraries: [itinerary],
    bidders,
  },
];

const cell = {
  departureDate: "2027-01-28",
  state: "exact",
  price,
  itinerary: "BA117/2027-01-28",
  seller: "BA",
  bidder: "nonstop",
};

export const CALENDAR_RESULT_EXAMPLES = [
  {
    searchId: "q0mXS-1bYxsVdGkP",
    endedBy: "complete",
    partial: false,
    elapsedMs: 64.2,
    deadlineMs: 1_400,
    days: { from: "2027-01-28", to: "2027-01-28" },
    cells: [cell],
    bidders: bidders.slice(0, 1),
  },
];

export const PROBLEM_EXAMPLES = [
  {
    type: "about:blank",
    title: "Bad Request",
    status: 400,
    code: "invalid-search",
    detail: "the search has a fault: slices[0].origin no airport or city has the code XQZ",
    errors: [{ path: "slices[0].origin", message: "no airport or city has the code XQZ" }],
  },
];

export const SEARCH_STREAM_EXAMPLES = [
  'event: opened\ndata: {"searchId":"q0mXS-1bYxsVdGkP","deadlineMs":800,"expected":["nonstop"]}\n\nevent: error\ndata: {"type":"about:blank","title":"Service Unavailable","status":503,"code":"no-broker","detail":"the broker is away"}\n\n',
];
