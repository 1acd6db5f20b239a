/** What a search limits, and what a caller says to a JSON seller alone, in its request. */
import { describe, expect, test } from "@jest/globals";
import type { FlightSearch } from "../../../proto/messages.ts";
import { jsonOtherTicket } from "../../../test/fixtures/partners/mapping.ts";
import { SEARCH } from "../../../test/fixtures/partners/partner.ts";
import { json } from "./adapter.ts";
import { jsonMapping } from "./mapping.ts";

const NAMES =
  "market locale ages departureFrom departureTo arrivalFrom arrivalTo carriersOnly carriersExcept viaOnly viaExcept maxLayoverMinutes maxPrice maxDurationMinutes checkedBags cabinBags changeable refundable".split(
    " ",
  );
const [SLICE] = SEARCH.slices as [FlightSearch["slices"][number]];

/** The body that a mapping makes of a search: a field for each placeholder. */
function bodyOf(body: object, search: Partial<FlightSearch>, entry: object = {}, params?: unknown) {
  const partner = jsonOtherTicket({ request: { body } }, entry);
  const page = { supplierTimeoutMs: 600, cursor: null, params };
  return JSON.parse(json.request({ ...SEARCH, ...search }, partner, page).body ?? "");
}

const every = Object.fromEntries(NAMES.map((name) => [name, `{{${name}}}`]));
const nothing = Object.fromEntries(NAMES.map((name) => [name, null]));
const limited: Partial<FlightSearch> = {
  slices: [
    {
      ...SLICE,
      departure: { fromMinute: 365, toMinute: 720 },
      arrival: { fromMinute: 1_320, toMinute: 60 },
    },
  ],
  passengers: { adults: 1, children: 1, infants: 1, ages: [7, 0] },
  market: "GB",
  locale: "en-GB",
  limits: {
    carriers: { only: ["BA", "AA"], except: ["IB"], by: "marketing" },
    via: { only: ["DUB"], except: ["KEF", "LIS"] },
    maxLayoverMinutes: 240,
    maxPrice: 50_000,
    maxDurationMinutes: 600,
    bags: { checked: 1 },
    changeable: true,
  },
};

describe("limits of a search", () => {
  test("are placeholders; what is not limited is null", () => {
    expect(bodyOf(every, {})).toEqual(nothing);
  });

  test("have the search's values; a window that crosses midnight is none", () => {
    expect(bodyOf(every, limited)).toEqual({
      ...nothing,
      market: "GB",
      locale: "en-GB",
      ages: "7,0",
      departureFrom: "06:05",
      departureTo: "12:00",
      carriersOnly: "BA,AA",
      carriersExcept: "IB",
      viaOnly: "DUB",
      viaExcept: "KEF,LIS",
      maxLayoverMinutes: 240,
      maxPrice: 50_000,
      maxDurationMinutes: 600,
      checkedBags: 1,
      changeable: true,
    });
  });

  test("operating carriers, and a price in another currency, are not passed on", () => {
    const limits = { carriers: { only: ["BA"], by: "operating" as const }, maxPrice: 50_000 };
    expect(bodyOf(every, { limits }, { currency: "EUR" })).toEqual(nothing);
  });

  test("each slice has its own windows, each traveller its own age", () => {
    const body = {
      legs: { $each: "slices", item: "{{departureFrom}}-{{departureTo}}" },
      ages: { $each: "travellers", item: "{{age}}" },
    };
    const slices = [...(limited.slices ?? []), SLICE];
    expect(bodyOf(body, { ...limited, slices })).toEqual({
      legs: ["06:05-12:00", "-"],
      ages: [30, 7, 0],
    });
  });
});

describe("what a caller says to the seller alone", () => {
  const body = { account: "{{params.account}}", level: "{{params.level}}", all: "{{origin}}" };

  test("fills the params of its mapping", () => {
    expect(bodyOf(body, {}, {}, { account: "A-1", level: 3 })).toEqual({
      account: "A-1",
      level: 3,
      all: "LHR",
    });
    expect(bodyOf(body, {})).toEqual({ account: null, level: null, all: "LHR" });
  });

  const issues = (value: unknown, changed: object = { request: { body } }) =>
    json
      .params(jsonOtherTicket(changed))
      .safeParse(value)
      .error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`) ?? [];
  const right = "must be a number, or text of 1-200 printable ASCII characters";

  test.each<[string, unknown, string[]]>([
    ["texts and numbers", { account: "A-1", level: 3 }, []],
    ["a part of them", {}, []],
    ["one that the mapping does not use", { other: "x" }, [` Unrecognized key: "other"`]],
    ["a line break, which a header must not have", { account: "a\r\nb" }, [`account ${right}`]],
    ["a list", { account: ["a"] }, [`account ${right}`]],
    ["a long text", { account: "x".repeat(201) }, [`account ${right}`]],
  ])("%s", (_, value, expected) => expect(issues(value)).toEqual(expected));

  test("params may be in the query and in headers, and not in the path", () => {
    const written = (over: object) => {
      const { mapping } = jsonOtherTicket({ request: { body, ...over } });
      return jsonMapping.safeParse(mapping).success;
    };
    expect(written({ query: { a: "{{params.a}}" }, headers: { "X-A": "{{params.a}}" } })).toBe(
      true,
    );
    expect(() => written({ path: "/{{params.a}}" })).toThrow();
  });
});
