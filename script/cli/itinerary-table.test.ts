import { describe, expect, test } from "@jest/globals";
import type { Fare, Itinerary } from "../../proto/messages.ts";
import { itinerary, sellerOffer, sliceBetween } from "../../test/fixtures/cli/results.ts";
import { cabinLines } from "./format.ts";
import { itineraryTable, type ResultStyle } from "./itinerary-table.ts";
import { columnsOf } from "./layout.ts";

const style = (width: number, allSellers = false): ResultStyle => ({
  width,
  allSellers,
  paint: (_style, text) => text,
});
const rows = (itineraries: readonly Itinerary[], width = 200, allSellers = false) =>
  itineraryTable(itineraries, style(width, allSellers)).split("\n");

const light: Fare = {
  brand: "light",
  name: "Economy Light",
  price: { amount: 51_234, currency: "USD" },
  bookingClass: "O",
  cabinBags: 1,
  checkedBags: 0,
  change: null,
  refund: null,
};

/** A way out with a stop and a way back, and a non-stop flight that three sellers have. */
const two: Itinerary[] = [
  itinerary({
    slices: [
      sliceBetween("2026-12-01T18:10", "2026-12-02T06:50", "LHR", "AMS", "JFK"),
      sliceBetween("2026-12-08T20:00", "2026-12-09T08:05", "JFK", "LHR"),
    ],
    sellers: [sellerOffer({ fares: [light], modelled: true })],
    similar: 3,
  }),
  itinerary({
    price: { amount: 123_456, currency: "USD" },
    sellers: [sellerOffer({ seller: "Fly Agency" }), sellerOffer(), sellerOffer()],
  }),
];

describe("a table fits the terminal (FIT-1)", () => {
  test("where there is room, a row has everything", () => {
    expect(`\n${rows(two, 120).join("\n")}\n`).toMatchInlineSnapshot(`
"
#        price  date        departure → arrival  duration  stops  airports  flights     sellers
────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
1   512.34 USD  Tue  1 Dec  18:10 → 06:50 +1         7h35  1 AMS  LHR–JFK   BA1 + BA2   BA (nonstop): light, 1+0 bags *
                Tue  8 Dec  20:00 → 08:05 +1         7h35  0      JFK–LHR   BA1
                                                                            +3 similar
2  1234.56 USD  Tue  1 Dec  08:30 → 11:05            7h35  0      LHR–JFK   BA1         Fly Agency (nonstop), and 2 more
--sellers shows all sellers of each itinerary
* the price comes from a fare model, not from a seller
1+0 bags: what a traveller may take into the cabin, and check in
+n similar: near-identical connections that --similar shows
"
`);
  });

  test("80 columns: flights and sellers go below their row", () => {
    expect(`\n${rows(two, 80).join("\n")}\n`).toMatchInlineSnapshot(`
"
#        price  date        departure → arrival  duration  stops
────────────────────────────────────────────────────────────────
1   512.34 USD  Tue  1 Dec  18:10 → 06:50 +1         7h35  1 AMS
                Tue  8 Dec  20:00 → 08:05 +1         7h35  0
    BA1 + BA2, LHR–AMS–JFK
    BA1, JFK–LHR
    +3 similar
    BA (nonstop): light, 1+0 bags *
2  1234.56 USD  Tue  1 Dec  08:30 → 11:05            7h35  0
    BA1, LHR–JFK
    Fly Agency (nonstop), and 2 more
--sellers shows all sellers of each itinerary
* the price comes from a fare model, not from a seller
1+0 bags: what a traveller may take into the cabin, and check in
+n similar: near-identical connections that --similar shows
"
`);
  });

  test("60 columns: so do the weekday and the airports of stops", () => {
    expect(`\n${rows(two, 60).join("\n")}\n`).toMatchInlineSnapshot(`
"
#        price  date    times             duration  stops
─────────────────────────────────────────────────────────
1   512.34 USD   1 Dec  18:10 → 06:50 +1      7h35  1
                 8 Dec  20:00 → 08:05 +1      7h35  0
    BA1 + BA2, LHR–AMS–JFK
    BA1, JFK–LHR
    +3 similar
    BA (nonstop): light, 1+0 bags *
2  1234.56 USD   1 Dec  08:30 → 11:05         7h35  0
    BA1, LHR–JFK
    Fly Agency (nonstop), and 2 more
--sellers shows all sellers of each itinerary
* the price comes from a fare model, not from a seller
1+0 bags: what a traveller may take into the cabin, and
check in
+n similar: near-identical connections that --similar shows
"
`);
  });

  test("40 columns: text alone", () => {
    expect(`\n${rows(two, 40).join("\n")}\n`).toMatchInlineSnapshot(`
"
1  512.34 USD
    Tue  1 Dec  18:10 → 06:50 +1, 7h35,
    stops: 1 AMS
    Tue  8 Dec  20:00 → 08:05 +1, 7h35,
    stops: 0
    BA1 + BA2, LHR–AMS–JFK
    BA1, JFK–LHR
    +3 similar
    BA (nonstop): light, 1+0 bags *
2  1234.56 USD
    Tue  1 Dec  08:30 → 11:05, 7h35,
    stops: 0
    BA1, LHR–JFK
    Fly Agency (nonstop), and 2 more
--sellers shows all sellers of each
itinerary
* the price comes from a fare model, not
from a seller
1+0 bags: what a traveller may take into
the cabin, and check in
+n similar: near-identical connections
that --similar shows
"
`);
  });

  test.each([
    40, 50, 59, 60, 72, 79, 80, 81, 100, 120, 200,
  ])("no line has more than %d columns", (width) => {
    for (const allSellers of [false, true])
      for (const line of rows(two, width, allSellers))
        expect({ line, fits: columnsOf(line) <= width }).toEqual({ line, fits: true });
  });

  test("a wide character has two columns", () => {
    const [wide] = [itinerary({ sellers: [sellerOffer({ seller: "東京旅行".repeat(9) })] })];
    for (const line of rows([wide as Itinerary], 60))
      expect({ line, fits: columnsOf(line) <= 60 }).toEqual({ line, fits: true });
  });
});

describe("what a table says", () => {
  test("--sellers: every seller with its price; else the cheapest, and how many more", () => {
    const sellers = [
      sellerOffer(),
      sellerOffer({ seller: "TWO", price: { amount: 60_000, currency: "USD" } }),
    ];
    const one = [itinerary({ sellers })];
    expect(rows(one)[2]).toMatch(/BA \(nonstop\), and 1 more$/);
    expect(rows(one).at(-1)).toBe("--sellers shows all sellers of each itinerary");
    const all = rows(one, 200, true);
    expect(all[2]).toMatch(/512\.34 USD {2}BA \(nonstop\)$/);
    expect(all[3]).toMatch(/^ +600\.00 USD {2}TWO \(nonstop\)$/);
    expect(all).toHaveLength(4);
  });

  test("--sellers: base and taxes of each seller that says them, and the terminals", () => {
    const [base, taxes] = [40_000, 11_234].map((amount) => ({ amount, currency: "USD" }));
    const whole = sliceBetween("2026-12-01T08:30", "2026-12-01T11:05", "LHR", "JFK");
    const segments = whole.segments.map((one) => ({ ...one, destinationTerminal: "8" }));
    const one = itinerary({
      slices: [{ ...whole, segments }],
      sellers: [sellerOffer({ fares: [{ ...light, base, taxes } as Fare] }), sellerOffer()],
    });
    const said = "BA (nonstop): light, 1+0 bags, base 400.00 USD, taxes 112.34 USD";
    for (const width of [80, 200]) {
      const unfolded = rows([one], width, true).join("\n");
      expect(unfolded).toContain(width === 80 ? "\n    512.34 USD  BA (nonstop)" : said);
      expect(unfolded.replaceAll(/\s+/g, " ")).toContain("taxes 112.34 USD");
      expect(unfolded).toContain("BA1: JFK terminal 8");
    }
    expect(rows([one]).join("\n")).not.toMatch(/taxes|terminal/);
  });

  test("it explains its marks, and only those that are used", () => {
    expect(rows([itinerary()])).toHaveLength(3);
    const marked = itinerary({
      slices: [sliceBetween("2026-12-01T08:30", "2026-12-01T11:05", "LHR", "STN", "JFK")],
      similar: 3,
      sellers: [sellerOffer({ fares: [light], selfTransfers: ["STN"], modelled: true })],
    });
    const [, , line, similar, ...notes] = rows([marked]);
    expect(line).toMatch(
      /1 +512\.34 USD +Tue {2}1 Dec +08:30 → 11:05 +7h35 +1 STN +BA1 \+ BA2 +BA \(nonstop\): light, 1\+0 bags, self-transfer at STN \*$/,
    );
    expect(similar).toMatch(/^ +\+3 similar$/);
    expect(notes).toEqual([
      "* the price comes from a fare model, not from a seller",
      "1+0 bags: what a traveller may take into the cabin, and check in",
      "self-transfer: two tickets; collect bags and check in again there, and the next flight does not wait",
      "+n similar: near-identical connections that --similar shows",
    ]);
  });

  test("it names airports where they differ, and how far those are that are only near", () => {
    const from = (origin: string, nearby: object): Itinerary =>
      itinerary({
        key: origin,
        slices: [sliceBetween("2026-12-01T08:30", "2026-12-01T11:05", origin, "JFK")],
        ...nearby,
      });
    const near = from("SOU", { nearby: [{ airport: "SOU", km: 85 }] });
    const lines = rows([from("LHR", {}), near]);
    const line = (text: string) => lines.find((row) => row.includes(text));
    expect({ head: line("airports"), first: line("LHR–JFK"), far: line("SOU 85 km") }).toEqual({
      head: expect.stringMatching(/stops +airports +flights/),
      first: expect.stringMatching(/0 +LHR–JFK +BA1/),
      far: expect.stringMatching(/^ +SOU 85 km$/),
    });
    expect(rows([from("LHR", {})]).join("\n")).not.toMatch(/airports/);
    expect(rows([near], 60)).toContain("    SOU 85 km");
  });

  test("it says where one comes back by another airport", () => {
    const back = itinerary({ differentAirports: true });
    expect(rows([back], 60)).toContain("    back by another airport");
    expect(rows([itinerary({})], 60).join("\n")).not.toMatch(/another airport/);
  });

  test("it says which flights are in another cabin", () => {
    const whole = sliceBetween("2026-12-01T08:30", "2026-12-01T11:05", "LHR", "STN", "JFK");
    const cabins = ["economy", "business"] as const;
    const mixed = {
      ...whole,
      segments: whole.segments.map((one, i) => ({ ...one, cabin: cabins[i] ?? "business" })),
    };
    const one = itinerary({
      slices: [whole, mixed],
      sellers: [sellerOffer({ mixedCabins: true })],
    });
    expect(cabinLines(one)).toEqual(["Business, first flight in economy"]);
    const lines = rows([one]);
    expect(lines.some((row) => / Business, first flight in economy$/.test(row))).toBe(true);
    expect(lines.at(-1)).toBe(
      "mixed cabins: some of the flights are in a lower cabin than the one that was asked for",
    );
  });
});
