/**
 * A bidder and a gateway from before a search could have limits, on a real broker: they speak only
 * the messages of that time (`test/fixtures/wire/before-limits/`).
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import { pino } from "pino";
import { startBidder } from "../../bidders/app.ts";
import type { BidderConfig } from "../../bidders/config.ts";
import { connect } from "../../common/runtime/connect.ts";
import type { Gateway } from "../../gateway/app.ts";
import type { CalendarResult } from "../../proto/calendar.ts";
import { encodeCall } from "../../proto/codec/index.ts";
import { itineraryKey, travelMinutes, wallClockMinutes } from "../../proto/itinerary.ts";
import type { FlightOffer, FlightSearch, SearchResult } from "../../proto/messages.ts";
import {
  bidderQueue,
  bidSubject,
  callSubject,
  inboxSubject,
  inboxWildcard,
  marketSubject,
} from "../../proto/subjects.ts";
import { shortCells } from "../fixtures/auction/calendar.ts";
import {
  oldBid,
  oldCall,
  oldCompactOffer,
  oldOffer,
} from "../fixtures/wire/before-limits/messages.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import { gatewayOn, post } from "../harness/gateway.ts";
import { flightOffer, flightSearch, inDays, type OfferTraits } from "../harness/offers.ts";
import { announce, answerService } from "../harness/service.ts";
import { until } from "../harness/until.ts";

let broker: Broker;

beforeAll(async () => {
  broker = await startBroker();
});

afterAll(() => broker?.stop());

interface OldSearch {
  readonly slices: readonly { origin: string; destination: string; departureDate: string }[];
  readonly currency: string;
}

/** A bidder of that time: it makes an offer of each of these, whatever the limits say. */
async function oldBidder(traits: readonly Partial<OfferTraits>[]) {
  const kind = "stops";
  const instance = "old";
  const calls: ReturnType<typeof oldCall.decode>[] = [];
  const connection = await connect(broker.credentials(kind), { name: kind, onStatus: () => {} });
  connection.subscribe(marketSubject("*.*"), {
    queue: bidderQueue(kind),
    callback: (_error, { data, reply = "" }) => {
      const call = oldCall.decode(data);
      calls.push(call);
      const search = call["search"] as OldSearch;
      const offers = traits.map((one) => flightOffer(flightSearch(search), one));
      const bid = { searchId: call["searchId"], final: true, status: 1, sheet: oldSheet(offers) };
      connection.publish(bidSubject(reply, kind, instance), oldBid.encode(bid));
    },
  });
  answerService(connection, { kind, instance, market: "*.*" });
  await connection.flush();
  announce(connection, { kind, instance, market: "*.*" }, "joined");
  await connection.flush();
  return { calls, stop: () => connection.drain() };
}

/** The offers in the columns of that time, with whole bodies. */
function oldSheet(offers: readonly FlightOffer[]): Record<string, unknown> {
  return {
    price: offers.map(({ price }) => price.amount),
    currency: offers.map(() => 0),
    durationMinutes: offers.map(({ slices }) => travelMinutes(slices)),
    departure: offers.map(({ slices }) =>
      wallClockMinutes(slices[0]?.segments[0]?.departure ?? ""),
    ),
    stops: offers.map(({ slices }) => (slices[0]?.segments.length ?? 1) - 1),
    itinerary: offers.map(({ slices }) => itineraryKey(slices)),
    seller: offers.map(() => 0),
    body: offers.map(({ expiresAtMs, ...offer }) =>
      oldOffer.encode({ ...offer, expiresAt: expiresAtMs }),
    ),
    currencies: [offers[0]?.price.currency],
    sellers: [offers[0]?.seller],
  };
}

const DATE = inDays(30);
/** A search as a caller writes it, with limits that the offers of the tests keep or break. */
const LIMITED = {
  slices: [
    {
      origin: "LHR",
      destination: "JFK",
      departureDate: DATE,
      departure: { from: "06:00", to: "12:00" },
      arrival: { from: "08:00", to: "23:00" },
    },
  ],
  sort: "price",
  carriers: { only: ["oneworld"], except: ["IB"], by: "operating" },
  via: { except: ["CDG"] },
  maxLayoverMinutes: 240,
  overnightLayover: false,
  maxPrice: 60_000,
  maxDurationMinutes: 900,
  policy: { deadlineMs: 10_000, quorum: null, required: [] },
};

describe("CODEC-4 a bidder of before, asked by a gateway of today", () => {
  let gateway: Gateway;
  let bidder: Awaited<ReturnType<typeof oldBidder>>;
  afterAll(async () => {
    await gateway?.stop();
    await bidder?.stop();
  });

  test("it takes part in a search with limits, and the gateway filters its offers", async () => {
    bidder = await oldBidder([
      { number: 117 },
      { number: 175, amount: 60_001 },
      { number: 179, amount: 51_000, departs: "12:01" },
      { number: 183, amount: 52_000, durationMinutes: 901, stops: 1 },
    ]);
    gateway = await gatewayOn(broker, ["stops"]);
    const { status, body } = await post<SearchResult>(gateway, LIMITED);
    expect({ status, endedBy: body.endedBy, partial: body.partial }).toEqual({
      status: 200,
      endedBy: "complete",
      partial: false,
    });
    expect(flightsOf(body)).toEqual(["BA117"]);
    expect(body.bidders).toEqual([
      expect.objectContaining({
        bidder: "stops",
        outcome: "answered",
        offers: 4,
        reason: expect.stringMatching(
          /^left out: 3 offers that break a limit: departure, maxDurationMinutes, maxPrice$/,
        ) as unknown,
      }),
    ]);
    const [call] = bidder.calls;
    expect(call?.["search"]).toMatchObject({
      slices: [{ origin: "LHR", destination: "JFK", departureDate: DATE }],
      currency: "USD",
      maxStops: 2,
    });
    expect(JSON.stringify(call)).not.toMatch(/limits|fromMinute/);

    const { body: all } = await post<SearchResult>(gateway, {
      slices: [{ origin: "LHR", destination: "JFK", departureDate: DATE }],
      sort: "price",
      policy: LIMITED.policy,
    });
    expect(flightsOf(all)).toHaveLength(4);
  });

  test("it takes part in a calendar with its one day, and is named for every cell", async () => {
    const { body } = await post<CalendarResult>(
      gateway,
      {
        origin: "LHR",
        destination: "JFK",
        departureDates: { from: DATE, to: inDays(31) },
        policy: LIMITED.policy,
      },
      {},
      "/v1/calendars",
    );
    expect({ endedBy: body.endedBy, cells: shortCells(body.cells) }).toEqual({
      endedBy: "complete",
      cells: ["unanswered 51000 by stops", "unanswered - by stops"],
    });
    const call = bidder.calls.at(-1);
    expect(call?.["search"]).toMatchObject({ slices: [{ departureDate: DATE }] });
    expect(JSON.stringify(call)).not.toMatch(/calendar|departureDates/);
  });
});

function flightsOf({ itineraries }: SearchResult): (string | undefined)[] {
  return itineraries.map(({ slices }) => slices[0]?.segments[0]?.flightNumber);
}

describe("CODEC-4 a bidder of today, asked by a gateway of before", () => {
  let connection: NatsConnection;
  afterAll(() => connection?.close());

  test("it answers a call without the new fields, and its bid and offers are read", async () => {
    const seen: FlightSearch[] = [];
    const bids: ReturnType<typeof oldBid.decode>[] = [];
    const app = await startBidder(newBidderConfig(), {
      module: {
        async *search(search) {
          seen.push(search);
          yield flightOffer(search, { number: 117 });
          yield withOperator(flightOffer(search));
        },
      },
      log: pino({ level: "silent" }),
    });
    try {
      connection = await connect(broker.credentials("gateway"), {
        name: "gateway",
        onStatus: () => {},
      });
      connection.subscribe(inboxWildcard("gw"), {
        callback: (_error, { data }) => {
          if (data.length > 0) bids.push(oldBid.decode(data));
        },
      });
      await connection.flush();
      const search = flightSearch({
        slices: [{ origin: "LHR", destination: "JFK", departureDate: DATE }],
      });
      const call = oldCall.decode(
        encodeCall({
          searchId: "a1",
          gateway: "gw",
          search,
          budgetMs: 5_000,
          sentAtMs: Date.now(),
          objective: { valuePerHour: 0, penaltyPerStop: 0 },
          rates: { date: "2026-01-01", perUnit: new Map([["USD", 1]]) },
        }),
      );
      connection.publish(callSubject("LHR", "JFK"), oldCall.encode(call), {
        reply: inboxSubject("gw", "a1"),
      });
      await until(() => bids.some(({ final }) => final === true), { what: "the final bid" });
      expect(seen).toEqual([search]);
      const sheets = bids.map(
        ({ sheet }) => (sheet ?? {}) as { price?: number[]; body?: Uint8Array[] },
      );
      const bodies = sheets.flatMap(({ body = [] }) => body);
      expect(sheets.flatMap(({ price = [] }) => price)).toEqual([51_234, 51_234]);
      // One body is compact, and the one with a field that is new is whole.
      expect(bodies.map((body) => oldCompactOffer.decode(body)["flightMinutes"])).toEqual(
        expect.arrayContaining([[455], undefined]),
      );
      const whole = bodies.map((body) => oldOffer.decode(body)).find(({ slices }) => slices);
      expect(whole).toMatchObject({
        slices: [{ durationMinutes: 455, segments: [{ flightNumber: "BA100", carrier: "BA" }] }],
      });
    } finally {
      await app.stop();
    }
  });
});

function newBidderConfig(): BidderConfig {
  return {
    kind: "nonstop",
    instance: "new",
    markets: ["*.*"],
    concurrencyMax: null,
    queueMax: 64,
    offersMax: 100,
    drainMs: 5_000,
    logLevel: "silent",
    broker: broker.credentials("nonstop"),
    settings: {},
  };
}

/** The offer with the carrier that flies it, which the messages of before have no field for. */
function withOperator(offer: FlightOffer): FlightOffer {
  return {
    ...offer,
    slices: offer.slices.map((slice) => ({
      ...slice,
      segments: slice.segments.map((segment) => ({ ...segment, operatingCarrier: "AA" })),
    })),
  };
}
