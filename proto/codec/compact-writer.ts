/**
 * Writes the body of a row: compact, where the itinerary key says all of an offer's flights that
 * a compact body leaves out, and otherwise whole.
 *
 * Tests: `round-trips.property.test.ts`, `row-offer.test.ts`.
 */
import { BRANDS, CABINS } from "../closed-sets.ts";
import { flightTimes } from "../flight-times.ts";
import { itineraryKey } from "../itinerary.ts";
import { carrierLength, isFlightNumberAt, threeLetters } from "../itinerary-key.ts";
import { LIMITS } from "../limits.ts";
import { wallClockMinutes } from "../local-time.ts";
import type {
  Condition,
  Fare,
  FlightOffer,
  Money,
  OfferSlice,
  Segment,
  SellerReference,
} from "../messages.ts";
import { type ByteWriter, bodyWriter } from "./byte-writer.ts";
import { numberOf } from "./guard.ts";
import { keySegment } from "./key-segments.ts";
import { encodeOffer } from "./offer.ts";
import { delimited, varint } from "./tags.ts";

/** What one pass over the flights of an offer gives for its row. */
interface EncodedOffer {
  readonly body: Uint8Array;
  /** The itinerary key. */
  readonly itinerary: string;
  /** Wall clock of the first departure, in minutes; NaN when it is not a time. */
  readonly departure: number;
}

/**
 * Whatever the number of its bytes: the bidder keeps the limits.
 *
 * @param isChecked no rule of itineraries was found broken by the step before, which left the times
 *   in `flightTimes` (TIMES-1)
 */
export function encodeRow(offer: FlightOffer, isChecked = false): EncodedOffer {
  if (canBeCompact(offer, isChecked && flightTimes.of === offer.slices)) {
    const { key, departure } = rowFacts;
    return {
      body: bodyWriter.written(writeCompact, offer),
      itinerary: key,
      departure: smallInteger(departure),
    };
  }
  return {
    body: encodeOffer(offer),
    itinerary: itineraryKey(offer.slices),
    departure: wallClockMinutes(offer.slices[0]?.segments[0]?.departure ?? ""),
  };
}

/**
 * The same number, as V8's small integer where it is one. As a double it makes an object for each
 * row, and a column of doubles, into which V8 then turns the other columns too.
 */
function smallInteger(value: number): number {
  const integer = value | 0;
  return integer === value ? integer : value;
}

/** The bytes of an offer for a row. */
export function encodeRowBody(offer: FlightOffer): Uint8Array {
  return encodeRow(offer).body;
}

const SEGMENTS_MAX = LIMITS.slicesMax * LIMITS.segmentsASliceMax;

/**
 * What a search of one offer finds out, for its writing. One for all: nothing waits between the two
 * steps of `encodeRow`. With a new one for each offer that takes 0.9 µs instead of 0.34.
 */
const rowFacts = {
  /** The same that `itineraryKey` makes: here the minutes of each departure are known already. */
  key: "",
  departure: Number.NaN,
  /** Arrival by the clock of the destination less departure by that of the origin, by segment. */
  clockMinutes: new Int32Array(SEGMENTS_MAX),
  segments: 0,
  hasAircraft: false,
  hasCarriers: false,
  hasTerminals: false,
  hasCabins: false,
  hasSliceMinutes: false,
};

/** Whether its key and a compact body say everything; `rowFacts` then has what there is to say. */
function canBeCompact({ slices, price, fares }: FlightOffer, isChecked: boolean): boolean {
  rowFacts.key = "";
  rowFacts.segments = 0;
  rowFacts.hasAircraft = rowFacts.hasCarriers = rowFacts.hasSliceMinutes = false;
  rowFacts.hasTerminals = rowFacts.hasCabins = false;
  for (let i = 0; i < slices.length; i++)
    if (!addSlice(slices[i] as OfferSlice, isChecked)) return false;
  return (
    slices.length > 0 && (fares.length === 0 || fares.every(hasCurrencies)) && price.currency !== ""
  );
}

function addSlice({ segments, durationMinutes }: OfferSlice, isChecked: boolean): boolean {
  let minutes = 0;
  let landed = 0;
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i] as Segment;
    const { flightNumber, carrier, origin, destination } = segment;
    // Few offers state it: they have a whole body.
    if (segment.operatingCarrier !== undefined) return false;
    const at = rowFacts.segments;
    if (at === SEGMENTS_MAX || !(isChecked || isWellFormed(segment, at))) return false;
    const departure = flightTimes.departures[at] as number;
    const arrival = flightTimes.arrivals[at] as number;
    const clockMinutes = arrival - departure;
    if (!isSmall(clockMinutes)) return false;
    const flight = keySegment(flightNumber, origin, destination, departure);
    if (at === 0) {
      rowFacts.key = flight;
      rowFacts.departure = departure;
    } else rowFacts.key += (i === 0 ? "_" : "+") + flight;
    rowFacts.clockMinutes[at] = clockMinutes;
    rowFacts.segments = at + 1;
    if (segment.aircraft !== "") rowFacts.hasAircraft = true;
    if (carrier.length !== carrierLength(flightNumber, 0) || !flightNumber.startsWith(carrier))
      rowFacts.hasCarriers = true;
    const { originTerminal, destinationTerminal } = segment;
    if (originTerminal !== undefined || destinationTerminal !== undefined) {
      // Among terminals that are known, an empty text stands for one that is not.
      if (originTerminal === "" || destinationTerminal === "") return false;
      rowFacts.hasTerminals = true;
    }
    if (segment.cabin !== undefined) rowFacts.hasCabins = true;
    minutes += segment.durationMinutes + (i === 0 ? 0 : departure - landed);
    landed = arrival;
  }
  if (minutes !== durationMinutes) rowFacts.hasSliceMinutes = true;
  return segments.length > 0;
}

/** Sets the times of the segment, at their place. */
function isWellFormed(segment: Segment, at: number): boolean {
  const { flightNumber, origin, destination } = segment;
  const departure = wallClockMinutes(segment.departure);
  const arrival = wallClockMinutes(segment.arrival);
  if (Number.isNaN(departure) || Number.isNaN(arrival)) return false;
  flightTimes.of = null;
  flightTimes.departures[at] = departure;
  flightTimes.arrivals[at] = arrival;
  return (
    isFlightNumberAt(flightNumber, 0, flightNumber.length) && isCode(origin) && isCode(destination)
  );
}

function isSmall(minutes: number): boolean {
  return minutes > -(2 ** 30) && minutes < 2 ** 30;
}

function isCode(airport: string): boolean {
  return airport.length === 3 && threeLetters(airport, 0) !== undefined;
}

function hasCurrencies({ price, change, refund, base, taxes, perTraveller }: Fare): boolean {
  return (
    price.currency !== "" &&
    change?.fee?.currency !== "" &&
    refund?.fee?.currency !== "" &&
    base?.currency !== "" &&
    taxes?.currency !== "" &&
    // Few sellers state it: their offers have a whole body.
    perTraveller === undefined
  );
}

function writeCompact(w: ByteWriter, offer: FlightOffer): void {
  const { slices, fares, selfTransfers } = offer;
  if (offer.expiresAtMs !== 0) w.uint32(varint(3)).int64(offer.expiresAtMs);
  if (offer.modelled) w.uint32(varint(4)).bool(true);
  for (let i = 0; i < fares.length; i++) writeFare(w, fares[i] as Fare, offer.price);
  for (let i = 0; i < selfTransfers.length; i++)
    w.uint32(delimited(7)).text(selfTransfers[i] as string);
  if (offer.similar !== 0) w.uint32(varint(8)).uint32(offer.similar);
  writeFlights(w, slices);
  const clocks = w.uint32(delimited(10)).open();
  for (let i = 0; i < rowFacts.segments; i++) w.sint32(rowFacts.clockMinutes[i] as number);
  w.close(clocks);
  if (rowFacts.hasAircraft) writeTexts(w, 11, slices, "aircraft");
  if (rowFacts.hasCarriers) writeTexts(w, 12, slices, "carrier");
  if (rowFacts.hasSliceMinutes) {
    const minutes = w.uint32(delimited(13)).open();
    for (let i = 0; i < slices.length; i++) w.uint32((slices[i] as OfferSlice).durationMinutes);
    w.close(minutes);
  }
  if (rowFacts.hasTerminals) writeTerminals(w, slices);
  if (rowFacts.hasCabins) writeCabins(w, slices);
}

/** 0 for a segment that names none. */
function writeCabins(w: ByteWriter, slices: readonly OfferSlice[]): void {
  const opened = w.uint32(delimited(15)).open();
  for (let i = 0; i < slices.length; i++) {
    const { segments } = slices[i] as OfferSlice;
    for (let j = 0; j < segments.length; j++) {
      const { cabin } = segments[j] as Segment;
      w.uint32(cabin === undefined ? 0 : numberOf(CABINS, cabin));
    }
  }
  w.close(opened);
}

function writeTerminals(w: ByteWriter, slices: readonly OfferSlice[]): void {
  for (let i = 0; i < slices.length; i++) {
    const { segments } = slices[i] as OfferSlice;
    for (let j = 0; j < segments.length; j++) {
      const { originTerminal = "", destinationTerminal = "" } = segments[j] as Segment;
      w.uint32(delimited(14)).text(originTerminal);
      w.uint32(delimited(14)).text(destinationTerminal);
    }
  }
}

function writeFlights(w: ByteWriter, slices: readonly OfferSlice[]): void {
  const opened = w.uint32(delimited(9)).open();
  for (let i = 0; i < slices.length; i++) {
    const { segments } = slices[i] as OfferSlice;
    for (let j = 0; j < segments.length; j++) w.uint32((segments[j] as Segment).durationMinutes);
  }
  w.close(opened);
}

function writeTexts(
  w: ByteWriter,
  number: number,
  slices: readonly OfferSlice[],
  field: "aircraft" | "carrier",
): void {
  for (let i = 0; i < slices.length; i++) {
    const { segments } = slices[i] as OfferSlice;
    for (let j = 0; j < segments.length; j++)
      w.uint32(delimited(number)).text((segments[j] as Segment)[field]);
  }
}

function writeFare(w: ByteWriter, fare: Fare, offerPrice: Money): void {
  const { price, brand, name, bookingClass, cabinBags, checkedBags, change, refund } = fare;
  const { base, taxes } = fare;
  const opened = w.uint32(delimited(6)).open();
  if (brand !== null) w.uint32(varint(1)).uint32(numberOf(BRANDS, brand));
  if (name !== "") w.uint32(delimited(2)).text(name);
  if (price.amount !== offerPrice.amount || price.currency !== offerPrice.currency)
    writeMoney(w, 3, price, offerPrice.currency);
  if (bookingClass !== "") w.uint32(delimited(4)).text(bookingClass);
  if (cabinBags !== null) w.uint32(varint(5)).uint32(cabinBags);
  if (checkedBags !== null) w.uint32(varint(6)).uint32(checkedBags);
  if (change !== null) writeCondition(w, 7, change, offerPrice.currency);
  if (refund !== null) writeCondition(w, 8, refund, offerPrice.currency);
  if (fare.link !== undefined) w.uint32(delimited(9)).text(fare.link);
  if (fare.reference !== undefined) writeReference(w, fare.reference);
  if (base !== undefined) writeMoney(w, 11, base, offerPrice.currency);
  if (taxes !== undefined) writeMoney(w, 12, taxes, offerPrice.currency);
  w.close(opened);
}

function writeReference(w: ByteWriter, { partner, id }: SellerReference): void {
  const opened = w.uint32(delimited(10)).open();
  if (partner !== "") w.uint32(delimited(1)).text(partner);
  if (id !== "") w.uint32(delimited(2)).text(id);
  w.close(opened);
}

function writeCondition(w: ByteWriter, number: number, stated: Condition, currency: string): void {
  const opened = w.uint32(delimited(number)).open();
  if (stated.allowed) w.uint32(varint(1)).bool(true);
  if (stated.fee !== null) writeMoney(w, 2, stated.fee, currency);
  w.close(opened);
}

function writeMoney(
  w: ByteWriter,
  number: number,
  { amount, currency }: Money,
  offers: string,
): void {
  const opened = w.uint32(delimited(number)).open();
  if (amount !== 0) w.uint32(varint(1)).int64(amount);
  if (currency !== offers) w.uint32(delimited(2)).text(currency);
  w.close(opened);
}

/**
 * The fields that a compact body carries, together with the key and the columns of its row. A field
 * that the contract has and that is missing here is an error of types, which names it: a compact
 * body would drop it. Such a field is added to `CompactOffer` of auction.proto, to the writer
 * above, to compact-reader.ts and to compact-offer.ts, and then here; or `canBeCompact` refuses an
 * offer that has it.
 */
interface Carried {
  readonly offer: [
    FlightOffer,
    (
      | ("seller" | "price" | "expiresAtMs" | "modelled")
      | ("slices" | "fares" | "selfTransfers" | "similar")
    ),
  ];
  readonly slice: [OfferSlice, "durationMinutes" | "segments"];
  readonly segment: [
    Segment,
    (
      | ("carrier" | "flightNumber" | "origin" | "destination" | "departure" | "arrival")
      | ("durationMinutes" | "aircraft" | "originTerminal" | "destinationTerminal" | "cabin")
      | "operatingCarrier"
    ),
  ];
  readonly fare: [
    Fare,
    (
      | ("brand" | "name" | "price" | "bookingClass")
      | ("cabinBags" | "checkedBags" | "change" | "refund")
      | ("link" | "reference")
      | ("base" | "taxes" | "perTraveller")
    ),
  ];
  readonly reference: [SellerReference, "partner" | "id"];
  readonly condition: [Condition, "allowed" | "fee"];
  readonly money: [Money, "amount" | "currency"];
}
type Dropped = {
  [M in keyof Carried]: Exclude<keyof Carried[M][0], Carried[M][1]>;
}[keyof Carried];
const nothingIsDropped: [Dropped] extends [never] ? true : Dropped = true;
void nothingIsDropped;
