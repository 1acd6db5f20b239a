/**
 * What a seller offers: the messages of package `flights` that offers and results share.
 *
 * Rules that hold for every message: money is an integer in the currency's minor unit beside its
 * ISO 4217 code (A9); durations are whole minutes; times of day are local to their airport.
 */
import { BRANDS, CABINS } from "../closed-sets.ts";
import { LIMITS } from "../limits.ts";
import {
  bool,
  epoch,
  field,
  int64,
  leftOut,
  list,
  message,
  named,
  nullable,
  text,
  uint32,
  words,
} from "./schema.ts";

export const money = message("Money", "money", "An amount of one currency.", {
  amount: field(1, int64, "minor units"),
  currency: field(2, text(), "ISO 4217"),
});

const localTime = (number: number, of: string) =>
  field(number, text(), `YYYY-MM-DDTHH:mm, local to the ${of}`);

export const cabin = words(
  "Cabin",
  "Cabins, from the lowest to the highest. Searches use them too.",
  CABINS,
);

export const segment = message("Segment", "a segment", "One flight from one airport to the next.", {
  carrier: field(1, text(), "IATA airline code"),
  flightNumber: field(2, text(), "with the carrier: BA117"),
  origin: field(3, text(), "IATA airport code"),
  destination: field(4, text(), "IATA airport code"),
  departure: localTime(5, "origin"),
  arrival: localTime(6, "destination"),
  durationMinutes: field(7, uint32()),
  aircraft: field(8, text(), "IATA or ICAO type; empty when not known"),
  originTerminal: leftOut(field(9, text(), "5; absent when not known")),
  destinationTerminal: leftOut(field(10, text(), "2E; absent when not known")),
  cabin: leftOut(
    field(
      11,
      cabin,
      "the cabin that it is sold in; absent in an offer: the one that the search asks for; a result always names it",
    ),
  ),
  operatingCarrier: leftOut(
    field(
      12,
      text(LIMITS.codeLengthMax),
      "IATA code of the carrier that flies it; absent: `carrier`, or not known",
    ),
  ),
});

export const offerSlice = message("OfferSlice", "a slice", "One direction of the journey.", {
  durationMinutes: field(1, uint32(), "first departure to last arrival, waiting included"),
  segments: list(2, segment, "in the order of travel", { min: 1, max: LIMITS.segmentsASliceMax }),
});

export const brand = words(
  "Brand",
  "Fare families by what they are, whatever each seller calls them.",
  BRANDS,
);

export const condition = message(
  "Condition",
  "a condition",
  "What a change or a refund before departure takes.",
  {
    allowed: field(1, bool),
    fee: nullable(
      field(2, money, "for the whole party; null: not stated; amount 0: free of charge"),
    ),
  },
);

const bags = (number: number) =>
  nullable(field(number, uint32(LIMITS.bagsMax), "pieces a traveller; null: not stated"));
const beforeDeparture = (number: number) =>
  nullable(field(number, condition, "before departure; null: not stated"));

export const sellerReference = message(
  "SellerReference",
  "a reference",
  "What a seller itself calls an offer, for those who order through the seller's own API.",
  {
    partner: field(
      1,
      text(LIMITS.referenceLengthMax),
      "the seller's API, as the bidder's configuration names it",
    ),
    id: field(2, text(LIMITS.referenceLengthMax), "the id of the offer there"),
  },
);

export const travellerPrices = message(
  "TravellerPrices",
  "prices of travellers",
  "What one traveller of each age group pays, as the seller says: never a share that is computed.",
  {
    adult: leftOut(field(1, money)),
    child: leftOut(field(2, money, "absent: no child travels")),
    infant: leftOut(field(3, money, "absent: no infant travels")),
  },
);

export const fare = message(
  "Fare",
  "a fare",
  "One way to buy the same seats: a fare family with its conditions.",
  {
    brand: nullable(field(1, brand, "null: only the seller's own name for it is known")),
    name: field(2, text(LIMITS.fareTextLengthMax), "the seller's own: Economy Light"),
    price: field(3, money, "for all passengers together, in the offer's currency"),
    bookingClass: field(
      4,
      text(LIMITS.fareTextLengthMax),
      "one letter a segment, separated by commas; empty when not stated",
    ),
    cabinBags: bags(5),
    checkedBags: bags(6),
    change: beforeDeparture(7),
    refund: beforeDeparture(8),
    link: leftOut(
      field(
        9,
        text(LIMITS.linkLengthMax),
        "where the seller sells it: an https URL; absent: not known",
      ),
    ),
    reference: leftOut(field(10, sellerReference, "absent: not known")),
    base: leftOut(
      field(11, money, "the part of `price` that is no tax; absent where the seller does not say"),
    ),
    taxes: leftOut(field(12, money, "what `base` leaves of `price`; beside `base` only")),
    perTraveller: leftOut(field(13, travellerPrices)),
  },
);

/** The slices of an offer or of an itinerary. */
export const offerSlices = (number: number) =>
  list(number, offerSlice, "as many as the search has, in its order", {
    min: 1,
    max: LIMITS.slicesMax,
  });

export const selfTransfers = (number: number) =>
  list(
    number,
    text(),
    "airports where the traveller changes from one ticket to another: collects bags, checks in again, and the next flight does not wait",
    { max: LIMITS.selfTransfersMax },
  );

export const flightOffer = message(
  "FlightOffer",
  "an offer",
  "The body of one offer: an itinerary from one seller.",
  {
    seller: field(1, text()),
    price: field(2, money, "for all passengers together"),
    expiresAtMs: named("expires_at", field(3, epoch, "epoch milliseconds")),
    modelled: field(4, bool, "the price comes from a fare model, not from a seller"),
    slices: offerSlices(5),
    fares: list(
      6,
      fare,
      "cheapest first; the first is the one that the price is for; empty when the seller states none",
      { max: LIMITS.faresMax },
    ),
    selfTransfers: selfTransfers(7),
    similar: field(
      8,
      uint32(LIMITS.similarMax),
      "near-identical itineraries that were collapsed into this one",
    ),
  },
);

/** Package `flights`: in the order of the .proto file. */
export const OFFER_MESSAGES = [
  money,
  cabin,
  segment,
  offerSlice,
  brand,
  condition,
  sellerReference,
  travellerPrices,
  fare,
  flightOffer,
];
