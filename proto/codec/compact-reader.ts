/**
 * The fast way to read the body of a row (`compact-offer.ts` has the rules): from the bytes and the
 * key straight to the offer. It reads what our own encoder writes. Of anything else, also of what
 * breaks a rule, it returns undefined: the other way says what is wrong.
 *
 * It gains: 0.6 µs for an offer of one or two segments, instead of 5.
 *
 * Tests: `fast-readers.property.test.ts`, `row-offer.test.ts`.
 */
import { BRANDS, CABINS } from "../closed-sets.ts";
import { flightTimes } from "../flight-times.ts";
import { KeyReader } from "../itinerary-key.ts";
import { LIMITS } from "../limits.ts";
import { isWallClock, wallClockText } from "../local-time.ts";
import type {
  Brand,
  Condition,
  Fare,
  FlightOffer,
  Money,
  OfferSlice,
  Segment,
  SellerReference,
} from "../messages.ts";
import { Cursor } from "./cursor.ts";
import type { RowColumns } from "./row-columns.ts";
import { delimited, varint } from "./tags.ts";

const SEGMENTS_MAX = LIMITS.slicesMax * LIMITS.segmentsASliceMax;
/** The last instant that a Date can hold. */
const LAST_INSTANT_MS = 8.64e15;

/**
 * What a body says of segments and slices, until the key is read. One for all: nothing waits while
 * a body is read. With new ones for each, that takes 2.9 µs instead of 0.3.
 */
const bodyColumns = {
  flightMinutes: new Uint32Array(SEGMENTS_MAX),
  flights: 0,
  clockMinutes: new Uint32Array(SEGMENTS_MAX),
  clocks: 0,
  // A list whose length is set to 0 has its memory allocated again with its next entry.
  aircraft: Array<string>(SEGMENTS_MAX).fill(""),
  aircraftTexts: 0,
  carriers: Array<string>(SEGMENTS_MAX).fill(""),
  carrierTexts: 0,
  terminals: Array<string>(2 * SEGMENTS_MAX).fill(""),
  terminalTexts: 0,
  cabins: new Uint32Array(SEGMENTS_MAX),
  cabinNumbers: 0,
  sliceMinutes: new Uint32Array(LIMITS.slicesMax),
  slices: 0,
};
const reader = new KeyReader();
const NO_FARES: readonly Fare[] = [];
const NO_AIRPORTS: readonly string[] = [];

export function readCompactOffer(body: Uint8Array, columns: RowColumns): FlightOffer | undefined {
  if (body.length > LIMITS.offerBytesMax) return undefined;
  const cursor = new Cursor(body);
  const price = { amount: columns.price, currency: columns.currency };
  let expiresAtMs = 0;
  let modelled = false;
  let fares: Fare[] | undefined;
  let selfTransfers: string[] | undefined;
  let similar = 0;
  forgetColumns();
  while (cursor.pos < cursor.end) {
    const tag = cursor.tag();
    switch (tag) {
      case varint(3):
        expiresAtMs = cursor.varint();
        break;
      case varint(4):
        modelled = cursor.bool();
        break;
      case delimited(6):
        fares ??= [];
        fares.push(readFare(cursor, price));
        break;
      case delimited(7):
        selfTransfers ??= [];
        selfTransfers.push(cursor.text());
        break;
      case varint(8):
        similar = cursor.uint32();
        break;
      default:
        if (!readColumn(tag, cursor)) return undefined;
    }
  }
  if (!cursor.usual || !(expiresAtMs <= LAST_INSTANT_MS) || !(similar <= LIMITS.similarMax))
    return undefined;
  if (fares !== undefined && fares.length > LIMITS.faresMax) return undefined;
  if (selfTransfers !== undefined && selfTransfers.length > LIMITS.selfTransfersMax)
    return undefined;
  const slices = slicesOf(columns.itinerary);
  if (slices === undefined) return undefined;
  return {
    seller: columns.seller,
    price,
    expiresAtMs,
    modelled,
    slices,
    fares: fares ?? NO_FARES,
    selfTransfers: selfTransfers ?? NO_AIRPORTS,
    similar,
  };
}

/**
 * Reads what is stated of segments and slices. False where it is another field, or has too much.
 */
function readColumn(tag: number, cursor: Cursor): boolean {
  switch (tag) {
    case delimited(9):
      bodyColumns.flights = packed(cursor, bodyColumns.flightMinutes, bodyColumns.flights);
      return true;
    case delimited(10):
      bodyColumns.clocks = packed(cursor, bodyColumns.clockMinutes, bodyColumns.clocks);
      return true;
    case delimited(11):
      if (bodyColumns.aircraftTexts === SEGMENTS_MAX) return false;
      bodyColumns.aircraft[bodyColumns.aircraftTexts++] = cursor.text();
      return true;
    case delimited(12):
      if (bodyColumns.carrierTexts === SEGMENTS_MAX) return false;
      bodyColumns.carriers[bodyColumns.carrierTexts++] = cursor.text();
      return true;
    case delimited(13):
      bodyColumns.slices = packed(cursor, bodyColumns.sliceMinutes, bodyColumns.slices);
      return true;
    case delimited(14):
      if (bodyColumns.terminalTexts === 2 * SEGMENTS_MAX) return false;
      bodyColumns.terminals[bodyColumns.terminalTexts++] = cursor.text();
      return true;
    case delimited(15):
      bodyColumns.cabinNumbers = packed(cursor, bodyColumns.cabins, bodyColumns.cabinNumbers);
      return true;
    default:
      return false;
  }
}

function forgetColumns(): void {
  bodyColumns.flights = bodyColumns.clocks = bodyColumns.slices = bodyColumns.cabinNumbers = 0;
  bodyColumns.aircraftTexts = bodyColumns.carrierTexts = bodyColumns.terminalTexts = 0;
}

/** Reads a packed column of 32-bit numbers; returns how many there are. */
function packed(cursor: Cursor, column: Uint32Array, before: number): number {
  const length = cursor.length();
  const end = cursor.pos + length;
  let count = 0;
  while (cursor.pos < end) {
    const value = cursor.uint32();
    if (count === column.length) return cursor.giveUp();
    column[count++] = value;
  }
  // In two pieces, or with a number across its end: not usual.
  return before === 0 && cursor.pos === end ? count : cursor.giveUp();
}

/** The flights of the key, with what the body says of each. Their times are in `flightTimes`. */
function slicesOf(key: string): OfferSlice[] | undefined {
  const { flightMinutes, clockMinutes, aircraft, carriers } = bodyColumns;
  const { aircraftTexts, carrierTexts } = bodyColumns;
  const { departures, arrivals } = flightTimes;
  let slices: OfferSlice[] | undefined;
  let segments: Segment[] | undefined;
  let minutes = 0;
  let landed = 0;
  let count = 0;
  flightTimes.of = null;
  reader.start(key);
  do {
    if (!reader.next() || count === bodyColumns.flights) return undefined;
    const { departure } = reader;
    const durationMinutes = flightMinutes[count] as number;
    const clocks = clockMinutes[count] as number;
    // Zigzag: the lowest bit is the sign.
    const arrival = departure + ((clocks >>> 1) ^ -(clocks & 1));
    if (!isWallClock(arrival)) return undefined;
    minutes += durationMinutes + (segments === undefined ? 0 : departure - landed);
    landed = arrival;
    departures[count] = departure;
    arrivals[count] = arrival;
    const segment: Changeable<Segment> = {
      carrier: carrierTexts === 0 ? reader.carrier : (carriers[count] as string),
      flightNumber: reader.flightNumber,
      origin: reader.origin,
      destination: reader.destination,
      departure: wallClockText(departure),
      arrival: wallClockText(arrival),
      durationMinutes,
      aircraft: aircraftTexts === 0 ? "" : (aircraft[count] as string),
    };
    if (bodyColumns.terminalTexts > 0) addTerminals(segment, count);
    if (bodyColumns.cabinNumbers > 0 && !addCabin(segment, count)) return undefined;
    // A list that is made with its first entry has room for one, not for seventeen.
    if (segments === undefined) segments = [segment];
    else segments.push(segment);
    count++;
    if (reader.endsSlice) {
      if (bodyColumns.slices > 0) minutes = bodyColumns.sliceMinutes[slices?.length ?? 0] as number;
      if (minutes < 0) return undefined;
      const slice = { durationMinutes: minutes, segments };
      if (slices === undefined) slices = [slice];
      else slices.push(slice);
      segments = undefined;
      minutes = 0;
    }
  } while (!reader.ended);
  if (slices === undefined || !hasRightLengths(count, slices.length)) return undefined;
  flightTimes.of = slices;
  return slices;
}

type Changeable<T> = { -readonly [K in keyof T]: T[K] };

function addTerminals(segment: Changeable<Segment>, at: number): void {
  const { terminals } = bodyColumns;
  const [origin, destination] = [terminals[2 * at] as string, terminals[2 * at + 1] as string];
  if (origin !== "") segment.originTerminal = origin;
  if (destination !== "") segment.destinationTerminal = destination;
}

/** False for a number that does not stand for a cabin. */
function addCabin(segment: Changeable<Segment>, at: number): boolean {
  const number = bodyColumns.cabins[at] as number;
  if (number === 0) return true;
  const cabin = CABINS[number - 1];
  if (cabin === undefined) return false;
  segment.cabin = cabin;
  return true;
}

function hasRightLengths(segments: number, slices: number): boolean {
  return (
    bodyColumns.flights === segments &&
    bodyColumns.clocks === segments &&
    (bodyColumns.aircraftTexts === 0 || bodyColumns.aircraftTexts === segments) &&
    (bodyColumns.carrierTexts === 0 || bodyColumns.carrierTexts === segments) &&
    (bodyColumns.terminalTexts === 0 || bodyColumns.terminalTexts === 2 * segments) &&
    (bodyColumns.cabinNumbers === 0 || bodyColumns.cabinNumbers === segments) &&
    (bodyColumns.slices === 0 || bodyColumns.slices === slices)
  );
}

function readFare(cursor: Cursor, offerPrice: Money): Fare {
  const outer = cursor.end;
  const end = cursor.open();
  let brand: Brand | null = null;
  let name = "";
  let price: Money | undefined;
  let bookingClass = "";
  let cabinBags: number | null = null;
  let checkedBags: number | null = null;
  let change: Condition | null = null;
  let refund: Condition | null = null;
  let link: string | undefined;
  let reference: SellerReference | undefined;
  while (cursor.pos < end) {
    switch (cursor.tag()) {
      case varint(1):
        brand = readBrand(cursor);
        break;
      case delimited(2):
        name = shortText(cursor);
        break;
      case delimited(3):
        if (price !== undefined) cursor.giveUp();
        price = readMoney(cursor, offerPrice.currency);
        break;
      case delimited(4):
        bookingClass = shortText(cursor);
        break;
      case varint(5):
        cabinBags = readBags(cursor);
        break;
      case varint(6):
        checkedBags = readBags(cursor);
        break;
      case delimited(7):
        if (change !== null) cursor.giveUp();
        change = readCondition(cursor, offerPrice.currency);
        break;
      case delimited(8):
        if (refund !== null) cursor.giveUp();
        refund = readCondition(cursor, offerPrice.currency);
        break;
      case delimited(9):
        link = textWithin(cursor, LIMITS.linkLengthMax);
        break;
      case delimited(10):
        if (reference !== undefined) cursor.giveUp();
        reference = readReference(cursor);
        break;
      // Few fares say what of their price is base and what taxes: the generated code reads them.
      default:
        cursor.giveUp();
    }
  }
  cursor.close(end, outer);
  price ??= { amount: offerPrice.amount, currency: offerPrice.currency };
  const fare: Changeable<Fare> = {
    brand,
    name,
    price,
    bookingClass,
    cabinBags,
    checkedBags,
    change,
    refund,
  };
  if (link !== undefined) fare.link = link;
  if (reference !== undefined) fare.reference = reference;
  return fare;
}

function readReference(cursor: Cursor): SellerReference {
  const outer = cursor.end;
  const end = cursor.open();
  let partner = "";
  let id = "";
  while (cursor.pos < end) {
    const tag = cursor.tag();
    if (tag === delimited(1)) partner = textWithin(cursor, LIMITS.referenceLengthMax);
    else if (tag === delimited(2)) id = textWithin(cursor, LIMITS.referenceLengthMax);
    else cursor.giveUp();
  }
  cursor.close(end, outer);
  return { partner, id };
}

function readBrand(cursor: Cursor): Brand | null {
  const number = cursor.varint();
  if (number === 0) return null;
  const brand = BRANDS[number - 1];
  if (brand === undefined) cursor.giveUp();
  return brand ?? null;
}

function readBags(cursor: Cursor): number {
  const bags = cursor.varint();
  return bags <= LIMITS.bagsMax ? bags : cursor.giveUp();
}

function shortText(cursor: Cursor): string {
  return textWithin(cursor, LIMITS.fareTextLengthMax);
}

function textWithin(cursor: Cursor, lengthMax: number): string {
  const text = cursor.text();
  if (text.length > lengthMax) cursor.giveUp();
  return text;
}

function readCondition(cursor: Cursor, currency: string): Condition {
  const outer = cursor.end;
  const end = cursor.open();
  let allowed = false;
  let fee: Money | null = null;
  while (cursor.pos < end) {
    const tag = cursor.tag();
    if (tag === varint(1)) allowed = cursor.bool();
    else if (tag === delimited(2) && fee === null) fee = readMoney(cursor, currency);
    else cursor.giveUp();
  }
  cursor.close(end, outer);
  return { allowed, fee };
}

function readMoney(cursor: Cursor, offerCurrency: string): Money {
  const outer = cursor.end;
  const end = cursor.open();
  let amount = 0;
  let currency = "";
  while (cursor.pos < end) {
    const tag = cursor.tag();
    if (tag === varint(1)) amount = cursor.varint();
    else if (tag === delimited(2)) currency = cursor.text();
    else cursor.giveUp();
  }
  cursor.close(end, outer);
  return { amount, currency: currency === "" ? offerCurrency : currency };
}
