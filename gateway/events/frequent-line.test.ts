/** Lines written by hand beside pino's own, which are the oracle. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Logger, type LoggerOptions, pino } from "pino";
import { withoutSecrets } from "../../common/runtime/line-secrets.ts";
import { ENDED_BY, OUTCOMES } from "../../proto/closed-sets.ts";
import { anyCharacter } from "../../test/fixtures/any-character.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { type FrequentLine, frequentLine, jsonNumber } from "./frequent-line.ts";
import { LATE_LINE, type LateBidLine } from "./late-line.ts";
import { type SearchedEvent, searchLine } from "./search-line.ts";

/** Gives the lines of an event, by hand and by pino. The time is the same for both. */
function bothWays<Event extends object>(line: FrequentLine<Event>, options: LoggerOptions) {
  const [own, pinos]: [string[], string[]] = [[], []];
  const timestamp = () => ',"time":1795852800000';
  const logTo = (lines: string[]): Logger =>
    pino({ timestamp, ...options }, { write: (text: string) => void lines.push(text) });
  const write = frequentLine(logTo(own), line);
  const oracle = logTo(pinos);
  return (event: Event) => {
    write(event);
    oracle.info(line.fields(event), line.message);
    return { own: own.splice(0), pinos: pinos.splice(0) };
  };
}

/** @throws when the lines differ */
function same({ own, pinos }: { own: string[]; pinos: string[] }): void {
  expect(own).toEqual(pinos);
}

const words = fc.oneof(fc.base64String(), fc.string(), fc.string({ unit: anyCharacter }));
const times = fc.oneof(
  fc.nat(100_000).map((tenths) => tenths / 10),
  fc.double({ min: 0, max: 1e6, noNaN: true }),
);
const bidder = fc.record({
  bidder: fc.stringMatching(/^[A-Za-z_-][A-Za-z0-9_-]{0,5}$/),
  outcome: fc.constantFrom(...OUTCOMES),
  latencyMs: fc.option(times),
});
const searched: fc.Arbitrary<SearchedEvent> = fc.record({
  transport: fc.constantFrom("http", "nats"),
  auctionId: words,
  requestId: fc.option(fc.stringMatching(/^[A-Za-z0-9._:-]{1,128}$/), { nil: undefined }),
  tenant: fc.option(words, { nil: undefined }),
  search: fc.record({
    slices: fc.array(fc.constantFrom(...flightSearch().slices), { minLength: 1, maxLength: 3 }),
  }),
  result: fc.record({
    searchId: words,
    endedBy: fc.constantFrom(...ENDED_BY),
    partial: fc.boolean(),
    elapsedMs: times,
    itineraries: fc.constantFrom([], new Array(3)),
    bidders: fc.uniqueArray(bidder, { selector: (one) => one.bidder, maxLength: 40 }),
  }),
});
const money = fc.record({ amount: fc.integer(), currency: words });
const lateBids: fc.Arbitrary<LateBidLine> = fc.record({
  searchId: words,
  auctionId: words,
  instance: words,
  lateByMs: times,
  regretRise: money,
  regret: fc.option(money),
  late: fc.record({ bidder: words, latencyMs: times, offers: fc.nat() }),
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
    ["one that begins its messages with a text", { msgPrefix: "[gateway] " }],
    ["one with other keys", { messageKey: "message", nestedKey: "fields" }],
    ["one that names levels", { formatters: { level: (label) => ({ level: label }) } }],
    [
      "one with a hook",
      {
        hooks: {
          logMethod([fields, message], method) {
            method.apply(this, [{ ...(fields as object), hooked: true }, message as string]);
          },
        },
      },
    ],
    ["one that takes secrets out", { hooks: { streamWrite: withoutSecrets } }],
    ["one that changes its lines", { hooks: { streamWrite: (line) => line.replace("a", "b") } }],
    ["one that adds a field", { mixin: () => ({ region: "eu" }) }],
    ["one that changes the fields", { formatters: { log: (fields) => ({ ...fields, x: 1 }) } }],
  ])("property: %s", (_what, options) => {
    const runs = { numRuns: propertyRuns(100) };
    const searchLines = bothWays(searchLine(), options);
    fc.assert(
      fc.property(searched, (event) => same(searchLines(event))),
      runs,
    );
    const lateLines = bothWays(LATE_LINE, options);
    fc.assert(
      fc.property(lateBids, (event) => same(lateLines(event))),
      runs,
    );
  });
});

test.each([
  0,
  -0,
  0.1,
  0.05,
  -0.1,
  12,
  12.5,
  1e8,
  1e9 + 0.1,
  1e21,
  5e-324,
  Number.NaN,
  Number.POSITIVE_INFINITY,
])("the number %d is written as in JSON", (value) =>
  expect(jsonNumber(value)).toBe(JSON.stringify(value)));
