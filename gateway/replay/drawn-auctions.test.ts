import { expect, test } from "@jest/globals";
import { DrawnAuctions, drawnWords } from "./drawn-auctions.ts";

type Row = readonly [string, readonly boolean[], boolean, readonly number[], object, RegExp | null];

test.each<Row>([
  ["all drawn", [true, true], false, [0, 1], { leftOut: 0, notDrawn: 0 }, null],
  ["some not", [false, true, false], false, [1], { leftOut: 2, notDrawn: 0 }, /^2 left out/],
  ["none drawn", [false, false], false, [0, 1], { leftOut: 0, notDrawn: 2 }, /^2 of them/],
  ["all wanted", [false, true], true, [0, 1], { leftOut: 0, notDrawn: 1 }, /^1 of them/],
  ["none at all", [], false, [], { leftOut: 0, notDrawn: 0 }, null],
])("DRAWN-1: %s", (_what, drawn, all, chosen, counts, words) => {
  const auctions = new DrawnAuctions<number[]>(() => [], all);
  for (const [i, sampled] of drawn.entries()) auctions.of({ sampled }).push(i);
  expect({ chosen: auctions.chosen, counts: auctions.counts }).toEqual({
    ...{ chosen, counts: { auctions: chosen.length, ...counts } },
  });
  const said = drawnWords(auctions.counts);
  if (words === null) expect(said).toBeNull();
  else expect(said).toMatch(words);
});
