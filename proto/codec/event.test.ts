/** The events of a search in progress. */
import { describe, test } from "@jest/globals";
import { events } from "../../test/fixtures/wire/arbitraries.ts";
import {
  type DecoderCase,
  expectRefusal,
  expectRoundTrip,
} from "../../test/fixtures/wire/decoders.ts";
import { decodeEvent, encodeEvent } from "./event.ts";

test("CODEC-3 decode(encode(x)) equals x", () =>
  expectRoundTrip(events, (event) => decodeEvent(event.type, encodeEvent(event))));

describe("CODEC-2 an event that breaks a rule is refused, and the rule is named", () => {
  test.each<DecoderCase>([
    [
      "an event of an unknown type",
      () => decodeEvent("closed", new Uint8Array()),
      "malformed",
      "'closed' is not an event",
    ],
  ])("%s", expectRefusal);
});
