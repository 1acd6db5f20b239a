/** A search, as a caller on NATS sends it. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { plainSearches } from "../../test/fixtures/wire/arbitraries.ts";
import { RUNS } from "../../test/fixtures/wire/decoders.ts";
import { flights } from "../generated/messages.js";
import { decodeRawSearch } from "./search.ts";
import { encodeSearch } from "./search-writer.ts";

describe("CODEC-3 decode(encode(x)) equals x", () => {
  test("searches, as the plain shape that JSON gives; a quorum of null is left out", () => {
    fc.assert(
      fc.property(plainSearches, (search) => {
        const { quorum, ...policy } = search.policy;
        const plain = { ...search, policy: quorum === null ? policy : { ...policy, quorum } };
        expect(decodeRawSearch(encodeSearch(search))).toEqual(plain);
      }),
      { numRuns: RUNS },
    );
  });

  test("limits are fields of the search, and times of day are texts, as in JSON", () => {
    const slice = {
      origin: "LHR",
      destination: "JFK",
      departureDate: "2026-12-15",
      departure: { fromMinute: 365, toMinute: 1_439 },
    };
    const limits = {
      carriers: { only: ["BA"], by: 2 },
      noOvernightLayover: true,
      maxPrice: 50_000,
      bags: { checked: 1 },
    };
    const bytes = flights.FlightSearchRequest.encode({ slices: [slice], limits }).finish();
    expect(decodeRawSearch(bytes)).toEqual({
      slices: [{ ...slice, departure: { from: "06:05", to: "23:59" } }],
      carriers: { only: ["BA"], by: "operating" },
      overnightLayover: false,
      maxPrice: 50_000,
      bags: { checked: 1 },
    });
  });

  test("a search with slices alone has no other field", () => {
    const slices = [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-15" }];
    expect(decodeRawSearch(flights.FlightSearchRequest.encode({ slices }).finish())).toEqual({
      slices,
    });
  });

  test("an empty list of required bidders differs from an absent one", () => {
    const bytes = flights.FlightSearchRequest.encode({
      slices: [],
      policy: { required: { bidder: [] } },
    }).finish();
    expect(decodeRawSearch(bytes)).toEqual({ slices: [], policy: { required: [] } });
  });

  test("the number of an unknown cabin is kept, so that validation can name it", () => {
    expect(
      decodeRawSearch(flights.FlightSearchRequest.encode({ cabin: 9 as never, sort: 0 }).finish()),
    ).toMatchObject({
      cabin: "number 9",
      sort: "number 0",
    });
  });
});
