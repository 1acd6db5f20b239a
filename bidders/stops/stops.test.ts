import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { AuctionError } from "../../proto/errors.ts";
import { itineraryKey } from "../../proto/itinerary.ts";
import { CABINS, type FlightOffer, type FlightSearch, type Objective } from "../../proto/messages.ts";
import { partyPrice } from "../fares/fare.ts";
import { AIRPORTS, BEST, contextOf, flight, NOW_MS, ran, searchOf } from "../itineraries/context.fixture.ts";
import { offerOf } from "../itineraries/option.ts";
import { type Route, routesOf } from "../itineraries/route.ts";
import { buildTimetable, type FlightRow } from "../timetable/build.ts";
import { loadTimetable } from "../timetable/load.ts";
import type { Timetable } from "../timetable/timetable.ts";
import { search } from "./index.ts";
import { networkOf } from "./network.ts";
import { obviousConnections } from "./oracle.ts";

const resourcesOf = (timetable: Timetable) => ({ timetable, network: networkOf(timetable) });
const world = (...flights: string[]) => resourcesOf(buildTimetable(AIRPORTS, flights.map(flight)));
const flightsOf = (offer: FlightOffer) =>
  offer.slices.map((slice) => slice.segments.map((segment) => segment.flightNumber).join("+")).join("_");
const found = async (resources: ReturnType<typeof world>, request: FlightSearch) =>
  (await ran(search, resources, request)).offers.map(flightsOf).sort();

const TAG = ["QF11 SYD-LAX 2000 820", "QF12 LAX-SYD 2230 900", "QF11 LAX-JFK 1930 320", "QF1 SYD-SIN 1600 480", "QF9 SYD-SIN 1700 480"];

describe("connections", () => {
  test("an offer says all of its flights, its waiting, and who sells it", async () => {
    const resources = world("LH901 LHR-FRA 0900 95 127 320", "LH400 FRA-JFK 1330 525 127 748");
    const { offers, notes } = await ran(search, resources, searchOf("LHR-JFK 2026-12-15"));
    expect(notes).toEqual([]);
    expect(offers).toHaveLength(1);
    expect(offers[0]).toMatchObject({
      seller: "LH",
      price: { currency: "EUR" },
      modelled: true,
      expiresAtMs: NOW_MS + 30 * 60_000,
      slices: [
        {
          durationMinutes: 735,
          segments: [
            { flightNumber: "LH901", departure: "2026-12-15T09:00", arrival: "2026-12-15T11:35", durationMinutes: 95, aircraft: "320" },
            { flightNumber: "LH400", departure: "2026-12-15T13:30", arrival: "2026-12-15T16:15", durationMinutes: 525, aircraft: "748" },
          ],
        },
      ],
    });
  });

  const out = "LH901 LHR-FRA 0900 95"; // in at 11:35
  test.each<[string, string[], string[]]>([
    ["just the minimum, international to international: 45 minutes", [out, "LH400 FRA-JFK 1220 525"], ["LH901+LH400"]],
    ["a minute less", [out, "LH400 FRA-JFK 1219 525"], []],
    ["twelve hours of waiting", [out, "LH400 FRA-JFK 2335 525"], ["LH901+LH400"]],
    ["a minute more", [out, "LH400 FRA-JFK 2336 525"], []],
    ["on the next day within them", ["LH901 LHR-FRA 2000 95", "LH400 FRA-JFK 0830 525"], ["LH901+LH400"]],
    ["two partners", [out, "UA960 FRA-JFK 1330 525"], ["LH901+UA960"]],
    ["two that are none", [out, "AA71 FRA-JFK 1330 525"], []],
    ["two connections", ["LH901 LHR-FRA 0900 95", "LH402 FRA-BOS 1330 500", "UA1 BOS-JFK 1900 80"], ["LH901+LH402+UA1"]],
    ["of three carriers the first and the last are none", ["QF1 SYD-SIN 0900 480", "EK2 SIN-DXB 1800 430", "UA3 DXB-LHR 2330 450"], []],
    ["of three all are", ["QF1 SYD-SIN 0900 480", "EK2 SIN-DXB 1800 430", "QF3 DXB-LHR 2330 450"], ["QF1+EK2+QF3"]],
    ["a local date that is yesterday's in UTC", ["UA1 HNL-LAX 1100 330", "UA2 LAX-JFK 2000 300", "UA3 JFK-BOS 0700 80"], ["UA1+UA2+UA3"]],
    ["not by way of Sydney", ["QF2 LHR-SYD 0900 1380", "QF11 SYD-JFK 2000 1200"], []],
    ["not the origin again", ["BA1 LHR-EDI 0900 80", "BA2 EDI-LHR 1100 85", "BA117 LHR-JFK 1500 455"], []],
    ["not what is non-stop", ["BA117 LHR-JFK 0830 455"], []],
    ["slower, dearer and with more stops: left out", [out, "LH400 FRA-JFK 1330 525", "LH9 FRA-JFK 1330 526"], ["LH901+LH400"]],
  ])("%s", async (name, flights, expected) => {
    const market = expected[0]?.startsWith("UA1") ? "HNL-BOS" : name.startsWith("of three") ? "SYD-LHR" : "LHR-JFK";
    const offers = await found(world(...flights), searchOf(`${market} 2026-12-15`));
    // Two flights of one length differ in price alone, which is the model's to say.
    if (name.startsWith("slower")) expect(offers).toContain(expected[0]);
    else expect(offers).toEqual(expected);
  });

  // JFK-BOS is 300 km, LHR-EDI 533; EDI-FRA 1,069 and over London 1,188.
  test.each<[string, string, string[], string[]]>([
    ["R4: over a hub off the way", "BOS-JFK", ["AA1 BOS-LAX 0700 380", "AA2 LAX-JFK 1200 320"], []],
    ["R4: an hour in the wrong direction", "EDI-CDG", ["LH1 EDI-FRA 0700 115", "LH2 FRA-CDG 1100 75"], ["LH1+LH2"]], // 1,526 km for 875
    ["R4: not where it is flown non-stop", "EDI-CDG", ["LH1 EDI-FRA 0700 115", "LH2 FRA-CDG 1100 75", "AF1 EDI-CDG 0600 110 64"], []],
    [
      "R7: three times as long and two hours",
      "EDI-FRA",
      ["BA1 EDI-LHR 0700 80", "BA2 LHR-FRA 1255 95", "LH1 EDI-FRA 0700 110"],
      ["BA1+BA2"],
    ],
    ["R7: a minute more", "EDI-FRA", ["BA1 EDI-LHR 0700 80", "BA2 LHR-FRA 1256 95", "LH1 EDI-FRA 0700 110"], []],
    [
      "R7: the non-stop flies on another day",
      "EDI-FRA",
      ["BA1 EDI-LHR 0700 80", "BA2 LHR-FRA 1256 95", "LH1 EDI-FRA 0700 110 125"],
      ["BA1+BA2"],
    ],
    [
      "R7: the fastest counts",
      "EDI-FRA",
      ["BA1 EDI-LHR 0700 80", "BA2 LHR-FRA 1255 95", "LH1 EDI-FRA 0700 110", "LH3 EDI-FRA 0900 109"],
      [],
    ],
    ["R8: before midnight", "EDI-FRA", ["BA1 EDI-LHR 2100 80", "BA2 LHR-FRA 2359 95"], ["BA1+BA2"]],
    ["R8: a night on a short way", "EDI-FRA", ["BA1 EDI-LHR 2100 80", "BA2 LHR-FRA 0000 95"], []],
    ["R8: a night on a long one", "EDI-JFK", ["BA1 EDI-LHR 2100 80", "BA2 LHR-JFK 0000 455"], ["BA1+BA2"]],
    ["R9: within the country", "BOS-LAX", ["UA1 BOS-JFK 0700 80", "UA2 JFK-LAX 0930 380"], ["UA1+UA2"]],
    ["R9: by way of another", "EDI-LHR", ["EI1 EDI-DUB 0700 70", "EI2 DUB-LHR 1000 80", "BA1 EDI-LHR 0700 80"], []],
    ["R9: so too without a non-stop flight", "BOS-LAX", ["AA1 BOS-YYZ 0700 100", "AA2 YYZ-LAX 1100 320"], []],
    ["R9: but within Europe's market", "EDI-LHR", ["EI1 EDI-DUB 0700 70", "EI2 DUB-LHR 1000 80"], ["EI1+EI2"]],
    ["R9: a tag goes on from its own long flight", "SYD-JFK", [...TAG, "AA3 LAX-JFK 1900 320"], ["QF11+AA3", "QF11+QF11"]],
    ["R9: and not from a partner's", "SYD-JFK", [...TAG, "AA1 SYD-LAX 1900 820"], ["QF11+QF11"]],
    ["R9: nor within the country", "LAX-BOS", [...TAG, "AA4 JFK-BOS 0700 80"], []],
    ["R5: from point to point", "EDI-FRA", ["FR1 EDI-LHR 0700 80", "FR2 LHR-FRA 1000 95"], []],
    ["R5: low-cost, with connections", "EDI-FRA", ["VY1 EDI-LHR 0700 80", "VY2 LHR-FRA 1000 95"], ["VY1+VY2"]],
  ])("%s, %s", async (_, market, flights, expected) => {
    expect(await found(world(...flights), searchOf(`${market} 2026-12-15`, { maxStops: 1 }))).toEqual(expected);
  });

  test.each([
    ["within the country", "JFK", ["AA1+AA2+AA3"]],
    ["abroad", "YYZ", []],
  ])("R9: so too of two stops the second, %s", async (_, via, expected) => {
    const flights = ["AA1 HNL-LAX 0700 320", `AA2 LAX-${via} 1800 320`, `AA3 ${via}-BOS 0700 90`];
    expect(await found(world(...flights), searchOf("HNL-BOS 2026-12-15"))).toEqual(expected);
  });

  test.each([
    ["0325", ["LH1+LH2+UA3"]], // 1,485 minutes: three times 455, and 120
    ["0326", []],
  ])("R7: so too of two stops, leaving the second at %s", async (leaves, expected) => {
    const flights = ["LH1 LHR-FRA 0900 95", "LH2 FRA-BOS 1330 500", `UA3 BOS-JFK ${leaves} 80`, "BA117 LHR-JFK 0830 455"];
    expect(await found(world(...flights), searchOf("LHR-JFK 2026-12-15"))).toEqual(expected);
  });

  test.each([
    ["where nobody flies them non-stop", [], ["LH1+LH2+UA3"]],
    ["where somebody does, on whatever day", ["BA9 LHR-CDG 0600 75 64"], []],
  ])("R4: two flights of three that go back and forth, %s", async (_, others, expected) => {
    const flights = ["LH1 LHR-FRA 0900 95", "LH2 FRA-CDG 1300 75", "UA3 CDG-JFK 1700 500", ...others];
    expect(await found(world(...flights), searchOf("LHR-JFK 2026-12-15"))).toEqual(expected);
  });

  test("eastwards over the date line one arrives before one left", async () => {
    const { offers } = await ran(search, world("JL1 SIN-NRT 0800 420", "JL2 NRT-HNL 1930 430"), searchOf("SIN-HNL 2026-12-15"));
    expect(offers[0]?.slices[0]?.segments.map((one) => one.arrival)).toEqual(["2026-12-15T16:00", "2026-12-15T07:40"]);
    expect(offers[0]?.slices[0]?.durationMinutes).toBe(420 + 210 + 430);
  });

  test("the night the clocks go back waits an hour longer", async () => {
    const flights = ["LH901 LHR-FRA 2000 95", "LH400 FRA-JFK 0830 525"];
    const minutes = async (date: string) =>
      (await ran(search, world(...flights), searchOf(`LHR-JFK ${date}`), { nowMs: Date.UTC(2026, 9, 1) })).offers[0]?.slices[0]
        ?.durationMinutes;
    expect(await minutes("2026-10-23")).toBe(1215);
    expect(await minutes("2026-10-24")).toBe(1275);
  });

  test.each([
    [0, []],
    [1, ["LH901+LH400"]],
    [2, ["LH901+LH402+UA1", "LH901+LH400"]],
  ])("maxStops %d", async (maxStops, expected) => {
    const resources = world(out, "LH400 FRA-JFK 2300 525", "LH402 FRA-BOS 1330 500", "UA1 BOS-JFK 1900 80");
    expect(await found(resources, searchOf("LHR-JFK 2026-12-15", { maxStops }))).toEqual([...expected].sort());
  });

  test("three connections are not searched, which is noted", async () => {
    const { offers, notes } = await ran(search, world(out, "LH400 FRA-JFK 1330 525"), searchOf("LHR-JFK 2026-12-15", { maxStops: 3 }));
    expect(offers).toHaveLength(1);
    expect(notes).toEqual(["searched with at most 2 connections a slice, not 3"]);
  });

  test.each(["LHR-AKL 2026-12-15", "LHR-XXX 2026-12-15"])("%s, which nobody serves, has no offers", async (slice) => {
    expect(await found(world(out, "LH400 FRA-JFK 1330 525"), searchOf(slice))).toEqual([]);
  });

  test("A8: a search that is cancelled throws the reason", async () => {
    const signal = AbortSignal.abort(new AuctionError("cancelled", "the auction has ended"));
    const run = ran(search, world(out, "LH400 FRA-JFK 1330 525"), searchOf("LHR-JFK 2026-12-15"), { signal });
    await expect(run).rejects.toThrow("the auction has ended");
  });
});

describe("return and multi-city", () => {
  const resources = world(
    "LH901 LHR-FRA 0900 95",
    "LH400 FRA-JFK 1330 525",
    "BA117 LHR-JFK 0830 455",
    "LH401 JFK-FRA 1600 430",
    "LH902 FRA-LHR 0900 100",
    "BA178 JFK-LHR 0800 420",
  );

  test("a slice may be non-stop as long as another has a connection", async () => {
    const offers = await found(resources, searchOf(["LHR-JFK 2026-12-15", "JFK-LHR 2026-12-22"]));
    expect(offers).toEqual(["BA117_LH401+LH902", "LH901+LH400_BA178", "LH901+LH400_LH401+LH902"].sort().flatMap((one) => sellers(one)));
  });

  /** BA117 is also sold by its partners, and then the whole ticket is theirs. */
  function sellers(flights: string): string[] {
    return flights.startsWith("BA117_") ? [flights, flights, flights] : [flights];
  }

  test("maxStops 0 and a market without connections have none", async () => {
    expect(await found(resources, searchOf(["LHR-JFK 2026-12-15", "JFK-LHR 2026-12-22"], { maxStops: 0 }))).toEqual([]);
    expect(await found(resources, searchOf(["LHR-FRA 2026-12-15", "FRA-LHR 2026-12-22"]))).toEqual([]);
  });
});

/** The same search by the oracle: cost and all, in the order of the result. */
function expectedOf(timetable: Timetable, request: FlightSearch, objective: Objective): string[] {
  const context = contextOf(undefined, [], { objective });
  const [route] = routesOf(timetable, request, NOW_MS) as [Route];
  const price = (seller: string, dollars: number) =>
    context.convert(partyPrice(dollars, seller, request.passengers)) ?? Number.POSITIVE_INFINITY;
  return obviousConnections(timetable, route, Math.min(request.maxStops, 2), NOW_MS, price)
    .map(({ flights, seller, dollars }) => {
      const option = { departures: flights, fares: [{ seller, dollars }] };
      return offerOf(timetable, [option], seller, partyPrice(dollars, seller, request.passengers), NOW_MS);
    })
    .map((offer) => lineOf(offer, objective))
    .sort();
}

function lineOf(offer: FlightOffer, objective: Objective): string {
  const minutes = offer.slices[0]?.durationMinutes ?? 0;
  const stops = (offer.slices[0]?.segments.length ?? 0) - 1;
  const cost = contextOf(undefined, [], { objective }).cost(offer.price, minutes, stops) ?? Number.NaN;
  return `${String(cost).padStart(12, "0")} ${offer.seller} ${offer.price.amount} ${offer.price.currency} ${itineraryKey(offer.slices)}`;
}

describe("against exhaustive enumeration", () => {
  /** Airports close enough to each other for connections to be no detour: over oceans, within a country, within Europe. */
  const worlds = ["BOS CDG EDI FRA JFK LHR", "AKL HNL LAX NRT SIN SYD", "BOS HNL JFK LAX SYD", "CDG EDI FRA LHR"].map((codes) => {
    const code = fc.constantFrom(...codes.split(" "));
    const row = fc.record<FlightRow>({
      carrier: fc.constantFrom("AA", "BA", "QF", "LH", "UA", "EK", "FR", "ZZ"),
      number: fc.integer({ min: 1, max: 9999 }),
      origin: code,
      destination: code,
      departure: fc.integer({ min: 0, max: 1439 }),
      blockMinutes: fc.nat(150), // and the distance, below
      days: fc.integer({ min: 1, max: 127 }),
      aircraft: fc.constantFrom("320", "77W", "789", "DH4"),
    });
    return fc.record({
      market: fc.uniqueArray(code, { minLength: 2, maxLength: 2 }).map((ends) => ends.join("-")),
      rows: fc.array(row, { minLength: 40, maxLength: 400, size: "max" }),
    });
  });
  const places = buildTimetable(AIRPORTS, []);
  const leastMinutes = ({ origin, destination }: FlightRow) =>
    Math.round(40 + places.distanceKm(places.airport(origin), places.airport(destination)) / 15);
  // Dates on which clocks change somewhere, and a plain one.
  const dates = ["2026-12-15", "2027-03-14", "2027-03-28", "2027-04-04", "2026-11-24"];
  const objectives: Objective[] = [BEST, { valuePerHour: 0, penaltyPerStop: 0 }, { valuePerHour: 100_000, penaltyPerStop: 0 }];

  test("the same front, and so the same ten best by cost, and no floor that lies, on 1,500 random markets of random timetables", async () => {
    let [compared, floored] = [0, 0];
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(...worlds),
        fc.constantFrom(...dates),
        fc.constantFrom(...objectives),
        fc.constantFrom(...CABINS),
        fc.integer({ min: 1, max: 3 }),
        async ({ market, rows }, date, objective, cabin, maxStops) => {
          const timetable = buildTimetable(
            AIRPORTS,
            rows
              .filter((row) => row.origin !== row.destination)
              .map((row) => ({ ...row, blockMinutes: row.blockMinutes + leastMinutes(row) })),
          );
          const request = searchOf(`${market} ${date}`, {
            cabin,
            maxStops,
            passengers: { adults: 2, children: 1, infants: 0 },
          });
          const { offers, parts } = await ran(search, resourcesOf(timetable), request, { objective });
          const lines = offers.map((offer) => lineOf(offer, objective));
          expect([...lines].sort()).toEqual(expectedOf(timetable, request, objective));
          const costs = lines.map((line) => Number(line.slice(0, 12)));
          const cut = parts[0]?.offers ?? costs.length;
          const [first, second] = [costs.slice(0, cut), costs.slice(cut)];
          for (const part of [first, second]) expect(part).toEqual([...part].sort((a, b) => a - b));
          for (const { floor } of parts) expect(second[0] ?? Number.POSITIVE_INFINITY).toBeGreaterThanOrEqual(floor ?? Number.NaN);
          compared += lines.length;
          floored += second.length;
        },
      ),
      { numRuns: 1_500, seed: 20261215 },
    );
    expect(compared).toBeGreaterThan(500); // the random worlds are dense enough to say something
    expect(floored).toBeGreaterThan(20); // `floor.test.ts` has worlds that are about this
  }, 60_000);

  test("the same on markets of the real timetable", async () => {
    const timetable = await loadTimetable(null);
    const resources = resourcesOf(timetable);
    let compared = 0;
    for (const market of ["LHR-JFK", "LHR-SYD", "EDI-BOS", "GVA-HND", "OSL-SIN", "ABZ-LIS", "MEX-YVR", "GIG-NCE", "CPT-ARN", "SEA-DEL"]) {
      const request = searchOf(`${market} 2026-12-15`);
      const { offers } = await ran(search, resources, request);
      const lines = offers.map((offer) => lineOf(offer, BEST)).sort();
      expect(lines).toEqual(expectedOf(timetable, request, BEST));
      compared += lines.length;
    }
    expect(compared).toBeGreaterThan(20);
  }, 60_000);
});
