import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { RunParts, ranParts } from "./run-parts.ts";

type Range = Parameters<typeof ranParts>[0][number];

/** Ranges as V8 has them: each after the one that it is inside of. */
function rangesOf(startOffset: number, endOffset: number, choose: (most: number) => number) {
  const ranges: Range[] = [{ startOffset, endOffset, count: choose(1) }];
  for (let from = startOffset + choose(3); from < endOffset; ) {
    const to = Math.min(endOffset, from + 1 + choose(8));
    const isWhole = from === startOffset && to === endOffset;
    if (!isWhole && choose(2) > 0) ranges.push(...rangesOf(from, to, choose));
    from = to + choose(3);
  }
  return ranges;
}

const ranges = fc
  .gen()
  .map((gen) => rangesOf(0, 30, (most) => gen(fc.integer, { min: 0, max: most })));

/** The plain way: each range is written over those that it is inside of. */
function charsThatRan(all: readonly Range[]): number[] {
  const chars = new Uint8Array(all[0]?.endOffset ?? 0);
  for (const { startOffset, endOffset, count } of all) chars.fill(count, startOffset, endOffset);
  return [...chars.keys()].filter((at) => chars[at] === 1);
}

const charsOf = (parts: ReturnType<typeof ranParts>) =>
  parts.flatMap(([from, to]) => Array.from({ length: to - from }, (_, i) => from + i));

test("the parts of a function that ran are those of its innermost ranges", () => {
  fc.assert(
    fc.property(ranges, (all) => {
      expect({ chars: charsOf(ranParts(all)) }).toEqual({ chars: charsThatRan(all) });
    }),
  );
});

describe("what is new", () => {
  const script = (all: readonly Range[]) => ({
    url: "file:///a.ts",
    functions: [{ functionName: "f", isBlockCoverage: true, ranges: [...all] }],
  });

  test("is a character that is in none of what was recorded", () => {
    fc.assert(
      fc.property(fc.array(ranges, { maxLength: 4 }), ranges, (before, now) => {
        const parts = new RunParts();
        for (const one of before) parts.record(script(one));
        const seen = new Set(before.flatMap(charsThatRan));
        const isNew = charsThatRan(now).some((at) => !seen.has(at));
        expect({
          asked: parts.isNew(script(now)),
          recorded: parts.record(script(now)),
          after: parts.isNew(script(now)),
        }).toEqual({ asked: isNew, recorded: isNew, after: false });
      }),
    );
  });

  test("is so for each function and each script by itself", () => {
    const parts = new RunParts();
    const [f, g] = [
      [{ startOffset: 0, endOffset: 9, count: 1 }],
      [{ startOffset: 3, endOffset: 9, count: 1 }],
    ];
    parts.record(script(f));
    expect({
      function: parts.isNew(script(g)),
      script: parts.isNew({ ...script(f), url: "file:///b.ts" }),
    }).toEqual({ function: true, script: true });
    parts.forget();
    expect({ forgotten: parts.isNew(script(f)) }).toEqual({ forgotten: true });
  });
});
