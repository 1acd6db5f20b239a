import { describe, expect, test } from "@jest/globals";
import { read, request, thrownBy } from "../../../test/fixtures/partners/json-adapter.ts";
import { changedMapping, jsonAnswer, jsonOffer } from "../../../test/fixtures/partners/mapping.ts";
import { SEARCH } from "../../../test/fixtures/partners/partner.ts";

describe("the next page", () => {
  const pages = (kind: object) => ({
    answer: { pages: kind },
    request: { query: { page: "{{page}}" } },
  });
  const next = (change: object, more: object, cursor: string | null = null) =>
    read(jsonAnswer([jsonOffer()], more), { mapping: changedMapping(change), cursor });

  test("by cursor, a text or a number, until there is none", () => {
    expect(next({}, { next: "abc" }).next).toBe("abc");
    expect(next({}, { next: 7 }).next).toBe("7");
    for (const end of [{}, { next: null }, { next: "" }, { next: false }])
      expect(next({}, end).next).toBeNull();
    expect(JSON.parse(request({}, SEARCH, "abc").body ?? "")).toMatchObject({ cursor: "abc" });
  });

  test("by number, until the last", () => {
    const change = pages({ kind: "number", total: "result.pages" });
    expect(next(change, { pages: 3 }).next).toBe("2");
    expect(next(change, { pages: 3 }, "2").next).toBe("3");
    expect(next(change, { pages: 3 }, "3").next).toBeNull();
    expect(next(change, {}).next).toBeNull();
    expect(next(change, { pages: "many" })).toMatchObject({
      next: null,
      refused: ["what follows: there are 'many' pages, which is not a number of them"],
    });
  });

  const link = pages({ kind: "link", next: "result.next" });
  test.each([
    ["/v3/more?p=2", "/v3/more?p=2"],
    ["more?p=2", "/v3/more?p=2"],
    ["?p=2", "/v3/search?p=2"],
    ["https://api.acme.example/other/2", "/other/2"],
  ])("by link %s, on the partner's own host, with GET and no body", (written, path) => {
    expect(next(link, { next: written }).next).toBe(written);
    expect(request(link, SEARCH, written)).toMatchObject({
      method: "GET",
      path,
      body: null,
      headers: { authorization: "Bearer t" },
    });
  });

  test.each([
    "https://evil.example/v3/more",
    "http://api.acme.example/v3/more",
    "https://api.acme.example:8443/v3/more",
    "//169.254.169.254/latest/meta-data",
    "\\\\evil.example/x",
    "https://user:pass@api.acme.example/v3/more",
    "file:///etc/passwd",
    "data:application/json,{}",
    "http://",
  ])("a link to %s is not followed: it is not on the partner's host", (written) => {
    expect(() => request(link, SEARCH, written)).toThrow(
      /^its next page(, '.*', is not a URL| is on another host, .*, which is not asked)$/,
    );
    expect(thrownBy(() => request(link, SEARCH, written))).toMatchObject({
      name: "PartnerFailure",
      health: "unhealthy",
    });
  });

  test.each([
    ["an object", { a: 1 }],
    ["a text of 3,000 characters", "x".repeat(3_000)],
    ["a fraction", 1.5],
    ["a list", ["a"]],
  ])("an invalid cursor is reported: %s", (_, cursor) => {
    expect(next({}, { next: cursor })).toMatchObject({
      next: null,
      refused: [expect.stringMatching(/^what follows: '.*' does not name the next page$/)],
    });
  });
});
