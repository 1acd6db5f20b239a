/** The result of a search, and the events before it: messages of package `auction`. */
import { ENDED_BY, OUTCOMES } from "../closed-sets.ts";
import { LIMITS } from "../limits.ts";
import { cabin, fare, money, offerSlices, selfTransfers } from "./offer.ts";
import {
  bool,
  double,
  field,
  instant,
  int64,
  leftOut,
  list,
  message,
  nullable,
  text,
  uint32,
  words,
} from "./schema.ts";

export const outcome = words(
  "Outcome",
  "How one expected bidder ended (A3: exactly one of these each).",
  OUTCOMES,
);
export const endedBy = words("EndedBy", "Why an auction stopped.", ENDED_BY);

export const sellerOffer = message(
  "SellerOffer",
  "an offer",
  "One seller's price for an itinerary.",
  {
    bidder: field(1, text(), "kind of the bidder that sent the offer"),
    seller: field(2, text()),
    price: field(3, money, "for all passengers together, in the search's currency"),
    originalPrice: field(4, money, "in the currency that the seller named"),
    expiresAt: field(5, instant, "from then on the price may be another"),
    modelled: field(6, bool, "the price comes from a fare model, not from a seller"),
    stale: field(
      7,
      bool,
      "an earlier bid for the same search, the fallback for a required bidder that did not answer",
    ),
    staleAgeMs: leftOut(
      field(8, uint32(), "milliseconds since that bid was received; only where it is stale"),
    ),
    fares: list(
      9,
      fare,
      "in the search's currency, cheapest first: the first is what `price` is for; empty when the seller states none; a fee for which there is no rate is null",
      { max: LIMITS.faresMax },
    ),
    selfTransfers: leftOut(selfTransfers(10)),
    mixedCabins: leftOut(
      field(
        11,
        bool,
        "true where it sells a segment in a lower cabin than the search asks for; absent elsewhere",
      ),
    ),
    cabins: leftOut(
      list(
        12,
        cabin,
        "the cabin of each segment, slice after slice; only where they are not those of the itinerary's `slices`",
        { max: LIMITS.slicesMax * LIMITS.segmentsASliceMax },
      ),
    ),
    offerId: leftOut(
      field(
        13,
        text(LIMITS.offerIdLength),
        "names the offer at /v1/offers/{offerId} from the result on, for five minutes at most and not beyond `expiresAt`",
      ),
    ),
  },
);

export const nearbyAirport = message(
  "NearbyAirport",
  "a nearby airport",
  "An airport that was not named, but is near one that was.",
  {
    airport: field(1, text(), "IATA code"),
    km: field(2, uint32(), "great-circle distance from the nearest airport that was named"),
  },
);

export const co2Estimate = message(
  "Co2Estimate",
  "an estimate of emissions",
  "What the flights of an itinerary emit for one traveller: an estimate, never a measurement.",
  {
    kg: field(1, uint32(), "CO2 of the fuel for one traveller, in the cabins of `slices`"),
    method: field(2, text(), "by which published method"),
  },
);

export const namedCode = message("NamedCode", "a name", "What a code stands for.", {
  code: field(1, text(), "IATA"),
  name: field(2, text()),
});

export const names = message(
  "Names",
  "names",
  "What the codes of the itineraries stand for, each once; one that is not known is left out.",
  { carriers: list(1, namedCode), airports: list(2, namedCode) },
);

export const itinerary = message(
  "Itinerary",
  "an itinerary",
  "The flights and dates alone, with all sellers that offer them.",
  {
    key: field(1, text(), "the same for all sellers of the same flights"),
    cost: field(
      2,
      int64,
      "price + value of time + penalties, in minor units of the search's currency: what offers are ranked by",
    ),
    price: field(3, money, "of the cheapest seller, for all passengers together"),
    durationMinutes: field(4, uint32(), "sum over slices"),
    stops: field(5, uint32(), "connections, sum over slices"),
    slices: offerSlices(6),
    similar: field(
      8,
      uint32(LIMITS.similarMax),
      "near-identical itineraries that were collapsed into this one, the most that any of its sellers counted; a search with `similar` shows them",
    ),
    sellers: list(7, sellerOffer, "cheapest first"),
    inconvenienceCost: leftOut(
      field(
        9,
        int64,
        "the part of `cost` for waits at night, departures before 05:00, changes to another alliance and long detours, under `sort=best`; only where there is any",
      ),
    ),
    nearby: leftOut(
      list(
        10,
        nearbyAirport,
        "airports at the ends of its slices that are right because they are near, each once; only where there are any",
        { max: 2 * LIMITS.slicesMax },
      ),
    ),
    differentAirports: leftOut(
      field(
        11,
        bool,
        "true where it leaves from another airport of a place than it arrived at, or comes back to another one than it left from; absent elsewhere",
      ),
    ),
    co2Estimate: leftOut(field(12, co2Estimate, "only for a search with `details`")),
  },
);

export const bidderReport = message(
  "BidderReport",
  "a bidder's report",
  "How one expected bidder ended.",
  {
    bidder: field(1, text(), "kind of the bidder"),
    outcome: field(2, outcome),
    instance: nullable(field(3, text(), "the process that answered; null: none did")),
    latencyMs: nullable(
      field(4, double, "milliseconds from the call to the final bid; null: there is none"),
    ),
    offers: field(5, uint32(), "offers that it sent"),
    reason: nullable(field(6, text(), "why it ended so, in words; null: there is nothing to add")),
    hedged: field(7, bool, "the call was sent to a second instance too"),
  },
);

export const expectedGain = message(
  "ExpectedGain",
  "an expected gain",
  "How much cheaper the best offer was expected to become, by the search's objective.",
  {
    amount: field(1, int64, "minor units"),
    currency: field(2, text(), "ISO 4217: the search's"),
    low: field(3, int64, "the expectation lies between `low` and `high` in 95 of 100 cases"),
    high: field(4, int64),
  },
);

export const waitingValue = message(
  "WaitingValue",
  "what waiting is worth",
  "Why an auction stopped whose policy is `value`: what it would have cost to wait, and what that was expected to bring.",
  {
    expectedGain: field(1, expectedGain),
    waitMs: field(2, double, "milliseconds that the auction would have waited for it, as expected"),
    pricePerSecond: field(3, money, "what the search would pay for a second less"),
  },
);

export const searchResult = message("SearchResult", "a result", "The result of a search.", {
  searchId: field(1, text(), "the id that callers get; bidders are sent another"),
  endedBy: field(2, endedBy),
  partial: field(3, bool, "true when an expected bidder is missing from the result"),
  elapsedMs: field(4, double, "milliseconds from the search's acceptance to its result"),
  deadlineMs: field(5, uint32(), "milliseconds that the search had"),
  itineraries: list(6, itinerary, "in rank order"),
  bidders: list(7, bidderReport, "one each expected bidder"),
  names: leftOut(field(10, names, "only for a search with `details`")),
  arm: leftOut(
    field(11, text(), "the arm of an experiment that it belongs to; only where there is one"),
  ),
  waiting: leftOut(field(12, waitingValue, "only where it ended by `not-worth-waiting`")),
});

export const opened = message(
  "Opened",
  "an event",
  "The first event of a search in progress: the call for bids is sent.",
  {
    searchId: field(1, text(), "the id that callers get"),
    deadlineMs: field(2, uint32(), "milliseconds that the search has"),
    expected: list(3, text(), "kinds of the bidders that the auction waits for"),
  },
);

export const snapshot = message(
  "Snapshot",
  "an event",
  "An event of a search in progress: the best so far.",
  { itineraries: list(1, itinerary, "in rank order") },
);

/** Package `auction`: in the order of the .proto file. */
export const RESULT_MESSAGES = [
  outcome,
  endedBy,
  sellerOffer,
  nearbyAirport,
  co2Estimate,
  namedCode,
  names,
  itinerary,
  bidderReport,
  expectedGain,
  waitingValue,
  searchResult,
  opened,
  snapshot,
];
