/** Valid searches and offers, for tests of other rules. */
import { Temporal } from "temporal-polyfill";
import { isMixed } from "../../common/offers/cabins.ts";
import { airportByCode } from "../../common/places/airports.ts";
import { EMPTY_SHEET, encodeOffer, encodeRowBody } from "../../proto/codec/index.ts";
import {
  connectionCount,
  itineraryKey,
  travelMinutes,
  wallClockMinutes,
} from "../../proto/itinerary.ts";
import type {
  Cabin,
  Fare,
  FlightOffer,
  FlightSearch,
  OfferSlice,
  SearchSlice,
  Segment,
  Sheet,
} from "../../proto/messages.ts";

/** The date (UTC) so many days from now, `YYYY-MM-DD`. */
export function inDays(days: number, now = Date.now()): string {
  return new Date(now + days * 86_400_000).toISOString().slice(0, 10);
}

/**
 * The longest deadline that there is: a search that is to be complete is so on a busy machine
 * too. A test that waits for a deadline names a shorter one.
 */
export const PATIENT_MS = 10_000;

/**
 * One adult, London to New York, a month from now, with every default of the contract but the
 * deadline.
 */
export function flightSearch(changes: Partial<FlightSearch> = {}): FlightSearch {
  return {
    slices: [{ origin: "LHR", destination: "JFK", departureDate: inDays(30) }],
    passengers: { adults: 1, children: 0, infants: 0 },
    cabin: "economy",
    currency: "USD",
    sort: "best",
    maxStops: 2,
    maxResults: 20,
    selfTransfer: false,
    similar: false,
    policy: { deadlineMs: PATIENT_MS, quorum: null, required: ["nonstop"] },
    ...changes,
  };
}

export interface OfferTraits {
  readonly carrier: string;
  /**
   * The flight number of the first segment; the others count on. Another number makes another
   * itinerary.
   */
  readonly number: number;
  readonly seller: string;
  /** Minor units. */
  readonly amount: number;
  readonly currency: string;
  /** The ends of every slice; those of the search where they are not given. */
  readonly origin: string;
  readonly destination: string;
  /** `HH:mm`, of every slice. */
  readonly departs: string;
  /** `YYYY-MM-DD`, of every slice; the date of the slice where it is not given. */
  readonly day: string;
  /** The minutes of every slice, waiting included. */
  readonly durationMinutes: number;
  /** The number of stops of every slice. */
  readonly stops: number;
  readonly expiresAtMs: number;
  readonly modelled: boolean;
  readonly fares: readonly Fare[];
  readonly selfTransfers: readonly string[];
  readonly similar: number;
  /** The cabins of the segments of every slice, in their order; undefined: it names none. */
  readonly cabins: readonly (Cabin | undefined)[];
}

/** The cheapest fare of an offer with the usual price, with no optional field stated. */
export function fare(changes: Partial<Fare> = {}): Fare {
  return {
    brand: "light",
    name: "Light",
    price: { amount: 51_234, currency: "USD" },
    bookingClass: "O",
    cabinBags: null,
    checkedBags: null,
    change: null,
    refund: null,
    ...changes,
  };
}

/** A valid offer for this search. */
export function flightOffer(search: FlightSearch, traits: Partial<OfferTraits> = {}): FlightOffer {
  const { carrier = "BA", currency = search.currency, amount = 51_234, modelled = false } = traits;
  return {
    seller: traits.seller ?? carrier,
    price: { amount, currency },
    expiresAtMs: traits.expiresAtMs ?? Date.now() + 30 * 60_000,
    modelled,
    slices: search.slices.map((slice, i) => offerSlice(slice, i, { carrier, ...traits })),
    fares: traits.fares ?? [],
    selfTransfers: traits.selfTransfers ?? [],
    similar: traits.similar ?? 0,
  };
}

/** `count` offers of as many itineraries, each costing more than the one before. */
export function flightOffers(
  search: FlightSearch,
  count: number,
  traits: Partial<OfferTraits> = {},
): FlightOffer[] {
  const { number = 100, amount = 51_234 } = traits;
  return Array.from({ length: count }, (_, i) =>
    flightOffer(search, { ...traits, number: number + 10 * i, amount: amount + 100 * i }),
  );
}

/**
 * Offers packed as a bidder packs them: columns for ranking, beside each the encoded offer.
 *
 * @param asked the cabin of the search
 */
export function sheetOf(offers: readonly FlightOffer[], asked: Cabin = "economy"): Sheet {
  if (offers.length === 0) return EMPTY_SHEET;
  const currencies = [...new Set(offers.map((o) => o.price.currency))];
  const sellers = [...new Set(offers.map((o) => o.seller))];
  const mixed = offers.map((o) => (isMixed(o.slices, asked) ? 1 : 0));
  return {
    rows: offers.length,
    price: offers.map((o) => o.price.amount),
    currency: offers.map((o) => currencies.indexOf(o.price.currency)),
    durationMinutes: offers.map((o) => travelMinutes(o.slices)),
    departure: offers.map((o) => wallClockMinutes(o.slices[0]?.segments[0]?.departure ?? "")),
    stops: offers.map((o) => connectionCount(o.slices)),
    itinerary: offers.map((o) => itineraryKey(o.slices)),
    seller: offers.map((o) => sellers.indexOf(o.seller)),
    body: offers.map(encodeOffer),
    currencies,
    sellers,
    ...(mixed.includes(1) ? { mixed } : {}),
  };
}

/** The same with bodies that do not repeat what the columns say, as the kit packs them. */
export function compactSheetOf(offers: readonly FlightOffer[], asked?: Cabin): Sheet {
  return { ...sheetOf(offers, asked), body: offers.map(encodeRowBody) };
}

const STOPOVERS = ["AMS", "FRA", "MAD", "VIE", "ZRH", "CPH"];
const WAIT_MINUTES = 60;
const MINUTE_MS = 60_000;

function offerSlice(asked: SearchSlice, index: number, traits: Partial<OfferTraits>): OfferSlice {
  const { origin = asked.origin, destination = asked.destination } = traits;
  const slice = { origin, destination, departureDate: asked.departureDate };
  const {
    carrier = "BA",
    number = 100,
    departs = "08:30",
    durationMinutes = 455,
    stops = 0,
    cabins = [],
  } = traits;
  const vias = STOPOVERS.filter(
    (code) => code !== slice.origin && code !== slice.destination,
  ).slice(0, stops);
  const places = [slice.origin, ...vias, slice.destination];
  const block = Math.floor((durationMinutes - WAIT_MINUTES * stops) / (stops + 1));
  const start = instantAt(slice.origin, `${traits.day ?? slice.departureDate}T${departs}`);
  const segments = places.slice(1).map((destination, i): Segment => {
    const origin = places[i] ?? "";
    const departure = start + i * (block + WAIT_MINUTES) * MINUTE_MS;
    // The last one lands when the slice ends, whatever the remainder of the division.
    const minutes = i === stops ? durationMinutes - i * (block + WAIT_MINUTES) : block;
    const cabin = cabins[i];
    return {
      ...(cabin === undefined ? {} : { cabin }),
      carrier,
      flightNumber: `${carrier}${number + index * 1000 + i}`,
      origin,
      destination,
      departure: clockAt(origin, departure),
      arrival: clockAt(destination, departure + minutes * MINUTE_MS),
      durationMinutes: minutes,
      aircraft: "744",
    };
  });
  return { durationMinutes, segments };
}

const zoneOf = (airport: string) => airportByCode(airport)?.zone ?? "UTC";

/** Properties make the same few flights a hundred thousand times. */
const REMEMBERED_MAX = 5_000;

/** A pure function of an airport and a time, whose results are remembered. */
function remembered<Time extends string | number, Result>(
  of: (zone: string, time: Time) => Result,
): (airport: string, time: Time) => Result {
  const results = new Map<string, Result>();
  return (airport, time) => {
    const key = `${airport} ${time}`;
    let result = results.get(key);
    if (result === undefined) {
      if (results.size === REMEMBERED_MAX) results.clear();
      result = of(zoneOf(airport), time);
      results.set(key, result);
    }
    return result;
  };
}

/** Milliseconds since 1970 of a local time, `YYYY-MM-DDTHH:mm`. */
const instantAt = remembered(
  (zone, local: string) =>
    Temporal.PlainDateTime.from(local).toZonedDateTime(zone).epochMilliseconds,
);

/** The local time of an instant in milliseconds since 1970. */
const clockAt = remembered((zone, ms: number) =>
  Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString()
    .slice(0, 16),
);
