/** The message that an auction has ended. */
import { test } from "@jest/globals";
import fc from "fast-check";
import { expectRoundTrip } from "../../test/fixtures/wire/decoders.ts";
import { decodeCancel, encodeCancel } from "./cancel.ts";

test("CODEC-3 decode(encode(x)) equals x", () =>
  expectRoundTrip(fc.string({ maxLength: 64 }), (id) => decodeCancel(encodeCancel(id))));
