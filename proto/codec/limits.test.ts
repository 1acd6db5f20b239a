/** CODEC-1: bytes beyond the limit of a message are not decoded. */
import { describe, expect, test } from "@jest/globals";
import { refusal } from "../../test/fixtures/wire/decoders.ts";
import { DECODERS } from "../../test/fixtures/wire/every-decoder.ts";

describe("CODEC-1 what is larger than its limit is refused before it is decoded", () => {
  test.each(Object.entries(DECODERS))("%s", (_name, { decode, large, limit }) => {
    // 0xff is malformed at the first byte: the error `large` shows that no byte was decoded.
    const refused = refusal(() => decode(new Uint8Array(limit + 1).fill(0xff)));
    expect(refused.code).toBe(large);
    expect(refused.message).toContain(`${limit + 1} bytes; at most ${limit}`);
  });

  test.each(Object.entries(DECODERS))("%s of exactly the limit is read", (_name, {
    decode,
    malformed,
    limit,
  }) => {
    expect(refusal(() => decode(new Uint8Array(limit).fill(0xff))).code).toBe(malformed);
  });
});
