import { describe, expect, test } from "@jest/globals";
import { LIMITS } from "../../../proto/limits.ts";
import type { FlightSearch } from "../../../proto/messages.ts";
import { reading, SEARCH } from "../../../test/fixtures/partners/partner.ts";
import { flightOffer } from "../../../test/harness/offers.ts";
import { checkPartners } from "../entries.ts";
import { handOffOf } from "./hand-off.ts";

const OFFERED = flightOffer(SEARCH);
const hosts = ["book.example.com"];

function linkOf(template: string, id: unknown, allowed = hosts) {
  const handOff = { partner: "acme", link: { template, hosts: allowed } };
  return handOffOf(id, OFFERED.slices, reading({ search: SEARCH, handOff })).link;
}

describe("SELLERLINK-1: a link leads where the entry allows", () => {
  test.each<[template: string, id: unknown, link: string | undefined]>([
    ["https://book.example.com/o/{{id}}", "A1", "https://book.example.com/o/A1"],
    ["https://book.example.com/o/{{id}}", 7, "https://book.example.com/o/7"],
    [
      "https://book.example.com/{{origin}}-{{destination}}/{{departureDate}}?a={{adults}}&b={{returnDate}}",
      "A1",
      "https://book.example.com/LHR-JFK/2026-12-15?a=1&b=",
    ],
    // Whatever the id is, it is one value of the path.
    ["https://book.example.com/o/{{id}}", "../?x#y", "https://book.example.com/o/..%2F%3Fx%23y"],
    ["https://book.example.com/o/{{id}}", "é ", "https://book.example.com/o/%C3%A9%20"],
    ["https://book.example.com{{id}}", ".evil.example/", undefined],
    ["https://{{id}}/", "evil.example", undefined],
    ["https://book.example.com/{{id}}", "x".repeat(LIMITS.referenceLengthMax + 1), undefined],
    [`https://book.example.com/${"x".repeat(LIMITS.linkLengthMax)}{{id}}`, "A1", undefined],
    ["https://other.example.com/{{id}}", "A1", undefined],
    ["https://book.example.com/{{id}}", null, undefined],
    ["https://book.example.com/{{id}}", { a: 1 }, undefined],
  ])("%s, %j", (template, id, link) => expect(linkOf(template, id)).toBe(link));

  test("without a template there is the reference alone, and without a partner nothing", () => {
    const handOff = { partner: "acme", link: null };
    expect(handOffOf("A1", OFFERED.slices, reading({ handOff }))).toEqual({
      reference: { partner: "acme", id: "A1" },
    });
    expect(handOffOf("A1", OFFERED.slices, reading())).toEqual({});
  });
});

describe("SELLERLINK-2: the airports and days of a link are those of the offer", () => {
  const template =
    "https://book.example.com/{{origin}}-{{destination}}/{{departureDate}}/{{returnDate}}/{{adults}}";
  const [slice = { origin: "", destination: "", departureDate: "" }] = SEARCH.slices;
  const search: FlightSearch = {
    ...SEARCH,
    slices: [
      {
        ...slice,
        origins: ["LHR", "LGW"],
        destinations: ["JFK", "EWR"],
        departureDates: { from: "2026-12-14", to: "2026-12-17" },
      },
      { origin: "JFK", destination: "LHR", departureDate: "2026-12-22" },
    ],
  };
  const offer = flightOffer({
    ...search,
    slices: [
      { origin: "LGW", destination: "EWR", departureDate: "2026-12-16" },
      { origin: "EWR", destination: "LGW", departureDate: "2026-12-24" },
    ],
  });
  const handOff = { partner: "acme", link: { template, hosts } };

  test("of cities and several days", () => {
    expect(handOffOf("A1", offer.slices, reading({ search, handOff })).link).toBe(
      "https://book.example.com/LGW-EWR/2026-12-16/2026-12-24/1",
    );
  });

  test("and of what is no journey none", () => {
    expect(handOffOf("A1", [], reading({ search, handOff })).link).toBe(
      "https://book.example.com/-///1",
    );
  });
});

test.each<[link: unknown, faults: object[]]>([
  [{ template: "https://book.example.com/o/{{id}}", hosts }, []],
  [
    { template: "http://book.example.com/", hosts },
    [{ path: "[0].link.template", message: expect.stringMatching(/^must be an https URL/) }],
  ],
  [
    { template: "https://{{id}}.example.com/", hosts },
    [{ path: "[0].link.template", message: "must have no placeholder before its path" }],
  ],
  [
    { template: "https://evil.example/{{id}}", hosts },
    [
      {
        path: "[0].link.template",
        message: "leads to evil.example, which is not one of hosts",
      },
    ],
  ],
  [
    { template: "https://book.example.com/{{token}}", hosts },
    [{ path: "[0].link.template", message: expect.stringMatching(/^{{token}} is not known here/) }],
  ],
  [
    { template: "https://book.example.com/", hosts: [] },
    [{ path: "[0].link.hosts", message: "must name one host at least" }, expect.anything()],
  ],
])("SELLERLINK-1: a wrong template is a fault of the entry: %j", (link, faults) => {
  const entry = { name: "one", adapter: "duffel", url: "https://a.example", token: "t", link };
  expect(checkPartners([entry]).faults).toEqual(faults);
});
