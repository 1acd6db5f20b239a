import { describe, expect, test } from "@jest/globals";
import currencyCodes from "currency-codes";
import fc from "fast-check";
import { formatAmount, minorDigits as protoDigits } from "../../../../common/money/money.ts";
import type { Fare, OfferSlice } from "../../../../proto/messages.ts";
import { daysLater } from "../../shared/format.js";
import {
  clock,
  day,
  dayMark,
  duration,
  fareName,
  fareTerms,
  localDate,
  milliseconds,
  minorDigits,
  money,
  stops,
  terminalChanges,
} from "./format.ts";

describe("money is integer minor units of its currency (A9)", () => {
  test.each([
    [51_234, "USD", "$512.34"],
    [7, "EUR", "€0.07"],
    [51_234, "JPY", "¥51,234"],
    [51_234, "KWD", "KWD 51.234"],
    // Intl alone would format it as HUF 51,234.
    [51_234, "HUF", "HUF 512.34"],
    [0, "GBP", "£0.00"],
    [-1, "USD", "-$0.01"],
    [100, "no currency", "1.00 no currency"],
  ])("%d %s is %s", (amount, currency, text) =>
    expect(money({ amount, currency }, "en").replaceAll("\u00a0", " ")).toBe(text));

  test("an amount is shown with the same digits that the gateway would write", () => {
    fc.assert(
      fc.property(
        fc.nat(99_999_999_999),
        fc.constantFrom("JPY", "KRW", "USD", "HUF", "KWD", "BHD", "OMR"),
        (amount, currency) => {
          expect(money({ amount, currency }, "en").replace(/[^\d.]/g, "")).toBe(
            formatAmount({ amount, currency }),
          );
        },
      ),
    );
  });

  // Funds codes, metals and the like have no minor unit; no fare is charged in them.
  const NO_MONEY = /^(X..|CHE|CHW|COU|MXV|BOV|USN|UYI|ZZZ)$/;
  const codes = currencyCodes
    .codes()
    .filter((code) => !NO_MONEY.test(code) || /^X[AOP]F$/.test(code));

  test("its decimals are those of the gateway, for every currency", () => {
    // The gateway does not use withdrawn codes, but it does use those that the package does not
    // have yet.
    const current = [...codes.filter((code) => protoDigits(code) !== undefined), "XCG", "XAD"];
    expect(current.length).toBeGreaterThan(150);
    expect(current.filter((code) => minorDigits(code) !== protoDigits(code))).toEqual([]);
  });
});

test.each([
  [0, "0 min"],
  [59, "59 min"],
  [60, "1 h"],
  [455, "7 h 35 min"],
  [1500, "25 h"],
])("%d minutes are %s", (minutes, text) => expect(duration(minutes)).toBe(text));

test.each([
  [12.1, "12.1 ms"],
  [0, "0.0 ms"],
  [999.9, "999.9 ms"],
  [1234, "1.23 s"],
  [null, "–"],
])("%d ms is %s", (ms, text) => expect(milliseconds(ms)).toBe(text));

describe("local times", () => {
  test("are shown as they are at the airport", () =>
    expect(clock("2026-12-01T08:30")).toBe("08:30"));

  test.each([
    ["2026-12-01T08:30", "Tue, Dec 1"],
    ["2026-12-31", "Thu, Dec 31"],
    ["rubbish", "rubbish"],
  ])("%s is %s", (local, text) => expect(day(local, "en-US")).toBe(text));

  test.each([
    ["2026-12-01T08:30", "2026-12-01T11:05", 0, ""],
    ["2026-12-01T23:30", "2026-12-02T05:55", 1, "+1 day"],
    ["2026-12-31T23:30", "2027-01-02T05:55", 2, "+2 days"],
    ["2026-12-02T00:30", "2026-12-01T16:55", -1, "−1 day"],
    // The night when clocks change is as long as any other on the calendar.
    ["2026-10-24T23:30", "2026-10-25T05:55", 1, "+1 day"],
    ["rubbish", "2026-10-25T05:55", 0, ""],
  ])("%s to %s is %d days later: '%s'", (departure, arrival, days, mark) => {
    expect(daysLater(departure, arrival)).toBe(days);
    expect(dayMark(days)).toBe(mark);
  });

  test.each([
    [0, "2026-11-30"],
    [1, "2026-12-01"],
    [32, "2027-01-01"],
  ])("%d days after 30 November is %s", (days, text) =>
    expect(localDate(days, new Date(2026, 10, 30, 23, 59))).toBe(text));
});

const slice = (...places: string[]): OfferSlice => ({
  durationMinutes: 600,
  segments: places.slice(1).map((destination, i) => ({
    carrier: "BA",
    flightNumber: `BA${i}`,
    origin: places[i] ?? "",
    destination,
    departure: "2026-12-01T08:30",
    arrival: "2026-12-01T11:05",
    durationMinutes: 155,
    aircraft: "",
  })),
});

test.each([
  [slice("LHR", "JFK"), "non-stop"],
  [slice("LHR", "FRA", "JFK"), "1 stop via FRA"],
  [slice("LHR", "FRA", "DXB", "SYD"), "2 stops via FRA, DXB"],
])("stops %#", (one, text) => expect(stops(one)).toBe(text));

describe("changes of terminal", () => {
  const via = (...terminals: [arrives: string | undefined, leaves: string | undefined][]) => {
    const { durationMinutes, segments } = slice("JFK", "LHR", "DXB", "SYD");
    return {
      durationMinutes,
      segments: segments.map((segment, i) => {
        const [arrives, leaves] = [terminals[i]?.[0], terminals[i - 1]?.[1]];
        return {
          ...segment,
          ...(leaves === undefined ? {} : { originTerminal: leaves }),
          ...(arrives === undefined ? {} : { destinationTerminal: arrives }),
        };
      }),
    };
  };
  test.each<[string, OfferSlice, string[]]>([
    ["none are known", via(), []],
    ["the same", via(["5", "5"], ["3", "3"]), []],
    ["another one", via(["5", "3"], ["3", "3"]), ["Change of terminal at LHR: 5 to 3"]],
    [
      "twice",
      via(["5", "3"], ["3", "1"]),
      ["Change of terminal at LHR: 5 to 3", "Change of terminal at DXB: 3 to 1"],
    ],
    ["one of the two is not known", via(["5", undefined], [undefined, "1"]), []],
  ])("%s", (_, one, changes) => expect(terminalChanges(one)).toEqual(changes));
});

describe("a fare", () => {
  const usd = (amount: number) => ({ amount, currency: "USD" });
  const fare: Fare = {
    brand: "light",
    name: "Economy Light",
    price: usd(51_234),
    bookingClass: "O,V",
    cabinBags: 1,
    checkedBags: 0,
    change: { allowed: true, fee: usd(7_000) },
    refund: { allowed: false, fee: null },
  };

  test.each<[Partial<Fare>, string]>([
    [{}, "Economy Light"],
    [{ name: "" }, "Light"],
    [{ name: "", brand: null }, "Fare"],
    [{ brand: null }, "Economy Light"],
  ])("%j is called", (changes, name) => expect(fareName({ ...fare, ...changes })).toBe(name));

  test.each<[Partial<Fare>, string[]]>([
    [{}, ["classes O, V", "1 cabin bag", "no checked bag", "changes for $70.00", "no refund"]],
    [
      {
        bookingClass: "Y",
        cabinBags: 2,
        checkedBags: 2,
        change: { allowed: true, fee: usd(0) },
        refund: { allowed: true, fee: usd(0) },
      },
      ["class Y", "2 cabin bags", "2 checked bags", "free changes", "full refund"],
    ],
    [
      { change: { allowed: true, fee: null }, refund: { allowed: true, fee: null } },
      [
        "classes O, V",
        "1 cabin bag",
        "no checked bag",
        "changes for a fee that is not stated",
        "refund less a fee that is not stated",
      ],
    ],
    [
      {
        change: { allowed: false, fee: usd(1) },
        refund: { allowed: true, fee: { amount: 1_234, currency: "KWD" } },
      },
      ["classes O, V", "1 cabin bag", "no checked bag", "no changes", "refund less KWD 1.234"],
    ],
    [
      { base: usd(20_000), taxes: usd(5_000), change: null, refund: null },
      [
        "classes O, V",
        "1 cabin bag",
        "no checked bag",
        "changes not stated",
        "refund not stated",
        "$200.00 and $50.00 taxes",
      ],
    ],
    [
      { bookingClass: "", cabinBags: null, checkedBags: null, change: null, refund: null },
      ["bags not stated", "changes not stated", "refund not stated"],
    ],
    [
      { checkedBags: null },
      ["classes O, V", "1 cabin bag", "checked bags not stated", "changes for $70.00", "no refund"],
    ],
  ])("%j has the terms", (changes, terms) =>
    expect(
      fareTerms({ ...fare, ...changes }, "en").map((one) => one.replaceAll("\u00a0", " ")),
    ).toEqual(terms));
});
