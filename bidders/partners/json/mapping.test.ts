import { describe, expect, test } from "@jest/globals";
import { WRITTEN, writtenMapping } from "../../../test/fixtures/partners/mapping.ts";
import { checkPartners } from "../entries.ts";

const faults = (mapping: unknown, entry: object = {}) =>
  checkPartners([
    { name: "acme", adapter: "json", url: "https://x.example", token: "t", mapping, ...entry },
  ]).faults.map(({ path, message }) => `${path.replace("[0].mapping.", "")}: ${message}`);

describe("a mapping", () => {
  test("that is right has no faults, and gets its defaults", () => {
    const { entries } = checkPartners([
      { name: "acme", adapter: "json", url: "https://x.example", token: "t", mapping: WRITTEN },
    ]);
    expect(entries[0]?.mapping).toMatchObject({
      request: {
        query: {},
        headers: {},
        auth: { kind: "bearer" },
        cabins: { first: "first" },
        travellers: { adult: "adult" },
      },
      answer: { offer: { fares: "[@]" } },
    });
  });

  test.each<[string, unknown, RegExp[]]>([
    ["nothing", {}, [/^request: /, /^answer: /]],
    [
      "an invalid path",
      writtenMapping({ answer: { offers: "a[" } }),
      [/^answer\.offers: 'a\[' is not a JMESPath expression/],
    ],
    [
      "a path with arithmetic",
      writtenMapping({ answer: { offers: "a + b" } }),
      [/^answer\.offers: uses what is not part of the language/],
    ],
    ["an unknown field", writtenMapping({ answer: { ofers: "a" } }), [/^answer: .*ofers/]],
    [
      "a body in a GET",
      writtenMapping({ request: { method: "GET" } }),
      [/^request\.body: has no place in a GET request$/],
    ],
    [
      "another method",
      writtenMapping({ request: { method: "PUT" } }),
      [/^request\.method: must be GET or POST$/],
    ],
    [
      "a path with a query",
      writtenMapping({ request: { path: "/s?x=1" } }),
      [/^request\.path: must begin with \/ and have no \?/],
    ],
    [
      "the cursor in a path",
      writtenMapping({ request: { path: "/s/{{cursor}}" } }),
      [/^request\.path: \{\{cursor\}\} is not known here/],
    ],
    [
      "the token in the query",
      writtenMapping({ request: { query: { k: "{{token}}" } } }),
      [/^request\.query\.k: \{\{token\}\} is not known here/],
    ],
    [
      "headers that this client sets, or invalid ones",
      writtenMapping({ request: { headers: { Host: "x", "a b": "x", ok: "x\r\nInjected: 1" } } }),
      [
        /^request\.headers\.Host: is set by the client/,
        /^request\.headers\.a b: is not a name/,
        /^request\.headers\.ok: must have printable ASCII/,
      ],
    ],
    [
      "an unknown kind of authentication",
      writtenMapping({ request: { auth: { kind: "basic" } } }),
      [/^request\.auth.*: must be \{kind: bearer\}/],
    ],
    [
      "no expiry",
      writtenMapping({ answer: { offer: { seller: "'x'", slices: "a" } } }),
      [/^answer\.offer\.expiresAt: or heldMinutes must be there/],
    ],
    [
      "two expiries",
      writtenMapping({
        answer: { offer: { seller: "'x'", slices: "a", expiresAt: "b", heldMinutes: 5 } },
      }),
      [/^answer\.offer\.expiresAt: or heldMinutes must be there, and not both/],
    ],
    [
      "a cursor that no request uses",
      writtenMapping({ request: { body: { a: 1 } } }),
      [/^answer\.pages: of kind cursor need \{\{cursor\}\}/],
    ],
    [
      "page numbers that no request uses",
      writtenMapping({ answer: { pages: { kind: "number", total: "n" } } }),
      [/^answer\.pages: of kind number need \{\{page\}\}/],
    ],
    [
      "pages of an unknown kind",
      writtenMapping({ answer: { pages: { kind: "scroll" } } }),
      [/^answer\.pages.*: must be \{kind: cursor, next\}/],
    ],
    [
      "mistakes in a template",
      writtenMapping({
        request: { body: { a: "{{orgin}}", b: { $each: "x", item: 1 }, c: "{{cursor}}" } },
      }),
      [
        /^request\.body\.a: \{\{orgin\}\} is not known here/,
        /^request\.body\.b\.\$each: must be slices or travellers/,
      ],
    ],
    [
      "prices without a unit",
      writtenMapping({
        answer: { fare: { price: { amount: "a", unit: "float", currency: "c" } } },
      }),
      [/^answer\.fare\.price\.unit: must be minor/],
    ],
  ])("with %s is refused by name", (_, mapping, expected) => {
    expect(faults(mapping)).toEqual(expected.map((fault) => expect.stringMatching(fault)));
  });

  test("every mistake is found at once: in one field, between fields, and in the entry", () => {
    const wrong = {
      request: { method: "GET", path: "search", body: { x: "{{nope}}" } },
      answer: { ...WRITTEN.answer, offers: "a[", offer: { seller: 7, slices: "a" } },
    };
    const all = faults(wrong, { url: "ftp://x", timeoutMs: 0, token: "" });
    expect(all.map((fault) => fault.split(": ")[0]).sort()).toEqual([
      "[0].timeoutMs",
      "[0].token",
      "[0].url",
      "answer.offer.expiresAt",
      "answer.offer.seller",
      "answer.offers",
      "answer.pages",
      "request.body",
      "request.body.x",
      "request.path",
    ]);
  });

  test.each<[unknown]>([
    [null],
    ["words"],
    [{ request: null, answer: null }],
    [{ request: { method: null, body: 1 }, answer: { offer: null, pages: null } }],
    [{ request: { method: { toString: 1 }, body: 1 }, answer: { offer: 7, pages: { kind: {} } } }],
  ])("that is not an object of the right form is refused without an exception: %j", (mapping) => {
    expect(
      checkPartners([{ name: "a", adapter: "json", url: "https://a.example", token: "t", mapping }])
        .faults,
    ).not.toEqual([]);
  });

  test("that puts the token into the body needs one, with any kind of authentication", () => {
    const mapping = writtenMapping({
      request: { auth: { kind: "none" }, body: { key: "{{token}}", cursor: "{{cursor}}" } },
    });
    expect(faults(mapping, { token: undefined })).toEqual([
      "[0].token: must not be empty; $NAME reads it from the environment",
    ]);
  });

  test("without authentication needs no token", () => {
    expect(
      faults(writtenMapping({ request: { auth: { kind: "none" } } }), { token: undefined }),
    ).toEqual([]);
    expect(faults(WRITTEN, { token: undefined })).toEqual([
      "[0].token: must not be empty; $NAME reads it from the environment",
    ]);
  });
});
