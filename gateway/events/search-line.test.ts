import { describe, expect, test } from "@jest/globals";
import { pino } from "pino";
import { flightSearch } from "../../test/harness/offers.ts";
import { frequentLine } from "./frequent-line.ts";
import { BIDDERS_NAMED_MAX, type SearchedEvent, searchLine } from "./search-line.ts";

type End = SearchedEvent["result"]["bidders"][number];

/** The line of a search in which bidders ended so. */
function lineOf(bidders: readonly End[]): string {
  const lines: string[] = [];
  const log = pino({ name: "gateway" }, { write: (line: string) => void lines.push(line) });
  const result = {
    searchId: "s",
    endedBy: "complete",
    partial: false,
    elapsedMs: 12.5,
    itineraries: [],
    bidders,
  } as const;
  frequentLine(
    log,
    searchLine(),
  )({ transport: "http", auctionId: "a", search: flightSearch(), result });
  return lines.join("");
}

test("bidders named by numbers and by words of JavaScript are fields like others", () => {
  const names = ["7", "constructor", "3", "__proto__", "toString"];
  const line = JSON.parse(
    lineOf(names.map((bidder) => ({ bidder, outcome: "silent", latencyMs: null }))),
  );
  expect(Object.entries(line.bidders).sort()).toEqual(names.map((name) => [name, "silent"]).sort());
});

describe("SEARCHLINE-1 a line names a bounded number of bidders (A6)", () => {
  const ends = (count: number, silent: number): End[] =>
    Array.from({ length: count }, (_, i) =>
      i < silent
        ? { bidder: `b${i}`, outcome: "silent", latencyMs: null }
        : { bidder: `b${i}`, outcome: i % 2 === 0 ? "answered" : "empty", latencyMs: 12.5 },
    );

  test.each<[bidders: number, silent: number, outcomes: object | undefined, named: number]>([
    [BIDDERS_NAMED_MAX, 2, undefined, BIDDERS_NAMED_MAX],
    [BIDDERS_NAMED_MAX + 2, 2, { silent: 2, answered: 16, empty: 16 }, 2],
    [300, 0, { answered: 150, empty: 150 }, 0],
    [300, 100, { silent: 100, answered: 100, empty: 100 }, BIDDERS_NAMED_MAX],
  ])("%d bidders, %d of them silent", (count, silent, outcomes, named) => {
    const own = lineOf(ends(count, silent));
    const line = JSON.parse(own);
    expect(line.outcomes).toEqual(outcomes);
    expect(Object.keys(line.bidders)).toHaveLength(named);
    expect(own.length).toBeLessThan(1_500);
  });
});
