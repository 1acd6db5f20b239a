/** A search, as a caller on NATS sends it. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { flightSearches } from "../../test/fixtures/wire/arbitraries.ts";
import { RUNS } from "../../test/fixtures/wire/decoders.ts";
import { flights } from "../generated/messages.js";
import { decodeRawSearch, encodeSearch } from "./search.ts";

describe("CODEC-3 decode(encode(x)) equals x", () => {
  test("searches, as the plain shape that JSON gives; a quorum of null is left out", () => {
    fc.assert(
      fc.property(flightSearches, (search) => {
        const { quorum, ...policy } = search.policy;
        const plain = { ...search, policy: quorum === null ? policy : { ...policy, quorum } };
        expect(decodeRawSearch(encodeSearch(search))).toEqual(plain);
      }),
      { numRuns: RUNS },
    );
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
