/** CODEC-2: decoding any bytes gives a message or one of four errors. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  bids,
  encodedFeedback,
  events,
  fallbackRecords,
  feedbacks,
  flightSearches,
  offers,
  priceAnswers,
  priceRequests,
  results,
  sentCalls,
} from "../../test/fixtures/wire/arbitraries.ts";
import { DECODERS } from "../../test/fixtures/wire/every-decoder.ts";
import { soundOffers } from "../../test/fixtures/wire/row-arbitraries.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { AuctionError, type ErrorCode } from "../errors.ts";
import type { Bid } from "../messages.ts";
import {
  decodeBid,
  EMPTY_SHEET,
  encodeBid,
  encodeCall,
  encodeCancel,
  encodeEvent,
  encodeFallbackRecord,
  encodeOffer,
  encodePriceAnswer,
  encodePriceRequest,
  encodeResult,
  encodeRowBody,
  encodeSearch,
} from "./index.ts";

/** Offers of one segment, for the key that DECODERS has beside each body. */
const oneSegmentOffers = soundOffers.map((offer) => ({
  ...offer,
  slices: offer.slices.slice(0, 1).map((slice) => ({
    ...slice,
    segments: slice.segments.slice(0, 1),
  })),
}));

describe("CODEC-2, A5 whatever the bytes are, decoding gives a message or an AuctionError", () => {
  const STRINGS = propertyRuns(10_000) * 10;
  const decoders = Object.values(DECODERS);
  const codes = new Set<ErrorCode>(["malformed", "too-large", "bid-malformed", "bid-too-large"]);

  /**
   * Decodes with each decoder in turn and counts both results; anything but a message or an
   * AuctionError fails the test.
   */
  function tryAll(strings: Iterable<Uint8Array>): { decoded: number; refused: number } {
    let [decoded, refused, i] = [0, 0, 0];
    for (const bytes of strings) {
      const { decode } = decoders[i++ % decoders.length] as (typeof decoders)[number];
      try {
        decode(bytes);
        decoded++;
      } catch (thrown) {
        if (!(thrown instanceof AuctionError) || !codes.has(thrown.code)) {
          throw new Error(`${Buffer.from(bytes).toString("hex")}: threw ${String(thrown)}`, {
            cause: thrown,
          });
        }
        refused++;
      }
    }
    return { decoded, refused };
  }

  /**
   * xorshift32: the same strings in every run, at a fraction of the cost of a general generator.
   */
  function randomness(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return (state >>> 0) % below;
    };
  }

  function* randomStrings(count: number): Iterable<Uint8Array> {
    const random = randomness(0x5eed);
    for (let i = 0; i < count; i++)
      yield Uint8Array.from({ length: random(200) }, () => random(256));
  }

  /** Real messages with one to four bytes changed, cut off, repeated, or put in. */
  function* mutatedStrings(count: number): Iterable<Uint8Array> {
    const random = randomness(0xbad);
    const sample = <T>(arbitrary: fc.Arbitrary<T>, encode: (value: T) => Uint8Array) =>
      fc.sample(arbitrary, { seed: 42, numRuns: 40 }).map(encode);
    // In the order of DECODERS, so that each meets mutants of its own messages.
    const real = [
      sample(flightSearches, encodeSearch),
      sample(sentCalls, encodeCall),
      sample(fc.string({ maxLength: 40 }), encodeCancel),
      sample(bids, encodeBid),
      sample(fallbackRecords, encodeFallbackRecord),
      sample(offers, encodeOffer),
      sample(results, encodeResult),
      ...["opened", "bid", "snapshot", "progress"].map((type) =>
        sample(
          events.filter((event) => event.type === type),
          encodeEvent,
        ),
      ),
      sample(oneSegmentOffers, encodeRowBody),
      sample(priceRequests, encodePriceRequest),
      sample(priceAnswers, encodePriceAnswer),
      sample(feedbacks, encodedFeedback),
    ];
    for (let i = 0; i < count; i++) {
      const messages = real[i % real.length] as Uint8Array[];
      let bytes = Buffer.from(messages[random(messages.length)] as Uint8Array);
      for (let change = 0; change <= random(4); change++) {
        const at = random(bytes.length + 1);
        switch (random(4)) {
          case 0:
            if (at < bytes.length) bytes[at] = random(256);
            break;
          case 1:
            bytes = bytes.subarray(0, at);
            break;
          case 2:
            bytes = Buffer.concat([bytes, bytes.subarray(at, at + random(30))]);
            break;
          default:
            bytes = Buffer.concat([
              bytes.subarray(0, at),
              Buffer.from([random(256), random(256)]),
              bytes.subarray(at),
            ]);
        }
      }
      yield bytes;
    }
  }

  test(`${STRINGS} random and mutated byte strings`, () => {
    const random = tryAll(randomStrings(STRINGS / 2));
    const mutated = tryAll(mutatedStrings(STRINGS / 2));
    expect(random.decoded + random.refused + mutated.decoded + mutated.refused).toBe(STRINGS);
    // Both ways were really taken, by both kinds of strings.
    for (const { decoded, refused } of [random, mutated]) {
      expect(decoded).toBeGreaterThan(STRINGS / 2_000);
      expect(refused).toBeGreaterThan(STRINGS / 2_000);
    }
  });

  test("what was decoded keeps the rules of a bid", () => {
    const random = [...mutatedStrings(16_000)].filter((_, i) => i % decoders.length === 3);
    let decoded = 0;
    for (const bytes of random) {
      let bid: Bid;
      try {
        bid = decodeBid(bytes);
      } catch {
        continue;
      }
      decoded++;
      const { rows, currencies, sellers, encoded: _encoded, ...columns } = bid.sheet;
      for (const column of Object.values(columns)) expect(column).toHaveLength(rows);
      expect(bid.sheet.currency.every((c) => c < currencies.length)).toBe(true);
      expect(bid.sheet.seller.every((s) => s < sellers.length)).toBe(true);
      expect(bid.sheet.price.every((p) => Number.isSafeInteger(p) && p >= 0)).toBe(true);
      if (rows === 0) expect(bid.sheet).toEqual(EMPTY_SHEET);
    }
    expect(decoded).toBeGreaterThan(50);
  });

  test.each([
    ["groups nested without end", Buffer.alloc(60_000, 0x0b)],
    [
      "a message in a message in a message",
      Buffer.concat(Array.from({ length: 5_000 }, () => Buffer.from([0x1a, 0x7f]))),
    ],
    ["a length of four gigabytes", Buffer.from([0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f])],
    [
      "a packed column that claims more than there is",
      Buffer.from([0x32, 0x05, 0x0a, 0xff, 0xff, 0xff, 0x7f]),
    ],
    ["bytes that are not UTF-8", Buffer.from([0x0a, 0x02, 0xc3, 0x28])],
    ["a varint that does not end", Buffer.alloc(20, 0x80)],
  ])("%s", (_what, bytes) => {
    // Once through each decoder.
    const { decoded, refused } = tryAll(Array<Uint8Array>(decoders.length).fill(bytes));
    expect(decoded + refused).toBe(decoders.length);
  });
});
