/**
 * Plays one scenario: an auction on a driven clock, its bidders' messages at their times, and all
 * that came of it.
 */
import { isDeepStrictEqual } from "node:util";
import type { Kept } from "../../gateway/auction/fallback-store.ts";
import { objectiveOf } from "../../gateway/search/objective.ts";
import { EMPTY_SHEET, encodeBid } from "../../proto/codec/index.ts";
import type { Bid, FlightOffer, Itinerary, SellerOffer, Sheet } from "../../proto/messages.ts";
import { AUCTION_ID, auctionOf, SEARCH_ID, SteppedClock } from "../fixtures/auction/auction.ts";
import { fare, flightOffer, flightSearch, sheetOf } from "../harness/offers.ts";
import type { BidEvent, Expected, Scenario, ScenarioEvent, ScenarioOffer } from "./format.ts";

const DAY_MS = 86_400_000;
/** What README.md says that an hour and a stop are worth. */
const PREFERENCES = { dollarsPerHour: 30, dollarsPerStop: 40 };
const RATES = { date: "2026-01-01", perUnit: new Map([["USD", 1]]) };

/** Everything that a scenario may expect, as it was. */
export type Happened = { readonly [K in keyof Expected]-?: Exclude<Expected[K], undefined> };

export interface Played {
  readonly happened: Happened;
  readonly deadlineMs: number;
  readonly timersLeft: number;
  /** The ledger shows the very result that the caller got. */
  readonly ledgerAgrees: boolean;
}

export async function play(scenario: Scenario): Promise<Played> {
  const { roster, search: asked = {}, grace } = scenario;
  const { policy = {}, waitedMs = 0, ...wishes } = asked;
  const search = { sort: "price" as const, ...defined(wishes) };
  const clock = new SteppedClock();
  const objective = objectiveOf(flightSearch(search), PREFERENCES, RATES);
  const deadlineMs = policy.deadlineMs ?? 800;
  const early: (() => void)[] = [];
  for (const [i, event] of scenario.events.entries()) {
    if ("from" in event && event.beforeTheTimers) clock.at(event.at, () => early[i]?.());
  }
  const { guests: _, hedgeAfterMs, hedgeTo, ...expectation } = roster;
  const auction = auctionOf({
    ...defined({ ...expectation, hedgeAfterMs, hedgeTo, grace, recallMs: scenario.recallMs }),
    clock,
    waitedMs,
    search,
    objective,
    policy: { quorum: null, required: [], ...defined(policy) },
    keptBids: keptBids(scenario, clock.wall()),
  });
  let endedAt: number | null = null;
  const ended = auction.result.then((result) => {
    endedAt = clock.now();
    return result;
  });

  const happen = (event: ScenarioEvent) => {
    if ("caller" in event) auction.caller.abort();
    else if ("broker" in event) auction.nobodyListens();
    else if ("roster" in event) auction.lost(event.roster.slice("loses ".length));
    else
      for (let i = 0; i < (event.times ?? 1); i++)
        auction.raw(event.from, message(event, auction.offer, i), event.instance);
  };
  let now = 0;
  for (const [i, event] of scenario.events.entries()) {
    if ("from" in event && event.beforeTheTimers) {
      early[i] = () => happen(event);
      continue;
    }
    // What comes at one instant comes in one go, with no turn between.
    if (event.at > now || i === 0) await clock.stepTo(event.at);
    now = event.at;
    happen(event);
  }
  await clock.stepTo(Math.max(now, deadlineMs) + 1);
  if (endedAt === null) throw new Error(`no result ${clock.now()} ms after the call went out (A1)`);

  const result = await ended;
  const view = auction.ledger.view(SEARCH_ID);
  const { itineraries, bidders, endedBy, partial, elapsedMs } = result;
  const of = <T>(pick: (report: (typeof bidders)[number]) => T) =>
    Object.fromEntries(bidders.map((one) => [one.bidder, pick(one)]));
  return {
    deadlineMs,
    timersLeft: clock.timers,
    ledgerAgrees:
      view !== undefined &&
      isDeepStrictEqual(
        { ...view, late: null, regret: null },
        { ...result, late: null, regret: null },
      ),
    happened: {
      endedBy,
      at: endedAt,
      elapsedMs,
      partial,
      outcomes: of(({ outcome }) => outcome),
      reasons: of(({ reason }) => reason),
      offers: of(({ offers }) => offers),
      instances: of(({ instance }) => instance),
      latencies: of(({ latencyMs }) => latencyMs),
      hedged: bidders.filter(({ hedged }) => hedged).map(({ bidder }) => bidder),
      itineraries: itineraries.map((itinerary): [string, number, ...string[]] => [
        flightsOf(itinerary),
        itinerary.price.amount,
        ...itinerary.sellers.map((seller) => sellerText(seller, itinerary)),
      ]),
      itineraryCount: itineraries.length,
      costs: itineraries.map(({ cost }) => cost),
      hedges: auction.wire.hedges.map(({ bidder, at }): [string, number] => [bidder, at]),
      toldToStop: auction.wire.cancelled === true,
      late: (view?.late ?? []).map(
        ({ bidder, offers, cheapest }): [string, number, number | null] => [
          bidder,
          offers,
          cheapest?.amount ?? null,
        ],
      ),
      regret: view?.regret?.amount ?? null,
      remembered: [...auction.standIns.remembered],
      forgotten: [...auction.standIns.forgotten],
    },
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
    final: sends !== "part",
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

type OfferMaker = ReturnType<typeof auctionOf>["offer"];

function sheetFor(offers: readonly ScenarioOffer[], offer: OfferMaker, wallMs?: number): Sheet {
  if (offers.length === 0) return EMPTY_SHEET;
  const honest = sheetOf(offers.map((one) => bodyOf(one, offer, wallMs)));
  const listed = <K extends "price" | "duration" | "stops">(key: K, column: readonly number[]) =>
    column.map((value, i) => offers[i]?.listed?.[key] ?? value);
  const currencies = offers.map(
    (one, i) => one.listed?.currency ?? (honest.currencies[honest.currency[i] as number] as string),
  );
  const sellers = offers.map(
    (one, i) => one.listed?.seller ?? (honest.sellers[honest.seller[i] as number] as string),
  );
  const rows = offers.map((_, i) => i);
  return {
    ...honest,
    price: listed("price", honest.price),
    durationMinutes: listed("duration", honest.durationMinutes),
    stops: listed("stops", honest.stops),
    currencies,
    currency: rows,
    sellers,
    seller: rows,
    body: honest.body.map((body, i) =>
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
  const fares = one.fares?.map((said) => {
    const [cost, its] = typeof said === "number" ? [said, currency ?? "USD"] : said;
    return fare({ price: { amount: cost, currency: its } });
  });
  const made = offer({
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
    }),
  });
  if (expiresInMs === undefined) return made;
  // Relative to the moment at which it is sent, which for what is kept is now as well.
  const now = Number.isNaN(wallMs) ? made.expiresAtMs - 3_600_000 : wallMs;
  return { ...made, expiresAtMs: now + expiresInMs };
}

function keptBids({ kept = {} }: Scenario, wallMs: number): Record<string, Kept> {
  const search = flightSearch({
    slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-23" }],
  });
  const offer: OfferMaker = (traits) =>
    flightOffer(search, { expiresAtMs: wallMs + DAY_MS, ...traits });
  return Object.fromEntries(
    Object.entries(kept).map(([bidder, { ageMs, offers }]) => [
      bidder,
      { takenAtMs: wallMs - ageMs, sheets: [sheetFor(offers, offer, wallMs)] },
    ]),
  );
}

function flightsOf({ slices }: Itinerary): string {
  return slices
    .flatMap(({ segments }) => segments.map(({ flightNumber }) => flightNumber))
    .join("+");
}

/**
 * `BA@nonstop`, with its price where it is not the cheapest, and its age where it is an old bid:
 * `BA@nonstop 52000, 60000 ms old`.
 */
function sellerText(
  { bidder, seller, price, stale, staleAgeMs }: SellerOffer,
  itinerary: Itinerary,
): string {
  const dearer = price.amount === itinerary.price.amount ? "" : ` ${price.amount}`;
  return `${seller}@${bidder}${dearer}${stale ? `, ${staleAgeMs} ms old` : ""}`;
}

/** Without the fields that were not said. */
function defined<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
