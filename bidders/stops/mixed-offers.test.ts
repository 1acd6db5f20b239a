/**
 * How a connection in several cabins is offered (CABIN-5, BRAND-1), and that the kit takes it
 * (MIXED-2).
 */
import { describe, expect, test } from "@jest/globals";
import type { FlightOffer, FlightSearch } from "../../proto/messages.ts";
import { BEST, RATES } from "../../test/fixtures/flights/context.ts";
import { AVAILABILITY } from "../../test/fixtures/flights/flight-data.ts";
import { board, EARLY_MS } from "../../test/fixtures/stops/boards.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import { bookingClass } from "../flights/fares/classes.ts";
import { fareClass, fareDay, flightSeed } from "../flights/fares/fare.ts";
import { dayNumberOf } from "../flights/timetable/departures.ts";
import { rowOf } from "../kit/offer-row.ts";
import { searchOffers } from "./offer-search.ts";

const DATE = "2026-12-15";
const FLIGHTS = [
  "LH901 LHR-FRA 0900 95 127 DH4",
  "LH400 FRA-JFK 1330 525 127 77W",
  "LH401 JFK-FRA 2000 440 127 77W",
  "LH902 FRA-LHR 1900 100",
];
const OUT = { origin: "LHR", destination: "JFK", departureDate: DATE };
const BACK = { origin: "JFK", destination: "LHR", departureDate: "2026-12-22" };

function offersOf(flights: readonly string[], changes: Partial<FlightSearch>): FlightOffer[] {
  const request = flightSearch({ slices: [OUT], ...changes });
  const terms = { nowMs: EARLY_MS, objective: BEST, rates: RATES, offersMax: 100 };
  const batches = [...searchOffers(request, board(flights).network, terms)];
  const offers = batches.flatMap((batch) => batch?.offers ?? []);
  // What the kit refuses is sent to nobody.
  for (const offer of offers)
    expect(
      rowOf(offer, { search: request, rates: RATES, objective: BEST }, EARLY_MS),
    ).toMatchObject({
      isMixed: offer.slices.some(({ segments }) =>
        segments.some(({ cabin }) => cabin !== undefined),
      ),
    });
  return offers;
}

const cabinsOf = ({ slices }: FlightOffer) =>
  slices.map(({ segments }) => segments.map(({ cabin }) => cabin));

test.each([
  ["business", [["economy", undefined]]],
  ["premium_economy", [["economy", undefined]]],
  ["economy", [[undefined, undefined]]],
] as const)("CABIN-5: in %s a segment names its cabin where it is a lower one", (cabin, expected) => {
  expect(offersOf(FLIGHTS, { cabin }).map(cabinsOf)).toEqual([expected]);
});

test("CABIN-5: there and back, each segment has its own", () => {
  const [offer] = offersOf(FLIGHTS, { cabin: "first", slices: [OUT, BACK] });
  expect(offer && cabinsOf(offer)).toEqual([
    ["economy", undefined],
    [undefined, "business"],
  ]);
});

test("CABIN-5: on two tickets, too", () => {
  const flights = ["FR901 LHR-FRA 0600 95", "LH400 FRA-JFK 1330 525 127 77W"];
  const [offer] = offersOf(flights, { cabin: "business", selfTransfer: true });
  expect(offer?.selfTransfers).toEqual(["FRA"]);
  expect(offer && cabinsOf(offer)).toEqual([["economy", undefined]]);
});

describe("BRAND-1: the families of a mixed ticket", () => {
  const [offer] = offersOf(FLIGHTS, { cabin: "business" });

  test("have the booking class of each flight's own cabin", () => {
    const letter = (cabin: "economy" | "business", flight: string) => {
      const day = fareDay(cabin, dayNumberOf(DATE), EARLY_MS, 1, AVAILABILITY);
      return bookingClass(cabin, fareClass(day, flightSeed(flight), day.day));
    };
    const letters = `${letter("economy", "LH901")},${letter("business", "LH400")}`;
    expect(letters).toMatch(/^[OQNSVLKHMBY],[IRDCJ]$/);
    expect(offer?.fares.map((fare) => fare.bookingClass)).toEqual([letters, letters]);
  });

  test("are those of the search's cabin, with its bags", () => {
    expect(offer?.fares.map(({ name, checkedBags }) => [name, checkedBags])).toEqual([
      ["Business Standard", 2],
      ["Business Flex", 2],
    ]);
  });
});
