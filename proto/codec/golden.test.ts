/** The bytes of fixed messages are those that were recorded: the wire format has not changed. */
import { expect, test } from "@jest/globals";
import { GOLDEN, goldenBytes } from "../../test/fixtures/wire/golden.ts";
import { itineraryKey } from "../itinerary.ts";
import {
  decodeCall,
  decodeCancel,
  decodeEvent,
  decodeOffer,
  decodeResult,
  decodeRowBody,
  encodeBid,
  encodeCall,
  encodeCancel,
  encodeEvent,
  encodeFallbackRecord,
  encodeOffer,
  encodeResult,
  encodeRowBody,
  encodeSearch,
} from "./index.ts";

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");

/** Each message, its bytes, and the way back where there is one. */
function cases<K extends keyof typeof GOLDEN, M>(
  kind: K,
  messages: Readonly<Record<string, M>>,
  encode: (message: M) => Uint8Array,
  decode?: (bytes: Uint8Array, message: M) => unknown,
): [string, () => void][] {
  return Object.entries(messages).map(([name, message]) => [
    `${kind}.${name}`,
    () => {
      const recorded = goldenBytes(kind, name);
      expect(hex(encode(message))).toBe(recorded);
      if (decode !== undefined)
        expect(decode(Buffer.from(recorded, "hex"), message)).toStrictEqual(message);
    },
  ]);
}

test.each([
  ...cases("searches", GOLDEN.searches, encodeSearch),
  ...cases("calls", GOLDEN.calls, encodeCall, decodeCall),
  ...cases("cancels", GOLDEN.cancels, encodeCancel, decodeCancel),
  ...cases("bids", GOLDEN.bids, encodeBid),
  ...cases("fallbackRecords", GOLDEN.fallbackRecords, encodeFallbackRecord),
  ...cases("offers", GOLDEN.offers, encodeOffer, decodeOffer),
  ...cases("bodies", GOLDEN.bodies, encodeRowBody, (bytes, { price, seller, slices }) =>
    decodeRowBody(bytes, {
      price: price.amount,
      currency: price.currency,
      seller,
      itinerary: itineraryKey(slices),
    }),
  ),
  ...cases("results", GOLDEN.results, encodeResult, decodeResult),
  ...cases("events", GOLDEN.events, encodeEvent, (bytes, { type }) => decodeEvent(type, bytes)),
])("%s", (_name, check) => check());
