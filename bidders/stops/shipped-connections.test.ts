/** Connections that an airline's expert looks for, in the timetable that ships. */
import { beforeAll, describe, expect, test } from "@jest/globals";
import type { FlightOffer } from "../../proto/messages.ts";
import { ran, searchOf } from "../../test/fixtures/flights/context.ts";
import { carrierFacts } from "../flights/fares/carriers.ts";
import { modelRates } from "../flights/fares/rates.ts";
import { CHARTER } from "../flights/itineraries/interline.ts";
import type { Network } from "./engine/network.ts";
import { open, search } from "./same-thread-search.ts";

let network: Network;

beforeAll(async () => {
  network = await open({ timetablePath: null });
}, 60_000);

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
    expect(offers.length).toBeGreaterThan(3);
    const minutes = offers.map(({ slices }) => slices[0]?.durationMinutes as number);
    expect(Math.min(...minutes)).toBeLessThanOrEqual(minutesMax);
    const carriers = new Set(offers.flatMap(segmentsOf).map((segment) => segment.carrier));
    expect([...carriers]).toContain(carrier);
    expect(carriers.size).toBeGreaterThan(1);
  });
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
  expect(alone.filter((code) => carrierFacts(code).kind !== "low-cost")).toEqual(
    alone.filter((code) => CHARTER.has(code)),
  );
  expect(share).toBeLessThan(1 / 8);
});
