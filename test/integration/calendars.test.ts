/**
 * Calendars over both transports and the real broker: `nonstop` and `stops` on the timetable that
 * ships, and `partners` as a script.
 */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { NatsConnection } from "nats";
import { type BidderApp, startBidder } from "../../bidders/app.ts";
import { readConfig } from "../../bidders/config.ts";
import { cellsOf } from "../../common/offers/calendar-cells.ts";
import type { Gateway } from "../../gateway/app.ts";
import { SearchClient } from "../../gateway/client/search-client.ts";
import type { CalendarCell, CalendarEvent, CalendarResult } from "../../proto/calendar.ts";
import type { CallForBids, Itinerary, OfferSlice, SearchResult } from "../../proto/messages.ts";
import { CALENDAR_HEADER, SEARCH_SUBJECT } from "../../proto/subjects.ts";
import { noPromises, shortCells } from "../fixtures/auction/calendar.ts";
import { type BidderScript, type ScriptedBidder, scriptedBidder } from "../harness/bidder.ts";
import { type Broker, startBroker } from "../harness/broker.ts";
import {
  ask,
  clientOn,
  gatewayOn,
  headers,
  keepLog,
  post,
  rosterHas,
  type StreamedEvent,
  streamed,
} from "../harness/gateway.ts";
import { flightOffer, inDays } from "../harness/offers.ts";
import { until } from "../harness/until.ts";

const log = keepLog();
let broker: Broker;
let gateway: Gateway;
let client: NatsConnection;
let partners: ScriptedBidder;
const apps: BidderApp[] = [];
const silent: BidderScript = () => {};

beforeAll(async () => {
  broker = await startBroker();
  for (const kind of ["nonstop", "stops"]) {
    const environment = {
      NATS_URL: broker.url,
      NATS_USER: kind,
      NATS_PASSWORD: broker.passwords[kind] ?? "",
      LOG_LEVEL: "silent",
    };
    apps.push(await startBidder(await readConfig(environment, kind)));
  }
  partners = await scriptedBidder(broker, "partners", silent);
  gateway = await gatewayOn(broker, ["nonstop", "partners", "stops"], {}, log.overrides);
  client = await clientOn(broker);
});

afterAll(async () => {
  await client?.close();
  await gateway?.stop();
  await Promise.all([...apps.map((app) => app.stop()), partners?.stop()]);
  await broker?.stop();
});

const DAY_MS = 86_400_000;
const FIRST = inDays(40);
const days = (count: number) => ({ departureDates: { from: FIRST, to: inDays(39 + count) } });
const ends = { origin: "LHR", destination: "JFK" };
const patient = { deadlineMs: 10_000, required: [] };
const scripted = { bidders: { only: ["partners"] } };

const calendar = <Body = CalendarResult>(body: object) =>
  post<Body>(gateway, { ...ends, ...body }, {}, "/v1/calendars");

/** The longest deadline may be too short on a loaded machine: then it is asked again. */
const wholeCalendar = (body: object) =>
  until(
    async () => {
      const answer = await calendar({ ...body, policy: patient });
      const { partial, bidders } = answer.body;
      // A bidder whose time was over has answered what it had.
      const wereStopped = bidders?.some(({ reason }) => /\btime(out)?\b/.test(reason ?? ""));
      if (partial !== false || wereStopped) throw new Error(JSON.stringify(bidders));
      return answer;
    },
    { what: "a whole calendar", withinMs: 240_000 },
  );

/** An offer of a call's day, counted from the first. */
const offerOn = ({ search }: CallForBids, day: number, amount: number) =>
  flightOffer(
    {
      ...search,
      slices: search.slices.map((one) => ({ ...one, departureDate: inDays(40 + day) })),
    },
    { amount, expiresAtMs: Date.now() + 3_600_000 },
  );

/** The cheapest of a search of one day, or of one pair of days, by the same bidders. */
async function lowestOf({ departureDate, nights }: CalendarCell): Promise<number | undefined> {
  const slices = [
    { ...ends, departureDate },
    { origin: "JFK", destination: "LHR" },
  ];
  const { itineraries } = await until(async () => {
    const { body } = await post<SearchResult>(gateway, {
      slices: nights === undefined ? slices.slice(0, 1) : slices,
      ...(nights === undefined ? {} : { stayNights: { min: nights, max: nights } }),
      sort: "price",
      maxResults: 1,
      bidders: { only: ["nonstop", "stops"] },
      policy: patient,
    });
    if (body.partial !== false) throw new Error(JSON.stringify(body.bidders));
    return body;
  });
  return itineraries[0]?.price.amount;
}

const dayOf = (slice: OfferSlice | undefined, end: "departure" | "arrival") =>
  (end === "departure" ? slice?.segments[0] : slice?.segments.at(-1))?.[end].slice(0, 10) ?? "";

/** Whether a return of these days says by which airports it is, and is within its dates. */
function says({ slices, nearby = [], differentAirports }: Itinerary, from: string, to: string) {
  const [out, back] = slices.map(({ segments }) => ({
    from: segments[0]?.origin,
    to: segments.at(-1)?.destination,
  }));
  const nights =
    (Date.parse(dayOf(slices[1], "departure")) - Date.parse(dayOf(slices[0], "arrival"))) / DAY_MS;
  const isOther = out?.from !== back?.to || out?.to !== back?.from;
  // Only Orly is named in Paris.
  const near = new Set([out?.from, back?.to].filter((code) => code !== "ORY"));
  return (
    dayOf(slices[0], "departure") >= from &&
    dayOf(slices[0], "departure") <= to &&
    (nights === 6 || nights === 7) &&
    (differentAirports === true) === isOther &&
    nearby.every(({ airport, km }) => near.has(airport) && km > 0 && km <= 60) &&
    nearby.length === near.size
  );
}

describe("bidders on the timetable", () => {
  test("a return of many cells is whole: more than a bidder sends of a search", async () => {
    const asked = { ...days(18), stayNights: { min: 6, max: 11 }, maxStops: 1 };
    const { body } = await wholeCalendar({ ...asked, bidders: { only: ["nonstop", "stops"] } });
    const unknown = body.cells.filter(({ state, price }) => state !== "exact" || price === null);
    expect({ cells: body.cells.length, unknown }).toEqual({ cells: 108, unknown: [] });
  });

  test("a return on any of several days, by any airport near: what it is, at both doors (SEARCHDAY-1, AIRPORTS-1, AIRPORTS-2)", async () => {
    const [first, last] = [FIRST, inDays(42)];
    const search = {
      slices: [
        {
          origin: { airport: "ORY", nearbyKm: 60 },
          destination: "NCE",
          departureDate: { from: first, to: last },
        },
        {
          origin: "NCE",
          destination: { airport: "ORY", nearbyKm: 60 },
          departureDate: inDays(48),
          flexDays: 1,
        },
      ],
      stayNights: { min: 6, max: 7 },
      maxStops: 0,
      sort: "price",
      maxResults: 100,
      bidders: { only: ["nonstop", "stops"] },
      policy: patient,
    };
    const whole = (result: SearchResult) => {
      if (result.partial !== false) throw new Error(JSON.stringify(result.bidders));
      return result;
    };
    const overHttp = await until(async () =>
      whole((await post<SearchResult>(gateway, search)).body),
    );
    const overNats = await until(async () =>
      whole((await ask(client, JSON.stringify(search))).json<SearchResult>()),
    );
    for (const { itineraries } of [overHttp, overNats]) {
      const wrong = itineraries.filter((one) => !says(one, first, last));
      const seen = {
        wrong,
        byAnother: itineraries.some(({ differentAirports }) => differentAirports === true),
        near: itineraries.some(({ nearby = [] }) => nearby.length > 0),
        days: new Set(itineraries.map(({ slices }) => dayOf(slices[0], "departure"))).size > 1,
      };
      expect(seen).toEqual({ wrong: [], byAnother: true, near: true, days: true });
    }
    expect(overNats.itineraries.map(({ key }) => key)).toEqual(
      overHttp.itineraries.map(({ key }) => key),
    );
  });

  test.each<[what: string, request: object]>([
    ["one way", days(4)],
    ["a return", { ...days(2), stayNights: { min: 6, max: 7 } }],
  ])("the price of a cell is that of a search of its days: %s", async (_, request) => {
    const asked = { ...request, bidders: { only: ["nonstop", "stops"] } };
    const { status, body } = await wholeCalendar(asked);
    expect({ status, partial: body.partial, first: body.days?.from }).toEqual({
      status: 200,
      partial: false,
      first: FIRST,
    });
    const priced = body.cells.filter(({ price }) => price !== null);
    expect({ cells: body.cells.length, priced: priced.length }).toEqual({ cells: 4, priced: 4 });
    for (const cell of body.cells) {
      const { departureDate, state, price } = cell;
      expect({ departureDate, state, price: price?.amount }).toEqual({
        departureDate,
        state: "exact",
        price: await lowestOf(cell),
      });
    }
    // The same with a limit that the dearer days do not keep.
    const maxPrice = Math.min(...priced.map(({ price }) => price?.amount ?? Infinity));
    const limited = (await wholeCalendar({ ...asked, maxPrice })).body;
    expect({ partial: limited.partial, cells: shortCells(limited.cells) }).toEqual({
      partial: false,
      cells: body.cells.map(({ price }) =>
        price?.amount === maxPrice ? `exact ${maxPrice}` : "exact -",
      ),
    });
    expect(shortCells(limited.cells)).toContain("exact -");
  });
});

describe("a bidder that promises floors of cells", () => {
  test("one call asks for all cells; each says how sure it is", async () => {
    partners.follow((call, reply) =>
      reply.offers([offerOn(call, 0, 50_000), offerOn(call, 1, 60_000)], {
        final: false,
        cellFloors: [-1, 55_000, 0],
      }),
    );
    // On a busy machine its bid may come after the deadline: then the calendar is asked again.
    const { body, calls } = await until(async () => {
      const before = partners.calls.length;
      const asked = { ...days(3), ...scripted, policy: { deadlineMs: 500 } };
      const answer = (await calendar(asked)).body;
      const isIn = answer.cells.some(({ price }) => price !== null);
      return isIn && { body: answer, calls: partners.calls.length - before };
    });
    expect(calls).toBe(1);
    const { search } = partners.calls.at(-1) as CallForBids;
    expect({ calendar: search.calendar, sort: search.sort, cells: cellsOf(search).count }).toEqual({
      calendar: true,
      sort: "price",
      cells: 3,
    });
    expect({ endedBy: body.endedBy, partial: body.partial }).toEqual({
      endedBy: "deadline",
      partial: true,
    });
    expect(shortCells(body.cells)).toEqual([
      "exact 50000",
      "at-least 60000 (55000)",
      "unanswered - by partners",
    ]);
    await until(() => partners.cancels.length > 0, { what: "the cancel" });
  });

  test("the auction ends where it can lower no cell any more", async () => {
    partners.follow((call, reply) =>
      reply.offers([offerOn(call, 0, 50_000)], { final: false, cellFloors: [50_000, -1] }),
    );
    const { body } = await calendar({ ...days(2), ...scripted, policy: patient });
    expect(body).toMatchObject({ endedBy: "settled", partial: false });
    expect(shortCells(body.cells)).toEqual(["exact 50000", "exact -"]);
  });

  test("CELLSTATE-4 the last calendar of a required bidder stands in for it", async () => {
    const request = {
      ...days(2),
      origin: "LGW",
      bidders: { only: ["partners", "nonstop"] },
      policy: { deadlineMs: 2_000, required: ["partners"] },
    };
    partners.follow((call, reply) =>
      reply.offers([offerOn(call, 0, 100)], { cellFloors: noPromises(2) }),
    );
    expect((await calendar(request)).body.cells[0]).toMatchObject({ bidder: "partners" });
    partners.follow(silent);
    const { body } = await calendar(request);
    expect(body.cells[0]).toMatchObject({
      state: "stale",
      price: { amount: 100, currency: "USD" },
      bidder: "partners",
      ageMs: expect.any(Number) as unknown,
    });
    expect(body.cells[1]?.unanswered).toContain("partners");
  });
});

describe("the two transports", () => {
  /** Its second bid waits for the caller, where that has seen the first. */
  const threeAfter =
    (seen: Promise<void>): BidderScript =>
    async (call, reply) => {
      reply.offers([offerOn(call, 0, 50_000)], { final: false, cellFloors: [-1, 0, 0] });
      await seen;
      reply.offers([offerOn(call, 2, 70_000)], { cellFloors: [-1, -1, -1] });
    };
  const three = threeAfter(Promise.resolve());
  const asCalendar = () => {
    const set = headers();
    set.set(CALENDAR_HEADER, "1");
    return set;
  };
  const request = { ...ends, ...days(3), ...scripted, policy: patient };
  const timeless = ({ searchId: _, elapsedMs: __, bidders, ...rest }: CalendarResult) => ({
    ...rest,
    bidders: bidders.map(({ bidder, outcome, offers }) => ({ bidder, outcome, offers })),
  });

  test("HTTP streams what changes, and then the result", async () => {
    const seen = Promise.withResolvers<void>();
    partners.follow(threeAfter(seen.promise));
    const events: StreamedEvent[] = [];
    for await (const event of streamed(gateway, request, "", "/v1/calendars")) {
      events.push(event);
      if (event.event === "cells") seen.resolve();
    }
    expect(events[0]).toMatchObject({
      event: "opened",
      data: { expected: ["partners"], days: { from: FIRST, to: inDays(42) } },
    });
    const names = events.map(({ event }) => event);
    expect(names).toContain("cells");
    expect(names).toContain("bidder");
    const result = events.at(-1) as StreamedEvent;
    expect(result.event).toBe("result");
    expect(shortCells((result.data as CalendarResult).cells)).toEqual([
      "exact 50000",
      "exact -",
      "exact 70000",
    ]);
  });

  test("NATS gives the same calendar, alone and by the client library with its events", async () => {
    partners.follow(three);
    const overHttp = (await calendar(request)).body;
    const asked = { timeout: 60_000, headers: asCalendar() };
    const answer = await client.request(SEARCH_SUBJECT, JSON.stringify(request), asked);
    expect(timeless(answer.json<CalendarResult>())).toEqual(timeless(overHttp));
    const seen = Promise.withResolvers<void>();
    partners.follow(threeAfter(seen.promise));
    const events: CalendarEvent[] = [];
    const library = new SearchClient(client, { takeWithinMs: 5_000 });
    const watch = (event: CalendarEvent) => {
      events.push(event);
      if (event.type === "cells") seen.resolve();
    };
    const result = await library.calendar(request, { watch });
    expect(timeless(result)).toEqual(timeless(overHttp));
    expect(events[0]).toMatchObject({ type: "opened", opened: { expected: ["partners"] } });
    expect(events.map(({ type }) => type)).toContain("cells");
  });

  test("a fault is named in the same words, and protobuf is refused", async () => {
    const wrong = { ...ends, month: "2026-13", sort: "price" };
    const { status, body } = await calendar<{ errors: unknown; requestId: string }>(wrong);
    // Over NATS a request has an id where its caller gives it one (REQUESTID-1).
    const { requestId: _, ...fault } = body;
    const ask = (bytes: string | Uint8Array) =>
      client.request(SEARCH_SUBJECT, bytes, { timeout: 60_000, headers: asCalendar() });
    expect(status).toBe(400);
    expect((await ask(JSON.stringify(wrong))).json()).toEqual(fault);
    const refused = await ask(new Uint8Array([0x0a, 0x00]));
    expect(refused.json()).toMatchObject({ code: "malformed" });
  });

  test("a partial calendar is refused where its caller asks for that, and is not kept", async () => {
    partners.follow((_, reply) => reply.declined("overloaded"));
    const { status, body } = await calendar<{ detail: string; bidders: unknown[] }>({
      ...request,
      policy: { ...patient, partial: "refuse" },
    });
    expect({ status, bidders: body.bidders.length }).toEqual({ status: 503, bidders: 1 });
    expect(body.detail).toContain("the calendar refuses");
    expect(body.detail).not.toContain("kept");
  });

  test("a calendar has a line in the log, and metrics", async () => {
    await rosterHas(gateway, ["nonstop", "partners", "stops"]);
    partners.follow(three);
    const { body } = await calendar(request);
    const its = (line: Record<string, unknown>) =>
      line["msg"] === "calendar" && line["searchId"] === body.searchId;
    await until(() => log.lines.some(its), { what: "the line of the calendar" });
    expect(log.lines.find(its)).toMatchObject({
      door: "http",
      endedBy: "complete",
      cells: { exact: 3 },
      bidders: { partners: "answered" },
    });
    const metrics = await (await fetch(`${gateway.url}/metrics`)).text();
    expect(metrics).toMatch(/auction_calendars_total\{[^}]*ended_by="complete"[^}]*\} [1-9]/);
    expect(metrics).toMatch(/auction_calendar_cells_total\{state="exact"\} [1-9]/);
  });
});

test("a bidder that dies in between: its promises stand, and its other cells are unanswered", async () => {
  partners.follow(async (call, reply) => {
    reply.offers([offerOn(call, 0, 50_000)], { final: false, cellFloors: [-1, 0] });
    await partners.connection.flush();
    await partners.kill();
  });
  const { body } = await calendar({ ...days(2), ...scripted, policy: { deadlineMs: 1_000 } });
  expect({ cells: shortCells(body.cells), outcome: body.bidders[0]?.outcome }).toEqual({
    cells: ["exact 50000", "unanswered - by partners"],
    outcome: "late",
  });
});

test("CELLSTATE-4 the last calendar of a bidder that has died stands in for it", async () => {
  const mortal = await scriptedBidder(broker, "partners", (call, reply) =>
    reply.offers([offerOn(call, 0, 100)], { cellFloors: noPromises(2) }),
  );
  const request = {
    ...days(2),
    origin: "LCY",
    bidders: { only: ["partners", "nonstop"] },
    policy: { deadlineMs: 2_000, required: ["partners"] },
  };
  expect((await calendar(request)).body.cells[0]).toMatchObject({ bidder: "partners" });
  await mortal.kill();
  const { body } = await calendar(request);
  expect(body.cells[0]).toMatchObject({
    state: "stale",
    price: { amount: 100, currency: "USD" },
    bidder: "partners",
    ageMs: expect.any(Number) as unknown,
  });
  expect(body.cells[1]?.unanswered).toContain("partners");
  const { outcome } = body.bidders.find(({ bidder }) => bidder === "partners") ?? {};
  expect(["absent", "silent"]).toContain(outcome);
});
