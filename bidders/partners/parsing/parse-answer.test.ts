import { gzipSync } from "node:zlib";
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { FlightOffer } from "../../../proto/messages.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { decodedBody, hasMoreValuesThan, inParts } from "./parse-answer.ts";

const bytes = (text: string) => new Uint8Array(Buffer.from(text));

describe("the values of JSON", () => {
  test.each([
    ["{}", 1],
    ["[1,2,3]", 3],
    ['{"a":1,"b":[]}', 3],
    ['["a,b","[{","\\",\\"[",""]', 4],
    ["[[[[]]]]", 4],
    ['["\\\\",1]', 2],
  ])("%s has %d", (text, values) => {
    expect(hasMoreValuesThan(bytes(text), values - 1)).toBe(true);
    expect(hasMoreValuesThan(bytes(text), values)).toBe(false);
  });

  test("are those that a parser makes: all within the outermost one, and empty lists and objects counted twice", () => {
    const count = (value: unknown): number => {
      if (typeof value !== "object" || value === null) return 0;
      const within = Object.values(value);
      return within.length === 0 ? 1 : within.reduce((sum: number, v) => sum + 1 + count(v), 0);
    };
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const values = count(JSON.parse(text));
        expect(hasMoreValuesThan(bytes(text), values)).toBe(false);
        expect(hasMoreValuesThan(bytes(text), values - 1)).toBe(true);
      }),
      { numRuns: propertyRuns(10_000) },
    );
  });
});

describe("unpacking", () => {
  test.each([
    [10, "0123456789"],
    [9, undefined],
  ])("up to %d bytes gives %s", (max, text) => {
    for (const encoding of ["identity", "gzip"] as const) {
      // Short text is longer when compressed; the compressed size is not measured here.
      const packed =
        encoding === "gzip"
          ? new Uint8Array(gzipSync("0123456789".repeat(100)))
          : bytes("0123456789");
      const got = decodedBody(
        { bytes: packed, codings: encoding === "gzip" ? [encoding] : [] },
        encoding === "gzip" ? max * 100 : max,
      );
      expect(got === undefined ? undefined : Buffer.from(got).toString().slice(0, 10)).toBe(text);
    }
  });
});

describe("the parts of what was read", () => {
  const offer = (segments: number) =>
    ({
      slices: [{ durationMinutes: 1, segments: Array(segments).fill({}) }],
    }) as unknown as FlightOffer;

  test("have everything in order, at most 200 flights each unless one offer has more, and only the last one is marked as last", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 250 }), { maxLength: 60 }), (sizes) => {
        const offers = sizes.map(offer);
        const parts = [...inParts({ offers, refused: ["one"], read: 7, next: "more" })];
        expect(parts.flatMap((part) => part.offers)).toEqual(offers);
        expect(parts.map((part) => part.isLast)).toEqual([
          ...Array(parts.length - 1).fill(false),
          true,
        ]);
        expect(parts.flatMap((part) => part.refused)).toEqual(["one"]);
        expect(parts.at(-1)).toMatchObject({ read: 7, next: "more" });
        for (const part of parts) {
          const flights = part.offers.reduce(
            (sum, one) => sum + (one.slices[0]?.segments.length ?? 0),
            0,
          );
          expect(flights <= 200 || part.offers.length === 1).toBe(true);
        }
      }),
    );
  });
});
