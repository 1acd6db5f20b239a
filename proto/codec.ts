/**
 * Bytes <-> messages. Everything that comes off the wire passes here, once.
 *
 * C1 What is larger than its limit is refused before a byte of it is decoded (A6).
 * C2 Whatever the bytes are, decoding returns a message that keeps every rule of `messages.ts`, or
 *    throws an AuctionError with `bid-malformed` / `malformed` / `too-large`, and nothing else
 *    (A5).
 * C3 decode(encode(x)) equals x.
 */
import { AuctionError, type ErrorCode, messageOf } from "./errors.ts";
import { auction, flights } from "./generated/messages.js";
import {
  BID_STATUSES,
  type Bid,
  type BidderReport,
  BRANDS,
  CABINS,
  type CallForBids,
  type Condition,
  ENDED_BY,
  type Fare,
  type FlightOffer,
  type FlightSearch,
  type Itinerary,
  type Money,
  type OfferSlice,
  OUTCOMES,
  type Quorum,
  type Rates,
  type SearchEvent,
  type SearchResult,
  type Sheet,
  SORTS,
} from "./messages.ts";
import protobuf from "./protobuf.ts";

/** Limits in bytes and rows. What is larger is refused unread (C1). */
export const LIMITS = {
  requestBytesMax: 64 * 1024,
  callBytesMax: 64 * 1024,
  bidBytesMax: 512 * 1024,
  offersABidMax: 500,
  /**
   * One bid of the largest size fits in, and the whole stays well below the broker's message of 1
   * MiB.
   */
  fallbackBytesMax: 768 * 1024,
  fallbackSheetsMax: 64,
  /** Six slices of eight segments have some 3,700 bytes, twelve fares with long names 2,400. */
  offerBytesMax: 8 * 1024,
  /** Characters of an itinerary's key; six slices of eight segments have some 1,300. */
  keyLengthMax: 1_500,
  slicesMax: 6,
  segmentsASliceMax: 8,
  faresMax: 12,
  /** Characters of a fare's name, and of its booking classes. */
  fareTextLengthMax: 64,
  bagsMax: 9,
  selfTransfersMax: 10,
  similarMax: 10_000,
  resultBytesMax: 8 * 1024 * 1024,
} as const;

interface MessageType<T> {
  decode(bytes: Uint8Array): T;
}

function decodeAs<T>(
  type: MessageType<T>,
  bytes: Uint8Array,
  limit: number,
  what: string,
  codes: { large: ErrorCode; malformed: ErrorCode },
): T {
  if (bytes.length > limit) {
    throw new AuctionError(
      codes.large,
      `${what} of ${bytes.length} bytes; at most ${limit} are read`,
    );
  }
  try {
    return type.decode(bytes);
  } catch (thrown) {
    throw new AuctionError(
      codes.malformed,
      `${what} is no such protobuf message: ${messageOf(thrown)}`,
      { cause: thrown },
    );
  }
}

const BID_CODES = { large: "bid-too-large", malformed: "bid-malformed" } as const;
const REQUEST_CODES = { large: "too-large", malformed: "malformed" } as const;

function fail(code: ErrorCode, detail: string): never {
  throw new AuctionError(code, detail);
}

/** The word of a closed set behind its number on the wire. */
function word<W extends string>(
  words: readonly W[],
  wire: number | null | undefined,
  what: string,
  code: ErrorCode,
): W {
  return words[(wire ?? 0) - 1] ?? fail(code, `${what} ${wire ?? 0} is none of 1-${words.length}`);
}

function wire<W extends string>(words: readonly W[], one: W): number {
  return words.indexOf(one) + 1;
}

function safe(value: number, what: string, code: ErrorCode): number {
  return Number.isSafeInteger(value) ? value : fail(code, `${what} ${value} is no safe integer`);
}

// -------------------------------------------------------------------------
// search

/**
 * What a caller may leave out of a search. Defaults and rules are the gateway's
 * (`gateway/search/validate.ts`).
 */
export interface RawSearch {
  slices?: unknown;
  [field: string]: unknown;
}

/**
 * A caller's protobuf search as the same plain shape that JSON gives, not yet validated: fields
 * that were not said are left out. Numbers that stand for no cabin or sort are kept as text, so
 * that validation can name them.
 */
export function decodeRawSearch(bytes: Uint8Array): RawSearch {
  const m = decodeAs(
    flights.FlightSearchRequest,
    bytes,
    LIMITS.requestBytesMax,
    "a search",
    REQUEST_CODES,
  );
  const raw: RawSearch = {
    slices: m.slices.map((s) => ({
      origin: s.origin,
      destination: s.destination,
      departureDate: s.departureDate,
    })),
  };
  const { passengers: p, policy } = m;
  if (p) raw["passengers"] = said({ adults: p.adults, children: p.children, infants: p.infants });
  if (m.cabin != null) raw["cabin"] = CABINS[m.cabin - 1] ?? `number ${m.cabin}`;
  if (m.sort != null) raw["sort"] = SORTS[m.sort - 1] ?? `number ${m.sort}`;
  if (m.currency != null) raw["currency"] = m.currency;
  if (m.maxStops != null) raw["maxStops"] = m.maxStops;
  if (m.maxResults != null) raw["maxResults"] = m.maxResults;
  if (m.selfTransfer != null) raw["selfTransfer"] = m.selfTransfer;
  if (m.similar != null) raw["similar"] = m.similar;
  if (policy)
    raw["policy"] = said({
      deadlineMs: policy.deadlineMs,
      quorum: policy.quorum ?? percent(policy.quorumPercent),
      required: policy.required?.bidder,
    });
  return raw;
}

function percent(share: number | null | undefined): `${number}%` | undefined {
  return share == null ? undefined : `${share}%`;
}

function said(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value != null));
}

function searchMessage(search: FlightSearch): flights.FlightSearchRequest.$Properties {
  return {
    slices: search.slices.map((s) => ({ ...s })),
    passengers: { ...search.passengers },
    cabin: wire(CABINS, search.cabin),
    currency: search.currency,
    sort: wire(SORTS, search.sort),
    maxStops: search.maxStops,
    maxResults: search.maxResults,
    selfTransfer: search.selfTransfer,
    similar: search.similar,
    policy: {
      deadlineMs: search.policy.deadlineMs,
      ...quorumFields(search.policy.quorum),
      required: { bidder: [...search.policy.required] },
    },
  };
}

function quorumFields(
  quorum: Quorum,
): Pick<flights.Policy.$Properties, "quorum" | "quorumPercent"> {
  if (quorum === null) return {};
  return typeof quorum === "number" ? { quorum } : { quorumPercent: Number.parseInt(quorum, 10) };
}

/** A whole search as a caller on NATS would send it. */
export function encodeSearch(search: FlightSearch): Uint8Array {
  return flights.FlightSearchRequest.encode(searchMessage(search)).finish();
}

function readSearch(
  m: flights.FlightSearchRequest.$Properties | null | undefined,
  code: ErrorCode,
): FlightSearch {
  if (!m?.slices?.length || m.slices.length > LIMITS.slicesMax)
    fail(code, `a search of ${m?.slices?.length ?? 0} slices; 1-${LIMITS.slicesMax} are right`);
  return {
    slices: m.slices.map((s) => ({
      origin: s.origin ?? "",
      destination: s.destination ?? "",
      departureDate: s.departureDate ?? "",
    })),
    passengers: {
      adults: m.passengers?.adults ?? 0,
      children: m.passengers?.children ?? 0,
      infants: m.passengers?.infants ?? 0,
    },
    cabin: word(CABINS, m.cabin, "cabin", code),
    currency: m.currency ?? fail(code, "a search without a currency"),
    sort: word(SORTS, m.sort, "sort", code),
    maxStops: m.maxStops ?? fail(code, "a search without max_stops"),
    maxResults: m.maxResults ?? fail(code, "a search without max_results"),
    selfTransfer: m.selfTransfer ?? false,
    similar: m.similar ?? false,
    policy: {
      deadlineMs: m.policy?.deadlineMs ?? fail(code, "a search without a deadline"),
      quorum: m.policy?.quorum ?? percent(m.policy?.quorumPercent) ?? null,
      required: m.policy?.required?.bidder ?? [],
    },
  };
}

// -------------------------------------------------------------------------
// call

export function encodeCall(call: CallForBids): Uint8Array {
  return auction.CallForBids.encode({
    searchId: call.searchId,
    gateway: call.gateway,
    search: searchMessage(call.search),
    budgetMs: Math.max(0, Math.floor(call.budgetMs)),
    sentAtMs: call.sentAtMs,
    objective: { ...call.objective },
    rates: {
      date: call.rates.date,
      currencies: [...call.rates.perUnit.keys()].join(""),
      perUnit: [...call.rates.perUnit.values()],
    },
  }).finish();
}

/** @throws AuctionError `malformed` or `too-large` */
export function decodeCall(bytes: Uint8Array): CallForBids {
  const m = decodeAs(
    auction.CallForBids,
    bytes,
    LIMITS.callBytesMax,
    "a call for bids",
    REQUEST_CODES,
  );
  return {
    searchId: m.searchId,
    gateway: m.gateway,
    search: readSearch(m.search, "malformed"),
    budgetMs: m.budgetMs,
    sentAtMs: Number.isFinite(m.sentAtMs) ? m.sentAtMs : fail("malformed", "sent_at_ms is no time"),
    objective: {
      valuePerHour: safe(m.objective?.valuePerHour ?? 0, "value_per_hour", "malformed"),
      penaltyPerStop: safe(m.objective?.penaltyPerStop ?? 0, "penalty_per_stop", "malformed"),
    },
    rates: readRates(m.rates),
  };
}

function readRates(m: auction.Rates.$Properties | null | undefined): Rates {
  const codes = m?.currencies ?? "";
  const perUnit = m?.perUnit ?? [];
  if (codes.length !== perUnit.length * 3)
    fail("malformed", `rates for ${codes.length / 3} currencies, but ${perUnit.length} numbers`);
  const table = new Map<string, number>();
  for (const [i, rate] of perUnit.entries()) {
    if (!(rate > 0 && Number.isFinite(rate)))
      fail("malformed", `the rate of ${codes.slice(3 * i, 3 * i + 3)} is ${rate}`);
    table.set(codes.slice(3 * i, 3 * i + 3), rate);
  }
  return { date: m?.date ?? "", perUnit: table };
}

export function encodeCancel(searchId: string): Uint8Array {
  return auction.Cancel.encode({ searchId }).finish();
}

/** The id of the auction that has ended. @throws AuctionError `malformed` or `too-large` */
export function decodeCancel(bytes: Uint8Array): string {
  return decodeAs(auction.Cancel, bytes, 1024, "a cancel", REQUEST_CODES).searchId;
}

// -------------------------------------------------------------------------
// bid

export const EMPTY_SHEET: Sheet = {
  rows: 0,
  price: [],
  currency: [],
  durationMinutes: [],
  departure: [],
  stops: [],
  itinerary: [],
  seller: [],
  body: [],
  currencies: [],
  sellers: [],
};

export function encodeBid(bid: Bid): Uint8Array {
  const { rows: _rows, ...columns } = bid.sheet;
  return auction.Bid.encode({
    searchId: bid.searchId,
    sequence: bid.sequence,
    final: bid.final,
    status: wire(BID_STATUSES, bid.status),
    reason: bid.reason ?? "",
    sheet: columns as auction.Sheet.$Properties,
    ...(bid.floor === null ? {} : { floor: bid.floor }),
    ...(bid.stopped === true ? { stopped: true } : {}),
  }).finish();
}

/** @throws AuctionError `bid-malformed` or `bid-too-large` */
export function decodeBid(bytes: Uint8Array): Bid {
  const m = decodeAs(auction.Bid, bytes, LIMITS.bidBytesMax, "a bid", BID_CODES);
  const status = word(BID_STATUSES, m.status, "status", "bid-malformed");
  const sheet = readSheet(m.sheet);
  if (status !== "offers" && sheet.rows > 0)
    fail("bid-malformed", `a bid that is '${status}' carries ${sheet.rows} offers`);
  return {
    searchId: m.searchId,
    sequence: m.sequence,
    final: m.final,
    status,
    reason: m.reason === "" ? null : m.reason.slice(0, 500),
    sheet,
    floor: m.floor == null ? null : safe(m.floor, "floor", "bid-malformed"),
    ...(m.stopped ? { stopped: true } : {}),
  };
}

const ROW_COLUMNS = [
  "currency",
  "durationMinutes",
  "departure",
  "stops",
  "itinerary",
  "seller",
  "body",
] as const;

function readSheet(m: auction.Sheet.$Properties | null | undefined): Sheet {
  const rows = m?.price?.length ?? 0;
  if (m == null || rows === 0) {
    for (const column of ROW_COLUMNS)
      if (m?.[column]?.length)
        fail("bid-malformed", `column ${column} has rows, but price has none`);
    return EMPTY_SHEET;
  }
  if (rows > LIMITS.offersABidMax)
    fail("bid-too-large", `a bid of ${rows} offers; at most ${LIMITS.offersABidMax} are read`);
  for (const column of ROW_COLUMNS) {
    const length = m[column]?.length ?? 0;
    if (length !== rows)
      fail("bid-malformed", `column ${column} has ${length} rows, price has ${rows}`);
  }
  for (const list of ["currencies", "sellers"] as const) {
    const length = m[list]?.length ?? 0;
    if (length > rows) fail("bid-malformed", `${length} ${list} for ${rows} offers`);
  }
  const sheet = { rows, ...m } as unknown as Sheet;
  for (let i = 0; i < rows; i++) {
    const price = sheet.price[i] as number;
    if (!Number.isSafeInteger(price) || price < 0)
      fail("bid-malformed", `row ${i}: the price ${price} is no amount`);
    if (sheet.currencies[sheet.currency[i] as number] === undefined)
      fail("bid-malformed", `row ${i}: currency ${sheet.currency[i]} is not in the list`);
    if (sheet.sellers[sheet.seller[i] as number] === undefined)
      fail("bid-malformed", `row ${i}: seller ${sheet.seller[i]} is not in the list`);
  }
  return {
    rows,
    price: sheet.price,
    currency: sheet.currency,
    durationMinutes: sheet.durationMinutes,
    departure: sheet.departure,
    stops: sheet.stops,
    itinerary: sheet.itinerary,
    seller: sheet.seller,
    body: sheet.body,
    currencies: sheet.currencies,
    sellers: sheet.sellers,
  };
}

// -------------------------------------------------------------------------
// fallback bids

/**
 * What a bidder last bid for one search (`StandIn` in auction.proto). No sheets: it answered that it
 * has no offers.
 */
export interface FallbackBids {
  /** Epoch milliseconds, the gateway's clock. */
  readonly takenAtMs: number;
  readonly sheets: readonly Sheet[];
}

export function encodeFallbackBids({ takenAtMs, sheets }: FallbackBids): Uint8Array {
  const messages = sheets.map(
    ({ rows: _rows, ...columns }) => columns as auction.Sheet.$Properties,
  );
  return auction.StandIn.encode({ takenAtMs, sheets: messages }).finish();
}

/** @throws AuctionError `bid-malformed` or `bid-too-large` */
export function decodeFallbackBids(bytes: Uint8Array): FallbackBids {
  const m = decodeAs(
    countedFallbackBids,
    bytes,
    LIMITS.fallbackBytesMax,
    "fallback bids",
    BID_CODES,
  );
  if (!(m.takenAtMs >= 0 && Number.isFinite(m.takenAtMs)))
    fail("bid-malformed", `taken_at_ms ${m.takenAtMs} is no time`);
  return { takenAtMs: m.takenAtMs, sheets: m.sheets.map(readSheet) };
}

/**
 * Counts the sheets before any is decoded: of empty ones, two bytes each, hundreds of thousands
 * would fit in (A6).
 */
const countedFallbackBids: MessageType<auction.StandIn> = {
  decode(bytes) {
    const reader = protobuf.Reader.create(bytes);
    let fields = 0;
    while (reader.pos < reader.len) {
      // The time is one field more.
      if (++fields > LIMITS.fallbackSheetsMax + 1)
        throw new RangeError(`more than ${LIMITS.fallbackSheetsMax} sheets`);
      reader.skipType(reader.tag() & 7);
    }
    return auction.StandIn.decode(bytes);
  },
};

// -------------------------------------------------------------------------
// offer

export function encodeOffer(offer: FlightOffer): Uint8Array {
  return flights.FlightOffer.encode({
    seller: offer.seller,
    price: offer.price,
    expiresAt: offer.expiresAtMs,
    modelled: offer.modelled,
    slices: offer.slices as OfferSlice[] as flights.OfferSlice.$Properties[],
    fares: offer.fares.map(fareMessage),
    selfTransfers: [...offer.selfTransfers],
    similar: offer.similar,
  }).finish();
}

/** @throws AuctionError `bid-malformed` or `bid-too-large` */
export function decodeOffer(bytes: Uint8Array): FlightOffer {
  const m = decodeAs(flights.FlightOffer, bytes, LIMITS.offerBytesMax, "an offer", BID_CODES);
  return {
    seller: m.seller,
    price: readMoney(m.price, "bid-malformed"),
    expiresAtMs: instantMs(m.expiresAt),
    modelled: m.modelled,
    slices: readSlices(m.slices, "bid-malformed"),
    fares: readFares(m.fares, "bid-malformed"),
    selfTransfers: readSelfTransfers(m.selfTransfers, "bid-malformed"),
    similar: readSimilar(m.similar, "bid-malformed"),
  };
}

/**
 * The last instant that a Date can hold (ECMA-262, 21.4.1.1): beyond it there is no text for it.
 */
const LAST_INSTANT_MS = 8.64e15;

function instantMs(epochMs: number): number {
  return Number.isSafeInteger(epochMs) && Math.abs(epochMs) <= LAST_INSTANT_MS
    ? epochMs
    : fail("bid-malformed", `expires_at ${epochMs} is no instant`);
}

function readMoney(m: flights.Money.$Properties | null | undefined, code: ErrorCode): Money {
  return { amount: safe(m?.amount ?? Number.NaN, "an amount", code), currency: m?.currency ?? "" };
}

function readSlices(
  slices: readonly flights.OfferSlice.$Properties[],
  code: ErrorCode,
): OfferSlice[] {
  if (slices.length === 0 || slices.length > LIMITS.slicesMax)
    fail(code, `an offer of ${slices.length} slices`);
  return slices.map((slice) => {
    const segments = slice.segments ?? [];
    if (segments.length === 0 || segments.length > LIMITS.segmentsASliceMax)
      fail(code, `a slice of ${segments.length} segments`);
    return {
      durationMinutes: slice.durationMinutes ?? 0,
      segments: segments.map((s) => ({
        carrier: s.carrier ?? "",
        flightNumber: s.flightNumber ?? "",
        origin: s.origin ?? "",
        destination: s.destination ?? "",
        departure: s.departure ?? "",
        arrival: s.arrival ?? "",
        durationMinutes: s.durationMinutes ?? 0,
        aircraft: s.aircraft ?? "",
      })),
    };
  });
}

function conditionMessage({ allowed, fee }: Condition): flights.Condition.$Properties {
  return fee === null ? { allowed } : { allowed, fee };
}

function fareMessage(fare: Fare): flights.Fare.$Properties {
  return {
    brand: fare.brand === null ? 0 : wire(BRANDS, fare.brand),
    name: fare.name,
    price: fare.price,
    bookingClass: fare.bookingClass,
    ...(fare.cabinBags === null ? {} : { cabinBags: fare.cabinBags }),
    ...(fare.checkedBags === null ? {} : { checkedBags: fare.checkedBags }),
    ...(fare.change === null ? {} : { change: conditionMessage(fare.change) }),
    ...(fare.refund === null ? {} : { refund: conditionMessage(fare.refund) }),
  };
}

/**
 * The first fare first, whatever it costs: order and prices are checked against the offer, not
 * here.
 */
function readFares(fares: readonly flights.Fare.$Properties[], code: ErrorCode): Fare[] {
  if (fares.length > LIMITS.faresMax)
    fail(code, `an offer of ${fares.length} fares; at most ${LIMITS.faresMax} are read`);
  return fares.map((m) => ({
    brand: m.brand ? word(BRANDS, m.brand, "the brand of a fare", code) : null,
    name: fareText(m.name, "the name", code),
    price: readMoney(m.price, code),
    bookingClass: fareText(m.bookingClass, "the booking class", code),
    cabinBags: readBags(m.cabinBags, code),
    checkedBags: readBags(m.checkedBags, code),
    change: readCondition(m.change, code),
    refund: readCondition(m.refund, code),
  }));
}

function fareText(text: string | null | undefined, what: string, code: ErrorCode): string {
  const length = text?.length ?? 0;
  return length <= LIMITS.fareTextLengthMax
    ? (text ?? "")
    : fail(
        code,
        `${what} of a fare has ${length} characters; at most ${LIMITS.fareTextLengthMax} are right`,
      );
}

function readBags(bags: number | null | undefined, code: ErrorCode): number | null {
  if (bags == null) return null;
  return bags <= LIMITS.bagsMax
    ? bags
    : fail(code, `a fare of ${bags} bags; at most ${LIMITS.bagsMax} are right`);
}

function readCondition(
  m: flights.Condition.$Properties | null | undefined,
  code: ErrorCode,
): Condition | null {
  return m == null
    ? null
    : { allowed: m.allowed ?? false, fee: m.fee == null ? null : readMoney(m.fee, code) };
}

function readSelfTransfers(airports: readonly string[], code: ErrorCode): readonly string[] {
  return airports.length <= LIMITS.selfTransfersMax
    ? airports
    : fail(
        code,
        `an offer of ${airports.length} self-transfers; at most ${LIMITS.selfTransfersMax} are read`,
      );
}

function readSimilar(similar: number, code: ErrorCode): number {
  return similar <= LIMITS.similarMax
    ? similar
    : fail(
        code,
        `an offer that ${similar} others are similar to; at most ${LIMITS.similarMax} are right`,
      );
}

// -------------------------------------------------------------------------
// result

function itineraryMessage(i: Itinerary): auction.Itinerary.$Properties {
  return {
    key: i.key,
    cost: i.cost,
    price: i.price,
    durationMinutes: i.durationMinutes,
    stops: i.stops,
    slices: i.slices as OfferSlice[] as flights.OfferSlice.$Properties[],
    sellers: i.sellers.map(({ fares, selfTransfers, ...s }) => ({
      ...s,
      expiresAt: Date.parse(s.expiresAt),
      fares: fares.map(fareMessage),
      selfTransfers: [...(selfTransfers ?? [])],
    })),
    similar: i.similar,
  };
}

function reportMessage(b: BidderReport): auction.BidderReport.$Properties {
  return {
    bidder: b.bidder,
    outcome: wire(OUTCOMES, b.outcome),
    offers: b.offers,
    hedged: b.hedged,
    ...(b.instance === null ? {} : { instance: b.instance }),
    ...(b.latencyMs === null ? {} : { latencyMs: b.latencyMs }),
    ...(b.reason === null ? {} : { reason: b.reason }),
  };
}

export function encodeResult(result: SearchResult): Uint8Array {
  return auction.SearchResult.encode({
    searchId: result.searchId,
    endedBy: wire(ENDED_BY, result.endedBy),
    partial: result.partial,
    elapsedMs: result.elapsedMs,
    deadlineMs: result.deadlineMs,
    itineraries: result.itineraries.map(itineraryMessage),
    bidders: result.bidders.map(reportMessage),
  }).finish();
}

/** For callers on NATS. @throws AuctionError `malformed` or `too-large` */
export function decodeResult(bytes: Uint8Array): SearchResult {
  const m = decodeAs(auction.SearchResult, bytes, LIMITS.resultBytesMax, "a result", REQUEST_CODES);
  return {
    searchId: m.searchId,
    endedBy: word(ENDED_BY, m.endedBy, "ended_by", "malformed"),
    partial: m.partial,
    elapsedMs: m.elapsedMs,
    deadlineMs: m.deadlineMs,
    itineraries: m.itineraries.map(readItinerary),
    bidders: m.bidders.map(readReport),
  };
}

function readItinerary(i: auction.Itinerary.$Properties): Itinerary {
  return {
    key: i.key ?? "",
    cost: safe(i.cost ?? 0, "cost", "malformed"),
    price: readMoney(i.price, "malformed"),
    durationMinutes: i.durationMinutes ?? 0,
    stops: i.stops ?? 0,
    slices: readSlices(i.slices ?? [], "malformed"),
    similar: readSimilar(i.similar ?? 0, "malformed"),
    sellers: (i.sellers ?? []).map((s) => ({
      bidder: s.bidder ?? "",
      seller: s.seller ?? "",
      price: readMoney(s.price, "malformed"),
      originalPrice: readMoney(s.originalPrice, "malformed"),
      expiresAt: instant(s.expiresAt ?? 0),
      modelled: s.modelled ?? false,
      stale: s.stale ?? false,
      ...(s.staleAgeMs == null ? {} : { staleAgeMs: s.staleAgeMs }),
      fares: readFares(s.fares ?? [], "malformed"),
      ...(s.selfTransfers?.length
        ? { selfTransfers: readSelfTransfers(s.selfTransfers, "malformed") }
        : {}),
    })),
  };
}

function instant(epochMs: number): string {
  const date = new Date(epochMs);
  return Number.isNaN(date.getTime())
    ? fail("malformed", `${epochMs} is no instant`)
    : date.toISOString();
}

function readReport(b: auction.BidderReport.$Properties): BidderReport {
  return {
    bidder: b.bidder ?? "",
    outcome: word(OUTCOMES, b.outcome, "outcome", "malformed"),
    instance: b.instance ?? null,
    latencyMs: b.latencyMs ?? null,
    offers: b.offers ?? 0,
    reason: b.reason ?? null,
    hedged: b.hedged ?? false,
  };
}

// -------------------------------------------------------------------------
// events

/** One event of a running search, for a caller on NATS; its type travels in EVENT_HEADER. */
export function encodeEvent(event: SearchEvent): Uint8Array {
  switch (event.type) {
    case "opened":
      return auction.Opened.encode({
        ...event.opened,
        expected: [...event.opened.expected],
      }).finish();
    case "bid":
      return auction.BidderReport.encode(reportMessage(event.bid)).finish();
    case "snapshot":
      return auction.Snapshot.encode({
        itineraries: event.snapshot.itineraries.map(itineraryMessage),
      }).finish();
  }
}

/** @throws AuctionError `malformed` or `too-large` */
export function decodeEvent(type: string, bytes: Uint8Array): SearchEvent {
  switch (type) {
    case "opened": {
      const m = decodeAs(auction.Opened, bytes, LIMITS.resultBytesMax, "an event", REQUEST_CODES);
      return {
        type,
        opened: { searchId: m.searchId, deadlineMs: m.deadlineMs, expected: m.expected },
      };
    }
    case "bid":
      return {
        type,
        bid: readReport(
          decodeAs(auction.BidderReport, bytes, LIMITS.resultBytesMax, "an event", REQUEST_CODES),
        ),
      };
    case "snapshot": {
      const m = decodeAs(auction.Snapshot, bytes, LIMITS.resultBytesMax, "an event", REQUEST_CODES);
      return { type, snapshot: { itineraries: m.itineraries.map(readItinerary) } };
    }
    default:
      return fail("malformed", `'${type}' is no event`);
  }
}
