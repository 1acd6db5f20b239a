import { expect, test } from "@jest/globals";
import type { SearchLimits } from "../../../proto/messages.ts";
import { board, boardQuestion, TUESDAY } from "../../../test/fixtures/stops/boards.ts";
import { queryOf } from "../../../test/fixtures/stops/questions.ts";
import { ChainPlaces } from "./chain-places.ts";

const VIA_FRA = ["LH901 LHR-FRA 0900 95", "UA400 FRA-JFK 1330 525"];
const VIA_FRA_AND_BOS = ["LH901 LHR-FRA 0900 95", "UA402 FRA-BOS 1330 500", "UA1 BOS-JFK 1900 80"];
const only = (...codes: string[]): SearchLimits => ({ carriers: { only: codes, by: "marketing" } });
const except = (...codes: string[]): SearchLimits => ({
  carriers: { except: codes, by: "marketing" },
});

function placesOf(
  flights: readonly string[],
  stopsMax: number,
  limits?: SearchLimits,
): ChainPlaces {
  const sides = board(flights);
  const plain = boardQuestion(sides, `LHR-JFK ${TUESDAY}`, { stopsMax });
  const question = limits === undefined ? plain : { ...plain, limits: { search: limits } };
  return new ChainPlaces(sides.network, queryOf(sides.network.timetable, question).route);
}

test.each<[string, readonly string[], number, SearchLimits | undefined, boolean, boolean]>([
  ["one stop", VIA_FRA, 1, undefined, true, true],
  ["two stops, of two", VIA_FRA_AND_BOS, 2, undefined, true, true],
  ["two stops, of one", VIA_FRA_AND_BOS, 1, undefined, false, false],
  ["no flight out of the origin", VIA_FRA.slice(1), 3, undefined, false, false],
  ["no flight into the destination", VIA_FRA.slice(0, 1), 3, undefined, false, false],
  ["a non-stop flight alone", ["BA1 LHR-JFK 0900 480"], 3, undefined, false, false],
  ["carriers of which both fly", VIA_FRA, 1, only("LH", "UA"), true, true],
  ["carriers of which only the first flies", VIA_FRA, 1, only("LH"), false, true],
  ["carriers of which only the last flies", VIA_FRA, 1, only("UA"), false, true],
  ["carriers but the first", VIA_FRA, 1, except("LH"), false, true],
  ["carriers but another", VIA_FRA, 1, except("BA"), true, true],
  ["no change in the middle", VIA_FRA, 1, { via: { except: ["FRA"] } }, false, true],
  ["no change elsewhere", VIA_FRA, 1, { via: { except: ["CDG"] } }, true, true],
  ["changes at one of two airports", VIA_FRA_AND_BOS, 2, { via: { only: ["BOS"] } }, false, true],
])("WAY-1: %s: whether there is a way, within the limits and without them", (_title, flights, stopsMax, limits, within, without) => {
  const places = placesOf(flights, stopsMax, limits);
  const ways = { within: places.hasWay(stopsMax), without: places.all.hasWay(stopsMax) };
  expect(ways).toEqual({ within, without });
});

test("without limits of places the places without limits are the same, and else they are made once", () => {
  const [plain, limited] = [placesOf(VIA_FRA, 1), placesOf(VIA_FRA, 1, only("LH"))];
  const { all } = limited;
  expect({
    plain: plain.all === plain,
    limited: all === limited,
    once: limited.all === all,
  }).toEqual({ plain: true, limited: false, once: true });
});
