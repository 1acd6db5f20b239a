import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../../../test/harness/property-runs.ts";
import { LineSplitter } from "./lines.ts";

function read(
  bytes: Uint8Array,
  cuts: readonly number[],
): { text: string; length: number; number: number }[] {
  const lines = new LineSplitter();
  const at = [...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
  const found = [];
  let from = 0;
  for (const to of at) {
    found.push(...lines.push(bytes.subarray(from, to)));
    from = to;
  }
  return [...found, ...lines.end()];
}

const record = (char: string) => `3${char.repeat(199)}`;

describe("bytes to records", () => {
  test("are the same however the bytes are cut into chunks", () => {
    const any = fc.oneof(
      fc.constantFrom(record("A"), record("B"), "", "x".repeat(1000)),
      fc.string({ maxLength: 450 }),
    );
    fc.assert(
      fc.property(
        fc.array(any, { maxLength: 8 }),
        fc.constantFrom("\n", "\r\n", ""),
        fc.array(fc.nat(), { maxLength: 9 }),
        (parts, end, cuts) => {
          const bytes = Buffer.from(parts.join(end), "latin1");
          expect(read(bytes, cuts)).toEqual(read(bytes, []));
        },
      ),
      { numRuns: propertyRuns(10_000) },
    );
  });

  test("lines, with either end, are numbered from 1 and lose nothing", () => {
    expect(read(Buffer.from(`${record("A")}\n${record("B")}\r\n\nx`), [])).toEqual([
      { number: 1, text: record("A"), length: 200 },
      { number: 2, text: record("B"), length: 200 },
      { number: 3, text: "", length: 0 },
      { number: 4, text: "x", length: 1 },
    ]);
  });

  test("records without line ends", () => {
    expect(
      read(Buffer.from(record("A") + record("B") + record("C").slice(0, 7)), []).map(
        ({ length }) => length,
      ),
    ).toEqual([200, 200, 7]);
  });

  test("of a line of 10 MB only the beginning is kept, and its length", () => {
    const [line, next] = read(Buffer.from(`${"y".repeat(10_000_000)}\nz`), [1000, 5_000_000]);
    expect({ length: line?.length, keptLength: line?.text.length, nextText: next?.text }).toEqual({
      length: 10_000_000,
      keptLength: 400,
      nextText: "z",
    });
  });
});
