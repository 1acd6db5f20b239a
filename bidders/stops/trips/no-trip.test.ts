/** Searches for trips that end early, and say why. */
import { expect, test } from "@jest/globals";
import { searchOf } from "../../../test/fixtures/flights/context.ts";
import { board, EARLY_MS } from "../../../test/fixtures/stops/boards.ts";
import { modelRates } from "../../flights/fares/rates.ts";
import { searchOffers } from "../offer-search.ts";

const FLIGHTS = [
  "LH901 LHR-FRA 0900 95",
  "LH400 FRA-JFK 1300 525",
  "LH401 JFK-FRA 1000 440",
  "LH902 FRA-LHR 2200 100",
  "FR1 EDI-CDG 0700 110",
];

test.each([
  ["WINDOW-1", ["LHR-JFK 2026-12-15", "JFK-LHR 2026-12-15"], /^the slices leave too soon/],
  ["SOLD-1", ["EDI-CDG 2026-12-15", "LHR-JFK 2026-12-16"], /^no airline sells all slices/],
])("%s: %j has no trip, and the bid says why", (_, slices, why) => {
  const { network } = board(FLIGHTS);
  const objective = { valuePerHour: 0, penaltyPerStop: 0 };
  const terms = { nowMs: EARLY_MS, objective, rates: modelRates("USD"), offersMax: 20 };
  const batches = [...searchOffers(searchOf(slices), network, terms)].filter(
    (one) => one !== undefined,
  );
  expect(batches.flatMap(({ offers }) => offers)).toEqual([]);
  expect(batches.at(-1)?.notes).toEqual([expect.stringMatching(why)]);
});
