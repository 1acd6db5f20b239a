import { describe, expect, test } from "@jest/globals";
import { flightSearch } from "../../test/harness/offers.ts";
import type { ValidSearch } from "../search/validate.ts";
import { searchCost } from "./search-cost.ts";
import { policyOfTenant, searchOfTenant, termsOfTenant } from "./tenant-search.ts";

const NO_PARAMS = { params: {} };
const takes = () => ["partners"];

const search = (fields: Partial<ValidSearch> = {}): ValidSearch => ({
  ...flightSearch(),
  ...fields,
});

describe("a search asks no bidder that its tenant may not ask (TENANTSEARCH-1)", () => {
  const bidders = { only: ["nonstop", "stops"] };

  test.each([
    ["all", undefined, ["nonstop", "stops"]],
    ["some of them", { only: ["stops"] }, ["stops"]],
    ["some of them and others", { only: ["stops", "partners"] }, ["stops"]],
    ["all but one", { except: ["stops"] }, ["nonstop"]],
  ])("one that asks %s", (_what, asked, only) => {
    const given = search(asked === undefined ? {} : { bidders: asked });
    const { bidders: choice } = searchOfTenant(given, { bidders, ...NO_PARAMS }, takes);
    expect({ choice }).toEqual({ choice: { only } });
  });

  test("one that asks only others is forbidden", () => {
    const given = search({ bidders: { only: ["partners"] } });
    expect(() => searchOfTenant(given, { bidders, ...NO_PARAMS }, takes)).toThrow(
      expect.objectContaining({ code: "forbidden" }),
    );
  });

  test("the others do not exist for it, and are not required", () => {
    const policy = {
      deadlineMs: 800,
      deadlineMsPerSlice: 400,
      quorum: null,
      required: ["partners", "stops"],
    };
    const terms = {
      policy,
      bounds: { deadlineMsMin: 50, deadlineMsMax: 10_000 },
      currencies: ["USD"],
      wall: () => 0,
      known: () => ["nonstop", "partners", "stops"],
      takingParams: takes,
    };
    const tenant = { id: "acme", policy: {}, bidders, markUp: [], ...NO_PARAMS };
    const { policy: its, known, takingParams } = termsOfTenant(terms, tenant as never);
    expect({ required: its.required, known: known(), taking: takingParams?.() }).toEqual({
      required: ["stops"],
      known: ["nonstop", "stops"],
      taking: [],
    });
  });

  test("its bidders are known by its entry, also while none of them is alive", () => {
    const tenant = { id: "acme", policy: {}, bidders, markUp: [], ...NO_PARAMS };
    const terms = { policy: { required: [] }, known: () => ["partners"] };
    expect(termsOfTenant(terms as never, tenant as never).known()).toEqual(["nonstop", "stops"]);
  });

  test("a tenant without a list changes nothing", () => {
    const given = search();
    expect(searchOfTenant(given, { bidders: undefined, ...NO_PARAMS }, takes)).toBe(given);
  });
});

test("what the tenant's policy lacks is the gateway's; a quorum of null is one", () => {
  const defaults = { deadlineMs: 800, deadlineMsPerSlice: 400, quorum: 2, required: ["nonstop"] };
  const policy = { deadlineMs: 1_500, quorum: null };
  expect(policyOfTenant(defaults, { policy, bidders: undefined })).toEqual({
    ...{ deadlineMs: 1_500, deadlineMsPerSlice: 400, quorum: null, required: ["nonstop"] },
  });
});

describe("what the tenant says to a bidder stands under what the search says (TENANTSEARCH-2)", () => {
  const params = { partners: { acme: { code: "T", tier: { a: 1, b: 2 } } }, stops: { x: 1 } };
  const saidIn = (fields: Partial<ValidSearch>) => {
    const { params: said } = searchOfTenant(search(fields), { bidders: undefined, params }, takes);
    return (
      said && Object.fromEntries([...said].map(([bidder, json]) => [bidder, JSON.parse(json)]))
    );
  };

  test("alone, to the bidders that take something", () => {
    expect(saidIn({})).toEqual({ partners: params.partners });
  });

  test("field by field, at any depth: the search's counts", () => {
    const said = new Map([
      ["partners", JSON.stringify({ acme: { code: "S", tier: { b: 3 } }, other: [1] })],
    ]);
    expect(saidIn({ params: said })).toEqual({
      partners: { acme: { code: "S", tier: { a: 1, b: 3 } }, other: [1] },
    });
  });

  test("a field named as one of Object's is a field", () => {
    const said = new Map([["partners", '{"__proto__":{"code":"S"}}']]);
    const json = searchOfTenant(
      search({ params: said }),
      { bidders: undefined, params },
      takes,
    ).params?.get("partners");
    expect({ polluted: ({} as { code?: string }).code, json }).toEqual({
      polluted: undefined,
      json: expect.stringContaining('"acme"'),
    });
  });

  test("to no bidder that the search does not ask", () => {
    expect(saidIn({ bidders: { except: ["partners"] } })).toEqual(undefined);
  });

  test("both together are no longer than what a search may say", () => {
    const said = new Map([["partners", JSON.stringify({ other: "x".repeat(4_050) })]]);
    expect(() => saidIn({ params: said })).toThrow(
      expect.objectContaining({ code: "invalid-search" }),
    );
  });
});

test.each([
  ["one way on one day", [{}], 1],
  ["a return", [{}, {}], 2],
  ["six slices", [{}, {}, {}, {}, {}, {}], 6],
  [
    "three days before and after",
    [{ departureDates: { from: "2026-12-12", to: "2026-12-18" } }],
    7,
  ],
  [
    "a return with seven days and one with three",
    [
      { departureDates: { from: "2026-12-12", to: "2026-12-18" } },
      { departureDates: { from: "2026-12-20", to: "2026-12-22" } },
    ],
    14,
  ],
  [
    "a month over the end of a year",
    [{ departureDates: { from: "2026-12-15", to: "2027-01-14" } }],
    31,
  ],
])("%s costs so much (SPEND-1)", (_what, slices, cost) => {
  const dated = slices.map((slice) => ({ departureDate: "2026-12-15", ...slice }));
  expect({ cost: searchCost(dated) }).toEqual({ cost });
});
