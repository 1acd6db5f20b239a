import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import type { FlightSearch } from "../../proto/messages.ts";
import { contextOf, ran, searchOf } from "../../test/fixtures/flights/context.ts";
import { createHandler } from "../../test/fixtures/kit/call-handler.ts";
import { until } from "../../test/harness/until.ts";
import type { Network } from "./engine/network.ts";
import {
  concurrency,
  coverage,
  estimate,
  open,
  parallel,
  type Stops,
  search,
  whyDeclined,
  whyEmpty,
} from "./index.ts";
import * as inline from "./same-thread-search.ts";

let stops: Stops;
let here: Network;
const failures: unknown[] = [];
const LONDON = ["LHR", "LGW", "STN", "LTN", "LCY", "SEN"];
const NEW_YORK = ["JFK", "EWR", "LGA", "HPN"];

beforeAll(async () => {
  here = await inline.open({ timetablePath: null });
  stops = await open(
    { timetablePath: null, threads: 2 },
    { note: () => {}, reportFailure: (...failure) => failures.push(failure) },
  );
});

afterAll(async () => {
  await stops.close();
  expect(failures).toEqual([]);
});

describe("the bidder `stops` in threads", () => {
  const party = { passengers: { adults: 2, children: 1, infants: 1 } };
  test.each<[string, FlightSearch, least: number]>([
    ["one way", searchOf("LHR-SYD 2026-12-15"), 10],
    [
      "one connection at most, cheapest first",
      searchOf("EDI-BOS 2026-12-15", { maxStops: 1, sort: "price" }),
      1,
    ],
    [
      "a family, there and back, in business",
      searchOf(["MEX-YVR 2026-12-15", "YVR-MEX 2027-01-05"], { cabin: "business", ...party }),
      1,
    ],
    ["far ahead, over a change of the clocks", searchOf("OSL-SIN 2027-03-27"), 1],
    ["none wanted", searchOf("LHR-SYD 2026-12-15", { maxStops: 0 }), 0],
    ["an unknown place", searchOf("LHR-QQQ 2026-12-15"), 0],
  ])("finds, says and promises what it would in place: %s", async (_, request, least) => {
    const [threaded, inPlace] = await Promise.all([
      ran(search, stops, request, { offersMax: 100 }),
      ran(inline.search, here, request, { offersMax: 100 }),
    ]);
    expect(threaded).toEqual(inPlace);
    expect(threaded.offers.length).toBeGreaterThanOrEqual(least);
  });

  test("GAP-2: says why it may have nothing, and states what it has", () => {
    const { carriers, missing } = coverage(stops);
    expect(carriers.map(({ carrier }) => carrier)).toContain("BA");
    expect(missing.map(({ carrier }) => carrier)).toContain("WN");
    expect(whyEmpty(searchOf("HOU-MSY 2026-12-15"), stops)).toMatch(
      /^domestic United States: the timetable has no flights of Southwest Airlines \(WN\)/,
    );
  });

  test("many at once answer as one by one", async () => {
    const requests = ["LHR-SYD", "GVA-HND", "ABZ-LIS", "GIG-NCE", "CPT-ARN", "SEA-DEL"].map(
      (market) => searchOf(`${market} 2026-12-15`),
    );
    const together = await Promise.all(requests.map((request) => ran(search, stops, request)));
    for (const [i, request] of requests.entries())
      expect(together[i]).toEqual(await ran(inline.search, here, request));
  });

  test("A8: a search that is cancelled throws the reason, and the next is answered", async () => {
    const cancel = new AbortController();
    const cancelled = ran(search, stops, searchOf("LHR-SYD 2026-12-15"), { signal: cancel.signal });
    cancel.abort(new Error("the auction has ended"));
    await expect(cancelled).rejects.toThrow("the auction has ended");
    expect((await ran(search, stops, searchOf("LHR-SYD 2026-12-15"))).offers).not.toEqual([]);
  });

  test("A8: one that has no time left ends by itself, as cancelled", async () => {
    const context = { ...contextOf(stops, []), remainingMs: () => -1_000 };
    await expect(search(searchOf("LHR-SYD 2026-12-15"), context).next()).rejects.toMatchObject({
      code: "cancelled",
    });
  });

  test("STOPSROUTE-1, A6: a calendar that is too large for a thread is declined at once, and ends no thread", async () => {
    const { deliver, answers } = createHandler(
      (request: FlightSearch, { signal }: { readonly signal: AbortSignal }) =>
        search(request, { ...contextOf(stops, []), signal }),
      {},
      { whyDeclined },
    );
    const january = (day: number) => `2027-01-${day}`;
    const slices = [
      { origins: LONDON, destinations: NEW_YORK, from: january(10), to: january(31) },
      { origins: NEW_YORK, destinations: LONDON, from: january(13), to: "2027-02-28" },
    ].map(({ origins, destinations, from, to }) => ({
      origin: origins[0] as string,
      destination: destinations[0] as string,
      departureDate: from,
      departureDates: { from, to },
      origins,
      destinations,
    }));
    const limits = { stayNights: { min: 5, max: 18 } };
    const calendar = searchOf("LHR-JFK 2027-01-10", { maxStops: 3, sort: "price", limits });
    deliver("s", { search: { ...calendar, calendar: true, slices } });
    await until(() => answers("s").length > 0);
    expect(answers("s")).toEqual([
      expect.stringMatching(/^declined: too many routes: each departure day /),
    ]);
    expect((await ran(search, stops, searchOf("LHR-SYD 2026-12-15"))).offers).not.toEqual([]);
  });

  test.each([
    ["that is none", join(import.meta.dirname, "index.ts"), "cannot be used"],
    ["that is not there", "/nowhere/timetable.bin.br", "there is no such file"],
  ])("does not open with a timetable %s, and says so", async (_, timetablePath, why) => {
    await expect(
      open({ timetablePath, threads: 1 }, { note: () => {}, reportFailure: () => {} }),
    ).rejects.toThrow(new RegExp(`^The timetable ${timetablePath} .*${why}`));
  });

  test("runs four searches a thread, which take turns there", () => {
    expect([1, 2, 16].map((threads) => [concurrency({ threads }), parallel({ threads })])).toEqual([
      [4, 1],
      [8, 2],
      [64, 16],
    ]);
  });

  test("learns what a search costs from what it did cost", async () => {
    const trip = searchOf(["LHR-SYD 2026-12-15", "SYD-LHR 2026-12-22", "LHR-JFK 2026-12-29"]);
    const before = estimate(trip, stops);
    expect(before.costMs).toBeGreaterThan(0);
    await ran(search, stops, trip);
    expect(estimate(trip, stops)).not.toEqual(before);
  });
});
