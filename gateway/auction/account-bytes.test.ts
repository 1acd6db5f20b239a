import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../test/fixtures/any-character.ts";
import { AccountBuffers } from "./account-buffers.ts";
import { AccountReader, AccountWriter } from "./account-bytes.ts";

const value = fc.oneof(
  fc.record({ number: fc.double() }),
  fc.record({ byte: fc.nat(255) }),
  fc.record({ count: fc.nat(2 ** 32 - 1) }),
  fc.record({
    text: fc
      .oneof(
        fc.string({ maxLength: 100, unit: anyCharacter }),
        fc.string({ unit: "grapheme-ascii" }),
      )
      .map((text) => text.toWellFormed()),
  }),
  fc.record({ bytes: fc.uint8Array({ maxLength: 300 }) }),
  // Larger than what is reserved at first.
  fc.record({ bytes: fc.constant(new Uint8Array(40_000).fill(7)) }),
);

test("what is written is read, whatever it is and however much", () => {
  const buffers = new AccountBuffers();
  fc.assert(
    fc.property(fc.array(value, { maxLength: 60 }), (values) => {
      const { writer } = buffers;
      writer.begin();
      for (const one of values) {
        if ("number" in one) writer.number(one.number);
        else if ("byte" in one) writer.byte(one.byte);
        else if ("count" in one) writer.count(one.count);
        else if ("text" in one) writer.text(one.text);
        else writer.bytes(one.bytes);
      }
      const bytes = buffers.take(writer.length);
      expect(bytes.length).toBeGreaterThanOrEqual(writer.length);
      writer.copyTo(bytes);
      const reader = new AccountReader(bytes);
      for (const one of values) {
        if ("number" in one) expect(reader.number()).toBe(one.number);
        else if ("byte" in one) expect(reader.byte()).toBe(one.byte);
        else if ("count" in one) expect(reader.count()).toBe(one.count);
        else if ("text" in one) expect(reader.text()).toBe(one.text);
        else expect(Buffer.compare(reader.bytes(), one.bytes)).toBe(0);
      }
      buffers.give(bytes);
    }),
  );
});

test("a name is compared where it stands", () => {
  const writer = new AccountWriter();
  for (const name of ["stops", "stop", "", "stopX", "stops"]) writer.text(name);
  const bytes = new AccountBuffers().take(writer.length);
  writer.copyTo(bytes);
  const reader = new AccountReader(bytes);
  const is = Array.from({ length: 4 }, () => reader.textIs("stops"));
  reader.skipText();
  expect(is).toEqual([true, false, false, false]);
});

test("a buffer that is given back is used again for an account of about its size, and none of another", () => {
  const buffers = new AccountBuffers();
  const [small, large] = [buffers.take(1_000), buffers.take(8_000)];
  buffers.give(small);
  buffers.give(large);
  expect(buffers.take(3_000).length).toBe(3_072);
  expect({ large: buffers.take(7_900), small: buffers.take(900) }).toEqual({ large, small });
  expect(buffers.take(7_900)).not.toBe(large);
});
