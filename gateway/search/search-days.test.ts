/** The days of a search as a caller writes them, what bidders receive of them, and the faults. */
import { describe, expect, test } from "@jest/globals";
import { decodeRawSearch, encodeSearch } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import { flights } from "../../proto/generated/messages.js";
import { createValidator } from "./validate.ts";

const validate = createValidator({
  policy: { deadlineMs: 800, deadlineMsPerSlice: 400, quorum: null, required: [] },
  bounds: { deadlineMsMin: 50, deadlineMsMax: 10_000 },
  currencies: ["USD"],
  known: () => [],
  // At noon UTC it is the 23rd in London and New York, and the 24th in Auckland.
  wall: () => Date.parse("2026-11-23T12:00:00Z"),
});

type Dates = { departureDate?: unknown; flexDays?: unknown };

/** Out and back, or one way, between London and New York. */
function searchOf(
  slices: readonly Dates[],
  fields: object = {},
  ends: readonly unknown[] = ["LHR", "JFK"],
): object {
  return {
    slices: slices.map((dates, i) => ({
      origin: ends[i % 2],
      destination: ends[(i + 1) % 2],
      ...dates,
    })),
    ...fields,
  };
}

/** Each slice as `day` or `day of from..to`. */
function daysOf(raw: object): string[] {
  return validate(raw).slices.map(({ departureDate, departureDates }) =>
    departureDates === undefined
      ? departureDate
      : `${departureDate} of ${departureDates.from}..${departureDates.to}`,
  );
}

function faults(raw: object): string[] {
  try {
    validate(raw);
    return [];
  } catch (thrown) {
    if (!(thrown instanceof AuctionError)) throw thrown;
    return thrown.faults.map(({ path, message }) => `${path} ${message}`);
  }
}

const range = (from: string, to: string) => ({ departureDate: { from, to } });
const stay = (min: number, max: number) => ({ stayNights: { min, max } });

describe("days as bidders receive them", () => {
  const table: [what: string, raw: object, days: string[]][] = [
    ["one day", searchOf([{ departureDate: "2026-12-15" }]), ["2026-12-15"]],
    ["no flexibility", searchOf([{ departureDate: "2026-12-15", flexDays: 0 }]), ["2026-12-15"]],
    [
      "SEARCHDAY-1 days around one",
      searchOf([{ departureDate: "2026-12-15", flexDays: 3 }]),
      ["2026-12-15 of 2026-12-12..2026-12-18"],
    ],
    [
      "SEARCHDAY-1 a range, its first day for old bidders",
      searchOf([range("2026-12-28", "2027-01-03")]),
      ["2026-12-28 of 2026-12-28..2027-01-03"],
    ],
    ["a range of one day", searchOf([range("2026-12-15", "2026-12-15")]), ["2026-12-15"]],
    [
      "SEARCHDAY-2 what is past does not count",
      searchOf([{ departureDate: "2026-11-24", flexDays: 2 }]),
      ["2026-11-24 of 2026-11-23..2026-11-26"],
    ],
    [
      "SEARCHDAY-2 a day in the past with one that is not",
      searchOf([{ departureDate: "2026-11-22", flexDays: 1 }]),
      ["2026-11-23"],
    ],
    [
      "SEARCHDAY-2 what is too far ahead does not count",
      searchOf([{ departureDate: "2027-11-18", flexDays: 3 }]),
      ["2027-11-18 of 2027-11-15..2027-11-19"],
    ],
    [
      "SEARCHDAY-2, SEARCHDAY-5 slices in order",
      searchOf([range("2026-12-10", "2026-12-16"), range("2026-12-08", "2026-12-14")]),
      ["2026-12-10 of 2026-12-10..2026-12-14", "2026-12-10 of 2026-12-10..2026-12-14"],
    ],
    [
      "SEARCHDAY-5 days for old bidders in order",
      searchOf([
        { departureDate: "2026-12-15", flexDays: 2 },
        { departureDate: "2026-12-14", flexDays: 2 },
      ]),
      ["2026-12-15 of 2026-12-13..2026-12-16", "2026-12-15 of 2026-12-13..2026-12-16"],
    ],
    [
      "SEARCHDAY-3 a return of its stay",
      searchOf([range("2026-12-01", "2026-12-03"), {}], stay(5, 7)),
      ["2026-12-01 of 2026-12-01..2026-12-03", "2026-12-07 of 2026-12-06..2026-12-12"],
    ],
    [
      "SEARCHDAY-3 a return that names the days of its stay, more than others may name",
      searchOf([range("2026-12-01", "2026-12-03"), range("2026-12-06", "2026-12-15")], stay(5, 10)),
      ["2026-12-01 of 2026-12-01..2026-12-03", "2026-12-07 of 2026-12-06..2026-12-15"],
    ],
    [
      "SEARCHDAY-3 a landing on the day before, over the date line",
      searchOf([{ departureDate: "2026-12-10" }, {}], stay(3, 3), ["AKL", "HNL"]),
      ["2026-12-10", "2026-12-13 of 2026-12-12..2026-12-15"],
    ],
    [
      "SEARCHDAY-4 days that no stay joins do not count",
      searchOf([range("2026-12-01", "2026-12-07"), range("2026-12-12", "2026-12-14")], stay(7, 8)),
      ["2026-12-02 of 2026-12-02..2026-12-07", "2026-12-12 of 2026-12-12..2026-12-14"],
    ],
    [
      "SEARCHDAY-4 nor do days of the second slice on which no stay ends",
      searchOf([{ departureDate: "2026-12-01" }, range("2026-12-06", "2026-12-12")], stay(7, 8)),
      ["2026-12-01", "2026-12-09 of 2026-12-08..2026-12-11"],
    ],
    [
      "SEARCHDAY-4 two days and a stay",
      searchOf([{ departureDate: "2026-12-01" }, { departureDate: "2026-12-08" }], stay(6, 7)),
      ["2026-12-01", "2026-12-08"],
    ],
  ];
  test.each(table)("%s", (_, raw, days) => {
    expect(daysOf(raw)).toEqual(days);
  });

  test("nights are a limit of the search", () => {
    const raw = searchOf([{ departureDate: "2026-12-01" }, {}], stay(6, 7));
    expect(validate(raw).limits).toEqual({ stayNights: { min: 6, max: 7 } });
  });

  test("DEADLINE-2 the default deadline grows with the days", () => {
    const deadline = (raw: object) => validate(raw).policy.deadlineMs;
    expect(deadline(searchOf([range("2026-12-01", "2026-12-07")]))).toBe(1_100);
    expect(
      deadline(searchOf([range("2026-12-01", "2026-12-03"), range("2026-12-06", "2026-12-09")])),
    ).toBe(800 + 400 + 5 * 50);
    const policy = { policy: { deadlineMs: 500 } };
    expect(deadline(searchOf([range("2026-12-01", "2026-12-07")], policy))).toBe(500);
  });
});

describe("a fault of days states what, where, and what would be right", () => {
  const right =
    'must be a date, such as 2026-12-01, or days, such as {"from": "2026-12-01", "to": "2026-12-05"}';
  const one = { departureDate: "2026-12-15" };
  const table: [what: string, raw: object, expected: string[]][] = [
    ["no date", searchOf([{}]), [`slices[0].departureDate ${right}`]],
    ["a number", searchOf([{ departureDate: 20261215 }]), [`slices[0].departureDate ${right}`]],
    ["null", searchOf([{ departureDate: null }]), [`slices[0].departureDate ${right}`]],
    [
      "a range without an end",
      searchOf([{ departureDate: { from: "2026-12-15" } }]),
      ["slices[0].departureDate.to must be a date, such as 2026-12-01"],
    ],
    [
      "a range of no days of the calendar",
      searchOf([range("2026-02-30", "15.12.")]),
      [
        "slices[0].departureDate.from 2026-02-30 is not a day of the calendar",
        "slices[0].departureDate.to must be a date in the form YYYY-MM-DD, such as 2026-12-01",
      ],
    ],
    [
      "an unknown field of a range",
      searchOf([{ departureDate: { from: "2026-12-15", to: "2026-12-16", until: 1 } }]),
      ["slices[0].departureDate.until is not a known field; known here are from, to"],
    ],
    [
      "a range backwards",
      searchOf([range("2026-12-15", "2026-12-14")]),
      ["slices[0].departureDate.to must not be before from, 2026-12-15"],
    ],
    [
      "eight days",
      searchOf([range("2026-12-15", "2026-12-22")]),
      ["slices[0].departureDate must be at most 7 days, not 8"],
    ],
    [
      "four days around",
      searchOf([{ ...one, flexDays: 4 }]),
      ["slices[0].flexDays must be a whole number from 0 to 3"],
    ],
    [
      "half a day around",
      searchOf([{ ...one, flexDays: 0.5 }]),
      ["slices[0].flexDays must be a whole number from 0 to 3"],
    ],
    [
      "days around a range",
      searchOf([{ ...range("2026-12-15", "2026-12-16"), flexDays: 1 }]),
      ["slices[0].flexDays is for one day: leave it out where departureDate has several"],
    ],
    [
      "SEARCHDAY-2 past days",
      searchOf([range("2026-11-20", "2026-11-22")]),
      ["slices[0].departureDate ends in the past: in LHR it is 2026-11-23"],
    ],
    [
      "SEARCHDAY-2 days too far ahead",
      searchOf([range("2027-11-20", "2027-11-22")]),
      ["slices[0].departureDate must begin on 2027-11-19 or earlier, 361 days ahead"],
    ],
    [
      "SEARCHDAY-2 slices out of order",
      searchOf([range("2026-12-15", "2026-12-16"), range("2026-12-13", "2026-12-14")]),
      [
        "slices[1].departureDate must not end before 2026-12-15, the first day of the slice before it",
      ],
    ],
    [
      "SEARCHDAY-2 three slices out of order",
      // A day, then days around it, then a day before the first.
      searchOf([one, range("2026-12-10", "2026-12-16"), { departureDate: "2026-12-12" }]),
      [
        "slices[2].departureDate must not be before 2026-12-15, the first day of the slice before it",
      ],
    ],
    [
      "SLICEROUTE-1 too many pairs of airports on too many days",
      searchOf([range("2026-12-15", "2026-12-21")], {}, ["LON", { city: "NYC", nearbyKm: 300 }]),
      [
        "slices[0] stands for 36 pairs of airports on 7 days, and at most 168 of both together are searched: ask for fewer days, a smaller nearbyKm or one airport",
      ],
    ],
    [
      "SLICEROUTE-1 a week between two large cities",
      searchOf([range("2026-12-15", "2026-12-21")], {}, ["LON", "NYC"]),
      [],
    ],
    [
      "nights of one way",
      searchOf([one], stay(1, 2)),
      ["stayNights is for two slices, out and back: the search has 1"],
    ],
    [
      "nights of three slices",
      searchOf([one, one, one], stay(1, 2)),
      ["stayNights is for two slices, out and back: the search has 3"],
    ],
    [
      "nights backwards",
      searchOf([one, {}], stay(3, 2)),
      ["stayNights.max must be at least min, 3"],
    ],
    [
      "no range of nights",
      searchOf([one, {}], { stayNights: 3 }),
      ["stayNights must be a range of nights: a JSON object"],
    ],
    [
      "half a range of nights",
      searchOf([one, {}], { stayNights: { min: 3 } }),
      ["stayNights.max must be a whole number from 0 to 361"],
    ],
    [
      "too many nights",
      searchOf([one, one], { stayNights: { min: 0, max: 362 } }),
      ["stayNights.max must be a whole number from 0 to 361"],
    ],
    // No day of the calendar is so far away: the fault must not name one.
    [
      "nights beyond every calendar",
      searchOf([one, {}], { stayNights: { min: 12, max: 1e308 } }),
      ["stayNights.max must be a whole number from 0 to 361"],
    ],
    [
      "SEARCHDAY-3 a return on too many days",
      searchOf([range("2026-12-01", "2026-12-07"), {}], stay(5, 11)),
      [
        "stayNights leaves 15 days for the second slice, 2026-12-06 to 2026-12-20, and at most 14 are searched: narrow it or the first departureDate, or name the second departureDate",
      ],
    ],
    [
      "SEARCHDAY-3 a return that names a day more than those of its stay",
      searchOf([range("2026-12-01", "2026-12-03"), range("2026-12-06", "2026-12-16")], stay(5, 10)),
      ["slices[1].departureDate must be at most 7 days, not 11"],
    ],
    [
      "SEARCHDAY-3 a return too far ahead",
      searchOf([one, {}], stay(350, 355)),
      ["slices[1].departureDate must begin on 2027-11-19 or earlier, 361 days ahead"],
    ],
    [
      "SEARCHDAY-3 no first date either",
      searchOf([{}, {}], stay(1, 2)),
      [`slices[0].departureDate ${right}`],
    ],
    [
      "SEARCHDAY-4 a stay that is too long",
      searchOf([one, { departureDate: "2026-12-20" }], stay(6, 9)),
      ["stayNights cannot be kept: between the days of the two slices are at most 5 nights"],
    ],
    [
      "SEARCHDAY-4 a stay that is too short",
      searchOf([one, { departureDate: "2026-12-25" }], stay(0, 7)),
      ["stayNights cannot be kept: between the days of the two slices are at least 8 nights"],
    ],
  ];
  test.each(table)("%s", (_, raw, expected) => {
    expect(faults(raw)).toEqual(expected);
  });
});

describe("days over NATS, as protobuf", () => {
  const received = (slices: flights.Slice.$Properties[], limits = {}) =>
    decodeRawSearch(flights.FlightSearchRequest.encode({ slices, limits }).finish());
  const ends = { origin: "LHR", destination: "JFK" };
  const back = { origin: "JFK", destination: "LHR" };

  test("flex_days", () => {
    const raw = received([{ ...ends, departureDate: "2026-12-15", flexDays: 2 }]);
    expect(daysOf(raw)).toEqual(["2026-12-15 of 2026-12-13..2026-12-17"]);
  });

  test("departure_dates", () => {
    const departureDates = { from: "2026-12-15", to: "2026-12-16" };
    expect(daysOf(received([{ ...ends, departureDates }]))).toEqual([
      "2026-12-15 of 2026-12-15..2026-12-16",
    ]);
  });

  test("SEARCHDAY-3 a return of its stay", () => {
    const raw = received([{ ...ends, departureDate: "2026-12-01" }, back], {
      stayNights: { min: 3, max: 4 },
    });
    expect(daysOf(raw)).toEqual(["2026-12-01", "2026-12-05 of 2026-12-04..2026-12-07"]);
  });

  test("what a gateway has found of days, it finds again", () => {
    const search = validate(searchOf([range("2026-12-01", "2026-12-03"), {}], stay(5, 6)));
    expect(validate(decodeRawSearch(encodeSearch(search))).slices).toEqual(search.slices);
  });
});
