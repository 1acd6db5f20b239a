/** What `stops` and `nonstop` say that they left out by rule (LEFTOUT-1). */
import { describe, expect, test } from "@jest/globals";
import { LeftOutCounts } from "../../bidders/flights/itineraries/left-out-counts.ts";
import { nonstopOffers as searchNonstop } from "../../bidders/nonstop/index.ts";
import { search as searchStops } from "../../bidders/stops/same-thread-search.ts";
import { itineraryKey } from "../../proto/itinerary.ts";
import type { BidNote, FlightSearch } from "../../proto/messages.ts";
import { contextOf, searchOf } from "../fixtures/flights/context.ts";
import { board, EARLY_MS } from "../fixtures/stops/boards.ts";

const OUT = "LH901 LHR-FRA 0900 95"; // in at 11:35

async function countsOf(
  search: typeof searchStops | typeof searchNonstop,
  flights: readonly string[],
  request: FlightSearch,
  nowMs = EARLY_MS,
): Promise<Record<string, number>> {
  const said: BidNote[] = [];
  const { network } = board(flights);
  const context = {
    ...contextOf(network, [], { nowMs }),
    leftOut: (note: BidNote) => void said.push(note),
  };
  for await (const _ of await search(request, context));
  return Object.fromEntries(said.map(({ reason, count }) => [reason, count]));
}

const asked = (text: string, more: Partial<FlightSearch> = {}) =>
  searchOf(text, { maxStops: 2, explain: true, ...more });
const DAY = "2026-12-15";

describe("LEFTOUT-1: the connections that `stops` left out", () => {
  test.each<[what: string, flights: string[], request: FlightSearch, counts: object]>([
    [
      "a minute less than the minimum connecting time, and one that keeps it",
      [OUT, "LH400 FRA-JFK 1219 525", "LH402 FRA-JFK 1220 525"],
      asked(`LHR-JFK ${DAY}`),
      { "minimum-connecting-time": 1 },
    ],
    [
      "airlines that do not sell each other",
      [OUT, "FR400 FRA-JFK 1330 525", "LH400 FRA-JFK 1340 525"],
      asked(`LHR-JFK ${DAY}`),
      { interline: 1 },
    ],
    [
      "one a minute later that is near-identical",
      [OUT, "LH400 FRA-JFK 1220 525", "LH903 LHR-FRA 0901 95", "LH402 FRA-JFK 1221 525"],
      asked(`LHR-JFK ${DAY}`),
      { similar: 1 },
    ],
    [
      "none where near-identical ones are asked for",
      [OUT, "LH400 FRA-JFK 1220 525", "LH903 LHR-FRA 0901 95", "LH402 FRA-JFK 1221 525"],
      asked(`LHR-JFK ${DAY}`, { similar: true }),
      {},
    ],
    [
      "a flight of an airline that the search does not want",
      [OUT, "LH400 FRA-JFK 1330 525", "UA402 FRA-JFK 1400 525"],
      asked(`LHR-JFK ${DAY}`, { limits: { carriers: { except: ["UA"], by: "marketing" } } }),
      { "over-limit": 1 },
    ],
    ["nothing", [OUT, "LH400 FRA-JFK 1330 525"], asked(`LHR-JFK ${DAY}`), {}],
  ])("%s", async (_, flights, request, counts) => {
    const said = await countsOf(searchStops, flights, request);
    expect(said).toMatchObject(counts);
    if (!("similar" in counts)) expect(said).not.toHaveProperty("similar");
  });
});

describe("LEFTOUT-1: the flights that `nonstop` left out", () => {
  test.each<[what: string, request: FlightSearch, counts: object]>([
    ["without the cabin", asked(`LHR-JFK ${DAY}`, { cabin: "first" }), { "no-cabin": 1 }],
    [
      "outside of a window",
      asked("", {
        slices: [
          {
            origin: "LHR",
            destination: "JFK",
            departureDate: DAY,
            departure: { fromMinute: 0, toMinute: 600 },
          },
        ],
      }),
      { "over-limit": 1 },
    ],
    ["none", asked(`LHR-JFK ${DAY}`), {}],
  ])("%s", async (_, request, counts) => {
    const flights = ["BA117 LHR-JFK 0830 455 127 744", "BA175 LHR-JFK 1100 480 127 DH4"];
    expect(await countsOf(searchNonstop, flights, request)).toEqual(counts);
  });
});

test("LEFTOUT-1: what `nonstop` may not sell, or not any more, has its reason", async () => {
  const flights = [
    "BA117 LHR-JFK 0830 455 127 744",
    "BA175 LHR-JFK 1100 480 127 744 connectionsOnly",
    "BA179 LHR-JFK 1500 480 127 744",
    "BA901 JFK-LAX 0900 360 127 744",
  ];
  const nowMs = Date.parse(`${DAY}T10:00:00Z`);
  expect({
    home: await countsOf(searchNonstop, flights, asked(`LHR-JFK ${DAY}`), nowMs),
    abroad: await countsOf(searchNonstop, flights, asked(`JFK-LAX ${DAY}`), nowMs),
  }).toEqual({
    home: { "no-longer-on-sale": 1, "connections-only": 1 },
    abroad: { "traffic-rights": 1 },
  });
});

test("LEFTOUT-1: what is not sold for a party on the day of departure is sold out for it", async () => {
  const flights = Array.from(
    { length: 40 },
    (_, i) => `LH${900 + i} LHR-FRA ${10 + Math.floor(i / 4)}${15 * (i % 4) || "00"} 95`,
  );
  const nowMs = Date.parse(`${DAY}T03:00:00Z`);
  const passengers = { adults: 9, children: 0, infants: 0 };
  const { network } = board(flights);
  const sold = await searchNonstop(
    asked(`LHR-FRA ${DAY}`, { passengers }),
    contextOf(network, [], { nowMs }),
  );
  const full = 40 - new Set(sold.map(({ slices }) => itineraryKey(slices))).size;
  expect(full).toBeGreaterThan(3);
  const request = asked(`LHR-FRA ${DAY}`, { passengers });
  expect(await countsOf(searchNonstop, flights, request, nowMs)).toEqual({ "sold-out": full });
  const on = [...flights, "LH400 FRA-JFK 2330 525"];
  const further = asked(`LHR-JFK ${DAY}`, { passengers });
  const { "sold-out": soldOut = 0 } = await countsOf(searchStops, on, further, nowMs);
  // The flight onwards leaves on two days within the connecting time, and may be full too.
  expect(soldOut).toBeGreaterThanOrEqual(full);
  expect(soldOut).toBeLessThanOrEqual(full + 2);
});

test("LEFTOUT-1: each counts once for a reason, and the count has an end", () => {
  const counts = new LeftOutCounts(100_000);
  for (const _ of [1, 2]) {
    counts.flight("sold-out", 7, 20_000);
    counts.flight("sold-out", 7, 20_001);
    counts.connection("interline", 7, 8);
    counts.connection("interline", 8, 7);
  }
  for (let row = 0; row < 60_000; row++) counts.connection("overnight", 1, row);
  expect(counts.notes()).toMatchObject([
    { reason: "sold-out", count: 2 },
    { reason: "interline", count: 2 },
    { reason: "overnight", count: 50_000, text: expect.stringMatching(/^at least /) },
  ]);
});
