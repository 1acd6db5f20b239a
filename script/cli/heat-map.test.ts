import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type CalendarCell, type CalendarResult, CELL_STATES } from "../../proto/calendar.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { calendarText } from "./calendar-text.ts";
import { cheapestOf, levelsOf, mayCostLess } from "./calendar-view.ts";
import type { Paint } from "./format.ts";
import { HEAT_LEVELS, type HeatMapStyle, heatMap } from "./heat-map.ts";

const noPaint: Paint = (_style, text) => text;
const plainStyle = (width: number): HeatMapStyle => ({
  width,
  paint: noPaint,
  heat: (_level, text) => text,
});

const usd = (amount: number) => ({ amount, currency: "USD" });
const DAY_MS = 86_400_000;
const dateAt = (first: string, days: number) =>
  new Date(Date.parse(first) + days * DAY_MS).toISOString().slice(0, 10);

function exact(departureDate: string, amount: number | null, more: object = {}): CalendarCell {
  return {
    departureDate,
    state: "exact",
    price: amount === null ? null : usd(amount),
    itinerary: amount === null ? null : `DL2-LHRJFK-${departureDate.replaceAll("-", "")}T1010`,
    seller: "DL",
    bidder: "nonstop",
    ...more,
  };
}

function result(cells: readonly CalendarCell[]): CalendarResult {
  const report = { instance: "i", latencyMs: 12.5, offers: 31, hedged: false, reason: null };
  return {
    searchId: "abc",
    endedBy: "deadline",
    partial: true,
    elapsedMs: 800,
    deadlineMs: 800,
    bidders: [
      { ...report, bidder: "nonstop", outcome: "answered" },
      { ...report, bidder: "partners", outcome: "silent", latencyMs: null, offers: 0 },
    ],
    days: { from: "2026-12-01", to: "2026-12-31" },
    cells,
  };
}

/** A month of prices: one of each state among them, and no flight on the 25th. */
const month = Array.from({ length: 31 }, (_, i): CalendarCell => {
  const day = dateAt("2026-12-01", i);
  const amount = 26_710 + 371 * ((i * 7) % 31);
  if (i === 4) return { ...exact(day, amount), state: "at-least", atLeast: usd(25_099) };
  if (i === 10) return { ...exact(day, amount), state: "stale", ageMs: 185_000 };
  if (i === 17) return { ...exact(day, amount), state: "unanswered", unanswered: ["partners"] };
  if (i === 18) return { ...exact(day, null), state: "unanswered", unanswered: ["partners"] };
  return exact(day, i === 24 ? null : amount);
});

const returns = Array.from({ length: 5 }, (_, day) =>
  Array.from({ length: 3 }, (_, stay): CalendarCell => {
    const departureDate = dateAt("2026-12-28", day);
    const nights = 5 + stay;
    const returnDate = dateAt(departureDate, nights + 1);
    const amount = 61_234 + 1_000 * ((3 * day + stay) % 7);
    return exact(departureDate, amount, { nights, returnDate });
  }),
).flat();

describe("HEATMAP-1: the text of a calendar", () => {
  test("a month one way, 80 columns", () => {
    expect(`\n${calendarText(result(month), "LHR–JFK", plainStyle(80))}\n`).toMatchInlineSnapshot(`
"
LHR–JFK

December 2026
       Mon        Tue        Wed        Thu        Fri        Sat        Sun
                    1          2          3          4          5          6
               267.10*    293.07     319.04     345.01   >=250.99     281.94
         7          8          9         10         11         12         13
    307.91     333.88     359.85     270.81    ~296.78     322.75     348.72
        14         15         16         17         18         19         20
    374.69     285.65     311.62     337.59    ?363.56          ?     300.49
        21         22         23         24         25         26         27
    326.46     352.43     378.40     289.36          –     341.30     367.27
        28         29         30         31
    278.23     304.20     330.17     356.14

prices in USD
     exact: no bidder that was waited for sells it for less
 >=  at least: not all have answered, and those that are out sell nothing for
     less than this
  ~  stale: the last calendar of a required bidder stands in for it, up to 3 min
     old
  ?  unanswered by partners: a price is the lowest so far
  –  nothing is sold
  *  the cheapest

cheapest: 267.10 USD by DL (nonstop) on Tue 1 December 2026
  DL2-LHRJFK-20261201T1010
  4 cells that are not exact may cost less

nonstop   answered    12.5 ms   31 offers
partners  silent            –    0 offers

ended by deadline after 800.0 ms of 800 ms: the time was up; partial: partners
did not reply in time (silent)
"
`);
  });

  test("the same in 60 columns", () => {
    expect(`\n${calendarText(result(month), "LHR–JFK", plainStyle(60))}\n`).toMatchInlineSnapshot(`
"
LHR–JFK

December 2026
    Mon     Tue     Wed     Thu     Fri     Sat     Sun
              1       2       3       4       5       6
            268*    294     320     346   >=250     282
      7       8       9      10      11      12      13
    308     334     360     271    ~297     323     349
     14      15      16      17      18      19      20
    375     286     312     338    ?364       ?     301
     21      22      23      24      25      26      27
    327     353     379     290       –     342     368
     28      29      30      31
    279     305     331     357

prices in whole USD, rounded up; after >= down
     exact: no bidder that was waited for sells it for less
 >=  at least: not all have answered, and those that are out
     sell nothing for less than this
  ~  stale: the last calendar of a required bidder stands in
     for it, up to 3 min old
  ?  unanswered by partners: a price is the lowest so far
  –  nothing is sold
  *  the cheapest

cheapest: 267.10 USD by DL (nonstop) on Tue 1 December 2026
  DL2-LHRJFK-20261201T1010
  4 cells that are not exact may cost less

nonstop   answered    12.5 ms   31 offers
partners  silent            –    0 offers

ended by deadline after 800.0 ms of 800 ms: the time was up;
partial: partners did not reply in time (silent)
"
`);
  });

  test("no line is wider than the terminal, however long the reason of a bidder", () => {
    const [first, ...others] = result(month).bidders;
    const reason = "partner-failed: sandbox-alder: partner-timeout; sandbox-birch: partner-timeout";
    const bidders = [{ ...first, reason } as (typeof others)[number], ...others];
    const lines = calendarText({ ...result(month), bidders }, "LHR–JFK", plainStyle(60)).split(
      "\n",
    );
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(60);
    expect(lines.join(" ").replaceAll(/\s+/g, " ")).toContain(reason);
  });

  test("days and nights of a return, over the end of a year", () => {
    expect(
      `\n${calendarText(result(returns), "LHR–JFK–LHR", plainStyle(80))}\n`,
    ).toMatchInlineSnapshot(`
"
LHR–JFK–LHR

nights          5       6       7
Mon 28 Dec 612.34* 622.34  632.34
Tue 29 Dec 642.34  652.34  662.34
Wed 30 Dec 672.34  612.34* 622.34
Thu 31 Dec 632.34  642.34  652.34
Fri  1 Jan 662.34  672.34  612.34*

prices in USD
     exact: no bidder that was waited for sells it for less
  *  the cheapest

cheapest: 612.34 USD by DL (nonstop) on Mon 28 December 2026, back on Sun 3
January 2027 after 5 nights
  DL2-LHRJFK-20261228T1010
  the same price on 2 other cells

nonstop   answered    12.5 ms   31 offers
partners  silent            –    0 offers

ended by deadline after 800.0 ms of 800 ms: the time was up; partial: partners
did not reply in time (silent)
"
`);
  });
});

const cells: fc.Arbitrary<CalendarCell[]> = fc
  .record({
    first: fc.constantFrom("2026-12-01", "2026-12-05", "2026-12-20", "2027-02-27"),
    days: fc.integer({ min: 1, max: 31 }),
    nights: fc.constantFrom(undefined, 1, 3, 14),
    currency: fc.constantFrom("USD", "JPY", "KWD"),
    scale: fc.constantFrom(1, 100, 5_000),
  })
  .chain(({ first, days, nights, currency, scale }) =>
    fc
      .array(
        fc.record({
          state: fc.constantFrom(...CELL_STATES),
          amount: fc.option(fc.integer({ min: 2_000, max: 99_999 })),
          floor: fc.integer({ min: 1_000, max: 2_000 }),
        }),
        { minLength: days * (nights ?? 1), maxLength: days * (nights ?? 1) },
      )
      .map((all) =>
        all.map(({ state, amount, floor }, i): CalendarCell => {
          const day = dateAt(first, Math.floor(i / (nights ?? 1)));
          const money = (n: number) => ({ amount: n * scale, currency });
          return {
            ...exact(day, null, nights === undefined ? {} : { nights: 2 + (i % nights) }),
            state,
            price: amount === null ? null : money(amount),
            ...(state === "at-least" ? { atLeast: money(floor) } : {}),
          };
        }),
      ),
  );

describe("HEATMAP-1, HEATMAP-2: any calendar", () => {
  test("each cell is drawn with its sign, and no line is wider than the terminal", () => {
    fc.assert(
      fc.property(cells, fc.constantFrom(60, 80, 120), (all, width) => {
        const marked: HeatMapStyle = { ...plainStyle(width), heat: (_, text) => `[${text}]` };
        const { lines } = heatMap(all, plainStyle(width));
        for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
        const priced = all.filter(({ price }) => price !== null);
        const colored =
          heatMap(all, marked)
            .lines.join("\n")
            .match(/\[[^\]]*\]/g) ?? [];
        expect(colored).toHaveLength(priced.length);
        const text = lines.join("\n");
        for (const [state, sign] of [
          ["at-least", ">="],
          ["stale", "~"],
          ["unanswered", "?"],
        ] as const)
          expect({ state, drawn: text.split(sign).length - 1 }).toEqual({
            state,
            drawn: all.filter((cell) => cell.state === state).length,
          });
        const lowest = Math.min(...priced.map(({ price }) => price?.amount ?? 0));
        expect(text.split("*").length - 1).toBe(
          priced.filter(({ price }) => price?.amount === lowest).length,
        );
      }),
      { numRuns: propertyRuns(150) },
    );
  });

  test("levels: the cheapest is 0, equal prices have one, and a lower price never a higher one", () => {
    fc.assert(
      fc.property(cells, (all) => {
        const levels = levelsOf(all, HEAT_LEVELS);
        const cheapest = cheapestOf(all);
        if (cheapest !== undefined) expect(levels.get(cheapest)).toBe(0);
        const priced = all.filter(({ price }) => price !== null);
        priced.sort((a, b) => (a.price?.amount ?? 0) - (b.price?.amount ?? 0));
        const inOrder = priced.map((cell) => levels.get(cell) as number);
        expect(inOrder).toEqual([...inOrder].sort((a, b) => a - b));
        expect(Math.max(0, ...inOrder)).toBeLessThan(HEAT_LEVELS);
      }),
      { numRuns: propertyRuns(100) },
    );
  });

  test("texts of others carry nothing that controls a terminal", () => {
    const evil = "\u001b[31mred\u0007\u202e";
    const cell = { ...exact("2026-12-01", 100), itinerary: evil, seller: evil, bidder: evil };
    const other = {
      ...exact("2026-12-02", null),
      state: "unanswered" as const,
      unanswered: [evil],
    };
    const [report] = result([]).bidders;
    const bidders = report === undefined ? [] : [{ ...report, bidder: evil, reason: evil }];
    const text = calendarText(
      { ...result([cell, other]), bidders, searchId: evil },
      evil,
      plainStyle(80),
    );
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text).toContain("unanswered by \\x1b[31mred");
  });

  test("a day that is none is not drawn, and no price is named where there is none", () => {
    const { lines } = heatMap([exact("2026-13-45", 100)], plainStyle(80));
    expect(lines).toEqual([]);
    expect(calendarText(result([exact("2026-12-01", null)]), "LHR–JFK", plainStyle(80))).toContain(
      "no prices: nothing was offered for these days",
    );
  });
});

test.each<[Partial<CalendarCell>, boolean]>([
  [{ state: "exact" }, false],
  [{ state: "at-least", atLeast: usd(99) }, true],
  [{ state: "at-least", atLeast: usd(100) }, false],
  [{ state: "stale" }, true],
  [{ state: "unanswered" }, true],
])("a cell may cost less than 100 where what is not known of it may: %j", (more, expected) => {
  expect(mayCostLess(exact("2026-12-01", 120, more), 100)).toBe(expected);
});
