import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../test/fixtures/any-character.ts";
import {
  isAirportCode as byExpression,
  isFlightNumber as numberByExpression,
} from "../../test/fixtures/offers/simple-itinerary-rules.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { isCarrierCode } from "./flight-plausibility.ts";
import { isAirportCode, isCurrencyCode, isFlightNumber, isSellerName } from "./offer-fields.ts";

const numRuns = propertyRuns(10_000);
/** Few characters, so that many texts are nearly right; at the ends of the ranges of codes. */
const code = fc.string({ unit: fc.constantFrom(..."ABZ019@[/:aé"), maxLength: 9 });
const nearly = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(..."AZ09"), minLength: 1, maxLength: 3 }),
    fc.string({ unit: fc.constantFrom(..."019"), maxLength: 5 }),
    fc.constantFrom("", "A", "Z", "AZ", "z", "\n"),
  )
  .map((parts) => parts.join(""));

describe("the fields of an offer, as regular expressions say them", () => {
  test("property: codes of airports and currencies", () => {
    fc.assert(
      fc.property(fc.oneof(code, nearly), (text) => {
        expect(isAirportCode(text)).toBe(byExpression(text));
        expect(isCurrencyCode(text)).toBe(byExpression(text));
      }),
      { numRuns },
    );
  });

  test("property: flight numbers, and of which carrier they are", () => {
    let right = 0;
    fc.assert(
      fc.property(fc.oneof(code, nearly, nearly), fc.nat(4), fc.boolean(), (text, length, own) => {
        const carrier = own ? text.slice(0, length) : "A0";
        const expected = numberByExpression(text, carrier);
        if (expected) right++;
        expect({ text, carrier, isFlightNumber: isFlightNumber(text, carrier) }).toEqual({
          text,
          carrier,
          isFlightNumber: expected,
        });
      }),
      { numRuns },
    );
    expect(right).toBeGreaterThan(numRuns / 20);
  });

  test("property: codes of carriers (PLAUSIBLE-1)", () => {
    const CARRIER = /^(?=.*[A-Z])[A-Z0-9]{2}$|^[A-Z]{3}$/;
    const short = fc.string({ unit: fc.constantFrom(..."AZ09@["), maxLength: 4 });
    fc.assert(
      fc.property(short, (text) => expect(isCarrierCode(text)).toBe(CARRIER.test(text))),
      { numRuns },
    );
  });

  test("property: names that can be read", () => {
    const UNREADABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
    const name = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.string({ unit: anyCharacter, maxLength: 12 }),
      fc.string({
        unit: fc.constantFrom("a", " ", "~", "\x7f", "\x1f", "\u0085", "é", "\u202e", "\ud800"),
        maxLength: 4,
      }),
    );
    fc.assert(
      fc.property(name, (text) =>
        expect(isSellerName(text, 10)).toBe(
          text !== "" && text.length <= 10 && text.isWellFormed() && !UNREADABLE.test(text),
        ),
      ),
      { numRuns },
    );
  });

  test.each([undefined, null, 7, {}, ["LHR"]])("%p is not a text", (value) => {
    expect({
      airportCode: isAirportCode(value),
      currencyCode: isCurrencyCode(value),
      flightNumber: isFlightNumber(value, "BA"),
      sellerName: isSellerName(value, 10),
    }).toEqual({ airportCode: false, currencyCode: false, flightNumber: false, sellerName: false });
  });
});
