/** Plays one scenario: an auction on a driven clock, with the events at their times. */
import { isDeepStrictEqual } from "node:util";
import type { LedgerView } from "../../gateway/auction/ledger-views.ts";
import { limitsOf, sliceOf } from "../../gateway/search/limit-schema.ts";
import { objectiveOf } from "../../gateway/search/objective.ts";
import type { FallbackRecord } from "../../proto/codec/index.ts";
import { EMPTY_SHEET, encodeBid } from "../../proto/codec/index.ts";
import type {
  Bid,
  BidderReport,
  Fare,
  FlightOffer,
  FlightSearch,
  Itinerary,
  OfferSlice,
  SearchResult,
  SearchSlice,
  Sheet,
} from "../../proto/messages.ts";
import { AUCTION_ID, auctionOf, SEARCH_ID, SteppedClock } from "../fixtures/auction/auction.ts";
import { countedOfferIds } from "../fixtures/auction/offer-ids.ts";
import { fare, flightOffer, flightSearch, sheetOf } from "../harness/offers.ts";
import {
  type BidEvent,
  DEADLINE_MS,
  type Scenario,
  type ScenarioEvent,
  type ScenarioExpectation,
  type ScenarioOffer,
} from "./format.ts";
import { type Answered, askLater } from "./play-later.ts";
import { itineraryText } from "./texts.ts";

const DAY_MS = 86_400_000;
/** The value of an hour and of a stop, as in README.md. */
const PREFERENCES = { dollarsPerHour: 30, dollarsPerStop: 40 };
const SLICE = { origin: "LHR", destination: "JFK", departureDate: "2026-12-23" };
const RATES = { date: "2026-01-01", perUnit: new Map([["USD", 1]]) };

/** The actual value of everything that a scenario may expect. */
type Actual = {
  readonly [K in keyof ScenarioExpectation]-?: Exclude<ScenarioExpectation[K], undefined>;
};

interface PlayedScenario {
  readonly actual: Actual;
  readonly deadlineMs: number;
  readonly timersLeft: number;
  /** The ledger has the same result as the caller. */
  readonly ledgerAgrees: boolean;
  /** What was asked after the auction. */
  readonly answers: readonly Answered[];
}

export async function playScenario(scenario: Scenario): Promise<PlayedScenario> {
  const clock = new SteppedClock();
  const deadlineMs = scenario.search?.policy?.deadlineMs ?? DEADLINE_MS;
  const beforeTimers: (() => void)[] = [];
  for (const [i, event] of scenario.events.entries()) {
    if ("from" in event && event.beforeTheTimers) clock.at(event.at, () => beforeTimers[i]?.());
  }
  const auction = startAuction(scenario, clock);
  let endedAtMs: number | null = null;
  const ended = auction.result.then((result) => {
    endedAtMs = clock.now();
    return result;
  });

  let now = 0;
  for (const [i, event] of scenario.events.entries()) {
    if ("from" in event && event.beforeTheTimers) {
      beforeTimers[i] = () => apply(event, auction);
      continue;
    }
    // All events of one instant come in one turn of the event loop.
    if (event.at > now || i === 0) await clock.stepTo(event.at);
    now = event.at;
    apply(event, auction);
  }
  await clock.stepTo(Math.max(now, deadlineMs) + 1);
  if (endedAtMs === null)
    throw new Error(`no result ${clock.now()} ms after the call was sent (A1)`);

  const result = await ended;
  const view = auction.ledger.view(SEARCH_ID);
  const { ledger, offer } = auction;
  const timersLeft = clock.timers;
  const actual = actualOf(result, endedAtMs, view, auction);
  const sheet = (one: ScenarioOffer) => sheetFor([one], offer);
  const answers = await askLater(scenario, { clock, ledger, sheet, preferences: PREFERENCES });
  return {
    deadlineMs,
    timersLeft,
    answers,
    ledgerAgrees:
      view !== undefined &&
      isDeepStrictEqual(
        { ...view, late: null, regret: null },
        { ...result, late: null, regret: null },
      ),
    actual,
  };
}

type ScenarioAuction = ReturnType<typeof auctionOf>;

function startAuction(scenario: Scenario, clock: SteppedClock): ScenarioAuction {
  const { roster, search: asked = {}, grace, lookupMs, worthUntilMs } = scenario;
  const { policy = {}, waitedMs = 0, from, to, fromKm, days, back, limits, ...otherFields } = asked;
  const isSeveral = from !== undefined || to !== undefined;
  const slice: SearchSlice = {
    ...(isSeveral ? sliceBetween(from, to, fromKm) : SLICE),
    ...(days === undefined ? {} : { departureDates: days }),
  };
  const search = {
    sort: "price" as const,
    ...defined(otherFields),
    ...limited(slice, limits, back),
  };
  const { unexpected: _, hedgeAfterMs, hedgeTo, ...expectation } = roster;
  return auctionOf({
    ...defined({ ...expectation, hedgeAfterMs, hedgeTo, grace, lookupMs, worthUntilMs }),
    clock,
    waitedMs,
    offerIds: countedOfferIds(),
    search,
    objective: objectiveOf(flightSearch(search), PREFERENCES, RATES),
    policy: { quorum: null, required: [], ...defined(policy) },
    fallbackBids: fallbackBids(scenario, clock.wall()),
  });
}

type WayBack = NonNullable<NonNullable<Scenario["search"]>["back"]>;

/** The slice between several airports. */
function sliceBetween(
  from: readonly string[] = ["LHR"],
  to: readonly string[] = ["JFK"],
  km?: readonly number[],
): SearchSlice {
  const origin = from[0] as string;
  return {
    origin,
    origins: from,
    originPlace: {
      airport: origin,
      ...(km === undefined ? {} : { nearbyKm: Math.max(...km), km }),
    },
    destination: to[0] as string,
    destinations: to,
    departureDate: SLICE.departureDate,
  };
}

function wayBack({ origins, destinations, ...days }: WayBack): SearchSlice {
  const { origin: destination, destination: origin } = SLICE;
  const dates = { departureDate: days.from, departureDates: days };
  if (origins === undefined && destinations === undefined) return { origin, destination, ...dates };
  return { ...sliceBetween(origins ?? [origin], destinations ?? [destination]), ...dates };
}

/** The slice with its windows, and the limits, as validation makes them. */
function limited(
  slice: SearchSlice,
  limits: NonNullable<Scenario["search"]>["limits"] = {},
  back?: WayBack,
): Partial<FlightSearch> {
  const { departure, arrival, ...ofSearch } = limits;
  const all = limitsOf(ofSearch);
  return {
    slices: [
      {
        ...sliceOf({ ...SLICE, departure, arrival }, { departureDate: SLICE.departureDate }),
        ...slice,
      },
      ...(back === undefined ? [] : [wayBack(back)]),
    ],
    ...(all === undefined ? {} : { limits: all }),
  };
}

function apply(event: ScenarioEvent, auction: ScenarioAuction): void {
  if ("caller" in event) auction.caller.abort();
  else if ("broker" in event) auction.noSubscribers();
  else if ("roster" in event) auction.lost(event.roster.slice("loses ".length));
  else
    for (let i = 0; i < (event.times ?? 1); i++)
      auction.raw(event.from, message(event, auction.offer, i), event.instance);
}

function actualOf(
  { itineraries, bidders, endedBy, partial, elapsedMs }: SearchResult,
  endedAtMs: number,
  view: LedgerView | undefined,
  { wire, fallbackStore }: ScenarioAuction,
): Actual {
  const of = <T>(pick: (report: BidderReport) => T) =>
    Object.fromEntries(bidders.map((one) => [one.bidder, pick(one)]));
  return {
    endedBy,
    at: endedAtMs,
    elapsedMs,
    partial,
    outcomes: of(({ outcome }) => outcome),
    reasons: of(({ reason }) => reason),
    offers: of(({ offers }) => offers),
    instances: of(({ instance }) => instance),
    latencies: of(({ latencyMs }) => latencyMs),
    hedged: bidders.filter(({ hedged }) => hedged).map(({ bidder }) => bidder),
    itineraries: itineraries.map(itineraryText),
    ends: itineraries.map(endsText),
    days: itineraries.map(({ slices }) => slices[0]?.segments[0]?.departure.slice(0, 10) ?? ""),
    itineraryCount: itineraries.length,
    costs: itineraries.map(({ cost }) => cost),
    hedges: wire.hedges.map(({ bidder, at }): [string, number] => [bidder, at]),
    cancelSent: wire.cancelSent === true,
    late: (view?.late ?? []).map(
      ({ bidder, offers, cheapest }): [string, number, number | null] => [
        bidder,
        offers,
        cheapest?.amount ?? null,
      ],
    ),
    regret: view?.regret?.amount ?? null,
    saved: [...fallbackStore.saved],
    savedEmpty: [...fallbackStore.savedEmpty],
  };
}

function message(event: BidEvent, offer: OfferMaker, copy: number): Uint8Array {
  const { sends, offers = [], fillers = 0, floor, reason, stopped, bytes } = event;
  if (sends === "garbage") return new Uint8Array(bytes ?? 4).fill(255);
  const more = Array.from(
    { length: fillers },
    (_, i): ScenarioOffer => ({ flight: `ZZ${i + 1}`, price: 90_000 + i }),
  );
  const sheet = sheetFor([...offers, ...more], offer);
  const bid: Bid = {
    searchId: sends === "an answer to another search" ? "another" : AUCTION_ID,
    sequence: copy,
    final: sends !== "batch",
    status:
      sheet.rows > 0 ? "offers" : sends === "declined" || sends === "failed" ? sends : "empty",
    reason: reason ?? null,
    sheet,
    floor: floor ?? null,
    ...(stopped ? { stopped } : {}),
  };
  const encoded = encodeBid(bid);
  return bytes === undefined || encoded.length >= bytes
    ? encoded
    : encodeBid({ ...bid, reason: "x".repeat(bytes - encoded.length) });
}

type OfferMaker = ScenarioAuction["offer"];

function sheetFor(offers: readonly ScenarioOffer[], offer: OfferMaker, wallMs?: number): Sheet {
  if (offers.length === 0) return EMPTY_SHEET;
  const valid = sheetOf(offers.map((one) => bodyOf(one, offer, wallMs)));
  const listed = <K extends "price" | "duration" | "stops">(key: K, column: readonly number[]) =>
    column.map((value, i) => offers[i]?.listed?.[key] ?? value);
  const currencies = offers.map(
    (one, i) => one.listed?.currency ?? (valid.currencies[valid.currency[i] as number] as string),
  );
  const sellers = offers.map(
    (one, i) => one.listed?.seller ?? (valid.sellers[valid.seller[i] as number] as string),
  );
  const rows = offers.map((_, i) => i);
  return {
    ...valid,
    price: listed("price", valid.price),
    durationMinutes: listed("duration", valid.durationMinutes),
    stops: listed("stops", valid.stops),
    currencies,
    currency: rows,
    sellers,
    seller: rows,
    body: valid.body.map((body, i) =>
      offers[i]?.unreadable ? new Uint8Array([255, 255, 255]) : body,
    ),
  };
}

function bodyOf(one: ScenarioOffer, offer: OfferMaker, wallMs: number = Number.NaN): FlightOffer {
  const {
    flight,
    price: amount,
    currency,
    seller,
    duration: durationMinutes,
    stops,
    departs,
    expiresInMs,
  } = one;
  const fares = one.fares?.map((price) => {
    if (typeof price === "object" && !Array.isArray(price)) return statedFare(price, currency);
    const [cost, its] = typeof price === "number" ? [price, currency ?? "USD"] : price;
    return fare({ price: { amount: cost, currency: its } });
  });
  const traits = {
    carrier: flight.slice(0, 2),
    number: Number(flight.slice(2)),
    amount,
    ...defined({
      currency,
      seller,
      durationMinutes,
      stops,
      departs,
      fares,
      selfTransfers: one.selfTransfers,
      similar: one.similar,
      day: one.day,
    }),
  };
  const made = offer({ ...traits, ...defined({ origin: one.from, destination: one.to }) });
  const back = offer({
    ...traits,
    ...defined({ origin: one.backFrom, destination: one.backTo }),
  }).slices.slice(1);
  const slices = [...made.slices.slice(0, 1), ...back];
  const flown = { ...made, slices: slices.map((slice, i) => flownAs(slice, i, one)) };
  if (expiresInMs === undefined) return flown;
  // Relative to the time at which it is sent; for a fallback, to the start of the auction.
  const now = Number.isNaN(wallMs) ? made.expiresAtMs - 3_600_000 : wallMs;
  return { ...flown, expiresAtMs: now + expiresInMs };
}

type StatedFare = Exclude<NonNullable<ScenarioOffer["fares"]>[number], number | unknown[]>;

function statedFare(
  { price, changeable, refundable, ...bags }: StatedFare,
  currency = "USD",
): Fare {
  const condition = (allowed: boolean | undefined) =>
    allowed === undefined ? null : { allowed, fee: null };
  return fare({
    price: { amount: price, currency },
    ...defined(bags),
    change: condition(changeable),
    refund: condition(refundable),
  });
}

/** The slice on the day of its way back, and with the airline that flies it. */
function flownAs(slice: OfferSlice, i: number, { operatedBy, backDay }: ScenarioOffer): OfferSlice {
  if (operatedBy === undefined && (i === 0 || backDay === undefined)) return slice;
  const first = slice.segments[0]?.departure.slice(0, 10) ?? "";
  const moved = i === 0 || backDay === undefined ? 0 : Date.parse(backDay) - Date.parse(first);
  const later = (local: string) =>
    new Date(Date.parse(`${local}Z`) + moved).toISOString().slice(0, 16);
  return {
    ...slice,
    segments: slice.segments.map((segment) => ({
      ...segment,
      departure: later(segment.departure),
      arrival: later(segment.arrival),
      ...(operatedBy === undefined ? {} : { operatingCarrier: operatedBy }),
    })),
  };
}

function fallbackBids({ fallback = {} }: Scenario, wallMs: number): Record<string, FallbackRecord> {
  const search = flightSearch({ slices: [SLICE] });
  const offer: OfferMaker = (traits) =>
    flightOffer(search, { expiresAtMs: wallMs + DAY_MS, ...traits });
  return Object.fromEntries(
    Object.entries(fallback).map(([bidder, { ageMs, offers }]) => [
      bidder,
      { takenAtMs: wallMs - ageMs, sheets: [sheetFor(offers, offer, wallMs)] },
    ]),
  );
}

/**
 * `LGW-JFK`, of a return `LGW-JFK JFK-STN`, and after it what is near: `SOU 85 km`, and `back by
 * another airport`.
 */
function endsText({ slices, nearby = [], differentAirports }: Itinerary): string {
  const ends = slices.map(
    ({ segments }) => `${segments[0]?.origin}-${segments.at(-1)?.destination}`,
  );
  return [
    ends.join(" "),
    ...nearby.map(({ airport, km }) => `${airport} ${km} km`),
    ...(differentAirports === true ? ["back by another airport"] : []),
  ].join(", ");
}

/** The object without the fields that are undefined. */
function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
