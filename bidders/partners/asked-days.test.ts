import { describe, expect, test } from "@jest/globals";
import type { FlightSearch, SearchSlice } from "../../proto/messages.ts";
import { SEARCH } from "../../test/fixtures/partners/partner.ts";
import { dayChoices } from "./asked-days.ts";
import { askedSearches } from "./asked-searches.ts";

const ANYWHERE = { knowsCities: false, markets: ["*.*"] };

const slice = (departureDate: string, from?: string, to?: string): SearchSlice => ({
  origin: "LHR",
  destination: "JFK",
  departureDate,
  ...(from === undefined || to === undefined ? {} : { departureDates: { from, to } }),
});

const isAscending = (numbers: readonly number[]) =>
  numbers.every((number, i) => i === 0 || (numbers[i - 1] as number) <= number);

function asked(slices: readonly SearchSlice[], limits?: FlightSearch["limits"]) {
  const { searches, isCut } = askedSearches(
    {
      ...SEARCH,
      slices,
      ...(limits === undefined ? {} : { limits }),
    },
    ANYWHERE,
  );
  for (const one of searches)
    for (const its of one.slices) expect("departureDates" in its).toBe(false);
  const days = searches.map((one) =>
    one.slices.map(({ departureDate }) => departureDate.slice(5)).join(" "),
  );
  return { days, isCut };
}

describe("ASKEDDAY-1 the days that a seller is asked for", () => {
  test("of a plain search its own, with the search as it is", () => {
    const search = { ...SEARCH, slices: [slice("2026-12-15")] };
    expect(askedSearches(search, ANYWHERE).searches[0]).toBe(search);
  });

  test("of one slice all, the nearest first", () => {
    expect(asked([slice("2026-12-15", "2026-12-14", "2026-12-17")])).toEqual({
      days: ["12-15", "12-14", "12-16", "12-17"],
      isCut: false,
    });
  });

  test("of two slices the seven nearest, none back before it is out", () => {
    const slices = [
      slice("2026-12-15", "2026-12-14", "2026-12-16"),
      slice("2026-12-15", "2026-12-14", "2026-12-16"),
    ];
    expect(asked(slices)).toEqual({
      days: [
        "12-15 12-15",
        "12-15 12-16",
        "12-14 12-15",
        "12-14 12-14",
        "12-14 12-16",
        "12-16 12-16",
      ],
      isCut: false,
    });
    const more = [slices[0], slice("2026-12-20", "2026-12-18", "2026-12-22")] as SearchSlice[];
    const { days, isCut } = asked(more);
    expect({ first: days[0], count: days.length, isCut }).toEqual({
      first: "12-15 12-20",
      count: 7,
      isCut: true,
    });
  });

  test("of a stay only what it may join", () => {
    const slices = [slice("2026-12-01"), slice("2026-12-08", "2026-12-05", "2026-12-12")];
    expect(asked(slices, { stayNights: { min: 7, max: 7 } }).days).toEqual([
      "12-01 12-08",
      "12-01 12-07",
      "12-01 12-09",
      "12-01 12-10",
    ]);
    expect(asked(slices, { stayNights: { min: 20, max: 21 } })).toEqual({ days: [], isCut: false });
  });

  test("in the order of their distance, however many there are", () => {
    const slices = Array.from({ length: 4 }, () => slice("2026-12-15", "2026-12-10", "2026-12-20"));
    const far = dayChoices({ slices }).map((choice) => choice.far);
    expect({ first: far[0], count: far.length, isInOrder: isAscending(far) }).toEqual({
      first: 0,
      count: 500,
      isInOrder: true,
    });
  });

  test("of six slices of a week too", () => {
    const slices = Array.from({ length: 6 }, () => slice("2026-12-15", "2026-12-12", "2026-12-18"));
    const { days, isCut } = asked(slices);
    expect({ first: days[0], count: days.length, isCut }).toEqual({
      first: Array(6).fill("12-15").join(" "),
      count: 7,
      isCut: true,
    });
  });
});
