import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { MessagePool, POOL_BYTES } from "./message-pool.ts";

const messages = fc.array(
  fc.record({ length: fc.integer({ min: 0, max: POOL_BYTES }), value: fc.nat(255) }),
  { maxLength: 40 },
);

test("A6: a copy stays as it was, and keeps the buffer of the pool at most, or its own", () => {
  fc.assert(
    fc.property(messages, (all) => {
      const pool = new MessagePool();
      const copies = all.map(({ length, value }) => {
        const message = new Uint8Array(length).fill(value);
        const copy = pool.copyOf(message);
        message.fill(value + 1);
        return copy;
      });
      for (const [i, copy] of copies.entries()) {
        const { length, value } = all[i] as (typeof all)[number];
        expect(Buffer.compare(copy, new Uint8Array(length).fill(value))).toBe(0);
        const { byteLength } = copy.buffer;
        expect(byteLength === POOL_BYTES || byteLength === length).toBe(true);
      }
    }),
    { numRuns: propertyRuns(200) },
  );
});
