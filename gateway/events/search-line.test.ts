import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type LoggerOptions, pino } from "pino";
import { ENDED_BY, OUTCOMES } from "../../proto/closed-sets.ts";
import type { BidderReport } from "../../proto/messages.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { BIDDERS_NAMED_MAX, type SearchedEvent, searchFields, searchLines } from "./search-line.ts";

/** The lines of a search, by this module and by pino. The time is the same for both. */
function written(event: SearchedEvent, options: LoggerOptions): string[][] {
  const [own, pinos]: [string[], string[]] = [[], []];
  const timestamp = () => ',"time":1795852800000';
  const logTo = (lines: string[]) =>
    pino({ timestamp, ...options }, { write: (line: string) => void lines.push(line) });
  searchLines(logTo(own))(event);
  logTo(pinos).info(searchFields(event), "search");
  return [own, pinos];
}

const bidder = fc.record({
  bidder: fc.stringMatching(/^[A-Za-z_-][A-Za-z0-9_-]{0,5}$/),
  outcome: fc.constantFrom(...OUTCOMES),
  latencyMs: fc.option(fc.oneof(fc.nat(10_000), fc.double({ min: 0, max: 1e4, noNaN: true }))),
});
const bidders = fc.uniqueArray(bidder, { selector: (one) => one.bidder, maxLength: 40 });
const events = fc
  .record({
    transport: fc.constantFrom("http", "nats"),
    auctionId: fc.oneof(fc.base64String(), fc.string()),
    searchId: fc.oneof(fc.base64String(), fc.string()),
    endedBy: fc.constantFrom(...ENDED_BY),
    partial: fc.boolean(),
    elapsedMs: fc.double({ min: 0, max: 1e5, noNaN: true }),
    itineraries: fc.array(fc.constant({}), { maxLength: 3 }),
    bidders,
    slices: fc.array(fc.constantFrom(...flightSearch().slices), { minLength: 1, maxLength: 3 }),
  })
  .map(({ transport, auctionId, slices, ...result }) => {
    return { transport, auctionId, search: { slices }, result } as unknown as SearchedEvent;
  });

describe("LINE-1 the line is the one that pino writes of the same fields", () => {
  test.each<[what: string, options: LoggerOptions]>([
    ["the gateway's logger", { name: "gateway" }],
    ["one that shows everything", { level: "trace" }],
    ["one that shows warnings only", { name: "gateway", level: "warn" }],
    ["a silent one", { level: "silent" }],
    ["one with fields of its own", { base: { region: 'eu,"time":0' } }],
    ["one without fields", { base: null }],
    ["one that hides bidders", { redact: ["bidders.nonstop", "searchId"] }],
    ["one with a serializer", { serializers: { market: () => "somewhere" } }],
    ["one with other keys", { messageKey: "message", nestedKey: "fields" }],
    ["one that names levels", { formatters: { level: (label) => ({ level: label }) } }],
    ["one that adds a field", { mixin: () => ({ region: "eu" }) }],
    ["one that changes the fields", { formatters: { log: (fields) => ({ ...fields, x: 1 }) } }],
  ])("property: %s", (_what, options) => {
    fc.assert(
      fc.property(events, (event) => {
        const [own, pinos] = written(event, options);
        expect(own).toEqual(pinos);
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  test("of bidders named by numbers and by words of JavaScript", () => {
    const names = ["7", "constructor", "3", "__proto__", "toString"];
    const event = ended(
      names.map((name) => ({ bidder: name, outcome: "silent", latencyMs: null })),
    );
    const [[own], [pinos]] = written(event, {}) as [[string], [string]];
    expect(JSON.parse(own)).toEqual(JSON.parse(pinos));
    expect(Object.keys(JSON.parse(own).bidders).sort()).toEqual(names.sort());
  });
});

type End = Pick<BidderReport, "bidder" | "outcome" | "latencyMs">;

function ended(ends: readonly End[]): SearchedEvent {
  const result = {
    searchId: "s",
    endedBy: "complete",
    partial: false,
    elapsedMs: 12.5,
    itineraries: [{}],
    bidders: ends,
  };
  return {
    transport: "http",
    auctionId: "a",
    search: flightSearch(),
    result,
  } as unknown as SearchedEvent;
}

describe("LINE-2 a line names a bounded number of bidders (A6)", () => {
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
    const [[own]] = written(ended(ends(count, silent)), { name: "gateway" }) as [[string]];
    const line = JSON.parse(own);
    expect(line.outcomes).toEqual(outcomes);
    expect(Object.keys(line.bidders)).toHaveLength(named);
    expect(own.length).toBeLessThan(1_500);
  });
});
