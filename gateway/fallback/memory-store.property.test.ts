import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { memory, sheetOfBytes } from "../../test/fixtures/fallback/memory.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";

describe("A6 memory is bounded", () => {
  test("in bytes, whatever is saved", () => {
    const bytesMax = 100_000;
    const steps = fc.array(fc.tuple(fc.nat(50), fc.nat(20_000), fc.boolean()), {
      minLength: 20,
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, (all) => {
        const { clock, store, save } = memory({ bytesMax });
        for (const [i, [key, bytes, isEmpty]] of all.entries()) {
          clock.moveTo(i);
          if (isEmpty) store.saveEmpty("nonstop", `${key}`);
          else save(`${key}`, undefined, [sheetOfBytes(bytes)]);
          expect(store.size.bytes).toBeLessThanOrEqual(bytesMax);
        }
        expect(store.size.entries).toBeGreaterThan(0);
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});
