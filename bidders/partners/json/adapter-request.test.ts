import { describe, expect, test } from "@jest/globals";
import type { FlightSearch } from "../../../proto/messages.ts";
import { request } from "../../../test/fixtures/partners/json-adapter.ts";
import { jsonOtherTicket } from "../../../test/fixtures/partners/mapping.ts";
import { SEARCH } from "../../../test/fixtures/partners/partner.ts";
import { json } from "./adapter.ts";

const BACK = { origin: "JFK", destination: "LHR", departureDate: "2026-12-22" };

const RETURN: FlightSearch = { ...SEARCH, slices: [...SEARCH.slices, BACK] };

const FAMILY: FlightSearch = {
  ...RETURN,
  passengers: { adults: 2, children: 1, infants: 1 },
  cabin: "business",
  currency: "EUR",
};

describe("the request", () => {
  test("is the template with its values filled in", () => {
    const { method, path, headers, body } = request({}, FAMILY);
    expect({ method, path }).toEqual({ method: "POST", path: "/v3/search" });
    expect(headers).toEqual({
      accept: "application/json",
      "accept-encoding": "gzip",
      authorization: "Bearer t",
      "content-type": "application/json",
    });
    expect(JSON.parse(body ?? "")).toEqual({
      legs: [
        { from: "LHR", to: "JFK", day: "2026-12-15" },
        { from: "JFK", to: "LHR", day: "2026-12-22" },
      ],
      people: ["adult", "adult", "child", "infant"],
      cabin: "business",
      cursor: null,
    });
  });

  const GET = {
    method: "GET",
    body: undefined,
    path: "/{{origin}}-{{destination}}/{{departureDate}}",
    query: {
      back: "{{returnDate}}",
      pax: "{{travellers}}",
      c: "{{cabin}}",
      q: "a&b={{adults}}",
      cur: "{{currency}}",
      ms: "{{timeoutMs}}",
      page: "{{page}}",
    },
    headers: { "X-Market": "{{origin}}" },
    cabins: { economy: "M", business: "C" },
  };
  const numbered = { answer: { pages: { kind: "number", total: "pages" } } };

  test("may be all in the URL; a field that has no value is left out", () => {
    const target = request({ request: GET, ...numbered });
    expect(target).toMatchObject({
      method: "GET",
      path: "/v3/LHR-JFK/2026-12-15?pax=1&c=M&q=a%26b%3D1&cur=USD&ms=700&page=1",
      body: null,
      headers: { "x-market": "LHR" },
    });
    expect(target.headers).not.toHaveProperty("content-type");
    expect(request({ request: GET, ...numbered }, FAMILY, "2").path).toBe(
      "/v3/LHR-JFK/2026-12-15?back=2026-12-22&pax=4&c=C&q=a%26b%3D2&cur=EUR&ms=700&page=2",
    );
  });

  test("quotes in the partner's currency, where it has one", () => {
    expect(
      request({ request: GET, ...numbered }, SEARCH, null, { currency: "KWD" }).path,
    ).toContain("&cur=KWD&");
  });

  test.each<[object, Record<string, string>, string]>([
    [{ kind: "bearer" }, { authorization: "Bearer t" }, "/v3/search"],
    [{ kind: "header", name: "X-Api-Key" }, { "x-api-key": "t" }, "/v3/search"],
    [{ kind: "query", name: "apikey" }, {}, "/v3/search?apikey=t"],
    [{ kind: "none" }, {}, "/v3/search"],
  ])("signs in by %j", (auth, headers, path) => {
    const target = request({ request: { auth } });
    expect(target.path).toBe(path);
    const { accept: _a, "accept-encoding": _e, "content-type": _c, ...rest } = target.headers;
    expect(rest).toEqual(headers);
  });

  test.each<[string, object, FlightSearch, string | undefined]>([
    ["slices repeated", {}, FAMILY, undefined],
    ["one way", { request: { body: "{{origin}}{{cursor}}" } }, SEARCH, undefined],
    [
      "one way only",
      { request: { body: "{{origin}}{{cursor}}" } },
      RETURN,
      "can be asked for one way only",
    ],
    ["a return trip", { request: { body: "{{returnDate}}{{cursor}}" } }, RETURN, undefined],
    [
      "an open jaw",
      { request: { body: "{{returnDate}}{{cursor}}" } },
      { ...RETURN, slices: [...SEARCH.slices, { ...BACK, origin: "EWR" }] },
      "can be asked for one way and for there and back only",
    ],
    [
      "a cabin that the mapping does not name",
      { request: { cabins: { economy: "M" } } },
      FAMILY,
      "cannot be asked for business",
    ],
  ])("cannot express every search: %s", (_, change, search, why) => {
    expect(json.unsupportedReason?.(search, jsonOtherTicket(change))).toBe(why);
  });
});
