import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { saleFault } from "../../../common/offers/sale-rules.ts";
import { read, thrownBy } from "../../../test/fixtures/partners/json-adapter.ts";
import { changedMapping, jsonAnswer, jsonOffer } from "../../../test/fixtures/partners/mapping.ts";
import { reading } from "../../../test/fixtures/partners/partner.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { ANSWER_OFFERS_MAX } from "../adapter.ts";
import { PartnerFailure } from "../partner-failure.ts";
import { json } from "./adapter.ts";

describe("an answer", () => {
  test.each<[string, string, RegExp]>([
    ["HTML", "<!doctype html>", /^answered HTML where JSON was due$/],
    ["nothing", " ", /^answered nothing where JSON was due$/],
    [
      "truncated JSON",
      jsonAnswer([jsonOffer()]).slice(0, 100),
      /^answered broken JSON where JSON was due$/,
    ],
    [
      "an error in it",
      '{"fault":"no seats\\ntoday","result":{"items":[]}}',
      /^answered an error: no seats\?today$/,
    ],
    ["an error that is an object", '{"fault":{"code":7}}', /^answered an error: \{"code":7\}$/],
    ["no list", '{"result":{}}', /^answered no list of offers: there is nothing at result\.items$/],
    [
      "a text where a list is mapped",
      '{"result":{"items":"none"}}',
      /^answered no list of offers: there is none at result\.items$/,
    ],
    ["a list", "[]", /^answered no list of offers: there is nothing at result\.items$/],
    ["null", "null", /^answered no list of offers/],
    [
      "a list without any offer of the mapped form",
      jsonAnswer([{}, 7, null]),
      /^refused 3 of 3 offers: offer 0 expiresAt: nothing at until; .*; and 1 more$/,
    ],
  ])("of %s is a failure that is named", (_, body, why) => {
    expect(thrownBy(() => read(body))).toMatchObject({
      name: "PartnerFailure",
      health: "unhealthy",
      message: expect.stringMatching(why),
    });
  });

  test("without offers is valid; an empty list of errors is not an error", () => {
    for (const fault of [null, "", false, [], {}]) {
      expect(read(JSON.stringify({ fault, result: { items: [] } }))).toEqual({
        offers: [],
        refused: [],
        read: 0,
        next: null,
      });
    }
  });

  test("A6: offers beyond the limit are not read, and reported", () => {
    const { read: count, refused } = read(
      jsonAnswer(Array(ANSWER_OFFERS_MAX + 7).fill(jsonOffer())),
    );
    expect({ count, refused }).toEqual({
      count: ANSWER_OFFERS_MAX,
      refused: [`7 offers beyond the first ${ANSWER_OFFERS_MAX}`],
    });
  });

  test("A8: is read in steps of one offer", () => {
    expect([
      ...json.offers(
        jsonAnswer(Array(5).fill(jsonOffer())),
        reading({ mapping: changedMapping() }),
      ),
    ]).toHaveLength(5);
  });

  test("any answer results in offers that may be sold, in named refusals or in a failure", () => {
    const holds = (body: string) => {
      try {
        const { offers, refused } = read(body);
        for (const offer of offers) {
          expect(Number.isSafeInteger(offer.price.amount) && offer.price.amount > 0).toBe(true);
          expect(saleFault(offer)).toBeUndefined();
        }
        for (const line of refused) expect(line.length).toBeLessThan(400);
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(PartnerFailure);
      }
    };
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => holds(body)),
      { numRuns: propertyRuns(1_000) },
    );
    const values = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom("-1.00", "1e9", "2026-13-01T00:00:00", "PT-5M", "LHR", Number.MAX_VALUE, 0.1),
    );
    const paths = [
      ["price", "total"],
      ["price"],
      ["legs"],
      ["legs", 0],
      ["legs", 0, "flights"],
      ["legs", 0, "flights", 0],
      ["until"],
      ["bags"],
      ["change"],
      ["classes"],
      ["family"],
    ];
    const fields = ["airline", "no", "from", "to", "off", "on", "takes", "craft", "cabin"].map(
      (field) => ["legs", 0, "flights", 0, field],
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths, ...fields), values, (path, value) => {
        const offer = structuredClone(jsonOffer());
        let at = offer as Record<string | number, never>;
        for (const step of path.slice(0, -1)) at = at[step] as never;
        (at as Record<string | number, unknown>)[path.at(-1) as string] = value;
        holds(jsonAnswer([jsonOffer(), offer]));
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });
});
