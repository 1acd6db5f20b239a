/**
 * Every decoder of the wire: the first byte chooses one, the others are the message. It is read, or
 * refused by one of the codec's four errors (CODEC-2).
 */
import fc from "fast-check";
import {
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
} from "../../../proto/codec/index.ts";
import { AuctionError } from "../../../proto/errors.ts";
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
} from "../../fixtures/wire/arbitraries.ts";
import { DECODERS } from "../../fixtures/wire/every-decoder.ts";
import { soundOffers } from "../../fixtures/wire/row-arbitraries.ts";
import { type FuzzTarget, must } from "../target.ts";

const NAMES = Object.keys(DECODERS);
const OF_EACH = 6;
const CODES: ReadonlySet<string> = new Set([
  "malformed",
  "too-large",
  "bid-malformed",
  "bid-too-large",
]);

function seeds(): Uint8Array[] {
  const of = <Value>(values: fc.Arbitrary<Value>, encode: (value: Value) => Uint8Array) =>
    fc.sample(values, { seed: 42, numRuns: OF_EACH }).map(encode);
  const step = (type: string) =>
    of(
      events.filter((event) => event.type === type),
      encodeEvent,
    );
  const real: Record<string, Uint8Array[]> = {
    search: of(flightSearches, encodeSearch),
    call: of(sentCalls, encodeCall),
    cancel: of(fc.string({ maxLength: 40 }), encodeCancel),
    bid: of(bids, encodeBid),
    "fallback record": of(fallbackRecords, encodeFallbackRecord),
    offer: of(offers, encodeOffer),
    result: of(results, encodeResult),
    opened: step("opened"),
    report: step("bid"),
    snapshot: step("snapshot"),
    progress: step("progress"),
    body: of(soundOffers, encodeRowBody),
    "price request": of(priceRequests, encodePriceRequest),
    "price answer": of(priceAnswers, encodePriceAnswer),
    feedback: of(feedbacks, encodedFeedback),
  };
  return NAMES.flatMap((name, i) =>
    (real[name] ?? []).map((bytes) => Buffer.concat([Buffer.of(i), bytes])),
  );
}

export const messages: FuzzTarget = {
  name: "messages",
  form: "protobuf",
  seeds,
  words: ["LHR", "JFK", "BA117", "USD", "2026-12-15", "2026-12-15T08:30", "economy", "\x00"],
  msMax: 200,
  run(input) {
    const name = NAMES[(input[0] ?? 0) % NAMES.length] as string;
    const { decode } = DECODERS[name] as (typeof DECODERS)[string];
    try {
      decode(input.subarray(1));
    } catch (thrown) {
      if (!(thrown instanceof AuctionError)) throw thrown;
      const { code, message } = thrown;
      must(CODES.has(code), () => `${name} is refused as ${code}: ${message}`);
    }
  },
};
