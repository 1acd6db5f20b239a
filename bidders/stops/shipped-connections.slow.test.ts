/** Connections that an airline's expert looks for, in the timetable that ships. */
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { FlightOffer } from "../../proto/messages.ts";
import { NOW_MS, ran, searchOf } from "../../test/fixtures/flights/context.ts";
import { carrierFacts } from "../flights/fares/carriers.ts";
import { modelRates } from "../flights/fares/rates.ts";
import { CHARTER } from "../flights/itineraries/interline.ts";
import { nonstopOptions } from "../flights/itineraries/nonstop.ts";
import { sliceOf } from "../flights/itineraries/option.ts";
import { type Route, routesOf } from "../flights/itineraries/route.ts";
import type { Network } from "./engine/network.ts";
import { open, search } from "./same-thread-search.ts";

let network: Network;

beforeAll(async () => {
  network = await open({ timetablePath: null });
});

async function offersFor(market: string): Promise<FlightOffer[]> {
  const request = searchOf(`${market} 2027-03-18`, { maxStops: 2 });
  const rates = modelRates(request.currency);
  return (await ran(search, network, request, { rates, offersMax: 100 })).offers;
}

const segmentsOf = ({ slices }: FlightOffer) => slices.flatMap(({ segments }) => segments);

describe("INTERLINE-1 and INTERLINE-2: carriers that had connected with themselves alone feed others", () => {
  test.each([
    ["LHR-KOI", "LM", 5 * 60],
    ["LHR-LKN", "WF", 18 * 60],
    ["LAX-MZG", "B7", 30 * 60],
    ["KEF-HNL", "FI", 30 * 60],
    ["JFK-KOI", "LM", 30 * 60],
    ["HKG-KOI", "LM", 30 * 60],
    ["CDG-SVJ", "WF", 24 * 60],
  ])("%s has several ways, one with %s, the fastest within %d minutes", async (market, carrier, minutesMax) => {
    const offers = await offersFor(market);
    expect(offers.length).toBeGreaterThanOrEqual(3);
    const minutes = offers.map(({ slices }) => slices[0]?.durationMinutes as number);
    expect(Math.min(...minutes)).toBeLessThanOrEqual(minutesMax);
    const carriers = new Set(offers.flatMap(segmentsOf).map((segment) => segment.carrier));
    expect([...carriers]).toContain(carrier);
    expect(carriers.size).toBeGreaterThan(1);
  });
});

// Of the issue: each of them connected with itself alone. WestJet is low-cost: its partners alone.
test.each([
  ...["WF", "LM", "FI", "BT", "B7", "AE", "LG", "JU", "KU", "GF", "PR"].map(
    (code) => [code, 100] as const,
  ),
  ["WS", 15] as const,
])("INTERLINE-1 and INTERLINE-2: %s connects with %i other carriers or more", (code, least) => {
  const { timetable, connects } = network;
  const { carriers } = timetable;
  const carrier = carriers.indexOf(code);
  const partners = carriers.filter(
    (_, other) => other !== carrier && connects[carrier * carriers.length + other] !== 0,
  );
  expect(carrier).toBeGreaterThanOrEqual(0);
  expect(partners.length).toBeGreaterThanOrEqual(least);
});

test("INTERLINE-2: only low-cost and charter carriers connect with themselves alone, under an eighth of all departures", () => {
  const { timetable, connects } = network;
  const { carriers } = timetable;
  const alone = carriers.filter((_, carrier) =>
    carriers.every(
      (_, other) => other === carrier || connects[carrier * carriers.length + other] === 0,
    ),
  );
  const departures = new Map<string, number>();
  let all = 0;
  for (let row = 0; row < timetable.rows; row++) {
    const code = carriers[timetable.carrier[row] as number] as string;
    const week = (timetable.days[row] as number).toString(2).replaceAll("0", "").length;
    departures.set(code, (departures.get(code) ?? 0) + week);
    all += week;
  }
  const share = alone.reduce((sum, code) => sum + (departures.get(code) ?? 0), 0) / all;
  expect(alone.filter((code) => carrierFacts(code).tier !== "low-cost")).toEqual(
    alone.filter((code) => CHARTER.has(code)),
  );
  expect(share).toBeLessThan(1 / 8);
});

describe("TERMINAL-2: between terminals of Heathrow", () => {
  const minutesOf = (local: string) => Date.parse(`${local}:00Z`) / 60_000;

  test("no connection changes terminal in under 90 minutes, and some do in more", async () => {
    const markets = ["DXB-BOS", "EDI-SFO", "DUB-SIN", "BOM-YYZ", "ARN-JFK", "HKG-EDI", "CPT-ABZ"];
    const waits: { readonly change: string; readonly minutes: number }[] = [];
    for (const market of markets) {
      for (const { slices } of await offersFor(market))
        for (const { segments } of slices)
          for (const [i, next] of segments.entries()) {
            const before = segments[i - 1];
            if (before?.destination !== "LHR") continue;
            const [from, to] = [before.destinationTerminal, next.originTerminal];
            if (from === undefined || to === undefined) continue;
            const minutes = minutesOf(next.departure) - minutesOf(before.arrival);
            waits.push({ change: `${from} ${to}`, minutes });
          }
    }
    const changes = waits.filter(({ change }) => change[0] !== change[2]);
    const same = waits.filter(({ change }) => change[0] === change[2]);
    expect(changes.filter(({ minutes }) => minutes < 90)).toEqual([]);
    expect(changes.length).toBeGreaterThan(5);
    expect(same.some(({ minutes }) => minutes < 90)).toBe(true);
  });
});

test.each([
  ["LHR-JFK", "BA", "5", "8"],
  ["LHR-JFK", "VS", "3", "4"],
  ["DXB-LHR", "EK", "3", "3"],
  ["CDG-JFK", "AF", "2E", "1"],
  ["SYD-MEL", "QF", "3", "1"],
  ["EDI-LHR", "BA", undefined, "5"],
  ["LHR-FRA", "BA", "5", "3"],
  ["LHR-FRA", "LH", "2", "1"],
  ["ICN-SIN", "OZ", "2", "3"],
])("TERMINAL-1: %s with %s goes from terminal %s to %s", (market, carrier, from, to) => {
  const [[route]] = routesOf(network, searchOf(`${market} 2027-03-18`), NOW_MS) as [[Route]];
  const segments = nonstopOptions(network, route, NOW_MS)
    .flatMap((option) => sliceOf(network.timetable, option).segments)
    .filter((segment) => segment.carrier === carrier);
  expect(segments.length).toBeGreaterThan(0);
  for (const { originTerminal, destinationTerminal } of segments)
    expect({ originTerminal, destinationTerminal }).toEqual({
      originTerminal: from,
      destinationTerminal: to,
    });
});
