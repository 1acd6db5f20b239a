/**
 * What others send, in every text of the terminal: nothing of it controls the terminal (TERM-1).
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { CalendarCell, CalendarResult } from "../../proto/calendar.ts";
import type { Fare, Itinerary, SearchResult, SellerOffer } from "../../proto/messages.ts";
import { anyCharacter } from "../../test/fixtures/any-character.ts";
import { itinerary, report, searchResult, sellerOffer } from "../../test/fixtures/cli/results.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { calendarText } from "./calendar-text.ts";
import type { Explanation } from "./explain.ts";
import { CommandFailure, faultLines } from "./failure.ts";
import type { Paint } from "./format.ts";
import { columnsOf } from "./layout.ts";
import { LiveBars } from "./live-bars.ts";
import { handOffOf } from "./offer-words.ts";
import { jsonText, plain, plainLines } from "./outside-text.ts";
import { answersText, resultText } from "./result-text.ts";
import { readInstance } from "./roster.ts";
import { rosterLines } from "./roster-table.ts";
import { PrintedProgress } from "./search-progress.ts";

/** Texts with many characters of control. */
const control = fc.constantFrom(..."\u001b\u0007\r\n\t\u0000\u007f\u009b\u0085\u202e\u200b\u2028");
const text = fc.string({
  unit: fc.oneof(control, anyCharacter, fc.constantFrom(..."ab[2J1")),
  maxLength: 12,
});
const money = fc.record({ amount: fc.nat(), currency: text });
const noPaint: Paint = (_style, written) => written;

const said = {
  base: money,
  taxes: money,
  link: text.map((path) => `https://${path}`),
  reference: fc.record({ partner: text, id: text }),
};
const fare: fc.Arbitrary<Fare> = fc.record({
  base: money,
  taxes: money,
  brand: fc.option(text) as fc.Arbitrary<Fare["brand"]>,
  name: text,
  price: money,
  bookingClass: text,
  cabinBags: fc.option(fc.nat(3)),
  checkedBags: fc.option(fc.nat(3)),
  change: fc.constant(null),
  refund: fc.constant(null),
});
const offer: fc.Arbitrary<SellerOffer> = fc
  .record({
    bidder: text,
    seller: text,
    price: money,
    originalPrice: money,
    modelled: fc.boolean(),
    stale: fc.boolean(),
    fares: fc.array(fare, { maxLength: 2 }),
    selfTransfers: fc.array(text, { maxLength: 2 }),
  })
  .map((changes) => sellerOffer(changes));
const segment = fc.record({
  carrier: text,
  flightNumber: text,
  origin: text,
  destination: text,
  departure: text,
  arrival: text,
  durationMinutes: fc.nat(2_000),
  aircraft: text,
  operatingCarrier: text,
  originTerminal: text,
  destinationTerminal: text,
});
const flown: fc.Arbitrary<Itinerary> = fc
  .record({
    price: money,
    slices: fc.array(
      fc.record({
        durationMinutes: fc.nat(2_000),
        segments: fc.array(segment, { minLength: 1, maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    similar: fc.nat(2),
    nearby: fc.array(fc.record({ airport: text, km: fc.nat(300) }), { maxLength: 1 }),
    inconvenienceCost: fc.nat(100),
    sellers: fc.array(offer, { minLength: 1, maxLength: 3 }),
  })
  .map((changes) => itinerary(changes));
const reported = fc
  .record({
    bidder: text,
    outcome: text,
    reason: fc.option(text),
    latencyMs: fc.option(fc.nat(900)),
  })
  .map((changes) => report(changes as object));
const found: fc.Arbitrary<SearchResult> = fc
  .record({
    searchId: text,
    endedBy: text,
    partial: fc.boolean(),
    itineraries: fc.array(flown, { maxLength: 4 }),
    bidders: fc.array(reported, { maxLength: 3 }),
    names: fc.record({
      carriers: fc.array(fc.record({ code: text, name: text }), { maxLength: 2 }),
      airports: fc.array(fc.record({ code: text, name: text }), { maxLength: 2 }),
    }),
  })
  .map((changes) => searchResult(changes as object));
const width = fc.integer({ min: 40, max: 200 });

/** No character of control, but the ends of our own lines. */
function expectReadable(written: string): void {
  expect(written.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
}

const holds = <Ts>(property: fc.IRawProperty<Ts>) =>
  fc.assert(property, { numRuns: propertyRuns(100) });

describe("a result", () => {
  test("as text it is readable (TERM-1) and fits the terminal (FIT-1)", () => {
    holds(
      fc.property(found, width, fc.boolean(), (result, columns, allSellers) => {
        const written = resultText(result, { width: columns, paint: noPaint, allSellers });
        expectReadable(written);
        for (const line of written.split("\n"))
          expect({ line, fits: columnsOf(line) <= columns }).toEqual({ line, fits: true });
      }),
    );
  });

  test("as JSON it is readable, and the same value (TERM-1)", () => {
    holds(
      fc.property(found, (result) => {
        const written = jsonText(result, 2);
        expectReadable(written);
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(result)));
      }),
    );
  });

  test("its explanation and its price are readable (TERM-1) and fit (FIT-1)", () => {
    const explanation: fc.Arbitrary<Explanation> = fc.record({
      kept: fc.constantFrom("all" as const, "shown" as const),
      notShown: fc.nat(),
      reasons: fc.array(fc.record({ meaning: text, offers: fc.nat() }), { maxLength: 2 }),
      offers: fc.array(
        fc.record({
          bidder: text,
          seller: text,
          itinerary: text,
          price: fc.option(money),
          cost: fc.option(fc.nat()),
          reason: text,
          detail: fc.option(text),
        }),
        { maxLength: 3 },
      ),
      bidders: fc.array(
        fc.record({
          bidder: text,
          notes: fc.array(fc.record({ count: fc.nat(), text }), { maxLength: 2 }),
        }),
        { maxLength: 2 },
      ),
    });
    const fares = fc.array(fc.record(said, { requiredKeys: [] }), { maxLength: 1 });
    const priced = fc.record({
      seller: text,
      bidder: text,
      outcome: fc.constantFrom("same" as const, "changed" as const),
      before: fc.record({ price: money, expiresAt: text, fares }),
      now: fc.option(fc.record({ price: money, expiresAt: text, fares })),
      elapsedMs: fc.nat(),
    });
    holds(
      fc.property(explanation, priced, flown, width, (explained, price, one, columns) => {
        const style = { width: columns, paint: noPaint, allSellers: false };
        const answers = { explanation: explained, price };
        const written = answersText(answers, 1, style, [one]).join("\n");
        expectReadable(written);
        const lines = written.split("\n");
        // The link or the id of the seller is not broken between lines (FIT-1 in price.test.ts).
        const { now, before } = price;
        const isCopied = handOffOf([now?.fares[0], before.fares[0]]) !== undefined;
        for (const line of now !== null && isCopied ? lines.slice(0, -1) : lines)
          expect({ line, fits: columnsOf(line) <= columns }).toEqual({ line, fits: true });
      }),
    );
  });
});

test("what comes while a search runs is readable (TERM-1)", () => {
  holds(
    fc.property(fc.array(text, { maxLength: 3 }), reported, width, (expected, bid, columns) => {
      const lines: string[] = [];
      const bars = new LiveBars();
      const printed = new PrintedProgress((line) => lines.push(line), noPaint);
      for (const event of [
        { type: "opened", opened: { searchId: "a", deadlineMs: 800, expected } },
        { type: "bid", bid },
      ] as const) {
        bars.onEvent(event, 0);
        printed.onEvent(event);
      }
      printed.end([bid]);
      const drawn = bars.lines(10, { width: columns, rows: 24, paint: noPaint });
      expectReadable([...lines, ...drawn].join("\n"));
      for (const line of drawn)
        expect({ line, fits: columnsOf(line) < columns }).toEqual({ line, fits: true });
    }),
  );
});

test("a calendar is readable (TERM-1)", () => {
  const cell = fc.record({
    departureDate: fc.oneof(text, fc.constant("2026-12-01")),
    state: fc.constantFrom("exact", "at-least", "stale", "unanswered"),
    price: fc.option(money),
    seller: fc.option(text),
    bidder: fc.option(text),
    itinerary: fc.option(text),
    unanswered: fc.array(text, { maxLength: 2 }),
  }) as unknown as fc.Arbitrary<CalendarCell>;
  holds(
    fc.property(fc.array(cell, { maxLength: 4 }), found, text, (cells, of, title) => {
      const result = { ...of, cells } as unknown as CalendarResult;
      const heat = (_level: number, written: string) => written;
      expectReadable(calendarText(result, plain(title), { width: 80, paint: noPaint, heat }));
    }),
  );
});

test("the roster is readable (TERM-1) and fits the terminal (FIT-1)", () => {
  holds(
    fc.property(text, text, width, (version, markets, columns) => {
      const stats = { name: "nonstop", id: "n1", version, metadata: { markets }, endpoints: [] };
      const read = readInstance(JSON.stringify(stats), { fromMs: 0, toMs: 0 });
      if (read === undefined) return;
      const style = { width: columns, paint: noPaint };
      const lines = rosterLines([{ bidder: read.kind, instances: [read.instance] }], 0, style);
      expectReadable(lines.join("\n"));
      for (const line of lines)
        expect({ line, fits: columnsOf(line) <= columns }).toEqual({ line, fits: true });
    }),
  );
});

test("a failure is readable (TERM-1)", () => {
  holds(
    fc.property(text, text, (path, message) => {
      const { message: written } = new CommandFailure(2, faultLines("wrong:", [{ path, message }]));
      expectReadable(plainLines(written));
      expectReadable(plainLines(message));
    }),
  );
});
