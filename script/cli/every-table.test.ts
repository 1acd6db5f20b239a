/**
 * The tables of all commands, in the widths of usual terminals (FIT-1), with values as long as they
 * really are.
 */
import { expect, test } from "@jest/globals";
import { buildTimetable, type FlightRow } from "../../bidders/flights/timetable/build.ts";
import { dayNumberOf } from "../../bidders/flights/timetable/departures.ts";
import { ArmCounts } from "../../gateway/experiments/arm-counts.ts";
import type { Figures } from "../../gateway/replay/policy-figures.ts";
import type { Tuned } from "../../gateway/replay/tuning/tune.ts";
import type { CalendarResult } from "../../proto/calendar.ts";
import type { Fare } from "../../proto/messages.ts";
import {
  itinerary,
  report,
  searchResult,
  sellerOffer,
  sliceBetween,
} from "../../test/fixtures/cli/results.ts";
import { failed, notChecked as openCheck, passed } from "../conformance/verdict.ts";
import { fault, notChecked, ok, warning } from "../doctor/check.ts";
import { readView, samplesOf } from "../experiment/arm-samples.ts";
import { experimentReport } from "../experiment/report.ts";
import { reportText } from "../experiment/report-text.ts";
import { changesText } from "../rates/table.ts";
import { replayText } from "../replay/replay-text.ts";
import { tuneText } from "../replay/tune-text.ts";
import { flightsTable } from "../timetable/show.ts";
import { auctionText } from "./auction-text.ts";
import { benchmarksText } from "./benchmarks.ts";
import { calendarText } from "./calendar-text.ts";
import { COMMANDS } from "./commands.ts";
import { conformanceLines } from "./conformance-table.ts";
import { doctorLines } from "./doctor-table.ts";
import { pageText } from "./itineraries-text.ts";
import { columnsOf } from "./layout.ts";
import { resultText } from "./result-text.ts";
import { readInstance } from "./roster.ts";
import { rosterLines } from "./roster-table.ts";
import { stateText } from "./state-text.ts";
import type { Timeline } from "./timeline.ts";

const paint = (_: string, text: string) => text;
const usd = (amount: number) => ({ amount, currency: "USD" });

function searched(width: number): string {
  const out = sliceBetween("2026-12-01T18:10", "2026-12-02T06:50", "LHR", "AMS", "KEF", "JFK");
  const ends = { originTerminal: "5", destinationTerminal: "Terminal 2 East" };
  const segments = out.segments.map((one) => ({ ...one, ...ends }));
  const parts = { base: usd(1_000_000), taxes: usd(234_567) };
  const fare = { name: "Economy Light", brand: "light", cabinBags: 1, checkedBags: 0 } as Fare;
  const found = itinerary({
    slices: [
      { ...out, segments },
      sliceBetween("2026-12-08T20:00", "2026-12-09T08:05", "JFK", "LHR"),
    ],
    price: usd(1_234_567),
    sellers: [
      sellerOffer({
        seller: "A Travel Agency with a Long Name",
        fares: [{ ...fare, ...parts }],
      }),
      sellerOffer(),
    ],
  });
  const result = searchResult({ itineraries: [found] });
  return resultText(result, { width, paint, allSellers: true });
}

function soFar(width: number): string {
  const reason = "its sellers did not answer: ".repeat(4);
  const long = report({ bidder: "a-bidder-with-a-long-name", outcome: "declined", reason });
  const expected = ["nonstop", "a-bidder-with-a-long-name", "another-bidder-with-a-long-name"];
  const running = searchResult({ bidders: [report(), long] });
  return stateText({ ...running, state: "running", expected }, { width, paint, allSellers: false });
}

function page(width: number): string {
  const hours = Array.from({ length: 24 }, (_, value) => {
    return { value, itineraries: 100, lowestPrice: usd(1_234_567) };
  });
  const seller = { value: "A Travel Agency with a Long Name", itineraries: 9, lowestPrice: usd(1) };
  const answer = { kept: "shown", sort: "duration", total: 3_000, next: null } as const;
  const facets = { departureHours: hours, sellers: [seller], airports: { via: [] } };
  return pageText(
    { ...answer, itineraries: [itinerary({})], facets },
    { width, paint, allSellers: true },
  );
}

function calendar(width: number): string {
  const cells = Array.from({ length: 31 }, (_, i) => ({
    departureDate: `2026-12-${String(i + 1).padStart(2, "0")}`,
    state: "exact",
    price: usd(123_456 + 1_000 * i),
    itinerary: "DL2-LHRJFK-20261201T1010",
    seller: "DL",
    bidder: "nonstop",
  }));
  const days = { from: "2026-12-01", to: "2026-12-31" };
  const result = { ...searchResult({}), days, cells } as unknown as CalendarResult;
  return calendarText(result, "LHR–JFK", { width, paint, heat: (_, text) => text });
}

function auction(width: number): string {
  const bid = {
    instance: "stops-7f3a",
    offers: 120,
    floor: usd(30_000),
    queuedMs: 12,
    workMs: 340,
  };
  const bids = [
    { ...bid, atMs: 20, final: false },
    { ...bid, atMs: 780, final: true },
  ];
  const timeline: Timeline = {
    ...{ searchId: "q0mXS-1bYxsVdGkP", startedAt: "2026-12-01T10:00:00.000Z" },
    ...{ deadlineMs: 800, endedAtMs: 780, endedBy: "complete", partial: false },
    why: "Every bidder that was expected had answered, the last of them shortly before the deadline.",
    quorum: { bidders: 2, required: ["nonstop"], metAtMs: 80, graceEndMs: 100 },
    lanes: ["nonstop", "stops", "a-bidder-with-a-long-name"].map((bidder) => ({
      ...{ bidder, outcome: "answered", reason: null, intended: false, calledAtMs: 0 },
      ...{ hedges: [{ atMs: 50, instance: "stops-9c1b" }], bids, cancelledAtMs: null, late: [] },
    })),
    best: [{ atMs: 20, price: usd(30_000), shown: 20 }],
    regret: usd(0),
  };
  return auctionText(timeline, { width, paint });
}

function bidders(width: number): string {
  const data = { inFlight: 12, waiting: 104, p50Ms: 123.4, p95Ms: 4_567.8 };
  const stats = {
    ...{ name: "nonstop", id: "nonstop-7f3a9c1b0d2e", version: "10.11.12" },
    metadata: { markets: "LHR.*,*.JFK,CDG.*,*.SFO" },
    started: "2026-12-01T00:00:00.000Z",
    endpoints: [{ name: "flights", num_requests: 1_234_567, num_errors: 42, data }],
  };
  const read = readInstance(JSON.stringify(stats), { fromMs: 0, toMs: 0 });
  if (read === undefined) throw new Error("not read");
  const nowMs = Date.parse("2026-12-12T00:00:00.000Z");
  return rosterLines([{ bidder: read.kind, instances: [read.instance] }], nowMs, {
    width,
    paint,
  }).join("\n");
}

function conformance(width: number): string {
  const verdicts = [passed("all"), openCheck("nothing came"), failed("a bid", "none", BYTES)];
  const checks = verdicts.map((verdict) => ({
    ...{ id: "market-not-served", what: "a call for another market gets no offers", verdict },
    where: "docs/wire-protocol.md#what-the-gateway-checks-in-an-offer",
  }));
  const run = { kind: "own", instance: "i1", instances: ["i1"], markets: ["LHR.JFK"], checks };
  const ends = { isStopped: true, isLost: false };
  return conformanceLines({ ...run, ...ends }, "first", { width, paint }).join("\n");
}

const BYTES = new Uint8Array(200);

function doctor(width: number): string {
  const remedy =
    "copy that block into the broker's nats.conf, and reload it (docs/operations.md, Revoke a bidder, step 2)";
  const untried = "not tried beside running processes: publish to auction.flights.*.*";
  return doctorLines(
    [
      ok("broker", "nats://broker-1.internal:4222, as gateway, nonstop, stops, monitor"),
      ok("rights of a-bidder-with-a-long-name", `has all 16 that it needs; ${untried}`),
      warning("round trip", "31.4 ms", "at most 25 ms", "run this command beside the broker"),
      fault("rights of stops", `may not publish to ${"x".repeat(90)}`, "its rights", remedy),
      notChecked("HTTP port", "no gateway's address is named", "an answer to /ready", "name it"),
    ],
    { width, paint },
  ).join("\n");
}

function timetable(width: number): string {
  const place = (code: string, country: string, zone: string, [latitude, longitude]: number[]) => ({
    ...{ code, country, zone, city: code },
    ...{ latitude: latitude as number, longitude: longitude as number },
  });
  const airports = [
    place("LHR", "GB", "Europe/London", [51.47, -0.46]),
    place("SYD", "AU", "Australia/Sydney", [-33.95, 151.18]),
  ];
  const row: FlightRow = {
    ...{ carrier: "BA", number: 9_117, origin: "LHR", destination: "SYD", days: 127 },
    ...{ departure: 1_270, blockMinutes: 1_390, aircraft: "77W" },
    ...{ validFrom: dayNumberOf("2026-12-01"), validTo: dayNumberOf("2027-03-27") },
    codeshares: ["AA6143", "IB7301", "AY5477", "QR5901"],
  };
  const built = buildTimetable(airports, [row, { ...row, number: 15 }]);
  const market = [built.airport("LHR"), built.airport("SYD")] as const;
  return flightsTable(built, market, dayNumberOf("2026-12-15"), { width, paint });
}

function rates(width: number): string {
  const table = (date: string, share: number) => ({
    ...{ date, base: "EUR" as const },
    rates: {
      EUR: 1,
      IDR: 16_800.25 * share,
      IRR: 49_123.123_456 * share,
      KWD: 0.320_231_7 * share,
    },
  });
  return changesText(table("2026-12-01", 1), table("2026-12-02", 1.000_001_3), { width, paint });
}

function experiment(width: number): string {
  const counts = new ArmCounts();
  const names = ["control", "an-arm-with-a-long-name-as-long-as-an-arm-may-have-it-64-characters"];
  const its = { policy: "patient", share: 5_000, state: "stopped", unknown: 7, nothing: 2 };
  for (const elapsedMs of [101, 250, 799])
    counts.add({ endedBy: "quorum", partial: true, elapsedMs, bestPrice: 123_456_789 });
  counts.addRegret(null);
  const arms = names.map((arm) => ({ arm: arm.slice(0, 64), ...its, ...counts.view() }));
  const view = {
    experiment: "e",
    by: "search",
    currency: "USD",
    arms,
    shadows: [{ ...its, ...counts.view() }],
  };
  return reportText(experimentReport(samplesOf([readView(view)]), 0.95), { width, paint });
}

const LONG_NAME = "a policy with a name of sixty-four characters, as many as it has";

function replayed(width: number): string {
  const figures: Figures = {
    ...{ auctions: 1_234_567, unknown: 12_345, partialShare: 0.123 },
    time: { meanMs: 1_234.5, p50Ms: 1_234.5, p95Ms: 12_345.6, p99Ms: 12_345.6 },
    ends: { complete: 0.5, settled: 0.3, quorum: 0.1, deadline: 0.1 },
    regret: {
      ...{ known: 1_234_000, shareWithAny: 0.123, meanPercent: 1.23, p95Percent: 12.3 },
      money: [{ currency: "USD", auctions: 1_234_000, mean: 1_234.5, p95: 123_456.7 }],
    },
  };
  const market = "United–Kingdom";
  const policy = {
    ...figures,
    policy: { name: LONG_NAME },
    byMarket: Array.from({ length: 12 }, () => ({ ...figures, market })),
    byBidder: [{ bidder: "a-bidder-with-a-long-name", share: 0.71 }],
    compared: {
      ...{ auctions: 1, msLess: 200, costMore: 40, currency: "USD" },
      most: { bidder: "a-bidder-with-a-long-name", market, share: 0.71 },
    },
  };
  const verified = { same: 1_234_567, other: 0, without: 12_345 };
  return replayText(
    {
      auctions: 1_234_567,
      leftOut: 12_345,
      notDrawn: 0,
      learning: null,
      unsound: 12,
      policies: [policy, policy],
      verified,
    },
    { width, paint },
  );
}

function tuned(width: number): string {
  const score = {
    ...{ auctions: 20_000, unknown: 0, meanMs: 1_234.5, p95Ms: 12_345.6, regretKnown: 20_000 },
    ...{ regretUnknown: 0, regretPercent: 12.345, regretError: 0.1, settledShare: 0.1 },
  };
  const policy = {
    ...{ name: "tuned", deadlineMs: 12_345, quorum: "60%" as const, settle: false },
    required: ["a-bidder-with-a-long-name", "another-one"],
    grace: { share: 0.25, msMin: 0, msMax: 60_000 },
  };
  const expected = {
    ...{ folds: 4, meanMs: 1_234.5, meanMsSpread: 123.4 },
    ...{ regretPercent: 12.345, regretPercentSpread: 1.234 },
  };
  const all: Tuned[] = [
    { rule: "fixed timeout", policy: null, score: null, expected: null },
    { rule: "any rule", policy, score, expected },
  ];
  const classes = [{ market: "beyond 4,000 km", auctions: 200, tuned: all }];
  const left = {
    left: 1_000_000,
    leftOut: 0,
    notDrawn: 12_345,
    warmUp: 500,
    offered: 1_000,
    whole: 1_000,
    unheard: 1_234,
  };
  return tuneText({ auctions: 20_000, ...left, all, classes }, { width, paint });
}

/** Each command, and what it prints as a table. */
const TABLES: Readonly<Record<string, Readonly<Record<string, (width: number) => string>>>> = {
  search: { "its itineraries": searched, "its calendar": calendar },
  bidders: { "the roster": bidders },
  doctor: { "its checks": doctor },
  conformance: { "its checks": conformance },
  auction: { "its lanes": auction },
  itineraries: { "a page with facets": page },
  state: { "what has come so far": soFar },
  cancel: {},
  replay: { "the figures of policies": replayed },
  tune: { "the policies of each rule": tuned },
  experiment: { "its report": experiment },
  timetable: { "the flights of a day": timetable },
  rates: { "what has changed": rates },
  key: {},
  bench: {},
  completion: {},
};

test("every command is here: those without a table say so", () => {
  expect(Object.keys(TABLES)).toEqual(COMMANDS.map(({ name }) => name));
  expect(Math.max(...benchmarksText().split("\n").map(columnsOf))).toBeLessThanOrEqual(100);
});

const cases = Object.entries(TABLES).flatMap(([command, tables]) =>
  Object.entries(tables).flatMap(([what, draw]) =>
    [40, 60, 80].map((width) => ({ command, what, width, draw })),
  ),
);

test.each(cases)("$command: $what in $width columns (FIT-1)", ({ width, draw }) => {
  const lines = draw(width).split("\n");
  expect(lines.length).toBeGreaterThan(2);
  expect(lines.filter((line) => columnsOf(line) > width)).toEqual([]);
});

test("the flights of a day keep everything in 60 columns: what has no room is below its row", () => {
  expect(`\n${timetable(60)}\n`).toMatchInlineSnapshot(`
"
LHR-SYD on 2026-12-15
flight  departs  arrives   minutes  type
────────────────────────────────────────
BA15    21:10    07:20 +2     1390  77W
    period 2026-12-01..2027-03-27
    sold as AA6143 AY5477 IB7301 QR5901
BA9117  21:10    07:20 +2     1390  77W
    period 2026-12-01..2027-03-27
    sold as AA6143 AY5477 IB7301 QR5901
"
`);
});
