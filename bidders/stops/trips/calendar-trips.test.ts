/** Calendars of returns by hand: `test/properties/calendar-cells.test.ts` has random ones. */
import { expect, test } from "@jest/globals";
import type { FlightSearch } from "../../../proto/messages.ts";
import { searchOf } from "../../../test/fixtures/flights/context.ts";
import { board, EARLY_MS } from "../../../test/fixtures/stops/boards.ts";
import { modelRates } from "../../flights/fares/rates.ts";
import { searchOffers } from "../offer-search.ts";

/** Non-stop, so that no connection takes longer than 26 hours. A partner flies back. */
const NONSTOP = "VS3 LHR-JFK 1100 480";
/** The cheapest connection, which is found first. Nobody sells it with a flight back. */
const CHEAPEST = ["B61 LHR-BOS 0800 420", "B62 BOS-JFK 1400 80"];
/** In New York at 22:00. */
const LATE = ["LH911 LHR-BRU 1500 75", "LH410 BRU-JFK 1900 540"];
/** At 21:00 one flies back on that day, and on the one five days later. */
const BACK = ["15", "20"].map(
  (day) => `LH4${day} JFK-FRA 2100 440 from 2026-12-${day} to 2026-12-${day}`,
);
const HOME = "LH902 FRA-LHR 1500 100";

const calendar: FlightSearch = {
  ...searchOf(["LHR-JFK 2026-12-15", "JFK-LHR 2026-12-15"]),
  calendar: true,
  sort: "price",
  limits: { stayNights: { min: 0, max: 5 } },
  slices: [
    {
      origin: "LHR",
      destination: "JFK",
      departureDate: "2026-12-15",
      departureDates: { from: "2026-12-15", to: "2026-12-15" },
    },
    {
      origin: "JFK",
      destination: "LHR",
      departureDate: "2026-12-13",
      departureDates: { from: "2026-12-13", to: "2026-12-28" },
    },
  ],
};

test("what is too late for one pair of days is found for the next (CELLTRIP-1)", () => {
  const { network } = board([NONSTOP, ...CHEAPEST, ...LATE, ...BACK, HOME]);
  const objective = { valuePerHour: 0, penaltyPerStop: 0 };
  const terms = { nowMs: EARLY_MS, objective, rates: modelRates("USD"), offersMax: 20 };
  const batches = [...searchOffers(calendar, network, terms)];
  const offers = batches.flatMap((batch) => batch?.offers ?? []);
  const flights = offers.map(({ slices }) =>
    slices.map(({ segments }) => segments.map(({ flightNumber }) => flightNumber).join("+")),
  );
  expect(flights).toEqual([
    ["VS3", "LH415+LH902"],
    ["LH911+LH410", "LH420+LH902"],
  ]);
});
